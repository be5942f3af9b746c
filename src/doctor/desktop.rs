//! The rows about the desktop.

#[cfg(target_os = "linux")]
#[path = "desktop/linux.rs"]
mod os;
#[cfg(not(any(target_os = "linux", windows)))]
#[path = "desktop/elsewhere.rs"]
mod os;
#[cfg(windows)]
#[path = "desktop/windows.rs"]
mod os;

pub(super) use os::rows;
