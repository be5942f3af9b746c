//! The desktop's entries for what starts at log-on, see the Desktop Application Autostart
//! Specification of freedesktop.org: the agent's own entry takes the place of the computer's.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::files::{make_folder, read_text, replace};

const ENTRY: &str = "autostart/deskbell.desktop";
/// A longer file is no entry. In bytes.
const LIMIT: u64 = 64 * 1024;

pub(super) fn is_on() -> Option<bool> {
    Some(Places::of(|name| env::var_os(name))?.is_on())
}

pub(super) fn set(on: bool) -> io::Result<()> {
    let places = Places::of(|name| env::var_os(name)).ok_or(io::ErrorKind::NotFound)?;
    places.set(on, &env::current_exe()?)
}

/// Where entries may be.
struct Places {
    own: PathBuf,
    shared: Vec<PathBuf>,
}

impl Places {
    fn of(variable: impl Fn(&str) -> Option<OsString>) -> Option<Self> {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let own = set("XDG_CONFIG_HOME").map(PathBuf::from);
        let own = own.or_else(|| Some(Path::new(&set("HOME")?).join(".config")))?;
        let shared = set("XDG_CONFIG_DIRS").unwrap_or_else(|| "/etc/xdg".into());
        let shared = env::split_paths(&shared).map(|folder| folder.join(ENTRY)).collect();
        Some(Self { own: own.join(ENTRY), shared })
    }

    fn is_on(&self) -> bool {
        let entry = std::iter::once(&self.own).chain(&self.shared).find_map(|path| read_text(path, LIMIT).ok());
        entry.is_some_and(|entry| !is_hidden(&entry))
    }

    /// Where the computer has an entry, the agent's own says only that it does not count.
    fn set(&self, on: bool, program: &Path) -> io::Result<()> {
        let shared = self.shared.iter().find_map(|path| read_text(path, LIMIT).ok());
        let starts_by_itself = shared.is_some_and(|entry| !is_hidden(&entry));
        if on == starts_by_itself {
            return match fs::remove_file(&self.own) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            };
        }
        make_folder(&self.own)?;
        replace(&self.own, entry(on, program).as_bytes()).map(drop)
    }
}

fn is_hidden(entry: &str) -> bool {
    entry.lines().any(|line| line.split_whitespace().collect::<String>() == "Hidden=true")
}

fn entry(on: bool, program: &Path) -> String {
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
        Places { own: folder.join("own").join(ENTRY), shared: vec![folder.join("shared").join(ENTRY)] }
    }

    #[test]
    fn an_agent_starts_and_stops_it_whether_or_not_the_computer_has_an_entry() {
        let folder = tempfile::tempdir().unwrap();
        let places = places(folder.path());
        for shared in [false, true] {
            if shared {
                make_folder(&places.shared[0]).unwrap();
                fs::write(&places.shared[0], entry(true, Path::new("/usr/bin/deskbell"))).unwrap();
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
    fn the_environment_says_where() {
        let of = |variables: &[(&str, &str)]| {
            let places = Places::of(|wanted| variables.iter().find(|(name, _)| *name == wanted).map(|(_, v)| v.into()));
            places.map(|places| (places.own, places.shared))
        };
        let (own, shared) = of(&[("HOME", "/home/a"), ("XDG_CONFIG_DIRS", "/x:/y")]).unwrap();
        assert_eq!(own, Path::new("/home/a/.config/autostart/deskbell.desktop"));
        assert_eq!(shared.len(), 2);
        assert_eq!(of(&[]), None);
    }
}
