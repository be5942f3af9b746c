//! Everything that is broken, and in which order.

use std::time::Duration;

use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{Rng, RngExt as _};

use crate::support::faulty_proxy::{Door, Faults, Way};

/// A fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    Delay,
    Trickle,
    SwallowUp,
    SwallowDown,
    StopReadingUp,
    StopReadingDown,
    BlackHole,
    CutUp,
    CutDown,
    TruncateUp,
    TruncateDown,
    AcceptThenNothing,
    ResetWhenConnecting,
    Reset,
    CloseWithoutAWord,
    DaemonKilled,
    ToastServerHangs,
    ToastServerKilled,
    CenterRestarts,
    CenterKilled,
}

impl Fault {
    /// All that leave the center's memory alone.
    const SPARING: [Self; 18] = [
        Self::Delay,
        Self::Trickle,
        Self::SwallowUp,
        Self::SwallowDown,
        Self::StopReadingUp,
        Self::StopReadingDown,
        Self::BlackHole,
        Self::CutUp,
        Self::CutDown,
        Self::TruncateUp,
        Self::TruncateDown,
        Self::AcceptThenNothing,
        Self::ResetWhenConnecting,
        Self::Reset,
        Self::CloseWithoutAWord,
        Self::DaemonKilled,
        Self::ToastServerHangs,
        Self::ToastServerKilled,
    ];
    /// Those after which the center knows nothing of what it had taken.
    const FORGETTING: [Self; 2] = [Self::CenterRestarts, Self::CenterKilled];

    /// For the table.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Delay => "delay, both directions",
            Self::Trickle => "upgrade answered byte by byte",
            Self::SwallowUp => "stall: nothing reaches the center",
            Self::SwallowDown => "stall: nothing reaches the daemon",
            Self::StopReadingUp => "stall: the daemon is not read",
            Self::StopReadingDown => "stall: the center is not read",
            Self::BlackHole => "black hole, both directions",
            Self::CutUp => "cut at a byte to the center",
            Self::CutDown => "cut at a byte to the daemon",
            Self::TruncateUp => "frame to the center truncated",
            Self::TruncateDown => "frame to the daemon truncated",
            Self::AcceptThenNothing => "accepted, then nothing",
            Self::ResetWhenConnecting => "reset when connecting",
            Self::Reset => "reset (RST)",
            Self::CloseWithoutAWord => "closed without a close frame",
            Self::DaemonKilled => "daemon killed (-9)",
            Self::ToastServerHangs => "notification server stopped",
            Self::ToastServerKilled => "notification server killed",
            Self::CenterRestarts => "center restarted (1012)",
            Self::CenterKilled => "center killed (-9)",
        }
    }

    /// Whether nothing reaches the daemon any more, and nobody says so: its own heartbeat finds it.
    pub(crate) const fn deafens_the_daemon(self) -> bool {
        matches!(self, Self::SwallowDown | Self::StopReadingDown | Self::BlackHole)
    }

    /// Whether nothing reaches the center any more, while the daemon goes on hearing it: whoever
    /// is first finds it, the daemon for want of answers or the center for want of questions.
    pub(crate) const fn deafens_the_center(self) -> bool {
        matches!(self, Self::SwallowUp | Self::StopReadingUp)
    }

    /// Whether it leaves the connection alone.
    pub(crate) const fn is_of_the_desktop(self) -> bool {
        matches!(self, Self::ToastServerHangs | Self::ToastServerKilled)
    }

    /// Whether it is a way in which the proxy treats connections for a while.
    pub(crate) const fn is_of_the_network(self) -> bool {
        match self {
            Self::Delay
            | Self::Trickle
            | Self::SwallowUp
            | Self::SwallowDown
            | Self::StopReadingUp
            | Self::StopReadingDown
            | Self::BlackHole
            | Self::CutUp
            | Self::CutDown
            | Self::TruncateUp
            | Self::TruncateDown
            | Self::AcceptThenNothing
            | Self::ResetWhenConnecting => true,
            Self::Reset
            | Self::CloseWithoutAWord
            | Self::DaemonKilled
            | Self::ToastServerHangs
            | Self::ToastServerKilled
            | Self::CenterRestarts
            | Self::CenterKilled => false,
        }
    }

    /// What the proxy is to do, and whether open connections end first, so that a new one meets it.
    pub(crate) fn network(self, random: &mut impl Rng) -> Option<(Faults, bool)> {
        let fresh = random.random_bool(0.5);
        // A session's first exchange takes about so many bytes.
        let place = random.random_range(0..2_500);
        match self {
            Self::Delay => {
                let slow = Way::Delay(Duration::from_millis(random.random_range(20..400)));
                Some((Faults { up: slow, down: slow, ..Faults::default() }, fresh))
            }
            Self::Trickle => Some((Faults::down(Way::Trickle(Duration::from_millis(100))), true)),
            Self::SwallowUp => Some((Faults::up(Way::Swallow), false)),
            Self::SwallowDown => Some((Faults::down(Way::Swallow), false)),
            Self::StopReadingUp => Some((Faults::up(Way::StopReading), false)),
            Self::StopReadingDown => Some((Faults::down(Way::StopReading), false)),
            Self::BlackHole => Some((Faults::BLACK_HOLE, false)),
            Self::CutUp => Some((Faults::up(Way::CutAfter(place)), fresh)),
            Self::CutDown => Some((Faults::down(Way::CutAfter(place)), fresh)),
            Self::TruncateUp => Some((Faults::up(Way::TruncateFrame), fresh)),
            Self::TruncateDown => Some((Faults::down(Way::TruncateFrame), fresh)),
            Self::AcceptThenNothing => Some((Faults::door(Door::Mute), true)),
            Self::ResetWhenConnecting => Some((Faults::door(Door::Reset), true)),
            Self::Reset
            | Self::CloseWithoutAWord
            | Self::DaemonKilled
            | Self::ToastServerHangs
            | Self::ToastServerKilled
            | Self::CenterRestarts
            | Self::CenterKilled => None,
        }
    }
}

/// The faults of one round: each kind once, in an order of chance.
pub(crate) fn round(random: &mut StdRng, forgetting: bool) -> Vec<Fault> {
    let mut faults = Fault::SPARING.to_vec();
    if forgetting {
        faults.extend(Fault::FORGETTING);
    }
    faults.shuffle(random);
    faults
}
