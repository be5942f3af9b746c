//! Whose a process is.
#![expect(unsafe_code, reason = "processes are asked for by functions of the system")]

use std::io;
use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _, OwnedHandle};
use std::ptr;

use windows_sys::Win32::Foundation::{HANDLE, LocalFree};
use windows_sys::Win32::Security::Authorization::ConvertSidToStringSidW;
use windows_sys::Win32::Security::{GetTokenInformation, PSID, TOKEN_QUERY, TOKEN_USER, TokenUser};
use windows_sys::Win32::System::Threading::{OpenProcess, OpenProcessToken, PROCESS_QUERY_LIMITED_INFORMATION};

/// Room for a user's number and what points at it: numbers have at most 68 bytes.
const ROOM: usize = 32;

/// The number of the user whose process this is, as Windows writes it: `S-1-5-21-…`.
pub(super) fn owner_of(process: u32) -> io::Result<String> {
    let token = token(process)?;
    // In wholes, for it begins with a pointer.
    let mut user = [0_u64; ROOM];
    let (size, mut length) = (u32::try_from(size_of_val(&user)).expect("a few numbers"), 0);
    // SAFETY: the pointers are to values of ours, whose size is said.
    let told = unsafe {
        GetTokenInformation(token.as_raw_handle(), TokenUser, user.as_mut_ptr().cast(), size, &raw mut length)
    };
    if told == 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the system put such a value there, which is there until the end of this function.
    text(unsafe { (*user.as_ptr().cast::<TOKEN_USER>()).User.Sid })
}

/// Fails for another user's process, which is an answer too.
fn token(process: u32) -> io::Result<OwnedHandle> {
    // SAFETY: the call has no conditions; the handle is ours.
    let process = owned(unsafe { OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, 0, process) })?;
    let mut token = ptr::null_mut();
    // SAFETY: the pointer is to a value of ours.
    unsafe { OpenProcessToken(process.as_raw_handle(), TOKEN_QUERY, &raw mut token) };
    owned(token)
}

fn owned(handle: HANDLE) -> io::Result<OwnedHandle> {
    if handle.is_null() {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the system has just given it to us.
    Ok(unsafe { OwnedHandle::from_raw_handle(handle) })
}

fn text(number: PSID) -> io::Result<String> {
    let mut letters = ptr::null_mut();
    // SAFETY: the number is valid, and the pointer is to a value of ours.
    if unsafe { ConvertSidToStringSidW(number, &raw mut letters) } == 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the system put a text there that ends with a zero, and that is ours to free.
    unsafe {
        let text = widestring::U16CStr::from_ptr_str(letters).to_string_lossy();
        LocalFree(letters.cast());
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_has_an_owner_and_no_process_has_none() {
        let own = owner_of(std::process::id()).unwrap();
        assert!(own.starts_with("S-1-"), "{own}");
        assert!(owner_of(0).is_err());
    }
}
