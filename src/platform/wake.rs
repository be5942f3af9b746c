//! The computer woke up, or its network changed: what was connected may be dead, and what could
//! not be reached may be there.
//!
//! Resume is heard from logind (`PrepareForSleep`, systemd's `org.freedesktop.login1`), from Windows'
//! power notifications, or from macOS' workspace; where that is missing, the link notices by the
//! clock that time is missing. Network changes are told by the kernel. Both only wait: neither wakes
//! an idle daemon.

use tokio::sync::mpsc;

use crate::domain::input::{Input, SystemEvent};

#[cfg(target_os = "linux")]
mod logind;
#[cfg(target_os = "linux")]
mod netlink;
#[cfg(any(windows, target_os = "macos"))]
#[cfg_attr(windows, path = "wake/windows.rs")]
#[cfg_attr(target_os = "macos", path = "wake/macos.rs")]
mod power;

/// Starts to listen, on the current Tokio runtime. What is missing on this computer costs one line
/// in the log.
pub fn watch(inputs: &mpsc::Sender<Input>) {
    #[cfg(target_os = "linux")]
    tokio::spawn(logind::watch(None, inputs.clone()));
    #[cfg(any(windows, target_os = "macos"))]
    power::watch(inputs.clone());
    #[cfg(target_os = "linux")]
    tokio::spawn(netlink::watch(inputs.clone()));
    #[cfg(not(target_os = "linux"))]
    tokio::spawn(watch_network(inputs.clone()));
}

/// Listens to logind on the D-Bus at `address` in place of the system's, until nobody wants to know.
#[cfg(target_os = "linux")]
pub async fn listen_at(address: String, inputs: mpsc::Sender<Input>) {
    logind::watch(Some(address), inputs).await;
}

#[cfg(not(target_os = "linux"))]
async fn watch_network(inputs: mpsc::Sender<Input>) {
    let mut watch = match netwatcher::watch_interfaces_async::<netwatcher::async_adapter::Tokio>() {
        Ok(watch) => watch,
        Err(error) => return tracing::warn!(%error, "network changes are not noticed at once"),
    };
    loop {
        let update = watch.changed().await;
        let moved = |(_, address): (_, &netwatcher::IpRecord)| !address.ip.is_loopback();
        let matters = update.addrs_added().any(moved) || update.addrs_removed().any(moved);
        if matters && !update.is_initial && tell(&inputs, SystemEvent::NetworkChanged).await.is_err() {
            return;
        }
    }
}

/// Fails when nobody listens any more.
async fn tell(inputs: &mpsc::Sender<Input>, event: SystemEvent) -> Result<(), mpsc::error::SendError<Input>> {
    tracing::info!(?event, "the connection is looked after");
    inputs.send(Input::System(event)).await
}
