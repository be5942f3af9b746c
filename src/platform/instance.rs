//! One daemon a log-on session, and how other starts of the program talk to it.
//!
//! A lock that ends with its process says who is first; a socket in the same private directory
//! takes one JSON line and gives one JSON line back.

#[cfg(unix)]
#[path = "instance/unix.rs"]
mod os;
#[cfg(windows)]
#[path = "instance/windows.rs"]
mod os;

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use zeroize::Zeroizing;

use crate::files;

/// Its holder is the daemon.
const LOCK: &str = "daemon.lock";
/// A line is at most so long, in bytes.
const LINE_LIMIT: u64 = 64 * 1024;
/// Room for nearly every line, in bytes.
const LINE_ROOM: usize = 16 * 1024;
/// Whoever is silent for so long is dropped.
const PEER_LIMIT: Duration = Duration::from_secs(2);
/// The daemon answers within this time.
const ANSWER_LIMIT: Duration = Duration::from_secs(5);
/// So many are served at the same time.
const PEERS_AT_MOST: usize = 16;

/// What the running daemon is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Request {
    /// How it is.
    Status,
    /// A sample alert and a sample toast.
    TestAlert,
    /// To open a link, if it is allowed.
    Open {
        /// The link.
        url: String,
    },
    /// The program was started a second time.
    Again {
        /// Settings that were given as arguments: they count for this run.
        arguments: BTreeMap<String, String>,
        /// A link of the scheme `deskbell:`.
        link: Option<String>,
    },
    /// The window of settings.
    Settings,
    /// The token in the keyring changed.
    SignedIn,
    /// To connect with this token, and to have it until the end and nowhere else.
    SignedInUntilLogOff {
        /// The token, or what a sign-in gave.
        secret: Handed,
    },
    /// To forget the token and disconnect.
    SignOut,
    /// To connect now.
    Reconnect,
    /// To end.
    Quit,
}

/// A secret on its way to the daemon, which is the only one to read the socket. Its debug form says
/// nothing of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct Handed(SecretString);

impl Handed {
    /// For the daemon.
    pub const fn new(secret: SecretString) -> Self {
        Self(secret)
    }

    /// The secret.
    pub const fn reveal(&self) -> &SecretString {
        &self.0
    }
}

impl Serialize for Handed {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose_secret())
    }
}

impl PartialEq for Handed {
    fn eq(&self, other: &Self) -> bool {
        self.0.expose_secret() == other.0.expose_secret()
    }
}

impl Eq for Handed {}

/// What the running daemon answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Answer {
    /// It is done or under way.
    Done,
    /// How the daemon is.
    Status(serde_json::Value),
    /// It was not done.
    Failed {
        /// Why, for a person.
        sentence: String,
    },
}

/// Why there is no answer.
#[derive(Debug)]
pub enum AskError {
    /// No daemon runs in this log-on session.
    NotRunning,
    /// It did not answer within five seconds.
    NoAnswer,
    /// The connection broke or carried something else.
    Broken(io::Error),
}

impl fmt::Display for AskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRunning => f.write_str("no daemon is running"),
            Self::NoAnswer => f.write_str("the daemon does not answer"),
            Self::Broken(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for AskError {}

/// The place of this process among the starts of the program.
#[derive(Debug)]
pub enum Claim {
    /// The first: it is the daemon.
    First(Listener),
    /// Another process is the daemon.
    Second,
}

/// The daemon's ear. The place is free again when it is dropped or the process ends, however.
#[derive(Debug)]
pub struct Listener {
    socket: os::Socket,
    _lock: File,
}

/// Makes the directory if need be, for its owner alone.
///
/// # Errors
/// Where it belongs to somebody else, or is a link.
pub fn make_private(dir: &Path) -> io::Result<()> {
    os::make_private(dir)
}

/// Whether the path of a socket in `dir` is not too long for this system.
#[cfg(any(target_os = "macos", all(test, target_os = "linux")))]
pub(super) fn has_room(dir: &Path) -> bool {
    os::has_room(dir)
}

/// Tries to become the daemon whose lock and socket are in `dir`, which is made private.
///
/// # Errors
/// Where the directory belongs to somebody else, or the lock or socket cannot be made.
pub fn claim(dir: &Path) -> io::Result<Claim> {
    os::make_private(dir)?;
    let lock = files::open_lock(&dir.join(LOCK))?;
    match lock.try_lock() {
        Ok(()) => Ok(Claim::First(Listener { socket: os::Socket::bind(dir)?, _lock: lock })),
        Err(TryLockError::WouldBlock) => Ok(Claim::Second),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Whether a daemon has the lock in `dir`.
pub fn is_running(dir: &Path) -> bool {
    let lock = File::options().write(true).open(dir.join(LOCK));
    lock.is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
}

/// Asks the daemon whose socket is in `dir`.
///
/// # Errors
/// Where there is no daemon or no understandable answer.
pub async fn ask(dir: &Path, request: &Request) -> Result<Answer, AskError> {
    let nobody = |error: &io::Error| matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused);
    let connected = os::connect(dir).await;
    let stream =
        connected.map_err(|error| if nobody(&error) { AskError::NotRunning } else { AskError::Broken(error) })?;
    let conversation = async {
        let mut stream = BufReader::new(stream);
        write_line(&mut stream, request).await?;
        read_line(&mut stream).await
    };
    timeout(ANSWER_LIMIT, conversation).await.map_err(|_| AskError::NoAnswer)?.map_err(AskError::Broken)
}

impl Listener {
    /// Answers until the future is dropped. Needs a Tokio runtime; `handler` may run for several
    /// requests at the same time.
    pub async fn serve<H, F>(self, handler: H)
    where
        H: Fn(Request) -> F + Send + Sync + 'static,
        F: Future<Output = Answer> + Send,
    {
        let handler = Arc::new(handler);
        let seats = Arc::new(Semaphore::new(PEERS_AT_MOST));
        let mut incoming = match self.socket.listen() {
            Ok(incoming) => incoming,
            Err(error) => return tracing::warn!(%error, "other starts of the program cannot reach this one"),
        };
        while let Ok(seat) = Arc::clone(&seats).acquire_owned().await {
            let stream = match incoming.accept().await {
                Ok(stream) => stream,
                Err(error) => {
                    tracing::warn!(%error, "a request was not taken");
                    // Out of descriptors, most likely: another try at once would fail as well.
                    tokio::time::sleep(PEER_LIMIT).await;
                    continue;
                }
            };
            let handler = Arc::clone(&handler);
            tokio::spawn(async move {
                let _seat = seat;
                if let Err(error) = converse(stream, handler.as_ref()).await {
                    tracing::debug!(%error, "a request was dropped");
                }
            });
        }
    }
}

async fn converse<S, H, F>(stream: S, handler: &H) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
    H: Fn(Request) -> F,
    F: Future<Output = Answer>,
{
    let mut stream = BufReader::new(stream);
    let request = timeout(PEER_LIMIT, read_line(&mut stream)).await?;
    let answer = match request {
        Ok(request) => timeout(ANSWER_LIMIT, handler(request)).await?,
        Err(error) => Answer::Failed { sentence: error.to_string() },
    };
    timeout(PEER_LIMIT, write_line(&mut stream, &answer)).await?
}

async fn read_line<S: AsyncRead + Unpin, T: DeserializeOwned>(stream: &mut BufReader<S>) -> io::Result<T> {
    // It may hold a token; what grows leaves copies behind.
    let mut line = Zeroizing::new(Vec::with_capacity(LINE_ROOM));
    stream.take(LINE_LIMIT).read_until(b'\n', &mut line).await?;
    if line.last() != Some(&b'\n') {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the line is too long or was cut off"));
    }
    Ok(serde_json::from_slice(&line)?)
}

async fn write_line<S: AsyncWrite + Unpin>(stream: &mut S, value: &impl Serialize) -> io::Result<()> {
    let mut line = Zeroizing::new(Vec::with_capacity(LINE_ROOM));
    serde_json::to_writer(&mut *line, value)?;
    line.push(b'\n');
    stream.write_all(&line).await?;
    stream.flush().await
}
