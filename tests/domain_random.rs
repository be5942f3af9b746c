//! Every input at random, and what must hold after each step.

#[path = "support/desk.rs"]
#[expect(dead_code, reason = "the scenarios use the rest")]
mod desk;

use std::collections::{BTreeMap, BTreeSet};

use deskbell::domain::effect::{Command, Effect, Message, ToastKey};
use deskbell::domain::input::{AgentAction, Input, LinkProblem, NoToast, Refusal, ServerHealth, SystemEvent};
use deskbell::domain::sign_in::{Keep, SignInProblem};
use deskbell::domain::view::{ALERTS_AT_MOST, AlertPhase, AlertView, Press, QuietWish, SoundKind};
use deskbell::domain::{Desk, TOASTS_AT_MOST};
use deskbell::protocol::from_center::{NoticeKind, Outcome, RefusalCode};
use deskbell::time::Timestamp;
use proptest::prelude::*;

use desk::*;

const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// Something that happens, so many milliseconds after the last.
#[derive(Clone, Debug)]
enum Op {
    Offer(usize, i64),
    Update(usize, i64),
    Close(usize, u8),
    Notice(usize),
    Withdraw(usize),
    Ready(Vec<usize>, u64, bool),
    Down(bool),
    Connecting,
    Accept(usize),
    Decline(usize),
    Presence,
    Answer(u8),
    Shown(usize),
    Failed(usize),
    ToastShown(usize),
    ToastFailed(usize),
    ToastClicked(usize),
    ToastClosed(usize),
    Server(bool),
    Repeat,
    Unknown,
    SignIn(bool),
    SignedIn(bool),
    Agent(AgentAction),
    System(SystemEvent),
    Tick,
}

/// The toast beside an alert.
fn offers_key(n: usize) -> ToastKey {
    ToastKey::Offer(NAMES[n].into())
}

fn pressed(n: usize, accept: bool) -> SystemEvent {
    SystemEvent::ToastPressed(offers_key(n), if accept { Press::Accept } else { Press::Decline }, None)
}

fn op() -> impl Strategy<Value = Op> {
    let name = 0..NAMES.len();
    prop_oneof![
        4 => (name.clone(), -5_i64..60).prop_map(|(n, s)| Op::Offer(n, s)),
        1 => (name.clone(), -5_i64..60).prop_map(|(n, s)| Op::Update(n, s)),
        2 => (name.clone(), 0_u8..5).prop_map(|(n, o)| Op::Close(n, o)),
        4 => (0_usize..40).prop_map(Op::Notice),
        1 => (0_usize..40).prop_map(Op::Withdraw),
        2 => (proptest::collection::vec(name.clone(), 0..4), 0_u64..4, any::<bool>()).prop_map(|(o, h, e)| Op::Ready(o, h, e)),
        1 => any::<bool>().prop_map(Op::Down),
        1 => Just(Op::Connecting),
        3 => name.clone().prop_map(Op::Accept),
        1 => name.clone().prop_map(Op::Decline),
        1 => Just(Op::Presence),
        3 => (0_u8..8).prop_map(Op::Answer),
        2 => name.clone().prop_map(Op::Shown),
        1 => name.clone().prop_map(Op::Failed),
        3 => (0_usize..40).prop_map(Op::ToastShown),
        1 => (0_usize..40).prop_map(Op::ToastFailed),
        1 => (0_usize..40).prop_map(Op::ToastClicked),
        1 => (0_usize..40).prop_map(Op::ToastClosed),
        1 => (name.clone(), any::<bool>()).prop_map(|(n, accept)| Op::System(pressed(n, accept))),
        1 => name.clone().prop_map(|n| Op::System(SystemEvent::ToastClosed(offers_key(n)))),
        1 => any::<bool>().prop_map(|may| Op::System(SystemEvent::WindowsMayHide(may))),
        1 => any::<bool>().prop_map(Op::Server),
        1 => Just(Op::Repeat),
        1 => Just(Op::Unknown),
        1 => any::<bool>().prop_map(Op::SignIn),
        1 => any::<bool>().prop_map(Op::SignedIn),
        1 => any::<bool>().prop_map(|on| Op::Agent(sounds(on))),
        1 => Just(Op::Agent(AgentAction::TrySound)),
        1 => any::<bool>().prop_map(|on| Op::Agent(AgentAction::SetQuiet(on.then_some(QuietWish::HalfHour)))),
        1 => any::<bool>().prop_map(|on| Op::System(SystemEvent::DesktopQuiet(on))),
        2 => Just(Op::Tick),
    ]
}

/// The desk, what was sent so far, and what must hold.
struct World {
    desk: Desk,
    now: i64,
    sequence: u64,
    epochs: u64,
    last: Option<Input>,
    commands: Vec<(deskbell::domain::id::CommandId, Command)>,
    accepts: BTreeMap<String, BTreeSet<String>>,
    answered: BTreeSet<String>,
    alive: BTreeSet<ToastKey>,
}

impl World {
    fn new() -> Self {
        Self {
            desk: Desk::new(preferences(), Default::default()),
            now: 0,
            sequence: 0,
            epochs: 0,
            last: None,
            commands: vec![],
            accepts: BTreeMap::new(),
            answered: BTreeSet::new(),
            alive: BTreeSet::new(),
        }
    }

    fn input(&mut self, op: &Op) -> Input {
        let news = |sequence: &mut u64, what| {
            *sequence += 1;
            let key = deskbell::domain::id::EventKey(format!("event {sequence}"));
            let stamp = Some(deskbell::domain::input::Stamp { sequence: *sequence, key });
            Input::Center(deskbell::domain::input::CenterEvent { stamp, what })
        };
        let seconds = self.now / 1000;
        let key = |n: &usize| ToastKey::Notice(format!("n{n}").as_str().into());
        let system = Input::System;
        match op {
            Op::Offer(n, s) => news(&mut self.sequence, offered(NAMES[*n], seconds + s)),
            Op::Update(n, s) => {
                let offer = Box::new(offer(NAMES[*n], seconds + s));
                news(&mut self.sequence, deskbell::domain::input::CenterNews::OfferUpdated(offer))
            }
            Op::Close(n, o) => {
                let outcomes =
                    [Outcome::Accepted, Outcome::Taken, Outcome::CustomerLeft, Outcome::Expired, Outcome::Rerouted];
                news(&mut self.sequence, closed(NAMES[*n], outcomes[usize::from(*o)], None))
            }
            Op::Notice(n) => news(&mut self.sequence, notice(&format!("n{n}"), NoticeKind::Assigned)),
            Op::Withdraw(n) => news(&mut self.sequence, withdrawn(&format!("n{n}"))),
            Op::Unknown => news(&mut self.sequence, deskbell::domain::input::CenterNews::Unknown),
            Op::Ready(names, ahead, same_epoch) => {
                if !same_epoch {
                    self.epochs += 1;
                    self.sequence = 0;
                }
                let offers = names.iter().map(|n| offer(NAMES[*n], seconds + 30)).collect();
                let what = ready(&format!("e{}", self.epochs), self.sequence + ahead, offers);
                Input::Center(deskbell::domain::input::CenterEvent { stamp: None, what })
            }
            Op::Down(stop) => Input::Link(down(LinkProblem::Lost, (!stop).then_some(seconds + 1))),
            Op::Connecting => Input::Link(deskbell::domain::input::LinkEvent::Connecting),
            Op::SignIn(keep) => {
                Input::Agent(AgentAction::SignIn(if *keep { Keep::InKeyring } else { Keep::UntilLogOff }))
            }
            Op::SignedIn(done) => {
                let failed = SignInProblem::Keyring("secret-locked".into());
                system(SystemEvent::SignIn(if *done { Ok(()) } else { Err(failed) }))
            }
            Op::Accept(n) => Input::Agent(accept(NAMES[*n])),
            Op::Decline(n) => Input::Agent(decline(NAMES[*n])),
            Op::Agent(action) => Input::Agent(action.clone()),
            Op::System(event) => system(event.clone()),
            Op::Presence => Input::Agent(AgentAction::SetPresence("away".into())),
            Op::Answer(which) => self.answer(*which),
            Op::Shown(n) => system(SystemEvent::AlertShown(NAMES[*n].into())),
            Op::Failed(n) => system(SystemEvent::AlertFailed(NAMES[*n].into(), "x".into())),
            Op::ToastShown(n) => system(SystemEvent::ToastShown(key(n))),
            Op::ToastFailed(n) => system(SystemEvent::ToastFailed(key(n), NoToast::NoServer)),
            Op::ToastClicked(n) => system(SystemEvent::ToastClicked(key(n), None)),
            Op::ToastClosed(n) => system(SystemEvent::ToastClosed(key(n))),
            Op::Server(up) => {
                system(SystemEvent::ToastServer(if *up { ServerHealth::Up } else { ServerHealth::Absent }))
            }
            Op::Repeat => self.last.clone().unwrap_or(Input::Tick),
            Op::Tick => Input::Tick,
        }
    }

    /// The center answers one of the commands so far, in one of its ways.
    fn answer(&mut self, which: u8) -> Input {
        let Some((id, _)) = self.commands.get(usize::from(which) % self.commands.len().max(1)).cloned() else {
            return Input::Tick;
        };
        let codes = [RefusalCode::Taken, RefusalCode::Expired, RefusalCode::Unknown, RefusalCode::Busy];
        let result = match which {
            0..4 => Ok(Some(url("x"))),
            other => Err(Refusal::Said(codes[usize::from(other) % codes.len()])),
        };
        self.answered.insert(id.0.clone());
        let what = deskbell::domain::input::CenterNews::Answer { command: id, result };
        Input::Center(deskbell::domain::input::CenterEvent { stamp: None, what })
    }

    fn step(&mut self, wait: i64, op: &Op) -> Result<(), TestCaseError> {
        self.now += wait;
        let input = self.input(op);
        self.feed(input)
    }

    fn feed(&mut self, input: Input) -> Result<(), TestCaseError> {
        let now = Timestamp::from_millis(self.now);
        self.last = Some(input.clone());
        if let Input::System(SystemEvent::ToastClosed(key)) = &input {
            self.alive.remove(key);
        }
        let effects = self.desk.update(now, input);
        let online = matches!(self.desk.view().tray.state, deskbell::domain::view::LinkState::Connected { .. });
        for effect in &effects {
            self.check_effect(effect, online)?;
        }
        self.check_view(now)
    }

    fn check_effect(&mut self, effect: &Effect, online: bool) -> Result<(), TestCaseError> {
        match effect {
            Effect::Send(message) => {
                prop_assert!(online, "nothing is sent while offline: {message:?}");
                if let Message::Command(id, command) = message {
                    if let Command::Accept(offer) = command {
                        let ids = self.accepts.entry(offer.0.clone()).or_default();
                        ids.retain(|id| !self.answered.contains(id));
                        ids.insert(id.0.clone());
                    }
                    self.commands.push((id.clone(), command.clone()));
                }
            }
            Effect::ShowToast(toast) => {
                self.alive.insert(toast.key.clone());
            }
            Effect::WithdrawToast(key) => {
                self.alive.remove(key);
            }
            Effect::Open(link, _) => prop_assert!(link.starts_with("https://crm.example.com/"), "{link}"),
            Effect::Remember(_)
            | Effect::Note(_)
            | Effect::Keep(_)
            | Effect::FindSoundDevices
            | Effect::Examine
            | Effect::SaveDiagnostics
            | Effect::Reconnect
            | Effect::Renew
            | Effect::Probe
            | Effect::SignIn(_)
            | Effect::SignOut
            | Effect::Quit => {}
        }
        Ok(())
    }

    fn check_view(&self, now: Timestamp) -> Result<(), TestCaseError> {
        if let Some(at) = self.desk.next_deadline() {
            prop_assert!(at > now, "a deadline that is not in the future spins the loop: {at:?} at {now:?}");
        }
        let view = self.desk.view();
        prop_assert!(view.alerts.len() <= ALERTS_AT_MOST);
        prop_assert!(view.behind == 0 || view.alerts.len() == ALERTS_AT_MOST);
        let (offers, others): (Vec<_>, Vec<_>) = self.alive.iter().partition(|key| matches!(key, ToastKey::Offer(_)));
        prop_assert!(others.len() <= TOASTS_AT_MOST, "{:?}", self.alive);
        for key in offers {
            let rings = |alert: &AlertView| ToastKey::Offer(alert.id.clone()) == *key && is_open(&alert.phase);
            prop_assert!(view.alerts.iter().any(rings), "a toast beside no alert that rings: {key:?} {view:?}");
        }
        let of_an_offer =
            view.stroke.is_some_and(|stroke| !matches!(stroke.kind, SoundKind::ConnectionLost | SoundKind::Test));
        prop_assert!(!of_an_offer || !view.tray.offers.is_empty(), "no sound without a ringing offer: {view:?}");
        prop_assert!(!of_an_offer || view.tray.sounds.on, "muted: {view:?}");
        for alert in &view.alerts {
            prop_assert!(
                !is_open(&alert.phase) || alert.deadline.is_none_or(|at| at > now),
                "an expired offer is never shown: {alert:?}"
            );
        }
        Ok(())
    }

    /// Inputs have stopped; only time goes on.
    fn run_out(&mut self) -> Result<(), TestCaseError> {
        for _ in 0..10_000 {
            let Some(at) = self.desk.next_deadline() else { break };
            self.now = at.as_millis();
            self.feed(Input::Tick)?;
        }
        prop_assert_eq!(self.desk.next_deadline(), None, "the idle daemon wants no wake-up");
        let sounding = self.desk.view().stroke.map(|stroke| stroke.kind);
        prop_assert!(matches!(sounding, None | Some(SoundKind::ConnectionLost | SoundKind::Test)), "{sounding:?}");
        prop_assert!(self.desk.view().alerts.is_empty(), "every alert closes by itself");
        prop_assert!(self.alive.is_empty(), "every toast is withdrawn by itself: {:?}", self.alive);
        for (offer, ids) in &self.accepts {
            prop_assert!(ids.len() <= 2, "an offer is not accepted under many names: {offer} {ids:?}");
        }
        Ok(())
    }
}

/// Whether the agent can still answer.
const fn is_open(phase: &AlertPhase) -> bool {
    matches!(phase, AlertPhase::Ringing | AlertPhase::Offline { .. } | AlertPhase::Refused(_))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_invariants_hold(ops in proptest::collection::vec((0_i64..12_000, op()), 1..80)) {
        let mut world = World::new();
        for (wait, op) in &ops {
            world.step(*wait, op)?;
        }
        world.run_out()?;
    }

    #[test]
    fn the_same_inputs_give_the_same_outputs(ops in proptest::collection::vec((0_i64..5_000, op()), 1..40)) {
        let run = || {
            let mut world = World::new();
            let mut seen = vec![];
            for (wait, op) in &ops {
                world.now += *wait;
                let input = world.input(op);
                world.last = Some(input.clone());
                let effects = world.desk.update(Timestamp::from_millis(world.now), input);
                for effect in &effects {
                    if let Effect::Send(Message::Command(id, command)) = effect {
                        world.commands.push((id.clone(), command.clone()));
                    }
                }
                seen.push((effects, world.desk.view()));
            }
            seen
        };
        prop_assert_eq!(run(), run());
    }
}
