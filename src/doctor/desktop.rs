//! The rows about the desktop.

#[cfg(target_os = "linux")]
#[path = "desktop/linux.rs"]
mod os;
#[cfg(not(target_os = "linux"))]
#[path = "desktop/elsewhere.rs"]
mod os;

pub(super) use os::rows;
