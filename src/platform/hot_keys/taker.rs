//! The thread that takes the keys: the crate blocks while the display does, and on Windows keys come as
//! messages to the thread that took them.

use std::thread;
use std::time::Duration;

use global_hotkey::hotkey::HotKey;
use global_hotkey::{GlobalHotKeyEvent, HotKeyState};
use tokio::sync::mpsc;

use super::held::{self, Held};

use crate::domain::id::OfferId;
use crate::domain::input::{AgentAction, Input, SystemEvent, Wish};
use crate::domain::view::{HotKeys, Press, View};
use crate::platform::bell::{self, Bell, Ear};
use crate::time::{Clock, Timestamp};

/// Nothing is taken.
const NOTHING: Needed = Needed { keys: HotKeys { accept: None, decline: None }, oldest: None };

/// A press so soon after another offer became the oldest was meant for the one before.
const GUARD: Duration = Duration::from_millis(500);

/// What the thread is told.
#[derive(Debug)]
enum Word {
    Needed(Needed),
    Pressed(u32),
}

/// What keys are wanted, and what they would answer.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Needed {
    keys: HotKeys,
    oldest: Option<OfferId>,
}

#[derive(Debug)]
pub(super) struct Keys {
    words: Bell<Word>,
    told: Needed,
}

impl Keys {
    pub(super) fn start(inputs: mpsc::Sender<Input>) -> Self {
        let (words, received) = bell::pair();
        let pressed = words.clone();
        GlobalHotKeyEvent::set_event_handler(Some(move |event: GlobalHotKeyEvent| {
            if event.state == HotKeyState::Pressed {
                // Nobody is left to tell once the thread has ended.
                pressed.ring(Word::Pressed(event.id)).unwrap_or_default();
            }
        }));
        let run = move || {
            Taker { inputs, held: None, taken: vec![], needed: NOTHING, oldest_since: None, clock: Clock::start() }
                .run(&received);
        };
        if let Err(error) = thread::Builder::new().name("hot-keys".into()).spawn(run) {
            tracing::warn!(%error, "there are no hot-keys");
        }
        Self { words, told: NOTHING }
    }

    pub(super) fn apply(&mut self, view: &View) {
        let oldest = view.tray.offers.first().map(|offer| offer.id.clone());
        let needed = Needed { keys: view.hot_keys.clone(), oldest };
        if needed != self.told {
            self.told = needed.clone();
            self.words.ring(Word::Needed(needed)).unwrap_or_default();
        }
    }
}

/// The thread.
struct Taker {
    inputs: mpsc::Sender<Input>,
    held: Option<Held>,
    taken: Vec<(u32, Press)>,
    needed: Needed,
    /// When another offer became the oldest.
    oldest_since: Option<Timestamp>,
    clock: Clock,
}

impl Taker {
    fn run(mut self, words: &Ear<Word>) {
        while let Some(word) = words.next() {
            let told = match word {
                Word::Needed(needed) => self.need(needed),
                Word::Pressed(id) => self.pressed(id),
            };
            if told.is_none() {
                return;
            }
        }
    }

    /// None: nobody listens any more.
    fn need(&mut self, needed: Needed) -> Option<()> {
        let others = needed.keys != self.needed.keys;
        let (before, now) = (self.needed.oldest.is_some(), needed.oldest.is_some());
        if needed.oldest != self.needed.oldest {
            self.oldest_since = Some(self.clock.now());
        }
        self.needed = needed;
        if others || before != now {
            self.give_back();
        }
        if now && (others || !before) {
            self.take()?;
        } else if others {
            // Whoever sets keys wants to know at once whether they can be had.
            self.take()?;
            self.give_back();
        }
        Some(())
    }

    fn give_back(&mut self) {
        self.held = None;
        self.taken.clear();
    }

    fn take(&mut self) -> Option<()> {
        let (mut known, mut wished) = (vec![], vec![]);
        for (press, words) in self.needed.keys.all() {
            match words.parse::<HotKey>() {
                Ok(key) => {
                    known.push(key);
                    wished.push((press, words.clone(), key.id()));
                }
                Err(error) => self.tell(words.clone(), &Err(error.to_string()))?,
            }
        }
        if known.is_empty() {
            return Some(());
        }
        let (held, answers) = held::take(known);
        for ((press, words, id), answer) in wished.into_iter().zip(answers) {
            self.taken.extend(answer.is_ok().then_some((id, press)));
            self.tell(words, &answer)?;
        }
        self.held = Some(held);
        Some(())
    }

    fn tell(&self, keys: String, taken: &Result<(), String>) -> Option<()> {
        if let Err(error) = taken {
            tracing::warn!(%error, "a hot-key cannot be had");
        }
        let told = SystemEvent::Desktop(Wish::HotKey(keys), taken.is_ok());
        self.inputs.blocking_send(Input::System(told)).ok()
    }

    fn pressed(&self, id: u32) -> Option<()> {
        if self.oldest_since.is_none_or(|since| self.clock.now().since(since) < GUARD) {
            return Some(());
        }
        let press = self.taken.iter().find(|(taken, _)| *taken == id).map(|(_, press)| *press);
        let (Some(press), Some(oldest)) = (press, self.needed.oldest.clone()) else { return Some(()) };
        let action = match press {
            Press::Accept => AgentAction::Accept(oldest),
            Press::Decline => AgentAction::Decline(oldest, None),
        };
        self.inputs.blocking_send(Input::Agent(action)).ok()
    }
}
