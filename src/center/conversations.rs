//! Conversations: who writes, whose they are, and what happened in them.

use std::collections::BTreeMap;

use serde::Serialize;
use time::OffsetDateTime;

use super::input::Author;
use crate::protocol::from_center::{Case, Customer, OfferReason};

/// Characters kept of one message.
pub const MESSAGE: usize = 2_000;
/// Messages kept of one conversation; older ones go first.
const MESSAGES: usize = 500;

/// A conversation with a customer.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// Id within the center.
    pub id: String,
    /// `chat`, `sms` or `facebook`.
    pub channel: String,
    /// The queue it waits or waited in.
    pub queue: String,
    /// Who writes.
    pub customer: Customer,
    /// The customer's number in E.164, by which later messages find the conversation.
    pub number: Option<String>,
    /// Ids of the contacts that the customer may be.
    pub candidates: Vec<String>,
    /// The question.
    pub comment: Option<String>,
    /// What the customer answered before, by question.
    pub answers: BTreeMap<String, String>,
    /// The case of the contact.
    pub case: Option<Case>,
    /// Since when the customer waits.
    pub waiting_since: OffsetDateTime,
    /// Where it is.
    pub state: State,
    /// Whose it is.
    pub owner: Option<String>,
    /// Why routing offers it.
    pub reason: OfferReason,
    /// When it was last offered to whom.
    pub tried: BTreeMap<String, OffsetDateTime>,
    /// The notice that is true as long as the owner stays: its agent and id.
    pub notice: Option<(String, String)>,
    /// What was written.
    pub messages: Vec<Message>,
    /// What happened.
    pub timeline: Vec<Entry>,
}

/// Where a conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// A bot answers.
    Bot,
    /// The customer waits for an agent.
    Waiting,
    /// An agent has it.
    Active,
    /// It is over.
    Closed,
}

/// A message of a conversation.
#[derive(Clone, Debug, Serialize)]
pub struct Message {
    /// `customer`, `agent` or `bot`.
    pub from: &'static str,
    /// Name of the one who wrote, where known.
    pub name: Option<String>,
    /// What.
    pub text: String,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// Something that happened in a conversation.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// What.
    pub what: What,
    /// Name of the agent concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// Why, where the agent gave a reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What can happen in a conversation; the pages have a sentence for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The customer wrote.
    Arrived,
    /// A bot answers first.
    Bot,
    /// It was offered to an agent.
    Offered,
    /// The agent's computer could not show the offer.
    NotShown,
    /// The agent declined.
    Declined,
    /// The agent did not answer in time.
    Missed,
    /// The agent accepted.
    Accepted,
    /// It was assigned to an agent.
    Assigned,
    /// It was transferred.
    Transferred,
    /// It was escalated.
    Escalated,
    /// A bot escalated it.
    EscalatedFromBot,
    /// The customer left.
    CustomerLeft,
    /// The agent closed it.
    Closed,
}

impl Conversation {
    /// Notes what happened.
    pub fn note(&mut self, at: OffsetDateTime, what: What, agent: Option<&str>) {
        self.timeline.push(Entry { at, what, agent: agent.map(Into::into), why: None });
    }

    /// Adds the reason to what was noted last.
    pub fn note_reason(&mut self, why: Option<String>) {
        if let Some(entry) = self.timeline.last_mut() {
            entry.why = why;
        }
    }

    /// Adds a message.
    pub fn write(&mut self, at: OffsetDateTime, from: Author, name: Option<String>, text: String) {
        let from = match from {
            Author::Customer => "customer",
            Author::Agent => "agent",
            Author::Bot => "bot",
        };
        if self.messages.len() == MESSAGES {
            self.messages.remove(0);
        }
        self.messages.push(Message { from, name, text, at });
    }

    /// Whether an agent may still take or get it.
    pub fn is_open(&self) -> bool {
        self.state != State::Closed
    }
}
