//! The native protocol, version 1, as Rust types: what `docs/protocol.md` says in words.
//!
//! Both sides use these: the provider [`crate::provider::native`] and the reference contact
//! center [`crate::center`]. The JSON Schemas in `docs/schemas` are generated from them.
//! One text message is one [`Envelope`], a CloudEvent 1.0 in structured JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

mod conversation;
pub mod from_center;
pub mod from_client;

/// The WebSocket subprotocol that both sides must agree on (CloudEvents WebSockets binding 1.0.2).
pub const SUBPROTOCOL: &str = "cloudevents.json";
/// A longer message is logged and dropped; the connection stays up. In bytes.
pub const MESSAGE_LIMIT: usize = 64 * 1024;
/// A longer message closes the connection with code 1009. In bytes.
pub const FRAME_LIMIT: usize = 1024 * 1024;
/// What every event type of this version begins with.
pub const TYPE_PREFIX: &str = "dev.deskbell.";

/// Close codes with a meaning of their own (RFC 6455, 7.4.2: 4000–4999 are for private use).
pub mod close {
    /// The server goes away, as when it ends (RFC 6455, 7.4.1).
    pub const GOING_AWAY: u16 = 1001;
    /// The server is restarting: reconnect.
    pub const RESTART: u16 = 1012;
    /// The server is overloaded: reconnect.
    pub const TRY_LATER: u16 = 1013;
    /// The message was larger than [`super::FRAME_LIMIT`].
    pub const TOO_BIG: u16 = 1009;
    /// No hello within 5 s, or one that made no sense.
    pub const PROTOCOL: u16 = 1002;
    /// The same agent connected from another device: no reconnect until the agent asks.
    pub const REPLACED: u16 = 4001;
    /// The agent was signed out: sign-in needed.
    pub const SIGNED_OUT: u16 = 4002;
}

/// A CloudEvent 1.0 with the extensions that the protocol uses, around data of type `D`.
///
/// Attribute names are those of the CloudEvents specification and of its registered extensions
/// `sequence`, `expirytime`, `correlationid` and `causationid`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Envelope<D = Value> {
    /// Always `1.0`.
    #[schemars(extend("const" = "1.0"))]
    pub specversion: String,
    /// With `source` names the event: seen again is ignored. A command's `id` makes it idempotent.
    #[schemars(length(min = 1, max = 512))]
    pub id: String,
    /// Who says it, as a URI reference.
    #[schemars(length(min = 1, max = 512), extend("format" = "uri-reference"))]
    pub source: String,
    /// What happened: `dev.deskbell.<name>.v1`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whom it concerns: `agent/<id>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// When it happened.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub time: Option<OffsetDateTime>,
    /// `application/json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub datacontenttype: Option<String>,
    /// The place of a numbered event within its epoch: 20 decimal digits, zero-padded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("pattern" = "^[01][0-9]{19}$"))]
    pub sequence: Option<String>,
    /// The deadline of an offer; an offer without it has no countdown.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub expirytime: Option<OffsetDateTime>,
    /// The conversation that the event belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlationid: Option<String>,
    /// The `id` of the event that caused this one; in a result, of the command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub causationid: Option<String>,
    /// What there is to know.
    pub data: D,
}

impl<D> Envelope<D> {
    /// An event without optional attributes.
    pub fn new(id: impl Into<String>, source: impl Into<String>, kind: &str, data: D) -> Self {
        Self {
            specversion: "1.0".into(),
            id: id.into(),
            source: source.into(),
            kind: kind.into(),
            subject: None,
            time: None,
            datacontenttype: Some("application/json".into()),
            sequence: None,
            expirytime: None,
            correlationid: None,
            causationid: None,
            data,
        }
    }
}

impl Envelope<Value> {
    /// Names the event within its center: seen again is ignored.
    pub fn name(&self) -> String {
        format!("{}\n{}", self.source, self.id)
    }

    /// The data as one of the enums [`from_center::Event`] or [`from_client::Event`].
    ///
    /// # Errors
    /// Says what is wrong and where. The path may be logged; the text may not, for it repeats the
    /// wrong value, which can be a customer's.
    pub fn body<E: serde::de::DeserializeOwned>(&self) -> Result<E, serde_path_to_error::Error<serde_json::Error>> {
        let tagged = serde_json::json!({ "type": self.kind, "data": self.data });
        serde_path_to_error::deserialize(tagged)
    }
}

/// Writes a sequence number as the wire wants it: 20 digits, zero-padded.
pub fn sequence_text(sequence: u64) -> String {
    format!("{sequence:020}")
}

/// Reads a sequence number; anything but 20 decimal digits is none.
pub fn sequence_number(text: &str) -> Option<u64> {
    (text.len() == 20 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Splits a tagged event (`{"type": …, "data": …}`) into its two parts.
///
/// # Panics
/// Never for the event enums of this module: they are adjacently tagged and hold plain data.
pub fn type_and_data<E: Serialize>(event: &E) -> (String, Value) {
    let tagged = serde_json::to_value(event).expect("plain data without maps of non-string keys serialises");
    let kind = tagged["type"].as_str().unwrap_or_default().to_owned();
    let data = tagged.get("data").cloned().unwrap_or(Value::Object(serde_json::Map::new()));
    (kind, data)
}
