//! Whether the daemon runs, and what it says of itself.

use url::Url;

use super::{Check, Patient, Row};
use crate::i18n::Words;
use crate::platform::instance::{self, Answer, AskError, Request};
use crate::status::Status;

/// What the daemon says of itself.
#[derive(Debug)]
pub(super) enum Word {
    /// This.
    Said(Box<Status>),
    /// There is none.
    NotRunning,
    /// It does not answer, and why.
    Silent(String),
    /// It says what this program does not understand.
    Strange,
}

/// Asks the daemon of this log-on session.
pub(super) async fn ask(patient: &Patient<'_>) -> Word {
    match instance::ask(&patient.paths.daemon(), &Request::Status).await {
        Ok(Answer::Status(value)) => {
            serde_json::from_value(value).map_or(Word::Strange, |status| Word::Said(Box::new(status)))
        }
        Ok(Answer::Done | Answer::Failed { .. }) => Word::Strange,
        Err(AskError::NotRunning) => Word::NotRunning,
        Err(error @ (AskError::NoAnswer | AskError::Broken(_))) => Word::Silent(error.to_string()),
    }
}

impl Word {
    /// The daemon's center.
    pub(super) fn center(&self) -> Option<Url> {
        match self {
            Self::Said(status) => status.center.as_deref()?.parse().ok(),
            Self::NotRunning | Self::Silent(_) | Self::Strange => None,
        }
    }

    /// The agent as whom the daemon is connected to this center, if it is: it may have been started with
    /// another one.
    pub(super) fn connected_as(&self, center: &Url) -> Option<&str> {
        let ours = self.center().as_ref() == Some(center);
        match self {
            Self::Said(status) => status.agent.as_deref().filter(|_| status.state == "connected" && ours),
            Self::NotRunning | Self::Silent(_) | Self::Strange => None,
        }
    }

    /// Its row.
    pub(super) fn row(&self, words: &Words) -> Row {
        let bad = |what: String| Row::bad(Check::Daemon, what).hint(words.text("doctor-daemon-again-hint"));
        match self {
            Self::Said(status) => said(status, words),
            Self::NotRunning => {
                Row::note(Check::Daemon, words.text("cli-not-running")).hint(words.text("doctor-daemon-start-hint"))
            }
            Self::Silent(why) => bad(words.with("cli-no-answer", [("why", why.as_str().into())])),
            Self::Strange => bad(words.text("cli-strange-answer")),
        }
    }
}

/// All that troubles it, in its own words.
fn said(status: &Status, words: &Words) -> Row {
    let pid = status.pid.to_string();
    let values = [
        ("version", status.version.as_str().into()),
        ("pid", pid.into()),
        ("sentence", status.sentence.as_str().into()),
    ];
    let what = words.with("doctor-daemon-good", values);
    let troubles = status.problem.iter().chain(&status.hints).chain(&status.troubles).cloned();
    if status.problem.is_some() || !status.troubles.is_empty() {
        return troubles.fold(Row::bad(Check::Daemon, what), Row::hint);
    }
    if status.version != env!("CARGO_PKG_VERSION") {
        return Row::note(Check::Daemon, what).hint(words.text("doctor-daemon-other-hint"));
    }
    Row::good(Check::Daemon, what)
}
