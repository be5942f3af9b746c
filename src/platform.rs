//! What the operating system does for Deskbell, one file a thing, each with its own threads and time limits.
//!
//! Nothing here decides anything: what happened goes back to the domain as an
//! [`Input`](crate::domain::input::Input), and a part of the desktop that is missing is reported, never fatal.

#[cfg(target_os = "macos")]
pub mod apple_events;
pub mod autostart;
pub(crate) mod bell;
#[cfg(target_os = "linux")]
mod bus;
#[cfg(windows)]
pub mod console;
#[cfg(target_os = "linux")]
pub(crate) mod desktop_entry;
pub mod hot_keys;
#[cfg(windows)]
pub mod identity;
pub mod instance;
pub mod lock;
pub mod log_on;
pub mod memory;
#[cfg(windows)]
pub(crate) mod monitors;
pub mod open;
pub mod policy;
pub mod quiet;
pub mod secret;
pub mod session;
#[cfg(windows)]
pub(crate) mod shell;
pub mod sound;
pub mod system_proxy;
pub mod toast;
pub mod wake;
