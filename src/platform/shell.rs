//! What Windows' shell says of itself. **Run under wine, not on Windows yet.**
#![expect(unsafe_code, reason = "the shell is asked by functions of the system")]

use std::path::Path;
use std::ptr;

use windows_sys::Win32::UI::Shell::{ASSOCF_IS_PROTOCOL, ASSOCSTR_FRIENDLYAPPNAME, AssocQueryStringW};
use windows_sys::Win32::UI::WindowsAndMessaging::{FindWindowW, GetSystemMetrics, SM_CXSMICON};
use windows_sys::w;

/// Names of programs are cut at so many letters.
const NAME: u32 = 200;

/// Whether there is a task bar, in which icons are.
pub(crate) fn has_task_bar() -> bool {
    // SAFETY: the text ends with a zero, and is not kept.
    !unsafe { FindWindowW(w!("Shell_TrayWnd"), ptr::null()) }.is_null()
}

/// The side of the icons there, in pixels.
pub(crate) fn icon_side() -> u32 {
    // SAFETY: the call has no conditions.
    u32::try_from(unsafe { GetSystemMetrics(SM_CXSMICON) }).unwrap_or_default()
}

/// The name of the program that opens links; none: no program is chosen.
pub(crate) fn default_browser() -> Option<String> {
    let mut letters = [0; NAME as usize];
    let mut room = NAME;
    // SAFETY: the texts end with zeros; the last two pointers are to values of ours, the one as long as the
    // other says.
    let result = unsafe {
        let (scheme, verb, name) = (w!("https"), w!("open"), letters.as_mut_ptr());
        AssocQueryStringW(ASSOCF_IS_PROTOCOL, ASSOCSTR_FRIENDLYAPPNAME, scheme, verb, name, &raw mut room)
    };
    let name = String::from_utf16_lossy(letters.split(|letter| *letter == 0).next()?);
    Some(name).filter(|name| result == 0 && !name.is_empty())
}

/// Whether a command in the registry starts a program that is not there. What is not written as we write it,
/// the whole path in quotation marks, is somebody else's and not judged.
pub(crate) fn leads_nowhere(command: &str) -> bool {
    let quoted = command.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    quoted.is_some_and(|(program, _)| Path::new(program).is_absolute() && !Path::new(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_leads_nowhere_if_its_program_is_gone_and_it_is_ours() {
        let here = std::env::current_exe().unwrap();
        assert!(!leads_nowhere(&format!("\"{}\" -- \"%1\"", here.display())));
        assert!(leads_nowhere("\"C:\\Desk bell\\gone.exe\" -- \"%1\""));
        assert!(leads_nowhere("\"C:\\gone.exe\""));
        for others in ["\"%ProgramFiles%\\gone.exe\" \"%1\"", "C:\\gone.exe %1", "gone.exe", ""] {
            assert!(!leads_nowhere(others), "{others}");
        }
    }
}
