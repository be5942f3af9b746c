//! When Windows wants no notifications (`SHQueryUserNotificationState`, shellapi.h).
//!
//! It tells of presentations and of games that have the whole screen. Its switch for do not disturb, the
//! former focus assist, no documented call tells: then Windows itself keeps toasts back. Nor does it say
//! when its answer changes, which comes with another window in front: only then is it asked, so an idle
//! daemon is not woken up.
#![expect(unsafe_code, reason = "the state, and another window in front, are told by functions of the system")]

use std::ptr;
use std::thread;
use std::time::Duration;

use tokio::sync::mpsc;
use windows_sys::Win32::Foundation::HWND;
use windows_sys::Win32::System::Threading::GetCurrentThreadId;
use windows_sys::Win32::UI::Accessibility::{HWINEVENTHOOK, SetWinEventHook};
use windows_sys::Win32::UI::Shell::{
    QUNS_ACCEPTS_NOTIFICATIONS, QUNS_APP, QUNS_BUSY, QUNS_NOT_PRESENT, QUNS_PRESENTATION_MODE, QUNS_QUIET_TIME,
    QUNS_RUNNING_D3D_FULL_SCREEN, SHQueryUserNotificationState,
};
use windows_sys::Win32::UI::WindowsAndMessaging::{
    EVENT_SYSTEM_FOREGROUND, PostThreadMessageW, WINEVENT_OUTOFCONTEXT, WM_APP,
};

use crate::domain::input::{Input, SystemEvent};
use crate::platform::bell::take_message;

/// A window that comes to the front may take so long to fill the screen; and who changes windows often
/// costs no more than this.
const SETTLE: Duration = Duration::from_millis(500);

/// What Windows says of notifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    /// They are welcome.
    Welcome,
    /// A program has the whole screen: Windows may keep toasts back. The agent desktop in the whole screen
    /// is no reason to be quiet.
    WholeScreen,
    /// A presentation or a game: nobody wants them.
    Unwelcome,
    /// The screen is locked, or nobody sits there.
    Away,
}

/// What Windows says now; none: it does not say.
pub(crate) fn mood() -> Option<Mood> {
    let mut state = 0;
    // SAFETY: the pointer is to a value of ours, and is not kept.
    let result = unsafe { SHQueryUserNotificationState(&raw mut state) };
    if result < 0 { None } else { of(state) }
}

fn of(state: i32) -> Option<Mood> {
    match state {
        // Quiet time is the first hour of a new profile, and on virtual desktops each log-on may have one.
        QUNS_ACCEPTS_NOTIFICATIONS | QUNS_APP | QUNS_QUIET_TIME => Some(Mood::Welcome),
        QUNS_BUSY => Some(Mood::WholeScreen),
        QUNS_PRESENTATION_MODE | QUNS_RUNNING_D3D_FULL_SCREEN => Some(Mood::Unwelcome),
        QUNS_NOT_PRESENT => Some(Mood::Away),
        _ => None,
    }
}

/// Reports every change for as long as the program runs.
pub(super) fn watch(inputs: mpsc::Sender<Input>) {
    if let Err(error) = thread::Builder::new().name("quiet".into()).spawn(move || listen(&inputs)) {
        tracing::warn!(%error, "presentations are not noticed");
    }
}

fn listen(inputs: &mpsc::Sender<Input>) {
    // SAFETY: the procedure lives as long as the program, and is called on this thread.
    let hook = unsafe {
        SetWinEventHook(
            EVENT_SYSTEM_FOREGROUND,
            EVENT_SYSTEM_FOREGROUND,
            ptr::null_mut(),
            Some(in_front),
            0,
            0,
            WINEVENT_OUTOFCONTEXT,
        )
    };
    if hook.is_null() {
        return tracing::info!("presentations are not noticed");
    }
    let mut before = false;
    loop {
        // Who is away has said nothing of it.
        let quiet = match mood() {
            Some(Mood::Unwelcome) => true,
            Some(Mood::Welcome | Mood::WholeScreen) => false,
            Some(Mood::Away) | None => before,
        };
        if quiet != before && inputs.blocking_send(Input::System(SystemEvent::DesktopQuiet(quiet))).is_err() {
            return;
        }
        before = quiet;
        while take_message().message != WM_APP {}
        thread::sleep(SETTLE);
    }
}

/// Wakes the thread: the wait for messages does not end by itself when this is called.
unsafe extern "system" fn in_front(
    _hook: HWINEVENTHOOK,
    _event: u32,
    _window: HWND,
    _object: i32,
    _child: i32,
    _thread: u32,
    _time: u32,
) {
    // SAFETY: the message carries no pointer.
    unsafe { PostThreadMessageW(GetCurrentThreadId(), WM_APP, 0, 0) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_presentation_is_quiet_and_the_agent_desktop_in_the_whole_screen_is_not() {
        assert_eq!(of(QUNS_PRESENTATION_MODE), Some(Mood::Unwelcome));
        assert_eq!(of(QUNS_BUSY), Some(Mood::WholeScreen));
        assert_eq!(of(QUNS_ACCEPTS_NOTIFICATIONS), Some(Mood::Welcome));
        assert_eq!(of(QUNS_QUIET_TIME), Some(Mood::Welcome));
        assert_eq!(of(99), None);
    }
}
