//! What is known of the link, and when its absence must be told.

use std::time::Duration;

use super::effect::ToastContent;
use super::input::{LinkEvent, LinkProblem};
use super::view::LinkState;
use crate::time::Timestamp;

/// Without a connection for so long, the agent is told by a toast and by the tray's broken face.
pub const TOLD_AFTER: Duration = Duration::from_secs(30);

/// The state of the link.
#[derive(Debug)]
pub(super) struct Connection {
    state: LinkState,
    down_since: Timestamp,
    told: bool,
    /// Signed out, and the link has not confirmed it: what still comes is of the agent before.
    signing_out: bool,
}

impl Default for Connection {
    fn default() -> Self {
        let state = LinkState::Connecting(None);
        Self { state, down_since: Timestamp::default(), told: false, signing_out: false }
    }
}

impl Connection {
    pub(super) const fn state(&self) -> &LinkState {
        &self.state
    }

    /// Whether the session is ready, so that what is sent arrives.
    pub(super) const fn is_up(&self) -> bool {
        matches!(self.state, LinkState::Connected { .. })
    }

    /// Whether the agent was told that there is no connection.
    pub(super) const fn is_told(&self) -> bool {
        self.told
    }

    /// From now on, until the link has ended, nothing that comes counts.
    pub(super) const fn sign_out(&mut self) {
        self.signing_out = true;
    }

    /// Whether what the center says is for an agent who has signed out.
    pub(super) const fn is_signing_out(&self) -> bool {
        self.signing_out
    }

    /// The session is ready; true: the agent had been told that there is no connection.
    pub(super) fn ready(&mut self, agent: String) -> bool {
        self.state = LinkState::Connected { agent };
        std::mem::take(&mut self.told)
    }

    /// Takes in what became of the link, and returns what the agent must be told of it.
    pub(super) fn on_link(&mut self, now: Timestamp, event: LinkEvent) -> Option<ToastContent> {
        if self.is_up() {
            self.down_since = now;
        }
        match event {
            LinkEvent::Connecting | LinkEvent::Open => {
                self.state = LinkState::Connecting(self.state.problem().cloned());
                None
            }
            LinkEvent::Down { problem, retry_at: Some(until) } => {
                self.state = LinkState::Waiting { problem, until };
                None
            }
            LinkEvent::Down { problem, retry_at: None } => {
                self.signing_out &= problem != LinkProblem::SignedOut;
                self.state = LinkState::Stopped(problem);
                self.tell(now)
            }
        }
    }

    /// When the agent must be told that there is no connection.
    pub(super) fn deadline(&self) -> Option<Timestamp> {
        (!self.is_up() && !self.told).then(|| self.down_since + TOLD_AFTER)
    }

    /// What the agent must be told now.
    pub(super) fn expire(&mut self, now: Timestamp) -> Option<ToastContent> {
        if self.deadline()? <= now { self.tell(now) } else { None }
    }

    fn tell(&mut self, now: Timestamp) -> Option<ToastContent> {
        let problem = self.state.problem().cloned().unwrap_or(LinkProblem::Timeout);
        // Nobody configured or signed in yet: the tray's face says it, a toast would nag.
        let known = matches!(problem, LinkProblem::NotConfigured | LinkProblem::NoToken | LinkProblem::SignedOut);
        let seconds = now.since(self.down_since).as_secs();
        self.told = true;
        (!known).then_some(ToastContent::NoConnection { problem, seconds, sign_in: false })
    }
}
