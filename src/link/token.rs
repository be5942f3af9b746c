//! Where the token comes from: the environment, a command, or what the agent signed in with. Never a
//! file.

use std::io;
use std::process::Stdio;
use std::time::Duration;

use secrecy::SecretString;
use tokio::io::AsyncReadExt as _;
use tokio::process::Command;
use zeroize::Zeroizing;

use crate::domain::input::LinkProblem;
use crate::sign_in::keeper::Keeper;

/// A token is not longer than this. In bytes.
pub const TOKEN_LIMIT: usize = 16 * 1024;
/// A command that prints the token has so long.
const COMMAND_TIME: Duration = Duration::from_secs(10);

/// Where the token is asked for.
#[derive(Clone, Debug)]
pub enum Origin {
    /// From `DESKBELL_TOKEN`, for tests and kiosks.
    Given(SecretString),
    /// Printed by this program with these arguments; no shell.
    Command(Vec<String>),
    /// From the one who keeps what the agent signed in with.
    Kept(Keeper),
}

/// Where the token comes from, and the token once it is known.
#[derive(Clone, Debug)]
pub struct TokenSource {
    origin: Origin,
    known: Option<SecretString>,
    signed_out: bool,
    /// Whether the keeper may have a better token than the last.
    renewable: bool,
    /// Whether the center refused the better one too.
    tried_again: bool,
}

impl TokenSource {
    /// A source that was not asked yet.
    pub const fn new(origin: Origin) -> Self {
        Self { origin, known: None, signed_out: false, renewable: false, tried_again: false }
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
        let token = match &self.origin {
            Origin::Given(token) => token.clone(),
            Origin::Command(words) => command(words).await?,
            Origin::Kept(keeper) => {
                let given = keeper.token().await?;
                self.renewable = given.renewable;
                return Ok(given.token);
            }
        };
        self.known = Some(token.clone());
        Ok(token)
    }

    /// The center did not take the token; true: there may be a better one, which is worth one try.
    pub fn refused(&mut self) -> bool {
        self.known = None;
        if let Origin::Kept(keeper) = &self.origin {
            keeper.refused();
        }
        let again = self.renewable && !self.tried_again;
        self.tried_again = true;
        again
    }

    /// The center took the token.
    pub const fn accepted(&mut self) {
        self.tried_again = false;
    }

    /// Asks anew the next time, also after a sign-out.
    pub fn forget(&mut self) {
        self.known = None;
        self.signed_out = false;
        self.tried_again = false;
        if let Origin::Kept(keeper) = &self.origin {
            keeper.forget();
        }
    }

    /// Gives no token until [`Self::forget`].
    pub fn sign_out(&mut self) {
        self.known = None;
        self.signed_out = true;
    }
}

async fn command(words: &[String]) -> Result<SecretString, LinkProblem> {
    let unavailable = || LinkProblem::TokenUnavailable("secret-command-failed".to_owned());
    let (program, arguments) = words.split_first().ok_or(LinkProblem::NoToken)?;
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    command.env_remove("DESKBELL_TOKEN");
    // The daemon has no console, so the system would open one in front of the agent.
    #[cfg(windows)]
    command.creation_flags(windows_sys::Win32::System::Threading::CREATE_NO_WINDOW);
    let printed = tokio::time::timeout(COMMAND_TIME, printed(command)).await;
    let printed = printed.ok().and_then(Result::ok).ok_or_else(unavailable)?;
    let text = std::str::from_utf8(&printed).map_err(|_| unavailable())?;
    let token = text.lines().next().unwrap_or_default().trim();
    if token.is_empty() { Err(LinkProblem::NoToken) } else { Ok(token.into()) }
}

/// What a program prints, as far as it can be a token.
async fn printed(mut command: Command) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut program = command.spawn()?;
    // Room for all of it at once: what grows leaves copies behind.
    let mut text = Zeroizing::new(Vec::with_capacity(TOKEN_LIMIT));
    if let Some(output) = program.stdout.take() {
        output.take(TOKEN_LIMIT as u64).read_to_end(&mut text).await?;
    }
    if program.wait().await?.success() { Ok(text) } else { Err(io::Error::other("the program failed")) }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    async fn token(words: &[&str]) -> Result<String, LinkProblem> {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        command(&words).await.map(|token| token.expose_secret().to_owned())
    }

    #[tokio::test]
    async fn a_command_gives_the_first_line_that_it_prints_and_no_shell_reads_its_words() {
        assert_eq!(token(&["printf", " secret \nmore\n"]).await, Ok("secret".into()));
        assert_eq!(token(&["echo", "$HOME;`id`"]).await, Ok("$HOME;`id`".into()));
        assert_eq!(token(&["true"]).await, Err(LinkProblem::NoToken));
        assert_eq!(token(&[]).await, Err(LinkProblem::NoToken));
    }

    #[tokio::test]
    async fn a_command_that_fails_or_prints_without_end_gives_none() {
        for words in [&["false"][..], &["yes"], &["no-such-program"], &["head", "-c", "100", "/dev/urandom"]] {
            assert!(matches!(token(words).await, Err(LinkProblem::TokenUnavailable(_))), "{words:?}");
        }
    }
}
