//! The log's files: one a day for the last seven days, and never more than their share of the disk.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use time::Date;

/// So many days of logs are kept.
const DAYS: usize = 7;
/// A file is not longer than this; then the day's older part is given up. Two a day, in bytes.
pub(super) const LENGTH_AT_MOST: u64 = 5 * 1024 * 1024;
const PREFIX: &str = "deskbell.";
const SUFFIX: &str = ".log";

/// The log's files in the directory, the oldest first.
pub(super) fn kept(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let ours = |name: &str| name.starts_with(PREFIX) && name.ends_with(SUFFIX);
    let mut kept: Vec<PathBuf> =
        entries.filter(|entry| ours(&entry.file_name().to_string_lossy())).map(|entry| entry.path()).collect();
    kept.sort();
    kept
}

/// Writes lines into today's file.
pub(super) struct Files<Today> {
    directory: PathBuf,
    today: Today,
    open: Option<(Date, File)>,
    length: u64,
}

impl<Today: FnMut() -> Date> Files<Today> {
    /// Files in the directory, which is made for its owner alone; `today` says the day.
    pub(super) fn new(directory: &Path, today: Today) -> io::Result<Self> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(directory)?;
        Ok(Self { directory: directory.to_owned(), today, open: None, length: 0 })
    }

    /// Today's file with room for a line.
    fn file(&mut self, line: u64) -> io::Result<&mut File> {
        let today = (self.today)();
        let stays = self.open.take_if(|(day, _)| *day == today && self.length + line <= LENGTH_AT_MOST);
        let open = match stays {
            Some(open) => open,
            None => (today, self.begin(today, line)?),
        };
        Ok(&mut self.open.insert(open).1)
    }

    fn begin(&mut self, today: Date, line: u64) -> io::Result<File> {
        let path = self.path(today, "");
        let mut file = append(&path)?;
        self.length = file.metadata()?.len();
        if self.length + line > LENGTH_AT_MOST {
            fs::rename(&path, self.path(today, ".older"))?;
            file = append(&path)?;
            self.length = 0;
        }
        // Whoever keeps an old file from being removed does not keep new lines from being written.
        drop(self.give_up_old());
        Ok(file)
    }

    fn path(&self, day: Date, part: &str) -> PathBuf {
        self.directory.join(format!("{PREFIX}{day}{part}{SUFFIX}"))
    }

    /// Removes the files of all days but the last.
    fn give_up_old(&self) -> io::Result<()> {
        let mut days: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
        for entry in fs::read_dir(&self.directory)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let day = name.strip_prefix(PREFIX).filter(|rest| rest.ends_with(SUFFIX)).and_then(|rest| rest.get(..10));
            if let Some(day) = day {
                days.entry(day.to_owned()).or_default().push(entry.path());
            }
        }
        while days.len() > DAYS {
            days.pop_first().into_iter().flat_map(|(_, files)| files).try_for_each(fs::remove_file)?;
        }
        Ok(())
    }
}

impl<Today: FnMut() -> Date> Write for Files<Today> {
    /// A line that does not fit on the disk is lost; the next one is tried again.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.file(line.len() as u64)?.write_all(line)?;
        self.length += line.len() as u64;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.open.as_mut().map_or(Ok(()), |(_, file)| file.flush())
    }
}

fn append(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use time::Duration;

    const FIRST: Date = time::macros::date!(2026 - 02 - 26);

    fn lengths(directory: &Path) -> BTreeMap<String, u64> {
        let entry = |entry: io::Result<fs::DirEntry>| {
            let entry = entry.unwrap();
            (entry.file_name().into_string().unwrap(), entry.metadata().unwrap().len())
        };
        fs::read_dir(directory).unwrap().map(entry).collect()
    }

    #[test]
    fn a_day_has_a_file_of_its_own_and_seven_days_are_kept() {
        let dir = tempfile::tempdir().unwrap();
        let day = Cell::new(FIRST);
        let mut files = Files::new(&dir.path().join("log"), || day.get()).unwrap();
        fs::write(dir.path().join("log/deskbell.yours.txt"), "not ours").unwrap();
        for _ in 0..10 {
            files.write_all(b"a line\n").unwrap();
            files.write_all(b"another\n").unwrap();
            day.set(day.get() + Duration::DAY);
        }
        let found = lengths(&dir.path().join("log"));
        let wanted = ["03-01", "03-02", "03-03", "03-04", "03-05", "03-06", "03-07"];
        let wanted = wanted.map(|day| (format!("deskbell.2026-{day}.log"), 15)).into_iter();
        assert_eq!(found, wanted.chain([("deskbell.yours.txt".into(), 8)]).collect());
    }

    #[test]
    fn however_much_is_written_the_newest_lines_stay_and_the_disk_is_not_filled() {
        let dir = tempfile::tempdir().unwrap();
        let line = |number: u32| format!("{number:>1023}\n");
        let mut number = 0;
        // Three starts of the program: what is there counts.
        for _ in 0..3 {
            let mut files = Files::new(dir.path(), || FIRST).unwrap();
            for _ in 0..7_000 {
                number += 1;
                files.write_all(line(number).as_bytes()).unwrap();
            }
        }
        let found = lengths(dir.path());
        assert_eq!(
            found.keys().map(String::as_str).collect::<Vec<_>>(),
            ["deskbell.2026-02-26.log", "deskbell.2026-02-26.older.log"]
        );
        assert!(found.values().all(|length| *length <= LENGTH_AT_MOST), "{found:?}");
        let newest = fs::read_to_string(dir.path().join("deskbell.2026-02-26.log")).unwrap();
        assert!(newest.ends_with(&line(21_000)));
        let older = fs::read_to_string(dir.path().join("deskbell.2026-02-26.older.log")).unwrap();
        let (last, next) = (older.lines().next_back().unwrap(), newest.lines().next().unwrap());
        assert_eq!(last.trim().parse::<u32>().unwrap() + 1, next.trim().parse::<u32>().unwrap());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_loses_lines_and_nothing_else() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("deskbell.2026-02-26.log");
        symlink("/dev/full", &path).unwrap();
        let day = Cell::new(FIRST);
        let mut files = Files::new(dir.path(), || day.get()).unwrap();
        assert_eq!(files.write_all(b"lost\n").unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(files.write_all(b"lost\n").unwrap_err().kind(), io::ErrorKind::StorageFull);
        day.set(FIRST + Duration::DAY);
        files.write_all(b"there is room again\n").unwrap();
        let next = dir.path().join("deskbell.2026-02-27.log");
        assert_eq!(fs::read_to_string(&next).unwrap(), "there is room again\n");
        assert_eq!(fs::metadata(next).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
