//! The journal's file: what was acknowledged and what was dealt with, for the next start.
//!
//! Its first line is a whole [`Journal`]; each further line names one event that was dealt with
//! since. The whole is replaced atomically, and a line is added by one small write, so that a crash
//! at any moment leaves all lines but perhaps half of the last. Written on a thread of its own: a
//! slow disk holds nothing up, and of several waiting versions only the newest is written.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::domain::effect::Journal;
use crate::domain::id::EventKey;
use crate::files;

/// A longer file was not written by Deskbell. In bytes.
const LENGTH_AT_MOST: u64 = 16 * 1024 * 1024;

/// What could not be written is tried again after this time: a scanner of viruses has the file open only
/// for a moment.
const AGAIN: Duration = Duration::from_secs(5);
/// One agent has so many daemons at most, each in a log-on session of its own.
const DAEMONS_AT_MOST: u32 = 16;

/// Where the journal of this process is. Nobody else's is there until this is dropped or the process
/// ends: a second daemon of the same agent, in another log-on session, has another.
#[derive(Debug)]
pub struct Place {
    path: PathBuf,
    _lock: Option<File>,
}

impl Place {
    /// The first free one in the folder.
    pub fn take(state: &Path) -> Self {
        let free = (1..=DAEMONS_AT_MOST).find_map(|number| Self::try_take(state, number));
        free.unwrap_or_else(|| {
            tracing::warn!(folder = %state.display(), "the journal is not locked against other processes");
            Self { path: state.join(name(1, "json")), _lock: None }
        })
    }

    fn try_take(state: &Path, number: u32) -> Option<Self> {
        let lock = files::open_lock(&state.join(name(number, "lock"))).ok()?;
        lock.try_lock().ok()?;
        Some(Self { path: state.join(name(number, "json")), _lock: Some(lock) })
    }

    /// What the file holds; an unreadable one counts as empty, because the next snapshot tells
    /// the truth anyway.
    pub fn read(&self) -> Journal {
        match files::read(&self.path, LENGTH_AT_MOST) {
            // A line that was cut off may end within a letter.
            Ok(bytes) => parse(&String::from_utf8_lossy(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Journal::default(),
            Err(error) => {
                tracing::warn!(%error, path = %self.path.display(), "the journal cannot be read and begins anew");
                Journal::default()
            }
        }
    }
}

fn name(number: u32, ending: &str) -> String {
    if number == 1 { format!("journal.{ending}") } else { format!("journal-{number}.{ending}") }
}

/// Removes the journals that no daemon uses: the next agent has a numbering of their own.
///
/// # Errors
/// If one is there and cannot be removed.
pub fn remove(state: &Path) -> io::Result<()> {
    let there = (1..=DAEMONS_AT_MOST).filter(|number| state.join(name(*number, "json")).exists());
    for place in there.filter_map(|number| Place::try_take(state, number)) {
        match fs::remove_file(&place.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

/// Writes journals to one file.
#[derive(Debug)]
pub struct JournalFile {
    sender: Option<mpsc::Sender<Entry>>,
    thread: Option<JoinHandle<()>>,
}

/// What is written.
#[derive(Debug)]
enum Entry {
    /// In place of everything before.
    Whole(Journal),
    /// In addition.
    Note(EventKey),
}

impl JournalFile {
    /// A writer to the file of this place.
    pub fn start(place: Place) -> Self {
        let (sender, receiver) = mpsc::channel();
        let thread = std::thread::Builder::new().name("journal".into()).spawn(move || write_all(&place, &receiver));
        if let Err(error) = &thread {
            tracing::warn!(%error, "the journal has no thread and is not written");
        }
        Self { sender: Some(sender), thread: thread.ok() }
    }

    /// Writes the journal soon.
    pub fn write(&self, journal: Journal) {
        self.enter(Entry::Whole(journal));
    }

    /// Adds an event that was dealt with, soon.
    pub fn note(&self, event: EventKey) {
        self.enter(Entry::Note(event));
    }

    fn enter(&self, entry: Entry) {
        if let Some(sender) = &self.sender {
            drop(sender.send(entry));
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

/// Understands every whole line: an object is the whole, a text is a note.
pub fn parse(text: &str) -> Journal {
    let mut journal = Journal::default();
    for line in text.lines().filter(|line| !line.is_empty()) {
        if let Ok(event) = serde_json::from_str::<EventKey>(line) {
            journal.seen.insert(event);
        } else if let Ok(whole) = serde_json::from_str(line) {
            journal = whole;
        } else {
            tracing::warn!("a line of the journal is damaged and does not count");
        }
    }
    journal
}

fn write_all(place: &Place, receiver: &mpsc::Receiver<Entry>) {
    let mut writer = Writer::to(&place.path);
    while let Some(first) = next(receiver, writer.owes()) {
        writer.write(first.into_iter().chain(receiver.try_iter()));
    }
    if writer.owes() {
        writer.write(std::iter::empty());
    }
}

/// The next entry, if there is one in time while something waits to be tried again; none: there are no more.
fn next(receiver: &mpsc::Receiver<Entry>, owes: bool) -> Option<Option<Entry>> {
    if !owes {
        return receiver.recv().ok().map(Some);
    }
    match receiver.recv_timeout(AGAIN) {
        Ok(entry) => Some(Some(entry)),
        Err(RecvTimeoutError::Timeout) => Some(None),
        Err(RecvTimeoutError::Disconnected) => None,
    }
}

/// The thread's own state.
struct Writer<'a> {
    path: &'a Path,
    /// Open for further lines.
    file: Option<File>,
    /// What is to be written, the oldest first.
    owed: VecDeque<Entry>,
    /// The last attempt failed: the next failure is no news.
    failing: bool,
}

impl<'a> Writer<'a> {
    const fn to(path: &'a Path) -> Self {
        Self { path, file: None, owed: VecDeque::new(), failing: false }
    }

    /// Whether something was not written yet.
    fn owes(&self) -> bool {
        !self.owed.is_empty()
    }

    /// Writes this after what is owed; what fails is owed from then on.
    fn write(&mut self, entries: impl Iterator<Item = Entry>) {
        self.owed.extend(entries);
        let newest = self.owed.iter().rposition(|entry| matches!(entry, Entry::Whole(_)));
        self.owed.drain(..newest.unwrap_or(0));
        let written = self.try_to_write();
        if let (false, Err(error)) = (self.failing, &written) {
            tracing::warn!(%error, path = %self.path.display(), "the journal cannot be written");
        }
        self.failing = written.is_err();
        if self.failing {
            self.file = None;
        }
    }

    fn try_to_write(&mut self) -> io::Result<()> {
        while let Some(entry) = self.owed.pop_front() {
            if let Err(error) = self.put(&entry) {
                self.owed.push_front(entry);
                return Err(error);
            }
        }
        Ok(())
    }

    fn put(&mut self, entry: &Entry) -> io::Result<()> {
        match entry {
            Entry::Whole(journal) => {
                // Windows replaces no file that is open.
                self.file = None;
                self.file = Some(replace(self.path, journal)?);
                Ok(())
            }
            Entry::Note(event) => add(self.file(), event),
        }
    }

    fn file(&mut self) -> io::Result<&mut File> {
        if self.file.is_none() {
            files::make_folder(self.path)?;
            self.file = Some(File::options().create(true).append(true).open(self.path)?);
        }
        Ok(self.file.as_mut().expect("it was opened just now"))
    }
}

fn replace(path: &Path, journal: &Journal) -> io::Result<File> {
    files::make_folder(path)?;
    files::replace(path, &serde_json::to_vec(journal)?)
}

/// The line break goes first, so that it also ends what an earlier run left unfinished.
fn add(file: io::Result<&mut File>, event: &EventKey) -> io::Result<()> {
    let line = format!("\n{}", serde_json::to_string(event)?);
    file?.write_all(line.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(events: &[&str]) -> std::collections::BTreeSet<EventKey> {
        events.iter().map(|event| EventKey::from(*event)).collect()
    }

    #[test]
    fn the_newest_journal_is_on_disk_when_the_writer_ends() {
        let directory = tempfile::tempdir().unwrap();
        let state = &directory.path().join("state");
        let file = JournalFile::start(Place::take(state));
        for sequence in 1..=50 {
            file.write(Journal { epoch: Some("e".into()), sequence, ..Journal::default() });
        }
        file.note("a".into());
        file.note("b".into());
        drop(file);
        let read = Place::take(state).read();
        assert_eq!((read.sequence, read.seen), (50, noted(&["a", "b"])));
    }

    #[test]
    fn notes_are_added_to_what_an_earlier_run_left() {
        let directory = tempfile::tempdir().unwrap();
        let state = directory.path();
        for event in ["a", "b"] {
            let file = JournalFile::start(Place::take(state));
            file.note(event.into());
            drop(file);
        }
        assert_eq!(Place::take(state).read().seen, noted(&["a", "b"]));
        let file = JournalFile::start(Place::take(state));
        file.write(Journal { sequence: 7, seen: noted(&["c"]), ..Journal::default() });
        drop(file);
        let file = JournalFile::start(Place::take(state));
        file.note("d".into());
        drop(file);
        let read = Place::take(state).read();
        assert_eq!((read.sequence, read.seen), (7, noted(&["c", "d"])));
    }

    #[test]
    fn cut_off_anywhere_it_keeps_every_whole_line() {
        let directory = tempfile::tempdir().unwrap();
        let state = directory.path();
        let file = JournalFile::start(Place::take(state));
        file.write(Journal { epoch: Some("e".into()), sequence: 9, ..Journal::default() });
        file.note("źródło 1".into());
        file.note("b".into());
        drop(file);
        let path = state.join("journal.json");
        let bytes = fs::read(&path).unwrap();
        let first = bytes.iter().position(|byte| *byte == b'\n').unwrap();
        for length in first..=bytes.len() {
            fs::write(&path, &bytes[..length]).unwrap();
            assert_eq!(Place::take(state).read().sequence, 9, "{length}");
            let file = JournalFile::start(Place::take(state));
            file.note("after".into());
            drop(file);
            assert!(Place::take(state).read().seen.contains(&"after".into()), "{length}");
        }
    }

    #[test]
    fn what_could_not_be_written_is_tried_again_and_the_newest_wins() {
        let directory = tempfile::tempdir().unwrap();
        let place = Place::take(directory.path());
        // Nothing takes the place of a folder.
        fs::create_dir(&place.path).unwrap();
        let mut writer = Writer::to(&place.path);
        let whole = |sequence| Entry::Whole(Journal { sequence, ..Journal::default() });
        writer.write([Entry::Note("old".into()), whole(1), Entry::Note("a".into())].into_iter());
        writer.write([whole(2), Entry::Note("b".into())].into_iter());
        assert!(writer.owes());
        fs::remove_dir(&place.path).unwrap();
        writer.write(std::iter::empty());
        assert!(!writer.owes());
        writer.write([Entry::Note("c".into())].into_iter());
        assert_eq!((place.read().sequence, place.read().seen), (2, noted(&["b", "c"])));
    }

    #[test]
    fn a_missing_damaged_or_endless_file_is_an_empty_journal() {
        let directory = tempfile::tempdir().unwrap();
        let state = directory.path();
        let path = state.join("journal.json");
        assert_eq!(Place::take(state).read(), Journal::default());
        fs::write(&path, "{\"epoch\": \"e\", \"seq").unwrap();
        assert_eq!(Place::take(state).read(), Journal::default());
        File::create(&path).unwrap().set_len(1 << 40).unwrap();
        assert_eq!(Place::take(state).read(), Journal::default());
    }

    #[test]
    fn a_second_daemon_of_the_same_agent_has_a_journal_of_its_own() {
        let directory = tempfile::tempdir().unwrap();
        let state = directory.path();
        let first = JournalFile::start(Place::take(state));
        let second = JournalFile::start(Place::take(state));
        first.note("a".into());
        second.note("b".into());
        drop(second);
        assert_eq!(Place::take(state).read().seen, noted(&["b"]));
        drop(first);
        assert_eq!(Place::take(state).read().seen, noted(&["a"]));
        let used = Place::take(state);
        remove(state).unwrap();
        assert_eq!((used.read().seen, state.join("journal-2.json").exists()), (noted(&["a"]), false));
    }
}
