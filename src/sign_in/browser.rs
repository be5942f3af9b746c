//! Signing in with the system's browser and a loopback redirect (RFC 8252).

use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::loopback::{Answer, Expected, Listener};
use super::page::Ending;
use super::provider::{Asked, Provider};
use super::tokens::Tokens;
use crate::domain::sign_in::SignInProblem;
use crate::i18n::Words;
use crate::platform::open;
use crate::ui::words::sign_in_words;

/// The agent has so long in the browser.
const SIGN_IN_TIME: Duration = Duration::from_secs(5 * 60);

/// Tokens for an agent who signs in with the browser. `tell` gets the page's address before it is
/// opened; `keep` puts the tokens where they belong, before the browser says that all is well.
///
/// # Errors
/// Why there are none, or why they cannot be kept.
pub async fn sign_in<K>(
    provider: &Provider,
    words: Arc<Words>,
    tell: impl FnOnce(&Url),
    keep: impl FnOnce(Tokens) -> K,
) -> Result<(), SignInProblem>
where
    K: Future<Output = Result<(), SignInProblem>>,
{
    let listener = Listener::bind().await.map_err(|_| SignInProblem::NoPort)?;
    let asked = provider.ask(&listener.address(), words.tag())?;
    tell(&asked.page);
    show(asked.page.clone()).await?;
    let expected = Expected { state: asked.state.clone(), words: Arc::clone(&words) };
    let answered = tokio::time::timeout(SIGN_IN_TIME, listener.answer(expected)).await;
    let mut answer = answered.ok().flatten().ok_or(SignInProblem::TimedOut)?;
    let kept = match tokens(provider, asked, &mut answer).await {
        Ok(tokens) => keep(tokens).await,
        Err(problem) => Err(problem),
    };
    let ending = match &kept {
        Ok(()) => Ending::SignedIn,
        Err(problem) => Ending::Failed(sign_in_words(problem, &words)),
    };
    answer.show(ending).await;
    kept
}

async fn tokens(provider: &Provider, asked: Asked, answer: &mut Answer) -> Result<Tokens, SignInProblem> {
    if !provider.is_answer_ours(answer.iss.as_deref()) {
        tracing::warn!("another sign-in service answered than was asked");
        return Err(SignInProblem::Untrusted);
    }
    let code = std::mem::replace(&mut answer.code, Err(SignInProblem::TimedOut))?;
    match provider.exchange(asked, code).await {
        // Here it is the code that is no longer good.
        Err(SignInProblem::Ended) => Err(SignInProblem::Refused("invalid_grant".to_owned())),
        exchanged => exchanged,
    }
}

async fn show(page: Url) -> Result<(), SignInProblem> {
    let opened = tokio::task::spawn_blocking(move || open::open(page.as_str(), None)).await;
    match opened {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => {
            tracing::warn!(%error, "the browser could not be started");
            Err(SignInProblem::NoBrowser)
        }
        Err(_) => Err(SignInProblem::NoBrowser),
    }
}
