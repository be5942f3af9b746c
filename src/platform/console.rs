//! A program of windows has no console; started from one, it writes to that all the same.
#![expect(unsafe_code, reason = "the console is joined and left by functions of the system")]

use std::ptr;

use windows_sys::Win32::System::Console::{
    ATTACH_PARENT_PROCESS, AttachConsole, FreeConsole, GetConsoleMode, GetStdHandle, STD_ERROR_HANDLE, STD_HANDLE,
    STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, SetStdHandle,
};

/// Writes to the console of whoever started this program, if it has one. What goes to a file or a pipe
/// still goes there.
pub fn join() {
    // SAFETY: the call has no conditions. It fails where there is no console, as from the start menu.
    unsafe { AttachConsole(ATTACH_PARENT_PROCESS) };
}

/// Leaves it: what stays in the tray must end neither with the window of that console nor by Ctrl+C there.
pub fn leave() {
    let shared: Vec<STD_HANDLE> = [STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE]
        .into_iter()
        .filter(|which| is_console(*which))
        .collect();
    // SAFETY: the call has no conditions. It fails where there is no console.
    unsafe { FreeConsole() };
    for which in shared {
        // The console's handles are closed, and their numbers may soon be another file's.
        // SAFETY: no handle is a valid one for standard input, output and error.
        unsafe { SetStdHandle(which, ptr::null_mut()) };
    }
}

fn is_console(which: STD_HANDLE) -> bool {
    let mut mode = 0;
    // SAFETY: the pointer is to a number of ours, and is not kept. Files and pipes have no such mode.
    unsafe { GetConsoleMode(GetStdHandle(which), &raw mut mode) != 0 }
}
