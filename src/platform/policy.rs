//! The administrator's policy as the system keeps it, and word that it changed.
//!
//! Linux keeps it in a file, which [`Config::load`](crate::config::Config::load) reads: here it is only
//! watched. Waiting costs an idle daemon nothing; only macOS, which tells nobody, is looked at now and then.

use std::path::Path;

use crate::config::policy::{Entry, Store};

#[cfg(any(target_os = "linux", windows, target_os = "macos"))]
#[cfg_attr(target_os = "linux", path = "policy/linux.rs")]
#[cfg_attr(windows, path = "policy/windows.rs")]
#[cfg_attr(target_os = "macos", path = "policy/macos.rs")]
mod system;
#[cfg(not(any(target_os = "linux", windows, target_os = "macos")))]
#[path = "policy/elsewhere.rs"]
mod system;

#[cfg(target_os = "linux")]
pub use system::watch_folder;

/// Where [`entries`] are from.
pub const STORE: Store = if cfg!(target_os = "macos") { Store::Profile } else { Store::Registry };

/// What the system keeps of the policy outside of files, the weaker entries first.
pub fn entries() -> Vec<Entry> {
    system::entries()
}

/// Calls `changed` after each change of the policy, and of what else is in the computer's `folder` for
/// configuration, and once for what changed before. To be called on a Tokio runtime; the call returns at once.
pub fn watch(folder: &Path, changed: impl Fn() + Clone + Send + 'static) {
    system::watch(folder, changed);
}
