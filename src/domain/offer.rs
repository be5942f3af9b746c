//! What rings: offers from their arrival to their end.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use super::Desk;
use super::conversation::Offer;
use super::effect::{Activation, Command, Toast, ToastContent, ToastKey};
use super::id::OfferId;
use super::input::Refusal;
use super::quiet::Holdable;
use super::receipt::Receipt;
use super::view::{ALERTS_AT_MOST, GoneWhy, Press, RecentWhat};
use crate::protocol::from_center::{Outcome, RefusalCode};
use crate::time::Timestamp;

/// So long an alert says why its offer is gone.
pub const GONE_TIME: Duration = Duration::from_secs(4);
/// So long an answer to Accept is waited for.
pub const REPLY_TIME: Duration = Duration::from_secs(10);
/// So many offers are held at once; nobody could answer more.
pub const OFFERS_AT_MOST: usize = 100;
/// So many samples are held at once: each has a place on the screen.
const SAMPLES_AT_MOST: usize = ALERTS_AT_MOST;
/// So many ended offers are remembered, so that none rings again.
const ENDED_KEPT: usize = 256;

/// An offer and where it stands.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) offer: Offer,
    pub(super) since: Timestamp,
    pub(super) phase: Phase,
    pub(super) sample: bool,
    order: u64,
    pub(super) sequence: Option<u64>,
    pub(super) receipt: Option<Receipt>,
    /// Since when it is among those that have a place on the screen.
    pub(super) up_since: Option<Timestamp>,
    /// How often it was heard since it began to ring; zero: it does not ring.
    pub(super) strokes: u64,
    /// Why the agent declines.
    pub(super) decline_reason: Option<String>,
    /// It is kept off the screen, for the agent does not want to be disturbed.
    pub(super) quiet: bool,
    /// What the summary may come to the front by, once it is accepted.
    pub(super) activation: Option<Activation>,
}

/// Where an offer stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Ringing { pressed: Option<Press>, refused: Option<Refusal> },
    Accepting { until: Timestamp },
    Declining,
    Gone { why: GoneWhy, until: Timestamp },
}

impl Phase {
    const FRESH: Self = Self::Ringing { pressed: None, refused: None };
}

impl Held {
    fn ends(&self) -> Option<Timestamp> {
        match &self.phase {
            Phase::Ringing { .. } | Phase::Declining => self.offer.deadline,
            Phase::Accepting { until, .. } | Phase::Gone { until, .. } => Some(*until),
        }
    }

    pub(super) const fn is_hidden(&self) -> bool {
        matches!(self.phase, Phase::Declining)
    }

    pub(super) const fn is_waiting(&self) -> bool {
        matches!(self.phase, Phase::Ringing { .. } | Phase::Accepting { .. })
    }
}

/// All offers that are not over yet.
#[derive(Debug, Default)]
pub(super) struct Offers {
    pub(super) held: BTreeMap<OfferId, Held>,
    ended: VecDeque<OfferId>,
    arrived: u64,
}

impl Offers {
    /// The oldest first.
    pub(super) fn in_order(&self) -> impl Iterator<Item = &Held> {
        self.in_order_where(|_| true)
    }

    fn in_order_where(&self, fits: impl Fn(&Held) -> bool) -> impl Iterator<Item = &Held> {
        let mut found: Vec<&Held> = self.held.values().filter(|held| fits(held)).collect();
        found.sort_by_key(|held| held.order);
        found.into_iter()
    }

    /// Those that have, or wait for, a place on the screen.
    pub(super) fn on_screen(&self) -> impl Iterator<Item = &Held> {
        self.in_order_where(|held| !held.is_hidden() && !held.quiet)
    }

    pub(super) fn next_deadline(&self) -> Option<Timestamp> {
        self.held.values().filter_map(Held::ends).min()
    }

    fn ring(&mut self, now: Timestamp, offer: Offer, sequence: Option<u64>, sample: bool) {
        let order = self.arrived;
        self.arrived += 1;
        let phase = Phase::FRESH;
        let held = Held {
            since: now,
            phase,
            sample,
            order,
            sequence,
            receipt: None,
            up_since: None,
            strokes: 0,
            decline_reason: None,
            quiet: false,
            activation: None,
            offer,
        };
        self.held.insert(held.offer.id.clone(), held);
    }

    pub(super) fn ring_sample(&mut self, now: Timestamp, offer: Offer) {
        if self.held.values().filter(|held| held.sample).count() < SAMPLES_AT_MOST {
            self.ring(now, offer, None, true);
        }
    }

    fn is_full(&self) -> bool {
        self.held.len() >= OFFERS_AT_MOST
    }

    /// The first of those that are over and only still say so.
    fn first_gone(&self) -> Option<OfferId> {
        let mut gone = self.in_order_where(|held| matches!(held.phase, Phase::Gone { .. }));
        gone.next().map(|held| held.offer.id.clone())
    }

    /// Those whose time has come.
    fn due(&self, now: Timestamp) -> Vec<OfferId> {
        let due = self.in_order_where(|held| held.ends().is_some_and(|at| at <= now));
        due.map(|held| held.offer.id.clone()).collect()
    }

    fn end(&mut self, id: &OfferId) -> Option<Held> {
        let held = self.held.remove(id)?;
        self.remember_ended(id.clone());
        Some(held)
    }

    fn remember_ended(&mut self, id: OfferId) {
        self.ended.push_back(id);
        if self.ended.len() > ENDED_KEPT {
            self.ended.pop_front();
        }
    }

    fn is_over(&self, id: &OfferId) -> bool {
        self.ended.contains(id)
    }
}

impl Desk {
    pub(super) fn on_offered(&mut self, now: Timestamp, offer: Offer, sequence: Option<u64>) {
        let stale = sequence.is_some_and(|sequence| self.ledger.is_replay(sequence));
        let lapsed = offer.deadline.is_some_and(|at| at <= now);
        if self.offers.held.contains_key(&offer.id) || self.offers.is_over(&offer.id) {
            self.ledger.settle(sequence);
        } else if stale || lapsed {
            // Not in the snapshot, or too late: it ended while we were away.
            self.recent.add(now, RecentWhat::Missed, &offer.conversation);
            self.offers.remember_ended(offer.id);
            self.ledger.settle(sequence);
        } else if self.has_room() {
            self.offers.ring(now, offer, sequence, false);
        } else {
            self.turn_away(offer.id, sequence);
        }
    }

    /// Whether one more offer can be held; those that are over make room.
    fn has_room(&mut self) -> bool {
        if self.offers.is_full()
            && let Some(gone) = self.offers.first_gone()
        {
            self.drop_offer(&gone);
        }
        !self.offers.is_full()
    }

    pub(super) fn on_offer_updated(&mut self, now: Timestamp, offer: Offer, sequence: Option<u64>) {
        self.ledger.settle(sequence);
        let stale = sequence.is_some_and(|sequence| self.ledger.is_replay(sequence));
        match self.offers.held.get_mut(&offer.id) {
            // Older than the snapshot, which wins.
            Some(_) | None if stale => {}
            Some(held) => held.offer = offer,
            None => self.on_offered(now, offer, None),
        }
    }

    pub(super) fn on_offer_closed(
        &mut self,
        now: Timestamp,
        id: &OfferId,
        outcome: Outcome,
        by: Option<String>,
        sequence: Option<u64>,
    ) {
        self.ledger.settle(sequence);
        let stale = sequence.is_some_and(|sequence| self.ledger.is_replay(sequence));
        let Some(held) = self.offers.held.get(id) else { return };
        match (&held.phase, outcome) {
            // The snapshot, which wins, has it open.
            (Phase::Ringing { .. }, _) if stale => {}
            // Ours: the answer to the command, which has the link, is on its way.
            (Phase::Accepting { .. }, Outcome::Accepted) | (Phase::Gone { .. }, _) => {}
            (Phase::Declining, _) | (Phase::Ringing { .. }, Outcome::Accepted) => self.drop_offer(id),
            (Phase::Ringing { .. }, Outcome::Expired) => self.lapse(now, id),
            (Phase::Ringing { .. } | Phase::Accepting { .. }, _) => self.gone(now, id, GoneWhy::Closed { outcome, by }),
        }
    }

    /// Brings what is held in line with the whole truth of a snapshot.
    pub(super) fn on_snapshot(&mut self, now: Timestamp, offers: Vec<Offer>) {
        for id in self.offer_ids() {
            let Some(held) = self.offers.held.get(&id) else { continue };
            let there = held.sample || offers.iter().any(|offer| offer.id == id);
            if !there && matches!(held.phase, Phase::Ringing { .. }) {
                self.gone(now, &id, GoneWhy::NotThere);
            }
        }
        for offer in offers {
            self.on_snapshot_offer(now, offer);
        }
    }

    fn on_snapshot_offer(&mut self, now: Timestamp, offer: Offer) {
        let id = offer.id.clone();
        self.revive(now, &offer);
        self.on_offer_updated(now, offer, None);
        let pressed = self.offers.held.get(&id).and_then(|held| match held.phase {
            Phase::Ringing { pressed, .. } => pressed,
            Phase::Accepting { .. } | Phase::Declining | Phase::Gone { .. } => None,
        });
        if let Some(press) = pressed {
            self.answer(now, &id, press);
        }
    }

    /// The snapshot wins: an offer that was over here, and is open there, rings again.
    fn revive(&mut self, now: Timestamp, offer: &Offer) {
        let in_time = offer.deadline.is_none_or(|at| at > now);
        if !in_time || self.has_asked(&offer.id) {
            return;
        }
        self.offers.ended.retain(|ended| *ended != offer.id);
        if let Some(held) = self.offers.held.get_mut(&offer.id)
            && matches!(held.phase, Phase::Gone { .. })
        {
            held.phase = Phase::FRESH;
        }
    }

    /// The agent pressed a button; without a connection the press is kept.
    pub(super) fn press(&mut self, now: Timestamp, id: &OfferId, press: Press) {
        let online = self.connection.is_up();
        let Some(held) = self.offers.held.get_mut(id) else { return };
        let allowed = press == Press::Accept || held.offer.declinable;
        let Phase::Ringing { pressed, .. } = &mut held.phase else { return };
        if held.sample {
            self.drop_offer(id);
        } else if allowed && online {
            self.answer(now, id, press);
        } else if allowed {
            *pressed = Some(press);
        }
    }

    /// The agent pressed Decline, for one of the center's reasons or for none.
    pub(super) fn decline(&mut self, now: Timestamp, id: &OfferId, reason: Option<String>) {
        if let Some(held) = self.offers.held.get_mut(id) {
            held.decline_reason = reason;
        }
        self.press(now, id, Press::Decline);
    }

    fn answer(&mut self, now: Timestamp, id: &OfferId, press: Press) {
        let why = self.offers.held.get(id).and_then(|held| held.decline_reason.clone());
        let command = match press {
            Press::Accept => Command::Accept(id.clone()),
            Press::Decline => Command::Decline(id.clone(), why),
        };
        self.command(now, command);
        let Some(held) = self.offers.held.get_mut(id) else { return };
        held.phase = match press {
            Press::Accept => Phase::Accepting { until: now + REPLY_TIME },
            Press::Decline => Phase::Declining,
        };
    }

    /// The center took note that the agent declined.
    pub(super) fn declined(&mut self, now: Timestamp, id: &OfferId) {
        if let Some(held) = self.offers.held.get(id) {
            self.recent.add(now, RecentWhat::Declined, &held.offer.conversation);
        }
        self.drop_offer(id);
    }

    /// A decline was never answered: better asked twice than a customer unseen.
    pub(super) fn ring_again(&mut self, id: &OfferId) {
        if let Some(held) = self.offers.held.get_mut(id)
            && held.is_hidden()
        {
            held.phase = Phase::FRESH;
        }
    }

    /// The center did what was asked: the conversation is this agent's.
    pub(super) fn accepted(&mut self, now: Timestamp, id: &OfferId, url: Option<String>) {
        let mut held = self.offers.end(id);
        let activation = held.as_mut().and_then(|held| held.activation.take());
        let conversation = held.as_ref().map(|held| &held.offer.conversation);
        if let Some(conversation) = conversation {
            self.recent.add(now, RecentWhat::Accepted, conversation);
        }
        let url = url.or_else(|| conversation.and_then(|conversation| conversation.summary_url.clone()));
        self.ledger.settle(held.and_then(|held| held.sequence));
        self.open_or_desktop(url, activation);
    }

    /// The center did not do what was asked.
    pub(super) fn refused(&mut self, now: Timestamp, id: &OfferId, refusal: Refusal) {
        let Some(held) = self.offers.held.get_mut(id) else { return };
        let closes = match refusal {
            Refusal::Said(
                RefusalCode::Taken | RefusalCode::Withdrawn | RefusalCode::Expired | RefusalCode::Unknown,
            ) => true,
            Refusal::Said(RefusalCode::Forbidden | RefusalCode::Busy) | Refusal::Unexplained => false,
        };
        if held.is_hidden() && closes {
            // The offer was gone already, which is what declining is for.
            return self.drop_offer(id);
        }
        if matches!(held.phase, Phase::Gone { .. }) {
            return;
        }
        match refusal {
            Refusal::Said(RefusalCode::Taken) => self.closed_by_refusal(now, id, Outcome::Taken),
            Refusal::Said(RefusalCode::Withdrawn) => self.closed_by_refusal(now, id, Outcome::CustomerLeft),
            Refusal::Said(RefusalCode::Expired) => self.closed_by_refusal(now, id, Outcome::Expired),
            Refusal::Said(RefusalCode::Unknown) => self.gone(now, id, GoneWhy::NotThere),
            Refusal::Said(RefusalCode::Forbidden | RefusalCode::Busy) | Refusal::Unexplained => {
                held.phase = Phase::Ringing { pressed: None, refused: Some(refusal) };
            }
        }
    }

    fn closed_by_refusal(&mut self, now: Timestamp, id: &OfferId, outcome: Outcome) {
        self.gone(now, id, GoneWhy::Closed { outcome, by: None });
    }

    pub(super) fn drop_offer(&mut self, id: &OfferId) {
        if let Some(held) = self.offers.end(id) {
            self.ledger.settle(held.sequence);
        }
    }

    fn gone(&mut self, now: Timestamp, id: &OfferId, why: GoneWhy) {
        let Some(held) = self.offers.held.get_mut(id) else { return };
        if held.is_hidden() || matches!(held.phase, Phase::Gone { .. }) {
            return;
        }
        held.phase = Phase::Gone { why, until: now + GONE_TIME };
        self.ledger.settle(held.sequence.take());
        self.recent.add(now, RecentWhat::Gone, &held.offer.conversation);
    }

    /// The agent did not answer in time.
    fn lapse(&mut self, now: Timestamp, id: &OfferId) {
        let Some(held) = self.offers.held.get_mut(id) else { return };
        held.phase = Phase::Gone { why: GoneWhy::Lapsed, until: now + GONE_TIME };
        self.ledger.settle(held.sequence.take());
        if held.sample {
            return;
        }
        let conversation = held.offer.conversation.clone();
        let recent = self.recent.add(now, RecentWhat::Missed, &conversation);
        let customer = self.privacy().called(&conversation.customer);
        let content = ToastContent::Missed { channel: conversation.channel, customer };
        let url = conversation.summary_url;
        let toast = Toast { key: ToastKey::Missed(id.clone()), content };
        if self.holds_back(Holdable::Missed) {
            self.hold_back(None, recent, None);
        } else {
            self.show_toast(now, toast, url, Some(recent), vec![]);
        }
    }

    pub(super) fn expire_offers(&mut self, now: Timestamp) {
        for id in self.offers.due(now) {
            let Some(held) = self.offers.held.get(&id) else { continue };
            match held.phase {
                Phase::Ringing { .. } => self.lapse(now, &id),
                Phase::Accepting { .. } => self.give_up_waiting(now, &id),
                Phase::Declining | Phase::Gone { .. } => self.drop_offer(&id),
            }
        }
    }

    /// No answer came: the buttons are live again while there is time. Without a connection the
    /// press counts as kept, because the command will be repeated.
    fn give_up_waiting(&mut self, now: Timestamp, id: &OfferId) {
        let online = self.connection.is_up();
        let Some(held) = self.offers.held.get_mut(id) else { return };
        if held.offer.deadline.is_none_or(|at| at > now) {
            held.phase = Phase::Ringing { pressed: (!online).then_some(Press::Accept), refused: None };
        } else {
            self.gone(now, id, GoneWhy::NoAnswer);
        }
    }
}
