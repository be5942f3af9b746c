//! Files that somebody else may have written, never more of them than a limit; and our own, whole or not at all.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

/// The bytes of a file of at most `limit` bytes.
///
/// # Errors
/// If it cannot be read, is longer, or is not a plain file: a pipe might never end.
pub fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let refused = |why: &str| io::Error::new(io::ErrorKind::InvalidData, why.to_owned());
    if !fs::metadata(path)?.is_file() {
        return Err(refused("not a plain file"));
    }
    let mut bytes = vec![];
    // What grows while it is read is cut off too: the size that the directory tells is not believed.
    File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(refused(&format!("longer than {limit} bytes"))) } else { Ok(bytes) }
}

/// The text of a file of at most `limit` bytes.
///
/// # Errors
/// As [`read`], and if it is no text.
pub fn read_text(path: &Path, limit: u64) -> io::Result<String> {
    String::from_utf8(read(path, limit)?)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.utf8_error()))
}

/// Makes the folder that the file is, or will be, in.
///
/// # Errors
/// If it is not there and cannot be made.
pub fn make_folder(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

/// Opens the file that is locked in the place of something else; made if need be, with its folder.
///
/// # Errors
/// If it is not there and cannot be made, or cannot be opened.
pub fn open_lock(path: &Path) -> io::Result<File> {
    make_folder(path)?;
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    #[cfg(windows)]
    keep_in_place(&mut options);
    options.open(path)
}

/// Nobody removes the file while it is open: one that tidies up would give its name to a second lock.
#[cfg(windows)]
fn keep_in_place(options: &mut fs::OpenOptions) {
    use std::os::windows::fs::OpenOptionsExt as _;
    use windows_sys::Win32::Storage::FileSystem::{FILE_SHARE_READ, FILE_SHARE_WRITE};
    options.share_mode(FILE_SHARE_READ | FILE_SHARE_WRITE);
}

/// Puts a new file in the place of the one at `path`, and returns it, open for more. It is on the disk
/// before it takes the place, lest a power cut leave neither.
///
/// # Errors
/// If it cannot be written; then the old one is as it was. Windows replaces none that is open.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<File> {
    let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    file.as_file().sync_data()?;
    Ok(file.persist(path)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_limit_and_not_beyond() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        fs::write(&path, "żółw").unwrap();
        assert_eq!(read_text(&path, 7).unwrap(), "żółw");
        assert_eq!(read_text(&path, 6).unwrap_err().kind(), io::ErrorKind::InvalidData);
        assert_eq!(read_text(&dir.path().join("none"), 7).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[cfg(windows)]
    #[test]
    fn a_lock_stays_where_it_is_and_is_open_to_others() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("deep").join("lock");
        let lock = open_lock(&path).unwrap();
        lock.try_lock().unwrap();
        assert!(open_lock(&path).unwrap().try_lock().is_err());
        assert!(fs::remove_file(&path).is_err());
        drop(lock);
        fs::remove_file(&path).unwrap();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_never_ends_is_no_file() {
        assert!(read_text(Path::new("/dev/zero"), 7).unwrap_err().to_string().contains("plain file"));
    }
}
