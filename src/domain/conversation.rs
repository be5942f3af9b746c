//! Conversations and their customers, cleaned of everything that must not be shown.

use std::collections::BTreeMap;

use super::channel::Channel;
use super::id::{ConversationId, NoticeId, OfferId};
use crate::pii::Pii;
use crate::protocol::from_center::{Identified, NoticeKind, OfferReason};
use crate::time::Timestamp;

/// A conversation as the agent may see it: every text is already fit to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Names it.
    pub id: ConversationId,
    /// How the customer writes.
    pub channel: Channel,
    /// The queue it waited in.
    pub queue: Option<String>,
    /// Who writes.
    pub customer: Customer,
    /// The customer's words.
    pub comment: Option<Pii<String>>,
    /// What the customer answered before the conversation, by question.
    pub answers: BTreeMap<String, Pii<String>>,
    /// The case it belongs to.
    pub case: Option<Case>,
    /// Since when the customer waits.
    pub waiting_since: Timestamp,
    /// The customer summary; still to be checked against the allowed hosts.
    pub summary_url: Option<String>,
}

/// Who writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Name of the contact, or as the customer gave it.
    pub name: Option<Pii<String>>,
    /// Phone number as it is to be shown.
    pub phone: Option<Pii<String>>,
    /// The contact's company.
    pub company: Option<Pii<String>>,
    /// Whether a contact was found.
    pub identified: Identified,
}

impl Customer {
    /// What the customer is called: the name, else the number.
    pub fn title(&self) -> Option<&str> {
        self.name.as_ref().or(self.phone.as_ref()).map(|text| text.reveal().as_str())
    }
}

/// The case of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Number as people quote it.
    pub number: Option<String>,
    /// Title.
    pub title: Option<Pii<String>>,
}

/// A conversation that waits for this agent's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Names it.
    pub id: OfferId,
    /// Why it comes to this agent.
    pub reason: OfferReason,
    /// Whether the agent may decline.
    pub declinable: bool,
    /// When it lapses; none: when the center says so.
    pub deadline: Option<Timestamp>,
    /// What is offered.
    pub conversation: Conversation,
}

/// Something that already happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Names it.
    pub id: NoticeId,
    /// What happened.
    pub kind: NoticeKind,
    /// To which conversation.
    pub conversation: Conversation,
    /// Who did it.
    pub from: Option<String>,
    /// What that person wrote.
    pub note: Option<Pii<String>>,
}
