//! Whether the daemon starts when the agent logs on.

#[cfg(windows)]
#[path = "autostart/windows.rs"]
mod os;
#[cfg(target_os = "linux")]
#[path = "autostart/linux.rs"]
mod os;
#[cfg(target_os = "macos")]
#[path = "autostart/macos.rs"]
mod os;

use std::io;

#[cfg(any(target_os = "linux", windows))]
pub(crate) use os::entry;
#[cfg(target_os = "macos")]
pub(crate) use os::file;

/// Whether it does now; none: not known on this system.
pub fn is_on() -> Option<bool> {
    os::is_on()
}

/// Sees to it that it does, or does not, for this agent.
///
/// # Errors
/// If the entry cannot be written.
pub fn set(on: bool) -> io::Result<()> {
    if is_on() == Some(on) { Ok(()) } else { os::set(on) }
}
