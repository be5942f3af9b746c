//! The token, and the keyring that may have it. Nobody is asked to open the keyring, and nothing is
//! renewed: a refresh token is good once, and belongs to the daemon.

use std::time::Duration;

use secrecy::SecretString;
use tokio::time::timeout;
use url::Url;

use super::daemon::{self, Word};
use super::{Check, Patient, Row, State};
use crate::app;
use crate::domain::input::LinkProblem;
use crate::domain::sign_in::SignInProblem;
use crate::i18n::Words;
use crate::link::token::{Origin, TokenSource};
use crate::platform::secret::{Keyring, SecretError};
use crate::sign_in::Service;
use crate::sign_in::tokens::{Secret, Tokens};
use crate::time::unix_time;

/// The keyring is waited for so long, twice at most.
const KEYRING_TIME: Duration = Duration::from_secs(3);
/// A command that prints the token has so long.
const COMMAND_TIME: Duration = Duration::from_secs(5);
/// Whether the keyring answers at all is asked with this account, which it does not have.
const NOBODY: &str = "doctor";

/// Where a token is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Variable,
    Command,
    Keyring,
}

/// What there is of a token.
#[derive(Clone, Debug)]
pub(super) enum Token {
    /// It can be shown to the center.
    Here(SecretString),
    /// It was not looked for.
    Unasked,
    /// It has ended, and the daemon will renew it.
    Renewable,
    /// There is none, and why.
    Missing(LinkProblem),
}

/// What there is to sign in with.
#[derive(Debug)]
pub(super) struct Purse {
    pub(super) token: Token,
    pub(super) source: Source,
    keyring: Result<(), SecretError>,
}

/// What the daemon says, and what there is to sign in with: looked for where the daemon does, and in
/// the same order.
pub(super) async fn look(patient: &Patient<'_>, center: Option<&Url>) -> (Word, Purse) {
    let command = patient.config.list("token-command");
    let by_command = patient.token.is_none() && !command.is_empty();
    let asked = async {
        let word = daemon::ask(patient).await;
        // It may ask the agent something: that is not worth it where the daemon knows better anyway.
        let wanted = by_command && center.is_some_and(|center| word.connected_as(center).is_none());
        let printed = if wanted { printed(command).await } else { Token::Unasked };
        (word, printed)
    };
    let ((word, printed), kept) = tokio::join!(asked, kept(center));
    let (token, source) = match (&patient.token, &kept) {
        (Some(token), _) => (Token::Here(token.clone()), Source::Variable),
        (None, _) if by_command => (printed, Source::Command),
        (None, Ok(secret)) => (usable(patient, secret.clone()), Source::Keyring),
        (None, Err(error)) => {
            (Token::Missing(LinkProblem::TokenUnavailable(error.message_id().to_owned())), Source::Keyring)
        }
    };
    (word, Purse { token, source, keyring: kept.map(drop) })
}

impl Purse {
    /// How the keyring is; it matters less where the token comes from elsewhere.
    pub(super) fn keyring_row(&self, words: &Words) -> Row {
        let Err(error) = &self.keyring else { return Row::good(Check::Keyring, words.text("doctor-keyring-good")) };
        let state = if self.source == Source::Keyring { State::Bad } else { State::Note };
        let row = Row::new(Check::Keyring, state, words.text(error.message_id()));
        row.hint(words.text(if state == State::Bad { "doctor-keyring-hint" } else { "doctor-keyring-unneeded" }))
    }

    /// Where the token is from, in words.
    pub(super) fn source_words(&self, words: &Words) -> String {
        words.text(match self.source {
            Source::Variable => "doctor-token-variable",
            Source::Command => "doctor-token-command",
            Source::Keyring => "doctor-token-keyring",
        })
    }
}

async fn printed(command: Vec<String>) -> Token {
    let mut source = TokenSource::new(Origin::Command(command));
    match timeout(COMMAND_TIME, source.fetch()).await {
        Ok(Ok(token)) => Token::Here(token),
        Ok(Err(problem)) => Token::Missing(problem),
        Err(_) => Token::Missing(LinkProblem::TokenUnavailable("secret-command-failed".to_owned())),
    }
}

/// What the keyring has for the center, without anybody being asked to open it.
async fn kept(center: Option<&Url>) -> Result<Option<Secret>, SecretError> {
    let keyring = Keyring::with_limit(KEYRING_TIME);
    keyring.check_open().await?;
    let account = center.map_or_else(|| NOBODY.to_owned(), app::account);
    Ok(keyring.read(&account).await?.as_ref().map(Secret::parse))
}

/// As much as the daemon would make of it.
fn usable(patient: &Patient<'_>, secret: Option<Secret>) -> Token {
    match secret {
        None => Token::Missing(LinkProblem::NoToken),
        Some(Secret::Plain(token)) => Token::Here(token),
        Some(Secret::Tokens { issuer, client, tokens }) => {
            let service = Service::from_config(patient.config);
            if service.is_some_and(|service| service.issuer == issuer && service.client == client) {
                current(tokens)
            } else {
                Token::Missing(LinkProblem::NoToken)
            }
        }
    }
}

fn current(tokens: Tokens) -> Token {
    let ended = tokens.ends.is_some_and(|ends| ends <= unix_time());
    match (tokens.access.filter(|_| !ended), tokens.refresh) {
        (Some(access), _) => Token::Here(access),
        (None, Some(_)) => Token::Renewable,
        (None, None) => Token::Missing(LinkProblem::SignIn(SignInProblem::Ended)),
    }
}
