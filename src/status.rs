//! `deskbell status`: what the running daemon knows of itself, for people and for scripts.

use serde::{Deserialize, Serialize};

use crate::domain::view::{Face, LinkState, View};
use crate::i18n::Words;
use crate::time::Timestamp;
use crate::ui::words;

/// What `deskbell status --json` prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Version of the running daemon.
    pub version: String,
    /// Its process id.
    pub pid: u32,
    /// `connected`, `connecting`, `waiting` (for the next attempt) or `stopped`.
    pub state: String,
    /// The tray's face: `connected`, `waiting`, `reconnecting`, `signed-out` or `cannot-alert`.
    pub face: String,
    /// The state in words.
    pub sentence: String,
    /// Why there is no connection, as a sentence; none: there is one, or an attempt is under way.
    #[serde(default)]
    pub problem: Option<String>,
    /// What to do about it, the likelier first.
    #[serde(default)]
    pub hints: Vec<String>,
    /// The contact center; none: not configured.
    pub center: Option<String>,
    /// The signed-in agent's name.
    pub agent: Option<String>,
    /// The agent's presence.
    pub presence: Option<String>,
    /// Offers that wait for an answer.
    pub waiting: usize,
    /// What is wrong, each a sentence.
    pub troubles: Vec<String>,
}

impl Status {
    /// The status of a daemon that shows `view` at `now`.
    pub fn of(view: &View, center: Option<&str>, now: Timestamp, words: &Words) -> Self {
        let tray = &view.tray;
        let problem = tray.state.problem();
        let agent = if let LinkState::Connected { agent } = &tray.state { Some(agent.clone()) } else { None };
        Self {
            version: env!("CARGO_PKG_VERSION").into(),
            pid: std::process::id(),
            state: state(&tray.state).into(),
            face: face(tray.face).into(),
            sentence: words::state_words(&tray.state, now, words),
            problem: problem.map(|problem| words::problem_words(problem, words)),
            hints: problem.map(|problem| words::problem_hints(problem, words)).unwrap_or_default(),
            center: center.map(str::to_owned),
            agent,
            presence: tray.presence.as_ref().map(|presence| presence.current.clone()),
            waiting: tray.offers.len(),
            troubles: tray.troubles.iter().filter_map(|trouble| words::trouble_words(trouble, words)).collect(),
        }
    }
}

const fn state(state: &LinkState) -> &'static str {
    match state {
        LinkState::Connecting(_) => "connecting",
        LinkState::Connected { .. } => "connected",
        LinkState::Waiting { .. } => "waiting",
        LinkState::Stopped(_) => "stopped",
    }
}

const fn face(face: Face) -> &'static str {
    match face {
        Face::Connected => "connected",
        Face::Waiting(_) => "waiting",
        Face::Reconnecting => "reconnecting",
        Face::SignedOut => "signed-out",
        Face::CannotAlert => "cannot-alert",
    }
}
