//! The log: a rotating file, and warnings on standard error.
//!
//! No customer's words and no token ever get here: customers' words are [`crate::pii::Pii`], whose
//! `Debug` form is empty, and tokens are `SecretString`s.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::filter::{EnvFilter, LevelFilter};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer as _, fmt};

/// So many days of logs are kept.
const DAYS: usize = 7;

/// Starts logging at `level` into `directory`; without a directory only to standard error.
///
/// The guard must live as long as the program: dropping it writes what is left.
pub fn start(level: &str, directory: Option<&Path>) -> Option<WorkerGuard> {
    let filter = EnvFilter::new(format!("warn,zbus=error,deskbell={level}"));
    let terminal =
        fmt::layer().with_writer(std::io::stderr).without_time().with_target(false).with_filter(LevelFilter::WARN);
    let file = directory.and_then(rolling).map(tracing_appender::non_blocking);
    let (file, guard) = file.unzip();
    let file = file.map(|writer| fmt::layer().with_writer(writer).with_ansi(false));
    // Only tests start it twice.
    drop(tracing_subscriber::registry().with(filter).with(file).with(terminal).try_init());
    guard
}

/// The log without its file still says its warnings to the terminal.
fn rolling(directory: &Path) -> Option<tracing_appender::rolling::RollingFileAppender> {
    std::fs::create_dir_all(directory).ok()?;
    let builder = Builder::new().rotation(Rotation::DAILY).max_log_files(DAYS);
    builder.filename_prefix("deskbell").filename_suffix("log").build(directory).ok()
}
