//! Where the token comes from: the environment, a command, or the keyring. Never a file.

use std::process::Stdio;
use std::time::Duration;

use secrecy::SecretString;
use tokio::process::Command;

use crate::domain::input::LinkProblem;
use crate::platform::secret::Keyring;

/// A command that prints the token has so long.
const COMMAND_TIME: Duration = Duration::from_secs(10);

/// Where the token is asked for.
#[derive(Clone, Debug)]
pub enum Origin {
    /// From `DESKBELL_TOKEN`, for tests and kiosks.
    Given(SecretString),
    /// Printed by this program with these arguments; no shell.
    Command(Vec<String>),
    /// From the operating system's keyring, under this account.
    Keyring(Keyring, String),
}

/// Where the token comes from, and the token once it is known.
#[derive(Clone, Debug)]
pub struct TokenSource {
    origin: Origin,
    known: Option<SecretString>,
    signed_out: bool,
}

impl TokenSource {
    /// A source that was not asked yet.
    pub const fn new(origin: Origin) -> Self {
        Self { origin, known: None, signed_out: false }
    }

    /// The token.
    ///
    /// # Errors
    /// Where there is none, or it cannot be had now.
    pub async fn fetch(&mut self) -> Result<SecretString, LinkProblem> {
        if self.signed_out {
            return Err(LinkProblem::SignedOut);
        }
        if let Some(token) = &self.known {
            return Ok(token.clone());
        }
        let token = self.origin.ask().await?;
        self.known = Some(token.clone());
        Ok(token)
    }

    /// Asks anew the next time, also after a sign-out.
    pub fn forget(&mut self) {
        self.known = None;
        self.signed_out = false;
    }

    /// Gives no token until [`Self::forget`].
    pub fn sign_out(&mut self) {
        self.known = None;
        self.signed_out = true;
    }
}

impl Origin {
    async fn ask(&self) -> Result<SecretString, LinkProblem> {
        match self {
            Self::Given(token) => Ok(token.clone()),
            Self::Command(words) => command(words).await,
            Self::Keyring(keyring, account) => match keyring.read(account).await {
                Ok(Some(token)) => Ok(token),
                Ok(None) => Err(LinkProblem::NoToken),
                Err(error) => {
                    tracing::warn!(?error, "the keyring gave no token");
                    Err(LinkProblem::TokenUnavailable(error.message_id().to_owned()))
                }
            },
        }
    }
}

async fn command(words: &[String]) -> Result<SecretString, LinkProblem> {
    let unavailable = || LinkProblem::TokenUnavailable("secret-command-failed".to_owned());
    let (program, arguments) = words.split_first().ok_or(LinkProblem::NoToken)?;
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    command.env_remove("DESKBELL_TOKEN");
    let output = tokio::time::timeout(COMMAND_TIME, command.output()).await;
    let output = output.ok().and_then(Result::ok).filter(|output| output.status.success()).ok_or_else(unavailable)?;
    let text = String::from_utf8(output.stdout).map_err(|_| unavailable())?;
    let token = text.lines().next().unwrap_or_default().trim();
    if token.is_empty() { Err(LinkProblem::NoToken) } else { Ok(token.to_owned().into()) }
}
