//! The JSON REST interface.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::contacts::Claim;
use super::http::{Web, refusal};
use super::input::{Author, Handover, HandoverOrder, Input, Look, NewConversation, Refused};
use super::raised::pointer_of;
use crate::protocol::from_center::Theme;

/// A JSON body whose errors say where; an absent body is an empty object.
pub(super) struct Body<T>(T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let value = match Json::<Value>::from_request(request, state).await {
            Ok(Json(value)) => value,
            Err(JsonRejection::MissingJsonContentType(_)) => {
                return Err(refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Send application/json."));
            }
            Err(other) => return Err(refusal(other.status(), "The body is not JSON.")),
        };
        serde_path_to_error::deserialize(value)
            .map(Self)
            .map_err(|error| Refused::at(pointer_of(&error), format!("{}.", error.inner())).into_response())
    }
}

type Reply = Result<Json<Value>, Refused>;

async fn ask(web: &Web, input: Input) -> Reply {
    web.center.ask(input).await.map(Json)
}

/// `GET /v1/overview`.
pub(super) async fn overview(State(web): State<Web>) -> Reply {
    ask(&web, Input::Look(Look::Overview)).await
}

/// `GET /v1/agents`.
pub(super) async fn agents(State(web): State<Web>) -> Reply {
    ask(&web, Input::Look(Look::Agents)).await
}

/// `GET /v1/conversations`.
pub(super) async fn conversations(State(web): State<Web>) -> Reply {
    ask(&web, Input::Look(Look::Conversations)).await
}

/// `GET /v1/conversations/{id}`.
pub(super) async fn conversation(State(web): State<Web>, Path(id): Path<String>) -> Reply {
    ask(&web, Input::Look(Look::Conversation(id))).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Opening {
    channel: String,
    name: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    contact: Option<String>,
    comment: Option<String>,
    #[serde(default)]
    answers: BTreeMap<String, String>,
    queue: Option<String>,
    #[serde(default)]
    bot: bool,
}

/// `POST /v1/conversations`.
pub(super) async fn open(State(web): State<Web>, Body(body): Body<Opening>) -> Response {
    let Opening { channel, name, phone, email, contact, comment, answers, queue, bot } = body;
    let claim = Claim { name, phone, email, contact };
    let new = NewConversation { channel, claim, comment, answers, queue, bot };
    match ask(&web, Input::Opened(Box::new(new))).await {
        Ok(view) => (StatusCode::CREATED, view).into_response(),
        Err(refused) => refused.into_response(),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Writing {
    from: Author,
    text: String,
}

/// `POST /v1/conversations/{id}/messages`.
pub(super) async fn write(State(web): State<Web>, Path(id): Path<String>, Body(body): Body<Writing>) -> Reply {
    ask(&web, Input::Wrote { conversation: id, from: body.from, text: body.text }).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Closing {
    by: Author,
}

/// `POST /v1/conversations/{id}/close`.
pub(super) async fn close(State(web): State<Web>, Path(id): Path<String>, Body(body): Body<Closing>) -> Reply {
    ask(&web, Input::Closed { conversation: id, by: body.by }).await
}

/// `POST /v1/conversations/{id}/{assign,transfer,escalate,escalate-from-bot}`.
pub(super) async fn hand_over(
    kind: Handover,
    State(web): State<Web>,
    Path(id): Path<String>,
    Body(order): Body<HandoverOrder>,
) -> Reply {
    ask(&web, Input::Handover { conversation: id, kind, order }).await
}

/// `POST /v1/conversations/{id}/offer-to-all`.
pub(super) async fn offer_to_all(State(web): State<Web>, Path(id): Path<String>) -> Reply {
    ask(&web, Input::OfferToAll { conversation: id }).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SetPresence {
    presence: String,
}

/// `POST /v1/agents/{id}/presence`.
pub(super) async fn presence(State(web): State<Web>, Path(id): Path<String>, Body(body): Body<SetPresence>) -> Reply {
    ask(&web, Input::Presence { agent: id, presence: body.presence }).await
}

/// `POST /v1/agents/{id}/sign-out`.
pub(super) async fn sign_out(State(web): State<Web>, Path(id): Path<String>) -> Reply {
    ask(&web, Input::SignOut { agent: id }).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SetSettings {
    theme: Option<Theme>,
}

/// `POST /v1/settings`; a theme of `null` leaves it to the agents.
pub(super) async fn settings(State(web): State<Web>, Body(body): Body<SetSettings>) -> Reply {
    ask(&web, Input::Theme(body.theme)).await
}
