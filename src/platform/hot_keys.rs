//! Keys that answer the oldest offer, whatever program has the keyboard.
//!
//! The crate looks for keys twenty times a second, and keys that are taken are missing elsewhere: so
//! both last only as long as something waits for an answer. Under X11; under Wayland no program may
//! take keys for itself. On Windows and macOS no longer, either.

use tokio::sync::mpsc;

use crate::domain::input::Input;
use crate::domain::view::View;

#[cfg(not(target_os = "macos"))]
mod held;
#[cfg(target_os = "macos")]
#[path = "hot_keys/macos.rs"]
mod held;
mod taker;

/// Takes keys while there is something to answer. Gives them back when dropped.
#[derive(Debug)]
pub struct HotKeys(taker::Keys);

impl HotKeys {
    /// Takes none yet; `inputs` is told of presses, and of keys that cannot be had.
    pub fn start(inputs: mpsc::Sender<Input>) -> Self {
        Self(taker::Keys::start(inputs))
    }

    /// Takes what this view needs, and gives back what it does not.
    pub fn apply(&mut self, view: &View) {
        self.0.apply(view);
    }
}
