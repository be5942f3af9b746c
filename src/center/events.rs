//! `POST /v1/events`: CloudEvents from senders.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::StreamExt as _;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::actor::{Handle, sequence_of};
use super::http::{Web, refusal};
use super::input::{Input, Refusal, Refused};
use super::raised::pointer_of;
use crate::protocol::{Envelope, FRAME_LIMIT, MESSAGE_LIMIT};

const ONE: &str = "application/cloudevents+json";
const BATCH: &str = "application/cloudevents-batch+json";

/// So much of a body that is too large is read all the same, and thrown away: a sender who is cut off
/// in the middle sees a broken pipe in place of the answer. In bytes.
const PATIENCE: usize = 8 * FRAME_LIMIT;

/// `POST /v1/events`.
pub(super) async fn raise(State(web): State<Web>, headers: HeaderMap, body: Body) -> Response {
    if !web.tokens.is_sender(&headers) {
        let answer = refusal(StatusCode::UNAUTHORIZED, "Send the senders' token as Authorization: Bearer.");
        return ([(header::WWW_AUTHENTICATE, "Bearer")], answer).into_response();
    }
    let Some(body) = read(body).await else { return too_large() };
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind == BATCH {
        return batch(&web.center, &body).await;
    }
    if kind != ONE {
        let sentence = format!("Send {ONE} or {BATCH}.");
        return refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, &sentence);
    }
    if body.len() > MESSAGE_LIMIT {
        return too_large();
    }
    let answer = match parse::<Envelope<Value>>(&body) {
        Ok(envelope) => web.center.ask(Input::Raised(Box::new(envelope))).await,
        Err(refused) => Err(refused),
    };
    match answer {
        Ok(accepted) => (StatusCode::ACCEPTED, axum::Json(accepted)).into_response(),
        Err(refused) => refused.into_response(),
    }
}

/// The whole body; none if it is longer than [`FRAME_LIMIT`] or ends in the middle.
async fn read(body: Body) -> Option<Vec<u8>> {
    let (mut kept, mut length) = (vec![], 0);
    let mut parts = body.into_data_stream();
    while let Some(part) = parts.next().await {
        let part = part.ok()?;
        length += part.len();
        if length > PATIENCE {
            return None;
        }
        if length <= FRAME_LIMIT {
            kept.extend_from_slice(&part);
        }
    }
    (length <= FRAME_LIMIT).then_some(kept)
}

/// A batch is taken in order up to the first event that is wrong; sent again whole, what was
/// taken is not told twice.
async fn batch(center: &Handle, body: &[u8]) -> Response {
    let envelopes = match parse::<Vec<Envelope<Value>>>(body) {
        Ok(envelopes) => envelopes,
        Err(refused) => return refused.into_response(),
    };
    let mut sequences = vec![];
    for (index, envelope) in envelopes.into_iter().enumerate() {
        match center.ask(Input::Raised(Box::new(envelope))).await {
            Ok(accepted) => sequences.push(sequence_of(&accepted)),
            Err(refused) => {
                let pointer = format!("/{index}{}", refused.pointer.as_deref().unwrap_or_default());
                return Refused { pointer: Some(pointer), ..refused }.into_response();
            }
        }
    }
    (StatusCode::ACCEPTED, axum::Json(serde_json::json!({ "sequences": sequences }))).into_response()
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refused> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| Refused::at(pointer_of(&error), format!("The body is no CloudEvent: {}.", error.inner())))
}

fn too_large() -> Response {
    Refused::new(Refusal::TooLarge, "An event is at most 64 KiB long, a batch 1 MiB.").into_response()
}
