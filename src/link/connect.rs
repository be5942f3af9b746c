//! From a URL to an open WebSocket, with a name for everything that can go wrong on the way.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use rustls_platform_verifier::BuilderVerifierExt as _;
use secrecy::ExposeSecret as _;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::error::{Error, ProtocolError, SubProtocolError};
use tokio_tungstenite::tungstenite::handshake::client::{Request, Response};
use tokio_tungstenite::tungstenite::http::header::{AUTHORIZATION, RETRY_AFTER, SEC_WEBSOCKET_PROTOCOL, USER_AGENT};
use tokio_tungstenite::tungstenite::http::{HeaderValue, StatusCode};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{Connector, MaybeTlsStream, WebSocketStream, client_async_tls_with_config};

use crate::domain::input::LinkProblem;
use crate::protocol::FRAME_LIMIT;
use crate::provider::Upgrade;

/// The longest that name look-up, TCP, TLS and the upgrade may take together.
const CONNECT_TIME: Duration = Duration::from_secs(10);
/// The longest `Retry-After` that is obeyed.
const RETRY_AFTER_AT_MOST: Duration = Duration::from_secs(3600);

pub(super) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

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
pub(super) async fn open(upgrade: &Upgrade) -> Result<Socket, Failure> {
    match tokio::time::timeout(CONNECT_TIME, open_at_leisure(upgrade)).await {
        Ok(result) => result,
        Err(_) => Err(LinkProblem::Timeout.into()),
    }
}

async fn open_at_leisure(upgrade: &Upgrade) -> Result<Socket, Failure> {
    let stream = tcp(upgrade).await?;
    let config = WebSocketConfig::default().max_message_size(Some(FRAME_LIMIT)).max_frame_size(Some(FRAME_LIMIT));
    let connector = if upgrade.url.scheme() == "wss" { Connector::Rustls(tls()?) } else { Connector::Plain };
    let opened = client_async_tls_with_config(request(upgrade)?, stream, Some(config), Some(connector)).await;
    let (socket, answer) = opened.map_err(|error| failure(&error))?;
    if subprotocol(&answer) == Some(upgrade.subprotocol) { Ok(socket) } else { Err(LinkProblem::NotTheProtocol.into()) }
}

async fn tcp(upgrade: &Upgrade) -> Result<TcpStream, LinkProblem> {
    let host = upgrade.url.host_str().ok_or(LinkProblem::UnknownHost)?;
    // The URL keeps the brackets of an IPv6 address, which the resolver does not want.
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let port = upgrade.url.port_or_known_default().ok_or(LinkProblem::UnknownHost)?;
    let addresses = tokio::net::lookup_host((host, port)).await.map_err(|_| LinkProblem::UnknownHost)?;
    let addresses: Vec<_> = addresses.collect();
    for address in addresses {
        if let Ok(stream) = TcpStream::connect(address).await {
            // Nagle's algorithm would hold an Accept back for a delayed ACK.
            drop(stream.set_nodelay(true));
            return Ok(stream);
        }
    }
    Err(LinkProblem::Unreachable)
}

/// TLS with the operating system's own judgement of certificates, so that private CAs work.
fn tls() -> Result<Arc<rustls::ClientConfig>, LinkProblem> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let problem = |error: rustls::Error| LinkProblem::Tls(error.to_string());
    let builder =
        rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().map_err(problem)?;
    Ok(Arc::new(builder.with_platform_verifier().map_err(problem)?.with_no_client_auth()))
}

fn request(upgrade: &Upgrade) -> Result<Request, LinkProblem> {
    let mut request = upgrade.url.as_str().into_client_request().map_err(|_| LinkProblem::UnknownHost)?;
    let mut authorization =
        HeaderValue::from_str(upgrade.authorization.expose_secret()).map_err(|_| LinkProblem::Unauthorized)?;
    authorization.set_sensitive(true);
    let agent = format!("deskbell/{} ({})", env!("CARGO_PKG_VERSION"), std::env::consts::OS);
    let headers = request.headers_mut();
    headers.insert(AUTHORIZATION, authorization);
    headers.insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(upgrade.subprotocol));
    headers.insert(USER_AGENT, HeaderValue::from_str(&agent).expect("version and system are ASCII words"));
    Ok(request)
}

fn subprotocol(answer: &Response) -> Option<&str> {
    answer.headers().get(SEC_WEBSOCKET_PROTOCOL)?.to_str().ok()
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library's errors are many, and all others are a lost connection"
)]
fn failure(error: &Error) -> Failure {
    match error {
        Error::Http(answer) => refused(answer.status(), answer.headers().get(RETRY_AFTER)),
        Error::Protocol(ProtocolError::SecWebSocketSubProtocolError(
            SubProtocolError::NoSubProtocol
            | SubProtocolError::InvalidSubProtocol
            | SubProtocolError::ServerSentSubProtocolNoneRequested,
        )) => LinkProblem::NotTheProtocol.into(),
        Error::Protocol(_) => LinkProblem::NotTheProtocol.into(),
        Error::Tls(error) => LinkProblem::Tls(error.to_string()).into(),
        Error::Io(error) => io_problem(error).into(),
        _ => LinkProblem::Lost.into(),
    }
}

/// A failed TLS handshake arrives as an I/O error around rustls' own.
fn io_problem(error: &io::Error) -> LinkProblem {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    inner.map_or(LinkProblem::Lost, |error| LinkProblem::Tls(error.to_string()))
}

fn refused(status: StatusCode, retry_after: Option<&HeaderValue>) -> Failure {
    let problem = match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => LinkProblem::Unauthorized,
        other => LinkProblem::Http(other.as_u16()),
    };
    let seconds = retry_after.and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let retry_after = seconds.map(|seconds| Duration::from_secs(seconds).min(RETRY_AFTER_AT_MOST));
    Failure { problem, retry_after }
}
