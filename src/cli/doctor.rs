//! `deskbell doctor` and `deskbell diagnostics`.

use std::io;
use std::path::Path;

use super::{Context, given_token};
use crate::diagnostics;
use crate::doctor::{Patient, Report};
use crate::error::{Failure, FailureKind};

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
        self.block_on(Report::of(&self.patient()))
    }

    fn patient(&self) -> Patient<'_> {
        Patient { config: &self.config, paths: &self.paths, words: &self.words, token: given_token() }
    }

    /// Writes the file; what the doctor found does not matter for that.
    pub(super) fn diagnostics(&self, wished: Option<&str>) -> Result<(), Failure> {
        let report = self.examine()?;
        let bytes = diagnostics::pack(diagnostics::contents(&self.patient(), &report));
        let written = bytes.and_then(|bytes| diagnostics::write_new(wished.map(Path::new), Path::new("."), &bytes));
        let path = written.map_err(|error| self.unwritten(&error, wished))?;
        let values = [("file", path.display().to_string().into())];
        self.print(&self.words.with("diagnostics-written", values))
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
