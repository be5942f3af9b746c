//! The keyring's entry for a center, which several processes of one agent may read and write.
//!
//! A refresh token is good once. Whoever uses it holds a lock from reading the entry until the
//! next token is in it, so that no second process uses the same one, which would look like theft
//! to the provider and end the sign-in.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::tokens::Secret;
use crate::files;
use crate::platform::secret::{Keyring, SecretError};

/// Another process has the lock for a request and three calls of the keyring at most.
const LOCK_TIME: Duration = Duration::from_secs(45);
/// So often it is looked whether the lock is free.
const LOCK_STEP: Duration = Duration::from_millis(25);
/// Under this account the keyring is tried out.
const TRIAL: &str = "sign-in-trial";

/// The entry of a center in the keyring. Cheap to copy.
#[derive(Clone, Debug)]
pub struct Vault {
    keyring: Keyring,
    account: String,
    lock: PathBuf,
}

/// The entry is ours until this is dropped, or the process ends.
#[derive(Debug)]
pub struct Turn(#[expect(dead_code, reason = "it is held, not read")] Option<File>);

impl Vault {
    /// The entry of this account; `state` is the agent's own folder, where the lock is.
    pub fn new(keyring: Keyring, account: String, state: &Path) -> Self {
        Self { keyring, account, lock: state.join("sign-in.lock") }
    }

    /// Waits until no other process uses the entry. Where that lasts too long, or there can be no
    /// lock, it goes on without: a stuck process must not keep the agent from signing in.
    pub async fn turn(&self) -> Turn {
        let file = match files::open_lock(&self.lock) {
            Ok(file) => file,
            Err(error) => {
                tracing::warn!(%error, "the sign-in is not locked against other processes");
                return Turn(None);
            }
        };
        let locked = async {
            while let Err(TryLockError::WouldBlock) = file.try_lock() {
                tokio::time::sleep(LOCK_STEP).await;
            }
        };
        if tokio::time::timeout(LOCK_TIME, locked).await.is_err() {
            tracing::warn!("another process does not let go of the sign-in");
        }
        Turn(Some(file))
    }

    /// What the keyring has.
    ///
    /// # Errors
    /// Where the keyring gives no answer.
    pub async fn read(&self) -> Result<Option<Secret>, SecretError> {
        Ok(self.keyring.read(&self.account).await?.as_ref().map(Secret::parse))
    }

    /// Puts this in the place of what the keyring has.
    ///
    /// # Errors
    /// Where the keyring does not confirm.
    pub async fn write(&self, secret: &Secret) -> Result<(), SecretError> {
        self.keyring.write(&self.account, secret.text()).await
    }

    /// The same, but of its own accord: nobody is asked to open the keyring for that.
    ///
    /// # Errors
    /// Where the keyring is locked, or does not confirm.
    pub async fn write_quietly(&self, secret: &Secret) -> Result<(), SecretError> {
        self.keyring.check_open().await?;
        self.write(secret).await
    }

    /// Removes what the keyring has.
    ///
    /// # Errors
    /// Where the keyring does not confirm.
    pub async fn delete(&self) -> Result<(), SecretError> {
        self.keyring.delete(&self.account).await
    }

    /// Finds out whether the keyring keeps anything, before the agent takes the trouble to sign in.
    ///
    /// # Errors
    /// Why it does not.
    pub async fn check(&self) -> Result<(), SecretError> {
        self.keyring.write(TRIAL, "trial".into()).await?;
        self.keyring.delete(TRIAL).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_entry_is_one_processs_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::new(Keyring::start(), "center.example:443".into(), &folder.path().join("deep"));
        let first = vault.turn().await;
        let second = tokio::spawn({
            let vault = vault.clone();
            async move { vault.turn().await }
        });
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert!(!second.is_finished());
        drop(first);
        second.await.unwrap();
    }
}
