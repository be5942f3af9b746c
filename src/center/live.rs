//! `GET /v1/live`: a WebSocket by which the pages see changes at once.

use std::time::Duration;

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::actor::{Changed, Handle};
use super::http::Web;
use super::input::{Input, Look};

/// Changes within this time are shown together.
const TOGETHER: Duration = Duration::from_millis(20);
/// What a page may send: nothing of interest. In bytes.
const READ_LIMIT: usize = 4096;

#[derive(Deserialize)]
pub(super) struct What {
    conversation: Option<String>,
}

/// `GET /v1/live?conversation=ID`: that conversation, or without it the overview, now and after
/// each change.
pub(super) async fn upgrade(State(web): State<Web>, Query(what): Query<What>, upgrade: WebSocketUpgrade) -> Response {
    let center = web.center;
    upgrade.max_message_size(READ_LIMIT).on_upgrade(move |socket| show(socket, center, what.conversation))
}

async fn show(mut socket: WebSocket, center: Handle, conversation: Option<String>) {
    let mut changes = center.changes();
    loop {
        let look = conversation.clone().map_or(Look::Overview, Look::Conversation);
        let Ok(view) = center.ask(Input::Look(look)).await else { return };
        if socket.send(Message::text(view.to_string())).await.is_err() {
            return;
        }
        tokio::select! {
            concerns = concerns(&mut changes, conversation.as_deref()) => if !concerns { return },
            () = closed(&mut socket) => return,
        }
        tokio::time::sleep(TOGETHER).await;
        changes = center.changes();
    }
}

/// Waits for a change that the page shows; false where none will come.
async fn concerns(changes: &mut Receiver<Changed>, conversation: Option<&str>) -> bool {
    loop {
        match changes.recv().await {
            Ok(_) if conversation.is_none() => return true,
            Ok(changed) if changed.conversation.as_deref() == conversation => return true,
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return true,
            Err(RecvError::Closed) => return false,
        }
    }
}

async fn closed(socket: &mut WebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        if matches!(message, Message::Close(_)) {
            return;
        }
    }
}
