//! Signing in by the system's browser: authorization code with PKCE (RFC 7636), whose answer comes
//! to a loopback port of this computer (RFC 8252).

use std::time::Duration;

use openidconnect::core::CoreAuthenticationFlow;
use openidconnect::{AuthorizationCode, CsrfToken, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope};
use tokio::net::TcpListener;
use url::Url;

use super::answer::{self, PATH};
use super::{Client, Provider, Tokens, checked, token_problem};
use crate::domain::sign_in::SignInProblem;
use crate::i18n::Words;
use crate::links::is_this_computer;
use crate::platform::open;

/// The agent has so long to sign in.
const PATIENCE: Duration = Duration::from_secs(300);

/// What the answer is held against.
struct Asked {
    page: Url,
    state: CsrfToken,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
}

impl Provider {
    /// Opens the provider's page in the browser, and waits up to five minutes until the agent has
    /// signed in there. The browser ends on a page of ours, in the agent's language.
    ///
    /// # Errors
    /// Where nobody is signed in afterwards.
    pub async fn sign_in_by_browser(&self, words: &Words) -> Result<Tokens, SignInProblem> {
        let metadata = self.discover().await?;
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|_| SignInProblem::NoPort)?;
        let port = listener.local_addr().map_err(|_| SignInProblem::NoPort)?.port();
        let back = RedirectUrl::new(format!("http://127.0.0.1:{port}{PATH}")).map_err(|_| SignInProblem::NoPort)?;
        let client = self.client(metadata).set_redirect_uri(back);
        let asked = self.question(&client);
        show(asked.page.clone()).await?;
        let answered = answer::wait(listener, asked.state.secret(), words);
        let code = tokio::time::timeout(PATIENCE, answered).await.map_err(|_| SignInProblem::TooLate)??;
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(|_| SignInProblem::NotAProvider)?;
        let request = request.set_pkce_verifier(asked.verifier);
        let answer = request.request_async(&|request| self.send(request)).await.map_err(token_problem)?;
        checked(&answer, &client, &asked.nonce)
    }

    fn question(&self, client: &Client) -> Asked {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let question = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        let scopes = self.scopes.iter().cloned().map(Scope::new);
        let (page, state, nonce) = question.add_scopes(scopes).set_pkce_challenge(challenge).url();
        Asked { page, state, nonce, verifier }
    }
}

/// Only where a password may be typed: over TLS, or on this computer.
async fn show(page: Url) -> Result<(), SignInProblem> {
    let host = page.host().ok_or(SignInProblem::NotAProvider)?;
    if page.scheme() != "https" && !(page.scheme() == "http" && is_this_computer(&host)) {
        return Err(SignInProblem::NotAProvider);
    }
    let opened = tokio::task::spawn_blocking(move || open::open(page.as_str())).await;
    opened.unwrap_or_else(|error| Err(error.to_string())).map_err(|error| {
        tracing::warn!(%error, "the browser could not be started");
        SignInProblem::NoBrowser
    })
}
