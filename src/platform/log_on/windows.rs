//! The number of a log-on session at Windows.
#![expect(unsafe_code, reason = "the number is told by a function of the system")]

use windows_sys::Win32::System::RemoteDesktop::ProcessIdToSessionId;

/// The session that this process runs in; a user has another one for each remote desktop.
pub(super) fn session() -> Option<u32> {
    let mut number = 0;
    // SAFETY: the pointer is to a number of ours, and is not kept.
    let found = unsafe { ProcessIdToSessionId(std::process::id(), &raw mut number) };
    (found != 0).then_some(number)
}
