//! What is known of the toasts and of their server: a state machine without a connection.
//!
//! Calls to the server are answered later, out of step with clicks and with the server's own
//! comings and goings. Each call has a [`Ticket`]; what follows from an answer, a signal or a
//! limit that passed is put into `calls` (for the server) and `news` (for the domain).

use std::collections::BTreeMap;
use std::time::Duration;

use super::ToastText;
use super::call::{Answer, Call, Features, Question, Sign, Ticket};
use super::names::Names;
use super::questions::{ANSWER_WITHIN, Questions};
use crate::domain::effect::ToastKey;
use crate::domain::input::{NoToast, ServerHealth, SystemEvent};
use crate::time::Timestamp;

/// A server that was absent or hung is asked again at most so often.
const ASK_AGAIN_AFTER: Duration = Duration::from_secs(2);
/// The server's own timer goes first; ours closes what it leaves (GNOME and xfce leave some).
const SERVERS_TIMER_FIRST: Duration = Duration::from_secs(1);

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
    names: Names,
    questions: Questions,
    early: Vec<(u32, Sign)>,
    ask_again_at: Timestamp,
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
            names: Names::none(),
            questions: Questions::none(),
            early: Vec::new(),
            ask_again_at: Timestamp::from_millis(i64::MIN),
            calls: Vec::new(),
            news: Vec::new(),
        }
    }

    /// Whether something waits to be shown.
    pub(super) fn wants_a_server(&self) -> bool {
        self.live.values().any(|live| matches!(live.phase, Phase::Waiting))
    }

    pub(super) fn question(&self, ticket: Ticket) -> Option<&Question> {
        self.questions.get(ticket)
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
            let ticket = self.questions.ask(now, Question::Startable);
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
                self.questions.orphan(ticket);
                self.names.forget_toast(key);
                self.calls.extend(replaces.map(Call::Close));
            }
            Phase::Shown { id, .. } => {
                self.names.forget(id);
                self.calls.push(Call::Close(id));
            }
        }
    }

    pub(super) fn answered(&mut self, now: Timestamp, ticket: Ticket, answer: &Answer) {
        let Some(question) = self.questions.take(ticket) else { return };
        match (answer, question) {
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
        self.post_waiting(now);
        if !self.questions.expects_ids() {
            self.early.clear();
        }
    }

    pub(super) fn signalled(&mut self, id: u32, sign: Sign) {
        let Some(key) = self.names.key(id) else {
            // The server may tell of a toast before it tells us the toast's id.
            if self.questions.expects_ids() {
                self.early.push((id, sign));
            }
            return;
        };
        match sign {
            Sign::Token(token) => self.names.keep_token(id, token),
            Sign::Done(action) => self.news.push(action.event(key, self.names.take_token(id))),
            Sign::Closed => self.closed(id, key),
        }
    }

    pub(super) fn next_deadline(&self) -> Option<Timestamp> {
        let ends = self.live.values().filter_map(|live| match live.phase {
            Phase::Shown { until, .. } => until,
            Phase::Waiting | Phase::Asked { .. } => None,
        });
        self.questions.next_limit().into_iter().chain(ends).min()
    }

    pub(super) fn tick(&mut self, now: Timestamp) {
        if self.questions.limit_passed(now) {
            self.unavailable(ServerHealth::Hung);
        }
        self.close_expired(now);
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

    /// Sees to it that the server is asked whether it can show toasts (again); false if it is too early.
    fn try_again(&mut self, now: Timestamp) -> bool {
        if self.questions.asks_for_features() {
            return true;
        }
        if !self.connected || now < self.ask_again_at {
            return false;
        }
        self.ask_for_features(now);
        true
    }

    fn ask_for_features(&mut self, now: Timestamp) {
        self.questions.drop_features();
        self.ask_again_at = now + ASK_AGAIN_AFTER;
        let ticket = self.questions.ask(now, Question::Features);
        self.calls.push(Call::Features(ticket));
    }

    fn forget_server(&mut self) {
        self.features = None;
        self.questions.clear();
        self.early.clear();
        self.names.clear();
        for live in self.live.values_mut() {
            if !matches!(live.phase, Phase::Waiting) {
                live.phase = Phase::Waiting;
            }
        }
    }

    fn up(&mut self, now: Timestamp, ticket: Ticket, features: Features) {
        self.features = Some(features);
        let lost = self.questions.orphan_lost(ticket);
        self.return_to_waiting(|asked_with| lost.contains(&asked_with));
        self.alive_again(now);
    }

    fn alive_again(&mut self, now: Timestamp) {
        self.set_health(ServerHealth::Up);
        for live in self.live.values_mut().filter(|live| matches!(live.phase, Phase::Waiting)) {
            live.told = false;
        }
        self.post_waiting(now);
    }

    /// Posts what waits, except for what the server refused.
    fn post_waiting(&mut self, now: Timestamp) {
        if !self.answers() {
            return;
        }
        let waits = |live: &Live| matches!(live.phase, Phase::Waiting) && !live.told;
        let waiting: Vec<ToastKey> =
            self.live.iter().filter(|(_, live)| waits(live)).map(|(key, _)| key.clone()).collect();
        for key in waiting {
            self.post(now, &key);
        }
    }

    fn post(&mut self, now: Timestamp, key: &ToastKey) {
        let Some(features) = self.features else { return };
        let Some(live) = self.live.get(key) else { return };
        let replaces = match live.phase {
            Phase::Shown { id, .. } => Some(id),
            // Its place in the queue: the next answer makes room for it.
            Phase::Waiting | Phase::Asked { .. } if self.questions.is_full() => {
                return self.set_phase(key, Phase::Waiting);
            }
            Phase::Waiting | Phase::Asked { .. } => None,
        };
        let text = live.text.clone();
        let ticket = self.questions.ask(now, Question::Toast(key.clone()));
        self.set_phase(key, Phase::Asked { ticket, replaces, stale: false });
        let tag = key.tag();
        self.calls.push(Call::Notify { ticket, replaces: replaces.unwrap_or(0), tag, features, text });
    }

    fn set_phase(&mut self, key: &ToastKey, phase: Phase) {
        if let Some(live) = self.live.get_mut(key) {
            live.phase = phase;
        }
    }

    fn shown(&mut self, now: Timestamp, key: ToastKey, id: u32) {
        let Some(live) = self.live.get_mut(&key) else { return };
        let Phase::Asked { replaces, stale, .. } = live.phase else { return };
        let expire = live.text.expire;
        let until = (!expire.is_zero()).then(|| now + expire + SERVERS_TIMER_FIRST);
        live.phase = Phase::Shown { id, until, closing: false };
        live.told = false;
        if let Some(before) = replaces {
            self.names.forget(before);
        }
        self.names.add(id, key.clone());
        self.news.push(SystemEvent::ToastShown(key.clone()));
        if stale {
            self.post(now, &key);
        }
        for (id, sign) in self.early.extract_if(.., |(early, _)| *early == id).collect::<Vec<_>>() {
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
        self.names.forget(id);
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
        let questions = &self.questions;
        let unseen = |(key, live): (&ToastKey, &Live)| {
            let unseen = match &live.phase {
                Phase::Waiting => true,
                Phase::Asked { ticket, .. } => questions.is_late(*ticket),
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
        let why = match self.health {
            ServerHealth::Hung => NoToast::NoAnswer,
            ServerHealth::Up => NoToast::Refused("refused".into()),
            ServerHealth::Absent | ServerHealth::Unknown => NoToast::NoServer,
        };
        if let Some(live) = self.live.get_mut(key)
            && !std::mem::replace(&mut live.told, true)
        {
            self.news.push(SystemEvent::ToastFailed(key.clone(), why));
        }
    }

    fn set_health(&mut self, health: ServerHealth) {
        if self.health != health {
            self.health = health;
            self.news.push(SystemEvent::ToastServer(health));
        }
    }
}
