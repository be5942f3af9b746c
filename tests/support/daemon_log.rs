//! What the daemon's log says of the connection, and when.

use std::path::Path;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// What became of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// A session is ready.
    Connected,
    /// There is none any more, or an attempt failed.
    Lost,
}

/// All lines of the log in the daemon's state folder, the oldest first.
pub fn lines(state: &Path) -> Vec<String> {
    let files = std::fs::read_dir(state.join("log")).into_iter().flatten().flatten();
    let is_log = |path: &std::path::PathBuf| path.extension().is_some_and(|extension| extension == "log");
    let mut paths: Vec<_> = files.map(|file| file.path()).filter(is_log).collect();
    paths.sort();
    let texts = paths.iter().filter_map(|path| std::fs::read_to_string(path).ok());
    texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Every turn so far, the first one first.
pub fn turns(state: &Path) -> Vec<(OffsetDateTime, Turn)> {
    lines(state).iter().filter_map(|line| turn(line)).collect()
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

/// The present moment by the clock that the log is written by.
pub fn now() -> OffsetDateTime {
    #[expect(clippy::disallowed_methods, reason = "log lines are written by the wall clock")]
    OffsetDateTime::now_utc()
}

/// The middle one and the longest of some times.
pub fn middle_and_worst(times: &[std::time::Duration]) -> Option<(std::time::Duration, std::time::Duration)> {
    let mut sorted = times.to_vec();
    sorted.sort();
    Some((*sorted.get(sorted.len() / 2)?, *sorted.last()?))
}
