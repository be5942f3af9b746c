//! A named pipe, one a user and session. **Written for Windows, not run there yet.**

use std::fs;
use std::io;
use std::path::Path;

use interprocess::local_socket::tokio::{Listener, Stream, prelude::*};
use interprocess::local_socket::{GenericNamespaced, ListenerOptions, Name};

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
        Ok(Self { name: pipe_name(dir) })
    }

    pub(super) fn listen(self) -> io::Result<Incoming> {
        Ok(Incoming { listener: ListenerOptions::new().name(name(&self.name)?).create_tokio()? })
    }
}

impl Incoming {
    /// The next peer; the pipe's default rights admit the same user only for writing.
    pub(super) async fn accept(&mut self) -> io::Result<Stream> {
        self.listener.accept().await
    }
}

/// Connects to the daemon.
pub(super) async fn connect(dir: &Path) -> io::Result<Stream> {
    Stream::connect(name(&pipe_name(dir))?).await
}

/// Makes the directory; below the user's profile it is private already.
pub(super) fn make_private(dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)
}

fn name(name: &str) -> io::Result<Name<'_>> {
    name.to_ns_name::<GenericNamespaced>()
}

/// Names the user's own directory, so that two users' pipes differ.
fn pipe_name(dir: &Path) -> String {
    let letters = dir.to_string_lossy();
    letters.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect()
}
