//! macOS' word that the screen was locked or unlocked. **Type-checked for macOS, not run there.**
//!
//! The two names are in no header of Apple's; every program that follows the lock screen uses them.
#![expect(unsafe_code, reason = "the notification center is a part of the system that calls back")]

use std::ptr::NonNull;

use block2::RcBlock;
use objc2_foundation::{NSDistributedNotificationCenter, NSNotification, NSString};
use tokio::sync::mpsc;

use crate::domain::input::{Input, SystemEvent};

/// Reports each change for as long as the program runs. The windows' event loop delivers it.
pub(super) fn watch(inputs: &mpsc::Sender<Input>) {
    for (name, locked) in [("com.apple.screenIsLocked", true), ("com.apple.screenIsUnlocked", false)] {
        let inputs = inputs.clone();
        let told = RcBlock::new(move |_: NonNull<NSNotification>| {
            let inputs = inputs.clone();
            // A full queue is no reason to show a stranger what an alert says: it is waited for.
            drop(std::thread::Builder::new().name("lock".into()).spawn(move || {
                drop(inputs.blocking_send(Input::System(SystemEvent::Locked(locked))));
            }));
        });
        let center = NSDistributedNotificationCenter::defaultCenter();
        // SAFETY: what the block holds may be used on any thread.
        let observer = unsafe {
            center.addObserverForName_object_queue_usingBlock(Some(&NSString::from_str(name)), None, None, &told)
        };
        // It observes until the process ends.
        std::mem::forget(observer);
    }
}
