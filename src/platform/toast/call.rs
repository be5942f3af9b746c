//! What is asked of the notification server, and what it says.

use std::num::NonZeroU32;

use super::{ToastAction, ToastText};
use crate::domain::effect::{Activation, ToastKey};

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
