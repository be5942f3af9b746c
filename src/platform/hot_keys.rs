//! Keys that answer the oldest offer, whatever program has the keyboard.
//!
//! The crate looks for keys twenty times a second, and keys that are taken are missing elsewhere: so
//! both last only as long as something waits for an answer. Under X11; under Wayland no program may
//! take keys for itself. On Windows no longer, either. **Not built for macOS yet.**

use tokio::sync::mpsc;

use crate::domain::input::Input;
use crate::domain::view::View;

#[cfg(not(any(target_os = "linux", windows)))]
#[path = "hot_keys/elsewhere.rs"]
mod os;
#[cfg(any(target_os = "linux", windows))]
#[path = "hot_keys/taker.rs"]
mod os;

/// Takes keys while there is something to answer. Gives them back when dropped.
#[derive(Debug)]
pub struct HotKeys(os::Keys);

impl HotKeys {
    /// Takes none yet; `inputs` is told of presses, and of keys that cannot be had.
    pub fn start(inputs: mpsc::Sender<Input>) -> Self {
        Self(os::Keys::start(inputs))
    }

    /// Takes what this view needs, and gives back what it does not.
    pub fn apply(&mut self, view: &View) {
        self.0.apply(view);
    }
}
