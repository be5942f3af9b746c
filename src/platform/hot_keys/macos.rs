//! Keys that are taken on macOS: by the main thread only, and heard by its event loop, which is that of the
//! windows. **Type-checked for macOS, not run there.**

use std::cell::RefCell;
use std::sync::mpsc::channel;

use global_hotkey::hotkey::HotKey;

#[path = "held.rs"]
mod keys;

thread_local! {
    /// What is taken, on the main thread.
    static HELD: RefCell<Option<keys::Held>> = const { RefCell::new(None) };
}

/// Given back when dropped.
pub(super) struct Held;

impl Drop for Held {
    fn drop(&mut self) {
        // Without an event loop the program is closing, which gives back all.
        slint::invoke_from_event_loop(|| HELD.set(None)).unwrap_or_default();
    }
}

/// Takes these keys, as far as they can be had: an answer for each. Waits for the event loop.
pub(super) fn take(keys: Vec<HotKey>) -> (Held, Vec<Result<(), String>>) {
    let number = keys.len();
    let (tell, told) = channel();
    let asked = slint::invoke_from_event_loop(move || {
        let (taken, answers) = keys::take(keys);
        HELD.set(Some(taken));
        // Nobody waits any more when the program closes.
        tell.send(answers).unwrap_or_default();
    });
    let why = asked.err().map_or_else(|| "the windows' event loop has ended".to_owned(), |error| error.to_string());
    (Held, told.recv().unwrap_or_else(|_| vec![Err(why); number]))
}
