//! The doctor's report, and a computer with nothing in it.

use std::path::Path;
use std::process::Command;

use deskbell::doctor::Check;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::parts::make_folders;
use crate::support::workplace::deskbell;

/// What `deskbell doctor --json` said.
#[derive(Debug)]
pub(crate) struct Findings {
    rows: Vec<Value>,
    /// What the command ended with.
    pub(crate) code: Option<i32>,
    /// Everything that was printed.
    pub(crate) printed: String,
}

/// Runs the doctor by this command, which names the program and what it sees.
pub(crate) fn examine(command: &mut Command) -> Findings {
    let output = command.args(["doctor", "--json"]).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let report: Value = serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error}: {printed}"));
    let rows = report["rows"].as_array().cloned().unwrap();
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, Check::ALL.map(Check::id), "every row, in its order");
    let findings = Findings { rows, code: output.status.code(), printed };
    let bad = findings.rows.iter().any(|row| row["state"] == "bad");
    assert_eq!(findings.code, Some(i32::from(bad)), "{}", findings.printed);
    findings
}

impl Findings {
    fn row(&self, id: &str) -> &Value {
        self.rows.iter().find(|row| row["id"] == id).unwrap()
    }

    /// The row is in this state, and says these words, hints included.
    #[track_caller]
    pub(crate) fn says(&self, id: &str, state: &str, words: &str) {
        let row = self.row(id);
        assert_eq!(row["state"], state, "{row:#}");
        let all = format!("{} {}", row["what"], row["hints"]);
        assert!(all.contains(words), "{words:?} is not in {row:#}");
        let hints = row["hints"].as_array().unwrap();
        assert!(state != "bad" || !hints.is_empty(), "it says what to do: {row:#}");
        let untold = hints.iter().chain([&row["what"]]).any(|text| text.as_str().unwrap().starts_with("doctor-"));
        assert!(!untold, "{row:#}");
    }

    /// These rows are good.
    #[track_caller]
    pub(crate) fn good(&self, ids: &[&str]) {
        ids.iter().for_each(|id| self.says(id, "good", ""));
    }

    /// These rows were not looked at.
    #[track_caller]
    pub(crate) fn unknown(&self, ids: &[&str]) {
        ids.iter().for_each(|id| self.says(id, "unknown", ""));
    }
}

/// A computer without a desktop, and with folders of its own.
pub(crate) struct Computer(TempDir);

impl Computer {
    /// With empty folders.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        make_folders(folder.path());
        Self(folder)
    }

    /// Its folder.
    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    /// A command of Deskbell with these variables.
    pub(crate) fn deskbell(&self, variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(deskbell());
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap()).env("LANG", "C.UTF-8");
        let named =
            [("HOME", "home"), ("XDG_RUNTIME_DIR", "run"), ("XDG_CONFIG_HOME", "conf"), ("XDG_STATE_HOME", "state")];
        for (name, below) in named {
            command.env(name, self.folder().join(below));
        }
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus");
        command.envs(variables.iter().copied()).current_dir(self.folder());
        command
    }
}
