//! From a URL to an open WebSocket, with a name for everything that can go wrong on the way.

use std::io;
use std::time::Duration;

use secrecy::ExposeSecret as _;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::error::{Error, ProtocolError};
use tokio_tungstenite::tungstenite::handshake::client::{Request, Response};
use tokio_tungstenite::tungstenite::http::header::{
    AUTHORIZATION, DATE, RETRY_AFTER, SEC_WEBSOCKET_PROTOCOL, USER_AGENT,
};
use tokio_tungstenite::tungstenite::http::{HeaderMap, HeaderValue, StatusCode};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

use super::network::{Network, Target, Transport};
use super::tls_problem;
use crate::domain::input::LinkProblem;
use crate::protocol::FRAME_LIMIT;
use crate::provider::Upgrade;

/// The longest that name look-up, TCP, TLS and the upgrade may take together.
const CONNECT_TIME: Duration = Duration::from_secs(10);
/// The longest `Retry-After` that is obeyed.
const RETRY_AFTER_AT_MOST: Duration = Duration::from_secs(3600);

pub(super) type Socket = WebSocketStream<Box<dyn Transport>>;

/// Why there is no socket.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) problem: LinkProblem,
    pub(super) retry_after: Option<Duration>,
}

impl From<LinkProblem> for Failure {
    fn from(problem: LinkProblem) -> Self {
        Self { problem, retry_after: None }
    }
}

/// Opens the WebSocket.
pub(super) async fn open(network: &Network, upgrade: &Upgrade) -> Result<Socket, Failure> {
    match tokio::time::timeout(CONNECT_TIME, open_at_leisure(network, upgrade)).await {
        Ok(result) => result,
        Err(_) => Err(LinkProblem::Timeout.into()),
    }
}

async fn open_at_leisure(network: &Network, upgrade: &Upgrade) -> Result<Socket, Failure> {
    let opened = network.connect(&Target::of(&upgrade.url)?).await?;
    let asked_in_vain = opened.asked_in_vain;
    let upgraded = upgraded(opened.stream, request(upgrade)?).await;
    let (socket, answer) = upgraded.map_err(|error| failure(&error, asked_in_vain))?;
    if subprotocol(&answer) == Some(upgrade.subprotocol) { Ok(socket) } else { Err(LinkProblem::NotTheProtocol.into()) }
}

/// The WebSocket over an open connection, and the answer that opened it.
pub(super) async fn upgraded(stream: Box<dyn Transport>, request: Request) -> Result<(Socket, Response), Error> {
    let config = WebSocketConfig::default().max_message_size(Some(FRAME_LIMIT)).max_frame_size(Some(FRAME_LIMIT));
    client_async_with_config(request, stream, Some(config)).await
}

/// The request that opens the WebSocket.
pub(super) fn request(upgrade: &Upgrade) -> Result<Request, LinkProblem> {
    let mut request = upgrade.url.as_str().into_client_request().map_err(|_| LinkProblem::UnknownHost)?;
    let mut authorization =
        HeaderValue::from_str(upgrade.authorization.expose_secret()).map_err(|_| LinkProblem::Unauthorized)?;
    authorization.set_sensitive(true);
    let headers = request.headers_mut();
    headers.insert(AUTHORIZATION, authorization);
    headers.insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(upgrade.subprotocol));
    headers.insert(USER_AGENT, super::user_agent());
    Ok(request)
}

/// The subprotocol that the answer names.
pub(super) fn subprotocol(answer: &Response) -> Option<&str> {
    answer.headers().get(SEC_WEBSOCKET_PROTOCOL)?.to_str().ok()
}

/// Why the WebSocket did not open.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library's errors are many, and all others are a lost connection"
)]
pub(super) fn failure(error: &Error, asked_in_vain: bool) -> Failure {
    match error {
        Error::Http(answer) => refused(answer.status(), retry_after(answer.headers())),
        // Cut before the answer, which the library takes for a fault of the protocol.
        Error::Protocol(ProtocolError::HandshakeIncomplete) => lost(None, asked_in_vain).into(),
        Error::Protocol(_) => LinkProblem::NotTheProtocol.into(),
        Error::Io(error) => lost(Some(error), asked_in_vain).into(),
        _ => LinkProblem::Lost.into(),
    }
}

/// Why an open connection ended before the answer to the upgrade.
fn lost(error: Option<&io::Error>, asked_in_vain: bool) -> LinkProblem {
    tls_problem::afterwards(error, asked_in_vain).map_or(LinkProblem::Lost, LinkProblem::Tls)
}

fn refused(status: StatusCode, retry_after: Option<Duration>) -> Failure {
    let problem = match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => LinkProblem::Unauthorized,
        other => LinkProblem::Http(other.as_u16()),
    };
    Failure { problem, retry_after }
}

/// Seconds, or a date (RFC 9110, 10.2.3); a date is read by the clock of the one who wrote it.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name| headers.get(name)?.to_str().ok().map(str::trim);
    let date = |name| httpdate::parse_http_date(text(name)?).ok();
    let seconds = text(RETRY_AFTER)?.parse().ok().map(Duration::from_secs);
    let wait = seconds.or_else(|| date(RETRY_AFTER)?.duration_since(date(DATE)?).ok());
    wait.map(|wait| wait.min(RETRY_AFTER_AT_MOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date_by_the_servers_own_clock() {
        let wait = |retry: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(DATE, HeaderValue::from_static("Tue, 03 Nov 2015 09:15:00 GMT"));
            headers.insert(RETRY_AFTER, HeaderValue::from_str(retry).unwrap());
            retry_after(&headers).map(|wait| wait.as_secs())
        };
        assert_eq!(wait("120"), Some(120));
        assert_eq!(wait("Tue, 03 Nov 2015 09:17:00 GMT"), Some(120));
        assert_eq!(wait("Tue, 03 Nov 2015 09:14:00 GMT"), None, "already over");
        assert_eq!(wait("999999999"), Some(3600), "nobody waits for ever");
        assert_eq!(wait("soon"), None);
        assert_eq!(wait("-5"), None);
    }
}
