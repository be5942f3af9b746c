//! The keyring on Windows (Credential Manager) and macOS (Keychain). **The first was run under
//! wine, neither on its own system yet.**

use std::future::{Ready, ready};

#[cfg(target_os = "macos")]
pub(super) use keyring::Entry;
pub(super) use keyring::Error;

use super::SecretError;
#[cfg(windows)]
pub(super) use super::parted::Entry;

/// The entry of an account.
pub(super) fn entry(service: &str, account: &str) -> Result<Entry, Error> {
    Entry::new(service, account)
}

/// What an error means to the agent.
pub(super) fn explain(error: &Error) -> SecretError {
    if matches!(error, Error::NoStorageAccess(_)) {
        SecretError::Locked
    } else if matches!(error, Error::NoDefaultStore) {
        SecretError::Absent
    } else {
        SecretError::Other(error.to_string())
    }
}

/// These keyrings are open as long as the agent is logged on, or say otherwise when they are used.
pub(super) fn is_locked() -> Ready<Result<bool, Error>> {
    ready(Ok(false))
}
