//! The kernel's word on the folder of the policy (inotify), which may come, go and be replaced.

use std::convert::Infallible;
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};
use rustix::io::Errno;

use crate::config::Config;

/// A change is made of several events; it is looked at when so long has passed since the first.
const SETTLE: Duration = Duration::from_millis(300);
/// Room for some dozens of events; what has no room is read the next time. In bytes.
const ROOM: usize = 4096;

pub(super) const fn add_to(_config: &mut Config) {}

pub(super) fn watch(folder: Option<&Path>, changed: impl Fn() + Clone + Send + 'static) {
    let Some(folder) = folder.map(Path::to_owned) else { return };
    let thread = std::thread::Builder::new().name("policy".into()).spawn(move || {
        let Err(error) = watch_folder(folder, changed);
        tracing::warn!(%error, "changes of the policy count from the next start");
    });
    if let Err(error) = thread {
        tracing::warn!(%error, "changes of the policy count from the next start");
    }
}

/// Calls `changed` once it watches, and after each change of a file in the folder, which need not be there
/// yet. Blocks the thread for good.
///
/// # Errors
/// If the kernel does not tell, or the folder that it is in cannot be watched.
pub fn watch_folder(folder: PathBuf, changed: impl Fn()) -> io::Result<Infallible> {
    let mut watch = Watch::new(folder)?;
    loop {
        watch.look_into_folder();
        changed();
        while !watch.read_events()? {}
        std::thread::sleep(SETTLE);
    }
}

struct Watch {
    events: OwnedFd,
    folder: PathBuf,
    /// The kernel's number of the folder, while it is there.
    inside: Option<i32>,
}

impl Watch {
    /// Watches what the folder is in, for the folder itself to come or go.
    fn new(folder: PathBuf) -> io::Result<Self> {
        let events = inotify::init(CreateFlags::CLOEXEC)?;
        let above = folder.parent().unwrap_or(Path::new("/"));
        let comes_or_goes = WatchFlags::CREATE
            | WatchFlags::MOVED_TO
            | WatchFlags::MOVED_FROM
            | WatchFlags::DELETE
            | WatchFlags::ONLYDIR;
        inotify::add_watch(&events, above, comes_or_goes)?;
        Ok(Self { events, folder, inside: None })
    }

    /// Watches the folder that is there now; one that is watched already stays so.
    fn look_into_folder(&mut self) {
        let changes = WatchFlags::CLOSE_WRITE
            | WatchFlags::CREATE
            | WatchFlags::MOVED_TO
            | WatchFlags::MOVED_FROM
            | WatchFlags::DELETE
            | WatchFlags::ATTRIB
            | WatchFlags::ONLYDIR;
        let inside = inotify::add_watch(&self.events, &self.folder, changes).ok();
        let other = self.inside.filter(|before| Some(*before) != inside);
        // It is gone by itself where the folder was deleted, and not where it was renamed.
        if let Some(Err(error)) = other.map(|before| inotify::remove_watch(&self.events, before)) {
            tracing::debug!(%error, "the folder that was watched is gone");
        }
        self.inside = inside;
    }

    /// Waits for events and reads them; whether any of them matters.
    fn read_events(&self) -> io::Result<bool> {
        let mut room = [MaybeUninit::uninit(); ROOM];
        let mut reader = Reader::new(&self.events, &mut room);
        let mut matters = false;
        loop {
            match reader.next() {
                Ok(event) => matters |= self.matters(&event),
                Err(Errno::INTR) => continue,
                Err(error) => return Err(error.into()),
            }
            if reader.is_buffer_empty() {
                return Ok(matters);
            }
        }
    }

    /// All in the folder does; beside it only the folder itself.
    fn matters(&self, event: &inotify::Event<'_>) -> bool {
        let lost = event.events().contains(ReadFlags::QUEUE_OVERFLOW);
        let name = event.file_name().map(std::ffi::CStr::to_bytes);
        let folder = self.folder.file_name().map(std::ffi::OsStr::as_encoded_bytes);
        lost || Some(event.wd()) == self.inside || name == folder
    }
}
