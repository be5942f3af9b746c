//! Keeping what the agent chose, in the agent's own file, beside what is written there by hand.

use std::io;
use std::path::Path;

use toml_edit::DocumentMut;

use super::read::FILE_LIMIT;
use crate::domain::choice::{Choice, Value};
use crate::files::{make_folder, read_text, replace};

/// Sets the setting in the file, which is made if need be; all else in it stays as it was written.
///
/// # Errors
/// If the file cannot be read or written, or is no TOML: then nothing is changed.
pub fn keep(file: &Path, choice: &Choice) -> io::Result<()> {
    let text = match read_text(file, FILE_LIMIT) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => read?,
    };
    let mut document: DocumentMut =
        text.parse().map_err(|error| io::Error::new(io::ErrorKind::InvalidData, format!("{error}")))?;
    match as_toml(&choice.value) {
        Some(value) => put(&mut document, choice.setting, value),
        None => drop(document.remove(choice.setting)),
    }
    make_folder(file)?;
    keep_backup(file, &text)?;
    replace(file, document.to_string().as_bytes()).map(drop)
}

fn as_toml(value: &Value) -> Option<toml_edit::Value> {
    match value {
        Value::Switch(on) => Some((*on).into()),
        Value::Number(number) => Some(i64::from(*number).into()),
        Value::Text(text) => Some(text.into()),
        Value::Unset => None,
    }
}

fn put(document: &mut DocumentMut, setting: &str, mut value: toml_edit::Value) {
    let place = document.entry(setting).or_insert(toml_edit::Item::None);
    if let Some(before) = place.as_value() {
        // A comment at the end of the line stays.
        *value.decor_mut() = before.decor().clone();
    }
    *place = toml_edit::Item::Value(value);
}

/// What the file was before, beside it: one step back for whoever regrets.
fn keep_backup(file: &Path, before: &str) -> io::Result<()> {
    if before.is_empty() {
        return Ok(());
    }
    replace(&file.with_extension("toml.before"), before.as_bytes()).map(drop)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn sounds(on: bool) -> Choice {
        Choice { setting: "sounds", value: Value::Switch(on) }
    }

    fn kept(before: &str, on: bool) -> String {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/config.toml");
        if !before.is_empty() {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, before).unwrap();
        }
        keep(&file, &sounds(on)).unwrap();
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
    fn what_was_before_stays_beside_it_and_what_is_unset_goes() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        fs::write(&file, "theme = \"dark\"\nvolume = 9\n").unwrap();
        keep(&file, &Choice { setting: "theme", value: Value::Unset }).unwrap();
        keep(&file, &Choice { setting: "volume", value: Value::Number(40) }).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "volume = 40\n");
        assert_eq!(fs::read_to_string(folder.path().join("config.toml.before")).unwrap(), "volume = 9\n");
    }

    #[test]
    fn what_is_no_configuration_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        fs::write(&file, "theme = ").unwrap();
        assert_eq!(keep(&file, &sounds(true)).unwrap_err().kind(), io::ErrorKind::InvalidData);
        assert_eq!(fs::read_to_string(file).unwrap(), "theme = ");
    }
}
