//! A Unix socket that only its owner reaches.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
#[cfg(any(target_os = "macos", all(test, target_os = "linux")))]
use std::os::unix::net::SocketAddr;
use std::os::unix::net::UnixListener as StdListener;
use std::path::{Path, PathBuf};

use tokio::net::{UnixListener, UnixStream};

const NAME: &str = "daemon.sock";

/// Bound already, so that nobody who comes before [`Socket::listen`] is turned away.
#[derive(Debug)]
pub(super) struct Socket {
    listener: StdListener,
    path: PathBuf,
}

/// The socket within a Tokio runtime.
pub(super) struct Incoming {
    listener: UnixListener,
    _path: Gone,
}

/// Removes the socket's file when nobody listens any more.
struct Gone(PathBuf);

impl Socket {
    /// Takes the place of a socket that an earlier daemon left; the caller holds the lock.
    pub(super) fn bind(dir: &Path) -> io::Result<Self> {
        let path = dir.join(NAME);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        let listener = StdListener::bind(&path)?;
        fs::set_permissions(&path, Permissions::from_mode(0o600))?;
        listener.set_nonblocking(true)?;
        Ok(Self { listener, path })
    }

    pub(super) fn listen(self) -> io::Result<Incoming> {
        Ok(Incoming { listener: UnixListener::from_std(self.listener)?, _path: Gone(self.path) })
    }
}

impl Incoming {
    /// The next peer of the same user.
    pub(super) async fn accept(&mut self) -> io::Result<UnixStream> {
        loop {
            let (stream, _) = self.listener.accept().await?;
            match check_peer(&stream) {
                Ok(()) => return Ok(stream),
                Err(error) => tracing::warn!(%error, "a request was refused"),
            }
        }
    }
}

impl Drop for Gone {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_file(&self.0) {
            tracing::debug!(%error, "the socket was gone already");
        }
    }
}

/// Connects to the daemon, which must belong to the same user.
pub(super) async fn connect(dir: &Path) -> io::Result<UnixStream> {
    let stream = UnixStream::connect(dir.join(NAME)).await?;
    check_peer(&stream)?;
    Ok(stream)
}

/// Whether there is room for the socket's name: macOS has some for 103 bytes.
#[cfg(any(target_os = "macos", all(test, target_os = "linux")))]
pub(super) fn has_room(dir: &Path) -> bool {
    SocketAddr::from_pathname(dir.join(NAME)).is_ok()
}

/// Makes the directory, for its owner alone.
pub(super) fn make_private(dir: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    let found = fs::symlink_metadata(dir)?;
    if !found.is_dir() || !is_own(&found) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the runtime directory belongs to somebody else"));
    }
    fs::set_permissions(dir, Permissions::from_mode(0o700))
}

fn is_own(found: &fs::Metadata) -> bool {
    found.uid() == rustix::process::geteuid().as_raw()
}

fn check_peer(stream: &UnixStream) -> io::Result<()> {
    let peer = stream.peer_cred()?.uid();
    if peer == rustix::process::geteuid().as_raw() {
        return Ok(());
    }
    Err(io::Error::new(io::ErrorKind::PermissionDenied, format!("the other side is user {peer}")))
}
