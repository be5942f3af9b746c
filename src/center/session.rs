//! One agent's WebSocket: upgrade, hello, reading, writing, closing.

use std::time::Duration;

use axum::extract::State as Shared;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::actor::{Handle, Line};
use super::http::{Web, bearer, refusal};
use super::input::{ConnectionId, Input};
use crate::protocol::from_client::{Event, Hello};
use crate::protocol::{Envelope, FRAME_LIMIT, MESSAGE_LIMIT, SUBPROTOCOL, close};

/// Time for the first message.
const HELLO_WITHIN: Duration = Duration::from_secs(5);
/// Time for the other side to answer a close frame.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);
/// What is read at most, so that a message just over the limit can be answered in order.
const READ_LIMIT: usize = 4 * FRAME_LIMIT;

/// `GET /v1/agent`.
pub(super) async fn upgrade(
    Shared(web): Shared<Web>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Response {
    let known = match web.tokens.agent(&headers) {
        Some(agent) => Some(agent),
        None => web.openid.agent(&headers).await,
    };
    let Some(agent) = known else {
        tracing::warn!("a connection without a known token was refused");
        return unauthorized(bearer(&headers).is_some());
    };
    let Ok(upgrade) = upgrade else {
        return refusal(StatusCode::BAD_REQUEST, "Agents connect here by WebSocket.");
    };
    let offered = headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).iter().filter_map(|value| value.to_str().ok());
    if !offered.flat_map(|list| list.split(',')).any(|name| name.trim() == SUBPROTOCOL) {
        return refusal(StatusCode::BAD_REQUEST, "Offer the WebSocket subprotocol cloudevents.json.");
    }
    upgrade
        .protocols([SUBPROTOCOL])
        .max_message_size(READ_LIMIT)
        .max_frame_size(READ_LIMIT)
        .on_upgrade(move |socket| serve(socket, agent, web))
}

/// Says whether a token was wrong, or too old, or there was none (RFC 6750, 3.1).
fn unauthorized(tried: bool) -> Response {
    let challenge = if tried { "Bearer error=\"invalid_token\"" } else { "Bearer" };
    let answer = refusal(StatusCode::UNAUTHORIZED, "Sign-in needed: send an agent's token as Authorization: Bearer.");
    ([(header::WWW_AUTHENTICATE, challenge)], answer).into_response()
}

async fn serve(socket: WebSocket, agent: String, web: Web) {
    let (sink, stream) = socket.split();
    let (lines, queue) = mpsc::unbounded_channel();
    let Some(connection) = web.center.join(lines.clone()).await else { return };
    let mut writer = tokio::spawn(write(sink, queue));
    let silence = 3 * web.heartbeat;
    let mut reader = Reader { stream, center: web.center.clone(), agent: agent.clone(), connection, silence };
    tokio::select! {
        (code, why) = reader.run() => {
            tracing::debug!(agent, code, why, "the session ends");
            drop(lines.send(Line::Close(code, why)));
            drop(timeout(CLOSE_WITHIN, &mut writer).await);
            reader.drain().await;
        }
        _ = &mut writer => reader.drain().await,
    }
    writer.abort();
    web.center.leave(agent, connection).await;
    // A shutdown waits until the last session has let go.
    drop(web.sessions);
}

/// Writes all that waits before each flush, so that a burst takes few packets.
async fn write(mut sink: SplitSink<WebSocket, Message>, mut queue: mpsc::UnboundedReceiver<Line>) {
    while let Some(first) = queue.recv().await {
        let mut next = Some(first);
        while let Some(line) = next {
            let (message, last) = match line {
                Line::Text(text) => (Message::text(&*text), false),
                Line::Close(code, reason) => (Message::Close(Some(CloseFrame { code, reason: reason.into() })), true),
            };
            let written = if last { sink.send(message).await } else { sink.feed(message).await };
            if written.is_err() || last {
                return;
            }
            next = queue.try_recv().ok();
        }
        if sink.flush().await.is_err() {
            return;
        }
    }
}

struct Reader {
    stream: SplitStream<WebSocket>,
    center: Handle,
    agent: String,
    connection: ConnectionId,
    silence: Duration,
}

/// Why a session ends: a close code and a reason for the log.
type Ending = (u16, &'static str);

const NORMAL: u16 = 1000;

impl Reader {
    async fn run(&mut self) -> Ending {
        let hello = match timeout(HELLO_WITHIN, self.hello()).await {
            Ok(Ok(hello)) => hello,
            Ok(Err(ending)) => return ending,
            Err(_) => return (close::PROTOCOL, "no hello within 5 s"),
        };
        let input = Input::Hello { agent: self.agent.clone(), connection: self.connection, hello };
        self.center.tell(input).await;
        loop {
            match timeout(self.silence, self.message()).await {
                Ok(Ok(Some(text))) => self.heard(&text).await,
                Ok(Ok(None)) => {}
                Ok(Err(ending)) => return ending,
                Err(_) => return (close::TRY_LATER, "nothing heard for three heartbeats"),
            }
        }
    }

    async fn heard(&self, text: &str) {
        if let Some((id, event)) = parse(text, &self.agent) {
            let input = Input::Said { agent: self.agent.clone(), connection: self.connection, id, event };
            self.center.tell(input).await;
        }
    }

    async fn hello(&mut self) -> Result<Hello, Ending> {
        loop {
            let text = self.message().await?;
            match text.as_deref().and_then(|text| parse(text, &self.agent)) {
                Some((_, Event::Hello(hello))) if hello.protocol == 1 => return Ok(hello),
                Some((_, Event::Hello(_))) => return Err((close::PROTOCOL, "the protocol's version is 1")),
                Some(_) => tracing::warn!(agent = self.agent, "an event before hello was ignored"),
                None => {}
            }
        }
    }

    /// The next message's text; none for a message that is dropped.
    async fn message(&mut self) -> Result<Option<Utf8Bytes>, Ending> {
        let text = match self.stream.next().await {
            Some(Ok(Message::Text(text))) => text,
            Some(Ok(Message::Binary(bytes))) if bytes.len() > FRAME_LIMIT => return Err(TOO_BIG),
            Some(Ok(Message::Binary(_))) => {
                tracing::warn!(agent = self.agent, "a binary message was dropped");
                return Ok(None);
            }
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => return Ok(None),
            Some(Ok(Message::Close(_))) | None => return Err((NORMAL, "the agent's computer closed")),
            Some(Err(error)) => {
                tracing::debug!(agent = self.agent, %error, "reading failed");
                return Err(TOO_BIG_OR_BROKEN);
            }
        };
        if text.len() > FRAME_LIMIT {
            return Err(TOO_BIG);
        }
        if text.len() > MESSAGE_LIMIT {
            tracing::warn!(agent = self.agent, bytes = text.len(), "a message over 64 KiB was dropped");
            return Ok(None);
        }
        Ok(Some(text))
    }

    /// Reads on until the other side has closed, so that it gets to read our close frame.
    async fn drain(&mut self) {
        let end = async { while let Some(Ok(_)) = self.stream.next().await {} };
        if timeout(CLOSE_WITHIN, end).await.is_err() {
            tracing::debug!(agent = self.agent, "the close was not answered");
        }
    }
}

const TOO_BIG: Ending = (close::TOO_BIG, "the message was over 1 MiB");
const TOO_BIG_OR_BROKEN: Ending = (close::TOO_BIG, "the message was far over 1 MiB, or the connection broke");

fn parse(text: &str, agent: &str) -> Option<(String, Event)> {
    let Ok(envelope) = serde_json::from_str::<Envelope<Value>>(text) else {
        tracing::warn!(agent, bytes = text.len(), "a message that is no CloudEvent was dropped");
        return None;
    };
    match envelope.body() {
        Ok(event) => Some((envelope.id, event)),
        Err(error) => {
            tracing::warn!(agent, at = %error.path(), "an event of unknown type or shape was dropped");
            None
        }
    }
}
