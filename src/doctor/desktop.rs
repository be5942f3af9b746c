//! The rows about the desktop.

#[cfg(target_os = "linux")]
#[path = "desktop/linux.rs"]
mod os;
#[cfg(target_os = "macos")]
#[path = "desktop/macos.rs"]
mod os;
#[cfg(windows)]
#[path = "desktop/windows.rs"]
mod os;

pub(super) use os::rows;
