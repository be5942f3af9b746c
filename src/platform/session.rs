//! Where this log-on session keeps Deskbell's files, and what the computer is called to others.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[cfg(any(target_os = "macos", all(test, target_os = "linux")))]
use super::instance::has_room;
use super::instance::{is_running, make_private};
use super::log_on;
use crate::files::{make_folder, read_text};

/// A folder that nobody can make.
const NOWHERE: &str = if cfg!(windows) { "NUL\\deskbell" } else { "/dev/null/deskbell" };
/// A name of this computer has 36 letters and an end of line. In bytes.
const ID_LIMIT: u64 = 100;

/// The directories of one agent. They are made by whoever writes there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// What the agent configured.
    pub config: PathBuf,
    /// What survives a restart.
    pub state: PathBuf,
    /// What belongs to the running daemon of this log-on session: its lock and its socket.
    pub runtime: PathBuf,
    /// This process belongs to no desktop, as a shell over ssh.
    pub outside: bool,
}

/// Where the daemon of a process that belongs to no desktop would be.
const OUTSIDE: &str = "outside";

impl Paths {
    /// The directories of the agent who started this process.
    pub fn of_this_session() -> Self {
        let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let mut paths = Self::from_environment(variable);
        let shared = std::env::temp_dir().join(private_name());
        for path in [&mut paths.config, &mut paths.state, &mut paths.runtime] {
            // Whoever was there first could have put a configuration of their own, or links, into it.
            if path.starts_with(&shared) && make_private(&shared).is_err() {
                *path = PathBuf::from(NOWHERE);
            }
        }
        paths
    }

    /// Where the daemon listens that a command is for: that of this log-on session or, outside any
    /// desktop, the only one that the user has.
    pub fn daemon(&self) -> PathBuf {
        let own = || self.runtime.clone();
        if !self.outside || is_running(&self.runtime) {
            return own();
        }
        let sessions = self.runtime.parent().and_then(|all| fs::read_dir(all).ok()).into_iter().flatten().flatten();
        let mut running = sessions.map(|session| session.path()).filter(|session| is_running(session));
        match (running.next(), running.next()) {
            (Some(only), None) => only,
            _ => own(),
        }
    }

    /// The directories that these environment variables name.
    pub fn from_environment(variable: impl Fn(&str) -> Option<PathBuf>) -> Self {
        // The XDG Base Directory Specification has relative paths ignored.
        let absolute = |name: &str| variable(name).filter(|path| path.is_absolute());
        let temporary = || std::env::temp_dir().join(private_name());
        let home = absolute(if cfg!(windows) { "USERPROFILE" } else { "HOME" });
        let below_home = |folder: &str| home.as_ref().map(|home| home.join(folder));
        let (config, state) = if cfg!(windows) {
            (absolute("APPDATA"), absolute("LOCALAPPDATA"))
        } else if cfg!(target_os = "macos") {
            (below_home("Library/Application Support"), below_home("Library/Application Support"))
        } else {
            let config = absolute("XDG_CONFIG_HOME").or_else(|| below_home(".config"));
            (config, absolute("XDG_STATE_HOME").or_else(|| below_home(".local/state")))
        };
        let below = |base: Option<PathBuf>| base.map_or_else(temporary, |base| base.join("deskbell"));
        let session = log_on::name(|name| variable(name).map(PathBuf::into_os_string));
        let name = session.as_deref().unwrap_or(OUTSIDE);
        #[cfg(target_os = "macos")]
        let runtime = unswept(below(state.clone()).join("run").join(name), || temporary().join(name));
        // On Windows not the temporary folder, which is tidied up and not the same for all that a session starts.
        #[cfg(not(target_os = "macos"))]
        let runtime = below(absolute(if cfg!(windows) { "LOCALAPPDATA" } else { "XDG_RUNTIME_DIR" })).join(name);
        Self { config: below(config), state: below(state), runtime, outside: session.is_none() }
    }
}

/// macOS sweeps its temporary folder after three days, with the lock and the socket of a daemon that still runs. Only
/// where a home's name is so long that there is no room for the socket's, they must be there.
#[cfg(any(target_os = "macos", all(test, target_os = "linux")))]
fn unswept(kept: PathBuf, temporary: impl FnOnce() -> PathBuf) -> PathBuf {
    if has_room(&kept) { kept } else { temporary() }
}

/// Two users' directories in a shared temporary directory must not be the same.
fn private_name() -> String {
    #[cfg(unix)]
    return format!("deskbell-{}", rustix::process::geteuid().as_raw());
    #[cfg(not(unix))]
    "deskbell".to_owned()
}

/// What this computer is called at the contact center: made at random once and kept.
pub fn device_id(paths: &Paths) -> String {
    let file = paths.state.join("device-id");
    if let Some(id) = kept_id(&file) {
        return id;
    }
    let id = uuid::Uuid::new_v4().to_string();
    if let Err(error) = keep(&file, &id) {
        tracing::warn!(%error, file = %file.display(), "this computer gets a new name at each start");
    }
    id
}

fn kept_id(file: &Path) -> Option<String> {
    let text = read_text(file, ID_LIMIT).ok()?;
    uuid::Uuid::parse_str(text.trim()).ok().map(|id| id.to_string())
}

fn keep(file: &Path, id: &str) -> io::Result<()> {
    make_folder(file)?;
    fs::write(file, format!("{id}\n"))
}

/// The operating system in words that fit into an HTTP header, e.g. `Debian GNU/Linux 12 (bookworm)`.
pub fn operating_system() -> String {
    let release = if cfg!(target_os = "linux") { fs::read_to_string("/etc/os-release").ok() } else { None };
    release.as_deref().and_then(pretty_name).unwrap_or_else(|| std::env::consts::OS.to_owned())
}

fn pretty_name(release: &str) -> Option<String> {
    let line = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    let name: String = line.trim_matches('"').chars().filter(|c| matches!(c, ' '..='~')).take(80).collect();
    Some(name).filter(|name| !name.is_empty())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn directories_come_from_the_environment_and_else_from_the_home() {
        let set = Paths::from_environment(|name| Some(PathBuf::from(format!("/x/{name}"))));
        assert_eq!(set.config, Path::new("/x/XDG_CONFIG_HOME/deskbell"));
        assert_eq!(set.state, Path::new("/x/XDG_STATE_HOME/deskbell"));
        assert_eq!((set.runtime, set.outside), ("/x/XDG_RUNTIME_DIR/deskbell/WAYLAND-DISPLAY".into(), false));
        let home = Paths::from_environment(|name| (name == "HOME").then(|| PathBuf::from("/home/anna")));
        assert_eq!(home.config, Path::new("/home/anna/.config/deskbell"));
        assert_eq!(home.state, Path::new("/home/anna/.local/state/deskbell"));
        assert!(home.runtime.starts_with(std::env::temp_dir()) && home.outside);
        let relative = |name: &str| (name != "WAYLAND_DISPLAY" && name != "DISPLAY").then(|| "relative".into());
        assert_eq!(Paths::from_environment(relative), Paths::from_environment(|_| None));
    }

    #[test]
    fn the_temporary_folder_is_taken_only_where_there_is_no_room_for_the_sockets_name() {
        let folder =
            |home: &str| PathBuf::from(format!("/Users/{home}/Library/Application Support/deskbell/run/desktop"));
        let temporary = || PathBuf::from("/var/folders/x/T/deskbell-501/desktop");
        assert_eq!(unswept(folder("anna"), temporary), folder("anna"));
        assert_eq!(unswept(folder(&"a".repeat(60)), temporary), temporary());
    }

    #[test]
    fn the_device_keeps_its_name_and_a_damaged_one_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let paths = Paths { state: dir.path().join("deep/state"), ..Paths::from_environment(|_| None) };
        let first = device_id(&paths);
        assert_eq!(device_id(&paths), first);
        fs::write(paths.state.join("device-id"), "damaged").unwrap();
        let second = device_id(&paths);
        assert_ne!(second, first);
        assert_eq!(device_id(&paths), second);
    }

    #[test]
    fn the_operating_system_fits_into_a_header() {
        let release = "NAME=x\nPRETTY_NAME=\"Debian\u{1} GNU/Linux 12 (bookworm)ż\"\n";
        assert_eq!(pretty_name(release).unwrap(), "Debian GNU/Linux 12 (bookworm)");
        assert_eq!(pretty_name("NAME=x"), None);
    }
}
