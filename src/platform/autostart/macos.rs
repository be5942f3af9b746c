//! launchd's agents, see launchd.plist(5): the person's own, and the computer's, which an installer
//! puts there. **Type-checked for macOS, not run there.**

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use super::AT_LOG_ON;
use crate::files::{make_folder, replace};

/// What launchd calls it, and how the file is named.
const LABEL: &str = "com.deskbell.deskbell";

pub(super) fn is_on() -> Option<bool> {
    Some(own()?.exists() || shared().exists())
}

/// The file that starts it: the computer's, or the person's own.
pub(crate) fn file() -> Option<PathBuf> {
    [Some(shared()), own()].into_iter().flatten().find(|file| file.exists())
}

/// The computer's own agent is the administrator's, and asks the setting.
pub(super) fn set(on: bool) -> io::Result<()> {
    let file = own().ok_or(io::ErrorKind::NotFound)?;
    if on {
        make_folder(&file)?;
        return replace(&file, agent(&env::current_exe()?).as_bytes()).map(drop);
    }
    if fs::read_to_string(shared()).is_ok_and(|agent| !agent.contains(&format!("<string>--{AT_LOG_ON}</string>"))) {
        return Err(io::Error::from(io::ErrorKind::PermissionDenied));
    }
    match fs::remove_file(&file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn own() -> Option<PathBuf> {
    Some(env::home_dir()?.join(format!("Library/LaunchAgents/{LABEL}.plist")))
}

fn shared() -> PathBuf {
    PathBuf::from(format!("/Library/LaunchAgents/{LABEL}.plist"))
}

/// Starts it at log-on in a graphical session only, and not again when the agent quits it.
fn agent(program: &Path) -> String {
    let program = program.display().to_string().replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n\
         \t<key>Label</key>\n\t<string>{LABEL}</string>\n\
         \t<key>ProgramArguments</key>\n\t<array>\n\t\t<string>{program}</string>\n\t</array>\n\
         \t<key>RunAtLoad</key>\n\t<true/>\n\
         \t<key>LimitLoadToSessionType</key>\n\t<string>Aqua</string>\n\
         \t<key>ProcessType</key>\n\t<string>Interactive</string>\n\
         </dict>\n</plist>\n"
    )
}
