//! The desktop's own switch for do not disturb.
//!
//! Read from KDE's and dunst's notification servers, xfce's settings and, for GNOME, the settings
//! portal; who has none of them is never quiet. Only listens: an idle daemon is not woken up.
//! Windows tells of presentations and games, and keeps its own switch from programs.
//! **Not built for macOS yet:** nothing is read there.

use tokio::sync::mpsc;

use crate::domain::input::Input;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(windows)]
mod windows;

#[cfg(windows)]
pub(crate) use windows::{Mood, mood};

/// Starts to listen, on the current Tokio runtime.
pub fn watch(inputs: &mpsc::Sender<Input>) {
    #[cfg(target_os = "linux")]
    tokio::spawn(linux::watch(inputs.clone()));
    #[cfg(windows)]
    windows::watch(inputs.clone());
    #[cfg(not(any(target_os = "linux", windows)))]
    let _ = inputs;
}

/// Whether the desktop's switch is on now; none: it has no switch that could be read.
#[cfg(target_os = "linux")]
pub async fn is_on(bus: &zbus::Connection) -> Option<bool> {
    linux::is_on(bus).await
}
