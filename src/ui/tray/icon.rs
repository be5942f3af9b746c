//! The icon itself, in the terms of what draws it: each change costs messages, so only changes are sent.

#[cfg(target_os = "linux")]
#[path = "icon/linux.rs"]
mod native;
#[cfg(not(target_os = "linux"))]
#[path = "icon/elsewhere.rs"]
mod native;

pub(super) use native::Icon;
