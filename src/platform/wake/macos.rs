//! macOS' word that the computer woke up. **Written for macOS, compiled for it, not run there yet.**
#![expect(unsafe_code, reason = "the notification center is a part of the system that calls back")]

use block2::RcBlock;
use objc2_app_kit::{NSWorkspace, NSWorkspaceDidWakeNotification};
use objc2_foundation::NSNotification;
use std::ptr::NonNull;
use tokio::sync::mpsc;

use crate::domain::input::{Input, SystemEvent};

/// Reports every resume for as long as the program runs. The windows' event loop delivers it.
pub(super) fn watch(inputs: mpsc::Sender<Input>) {
    let told = RcBlock::new(move |_: NonNull<NSNotification>| {
        // A full queue means that the daemon is busy, and it looks at the clock itself.
        drop(inputs.try_send(Input::System(SystemEvent::Woke)));
    });
    let center = NSWorkspace::sharedWorkspace().notificationCenter();
    // SAFETY: the name is the system's own, and what the block holds may be used on any thread.
    let observer = unsafe {
        center.addObserverForName_object_queue_usingBlock(Some(NSWorkspaceDidWakeNotification), None, None, &told)
    };
    // It observes until the process ends.
    std::mem::forget(observer);
}
