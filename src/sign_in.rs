//! Signing in with OpenID Connect: by the browser, or by another device where there is no browser.
//!
//! ```text
//! browser ──► authorization code with PKCE, answered on a loopback port   (RFC 8252, RFC 7636)
//! device ───► a code to type on another device                            (RFC 8628)
//!                      │
//!                      ▼
//!                   Tokens ──► keyring; refreshed before they end          (RFC 6749, 6)
//! ```
//!
//! Who keeps the tokens and refreshes them is [`crate::link::token`].

use std::fmt;

use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClient, CoreClientAuthMethod, CoreErrorResponseType,
    CoreGrantType, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode,
    CoreResponseType, CoreSubjectIdentifierType, CoreTokenResponse,
};
use openidconnect::{
    AdditionalProviderMetadata, ClientId, DeviceAuthorizationUrl, DiscoveryError, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, HttpRequest, HttpResponse, IssuerUrl, NonceVerifier, ProviderMetadata, RequestTokenError,
    StandardErrorResponse, TokenResponse as _,
};
use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::domain::input::LinkProblem;
use crate::domain::sign_in::SignInProblem;
use crate::link::http::HttpClient;
use crate::link::network::Network;
use crate::text::{NAME, shown};

mod answer;
mod browser;
mod device;
mod renew;
mod tokens;

pub use device::DeviceCode;
pub use renew::{Renewal, revoke};
pub use tokens::Tokens;

/// Deskbell's name at a provider that knows it.
const CLIENT_ID: &str = "deskbell";
/// Who the agent is, and to stay signed in.
const SCOPES: [&str; 2] = ["openid", "offline_access"];

/// Where agents sign in, and as what program.
#[derive(Clone, Debug)]
pub struct Provider {
    issuer: String,
    client_id: String,
    scopes: Vec<String>,
    http: HttpClient,
}

/// The parts of the discovery document that OpenID Connect leaves to others.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Endpoints {
    /// RFC 8628, 4.
    device_authorization_endpoint: Option<DeviceAuthorizationUrl>,
    /// RFC 8414, 2.
    revocation_endpoint: Option<url::Url>,
}

impl AdditionalProviderMetadata for Endpoints {}

type Metadata = ProviderMetadata<
    Endpoints,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// A problem of the network as the OpenID crate wants it.
#[derive(Debug)]
struct HttpError(LinkProblem);

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for HttpError {}

type TokenError = RequestTokenError<HttpError, StandardErrorResponse<CoreErrorResponseType>>;

impl Provider {
    /// The provider that the configuration names; none: agents have tokens that were given to them.
    pub fn from_config(config: &Config, network: &Network) -> Option<Self> {
        let issuer = config.text("sign-in-issuer")?.to_owned();
        let client_id = config.text("sign-in-client-id").unwrap_or(CLIENT_ID).to_owned();
        let wished = config.list("sign-in-scopes");
        let scopes = if wished.is_empty() { SCOPES.map(str::to_owned).to_vec() } else { wished };
        Some(Self { issuer, client_id, scopes, http: HttpClient::new(network.clone()) })
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the crate's errors are many, and all others mean the same")]
    async fn discover(&self) -> Result<Metadata, SignInProblem> {
        let issuer = IssuerUrl::new(self.issuer.clone()).map_err(|_| SignInProblem::NotAProvider)?;
        Metadata::discover_async(issuer, &|request| self.send(request)).await.map_err(|error| match error {
            DiscoveryError::Request(HttpError(problem)) => SignInProblem::Way(problem),
            other => {
                tracing::warn!(error = %shown(&other.to_string(), NAME), "the sign-in service was not understood");
                SignInProblem::NotAProvider
            }
        })
    }

    fn client(&self, metadata: Metadata) -> Client {
        CoreClient::from_provider_metadata(metadata, ClientId::new(self.client_id.clone()), None)
    }

    fn send(&self, request: HttpRequest) -> impl Future<Output = Result<HttpResponse, HttpError>> + use<> {
        let http = self.http.clone();
        async move { http.send(request).await.map_err(HttpError) }
    }
}

/// The tokens of an answer whose identity token is the provider's own and answers our question.
fn checked(answer: &CoreTokenResponse, client: &Client, nonce: impl NonceVerifier) -> Result<Tokens, SignInProblem> {
    let identity = answer.id_token().ok_or(SignInProblem::Forged)?;
    identity.claims(&client.id_token_verifier(), nonce).map_err(|error| {
        tracing::warn!(error = %shown(&error.to_string(), NAME), "the identity token is not valid");
        SignInProblem::Forged
    })?;
    Ok(Tokens::of(answer))
}

fn token_problem(error: TokenError) -> SignInProblem {
    match error {
        RequestTokenError::ServerResponse(said) => refusal(said.error().as_ref()),
        RequestTokenError::Request(HttpError(problem)) => SignInProblem::Way(problem),
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => SignInProblem::NotAProvider,
    }
}

/// What an error code of the provider means.
fn refusal(code: &str) -> SignInProblem {
    match code {
        "access_denied" => SignInProblem::Denied,
        "expired_token" => SignInProblem::TooLate,
        other => SignInProblem::Refused(shown(other, NAME)),
    }
}
