//! Keeping what the agent chose, in the agent's own file, beside what is written there by hand.

use std::io;
use std::path::Path;

use toml_edit::DocumentMut;

use super::read::FILE_LIMIT;
use crate::files::{make_folder, read_text, replace};

/// Sets the setting in the file, which is made if need be; all else in it stays as it was written.
///
/// # Errors
/// If the file cannot be read or written, or is no TOML: then nothing is changed.
pub fn keep(file: &Path, setting: &str, value: impl Into<toml_edit::Value>) -> io::Result<()> {
    let text = match read_text(file, FILE_LIMIT) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => read?,
    };
    let mut document: DocumentMut =
        text.parse().map_err(|error| io::Error::new(io::ErrorKind::InvalidData, format!("{error}")))?;
    let place = document.entry(setting).or_insert(toml_edit::Item::None);
    let mut value = value.into();
    if let Some(before) = place.as_value() {
        // A comment at the end of the line stays.
        *value.decor_mut() = before.decor().clone();
    }
    *place = toml_edit::Item::Value(value);
    make_folder(file)?;
    replace(file, document.to_string().as_bytes()).map(drop)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn kept(before: &str, on: bool) -> String {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/config.toml");
        if !before.is_empty() {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, before).unwrap();
        }
        keep(&file, "sounds", on).unwrap();
        fs::read_to_string(file).unwrap()
    }

    #[test]
    fn a_choice_is_added_or_changed_and_nothing_else() {
        assert_eq!(kept("", false), "sounds = false\n");
        assert_eq!(
            kept("# mine\ntheme = \"dark\" # at night\n", true),
            "# mine\ntheme = \"dark\" # at night\nsounds = true\n"
        );
        assert_eq!(kept("sounds = true # loud\nvolume = 9\n", false), "sounds = false # loud\nvolume = 9\n");
    }

    #[test]
    fn what_is_no_configuration_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        fs::write(&file, "theme = ").unwrap();
        assert_eq!(keep(&file, "sounds", true).unwrap_err().kind(), io::ErrorKind::InvalidData);
        assert_eq!(fs::read_to_string(file).unwrap(), "theme = ");
    }
}
