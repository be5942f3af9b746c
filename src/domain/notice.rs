//! What is told by toasts: at most ten alive, never a flood, withdrawn when no longer true.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use super::Desk;
use super::conversation::Notice;
use super::effect::{Activation, Effect, Message, Toast, ToastContent, ToastKey};
use super::id::NoticeId;
use super::input::{NoToast, RecentId};
use super::ledger::Ledger;
use super::privacy::Privacy;
use super::quiet::Holdable;
use super::view::RecentWhat;
use crate::protocol::from_client::NoticeHow;
use crate::time::Timestamp;

/// At most so many toasts are alive; older ones are withdrawn into *Recent*.
pub const TOASTS_AT_MOST: usize = 10;
/// So long a toast lives. Our own timer: some servers never end theirs.
pub const TOAST_TIME: Duration = Duration::from_secs(10);
/// So long a toast waits for a notification server that is not there.
const PATIENCE: Duration = Duration::from_secs(600);
/// So many notices that wait are known by name, for the case that they are withdrawn meanwhile; of
/// more only their number is kept.
pub(super) const NAMED_AT_MOST: usize = 1_000;
/// More notices than this in one replay become one summary.
const REPLAY_SINGLY: usize = 3;
/// The replay after a reconnect is waited for so long.
const REPLAY_TIME: Duration = Duration::from_secs(1);
/// More toasts than [`TOASTS_AT_MOST`] within this time are a flood, and become a summary.
const FLOOD_WINDOW: Duration = Duration::from_secs(5);
/// So often the summary of a flood is renewed.
const FLOOD_STEP: Duration = Duration::from_millis(500);
/// The links of so many ended toasts are kept, for clicks that cross the end.
const ENDED_KEPT: usize = 16;

#[derive(Debug)]
struct Alive {
    until: Timestamp,
    order: u64,
    url: Option<String>,
    recent: Option<RecentId>,
    sequences: Vec<u64>,
    /// Whether the notification server has it on the screen.
    shown: bool,
    /// Why it was not shown when it was first tried.
    failed: Option<String>,
    /// Whether the center was told so on this connection.
    told: bool,
}

#[derive(Debug)]
struct Kept {
    /// None: it came when there were too many.
    id: Option<NoticeId>,
    /// What to show singly; a flood is only counted, and its words are not kept.
    notice: Option<Box<Notice>>,
    recent: RecentId,
    sequence: Option<u64>,
}

/// Toasts that are alive and notices that wait to become one.
#[derive(Debug, Default)]
pub(super) struct Notices {
    alive: BTreeMap<ToastKey, Alive>,
    ended: VecDeque<(ToastKey, Option<String>)>,
    kept: Vec<Kept>,
    release_at: Option<Timestamp>,
    replaying: bool,
    shown_at: VecDeque<Timestamp>,
    summed: u64,
    shown: u64,
}

impl Notices {
    pub(super) fn hold_until_replayed(&mut self, now: Timestamp) {
        self.replaying = true;
        self.release_at = Some(now + REPLAY_TIME);
    }

    pub(super) fn next_deadline(&self) -> Option<Timestamp> {
        self.alive.values().map(|alive| alive.until).chain(self.release_at).min()
    }

    /// What was sent may have crossed the end of the connection: it is said again to the next one.
    pub(super) fn doubt_receipts(&mut self) {
        self.alive.values_mut().for_each(|alive| alive.told = false);
    }

    pub(super) fn forget_sequences(&mut self) {
        self.alive.values_mut().for_each(|alive| alive.sequences.clear());
        self.kept.iter_mut().for_each(|kept| kept.sequence = None);
    }

    pub(super) fn keys(&self) -> Vec<ToastKey> {
        self.alive.keys().cloned().collect()
    }

    /// Those on the screen.
    pub(super) fn shown_keys(&self) -> Vec<ToastKey> {
        self.alive.iter().filter(|(_, alive)| alive.shown).map(|(key, _)| key.clone()).collect()
    }

    /// The toast has gone by itself.
    pub(super) fn forget(&mut self, key: &ToastKey, ledger: &mut Ledger) {
        let Some(alive) = self.alive.remove(key) else { return };
        for sequence in alive.sequences {
            ledger.settle(Some(sequence));
        }
        self.ended.push_back((key.clone(), alive.url));
        if self.ended.len() > ENDED_KEPT {
            self.ended.pop_front();
        }
    }

    /// The link of a toast that is, or just was, on the screen; none: there was no such toast.
    fn link(&self, key: &ToastKey) -> Option<Option<String>> {
        let ended = self.ended.iter().rev().find(|(ended, _)| ended == key).map(|(_, url)| url.clone());
        self.alive.get(key).map(|alive| alive.url.clone()).or(ended)
    }

    fn keep(&mut self, notice: Notice, recent: RecentId, sequence: Option<u64>) {
        let id = (self.kept.len() < NAMED_AT_MOST).then(|| notice.id.clone());
        let notice = (self.kept.len() < REPLAY_SINGLY).then(|| Box::new(notice));
        self.kept.push(Kept { id, notice, recent, sequence });
    }

    fn take_kept(&mut self, id: &NoticeId) -> Option<Kept> {
        let mut named = self.kept.iter().take(NAMED_AT_MOST);
        let at = named.position(|kept| kept.id.as_ref() == Some(id))?;
        Some(self.kept.remove(at))
    }

    fn note_shown(&mut self, now: Timestamp) {
        self.shown_at.push_back(now);
        if self.shown_at.len() > TOASTS_AT_MOST {
            self.shown_at.pop_front();
        }
    }

    fn is_flood(&mut self, now: Timestamp) -> bool {
        while self.shown_at.front().is_some_and(|at| *at + FLOOD_WINDOW <= now) {
            self.shown_at.pop_front();
        }
        self.shown_at.len() >= TOASTS_AT_MOST
    }

    /// The oldest that may make room: a summary stands for many and goes last.
    fn oldest(&self, fits: impl Fn(&ToastKey, &Alive) -> bool) -> Option<ToastKey> {
        let single = |key: &ToastKey| {
            !matches!(key, ToastKey::Summary | ToastKey::Trouble | ToastKey::Presence | ToastKey::Preflight)
        };
        self.alive
            .iter()
            .filter(|(key, alive)| single(key) && fits(key, alive))
            .min_by_key(|(_, alive)| alive.order)
            .map(|(key, _)| key.clone())
    }
}

impl Desk {
    pub(super) fn on_notice(&mut self, now: Timestamp, notice: Notice, sequence: Option<u64>) {
        let recent = self.recent.add(now, RecentWhat::Notice(notice.kind), &notice.conversation);
        if self.holds_back(Holdable::Notices(notice.kind)) {
            return self.hold_back(Some(notice.id), recent, sequence);
        }
        let replayed = self.notices.replaying && sequence.is_some_and(|sequence| self.ledger.is_replay(sequence));
        if replayed {
            self.notices.keep(notice, recent, sequence);
        } else if !self.notices.kept.is_empty() || self.notices.is_flood(now) {
            self.notices.keep(notice, recent, sequence);
            self.notices.release_at.get_or_insert(now + FLOOD_STEP);
        } else {
            self.show_notice_as(now, &notice, Some(recent), sequence);
        }
    }

    /// Shows what was kept back: singly where it is little, else as one summary.
    pub(super) fn release_notices(&mut self, now: Timestamp) {
        let replayed = std::mem::take(&mut self.notices.replaying);
        self.notices.release_at = None;
        let kept = std::mem::take(&mut self.notices.kept);
        let singly = if replayed { REPLAY_SINGLY } else { 1 };
        let summed = self.notices.alive.contains_key(&ToastKey::Summary);
        let whole = kept.iter().all(|kept| kept.notice.is_some());
        if kept.len() <= singly && whole && !summed {
            for Kept { notice, recent, sequence, .. } in kept {
                notice.iter().for_each(|notice| self.show_notice_as(now, notice, Some(recent), sequence));
            }
        } else {
            self.summarise(now, kept);
        }
    }

    fn summarise(&mut self, now: Timestamp, kept: Vec<Kept>) {
        let count = kept.len() as u64;
        self.add_to_summary(now, count, kept.into_iter().filter_map(|kept| kept.sequence).collect());
    }

    pub(super) fn add_to_summary(&mut self, now: Timestamp, count: u64, mut sequences: Vec<u64>) {
        if count == 0 {
            return;
        }
        let before = self.notices.alive.get_mut(&ToastKey::Summary);
        let earlier = if before.is_some() { self.notices.summed } else { 0 };
        sequences.extend(before.into_iter().flat_map(|before| std::mem::take(&mut before.sequences)));
        self.notices.summed = earlier + count;
        let content = ToastContent::Summary { count: self.notices.summed };
        self.show_toast(now, Toast { key: ToastKey::Summary, content }, None, None, sequences);
    }

    pub(super) fn show_notice(&mut self, now: Timestamp, notice: &Notice, sequence: Option<u64>) {
        self.show_notice_as(now, notice, None, sequence);
    }

    fn show_notice_as(&mut self, now: Timestamp, notice: &Notice, recent: Option<RecentId>, sequence: Option<u64>) {
        let privacy = self.privacy();
        let conversation = privacy.conversation(&notice.conversation);
        let content = ToastContent::Notice {
            kind: notice.kind,
            channel: conversation.channel,
            customer: privacy.called(&conversation.customer),
            from: notice.from.clone(),
            queue: conversation.queue,
            note: notice.note.clone().filter(|_| privacy == Privacy::Full).or(conversation.comment),
        };
        let toast = Toast { key: ToastKey::Notice(notice.id.clone()), content };
        self.notices.note_shown(now);
        self.show_toast(now, toast, conversation.summary_url, recent, sequence.into_iter().collect());
    }

    pub(super) fn show_toast(
        &mut self,
        now: Timestamp,
        toast: Toast,
        url: Option<String>,
        recent: Option<RecentId>,
        sequences: Vec<u64>,
    ) {
        while self.notices.alive.len() >= TOASTS_AT_MOST && !self.notices.alive.contains_key(&toast.key) {
            self.make_room(now);
        }
        self.notices.shown += 1;
        let order = self.notices.shown;
        let alive =
            Alive { until: now + TOAST_TIME, order, url, recent, sequences, shown: false, failed: None, told: false };
        self.notices.alive.insert(toast.key.clone(), alive);
        self.effects.push(Effect::ShowToast(toast));
    }

    /// The oldest that the agent could see goes. Where the server showed none, the oldest notice is
    /// counted in the summary, so that it is not lost.
    fn make_room(&mut self, now: Timestamp) {
        let seen = |key: &ToastKey, alive: &Alive| alive.shown || !matches!(key, ToastKey::Notice(_));
        if let Some(key) = self.notices.oldest(seen) {
            return self.withdraw(&key);
        }
        let oldest = self.notices.oldest(|_, _| true);
        let Some((key, alive)) = oldest.and_then(|key| self.notices.alive.remove_entry(&key)) else { return };
        self.effects.push(Effect::WithdrawToast(key));
        self.add_to_summary(now, 1, alive.sequences);
    }

    pub(super) fn withdraw(&mut self, key: &ToastKey) {
        self.notices.forget(key, &mut self.ledger);
        self.effects.push(Effect::WithdrawToast(key.clone()));
    }

    pub(super) fn on_notice_withdrawn(&mut self, id: NoticeId, sequence: Option<u64>) {
        self.ledger.settle(sequence);
        while let Some(Kept { recent, sequence, .. }) = self.notices.take_kept(&id) {
            self.recent.remove(recent);
            self.ledger.settle(sequence);
        }
        if let Some(recent) = self.quiet.forget(&id) {
            self.recent.remove(recent);
        }
        let key = ToastKey::Notice(id);
        if let Some(alive) = self.notices.alive.get(&key) {
            if let Some(recent) = alive.recent {
                self.recent.remove(recent);
            }
            self.withdraw(&key);
        }
    }

    pub(super) fn on_toast_shown(&mut self, now: Timestamp, key: &ToastKey) {
        let Some(alive) = self.notices.alive.get_mut(key) else { return };
        alive.shown = true;
        alive.until = now + TOAST_TIME;
        let was_told = alive.failed.take().is_some() && std::mem::take(&mut alive.told);
        for sequence in std::mem::take(&mut alive.sequences) {
            self.ledger.settle(Some(sequence));
        }
        if was_told && self.connection.is_up() {
            self.notice_receipt(key, NoticeHow::Toast, None);
        }
    }

    /// The toast waits for a server. Its event stays open meanwhile, so that the notice comes again
    /// if the program ends before there is one; in the end it is left to *Recent*.
    pub(super) fn on_toast_failed(&mut self, now: Timestamp, key: &ToastKey, why: &NoToast) {
        if let Some(alive) = self.notices.alive.get_mut(key) {
            if !std::mem::take(&mut alive.shown) {
                alive.failed.get_or_insert_with(|| why.word().to_owned());
            }
            alive.until = now + PATIENCE;
        }
        self.repeat_notice_receipts();
    }

    /// Tells the center of notices that are not on the screen, so that nobody relies on them.
    pub(super) fn repeat_notice_receipts(&mut self) {
        if !self.connection.is_up() {
            return;
        }
        let mut untold = vec![];
        for (key, alive) in self.notices.alive.iter_mut().filter(|(_, alive)| !alive.told) {
            if let Some(why) = &alive.failed {
                alive.told = true;
                untold.push((key.clone(), why.clone()));
            }
        }
        for (key, why) in untold {
            self.notice_receipt(&key, NoticeHow::Failed, Some(why));
        }
    }

    fn notice_receipt(&mut self, key: &ToastKey, how: NoticeHow, why: Option<String>) {
        if let ToastKey::Notice(notice) = key {
            self.effects.push(Effect::Send(Message::NoticeShown { notice: notice.clone(), how, why }));
        }
    }

    pub(super) fn on_toast_clicked(&mut self, now: Timestamp, key: &ToastKey, activation: Option<Activation>) {
        let Some(link) = self.notices.link(key) else { return };
        match key {
            ToastKey::Trouble => self.on_trouble_clicked(),
            ToastKey::Presence => self.go_back(now),
            ToastKey::Preflight => self.end_preflight_and_go(now),
            ToastKey::Notice(_) | ToastKey::Summary | ToastKey::Missed(_) => self.open_or_desktop(link, activation),
            // Nothing but its buttons answers an offer.
            ToastKey::Offer(_) => {}
        }
        if self.notices.alive.contains_key(key) {
            self.withdraw(key);
        }
    }

    /// The toast has gone by itself, or the agent closed it.
    pub(super) fn on_toast_closed(&mut self, key: &ToastKey) {
        self.notices.forget(key, &mut self.ledger);
        self.beside.closed(key);
    }

    pub(super) fn expire_notices(&mut self, now: Timestamp) {
        let over: Vec<ToastKey> =
            self.notices.alive.iter().filter(|(_, alive)| alive.until <= now).map(|(key, _)| key.clone()).collect();
        for key in over {
            self.withdraw(&key);
        }
        if self.notices.release_at.is_some_and(|at| at <= now) {
            self.release_notices(now);
        }
    }
}
