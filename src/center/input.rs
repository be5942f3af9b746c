//! What reaches the deciding part of the center, and what it asks to be done.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use time::OffsetDateTime;

use super::archive::Record;
use super::contacts::Claim;
use crate::protocol::Envelope;
use crate::protocol::from_center::{NoticeKind, OfferReason, Theme};
use crate::protocol::from_client::{Event, Hello};

/// Names a connection of an agent; never used twice, and the later one has the higher number.
pub type ConnectionId = u64;

/// Everything that can happen to the center.
#[derive(Clone, Debug)]
pub enum Input {
    /// An agent's computer said hello.
    Hello {
        /// Who.
        agent: String,
        /// On which connection.
        connection: ConnectionId,
        /// What it said.
        hello: Hello,
    },
    /// A connection ended.
    Gone {
        /// Whose.
        agent: String,
        /// Which.
        connection: ConnectionId,
    },
    /// An agent's computer said something after hello.
    Said {
        /// Who.
        agent: String,
        /// On which connection.
        connection: ConnectionId,
        /// The event's id, which makes a command idempotent.
        id: String,
        /// What.
        event: Event,
    },
    /// A sender raised an event.
    Raised(Box<Envelope<Value>>),
    /// A customer wrote.
    Opened(Box<NewConversation>),
    /// Somebody wrote in a conversation.
    Wrote {
        /// Where.
        conversation: String,
        /// Who.
        from: Author,
        /// What.
        text: String,
    },
    /// A conversation ends.
    Closed {
        /// Which.
        conversation: String,
        /// Who ended it.
        by: Author,
    },
    /// A conversation goes to another agent or queue.
    Handover {
        /// Which.
        conversation: String,
        /// What is told.
        kind: Handover,
        /// To whom, and with which words.
        order: HandoverOrder,
    },
    /// A supervisor offers a conversation to every free agent at once.
    OfferToAll {
        /// Which.
        conversation: String,
    },
    /// A supervisor sets an agent's presence.
    Presence {
        /// Whose.
        agent: String,
        /// Id of the presence.
        presence: String,
    },
    /// A supervisor signs an agent out.
    SignOut {
        /// Whom.
        agent: String,
    },
    /// The administrator sets the theme; none leaves it to the agents.
    Theme(Option<Theme>),
    /// Somebody looks.
    Look(Look),
    /// The center stops.
    Shutdown,
    /// A deadline may have passed.
    Tick,
}

/// What somebody looks at.
#[derive(Clone, Debug)]
pub enum Look {
    /// Everything that the supervisor's page shows.
    Overview,
    /// All agents.
    Agents,
    /// All conversations.
    Conversations,
    /// One conversation.
    Conversation(String),
}

/// A customer's first words.
#[derive(Clone, Debug)]
pub struct NewConversation {
    /// `chat`, `sms` or `facebook`.
    pub channel: String,
    /// What the customer says about themself.
    pub claim: Claim,
    /// The question.
    pub comment: Option<String>,
    /// What the customer answered before, by question.
    pub answers: BTreeMap<String, String>,
    /// The wished queue.
    pub queue: Option<String>,
    /// Whether a bot answers first.
    pub bot: bool,
}

/// Who writes in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Author {
    /// The customer.
    Customer,
    /// The agent whose conversation it is.
    Agent,
    /// The bot.
    Bot,
}

/// How a conversation goes to another agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handover {
    /// A supervisor assigns it.
    Assign,
    /// It is transferred.
    Transfer,
    /// It is escalated.
    Escalate,
    /// A bot hands it over.
    EscalateFromBot,
}

impl Handover {
    /// What the notice says.
    pub const fn notice(self) -> NoticeKind {
        match self {
            Self::Assign => NoticeKind::Assigned,
            Self::Transfer => NoticeKind::Transferred,
            Self::Escalate => NoticeKind::Escalated,
            Self::EscalateFromBot => NoticeKind::EscalatedFromBot,
        }
    }

    /// Why it is offered, where the agent is asked.
    pub const fn reason(self) -> OfferReason {
        match self {
            Self::Assign => OfferReason::Incoming,
            Self::Transfer => OfferReason::Transfer,
            Self::Escalate => OfferReason::Escalation,
            Self::EscalateFromBot => OfferReason::BotEscalation,
        }
    }
}

/// To whom a conversation goes, and with which words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandoverOrder {
    /// Id of the agent; absent: whoever the queue's routing finds.
    #[serde(default)]
    pub agent: Option<String>,
    /// Another queue for the conversation.
    #[serde(default)]
    pub queue: Option<String>,
    /// Whether the agent is asked first, by an offer, instead of told by a notice.
    #[serde(default)]
    pub ask: bool,
    /// Name of the person or bot who does it.
    #[serde(default)]
    pub from: Option<String>,
    /// What that person writes.
    #[serde(default)]
    pub note: Option<String>,
}

/// What is to be done, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Write a text message to a connection.
    Send {
        /// Which.
        connection: ConnectionId,
        /// One event.
        text: Arc<str>,
    },
    /// Add to the file of what must survive the center.
    Keep(Record),
    /// Close a connection.
    Close {
        /// Which.
        connection: ConnectionId,
        /// One of [`crate::protocol::close`].
        code: u16,
        /// Why, in words for a log.
        reason: &'static str,
    },
    /// Pages that show this should look again.
    Changed {
        /// The conversation; none where only the overview changed.
        conversation: Option<String>,
    },
}

/// What the one who asked gets to know.
pub type Answer = Result<Value, Refused>;

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which kind.
    pub kind: Refusal,
    /// A sentence.
    pub sentence: String,
    /// JSON pointer to what is wrong in the request.
    pub pointer: Option<String>,
}

/// Kinds of refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The request makes no sense.
    Bad,
    /// There is no such agent or conversation.
    NotFound,
    /// Too late, or not now.
    Conflict,
    /// Too large for one message.
    TooLarge,
}

impl Refused {
    /// A refusal that points nowhere.
    pub fn new(kind: Refusal, sentence: impl Into<String>) -> Self {
        Self { kind, sentence: sentence.into(), pointer: None }
    }

    /// The request makes no sense at this JSON pointer.
    pub fn at(pointer: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { kind: Refusal::Bad, sentence: sentence.into(), pointer: Some(pointer.into()) }
    }
}

/// The moment of an input, on the center's clock.
pub type Now = OffsetDateTime;
