//! Signing in by browser: what is under way, what went wrong, and what is offered.

use super::Desk;
use super::effect::{Effect, Toast, ToastContent, ToastKey};
use super::input::LinkProblem;
use super::view::SignInView;
use crate::time::Timestamp;

/// Where the tokens of a sign-in are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// In the keyring.
    InKeyring,
    /// In the daemon's memory, which the agent agreed to: gone when it ends.
    UntilLogOff,
}

/// Why a sign-in, or its renewal, did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInProblem {
    /// The sign-in service could not be asked.
    Network(Box<LinkProblem>),
    /// What answers there is no OpenID provider, or is not understood.
    NotAProvider,
    /// The provider calls itself otherwise than the configuration does.
    WrongIssuer,
    /// The provider does not know the client id.
    ClientUnknown,
    /// The agent, or a rule of the provider, said no.
    Denied,
    /// The provider refused, with this code.
    Refused(String),
    /// Nobody answered in time.
    TimedOut,
    /// The provider's answer is for somebody else, too old, or not signed by the provider.
    Untrusted,
    /// No browser could be started.
    NoBrowser,
    /// The browser's answer cannot be received: no port on this computer.
    NoPort,
    /// The provider has no device flow.
    NoDeviceFlow,
    /// The tokens cannot be kept; names the sentence.
    Keyring(String),
    /// The provider ended the sign-in.
    Ended,
}

impl SignInProblem {
    /// Whether it ends when somebody signs in.
    pub const fn asks_for_sign_in(&self) -> bool {
        match self {
            Self::Ended => true,
            Self::Network(_)
            | Self::NotAProvider
            | Self::WrongIssuer
            | Self::ClientUnknown
            | Self::Denied
            | Self::Refused(_)
            | Self::TimedOut
            | Self::Untrusted
            | Self::NoBrowser
            | Self::NoPort
            | Self::NoDeviceFlow
            | Self::Keyring(_) => false,
        }
    }
}

/// What the desk knows of a sign-in.
#[derive(Debug, Default)]
pub(super) struct SignIn {
    under_way: Option<Keep>,
    problem: Option<SignInProblem>,
}

impl SignIn {
    pub(super) const fn problem(&self) -> Option<&SignInProblem> {
        self.problem.as_ref()
    }

    /// The session is ready: what went wrong before matters no more, what will go wrong does.
    pub(super) fn connected(&mut self) {
        self.problem.take_if(|problem| !matches!(problem, SignInProblem::Ended | SignInProblem::Keyring(_)));
    }
}

impl Desk {
    /// Starts a sign-in, or starts it anew: the browser's page may have been closed.
    pub(super) fn begin_sign_in(&mut self, keep: Keep) {
        if self.preferences.browser_sign_in {
            self.sign_in = SignIn { under_way: Some(keep), problem: None };
            self.withdraw(&ToastKey::Trouble);
            self.effects.push(Effect::SignIn(keep));
        }
    }

    /// A sign-in has ended.
    pub(super) fn end_sign_in(&mut self, now: Timestamp, result: Result<(), SignInProblem>) {
        self.sign_in.under_way = None;
        match result {
            Ok(()) => {
                self.sign_in.problem = None;
                self.effects.push(Effect::Reconnect);
            }
            Err(problem) => self.doubt_sign_in(now, problem),
        }
    }

    /// Whether the sign-in can be renewed and kept.
    pub(super) fn on_sign_in_health(&mut self, now: Timestamp, problem: Option<SignInProblem>) {
        match problem {
            Some(problem) => self.doubt_sign_in(now, problem),
            None => self.sign_in.problem = None,
        }
    }

    fn doubt_sign_in(&mut self, now: Timestamp, problem: SignInProblem) {
        // Whoever said no knows it already.
        if problem != SignInProblem::Denied {
            let content = ToastContent::SignIn { problem: problem.clone(), again: self.preferences.browser_sign_in };
            self.show_toast(now, Toast { key: ToastKey::Trouble, content }, None, None, vec![]);
        }
        self.sign_in.problem = Some(problem);
    }

    /// A click on what was said about the connection or the sign-in.
    pub(super) fn on_trouble_clicked(&mut self) {
        match self.sign_in_view() {
            SignInView::Offered { until_log_off: _ } => self.begin_sign_in(Keep::InKeyring),
            SignInView::Nothing | SignInView::UnderWay(_) => {}
        }
    }

    /// What the menu offers.
    pub(super) fn sign_in_view(&self) -> SignInView {
        if !self.preferences.browser_sign_in {
            return SignInView::Nothing;
        }
        if let Some(keep) = self.sign_in.under_way {
            return SignInView::UnderWay(keep);
        }
        let problem = self.connection.state().problem();
        let needed = problem.is_some_and(LinkProblem::asks_for_sign_in) || self.sign_in.problem.is_some();
        let keyring_fails = matches!(problem, Some(LinkProblem::TokenUnavailable(_)))
            || matches!(self.sign_in.problem, Some(SignInProblem::Keyring(_)));
        if needed { SignInView::Offered { until_log_off: keyring_fails } } else { SignInView::Nothing }
    }
}
