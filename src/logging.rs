//! The log: a file a day, and warnings on standard error.
//!
//! No customer's words and no token ever get here: customers' words are [`crate::pii::Pii`], whose
//! `Debug` form is empty, and tokens are `SecretString`s. A panic is told by its place alone, for
//! what it says may quote them. Writing is left to threads of their own, so that neither a slow
//! disk nor a terminal that stands still holds a customer up.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tracing::level_filters::LevelFilter;
use tracing_appender::non_blocking::{NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer as _, fmt};

use crate::files::read;
use crate::time::today;

mod files;
mod lines;

use files::Files;
use lines::Lines;

/// So many lines may wait to be written; more are dropped. Room for all is taken at the start, and
/// the library's own 128,000 would be 4 MB for each writer.
const LINES: usize = 1024;

/// Without these threads nobody learns of a waiting customer.
const VITAL: [&str; 2] = ["main", "daemon"];
/// What ends a program that panics.
const PANIC_CODE: i32 = 101;
/// The threads that write the log get so long for their last line.
const LAST_LINE: Duration = Duration::from_millis(200);

/// Keeps the writers of the log alive; dropping it writes what is left.
#[derive(Debug)]
pub struct LogGuard {
    _writers: Vec<WorkerGuard>,
}

/// Starts logging at `level` into `directory`; without a directory, or one that cannot be made, only
/// to standard error.
///
/// The guard must live as long as the program.
pub fn start(level: &str, directory: Option<&Path>) -> LogGuard {
    let (terminal, terminal_guard) = writer(std::io::stderr());
    let terminal = fmt::layer().with_writer(terminal).without_time().with_target(false).with_filter(LevelFilter::WARN);
    let (file, file_guard) = directory.and_then(|directory| Files::new(directory, today).ok()).map(writer).unzip();
    let file = file.map(|writer| fmt::layer().with_writer(writer).with_ansi(false));
    // Only tests start it twice.
    drop(tracing_subscriber::registry().with(filter(level)).with(file).with(terminal).try_init());
    LogGuard { _writers: file_guard.into_iter().chain([terminal_guard]).collect() }
}

/// Where the log is, below the agent's own folder.
pub fn folder(state: &Path) -> PathBuf {
    state.join("log")
}

/// The log's files, the oldest first, each by its name and with what is in it. A file that cannot be
/// read is left out.
pub fn kept(directory: &Path) -> impl Iterator<Item = (String, Vec<u8>)> + use<> {
    files::kept(directory).into_iter().filter_map(|path| {
        let name = path.file_name()?.to_str()?.to_owned();
        Some((name, read(&path, files::LENGTH_AT_MOST).ok()?))
    })
}

/// Writes on a thread of its own: a full disk or an unread terminal holds nothing up.
fn writer(to: impl Write + Send + 'static) -> (NonBlocking, WorkerGuard) {
    NonBlockingBuilder::default().buffered_lines_limit(LINES).finish(Lines(to))
}

/// From now on a panic is logged without its words, and ends the program where nobody would be
/// told of a customer any more: an icon that is gone is seen, one that lies is not.
pub fn watch_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let thread = std::thread::current();
        let name = thread.name().unwrap_or_default();
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(thread = name, place, "a bug: something panicked");
        if VITAL.contains(&name) {
            std::thread::sleep(LAST_LINE);
            std::process::exit(PANIC_CODE);
        }
    }));
}

/// Starts logging at `level` to standard error only.
pub fn start_on_terminal(level: &str) {
    let terminal = fmt::layer().with_writer(std::io::stderr);
    drop(tracing_subscriber::registry().with(filter(level)).with(terminal).try_init());
}

/// Our own words from `level` up (`info` where it is none), others' only when they warn.
fn filter(level: &str) -> Targets {
    let ours: LevelFilter = level.parse().unwrap_or(LevelFilter::INFO);
    let targets = Targets::new().with_default(LevelFilter::WARN).with_target("deskbell", ours);
    // The bus library warns of every connection that ends, ours at quitting among them.
    targets.with_target("zbus", LevelFilter::ERROR)
}
