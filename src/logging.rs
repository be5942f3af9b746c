//! The log: a rotating file, and warnings on standard error.
//!
//! No customer's words and no token ever get here: customers' words are [`crate::pii::Pii`], whose
//! `Debug` form is empty, and tokens are `SecretString`s.

use std::path::Path;

use tracing::level_filters::LevelFilter;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer as _, fmt};

/// So many days of logs are kept.
const DAYS: usize = 7;

/// Starts logging at `level` into `directory`; without a directory only to standard error.
///
/// The guard must live as long as the program: dropping it writes what is left.
pub fn start(level: &str, directory: Option<&Path>) -> Option<WorkerGuard> {
    let terminal =
        fmt::layer().with_writer(std::io::stderr).without_time().with_target(false).with_filter(LevelFilter::WARN);
    let file = directory.and_then(rolling).map(tracing_appender::non_blocking);
    let (file, guard) = file.unzip();
    let file = file.map(|writer| fmt::layer().with_writer(writer).with_ansi(false));
    // Only tests start it twice.
    drop(tracing_subscriber::registry().with(filter(level)).with(file).with(terminal).try_init());
    guard
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

/// The log without its file still says its warnings to the terminal.
fn rolling(directory: &Path) -> Option<tracing_appender::rolling::RollingFileAppender> {
    std::fs::create_dir_all(directory).ok()?;
    let builder = Builder::new().rotation(Rotation::DAILY).max_log_files(DAYS);
    builder.filename_prefix("deskbell").filename_suffix("log").build(directory).ok()
}
