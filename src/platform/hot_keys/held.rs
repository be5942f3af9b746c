//! Keys that are taken, by the thread that takes them.

use std::thread;
use std::time::Duration;

use global_hotkey::hotkey::HotKey;
use global_hotkey::{Error, GlobalHotKeyManager};

/// What is taken stays so until the thread of the crate's manager before has seen its end.
const LETTING_GO: Duration = Duration::from_millis(50);
/// So often that is waited for; then another program has the keys.
const TRIES: u32 = 10;

/// Given back when dropped.
pub(super) struct Held {
    _manager: Option<GlobalHotKeyManager>,
}

/// Takes these keys, as far as they can be had: an answer for each.
pub(super) fn take(keys: Vec<HotKey>) -> (Held, Vec<Result<(), String>>) {
    let words = |error: Error| error.to_string();
    match GlobalHotKeyManager::new() {
        Ok(manager) => {
            let taken = keys.into_iter().map(|key| register(&manager, key).map_err(words)).collect();
            (Held { _manager: Some(manager) }, taken)
        }
        Err(error) => {
            let error = error.to_string();
            (Held { _manager: None }, keys.iter().map(|_| Err(error.clone())).collect())
        }
    }
}

/// Takes the keys, which our own manager before may hold for a moment yet: nothing tells when it lets go.
fn register(manager: &GlobalHotKeyManager, key: HotKey) -> Result<(), Error> {
    for _ in 1..TRIES {
        match manager.register(key) {
            Err(Error::AlreadyRegistered(_)) => thread::sleep(LETTING_GO),
            Ok(()) => return Ok(()),
            Err(error) => return Err(error),
        }
    }
    manager.register(key)
}
