//! What a contact center sends.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

pub use super::conversation::{Case, Conversation, Customer, Identified};

/// Every event from the center; the variant's name on the wire is the CloudEvents `type`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// The answer to hello.
    #[serde(rename = "dev.deskbell.session.ready.v1")]
    Ready(Box<Ready>),
    /// An offer rings; the event's `expirytime` is its deadline.
    #[serde(rename = "dev.deskbell.offer.created.v1")]
    OfferCreated(Box<Offer>),
    /// Comment, identification or deadline changed.
    #[serde(rename = "dev.deskbell.offer.updated.v1")]
    OfferUpdated(Box<Offer>),
    /// The offer stops ringing.
    #[serde(rename = "dev.deskbell.offer.closed.v1")]
    OfferClosed(OfferClosed),
    /// Something that already happened: one toast.
    #[serde(rename = "dev.deskbell.notice.v1")]
    Notice(Box<Notice>),
    /// The notice is no longer true: its toast goes.
    #[serde(rename = "dev.deskbell.notice.withdrawn.v1")]
    NoticeWithdrawn(NoticeWithdrawn),
    /// The agent's presence changed.
    #[serde(rename = "dev.deskbell.presence.changed.v1")]
    PresenceChanged(PresenceChanged),
    /// What the administrator set changed.
    #[serde(rename = "dev.deskbell.settings.changed.v1")]
    SettingsChanged(Settings),
    /// The answer to the command whose `id` is the event's `causationid`.
    #[serde(rename = "dev.deskbell.command.result.v1")]
    CommandResult(CommandResult),
    /// Comes before a planned close.
    #[serde(rename = "dev.deskbell.session.closing.v1")]
    Closing(Closing),
}

impl Event {
    /// Whether the event has a `sequence`: it is kept until acknowledged and replayed on resume.
    /// The others speak of one connection only.
    pub const fn is_numbered(&self) -> bool {
        match self {
            Self::OfferCreated(_)
            | Self::OfferUpdated(_)
            | Self::OfferClosed(_)
            | Self::Notice(_)
            | Self::NoticeWithdrawn(_)
            | Self::PresenceChanged(_)
            | Self::SettingsChanged(_) => true,
            Self::Ready(_) | Self::CommandResult(_) | Self::Closing(_) => false,
        }
    }
}

/// The state of the session and, whole, of its open offers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ready {
    /// Names the numbering; a center that lost its events begins a new one.
    #[schemars(length(min = 1, max = 512))]
    pub epoch: String,
    /// Whether all events after the hello's `lastSequence` follow.
    pub recovered: bool,
    /// The last sequence given out before this event: what follows up to it is replay.
    #[schemars(extend("pattern" = "^[01][0-9]{19}$"))]
    pub head: String,
    /// The center's clock, against which all its times are read.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub server_time: OffsetDateTime,
    /// How often the client pings at least, in seconds; nothing heard for twice that: the link is dead.
    #[schemars(range(min = 1, max = 3600))]
    pub heartbeat_seconds: u32,
    /// Who is signed in.
    pub agent: Agent,
    /// The agent's presence and the center's own list of presences.
    pub presence: Presence,
    /// What the administrator set.
    #[serde(default)]
    pub settings: Settings,
    /// The whole truth about open offers: what is not in it is gone.
    pub offers: Vec<OpenOffer>,
}

/// An agent of the contact center.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Agent {
    /// Id within the center.
    #[schemars(length(min = 1, max = 512))]
    pub id: String,
    /// Name as people know it.
    pub name: String,
}

/// The agent's presence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Presence {
    /// Id of the present one.
    #[schemars(length(min = 1, max = 512))]
    pub current: String,
    /// All that the agent may choose.
    #[serde(default)]
    #[schemars(length(max = 50))]
    pub options: Vec<PresenceOption>,
}

/// A presence that the agent may choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PresenceOption {
    /// Id as commands use it.
    #[schemars(length(min = 1, max = 512))]
    pub id: String,
    /// Name as the agent sees it.
    pub name: String,
}

/// What the administrator of the center set. A value that is absent is left to the agent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// Locks the theme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<Theme>,
    /// Opened for what has no URL of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 4096))]
    pub agent_desktop_url: Option<String>,
    /// Hosts (`name` or `name:port`) that links may lead to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 100), inner(length(max = 260)))]
    pub allowed_hosts: Option<Vec<String>>,
    /// Whether sounds are played.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sounds: Option<bool>,
    /// Reasons that the agent chooses from when declining.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 50))]
    pub decline_reasons: Option<Vec<String>>,
}

/// How windows look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
    /// As the desktop says.
    System,
}

/// An offer of the snapshot: an [`Offer`] and the deadline that `offer.created` has as `expirytime`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpenOffer {
    /// The offer.
    #[serde(flatten)]
    pub offer: Offer,
    /// Its deadline; absent: no countdown.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub expirytime: Option<OffsetDateTime>,
}

/// A conversation that waits for this agent's answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// Id within the center.
    #[schemars(length(min = 1, max = 512))]
    pub offer_id: String,
    /// Why it comes to this agent.
    pub reason: OfferReason,
    /// Whether the agent may decline.
    pub declinable: bool,
    /// What is offered.
    pub conversation: Conversation,
}

/// Why an offer comes to this agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OfferReason {
    /// A new conversation.
    Incoming,
    /// Another agent or a supervisor hands it over.
    Transfer,
    /// Another agent escalates it.
    Escalation,
    /// A bot hands it over to a person.
    BotEscalation,
    /// Another agent asks for advice.
    Consult,
}

/// An offer that is no longer open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OfferClosed {
    /// Which.
    #[schemars(length(min = 1, max = 512))]
    pub offer_id: String,
    /// Why.
    pub outcome: Outcome,
    /// Name of the agent who has it now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// Why an offer is no longer open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// This agent accepted it.
    Accepted,
    /// Another agent has it.
    Taken,
    /// The customer left.
    CustomerLeft,
    /// Its time ran out, or this agent declined.
    Expired,
    /// It went to another queue or agent.
    Rerouted,
}

/// Something that already happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// Id within the center.
    #[schemars(length(min = 1, max = 512))]
    pub notice_id: String,
    /// What happened.
    pub kind: NoticeKind,
    /// To which conversation; the click opens its `summaryUrl`.
    pub conversation: Conversation,
    /// Name of the person or bot who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What that person wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a notice tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// A conversation was assigned to this agent.
    Assigned,
    /// A conversation was transferred to this agent.
    Transferred,
    /// A conversation was escalated to this agent.
    Escalated,
    /// A bot escalated a conversation to this agent.
    EscalatedFromBot,
    /// Another agent asks for advice.
    Consult,
    /// A supervisor writes.
    Supervisor,
}

/// A notice that is no longer true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NoticeWithdrawn {
    /// Which.
    #[schemars(length(min = 1, max = 512))]
    pub notice_id: String,
}

/// The agent's new presence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PresenceChanged {
    /// Id of the new one.
    #[schemars(length(min = 1, max = 512))]
    pub current: String,
    /// Why, e.g. `missed-offer`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The answer to a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CommandResult {
    /// Whether it was done.
    pub ok: bool,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<RefusalCode>,
    /// Why not, in words for a log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What to open now: the customer summary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 4096))]
    pub url: Option<String>,
}

/// Why a command was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RefusalCode {
    /// Another agent was faster.
    Taken,
    /// The deadline has passed.
    Expired,
    /// The customer left or the offer went elsewhere.
    Withdrawn,
    /// The agent may not do this.
    Forbidden,
    /// No such offer or presence.
    Unknown,
    /// The agent's capacity is used up, or the center is busy.
    Busy,
}

/// Announces a planned close.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Closing {
    /// Why, in words for a log.
    pub reason: String,
    /// When to come back, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reconnect_after_seconds: Option<u32>,
}
