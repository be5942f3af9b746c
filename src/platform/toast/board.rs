//! What is known of the toasts and of their server: a state machine without a connection.
//!
//! Calls to the server are answered later, out of step with clicks and with the server's own
//! comings and goings. Each call has a [`Ticket`]; what follows from an answer, a signal or a
//! limit that passed is put into `calls` (for the server) and `news` (for the domain).

use std::collections::BTreeMap;
use std::time::Duration;

use super::ToastText;
use super::call::{Answer, Call, Features, Question, Sign, Ticket};
use crate::domain::effect::ToastKey;
use crate::domain::input::{ServerHealth, SystemEvent};
use crate::time::Timestamp;

/// A server that has not answered for so long is hung.
pub(super) const ANSWER_WITHIN: Duration = Duration::from_secs(3);
/// A server that was absent or hung is asked again at most so often.
const ASK_AGAIN_AFTER: Duration = Duration::from_secs(2);
/// The server's own timer goes first; ours closes what it leaves (GNOME and xfce leave some).
const SERVERS_TIMER_FIRST: Duration = Duration::from_secs(1);

#[derive(Debug)]
struct Asked {
    question: Question,
    until: Timestamp,
    late: bool,
}

#[derive(Debug)]
struct Live {
    text: ToastText,
    phase: Phase,
    /// Whether it was reported that this text is not on the screen.
    told: bool,
}

#[derive(Debug)]
enum Phase {
    /// Not on the screen.
    Waiting,
    /// Notify is not answered yet; `stale` when the text changed since.
    Asked { ticket: Ticket, replaces: Option<u32>, stale: bool },
    /// On the screen. After `until` it is closed by us, and after another limit forgotten.
    Shown { id: u32, until: Option<Timestamp>, closing: bool },
}

impl Phase {
    fn with_newer_text(self) -> Self {
        match self {
            Self::Asked { ticket, replaces, .. } => Self::Asked { ticket, replaces, stale: true },
            Self::Waiting | Self::Shown { .. } => self,
        }
    }
}

#[derive(Debug)]
pub(super) struct Board {
    connected: bool,
    health: ServerHealth,
    features: Option<Features>,
    live: BTreeMap<ToastKey, Live>,
    ids: BTreeMap<u32, ToastKey>,
    asked: BTreeMap<Ticket, Asked>,
    early: Vec<(u32, Sign)>,
    ask_again_at: Timestamp,
    last_ticket: Ticket,
    pub(super) calls: Vec<Call>,
    pub(super) news: Vec<SystemEvent>,
}

impl Board {
    pub(super) const fn new() -> Self {
        Self {
            connected: false,
            health: ServerHealth::Unknown,
            features: None,
            live: BTreeMap::new(),
            ids: BTreeMap::new(),
            asked: BTreeMap::new(),
            early: Vec::new(),
            ask_again_at: Timestamp::from_millis(i64::MIN),
            last_ticket: Ticket::MIN,
            calls: Vec::new(),
            news: Vec::new(),
        }
    }

    /// Whether something waits to be shown.
    pub(super) fn wants_a_server(&self) -> bool {
        self.live.values().any(|live| matches!(live.phase, Phase::Waiting))
    }

    pub(super) fn question(&self, ticket: Ticket) -> Option<&Question> {
        self.asked.get(&ticket).map(|asked| &asked.question)
    }

    pub(super) fn connected(&mut self, now: Timestamp) {
        self.connected = true;
        self.ask_for_features(now);
    }

    pub(super) fn disconnected(&mut self) {
        self.connected = false;
        self.forget_server();
        self.calls.clear();
        self.unavailable(ServerHealth::Absent);
    }

    /// Another program, or none, now owns the server's name.
    pub(super) fn owner_changed(&mut self, now: Timestamp, present: bool) {
        self.forget_server();
        if present || !self.live.is_empty() {
            self.ask_for_features(now);
        } else {
            // A server that ends when it is idle is started again by the bus: no reason for an alarm.
            let ticket = self.ask(now, Question::Startable);
            self.calls.push(Call::Startable(ticket));
        }
    }

    pub(super) fn show(&mut self, now: Timestamp, key: ToastKey, text: ToastText) {
        let live = Live { text, phase: Phase::Waiting, told: false };
        let earlier = self.live.insert(key.clone(), live).map(|earlier| earlier.phase);
        let is_on_the_way = matches!(earlier, Some(Phase::Asked { .. }));
        if let Some(phase) = earlier
            && let Some(live) = self.live.get_mut(&key)
        {
            live.phase = phase.with_newer_text();
        }
        if is_on_the_way && self.health != ServerHealth::Hung {
            return;
        }
        if self.answers() {
            self.post(now, &key);
        } else if !self.try_again(now) {
            self.fail(&key);
        }
    }

    pub(super) fn withdraw(&mut self, key: &ToastKey) {
        let Some(live) = self.live.remove(key) else { return };
        match live.phase {
            Phase::Waiting => {}
            Phase::Asked { ticket, replaces, .. } => {
                if let Some(asked) = self.asked.get_mut(&ticket) {
                    asked.question = Question::Orphan;
                }
                self.ids.retain(|_, owner| owner != key);
                self.calls.extend(replaces.map(Call::Close));
            }
            Phase::Shown { id, .. } => {
                self.ids.remove(&id);
                self.calls.push(Call::Close(id));
            }
        }
    }

    pub(super) fn answered(&mut self, now: Timestamp, ticket: Ticket, answer: &Answer) {
        let Some(asked) = self.asked.remove(&ticket) else { return };
        match (answer, asked.question) {
            (Answer::Features(features), _) => self.up(now, ticket, *features),
            (Answer::Startable(startable), _) => {
                if !startable && self.features.is_none() {
                    self.unavailable(ServerHealth::Absent);
                }
            }
            (Answer::Shown(id), Question::Toast(key)) => self.shown(now, key, *id),
            (Answer::Shown(id), Question::Orphan | Question::Features | Question::Startable) => {
                self.early.retain(|(early, _)| early != id);
                self.calls.push(Call::Close(*id));
            }
            (Answer::NoServer, _) => {
                self.return_to_waiting(|asked_with| asked_with == ticket);
                self.features = None;
                self.unavailable(ServerHealth::Absent);
            }
            (Answer::Refused, Question::Toast(key)) => self.refused(now, &key, ticket),
            (Answer::Refused, Question::Orphan | Question::Startable) => {}
            // A server that cannot say what it can do is used for the least.
            (Answer::Refused, Question::Features) => self.up(now, ticket, Features::default()),
        }
        if self.health == ServerHealth::Hung {
            self.alive_again(now);
        }
        if !self.expects_ids() {
            self.early.clear();
        }
    }

    pub(super) fn signalled(&mut self, id: u32, sign: Sign) {
        let Some(key) = self.ids.get(&id).cloned() else {
            // The server may tell of a toast before it tells us the toast's id.
            if self.expects_ids() {
                self.early.push((id, sign));
            }
            return;
        };
        match sign {
            Sign::Clicked => self.news.push(SystemEvent::ToastClicked(key)),
            Sign::Closed => self.closed(id, key),
        }
    }

    pub(super) fn next_deadline(&self) -> Option<Timestamp> {
        let answers = self.asked.values().filter(|asked| !asked.late).map(|asked| asked.until);
        let ends = self.live.values().filter_map(|live| match live.phase {
            Phase::Shown { until, .. } => until,
            Phase::Waiting | Phase::Asked { .. } => None,
        });
        answers.chain(ends).min()
    }

    pub(super) fn tick(&mut self, now: Timestamp) {
        if self.limit_passed(now) {
            self.unavailable(ServerHealth::Hung);
        }
        self.close_expired(now);
    }

    /// Marks the calls that were not answered in time; true if there are new ones.
    fn limit_passed(&mut self, now: Timestamp) -> bool {
        let mut late = false;
        for asked in self.asked.values_mut().filter(|asked| !asked.late && asked.until <= now) {
            asked.late = true;
            late = true;
        }
        late
    }

    fn close_expired(&mut self, now: Timestamp) {
        let mut gone = Vec::new();
        for (key, live) in &mut self.live {
            let Phase::Shown { id, until: Some(until), closing } = &mut live.phase else { continue };
            if *until > now {
                continue;
            }
            if *closing {
                gone.push((*id, key.clone()));
            } else {
                // A click may be under way: the id is forgotten when the server has confirmed.
                *closing = true;
                *until = now + ANSWER_WITHIN;
                self.calls.push(Call::Close(*id));
            }
        }
        for (id, key) in gone {
            self.closed(id, key);
        }
    }

    fn answers(&self) -> bool {
        self.features.is_some() && self.health != ServerHealth::Hung
    }

    fn expects_ids(&self) -> bool {
        self.asked.values().any(|asked| matches!(asked.question, Question::Toast(_)))
    }

    /// Sees to it that the server is asked whether it can show toasts (again); false if it is too early.
    fn try_again(&mut self, now: Timestamp) -> bool {
        let is_asked = self.asked.values().any(|asked| asked.question == Question::Features && !asked.late);
        if is_asked {
            return true;
        }
        if !self.connected || now < self.ask_again_at {
            return false;
        }
        self.ask_for_features(now);
        true
    }

    fn ask_for_features(&mut self, now: Timestamp) {
        self.asked.retain(|_, asked| asked.question != Question::Features);
        self.ask_again_at = now + ASK_AGAIN_AFTER;
        let ticket = self.ask(now, Question::Features);
        self.calls.push(Call::Features(ticket));
    }

    fn ask(&mut self, now: Timestamp, question: Question) -> Ticket {
        self.last_ticket = self.last_ticket.checked_add(1).unwrap_or(Ticket::MIN);
        self.asked.insert(self.last_ticket, Asked { question, until: now + ANSWER_WITHIN, late: false });
        self.last_ticket
    }

    fn forget_server(&mut self) {
        self.features = None;
        self.asked.clear();
        self.early.clear();
        self.ids.clear();
        for live in self.live.values_mut() {
            if !matches!(live.phase, Phase::Waiting) {
                live.phase = Phase::Waiting;
            }
        }
    }

    fn up(&mut self, now: Timestamp, ticket: Ticket, features: Features) {
        self.features = Some(features);
        // What was asked long before and is still not answered got lost.
        let lost: Vec<Ticket> =
            self.asked.iter().filter(|(earlier, asked)| asked.late && **earlier < ticket).map(|(t, _)| *t).collect();
        self.return_to_waiting(|asked_with| lost.contains(&asked_with));
        for earlier in lost {
            if let Some(asked) = self.asked.get_mut(&earlier) {
                asked.question = Question::Orphan;
            }
        }
        self.alive_again(now);
    }

    fn alive_again(&mut self, now: Timestamp) {
        self.set_health(ServerHealth::Up);
        self.post_all(now);
    }

    fn post_all(&mut self, now: Timestamp) {
        let waiting = |(key, live): (&ToastKey, &Live)| {
            matches!(live.phase, Phase::Waiting).then(|| key.clone())
        };
        for key in self.live.iter().filter_map(waiting).collect::<Vec<_>>() {
            self.post(now, &key);
        }
    }

    fn post(&mut self, now: Timestamp, key: &ToastKey) {
        let Some(features) = self.features else { return };
        let ticket = self.ask(now, Question::Toast(key.clone()));
        let Some(live) = self.live.get_mut(key) else { return };
        let replaces = match live.phase {
            Phase::Shown { id, .. } => Some(id),
            Phase::Waiting | Phase::Asked { .. } => None,
        };
        live.phase = Phase::Asked { ticket, replaces, stale: false };
        let text = live.text.clone();
        self.calls.push(Call::Notify { ticket, replaces: replaces.unwrap_or(0), features, text });
    }

    fn shown(&mut self, now: Timestamp, key: ToastKey, id: u32) {
        let Some(live) = self.live.get_mut(&key) else { return };
        let Phase::Asked { replaces, stale, .. } = live.phase else { return };
        let expire = live.text.expire;
        let until = (!expire.is_zero()).then(|| now + expire + SERVERS_TIMER_FIRST);
        live.phase = Phase::Shown { id, until, closing: false };
        if let Some(before) = replaces {
            self.ids.remove(&before);
        }
        self.ids.insert(id, key.clone());
        live.told = false;
        self.news.push(SystemEvent::ToastShown(key.clone()));
        if stale {
            self.post(now, &key);
        }
        let (mine, others) = std::mem::take(&mut self.early).into_iter().partition(|(early, _)| *early == id);
        self.early = others;
        let mine: Vec<(u32, Sign)> = mine;
        for (id, sign) in mine {
            self.signalled(id, sign);
        }
    }

    fn refused(&mut self, now: Timestamp, key: &ToastKey, ticket: Ticket) {
        let stale = self.live.get(key).is_some_and(|live| matches!(live.phase, Phase::Asked { stale: true, .. }));
        self.return_to_waiting(|asked_with| asked_with == ticket);
        if stale {
            self.post(now, key);
        } else {
            self.fail(key);
        }
    }

    fn closed(&mut self, id: u32, key: ToastKey) {
        self.ids.remove(&id);
        // Closed while its successor is on the way: the successor will be shown.
        let on_the_way = self.live.get(&key).is_some_and(|live| matches!(live.phase, Phase::Asked { .. }));
        if !on_the_way {
            self.live.remove(&key);
            self.news.push(SystemEvent::ToastClosed(key));
        }
    }

    fn return_to_waiting(&mut self, which: impl Fn(Ticket) -> bool) {
        for live in self.live.values_mut() {
            if matches!(live.phase, Phase::Asked { ticket, .. } if which(ticket)) {
                live.phase = Phase::Waiting;
            }
        }
    }

    fn unavailable(&mut self, health: ServerHealth) {
        self.set_health(health);
        let asked = &self.asked;
        let is_late = |ticket: &Ticket| asked.get(ticket).is_some_and(|asked| asked.late);
        let unseen = |(key, live): (&ToastKey, &Live)| {
            let unseen = match &live.phase {
                Phase::Waiting => true,
                Phase::Asked { ticket, .. } => is_late(ticket),
                Phase::Shown { .. } => false,
            };
            unseen.then(|| key.clone())
        };
        for key in self.live.iter().filter_map(unseen).collect::<Vec<_>>() {
            self.fail(&key);
        }
    }

    /// Reports that a toast is not on the screen, once.
    fn fail(&mut self, key: &ToastKey) {
        if let Some(live) = self.live.get_mut(key)
            && !std::mem::replace(&mut live.told, true)
        {
            self.news.push(SystemEvent::ToastFailed(key.clone()));
        }
    }

    fn set_health(&mut self, health: ServerHealth) {
        if self.health != health {
            self.health = health;
            self.news.push(SystemEvent::ToastServer(health));
        }
    }
}
