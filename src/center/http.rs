//! The center's HTTP side: routes, tokens, and who may ask.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;
use tokio::sync::mpsc;

use super::actor::Handle;
use super::input::{Handover, Refusal, Refused};
use super::openid::{self, Provider};
use super::{events, live, pages, rest, session};

/// What every request needs.
#[derive(Clone, Debug)]
pub(super) struct Web {
    /// The way to the owner of the state.
    pub(super) center: Handle,
    /// Who may connect and send.
    pub(super) tokens: Arc<Tokens>,
    /// How often agents' computers ping.
    pub(super) heartbeat: Duration,
    /// Language of the pages, where set for all.
    pub(super) language: Option<String>,
    /// Names of the queues, for the customers' pages.
    pub(super) queues: Arc<[String]>,
    /// Where agents sign in.
    pub(super) openid: Provider,
    /// Held by each session; the last one gone ends a shutdown.
    pub(super) sessions: mpsc::Sender<()>,
}

/// All routes.
pub(super) fn router(web: Web) -> Router {
    let handover = |kind| post(move |web, path, body| rest::hand_over(kind, web, path, body));
    let guarded = Router::new()
        .merge(pages::routes())
        .merge(openid::routes())
        .route("/v1/live", get(live::upgrade))
        .route("/v1/overview", get(rest::overview))
        .route("/v1/agents", get(rest::agents))
        .route("/v1/agents/{id}/presence", post(rest::presence))
        .route("/v1/agents/{id}/sign-out", post(rest::sign_out))
        .route("/v1/settings", post(rest::settings))
        .route("/v1/conversations", get(rest::conversations).post(rest::open))
        .route("/v1/conversations/{id}", get(rest::conversation))
        .route("/v1/conversations/{id}/messages", post(rest::write))
        .route("/v1/conversations/{id}/close", post(rest::close))
        .route("/v1/conversations/{id}/assign", handover(Handover::Assign))
        .route("/v1/conversations/{id}/transfer", handover(Handover::Transfer))
        .route("/v1/conversations/{id}/escalate", handover(Handover::Escalate))
        .route("/v1/conversations/{id}/escalate-from-bot", handover(Handover::EscalateFromBot))
        .route("/v1/conversations/{id}/offer-to-all", post(rest::offer_to_all))
        .layer(middleware::from_fn(same_site));
    Router::new()
        .route("/v1/agent", get(session::upgrade))
        .route("/v1/events", post(events::raise))
        .merge(guarded)
        .fallback(|| async { refusal(StatusCode::NOT_FOUND, "There is nothing here.") })
        .with_state(web)
}

/// Refuses what another site's page sends. The pages have no sign-in, so a browser must not be
/// led here under a foreign name (DNS rebinding) nor from a foreign page (request forgery).
async fn same_site(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !is_own_name(host) {
        return refusal(StatusCode::FORBIDDEN, "Ask for the center by localhost or an IP address.");
    }
    let changes = request.method() != Method::GET || headers.contains_key(header::UPGRADE);
    let origin = headers.get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or_default());
    if changes && origin.is_some_and(|origin| origin != format!("http://{host}")) {
        return refusal(StatusCode::FORBIDDEN, "Only the center's own pages may do this.");
    }
    next.run(request).await
}

fn is_own_name(host: &str) -> bool {
    let bracketed = host.strip_prefix('[').and_then(|rest| rest.split(']').next());
    let name = bracketed.unwrap_or_else(|| host.rsplit_once(':').map_or(host, |(name, _)| name));
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok()
}

/// A refusal as JSON.
pub(super) fn refusal(status: StatusCode, sentence: &str) -> Response {
    (status, axum::Json(json!({ "error": sentence }))).into_response()
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = match self.kind {
            Refusal::Bad => StatusCode::BAD_REQUEST,
            Refusal::NotFound => StatusCode::NOT_FOUND,
            Refusal::Conflict => StatusCode::CONFLICT,
            Refusal::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        };
        (status, axum::Json(self.body())).into_response()
    }
}

impl Refused {
    /// As the JSON of an answer.
    pub(super) fn body(&self) -> serde_json::Value {
        match &self.pointer {
            Some(pointer) => json!({ "error": self.sentence, "pointer": pointer }),
            None => json!({ "error": self.sentence }),
        }
    }
}

/// Who may connect as an agent and who may send events.
#[derive(Debug)]
pub(super) struct Tokens {
    agents: BTreeMap<String, SecretString>,
    sender: Option<SecretString>,
}

impl Tokens {
    /// Tokens by agents' ids, and that of senders; without it nobody may send.
    pub(super) const fn new(agents: BTreeMap<String, SecretString>, sender: Option<SecretString>) -> Self {
        Self { agents, sender }
    }

    /// The agent's own token.
    pub(super) fn of(&self, agent: &str) -> Option<&SecretString> {
        self.agents.get(agent)
    }

    /// The agent whose token the request carries.
    pub(super) fn agent(&self, headers: &HeaderMap) -> Option<String> {
        let token = bearer(headers)?;
        let own = self.agents.iter().find(|(_, own)| same(own.expose_secret(), token));
        own.map(|(id, _)| id.clone())
    }

    /// Whether that is the agent's token.
    pub(super) fn is_of(&self, agent: &str, token: &str) -> bool {
        self.of(agent).is_some_and(|own| same(own.expose_secret(), token))
    }

    /// Whether the request carries the senders' token.
    pub(super) fn is_sender(&self, headers: &HeaderMap) -> bool {
        let token = self.sender.as_ref().zip(bearer(headers));
        token.is_some_and(|(own, given)| same(own.expose_secret(), given))
    }
}

/// The token that the request carries (RFC 6750, 2.1).
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim()).filter(|token| !token.is_empty())
}

/// Compares without ending early, so that the time taken does not tell how much was right.
fn same(own: &str, given: &str) -> bool {
    let differ = own.bytes().zip(given.bytes()).fold(0, |differ, (left, right)| differ | (left ^ right));
    own.len() == given.len() && differ == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_local_names_and_addresses_are_our_own() {
        for own in ["localhost", "LocalHost:7878", "127.0.0.1:7878", "[::1]:7878", "192.168.1.5"] {
            assert!(is_own_name(own), "{own}");
        }
        for foreign in ["", "evil.example:7878", "127.0.0.1.evil.example", "localhost.evil.example"] {
            assert!(!is_own_name(foreign), "{foreign}");
        }
    }

    #[test]
    fn a_token_is_the_same_only_whole() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd") && !same("abc", "ab") && !same("abc", "abcd"));
    }
}
