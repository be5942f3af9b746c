//! Files that somebody else may have written: never more of them than a limit.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// The text of a file of at most `limit` bytes.
///
/// # Errors
/// If it cannot be read, is longer, is no text, or is not a plain file: a pipe might never end.
pub fn read_text(path: &Path, limit: u64) -> io::Result<String> {
    let refused = |why: &str| io::Error::new(io::ErrorKind::InvalidData, why.to_owned());
    if !std::fs::metadata(path)?.is_file() {
        return Err(refused("not a plain file"));
    }
    let mut text = String::new();
    // What grows while it is read is cut off too: the size that the directory tells is not believed.
    File::open(path)?.take(limit.saturating_add(1)).read_to_string(&mut text)?;
    if text.len() as u64 > limit { Err(refused(&format!("longer than {limit} bytes"))) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_limit_and_not_beyond() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        std::fs::write(&path, "żółw").unwrap();
        assert_eq!(read_text(&path, 7).unwrap(), "żółw");
        assert_eq!(read_text(&path, 6).unwrap_err().kind(), io::ErrorKind::InvalidData);
        assert_eq!(read_text(&dir.path().join("none"), 7).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_never_ends_is_no_file() {
        assert!(read_text(Path::new("/dev/zero"), 7).unwrap_err().to_string().contains("plain file"));
    }
}
