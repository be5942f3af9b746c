//! The rows about the contact center, the sign-in and the daemon that does both.

use secrecy::SecretString;
use url::Url;

use super::daemon::{self, Word};
use super::sign_in::{self, Purse, Token};
use super::{Check, Patient, Row, State, way};
use crate::domain::input::LinkProblem;
use crate::i18n::Words;
use crate::link::network::Network;
use crate::link::survey::{Admission, Question, Survey};
use crate::protocol::from_client::Device;
use crate::provider::{self, Login};
use crate::ui::words::{problem_hints, problem_words};

/// Goes the way to the center, with a token where that disturbs nobody.
pub(super) async fn rows(patient: &Patient<'_>) -> Vec<Row> {
    let words = patient.words;
    let (center, row) = center(patient).await;
    let Some(center) = center else {
        let (word, purse) = sign_in::look(patient, None).await;
        let mut rows = way::unknown(words);
        rows.extend([row, Row::unknown(Check::SignIn, words), purse.keyring_row(words), word.row(words)]);
        return rows;
    };
    let network = Network::from_config(patient.config).quietly();
    let mut found = None;
    let question = async {
        let (word, purse) = sign_in::look(patient, Some(&center)).await;
        let asked = question(patient, &center, &word, &purse);
        found = Some((word, purse));
        asked
    };
    let survey = Survey::of(&network, &center, question).await;
    let mut rows = way::rows(&center, &survey, words);
    rows.push(row);
    if let Some((word, purse)) = found {
        let accepted = accepted(&survey, word.connected_as(&center), &purse, words);
        rows.extend([accepted, purse.keyring_row(words), word.row(words)]);
    }
    rows
}

/// The center that is configured, or else the one that the running daemon was started with.
async fn center(patient: &Patient<'_>) -> (Option<Url>, Row) {
    let words = patient.words;
    let configured = patient.config.get("center").and_then(|set| Some((set.value.as_str()?.parse().ok()?, &set.place)));
    if let Some((url, place)) = configured {
        let values = [("center", shown(&url).into()), ("place", place.as_str().into())];
        let row = Row::good(Check::Center, words.with("doctor-center-good", values));
        return (Some(url), row);
    }
    let problem = LinkProblem::NotConfigured;
    if let Some(url) = daemon::ask(patient).await.center() {
        let row = Row::note(Check::Center, words.with("doctor-center-daemon", [("center", shown(&url).into())]));
        return (Some(url), problem_hints(&problem, words).into_iter().fold(row, Row::hint));
    }
    (None, troubled(Check::Center, &problem, words))
}

/// What stands behind a question mark may be a secret.
fn shown(url: &Url) -> String {
    url.as_str().split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// The center is shown the agent's token only where the daemon is not connected.
///
/// In the native protocol a session begins, and ends the agent's other one, with the hello, which is
/// never said here. Other centers may see that differently; and where the daemon is connected, it has
/// the better answer.
fn question(patient: &Patient<'_>, center: &Url, word: &Word, purse: &Purse) -> Result<Question, LinkProblem> {
    let token = match &purse.token {
        Token::Here(token) if word.connected_as(center).is_none() => Some(token.clone()),
        Token::Here(_) | Token::Unasked | Token::Renewable | Token::Missing(_) => None,
    };
    let wanted = patient.config.text("provider").unwrap_or("native");
    let provider = provider::ALL.iter().find(|provider| provider.id == wanted).ok_or(LinkProblem::NotConfigured)?;
    let anonymous = token.is_none();
    let upgrade = (provider.new)().begin(&login(center.clone(), token.unwrap_or_default()))?;
    Ok(Question { upgrade, anonymous })
}

/// Enough of a login for the upgrade; nothing is said after it.
fn login(center: Url, token: SecretString) -> Login {
    let device = Device { id: String::new(), os: String::new(), version: String::new() };
    Login { center, token, device, locale: String::new(), id_prefix: String::new(), resume: None }
}

fn accepted(survey: &Survey, connected_as: Option<&str>, purse: &Purse, words: &Words) -> Row {
    if let Some(agent) = connected_as {
        return Row::good(Check::SignIn, words.with("doctor-sign-in-daemon", [("agent", agent.into())]));
    }
    let place = purse.source_words(words);
    match (&purse.token, &survey.upgrade) {
        (Token::Missing(problem), _) => troubled(Check::SignIn, problem, words),
        (Token::Renewable, _) => Row::note(Check::SignIn, words.text("doctor-sign-in-renewed")),
        (Token::Here(_), Some(Ok(Admission::Open))) => {
            Row::good(Check::SignIn, words.with("doctor-sign-in-good", [("place", place.into())]))
        }
        (Token::Here(_), Some(Ok(Admission::SignInWanted))) => {
            troubled(Check::SignIn, &LinkProblem::Unauthorized, words)
                .hint(words.with("doctor-sign-in-place", [("place", place.into())]))
        }
        (Token::Unasked, _) | (Token::Here(_), Some(Err(_)) | None) => {
            Row::new(Check::SignIn, State::Unknown, words.with("doctor-sign-in-untried", [("place", place.into())]))
        }
    }
}

/// A row in the words that the daemon has for the same problem.
pub(super) fn troubled(check: Check, problem: &LinkProblem, words: &Words) -> Row {
    let row = Row::bad(check, problem_words(problem, words));
    problem_hints(problem, words).into_iter().fold(row, Row::hint)
}
