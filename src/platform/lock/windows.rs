//! Windows' word that the screen was locked or opened, told to a window that nobody sees.
//! **Started under wine, where no such word comes; not run on Windows yet.**
#![expect(unsafe_code, reason = "sessions and windows are asked for by functions of the system")]

use std::ptr;
use std::thread;

use tokio::sync::mpsc;
use windows_sys::Win32::Foundation::{HWND, LPARAM, LRESULT, WPARAM};
use windows_sys::Win32::System::RemoteDesktop::{
    NOTIFY_FOR_THIS_SESSION, WTS_CURRENT_SERVER_HANDLE, WTS_CURRENT_SESSION, WTS_SESSIONSTATE_LOCK, WTSFreeMemory,
    WTSINFOEXW, WTSQuerySessionInformationW, WTSRegisterSessionNotification, WTSSessionInfoEx,
};
use windows_sys::Win32::System::Threading::GetCurrentThreadId;
use windows_sys::Win32::UI::Shell::{DefSubclassProc, SetWindowSubclass};
use windows_sys::Win32::UI::WindowsAndMessaging::{
    CreateWindowExW, HWND_MESSAGE, PostThreadMessageW, WM_APP, WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK,
    WTS_SESSION_UNLOCK,
};
use windows_sys::w;

use crate::domain::input::{Input, SystemEvent};
use crate::platform::bell::take_message;

/// Reports every change, and at first a screen that is locked already.
pub(super) fn watch(inputs: mpsc::Sender<Input>) {
    if let Err(error) = thread::Builder::new().name("lock".into()).spawn(move || listen(&inputs)) {
        tracing::warn!(%error, "it is not noticed when the screen is locked");
    }
}

fn listen(inputs: &mpsc::Sender<Input>) {
    if !make_window() {
        let error = std::io::Error::last_os_error();
        return tracing::warn!(%error, "it is not noticed when the screen is locked");
    }
    if is_locked() && inputs.blocking_send(Input::System(SystemEvent::Locked(true))).is_err() {
        return;
    }
    loop {
        let message = take_message();
        let locked = match u32::try_from(message.wParam) {
            Ok(WTS_SESSION_LOCK) => true,
            Ok(WTS_SESSION_UNLOCK) => false,
            Ok(_) | Err(_) => continue,
        };
        let ours = message.hwnd.is_null() && message.message == WM_APP;
        if ours && inputs.blocking_send(Input::System(SystemEvent::Locked(locked))).is_err() {
            return;
        }
    }
}

/// A window for messages only, of this thread and for as long as it lives.
fn make_window() -> bool {
    // SAFETY: the class is the system's own, the texts end with a zero, and no pointer is kept.
    let window = unsafe {
        let (class, nothing) = (w!("STATIC"), ptr::null_mut());
        CreateWindowExW(0, class, ptr::null(), 0, 0, 0, 0, 0, HWND_MESSAGE, nothing, nothing, ptr::null())
    };
    // SAFETY: the window belongs to this thread, and the procedure lives as long as the program.
    !window.is_null()
        && unsafe {
            SetWindowSubclass(window, Some(told), 1, 0) != 0
                && WTSRegisterSessionNotification(window, NOTIFY_FOR_THIS_SESSION) != 0
        }
}

/// Posts on what is told: it may be sent, which waking from the wait for messages does not show.
unsafe extern "system" fn told(
    window: HWND,
    message: u32,
    what: WPARAM,
    session: LPARAM,
    _id: usize,
    _data: usize,
) -> LRESULT {
    if message == WM_WTSSESSION_CHANGE {
        // SAFETY: the message carries no pointer.
        unsafe { PostThreadMessageW(GetCurrentThreadId(), WM_APP, what, 0) };
    }
    // SAFETY: these are the values that the system called with.
    unsafe { DefSubclassProc(window, message, what, session) }
}

fn is_locked() -> bool {
    let (mut buffer, mut length) = (ptr::null_mut(), 0);
    // SAFETY: both pointers are to values of ours; what the system puts into the first is freed below.
    let told = unsafe {
        WTSQuerySessionInformationW(
            WTS_CURRENT_SERVER_HANDLE,
            WTS_CURRENT_SESSION,
            WTSSessionInfoEx,
            &raw mut buffer,
            &raw mut length,
        )
    };
    if told == 0 || buffer.is_null() {
        return false;
    }
    let whole = usize::try_from(length).is_ok_and(|length| length >= size_of::<WTSINFOEXW>());
    // SAFETY: the system put a value of this kind there; it is read where it is long enough for that,
    // wherever it begins.
    let info = whole.then(|| unsafe { buffer.cast::<WTSINFOEXW>().read_unaligned() });
    // SAFETY: the buffer came from the call above, and is not used any more.
    unsafe { WTSFreeMemory(buffer.cast()) };
    info.filter(|info| info.Level == 1).is_some_and(|info| {
        // SAFETY: at level 1 it is this one of the union's values; there is no other.
        let session = unsafe { info.Data.WTSInfoExLevel1 };
        session.SessionFlags.cast_unsigned() == WTS_SESSIONSTATE_LOCK
    })
}
