//! By what name Windows knows this program: toasts belong to it, and links of the scheme `deskbell:` lead
//! to it. **Run under wine, not on Windows yet.**
#![expect(unsafe_code, reason = "the name is set, and the right to the front given, by functions of the system")]

use std::io;
use std::path::Path;

use windows_registry::{CLASSES_ROOT, CURRENT_USER, Key};
use windows_sys::Win32::UI::Shell::SetCurrentProcessExplicitAppUserModelID;
use windows_sys::Win32::UI::WindowsAndMessaging::{ASFW_ANY, AllowSetForegroundWindow};

use super::shell::leads_nowhere;

/// The AppUserModelId. Installers register the same.
pub const APP_ID: &str = "Deskbell.Deskbell";
/// The scheme of our links.
const SCHEME: &str = "deskbell";
/// What opens them, below the scheme.
const COMMAND: &str = "shell\\open\\command";

/// Says who this process is. Before it has windows.
pub fn announce() {
    let name: Vec<u16> = APP_ID.encode_utf16().chain([0]).collect();
    // SAFETY: the text ends with a zero, and is not kept.
    let result = unsafe { SetCurrentProcessExplicitAppUserModelID(name.as_ptr()) };
    if result < 0 {
        tracing::debug!(result, "Windows does not know this program by its name");
    }
}

/// Registers name and links for this user where no installer did it for all.
///
/// # Errors
/// If the registry is not to be written.
pub fn register_if_missing() -> io::Result<()> {
    register_below(CLASSES_ROOT, CURRENT_USER, "Software\\Classes", &std::env::current_exe()?)
}

/// Lets the program that takes over what this one was asked for bring a window to the front: the agent
/// has just clicked.
pub fn give_way() {
    // SAFETY: the call has no conditions. It fails where this program may not come to the front itself.
    unsafe { AllowSetForegroundWindow(ASFW_ANY) };
}

/// What is in `all`, whoever put it there, is left as it is; but a command of the user's own that leads nowhere
/// hides everybody's, and is written anew.
fn register_below(all: &Key, own: &Key, folder: &str, program: &Path) -> io::Result<()> {
    let name = format!("AppUserModelId\\{APP_ID}");
    if all.open(&name).is_err() {
        own.create(format!("{folder}\\{name}"))?.set_string("DisplayName", "Deskbell")?;
    }
    if all.open(SCHEME).is_err() || own_command(own, folder).is_some_and(|command| leads_nowhere(&command)) {
        let scheme = own.create(format!("{folder}\\{SCHEME}"))?;
        scheme.set_string("", "URL:Deskbell")?;
        scheme.set_string("URL Protocol", "")?;
        // Whatever the link is, it is no option.
        let command = format!("\"{}\" -- \"%1\"", program.display());
        scheme.create(COMMAND)?.set_string("", command)?;
    }
    Ok(())
}

fn own_command(own: &Key, folder: &str) -> Option<String> {
    own.open(format!("{folder}\\{SCHEME}\\{COMMAND}")).ok()?.get_string("").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_registered_and_what_is_there_is_left_alone() {
        let folder = format!("Software\\deskbell-test-{}", std::process::id());
        let own = CURRENT_USER.create(&folder).unwrap();
        register_below(&own, CURRENT_USER, &folder, Path::new("C:\\Desk bell\\deskbell.exe")).unwrap();
        let command = || own.open("deskbell\\shell\\open\\command").unwrap().get_string("").unwrap();
        assert_eq!(command(), "\"C:\\Desk bell\\deskbell.exe\" -- \"%1\"");
        assert!(own.open("deskbell").unwrap().get_string("URL Protocol").unwrap().is_empty());
        let name = own.open(format!("AppUserModelId\\{APP_ID}")).unwrap();
        assert_eq!(name.get_string("DisplayName").unwrap(), "Deskbell");
        CURRENT_USER.remove_tree(&folder).unwrap();
    }

    #[test]
    fn a_command_is_left_alone_until_its_program_is_gone() {
        let folder = format!("Software\\deskbell-test-moved-{}", std::process::id());
        let own = CURRENT_USER.create(&folder).unwrap();
        let register = |program: &Path| register_below(&own, CURRENT_USER, &folder, program).unwrap();
        let command = || own_command(CURRENT_USER, &folder).unwrap();
        register(&std::env::current_exe().unwrap());
        let first = command();
        register(Path::new("C:\\other.exe"));
        assert_eq!(command(), first);
        own.create(format!("{SCHEME}\\{COMMAND}")).unwrap().set_string("", "\"C:\\gone.exe\" -- \"%1\"").unwrap();
        register(Path::new("C:\\other.exe"));
        assert_eq!(command(), "\"C:\\other.exe\" -- \"%1\"");
        CURRENT_USER.remove_tree(&folder).unwrap();
    }
}
