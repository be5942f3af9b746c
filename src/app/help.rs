//! The doctor and the file for whoever helps, from the window of the running daemon.

use std::path::PathBuf;
use std::sync::Arc;

use secrecy::SecretString;
use tokio::sync::{mpsc, watch};

use crate::config::Config;
use crate::diagnostics;
use crate::doctor::{Patient, Report, Row, State};
use crate::domain::help::{Condition, Finding};
use crate::domain::input::{Input, SystemEvent};
use crate::i18n::Words;
use crate::platform::session::Paths;

/// Everything that is looked at, and where the results go.
#[derive(Clone, Debug)]
pub struct Help {
    /// All settings, as they are now.
    pub config: watch::Receiver<Arc<Config>>,
    /// Where files are.
    pub paths: Paths,
    /// The token from the environment.
    pub token: Option<SecretString>,
    /// The words.
    pub words: Arc<Words>,
    /// Where results go.
    pub inputs: mpsc::Sender<Input>,
}

impl Help {
    /// Looks at everything.
    pub async fn examine(self) {
        let rows = Report::of(&self.patient(&self.current())).await.rows;
        let findings = rows.iter().map(|row| finding(row, &self.words)).collect();
        self.tell(SystemEvent::Examined(findings)).await;
    }

    /// Writes the file where the agent finds it.
    pub async fn save(self) {
        let config = self.current();
        let patient = self.patient(&config);
        let report = Report::of(&patient).await;
        let contents = diagnostics::contents(&patient, &report);
        let folder = folder();
        let written = diagnostics::pack(contents).and_then(|bytes| diagnostics::write_new(None, &folder, &bytes));
        let sentence = match written {
            Ok(path) => self.words.with("diagnostics-written", [("file", path.display().to_string().into())]),
            Err(error) => self.words.with("diagnostics-unwritten", [("why", error.to_string().into())]),
        };
        self.tell(SystemEvent::DiagnosticsSaved(sentence)).await;
    }

    fn current(&self) -> Arc<Config> {
        Arc::clone(&self.config.borrow())
    }

    fn patient<'a>(&'a self, config: &'a Config) -> Patient<'a> {
        Patient { config, paths: &self.paths, words: &self.words, token: self.token.clone() }
    }

    async fn tell(&self, event: SystemEvent) {
        drop(self.inputs.send(Input::System(event)).await);
    }
}

/// Where browsers put files too, else the agent's own folder.
fn folder() -> PathBuf {
    let home = std::env::home_dir().unwrap_or_else(std::env::temp_dir);
    let downloads = home.join("Downloads");
    if downloads.is_dir() { downloads } else { home }
}

fn finding(row: &Row, words: &Words) -> Finding {
    let condition = match row.state {
        State::Good | State::Note => Condition::Well,
        State::Unknown => Condition::Unknown,
        State::Bad => Condition::Ill,
    };
    Finding { condition, what: row.line(words), hints: row.hints.clone() }
}
