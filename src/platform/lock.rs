//! Whether the screen is locked: then only strangers look at it.
//!
//! Heard from the desktop's screen saver and from logind (`LockedHint`, systemd's
//! `org.freedesktop.login1.Session`). Only listens: an idle daemon is not woken up.
//! Windows and macOS tell it to programs that ask for it.

use tokio::sync::mpsc;

use crate::domain::input::Input;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(windows)]
mod windows;

/// Starts to listen, on the current Tokio runtime.
pub fn watch(inputs: &mpsc::Sender<Input>) {
    #[cfg(target_os = "linux")]
    linux::watch(inputs);
    #[cfg(target_os = "macos")]
    macos::watch(inputs);
    #[cfg(windows)]
    windows::watch(inputs.clone());
}
