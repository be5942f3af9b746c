//! The administrator's policy as the system keeps it, and word that it changed.
//!
//! Linux keeps it in a file, which [`Config::load`](crate::config::Config::load) reads: here it is only
//! watched. Waiting costs an idle daemon nothing; only macOS, which tells nobody, is looked at now and then.

use std::path::Path;

use crate::config::Config;

#[cfg_attr(target_os = "linux", path = "policy/linux.rs")]
#[cfg_attr(windows, path = "policy/windows.rs")]
#[cfg_attr(target_os = "macos", path = "policy/macos.rs")]
mod system;

#[cfg(target_os = "linux")]
pub use system::watch_folder;

/// Adds what the system keeps outside of files: of the policy, and of what an installer was told.
pub fn add_to(config: &mut Config) {
    system::add_to(config);
}

/// Calls `changed` after each change of the policy, and of what else is in the computer's `folder` for
/// configuration, and once for what changed before. To be called on a Tokio runtime; the call returns at once.
pub fn watch(folder: Option<&Path>, changed: impl Fn() + Clone + Send + 'static) {
    system::watch(folder, changed);
}
