//! What can go wrong when an agent signs in.

use super::input::LinkProblem;

/// Why nobody is signed in after an attempt to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInProblem {
    /// The sign-in service cannot be reached.
    Way(LinkProblem),
    /// What answers at its address is no OpenID provider, or one of another name.
    NotAProvider,
    /// It offers no sign-in from another device.
    NoDeviceFlow,
    /// It refuses, with this code (RFC 6749, 4.1.2.1 and 5.2), fit to be shown.
    Refused(String),
    /// The agent, or an administrator, said no.
    Denied,
    /// Nobody signed in within the time.
    TooLate,
    /// Its answer does not belong to the question, or is not signed by it.
    Forged,
    /// No browser could be started.
    NoBrowser,
    /// This computer gives no port to listen for the answer.
    NoPort,
    /// Signed in, and the keyring did not take it; names the sentence that says why.
    Unsaved(String),
}
