//! A thread that takes Windows' messages while it waits.
#![expect(unsafe_code, reason = "messages are taken by functions of the system")]

use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::thread;
use std::time::Duration;

use windows_sys::Win32::System::Threading::GetCurrentThreadId;
use windows_sys::Win32::UI::WindowsAndMessaging::{
    DispatchMessageW, GetMessageW, MSG, PM_NOREMOVE, PeekMessageW, PostThreadMessageW, TranslateMessage, WM_APP,
};

/// So long is waited where the system gives no messages, which it always should.
const PATIENCE: Duration = Duration::from_millis(100);

/// The number of the thread, once it listens; zero before.
#[derive(Clone, Debug, Default)]
pub(super) struct Sleeper(Arc<AtomicU32>);

impl Sleeper {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Nothing is lost before the thread listens: it looks for words after it has said who it is.
    pub(super) fn wake(&self) {
        let thread = self.0.load(Ordering::SeqCst);
        if thread != 0 {
            // SAFETY: the message carries no pointer; that of a thread that has ended goes nowhere.
            unsafe { PostThreadMessageW(thread, WM_APP, 0, 0) };
        }
    }

    /// A menu that is open swallows the message that wakes, but not the word: that is found when it closes.
    pub(super) fn next<T>(&self, words: &Receiver<T>) -> Option<T> {
        self.here();
        loop {
            match words.try_recv() {
                Ok(word) => return Some(word),
                Err(TryRecvError::Disconnected) => return None,
                Err(TryRecvError::Empty) => drop(take_message()),
            }
        }
    }

    fn here(&self) {
        if self.0.load(Ordering::SeqCst) == 0 {
            let mut message = MSG::default();
            // SAFETY: the pointer is to a message of ours. Only asking makes the thread's queue, without
            // which nothing can be posted to it.
            unsafe { PeekMessageW(&raw mut message, ptr::null_mut(), WM_APP, WM_APP, PM_NOREMOVE) };
            // SAFETY: the call has no conditions.
            self.0.store(unsafe { GetCurrentThreadId() }, Ordering::SeqCst);
        }
    }
}

/// Waits for one message to this thread and gives it to its window.
pub(in crate::platform) fn take_message() -> MSG {
    let mut message = MSG::default();
    // SAFETY: the pointer is to a message of ours, here and below.
    if unsafe { GetMessageW(&raw mut message, ptr::null_mut(), 0, 0) } < 0 {
        thread::sleep(PATIENCE);
        return MSG::default();
    }
    // SAFETY: as above.
    unsafe {
        TranslateMessage(&raw const message);
        DispatchMessageW(&raw const message);
    }
    message
}
