//! New tokens for old ones, and the end of both.

use std::time::Duration;

use http::header::{CONTENT_TYPE, HeaderValue};
use openidconnect::core::CoreErrorResponseType;
use openidconnect::{RefreshToken, RequestTokenError};
use secrecy::{ExposeSecret as _, SecretString};
use url::form_urlencoded;

use super::{Provider, Tokens, token_problem};
use crate::domain::sign_in::SignInProblem;

/// The provider has so long to take a token back.
const REVOCATION_TIME: Duration = Duration::from_secs(10);

/// What came of an attempt to get new tokens.
#[derive(Debug)]
pub enum Renewal {
    /// New tokens; the old refresh token is of no use any more.
    Renewed(Tokens),
    /// The provider does not know the refresh token any more: the agent must sign in.
    Ended,
    /// Not now; the old tokens are as they were.
    Failed(SignInProblem),
}

impl Provider {
    /// Gets new tokens for the refresh token (RFC 6749, 6). The caller must see it through to the end:
    /// a provider that hears an old refresh token again takes both for stolen.
    pub async fn renew(&self, refresh: &SecretString) -> Renewal {
        let client = match self.discover().await {
            Ok(metadata) => self.client(metadata),
            Err(problem) => return Renewal::Failed(problem),
        };
        let token = RefreshToken::new(refresh.expose_secret().to_owned());
        let Ok(request) = client.exchange_refresh_token(&token) else {
            return Renewal::Failed(SignInProblem::NotAProvider);
        };
        match request.request_async(&|request| self.send(request)).await {
            Ok(answer) => {
                let new = Tokens::of(&answer);
                // A provider that does not rotate leaves it out (RFC 6749, 6).
                let refresh = new.refresh.clone().or_else(|| Some(refresh.clone()));
                Renewal::Renewed(Tokens { refresh, ..new })
            }
            Err(RequestTokenError::ServerResponse(said)) if *said.error() == CoreErrorResponseType::InvalidGrant => {
                Renewal::Ended
            }
            Err(error) => Renewal::Failed(token_problem(error)),
        }
    }

    /// Tells the provider that a token is not used any more (RFC 7009), where it wants to know.
    async fn give_back(&self, token: &SecretString) -> Result<(), SignInProblem> {
        let Some(endpoint) = self.discover().await?.additional_metadata().revocation_endpoint.clone() else {
            return Ok(());
        };
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("token", token.expose_secret())
            .append_pair("token_type_hint", "refresh_token")
            .append_pair("client_id", &self.client_id)
            .finish();
        let mut request =
            http::Request::post(endpoint.as_str()).body(form.into_bytes()).map_err(|_| SignInProblem::NotAProvider)?;
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(CONTENT_TYPE, kind);
        let answer = self.http.send(request).await.map_err(SignInProblem::Way)?;
        if answer.status().is_success() { Ok(()) } else { Err(SignInProblem::NotAProvider) }
    }
}

/// Gives the tokens back, within a limit; whatever comes of it, they are not used any more.
pub async fn revoke(provider: &Provider, tokens: &Tokens) {
    let token = tokens.refresh.as_ref().unwrap_or(&tokens.access);
    match tokio::time::timeout(REVOCATION_TIME, provider.give_back(token)).await {
        Ok(Ok(())) => tracing::info!("the sign-in service took the token back"),
        Ok(Err(problem)) => tracing::warn!(?problem, "the sign-in service did not take the token back"),
        Err(_) => tracing::warn!("the sign-in service did not take the token back in time"),
    }
}
