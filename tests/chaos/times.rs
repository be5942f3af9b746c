//! When the daemon lost its connection and had it again.

use std::path::Path;
use std::time::Duration;

use time::OffsetDateTime;

use crate::faults::Fault;
use crate::support::daemon_log::{self, Turn};

/// A time in which something was broken, and nothing else began to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Broken {
    pub(crate) fault: Fault,
    pub(crate) from: OffsetDateTime,
    pub(crate) until: OffsetDateTime,
}

/// What became of the connection so far; a daemon that was killed has none, and says nothing of it.
pub(crate) struct Turns {
    turns: Vec<(OffsetDateTime, Turn)>,
    kills: Vec<OffsetDateTime>,
}

impl Turns {
    /// Reads them from the log in the daemon's state folder.
    pub(crate) fn read(state: &Path, broken: &[Broken]) -> Self {
        let kills = broken.iter().filter(|broken| broken.fault == Fault::DaemonKilled).map(|broken| broken.from);
        Self { turns: daemon_log::turns(state), kills: kills.collect() }
    }

    fn is_connected_at(&self, at: OffsetDateTime) -> bool {
        let killed = self.kills.iter().rfind(|when| **when <= at);
        let last = self.turns.iter().rfind(|(when, _)| *when <= at && killed.is_none_or(|killed| when > killed));
        last.is_some_and(|(_, turn)| *turn == Turn::Connected)
    }

    fn next(&self, wanted: Turn, after: OffsetDateTime) -> Option<OffsetDateTime> {
        self.turns.iter().find(|(when, turn)| *when > after && *turn == wanted).map(|(when, _)| *when)
    }

    /// How long it took to find the dead link; none: it was found dead already, or mended before.
    pub(crate) fn found(&self, stall: &Broken) -> Option<Duration> {
        let found = self.next(Turn::Lost, stall.from).filter(|_| self.is_connected_at(stall.from))?;
        (found < stall.until).then(|| (found - stall.from).unsigned_abs())
    }

    /// How long it took to connect after everything was whole; none: it was connected all the time.
    pub(crate) fn back(&self, healed: OffsetDateTime, until: OffsetDateTime) -> Option<Duration> {
        let back = self.next(Turn::Connected, healed).filter(|back| *back < until)?;
        Some((back - healed).unsigned_abs())
    }
}
