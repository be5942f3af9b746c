//! The file in which a center keeps the numbered events that no agent's computer has acknowledged,
//! so that it may be killed at any moment: one JSON record a line, added before the event goes out.
//!
//! At a start everything that is over is left out, and the file is replaced as a whole.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::agents::AgentDesk;
use super::state::CenterState;
use crate::files;
use crate::protocol::Envelope;

/// A line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Record {
    /// Names the numbering; the first line.
    Epoch(String),
    /// The agent has dealt with everything up to here.
    Acknowledged {
        /// Id of the agent.
        agent: String,
        /// The number of the last event.
        sequence: u64,
    },
    /// The next event of an agent.
    Kept {
        /// Id of the agent.
        agent: String,
        /// When it was numbered.
        #[serde(with = "time::serde::rfc3339")]
        at: OffsetDateTime,
        /// The event as it is sent.
        text: String,
    },
}

/// The open file.
#[derive(Debug)]
pub(super) struct Archive {
    file: File,
    path: PathBuf,
}

impl Archive {
    /// The records of the file; none where there is no file yet. Half a line at the end, which is
    /// what a kill in the middle of writing leaves, does not count.
    pub(super) fn read(path: &Path) -> io::Result<Vec<Record>> {
        match fs::read(path) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes);
                Ok(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(vec![]),
            Err(error) => Err(error),
        }
    }

    /// Replaces the file by one with these records.
    pub(super) fn begin(path: &Path, records: &[Record]) -> io::Result<Self> {
        let lines: Vec<Vec<u8>> = records.iter().map(line).collect::<io::Result<_>>()?;
        Ok(Self { file: files::replace(path, &lines.concat())?, path: path.to_owned() })
    }

    /// Adds a record. A full disk is told in the log; the center goes on with what it has in memory.
    pub(super) fn add(&mut self, record: &Record) {
        if let Err(error) = line(record).and_then(|line| self.file.write_all(&line)) {
            tracing::warn!(%error, path = %self.path.display(), "an event is kept in memory only");
        }
    }
}

fn line(record: &Record) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(record)?;
    line.push(b'\n');
    Ok(line)
}

impl CenterState {
    /// Goes on with the numbering and the events of a center before.
    pub fn restore(&mut self, records: Vec<Record>) {
        for record in records {
            match record {
                Record::Epoch(epoch) => self.rules.epoch = epoch,
                Record::Acknowledged { agent, sequence } => {
                    self.agents.entry(agent).and_modify(|desk| desk.mailbox.go_on_after(sequence));
                }
                Record::Kept { agent, at, text } => {
                    self.agents.entry(agent).and_modify(|desk| restore_event(desk, at, text));
                }
            }
        }
    }

    /// What [`Self::restore`] needs to come to this state.
    pub fn records(&self) -> Vec<Record> {
        let of_agent = |desk: &AgentDesk| {
            let agent = desk.id.clone();
            let first = Record::Acknowledged { agent: agent.clone(), sequence: desk.mailbox.gone() };
            let kept =
                desk.mailbox.kept().map(|(at, text)| Record::Kept { agent: agent.clone(), at, text: text.to_string() });
            std::iter::once(first).chain(kept).collect::<Vec<_>>()
        };
        let all = self.agents.values().flat_map(of_agent);
        std::iter::once(Record::Epoch(self.rules.epoch.clone())).chain(all).collect()
    }
}

/// A sender that did not hear the answer sends again: the event's name is known then.
fn restore_event(desk: &mut AgentDesk, at: OffsetDateTime, text: String) {
    if let Ok(envelope) = serde_json::from_str::<Envelope>(&text) {
        desk.raised.put(envelope.name(), desk.mailbox.next());
    }
    desk.mailbox.keep(at, text.into());
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn kept(text: &str) -> Record {
        Record::Kept { agent: "anna".into(), at: datetime!(2026-11-01 12:00 UTC), text: text.into() }
    }

    #[test]
    fn records_come_back_in_order_and_half_a_line_does_not_count() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("events.jsonl");
        assert_eq!(Archive::read(&path).unwrap(), []);
        let mut archive = Archive::begin(&path, &[Record::Epoch("e".into())]).unwrap();
        archive.add(&kept("{}"));
        archive.add(&kept("[]"));
        assert_eq!(Archive::read(&path).unwrap(), [Record::Epoch("e".into()), kept("{}"), kept("[]")]);
        let length = fs::metadata(&path).unwrap().len();
        File::options().write(true).open(&path).unwrap().set_len(length - 3).unwrap();
        assert_eq!(Archive::read(&path).unwrap(), [Record::Epoch("e".into()), kept("{}")]);
    }
}
