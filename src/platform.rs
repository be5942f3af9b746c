//! What the operating system does for Deskbell, one file a thing, each with its own threads and time limits.
//!
//! Nothing here decides anything: what happened goes back to the domain as an
//! [`Input`](crate::domain::input::Input), and a part of the desktop that is missing is reported, never fatal.

pub mod autostart;
#[cfg(target_os = "linux")]
mod bus;
#[cfg(target_os = "linux")]
pub(crate) mod desktop_entry;
pub mod hot_keys;
pub mod instance;
pub mod lock;
pub mod log_on;
pub mod memory;
pub mod open;
pub mod policy;
pub mod quiet;
pub mod secret;
pub mod session;
pub mod sound;
pub mod system_proxy;
pub mod toast;
pub mod wake;
