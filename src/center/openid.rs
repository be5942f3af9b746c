//! A small real OpenID provider: agents sign in by name and token, programs get tokens of their own.
//!
//! Authorization code with PKCE (RFC 6749, RFC 7636, RFC 8252), device flow (RFC 8628), refresh
//! tokens that are used once, revocation (RFC 7009), discovery. [`state::OpenId`] decides and has
//! neither clock nor randomness; one task owns it. The agent's token is the password, which is
//! enough for tests and demonstrations and for nothing else.

pub mod device;
pub mod grants;
mod pages;
pub mod redirect;
#[cfg(test)]
mod scenarios;
mod signing;
pub mod state;
mod web;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::HeaderMap;
use axum::routing::{get, post};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use tokio::sync::{mpsc, oneshot};

use super::clock::WallClock;
use super::http::{Web, bearer};
use super::input::Now;
use grants::NewTokens;
use redirect::Client;
use signing::Signing;
use state::{OpenId, Rules};

#[cfg(test)]
pub(super) use pages::TEMPLATES;

/// Requests that wait for the owner; more wait at their sender.
const QUEUE: usize = 256;

/// How the provider is started.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How long an access token is good.
    pub access_token_time: Duration,
    /// How often a device may ask at first.
    pub device_interval: Duration,
    /// Who may ask for a sign-in.
    pub clients: Vec<Client>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            access_token_time: Duration::from_secs(3600),
            device_interval: Duration::from_secs(5),
            clients: vec![Client::deskbell()],
        }
    }
}

/// What is done to the state, at a moment of its owner's clock.
type Work = Box<dyn FnOnce(&mut OpenId, Now) + Send>;

/// The provider as its requests see it; cheap to copy.
#[derive(Clone)]
pub(super) struct Provider {
    owner: mpsc::Sender<Work>,
    issuer: Arc<str>,
    signing: Arc<Signing>,
    /// Id and name of each agent who may sign in.
    agents: Arc<[(String, String)]>,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Provider({})", self.issuer)
    }
}

impl Provider {
    /// Starts the owner of the state on the present runtime.
    pub(super) fn start(settings: Settings, issuer: &str, agents: &[(String, String)], clock: WallClock) -> Self {
        let rules = Rules {
            issuer: issuer.to_owned(),
            clients: settings.clients,
            access_time: settings.access_token_time.try_into().unwrap_or(time::Duration::HOUR),
            device_interval: settings.device_interval.try_into().unwrap_or(time::Duration::MINUTE),
        };
        let (owner, work) = mpsc::channel(QUEUE);
        tokio::spawn(own(OpenId::new(rules), clock, work));
        let signing = Arc::new(Signing::new(rand::random()));
        Self { owner, issuer: issuer.into(), signing, agents: agents.into() }
    }

    /// Whose access token the request carries.
    pub(super) async fn agent(&self, headers: &HeaderMap) -> Option<String> {
        let token = bearer(headers)?.to_owned();
        self.with(move |state, now| state.agent_of(now, &token)).await.flatten()
    }

    /// Does something to the state; none where the center has stopped.
    async fn with<T: Send + 'static>(&self, work: impl FnOnce(&mut OpenId, Now) -> T + Send + 'static) -> Option<T> {
        let (reply, answer) = oneshot::channel();
        let work: Work = Box::new(move |state, now| {
            // Whoever asked may be gone; what was done stays done.
            drop(reply.send(work(state, now)));
        });
        self.owner.send(work).await.ok()?;
        answer.await.ok()
    }
}

/// One request after the other, until nobody can ask any more.
async fn own(mut state: OpenId, clock: WallClock, mut work: mpsc::Receiver<Work>) {
    while let Some(work) = work.recv().await {
        work(&mut state, clock.now());
    }
}

/// The provider's routes.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/.well-known/openid-configuration", get(web::discovery))
        .route("/openid/keys", get(web::keys))
        .route("/openid/token", post(web::token))
        .route("/openid/device", post(web::device))
        .route("/openid/revoke", post(web::revoke))
        .route("/openid/authorize", get(pages::ask).post(pages::answer))
        .route("/openid/activate", get(pages::activate).post(pages::activated))
}

/// A text that nobody guesses: 256 random bits.
fn random_text() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

fn random_tokens() -> NewTokens {
    NewTokens { access: random_text(), refresh: random_text(), family: random_text() }
}

/// A code for people to type.
fn random_user_code() -> String {
    let letter = |_| {
        let index = rand::random_range(..device::LETTERS.len());
        char::from(device::LETTERS[index])
    };
    let mut code: String = (0..8).map(letter).collect();
    code.insert(4, '-');
    code
}
