//! What is asked of an OpenID provider. The library knows the rules; this knows our part of them.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthenticationFlow, CoreClaimName, CoreClaimType, CoreClient, CoreClientAuthMethod,
    CoreDeviceAuthorizationResponse, CoreGrantType, CoreIdToken, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType, CoreTokenResponse,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AdditionalProviderMetadata, AsyncHttpClient, AuthorizationCode, ClientId, CsrfToken,
    DeviceAuthorizationUrl, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IssuerUrl,
    LanguageTag, Nonce, NonceVerifier, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, ProviderMetadata,
    RedirectUrl, RefreshToken, RevocationUrl, Scope, TokenResponse as _,
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use url::Url;

use super::Service;
use super::problem::{NoAnswer, of_device, of_discovery, of_tokens, why_not_believed};
use super::tokens::Tokens;
use crate::domain::input::LinkProblem;
use crate::domain::sign_in::SignInProblem;
use crate::link::http::HttpClient;
use crate::links::is_this_computer;
use crate::time::unix_time;

/// A device never asks more often, whatever the provider says.
const POLL_AT_LEAST: Duration = Duration::from_secs(1);

/// What the provider says of itself besides the core of OpenID Connect Discovery.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct More {
    device_authorization_endpoint: Option<DeviceAuthorizationUrl>,
    revocation_endpoint: Option<RevocationUrl>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for More {}

type Metadata = ProviderMetadata<
    More,
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

type Client = CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet, EndpointMaybeSet>;

/// A provider that has said where everything is. Cheap to copy.
#[derive(Clone)]
pub struct Provider(Arc<Known>);

struct Known {
    client: Client,
    more: More,
    service: Service,
    http: Http,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Provider({})", self.0.service.issuer)
    }
}

/// A sign-in that the browser was sent to.
pub(super) struct Asked {
    /// Where the browser goes.
    pub(super) page: Url,
    /// What must come back with the answer.
    pub(super) state: SecretString,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
    redirect: RedirectUrl,
}

/// A sign-in that waits until the agent has typed a code elsewhere.
pub(super) struct Device {
    /// The client that knows where devices ask.
    client: Client,
    /// Codes and times.
    pub(super) codes: CoreDeviceAuthorizationResponse,
}

impl Provider {
    /// Asks the provider where everything is, and for its keys (OpenID Connect Discovery).
    ///
    /// # Errors
    /// It cannot be reached, is not a provider, or is another than configured.
    pub async fn discover(service: &Service, http: &HttpClient) -> Result<Self, SignInProblem> {
        let issuer = IssuerUrl::new(service.issuer.clone()).map_err(|_| SignInProblem::NotAProvider)?;
        let http = Http(http.clone());
        let metadata = Metadata::discover_async(issuer, &http).await.map_err(of_discovery)?;
        let token = metadata.token_endpoint().cloned().ok_or(SignInProblem::NotAProvider)?;
        let more = metadata.additional_metadata().clone();
        let client = CoreClient::from_provider_metadata(metadata, ClientId::new(service.client.clone()), None);
        let client = client.set_token_uri(token);
        Ok(Self(Arc::new(Known { client, more, service: service.clone(), http })))
    }

    /// A sign-in in the browser, whose answer comes to `redirect` on this computer (RFC 8252).
    ///
    /// # Errors
    /// The provider's page is neither encrypted nor on this computer.
    pub(super) fn ask(&self, redirect: &str, language: &str) -> Result<Asked, SignInProblem> {
        let redirect = RedirectUrl::new(redirect.to_owned()).map_err(|_| SignInProblem::NoPort)?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let request = self.0.client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        let request = request.add_scopes(self.scopes()).set_pkce_challenge(challenge);
        let request = request.add_ui_locale(LanguageTag::new(language.to_owned()));
        let (page, state, nonce) = request.set_redirect_uri(std::borrow::Cow::Borrowed(&redirect)).url();
        let local = page.scheme() == "http" && page.host().is_some_and(|host| is_this_computer(&host));
        if page.scheme() != "https" && !local {
            return Err(SignInProblem::Network(Box::new(LinkProblem::Insecure)));
        }
        Ok(Asked { page, state: state.secret().as_str().into(), nonce, verifier, redirect })
    }

    /// Whether an answer's `iss` is this provider (RFC 9207): another one's answer is not taken.
    pub(super) fn is_answer_ours(&self, iss: Option<&str>) -> bool {
        match iss {
            Some(iss) => iss == self.0.service.issuer,
            None => !self.0.more.authorization_response_iss_parameter_supported,
        }
    }

    /// Tokens for the browser's code. The ID token is checked: signature, issuer, audience, time,
    /// nonce, and that it belongs to the access token.
    ///
    /// # Errors
    /// Why there are none.
    pub(super) async fn exchange(&self, asked: Asked, code: SecretString) -> Result<Tokens, SignInProblem> {
        let code = AuthorizationCode::new(code.expose_secret().to_owned());
        let request = self.0.client.exchange_code(code).set_pkce_verifier(asked.verifier);
        let request = request.set_redirect_uri(std::borrow::Cow::Owned(asked.redirect));
        let answer = request.request_async(&self.0.http).await.map_err(of_tokens)?;
        self.check(&answer, &asked.nonce)?;
        Ok(tokens(&answer))
    }

    /// A code that the agent types elsewhere (RFC 8628).
    ///
    /// # Errors
    /// The provider has no such flow, or refuses.
    pub(super) async fn begin_device(&self) -> Result<Device, SignInProblem> {
        let place = self.0.more.device_authorization_endpoint.clone().ok_or(SignInProblem::NoDeviceFlow)?;
        let client = self.0.client.clone().set_device_authorization_url(place);
        let openid = Scope::new("openid".into());
        let request = client.exchange_device_code().add_scope(openid).add_scopes(self.scopes());
        let codes = request.request_async(&self.0.http).await.map_err(of_tokens)?;
        Ok(Device { client: self.0.client.clone(), codes })
    }

    /// Waits until the agent has typed the code, asking as often as the provider allows.
    ///
    /// # Errors
    /// Why there are no tokens.
    pub(super) async fn wait_for_device(&self, device: &Device) -> Result<Tokens, SignInProblem> {
        let request = device.client.exchange_device_access_token(&device.codes);
        let pause = |time: Duration| tokio::time::sleep(time.max(POLL_AT_LEAST));
        let answer = request.request_async(&self.0.http, pause, None).await;
        let answer = answer.map_err(of_device)?;
        // No browser carried a nonce there and back.
        self.check(&answer, |_: Option<&Nonce>| Ok(()))?;
        Ok(tokens(&answer))
    }

    /// The next tokens. Where the provider gives no other refresh token the old one stays good. The
    /// ID token that may come along says nothing new, and nothing is made of it.
    ///
    /// # Errors
    /// [`SignInProblem::Ended`] where the refresh token is no longer good; else why there are none.
    pub async fn refresh(&self, refresh: &SecretString) -> Result<Tokens, SignInProblem> {
        let token = RefreshToken::new(refresh.expose_secret().to_owned());
        let request = self.0.client.exchange_refresh_token(&token);
        let answer = request.request_async(&self.0.http).await.map_err(of_tokens)?;
        let mut tokens = tokens(&answer);
        tokens.refresh.get_or_insert_with(|| refresh.clone());
        Ok(tokens)
    }

    /// Gives tokens back (RFC 7009): with the refresh token end all that came from it.
    ///
    /// # Errors
    /// The provider did not confirm.
    pub async fn revoke(&self, tokens: &Tokens) -> Result<(), SignInProblem> {
        let Some(place) = &self.0.more.revocation_endpoint else { return Ok(()) };
        let Some((token, kind)) = revocable(tokens) else { return Ok(()) };
        let request = revocation(place.url(), token, kind, &self.0.service.client);
        let status = self.0.http.call(request).await?.status();
        if status.is_success() { Ok(()) } else { Err(SignInProblem::Refused(status.as_str().to_owned())) }
    }

    /// What is asked for; the library adds `openid` itself.
    fn scopes(&self) -> impl Iterator<Item = Scope> {
        self.0.service.scopes.iter().filter(|scope| *scope != "openid").cloned().map(Scope::new)
    }

    fn check(&self, answer: &CoreTokenResponse, nonce: impl NonceVerifier) -> Result<(), SignInProblem> {
        let not_believed = |why: &'static str| {
            tracing::warn!(why, "the sign-in service's ID token is not believed");
            SignInProblem::Untrusted
        };
        let token = answer.id_token().ok_or_else(|| not_believed("there is none"))?;
        let verifier = self.0.client.id_token_verifier();
        let claims = token.claims(&verifier, nonce).map_err(|error| not_believed(why_not_believed(&error)))?;
        let Some(expected) = claims.access_token_hash() else { return Ok(()) };
        let hash = self.hash(token, answer.access_token()).ok_or_else(|| not_believed("its hash cannot be made"))?;
        if hash == *expected { Ok(()) } else { Err(not_believed("it belongs to another access token")) }
    }

    fn hash(&self, token: &CoreIdToken, access: &AccessToken) -> Option<AccessTokenHash> {
        let verifier = self.0.client.id_token_verifier();
        let key = token.signing_key(&verifier).ok()?;
        AccessTokenHash::from_token(access, token.signing_alg().ok()?, key).ok()
    }
}

/// The library's tokens as ours, which are wiped out when they are dropped.
fn tokens(answer: &CoreTokenResponse) -> Tokens {
    let refresh = answer.refresh_token().map(|token| token.secret().as_str().into());
    Tokens::given(answer.access_token().secret().as_str().into(), refresh, answer.expires_in(), unix_time())
}

fn revocable(tokens: &Tokens) -> Option<(&SecretString, &'static str)> {
    let refresh = tokens.refresh.as_ref().map(|token| (token, "refresh_token"));
    refresh.or_else(|| tokens.access.as_ref().map(|token| (token, "access_token")))
}

/// By hand, because the library's own does not know that loopback needs no encryption.
fn revocation(place: &Url, token: &SecretString, kind: &str, client: &str) -> HttpRequest {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("token", token.expose_secret()).append_pair("token_type_hint", kind);
    form.append_pair("client_id", client);
    let mut request = HttpRequest::new(form.finish().into_bytes());
    *request.method_mut() = http::Method::POST;
    *request.uri_mut() = place.as_str().parse().unwrap_or_default();
    let kind = http::HeaderValue::from_static("application/x-www-form-urlencoded");
    request.headers_mut().insert(http::header::CONTENT_TYPE, kind);
    request
}

/// The daemon's HTTP client as the library wants it.
#[derive(Clone)]
struct Http(HttpClient);

type Answered<'a> = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'a>>;

impl<'a> AsyncHttpClient<'a> for Http {
    type Error = NoAnswer;
    type Future = Answered<'a>;

    /// One request. An answer that only says "later" is none (RFC 9110, 15.6): the library would
    /// look into it for a reason.
    fn call(&'a self, request: HttpRequest) -> Answered<'a> {
        Box::pin(async move {
            let answer = self.0.send(request).await.map_err(NoAnswer)?;
            let status = answer.status();
            let later = status.is_server_error() || status == http::StatusCode::TOO_MANY_REQUESTS;
            if later { Err(NoAnswer(LinkProblem::Http(status.as_u16()))) } else { Ok(answer) }
        })
    }
}
