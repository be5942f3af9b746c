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

/// The argument that an installer's entry gives, which serves all who log on: the program then asks the setting
/// whether to start, and ends if not. So agents and policy decide though only an administrator changes the entry.
pub const AT_LOG_ON: &str = "at-log-on";

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
