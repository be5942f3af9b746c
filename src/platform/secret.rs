//! The keyring of the operating system, where the agent's token is kept.
//!
//! A keyring may block for ever: it is hung, or waits for a password that nobody types. So each
//! call runs on a thread of its own, one call after the other, and is given up after its limit.
//! The connection is made anew for each call, because an old one is of no use once the service
//! was restarted, and an idle daemon needs none.

#[cfg(target_os = "linux")]
#[path = "secret/linux.rs"]
mod os;
#[cfg(any(windows, target_os = "macos"))]
#[path = "secret/elsewhere.rs"]
mod os;
#[cfg(windows)]
mod parted;
#[cfg(any(windows, test))]
mod parts;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::{Mutex, oneshot};
use zeroize::Zeroizing;

/// Under this name the keyring keeps what belongs to Deskbell.
const SERVICE: &str = "deskbell";
/// A call is given up after this time.
const LIMIT: Duration = Duration::from_secs(10);
/// So many calls may be stuck in the keyring before no more are made.
const STUCK_AT_MOST: usize = 3;

/// Why the keyring did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretError {
    /// There is no keyring.
    Absent,
    /// It is locked, and was not unlocked.
    Locked,
    /// It did not answer in time.
    NotAnswering,
    /// Something else, in the keyring's own words.
    Other(String),
}

impl SecretError {
    /// Names the sentence that tells a person.
    pub const fn message_id(&self) -> &'static str {
        match self {
            Self::Absent => "secret-absent",
            Self::Locked => "secret-locked",
            Self::NotAnswering => "secret-not-answering",
            Self::Other(_) => "secret-other",
        }
    }
}

/// The keyring. Copies share the rule of one call after the other.
#[derive(Clone, Debug)]
pub struct Keyring {
    turn: Arc<Mutex<()>>,
    stuck: Arc<AtomicUsize>,
    limit: Duration,
}

impl Keyring {
    /// The keyring of this log-on session; nothing is asked of it yet.
    pub fn start() -> Self {
        Self::with_limit(LIMIT)
    }

    /// [`Keyring::start`] with another time limit for each call.
    pub fn with_limit(limit: Duration) -> Self {
        Self { turn: Arc::default(), stuck: Arc::default(), limit }
    }

    /// The secret of an account, if there is one. The account is the center's `host:port`.
    ///
    /// # Errors
    /// Where the keyring does not give an answer.
    pub async fn read(&self, account: &str) -> Result<Option<SecretString>, SecretError> {
        self.call(account, |entry| match entry.get_password() {
            Ok(secret) => Ok(Some(SecretString::from(Zeroizing::new(secret).as_str()))),
            Err(os::Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
        .await
    }

    /// Keeps a secret in place of the one that the account may have.
    ///
    /// # Errors
    /// Where the keyring does not confirm.
    pub async fn write(&self, account: &str, secret: SecretString) -> Result<(), SecretError> {
        self.call(account, move |entry| entry.set_password(secret.expose_secret())).await
    }

    /// Removes the account's secret, if there is one.
    ///
    /// # Errors
    /// Where the keyring does not confirm.
    pub async fn delete(&self, account: &str) -> Result<(), SecretError> {
        self.call(account, |entry| match entry.delete_credential() {
            Ok(()) | Err(os::Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        })
        .await
    }

    /// Whether it is open, without having the agent asked to open it, as all other calls do. Where
    /// it does not say, the other calls will.
    ///
    /// # Errors
    /// It is locked, or does not answer.
    pub async fn check_open(&self) -> Result<(), SecretError> {
        let _turn = self.turn.lock().await;
        match tokio::time::timeout(self.limit, os::is_locked()).await {
            Ok(Ok(true)) => Err(SecretError::Locked),
            Ok(Ok(false) | Err(_)) => Ok(()),
            Err(_) => Err(SecretError::NotAnswering),
        }
    }

    async fn call<T: Send + 'static>(
        &self,
        account: &str,
        work: impl FnOnce(os::Entry) -> Result<T, os::Error> + Send + 'static,
    ) -> Result<T, SecretError> {
        let _turn = self.turn.lock().await;
        if self.stuck.load(Ordering::Relaxed) >= STUCK_AT_MOST {
            return Err(SecretError::NotAnswering);
        }
        let (tell, told) = oneshot::channel();
        let account = account.to_owned();
        let busy = Busy::mark(&self.stuck);
        let thread = std::thread::Builder::new().name("keyring".to_owned()).spawn(move || {
            let _busy = busy;
            // Nobody waits any more if the limit has passed.
            drop(tell.send(os::entry(SERVICE, &account).and_then(work).map_err(|error| os::explain(&error))));
        });
        thread.map_err(|error| SecretError::Other(error.to_string()))?;
        match tokio::time::timeout(self.limit, told).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(SecretError::Other("the keyring's thread ended early".to_owned())),
            Err(_) => Err(SecretError::NotAnswering),
        }
    }
}

/// Counts a thread for as long as it lives.
#[derive(Debug)]
struct Busy(Arc<AtomicUsize>);

impl Busy {
    fn mark(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(count))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
