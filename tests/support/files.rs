//! What programs leave on the disk.

use std::fs;
use std::path::Path;

/// Every file below the folder, with its text.
///
/// # Panics
/// If there is no such folder.
pub fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut found = vec![];
    for path in fs::read_dir(folder).expect("it is there").flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(texts(&path));
        } else {
            let bytes = fs::read(&path).unwrap_or_default();
            found.push((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    found
}
