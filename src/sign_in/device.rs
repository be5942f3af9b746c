//! Signing in on another device (RFC 8628), where this one has no browser.

use openidconnect::core::CoreDeviceAuthorizationResponse;
use openidconnect::{Nonce, RequestTokenError, Scope};

use super::{HttpError, Provider, Tokens, checked, refusal, token_problem};
use crate::domain::sign_in::SignInProblem;
use crate::text::{NAME, shown};

/// What the agent does on the other device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceCode {
    /// The page to open.
    pub page: String,
    /// The code to type there.
    pub code: String,
}

impl Provider {
    /// Has the agent sign in on another device; `tell` gets the page and the code. Asks as often as
    /// the provider allows, and until its code ends.
    ///
    /// # Errors
    /// Where nobody is signed in afterwards.
    pub async fn sign_in_by_device(&self, tell: impl FnOnce(DeviceCode)) -> Result<Tokens, SignInProblem> {
        let metadata = self.discover().await?;
        let endpoint = metadata.additional_metadata().device_authorization_endpoint.clone();
        let endpoint = endpoint.ok_or(SignInProblem::NoDeviceFlow)?;
        let client = self.client(metadata);
        let http = |request| self.send(request);
        let asking = client.clone().set_device_authorization_url(endpoint);
        let scopes = self.scopes.iter().cloned().map(Scope::new);
        let started = asking.exchange_device_code().add_scopes(scopes).request_async(&http).await;
        let details: CoreDeviceAuthorizationResponse = started.map_err(token_problem)?;
        tell(DeviceCode {
            page: shown(details.verification_uri().as_str(), NAME),
            code: shown(details.user_code().secret(), NAME),
        });
        let request = asking.exchange_device_access_token(&details).map_err(|_| SignInProblem::NotAProvider)?;
        let answer = request.request_async(&http, tokio::time::sleep, None).await.map_err(|error| match error {
            RequestTokenError::ServerResponse(said) => refusal(said.error().as_ref()),
            RequestTokenError::Request(HttpError(problem)) => SignInProblem::Way(problem),
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => SignInProblem::NotAProvider,
        })?;
        // The question carried no nonce, because this flow has none.
        checked(&answer, &client, |_: Option<&Nonce>| Ok(()))
    }
}
