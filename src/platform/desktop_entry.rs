//! Desktop entries: small files that say how a program is started.

use std::path::{Path, PathBuf};

use crate::files::read_text;

/// A longer file is no desktop entry. In bytes.
const LIMIT: u64 = 256 * 1024;

/// What matters of a desktop entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Where it is.
    pub(crate) file: PathBuf,
    /// What the program is called.
    pub(crate) name: String,
    /// The program that it starts, where it could be understood.
    pub(crate) program: String,
    /// It counts as not there.
    pub(crate) off: bool,
}

impl Entry {
    /// The first of these files that there is.
    pub(crate) fn find(files: impl IntoIterator<Item = PathBuf>) -> Option<Self> {
        files.into_iter().find_map(|file| read_text(&file, LIMIT).ok().map(|text| Self::read(file, &text)))
    }

    fn read(file: PathBuf, text: &str) -> Self {
        let group = text.lines().skip_while(|line| line.trim() != "[Desktop Entry]").skip(1);
        let pairs: Vec<(&str, &str)> = group
            .take_while(|line| !line.starts_with('['))
            .filter_map(|line| line.split_once('='))
            .map(|(key, value)| (key.trim(), value.trim()))
            .collect();
        let value = |wanted: &str| pairs.iter().find(|(key, _)| *key == wanted).map_or("", |(_, value)| value);
        let program = shlex::split(value("Exec")).and_then(|words| words.into_iter().next()).unwrap_or_default();
        let off = value("Hidden") == "true" || value("X-GNOME-Autostart-enabled") == "false";
        Self { file, name: value("Name").to_owned(), program, off }
    }

    /// Whether the program is there.
    pub(crate) fn has_program(&self) -> bool {
        is_program(&self.program)
    }
}

/// Whether there is a program of this name, or at this path.
pub(crate) fn is_program(name: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    match name {
        "" => false,
        path if path.contains('/') => Path::new(path).is_file(),
        name => std::env::split_paths(&paths).any(|folder| folder.join(name).is_file()),
    }
}

/// The agent's own folder for a kind of files, then those of the computer (XDG Base Directory Specification).
pub(crate) fn folders(own: (&str, &str), shared: (&str, &str)) -> Vec<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let home = || variable("HOME").map(|home| Path::new(&home).join(own.1));
    let first = variable(own.0).map(PathBuf::from).or_else(home);
    let others = variable(shared.0).unwrap_or_else(|| shared.1.into());
    first.into_iter().chain(std::env::split_paths(&others)).filter(|folder| folder.is_absolute()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_says_what_it_starts_and_whether_it_counts() {
        let read = |text: &str| Entry::read("x.desktop".into(), text);
        let entry =
            read("# mine\n[Desktop Entry]\nName=A Bell\nExec=\"/opt/a bell/bell\" --quiet %u\n[Other]\nHidden=true\n");
        assert_eq!((entry.name.as_str(), entry.program.as_str(), entry.off), ("A Bell", "/opt/a bell/bell", false));
        assert!(!entry.has_program());
        assert!(read("[Desktop Entry]\nExec=sh\n").has_program());
        assert!(read("[Desktop Entry]\nHidden = true\n").off);
        assert!(read("[Desktop Entry]\nX-GNOME-Autostart-enabled=false\n").off);
        assert_eq!(read("").program, "");
    }
}
