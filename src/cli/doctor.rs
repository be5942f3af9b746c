//! `deskbell doctor` and `deskbell diagnostics`.

use std::io;
use std::path::Path;

use super::{Context, given_token};
use crate::config::report::Discretion;
use crate::diagnostics::{self, Packed};
use crate::doctor::{Patient, Report};
use crate::error::{Failure, FailureKind};
use crate::logging;
use crate::platform::session::operating_system;
use crate::text;

/// What is told of the surroundings: names of desktops and languages.
const TOLD: [&str; 5] = ["XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "DISPLAY", "WAYLAND_DISPLAY", "LANG"];

impl Context {
    /// Prints the report; a thing that does not work is a failure of the command.
    pub(super) fn doctor(&self, json: bool) -> Result<(), Failure> {
        let report = self.examine()?;
        self.print(&if json { report.json() } else { report.text(&self.words) })?;
        match report.bad() {
            0 => Ok(()),
            bad => Err(Failure::new(FailureKind::Broken, self.words.with("doctor-found", [("count", bad.into())]))),
        }
    }

    fn examine(&self) -> Result<Report, Failure> {
        let patient = Patient { config: &self.config, paths: &self.paths, words: &self.words, token: given_token() };
        self.block_on(Report::of(&patient))
    }

    /// Writes the file; what the doctor found does not matter for that.
    pub(super) fn diagnostics(&self, wished: Option<&str>) -> Result<(), Failure> {
        let report = self.examine()?;
        let logs = logging::kept(&logging::folder(&self.paths.state));
        let logs = logs.map(|(name, bytes)| (format!("logs/{name}"), bytes));
        let bytes = diagnostics::pack(self.words_for_others(&report).into_iter().chain(logs));
        let written = bytes.and_then(|bytes| diagnostics::write_new(wished.map(Path::new), Path::new("."), &bytes));
        let path = written.map_err(|error| self.unwritten(&error, wished))?;
        let values = [("file", path.display().to_string().into())];
        self.print(&self.words.with("diagnostics-written", values))
    }

    /// What there is besides the log.
    fn words_for_others(&self, report: &Report) -> Vec<Packed> {
        let config = self.config_report(Discretion::NothingSecret);
        let file = |name: &str, text: String| (name.to_owned(), (text::visible(&text) + "\n").into_bytes());
        vec![
            file("about.txt", about(self.words.tag())),
            file("config.txt", config.text(&self.words)),
            file("config.json", config.json()),
            file("doctor.txt", report.text(&self.words)),
            file("doctor.json", report.json()),
        ]
    }

    fn unwritten(&self, error: &io::Error, wished: Option<&str>) -> Failure {
        if error.kind() == io::ErrorKind::AlreadyExists {
            let values = [("file", wished.unwrap_or_default().to_owned().into())];
            let failure = Failure::new(FailureKind::Usage, self.words.with("diagnostics-taken", values));
            return failure.hint(self.words.text("diagnostics-taken-hint"));
        }
        self.broken("diagnostics-unwritten", &error.to_string()).hint(self.words.text("diagnostics-unwritten-hint"))
    }
}

/// Versions and the surroundings.
fn about(language: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let (system, machine) = (operating_system(), std::env::consts::ARCH);
    let told = TOLD.iter().filter_map(|name| Some(format!("{name}: {}", std::env::var(name).ok()?)));
    let own = [format!("deskbell {version}"), format!("{system}, {machine}"), format!("language: {language}")];
    own.into_iter().chain(told).collect::<Vec<_>>().join("\n")
}
