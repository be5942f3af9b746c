//! What an agent's computer sends.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Every event from the client; the variant's name on the wire is the CloudEvents `type`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// The first message, within 5 s.
    #[serde(rename = "dev.deskbell.session.hello.v1")]
    Hello(Hello),
    /// All up to here was shown, or rightly not shown. Cumulative; at most once a second.
    #[serde(rename = "dev.deskbell.session.ack.v1")]
    Ack(Ack),
    /// What became of an offer on the agent's screen.
    #[serde(rename = "dev.deskbell.offer.shown.v1")]
    OfferShown(OfferShown),
    /// What became of a notice that could not be shown at once.
    #[serde(rename = "dev.deskbell.notice.shown.v1")]
    NoticeShown(NoticeShown),
    /// The agent takes the conversation.
    #[serde(rename = "dev.deskbell.command.accept.v1")]
    Accept(Accept),
    /// The agent does not take the conversation.
    #[serde(rename = "dev.deskbell.command.decline.v1")]
    Decline(Decline),
    /// The agent chooses a presence.
    #[serde(rename = "dev.deskbell.command.presence.v1")]
    Presence(SetPresence),
}

/// Who connects, and from where to go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Hello {
    /// Version of the protocol: 1.
    #[schemars(extend("const" = 1))]
    pub protocol: u32,
    /// The numbering that the client knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<String>,
    /// The last sequence that the client acknowledged in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("pattern" = "^[01][0-9]{19}$"))]
    pub last_sequence: Option<String>,
    /// The agent's computer.
    pub device: Device,
    /// The agent's language, as a BCP 47 tag.
    pub locale: String,
    /// What the client can do: `alerts`, `toasts`, `receipts`.
    #[serde(default)]
    pub capabilities: Vec<String>,
}

/// The agent's computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Device {
    /// Random, made once for each installation.
    pub id: String,
    /// `linux`, `windows` or `macos`.
    pub os: String,
    /// Version of Deskbell.
    pub version: String,
}

/// Acknowledges numbered events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ack {
    /// The numbering.
    pub epoch: String,
    /// The last sequence of those acknowledged.
    #[schemars(extend("pattern" = "^[01][0-9]{19}$"))]
    pub sequence: String,
}

/// The receipt for an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OfferShown {
    /// Which.
    #[schemars(length(min = 1, max = 512))]
    pub offer_id: String,
    /// What became of it.
    pub how: How,
    /// Why it was not shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What became of an offer on the agent's screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// An alert window is on the screen.
    Alert,
    /// Rightly not shown now, e.g. behind three other alerts.
    Suppressed,
    /// Could not be shown: nobody was told.
    Failed,
}

/// The receipt for a notice that could not be shown at once. One that was is only acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NoticeShown {
    /// Which.
    #[schemars(length(min = 1, max = 512))]
    pub notice_id: String,
    /// What became of it.
    pub how: NoticeHow,
    /// Why it was not shown: `no-server`, `no-answer`, `not-allowed-yet`, `off-for-deskbell`, `off-for-all`,
    /// `off-by-policy`, or the system's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What became of a notice on the agent's screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NoticeHow {
    /// A toast shows it by now.
    Toast,
    /// The system shows none. It is tried again as long as the notice may be of use.
    Failed,
}

/// Takes an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Accept {
    /// Which.
    #[schemars(length(min = 1, max = 512))]
    pub offer_id: String,
}

/// Declines an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Decline {
    /// Which.
    #[schemars(length(min = 1, max = 512))]
    pub offer_id: String,
    /// One of the center's reasons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Chooses a presence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SetPresence {
    /// Id of one of the center's presences.
    pub presence: String,
}
