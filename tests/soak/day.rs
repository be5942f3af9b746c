//! A day at the desk in virtual time: conversations, notices, floods, lost connections, sleep. At
//! no moment is a rule broken, after each hour nothing is left open, and what the desk remembers does
//! not grow.

use std::collections::{BTreeMap, BTreeSet};

use deskbell::domain::effect::{Command, Effect, Message, ToastKey};
use deskbell::domain::input::{CenterEvent, CenterNews, Input, LinkProblem, Stamp, SystemEvent};
use deskbell::domain::view::ALERTS_AT_MOST;
use deskbell::domain::{Desk, TOASTS_AT_MOST};
use deskbell::protocol::from_center::{NoticeKind, Outcome};
use deskbell::time::Timestamp;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use crate::desk::{accept, closed, decline, down, notice, offer, offered, preferences, ready, url, withdrawn};
use crate::line::Line;

const SECOND: i64 = 1000;
const HOUR: i64 = 3600 * SECOND;
/// What the first hours fill is full after these.
const WARM_UP: usize = 6;
/// So much fuller than the fullest of those may a later hour leave it.
const GROWTH: f64 = 1.1;
/// Nor may the desk ever hold more; the size of its debug text stands for what it holds, in bytes.
const LARGEST: usize = 4 << 20;

/// The center, as far as the desk sees it, and the desk.
struct Day {
    random: StdRng,
    desk: Desk,
    now: i64,
    online: bool,
    sequence: u64,
    kept: BTreeMap<u64, CenterNews>,
    open: BTreeMap<String, i64>,
    toasts: BTreeSet<ToastKey>,
    alerts: BTreeSet<String>,
    answers: Vec<Input>,
    raised: u64,
    largest: usize,
}

#[test]
fn a_day_leaves_nothing_behind() {
    let seed = rand::random();
    println!("a day at the desk; its seed is {seed}");
    let mut day = Day::begin(seed);
    let mut hours = Line::default();
    for hour in 1..=24 {
        day.work_until(hour * HOUR);
        day.quiet_down();
        hours.add(day.size() as f64 / 1024.0);
    }
    println!(
        "{} numbered events; what the desk holds, in KiB of debug text: {hours}, {} at most",
        day.sequence,
        day.largest / 1024
    );
    let fullest = |hours: &[f64]| hours.iter().copied().fold(0.0, f64::max);
    let (first, later) = hours.values().split_at(WARM_UP);
    assert!(fullest(later) <= fullest(first) * GROWTH, "it grows: {hours}");
}

impl Day {
    fn begin(seed: u64) -> Self {
        let mut day = Self {
            random: StdRng::seed_from_u64(seed),
            desk: Desk::new(preferences(), Default::default()),
            now: 0,
            online: false,
            sequence: 0,
            kept: BTreeMap::new(),
            open: BTreeMap::new(),
            toasts: BTreeSet::new(),
            alerts: BTreeSet::new(),
            answers: vec![],
            raised: 0,
            largest: 0,
        };
        day.connect();
        day
    }

    fn work_until(&mut self, end: i64) {
        while self.now < end {
            let next = self.now + self.random.random_range(100..15 * SECOND);
            self.pass(next);
            self.something_happens();
        }
    }

    fn something_happens(&mut self) {
        self.raised += 1;
        match self.random.random_range(0..100) {
            0..30 => self.raise_notice(),
            30..33 => (0..self.random.random_range(5..60)).for_each(|_| self.raise_notice()),
            33..60 => self.raise_offer(),
            60..70 => self.end_an_offer(),
            70..80 => self.press(),
            80..84 => self.raise(withdrawn(&format!("n{}", self.raised - 1))),
            84..90 => self.lose_connection(),
            90..97 => self.connect(),
            97 => self.feed(Input::System(SystemEvent::Woke)),
            98 => self.feed(Input::System(SystemEvent::NetworkChanged)),
            _ => {
                // The lid was closed for a while.
                self.lose_connection();
                self.now += self.random.random_range(60..1800) * SECOND;
                self.feed(Input::System(SystemEvent::Woke));
                self.connect();
            }
        }
    }

    fn raise_notice(&mut self) {
        self.raised += 1;
        self.raise(notice(&format!("n{}", self.raised), NoticeKind::Assigned));
    }

    fn raise_offer(&mut self) {
        let name = format!("o{}", self.raised);
        let seconds = self.now / SECOND + self.random.random_range(5..60);
        self.open.insert(name.clone(), seconds);
        self.raise(offered(&name, seconds));
    }

    fn end_an_offer(&mut self) {
        if let Some((name, _)) = self.open.pop_first() {
            let outcomes = [Outcome::Taken, Outcome::CustomerLeft, Outcome::Expired, Outcome::Rerouted];
            let outcome = outcomes[self.random.random_range(0..outcomes.len())];
            self.raise(closed(&name, outcome, None));
        }
    }

    fn press(&mut self) {
        let name = self.alerts.first().cloned().unwrap_or_default();
        let action = if self.random.random_bool(0.8) { accept(&name) } else { decline(&name) };
        self.feed(Input::Agent(action));
    }

    /// A numbered event: kept until it is acknowledged, and said where somebody listens.
    fn raise(&mut self, news: CenterNews) {
        self.sequence += 1;
        self.kept.insert(self.sequence, news);
        if self.online {
            self.say(self.sequence);
        }
    }

    fn say(&mut self, sequence: u64) {
        let Some(what) = self.kept.get(&sequence).cloned() else { return };
        let stamp = Some(Stamp { sequence, key: format!("event {sequence}").as_str().into() });
        self.feed(Input::Center(CenterEvent { stamp, what }));
    }

    fn lose_connection(&mut self) {
        self.online = false;
        let again = self.now / SECOND + 1;
        self.feed(Input::Link(down(LinkProblem::Lost, Some(again))));
    }

    fn connect(&mut self) {
        let now = self.now / SECOND;
        self.open.retain(|_, deadline| *deadline > now);
        let open = self.open.iter().map(|(name, deadline)| offer(name, *deadline)).collect();
        self.online = true;
        self.feed(Input::Center(CenterEvent { stamp: None, what: ready("e", self.sequence, open) }));
        for sequence in self.kept.keys().copied().collect::<Vec<_>>() {
            self.say(sequence);
        }
    }

    /// Time goes on, with everything that is due meanwhile.
    fn pass(&mut self, until: i64) {
        while let Some(at) = self.desk.next_deadline().map(Timestamp::as_millis).filter(|at| *at <= until) {
            self.now = self.now.max(at);
            self.feed(Input::Tick);
        }
        self.now = until;
        self.feed(Input::Tick);
    }

    /// Connected, and nothing new for a while: nothing is left.
    fn quiet_down(&mut self) {
        if !self.online {
            self.connect();
        }
        while let Some((name, _)) = self.open.pop_first() {
            self.raise(closed(&name, Outcome::Taken, None));
        }
        self.pass(self.now + 120 * SECOND);
        assert_eq!(self.kept.keys().collect::<Vec<_>>(), Vec::<&u64>::new(), "all is acknowledged");
        assert_eq!(self.desk.next_deadline(), None, "the idle desk wants no wake-up");
        assert!(self.toasts.is_empty() && self.alerts.is_empty(), "{:?} {:?}", self.toasts, self.alerts);
    }

    fn size(&self) -> usize {
        format!("{:?}", self.desk).len()
    }

    fn feed(&mut self, input: Input) {
        let effects = self.desk.update(Timestamp::from_millis(self.now), input);
        effects.into_iter().for_each(|effect| self.perform(effect));
        self.look();
        for input in std::mem::take(&mut self.answers) {
            self.feed(input);
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Send(message) => {
                assert!(self.online, "said to nobody: {message:?}");
                self.hear(message);
            }
            Effect::ShowToast(toast) => {
                self.toasts.insert(toast.key.clone());
                self.answers.push(Input::System(SystemEvent::ToastShown(toast.key)));
            }
            Effect::WithdrawToast(key) => drop(self.toasts.remove(&key)),
            Effect::Remember(_)
            | Effect::Note(_)
            | Effect::Keep(_)
            | Effect::FindSoundDevices
            | Effect::Examine
            | Effect::SaveDiagnostics
            | Effect::Open(_, _)
            | Effect::Reconnect
            | Effect::Renew
            | Effect::Probe
            | Effect::SignIn(_)
            | Effect::SignOut
            | Effect::Quit => {}
        }
    }

    fn hear(&mut self, message: Message) {
        match message {
            Message::Acknowledge { sequence, .. } => self.kept = self.kept.split_off(&(sequence + 1)),
            // Some answers get lost.
            Message::Command(id, Command::Accept(offer)) if self.random.random_bool(0.9) => {
                self.open.remove(&offer.0);
                let result = Ok(Some(url(&offer.0)));
                let what = CenterNews::Answer { command: id, result };
                self.answers.push(Input::Center(CenterEvent { stamp: None, what }));
            }
            Message::Command(..) | Message::Shown { .. } | Message::NoticeShown { .. } => {}
        }
    }

    /// The screen follows the view, and what must hold is looked at.
    fn look(&mut self) {
        let view = self.desk.view();
        assert!(view.alerts.len() <= ALERTS_AT_MOST && self.toasts.len() <= TOASTS_AT_MOST);
        let deadline = self.desk.next_deadline();
        assert!(deadline.is_none_or(|at| at.as_millis() > self.now), "{deadline:?} at {}", self.now);
        let names: BTreeSet<String> = view.alerts.iter().map(|alert| alert.id.0.clone()).collect();
        for new in names.difference(&self.alerts) {
            self.answers.push(Input::System(SystemEvent::AlertShown(new.as_str().into())));
        }
        self.alerts = names;
        if self.sequence.is_multiple_of(16) {
            self.largest = self.largest.max(self.size());
        }
        assert!(self.largest < LARGEST);
    }
}
