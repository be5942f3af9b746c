//! A program of windows has no console; started from one, it writes to that all the same.
#![expect(unsafe_code, reason = "the console is joined by a function of the system")]

use windows_sys::Win32::System::Console::{ATTACH_PARENT_PROCESS, AttachConsole};

/// Writes to the console of whoever started this program, if it has one. What goes to a file or a pipe
/// still goes there.
pub fn join() {
    // SAFETY: the call has no conditions. It fails where there is no console, as from the start menu.
    unsafe { AttachConsole(ATTACH_PARENT_PROCESS) };
}
