//! The icon itself, in the terms of what draws it: each change costs messages, so only changes are sent.

#[cfg(target_os = "linux")]
#[path = "icon/linux.rs"]
mod native;
#[cfg(windows)]
#[path = "icon/elsewhere.rs"]
mod native;
#[cfg(target_os = "macos")]
#[path = "icon/macos.rs"]
mod native;

pub(super) use native::Icon;
