//! The desktop's entries for what starts at log-on, see the Desktop Application Autostart
//! Specification of freedesktop.org: the agent's own entry takes the place of the computer's.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::files::{make_folder, replace};
use crate::platform::desktop_entry::{Entry, folders};

const FILE: &str = "autostart/deskbell.desktop";

pub(super) fn is_on() -> Option<bool> {
    Some(Places::here()?.is_on())
}

pub(super) fn set(on: bool) -> io::Result<()> {
    Places::here().ok_or(io::ErrorKind::NotFound)?.set(on, &in_place(env::current_exe()?))
}

/// Where the program is, or was before an upgrade put another in its place: then the kernel adds a word to the path
/// (proc_pid_exe(5)).
fn in_place(program: PathBuf) -> PathBuf {
    match program.to_str().and_then(|path| path.strip_suffix(" (deleted)")) {
        Some(path) if !program.exists() => path.into(),
        _ => program,
    }
}

/// The entry that counts.
pub(crate) fn entry() -> Option<Entry> {
    Places::here()?.entry()
}

/// Where entries may be.
struct Places {
    own: PathBuf,
    shared: Vec<PathBuf>,
}

impl Places {
    fn here() -> Option<Self> {
        let folders = folders(("XDG_CONFIG_HOME", ".config"), ("XDG_CONFIG_DIRS", "/etc/xdg"));
        let mut files = folders.into_iter().map(|folder| folder.join(FILE));
        Some(Self { own: files.next()?, shared: files.collect() })
    }

    fn entry(&self) -> Option<Entry> {
        Entry::find(std::iter::once(&self.own).chain(&self.shared).cloned())
    }

    fn is_on(&self) -> bool {
        self.entry().is_some_and(|entry| !entry.off)
    }

    /// Where the computer has an entry, the agent's own says only that it does not count.
    fn set(&self, on: bool, program: &Path) -> io::Result<()> {
        let starts_by_itself = Entry::find(self.shared.iter().cloned()).is_some_and(|entry| !entry.off);
        if on == starts_by_itself {
            return match fs::remove_file(&self.own) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            };
        }
        make_folder(&self.own)?;
        replace(&self.own, text(on, program).as_bytes()).map(drop)
    }
}

fn text(on: bool, program: &Path) -> String {
    let program = program.display().to_string().replace('\\', "\\\\").replace('"', "\\\"");
    let hidden = if on { "" } else { "Hidden=true\n" };
    format!(
        "[Desktop Entry]\nType=Application\nName=Deskbell\nExec=\"{program}\"\nX-GNOME-Autostart-enabled={on}\n{hidden}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(folder: &Path) -> Places {
        Places { own: folder.join("own").join(FILE), shared: vec![folder.join("shared").join(FILE)] }
    }

    #[test]
    fn an_agent_starts_and_stops_it_whether_or_not_the_computer_has_an_entry() {
        let folder = tempfile::tempdir().unwrap();
        let places = places(folder.path());
        for shared in [false, true] {
            if shared {
                make_folder(&places.shared[0]).unwrap();
                fs::write(&places.shared[0], text(true, Path::new("/usr/bin/deskbell"))).unwrap();
            }
            assert_eq!(places.is_on(), shared);
            for on in [true, false, true, false, true] {
                places.set(on, Path::new("/opt/desk \"bell\"/deskbell")).unwrap();
                assert_eq!(places.is_on(), on, "shared: {shared}");
            }
            assert_eq!(places.own.exists(), !shared, "nothing is left that need not be");
            places.set(false, Path::new("/usr/bin/deskbell")).unwrap();
            assert_eq!(places.own.exists(), shared);
            fs::remove_file(&places.own).ok();
        }
    }

    #[test]
    fn after_an_upgrade_the_new_program_is_started() {
        let folder = tempfile::tempdir().unwrap();
        let odd = folder.path().join("bell (deleted)");
        assert_eq!(in_place(odd.clone()), folder.path().join("bell"));
        fs::write(&odd, "").unwrap();
        assert_eq!(in_place(odd.clone()), odd, "a program that is really called so");
        assert_eq!(in_place("/usr/bin/deskbell".into()), Path::new("/usr/bin/deskbell"));
    }

    #[test]
    fn what_gnome_turned_off_in_the_agents_own_entry_is_off() {
        let folder = tempfile::tempdir().unwrap();
        let places = places(folder.path());
        make_folder(&places.own).unwrap();
        fs::write(&places.own, "[Desktop Entry]\nExec=deskbell\nX-GNOME-Autostart-enabled=false\n").unwrap();
        assert!(!places.is_on());
        places.set(true, Path::new("/usr/bin/deskbell")).unwrap();
        assert!(places.is_on());
    }
}
