//! Opens links in the default browser.

#[cfg(target_os = "linux")]
#[path = "open/linux.rs"]
mod os;
#[cfg(any(windows, target_os = "macos"))]
#[path = "open/elsewhere.rs"]
mod os;

use std::sync::mpsc;
use std::time::Duration;

use crate::domain::effect::Activation;

/// A launcher that has not ended after so long has become the browser.
const LIMIT: Duration = Duration::from_secs(2);

#[cfg(windows)]
pub(crate) use super::shell::default_browser;
#[cfg(target_os = "linux")]
pub(crate) use os::{LAUNCHER, default_browser};

/// Opens a link that was found to be allowed. Waits at most two seconds for the launcher to do its
/// work; the browser itself runs on its own, and whether it shows the page is not known. With the
/// desktop's word that the agent clicked, its window may come to the front.
///
/// # Errors
/// Where no launcher could be started, or it says that it failed.
pub fn open(url: &str, activation: Option<Activation>) -> Result<(), String> {
    let url = url.to_owned();
    let (tell, told) = mpsc::channel();
    let thread = std::thread::Builder::new().name("open".to_owned()).spawn(move || {
        // Nobody listens any more once the limit has passed.
        drop(tell.send(os::launch(&url, activation)));
    });
    thread.map_err(|error| error.to_string())?;
    told.recv_timeout(LIMIT).unwrap_or(Ok(()))
}
