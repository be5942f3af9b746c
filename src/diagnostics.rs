//! `deskbell diagnostics`: one zip file for whoever helps.
//!
//! It has nothing in it but what was written for others' eyes: the log, which never sees a customer's
//! words nor a token; the configuration without what might hold a secret; and the doctor's report.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Cursor, Write as _};
use std::path::{Path, PathBuf};

use time::OffsetDateTime;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::config::report::{ConfigReport, Discretion};
use crate::doctor::{Patient, Report};
use crate::link::network::Network;
use crate::platform::session::operating_system;
use crate::time::{today, unix_time};
use crate::{logging, text};

/// So many files of one day have a name.
const A_DAY: u32 = 99;

/// What is told of the surroundings: names of desktops and languages.
const TOLD: [&str; 5] = ["XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "DISPLAY", "WAYLAND_DISPLAY", "LANG"];

/// A file to be packed, and what is in it.
pub type Packed = (String, Vec<u8>);

/// What is packed: versions, the configuration without what might hold a secret, the doctor's report,
/// and the log.
pub fn contents(patient: &Patient<'_>, report: &Report) -> Vec<Packed> {
    let words = patient.words;
    let network = Network::from_config(patient.config);
    let config = ConfigReport::of(patient.config, network.problems(), Discretion::NothingSecret, words);
    let file = |name: &str, text: String| (name.to_owned(), (text::visible(&text) + "\n").into_bytes());
    let told = [
        file("about.txt", about(words.tag())),
        file("config.txt", config.text(words)),
        file("config.json", config.json()),
        file("doctor.txt", report.text(words)),
        file("doctor.json", report.json()),
    ];
    let logs = logging::kept(&logging::folder(&patient.paths.state));
    told.into_iter().chain(logs.map(|(name, bytes)| (format!("logs/{name}"), bytes))).collect()
}

/// Versions and the surroundings.
fn about(language: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let (system, machine) = (operating_system(), std::env::consts::ARCH);
    let told = TOLD.iter().filter_map(|name| Some(format!("{name}: {}", std::env::var(name).ok()?)));
    let own = [format!("deskbell {version}"), format!("{system}, {machine}"), format!("language: {language}")];
    own.into_iter().chain(told).collect::<Vec<_>>().join("\n")
}

/// The zip file with these files in it.
///
/// # Errors
/// Where a name is longer than a zip file takes.
pub fn pack(files: impl IntoIterator<Item = Packed>) -> io::Result<Vec<u8>> {
    let mut options = SimpleFileOptions::default().unix_permissions(0o600);
    if let Some(now) = now() {
        options = options.last_modified_time(now);
    }
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    for (name, bytes) in files {
        zip.start_file(name, options)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Writes the file for its owner alone, in no other's place: under the wished name, or under one with
/// the day in it in the folder.
///
/// # Errors
/// Where it cannot be written, or there is such a file already.
pub fn write_new(wished: Option<&Path>, folder: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let path = wished.map_or_else(|| free_name(folder), Path::to_owned);
    let mut file = create(&path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a file helps nobody.
        drop(fs::remove_file(&path));
    }
    written.map(|()| path)
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A name that is not taken; the last one where all are, which says so when it is written.
fn free_name(folder: &Path) -> PathBuf {
    let day = today();
    let name = |number: u32| match number {
        1 => folder.join(format!("deskbell-diagnostics-{day}.zip")),
        more => folder.join(format!("deskbell-diagnostics-{day}-{more}.zip")),
    };
    (1..A_DAY).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(A_DAY))
}

/// The present moment, in UTC, as a zip file has it.
fn now() -> Option<zip::DateTime> {
    let now = OffsetDateTime::from_unix_timestamp(unix_time()).ok()?;
    let year = u16::try_from(now.year()).ok()?;
    zip::DateTime::from_date_and_time(year, now.month().into(), now.day(), now.hour(), now.minute(), now.second()).ok()
}
