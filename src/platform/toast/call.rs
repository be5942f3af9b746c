//! What is asked of the notification server, and what it says.

use std::num::NonZeroU32;

use super::{ToastAction, ToastText};
use crate::domain::effect::{Activation, ToastKey};
use crate::domain::input::SystemEvent;
use crate::domain::view::Press;

/// Names a call until it is answered.
pub(super) type Ticket = NonZeroU32;

/// What the server can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Features {
    pub(super) actions: bool,
    pub(super) body_markup: bool,
}

/// A call to be made. Those with a ticket are answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Call {
    Features(Ticket),
    /// Would the bus start a server if one were needed?
    Startable(Ticket),
    Notify {
        ticket: Ticket,
        replaces: u32,
        /// Names the toast beyond this run of the program.
        tag: String,
        features: Features,
        text: ToastText,
    },
    Close(u32),
}

/// What the answer to a ticket will be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Question {
    Features,
    Startable,
    Toast(ToastKey),
    /// A toast that was withdrawn before the server answered.
    Orphan,
}

#[derive(Debug)]
pub(super) enum Answer {
    Features(Features),
    Startable(bool),
    Shown(u32),
    NoServer,
    Refused,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Comes before the action that it belongs to.
    Token(Activation),
    Done(ToastAction),
    Closed,
}

impl ToastAction {
    const ALL: [Self; 3] = [Self::Click, Self::Button(Press::Accept), Self::Button(Press::Decline)];

    /// Its name for the server, by which it comes back.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Click => "default",
            Self::Button(Press::Accept) => "accept",
            Self::Button(Press::Decline) => "decline",
        }
    }

    /// The one of this name; none: no toast of ours has it.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }

    /// What it means when the agent does that.
    pub(super) fn event(self, key: ToastKey, activation: Option<Activation>) -> SystemEvent {
        match self {
            Self::Click => SystemEvent::ToastClicked(key, activation),
            Self::Button(press) => SystemEvent::ToastPressed(key, press, activation),
        }
    }
}
