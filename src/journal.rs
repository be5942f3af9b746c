//! The journal's file: what was acknowledged, for the next start.
//!
//! A small file, replaced as a whole, so that a crash leaves the old or the new one and nothing
//! between. Written on a thread of its own: a slow disk holds nothing up, and of several waiting
//! versions only the newest is written.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::JoinHandle;

use crate::domain::effect::Journal;

/// Writes journals to one file.
#[derive(Debug)]
pub struct JournalFile {
    sender: Option<mpsc::Sender<Journal>>,
    thread: Option<JoinHandle<()>>,
}

impl JournalFile {
    /// What the file holds; an unreadable one counts as empty, because the next snapshot tells
    /// the truth anyway.
    pub fn read(path: &Path) -> Journal {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Journal::default(),
            Err(error) => {
                tracing::warn!(%error, path = %path.display(), "the journal cannot be read");
                return Journal::default();
            }
        };
        serde_json::from_str(&text).unwrap_or_else(|error| {
            tracing::warn!(%error, path = %path.display(), "the journal is damaged and begins anew");
            Journal::default()
        })
    }

    /// Removes the file: the next agent has a numbering of their own.
    ///
    /// # Errors
    /// If it is there and cannot be removed.
    pub fn remove(path: &Path) -> io::Result<()> {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// A writer to the file at `path`.
    pub fn start(path: PathBuf) -> Self {
        let (sender, receiver) = mpsc::channel();
        let thread = std::thread::Builder::new().name("journal".into()).spawn(move || write_all(&path, &receiver));
        if let Err(error) = &thread {
            tracing::warn!(%error, "the journal has no thread and is not written");
        }
        Self { sender: Some(sender), thread: thread.ok() }
    }

    /// Writes the journal soon.
    pub fn write(&self, journal: Journal) {
        if let Some(sender) = &self.sender {
            drop(sender.send(journal));
        }
    }
}

impl Drop for JournalFile {
    /// Waits until the newest version is written.
    fn drop(&mut self) {
        drop(self.sender.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn write_all(path: &Path, receiver: &mpsc::Receiver<Journal>) {
    while let Ok(journal) = receiver.recv() {
        let newest = receiver.try_iter().last().unwrap_or(journal);
        if let Err(error) = replace(path, &newest) {
            tracing::warn!(%error, path = %path.display(), "the journal cannot be written");
        }
    }
}

fn replace(path: &Path, journal: &Journal) -> io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(directory)?;
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(&serde_json::to_vec(journal)?)?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_journal_is_on_disk_when_the_writer_ends() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("state/journal.json");
        let file = JournalFile::start(path.clone());
        for sequence in 1..=50 {
            file.write(Journal { epoch: Some("e".into()), sequence, ..Journal::default() });
        }
        drop(file);
        assert_eq!(JournalFile::read(&path).sequence, 50);
    }

    #[test]
    fn a_missing_or_damaged_file_is_an_empty_journal() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("journal.json");
        assert_eq!(JournalFile::read(&path), Journal::default());
        fs::write(&path, "{\"epoch\": \"e\", \"seq").unwrap();
        assert_eq!(JournalFile::read(&path), Journal::default());
    }
}
