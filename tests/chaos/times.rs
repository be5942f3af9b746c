//! When the daemon lost its connection and had it again, from its log.

use std::path::Path;
use std::time::Duration;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::faults::Fault;

/// What became of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Connected,
    Lost,
    Killed,
}

/// The daemon's log so far.
pub(crate) struct Log(Vec<(OffsetDateTime, Turn)>);

impl Log {
    /// All lines of the log in the daemon's state folder.
    pub(crate) fn text(state: &Path) -> Vec<String> {
        let files = std::fs::read_dir(state.join("log")).into_iter().flatten().flatten();
        let mut paths: Vec<_> = files.map(|file| file.path()).filter(|path| is_log(path)).collect();
        paths.sort();
        let texts = paths.iter().filter_map(|path| std::fs::read_to_string(path).ok());
        texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    /// Reads the log in the daemon's state folder, and knows when something else happened: a daemon
    /// that is killed says nothing of it.
    pub(crate) fn read(state: &Path, broken: &[Broken]) -> Self {
        let mut turns: Vec<_> = Self::text(state).iter().filter_map(|line| turn(line)).collect();
        let kills = broken.iter().filter(|broken| broken.fault == Fault::DaemonKilled);
        turns.extend(kills.map(|kill| (kill.from, Turn::Killed)));
        turns.sort_by_key(|(when, _)| *when);
        Self(turns)
    }

    fn is_connected_at(&self, at: OffsetDateTime) -> bool {
        self.0.iter().rev().find(|(when, _)| *when <= at).is_some_and(|(_, turn)| *turn == Turn::Connected)
    }

    fn next(&self, wanted: Turn, after: OffsetDateTime) -> Option<OffsetDateTime> {
        self.0.iter().find(|(when, turn)| *when > after && *turn == wanted).map(|(when, _)| *when)
    }

    /// How long it took to find the dead link; none: it was found dead already, or mended before.
    pub(crate) fn found(&self, stall: &Broken) -> Option<Duration> {
        let found = self.next(Turn::Lost, stall.from).filter(|_| self.is_connected_at(stall.from))?;
        (stall.fault.is_silent() && found < stall.until).then(|| (found - stall.from).unsigned_abs())
    }

    /// How long it took to connect after everything was whole; none: it was connected all the time.
    pub(crate) fn back(&self, healed: OffsetDateTime, until: OffsetDateTime) -> Option<Duration> {
        let back = self.next(Turn::Connected, healed).filter(|back| *back < until)?;
        Some((back - healed).unsigned_abs())
    }
}

/// A time in which something was broken, and nothing else began to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Broken {
    pub(crate) fault: Fault,
    pub(crate) from: OffsetDateTime,
    pub(crate) until: OffsetDateTime,
}

fn is_log(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "log")
}

fn turn(line: &str) -> Option<(OffsetDateTime, Turn)> {
    let turn = if line.contains("no connection to the contact center") {
        Turn::Lost
    } else if line.contains("connected to the contact center") {
        Turn::Connected
    } else {
        return None;
    };
    let when = OffsetDateTime::parse(line.split_whitespace().next()?, &Rfc3339).ok()?;
    Some((when, turn))
}

/// The middle one and the longest.
pub(crate) fn middle_and_worst(times: &[Duration]) -> Option<(Duration, Duration)> {
    let mut sorted = times.to_vec();
    sorted.sort();
    Some((*sorted.get(sorted.len() / 2)?, *sorted.last()?))
}
