//! What becomes of tokens that a sign-in gave: they are put away, or given back.

use std::time::Duration;

use super::provider::Provider;
use super::tokens::{Secret, Tokens};
use super::vault::Vault;
use crate::domain::input::LinkProblem;
use crate::domain::sign_in::SignInProblem;
use crate::platform::secret::SecretError;

/// Giving tokens back may take so long.
const GIVE_BACK_TIME: Duration = Duration::from_secs(5);

/// Keeps tokens in the keyring; where that fails they are given back, for nobody has them then.
///
/// # Errors
/// Why the keyring does not keep them.
pub async fn put_away(provider: &Provider, vault: &Vault, secret: &Secret) -> Result<(), SignInProblem> {
    let written = {
        let _turn = vault.turn().await;
        vault.write(secret).await
    };
    let Err(error) = written else { return Ok(()) };
    match secret {
        Secret::Tokens { tokens, .. } => give_back(std::future::ready(Ok(provider.clone())), tokens).await,
        Secret::Plain(_) => {}
    }
    Err(keyring_problem(&error))
}

/// Gives tokens back to the provider, within some seconds or not at all: signing out waits for no
/// network.
pub async fn give_back(provider: impl Future<Output = Result<Provider, SignInProblem>>, tokens: &Tokens) {
    let work = async { provider.await?.revoke(tokens).await };
    let done = tokio::time::timeout(GIVE_BACK_TIME, work).await;
    let too_late = |_| Err(SignInProblem::Network(Box::new(LinkProblem::Timeout)));
    if let Err(problem) = done.unwrap_or_else(too_late) {
        tracing::warn!(?problem, "the sign-in service did not take the tokens back");
    }
}

/// The keyring keeps nothing, and why.
pub fn keyring_problem(error: &SecretError) -> SignInProblem {
    tracing::warn!(?error, "the keyring keeps no tokens");
    SignInProblem::Keyring(error.message_id().to_owned())
}
