//! `deskbell doctor`: looks at everything that Deskbell needs and says what is right, what is wrong,
//! and what to do.
//!
//! A report is data: rows with stable names, each a sentence and things to do. The way to the center
//! is the link's own ([`crate::link::survey`]); what is asked of the desktop are the same questions
//! that the daemon has for it. Nobody is asked for a password meanwhile, nothing is changed, and
//! whatever hangs is given up: the report is there within 15 seconds.

use serde::Serialize;

use crate::config::Config;
use crate::i18n::Words;
use crate::platform::session::Paths;

mod center;
mod check;
mod daemon;
mod desktop;
mod settings;
mod sign_in;
mod way;

pub use check::Check;

/// What a row says of its thing; the order is from well to ill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It is as it should be.
    Good,
    /// It works, but there is something to know.
    Note,
    /// It was not looked at, because of an earlier row or because this system is not known.
    Unknown,
    /// It does not work.
    Bad,
}

impl State {
    /// The mark in front of a row.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Good => "✓",
            Self::Note => "•",
            Self::Unknown => "–",
            Self::Bad => "✗",
        }
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Which thing.
    #[serde(rename = "id", serialize_with = "check::as_id")]
    pub check: Check,
    /// How it is.
    pub state: State,
    /// The same as a sentence.
    pub what: String,
    /// What to do about it, the likelier first.
    pub hints: Vec<String>,
}

impl Row {
    fn new(check: Check, state: State, what: impl Into<String>) -> Self {
        Self { check, state, what: what.into(), hints: vec![] }
    }

    fn good(check: Check, what: impl Into<String>) -> Self {
        Self::new(check, State::Good, what)
    }

    fn note(check: Check, what: impl Into<String>) -> Self {
        Self::new(check, State::Note, what)
    }

    fn bad(check: Check, what: impl Into<String>) -> Self {
        Self::new(check, State::Bad, what)
    }

    /// The row as a person reads it, without what to do.
    pub fn line(&self, words: &Words) -> String {
        format!("{} {}: {}", self.state.mark(), words.text(self.check.label()), self.what)
    }

    /// An earlier row says why.
    fn unknown(check: Check, words: &Words) -> Self {
        Self::new(check, State::Unknown, words.text("doctor-not-checked"))
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// Everything that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Version of the program that looked.
    pub version: &'static str,
    /// One row a thing, in the order of [`Check::ALL`].
    pub rows: Vec<Row>,
}

/// Whom the doctor sees.
#[derive(Debug)]
pub struct Patient<'a> {
    /// All settings.
    pub config: &'a Config,
    /// Where files are.
    pub paths: &'a Paths,
    /// The words of the report.
    pub words: &'a Words,
    /// The token from the environment, which wins over every other.
    pub token: Option<secrecy::SecretString>,
}

impl Report {
    /// Looks at everything, as much as possible at the same time.
    pub async fn of(patient: &Patient<'_>) -> Self {
        let mut rows = vec![settings::row(patient)];
        let (center, desktop) = tokio::join!(center::rows(patient), desktop::rows(patient));
        rows.extend(center);
        rows.extend(desktop);
        rows.sort_by_key(|row| row.check);
        Self { version: env!("CARGO_PKG_VERSION"), rows }
    }

    /// How many things do not work.
    pub fn bad(&self) -> usize {
        self.rows.iter().filter(|row| row.state == State::Bad).count()
    }

    /// The report for a person: a line a row, below it what to do.
    pub fn text(&self, words: &Words) -> String {
        let lines = self
            .rows
            .iter()
            .flat_map(|row| std::iter::once(row.line(words)).chain(row.hints.iter().map(|hint| format!("    {hint}"))));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The report for scripts.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("texts in a list")
    }
}
