//! A named pipe, one a user and session. **Run under wine, not on Windows yet.**

use std::fs;
use std::io;
use std::path::Path;

use interprocess::local_socket::tokio::{Listener, Stream, prelude::*};
use interprocess::local_socket::{GenericNamespaced, ListenerOptions, Name};
use interprocess::os::windows::local_socket::ListenerOptionsExt as _;
use interprocess::os::windows::security_descriptor::SecurityDescriptor;
use widestring::U16CString;

use self::owner::owner_of;

#[path = "windows/owner.rs"]
mod owner;

#[derive(Debug)]
pub(super) struct Socket {
    name: String,
}

pub(super) struct Incoming {
    listener: Listener,
}

impl Socket {
    /// The lock in `dir` is held by the caller, so the name is free.
    pub(super) fn bind(dir: &Path) -> io::Result<Self> {
        Ok(Self { name: pipe_name(dir)? })
    }

    /// Fails where another program has a pipe of this name.
    pub(super) fn listen(self) -> io::Result<Incoming> {
        let options = ListenerOptions::new().name(name(&self.name)?).security_descriptor(for_its_user_alone()?);
        Ok(Incoming { listener: options.create_tokio()? })
    }
}

impl Incoming {
    /// The next peer.
    pub(super) async fn accept(&mut self) -> io::Result<Stream> {
        self.listener.accept().await
    }
}

/// Connects to the daemon. All users' pipes are in one place, where others could have been first: what
/// may hold a token is said to a process of the same user only.
pub(super) async fn connect(dir: &Path) -> io::Result<Stream> {
    let stream = Stream::connect(name(&pipe_name(dir)?)?).await?;
    let listens = stream.peer_creds()?.pid().ok_or(io::ErrorKind::PermissionDenied)?;
    if owner_of(listens)? == owner_of(std::process::id())? {
        Ok(stream)
    } else {
        Err(io::Error::new(io::ErrorKind::PermissionDenied, "another user listens there"))
    }
}

/// Makes the directory; below the user's profile it is private already.
pub(super) fn make_private(dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)
}

/// This user may do everything with it, and nobody else anything (Security Descriptor Definition Language).
fn for_its_user_alone() -> io::Result<SecurityDescriptor> {
    let rules = format!("D:P(A;;GA;;;{})", owner_of(std::process::id())?);
    let rules = U16CString::from_str(rules).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    SecurityDescriptor::deserialize(&rules)
}

fn name(name: &str) -> io::Result<Name<'_>> {
    name.to_ns_name::<GenericNamespaced>()
}

/// Names the user, and the session by its directory's own name: one computer has many of both. Not by the
/// whole path, which can be spelt in several ways.
fn pipe_name(dir: &Path) -> io::Result<String> {
    let session = dir.file_name().unwrap_or_default().to_string_lossy();
    Ok(format!("deskbell-{}-{session}", owner_of(std::process::id())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_has_one_pipe_however_its_directory_is_spelt() {
        let name = |dir: &str| pipe_name(Path::new(dir)).unwrap();
        let session = name("C:\\Users\\Anna Nowak\\Temp\\deskbell\\session-3");
        assert_eq!(name("c:\\users\\ANNANO~1\\temp\\deskbell\\session-3\\"), session);
        assert_ne!(name("C:\\Users\\Anna Nowak\\Temp\\deskbell\\session-4"), session);
    }
}
