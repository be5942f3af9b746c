//! A conversation's way: opened, written in, handed over, offered to all, closed.

use serde_json::json;

use super::contacts::Claim;
use super::conversations::{Conversation, MESSAGE, State, What};
use super::input::{Answer, Author, Handover, HandoverOrder, NewConversation, Now, Refusal, Refused};
use super::routing::Way;
use super::state::{About, CenterState};
use crate::protocol::from_center::{self, Event, Notice, NoticeWithdrawn, OfferReason, Outcome};
use crate::text::{NAME, shown, shown_if_any};

/// The channels that customers can write by.
const CHANNELS: [&str; 3] = ["chat", "sms", "facebook"];

impl CenterState {
    /// A customer wrote: a new conversation, or for a text message the open one of its number.
    pub(super) fn open(&mut self, now: Now, new: NewConversation) -> Answer {
        let queue = self.check(&new)?;
        let comment = shown_if_any(new.comment.as_deref(), MESSAGE);
        let number = new.claim.phone.as_deref().filter(|_| new.channel == "sms").map(|typed| self.number(typed));
        if let Some(open) = number.as_deref().and_then(|number| self.open_with(number)) {
            return self.wrote(now, &open, Author::Customer, comment.as_deref().unwrap_or_default());
        }
        let id = self.new_id('c');
        let conversation = self.new_conversation(now, &id, queue, number, &new, comment);
        self.conversations.insert(id.clone(), conversation);
        self.changed(Some(&id));
        self.route(now);
        self.conversation_view(&id)
    }

    fn check(&self, new: &NewConversation) -> Result<String, Refused> {
        if !CHANNELS.contains(&new.channel.as_str()) {
            return Err(Refused::at("/channel", "The channel is one of chat, sms, facebook."));
        }
        if new.channel == "sms" && new.claim.phone.as_deref().is_none_or(|phone| phone.trim().is_empty()) {
            return Err(Refused::at("/phone", "A text message comes from a phone number."));
        }
        if new.claim.contact.as_deref().is_some_and(|id| self.directory.contact(id).is_none()) {
            return Err(Refused::at("/contact", "There is no such contact."));
        }
        self.checked_queue(new.queue.as_deref())
    }

    fn checked_queue(&self, wished: Option<&str>) -> Result<String, Refused> {
        let Some(wished) = wished else { return Ok(self.queues[0].clone()) };
        let known = self.queues.iter().find(|queue| queue.eq_ignore_ascii_case(wished));
        known.cloned().ok_or_else(|| Refused::at("/queue", "There is no such queue."))
    }

    fn number(&self, typed: &str) -> String {
        self.directory.e164(typed).unwrap_or_else(|| typed.trim().to_owned())
    }

    fn open_with(&self, number: &str) -> Option<String> {
        let same =
            |conversation: &&Conversation| conversation.is_open() && conversation.number.as_deref() == Some(number);
        self.conversations.values().find(same).map(|conversation| conversation.id.clone())
    }

    fn new_conversation(
        &self,
        now: Now,
        id: &str,
        queue: String,
        number: Option<String>,
        new: &NewConversation,
        comment: Option<String>,
    ) -> Conversation {
        let (customer, candidates) = self.identified(&new.claim);
        let mut conversation = Conversation {
            id: id.into(),
            channel: new.channel.clone(),
            queue,
            case: customer.id.as_deref().and_then(|id| self.directory.contact(id)?.case.clone()),
            customer,
            number,
            candidates,
            comment: comment.clone(),
            answers: new.answers.clone(),
            waiting_since: now,
            state: if new.bot { State::Bot } else { State::Waiting },
            owner: None,
            reason: OfferReason::Incoming,
            tried: std::collections::BTreeMap::new(),
            notice: None,
            messages: vec![],
            timeline: vec![],
        };
        conversation.note(now, What::Arrived, None);
        if new.bot {
            conversation.note(now, What::Bot, None);
        }
        if let Some(comment) = comment {
            let name = conversation.customer.name.clone();
            conversation.write(now, Author::Customer, name, comment);
        }
        conversation
    }

    fn identified(&self, claim: &Claim) -> (from_center::Customer, Vec<String>) {
        let (customer, found) = self.directory.identify(claim);
        (customer, found.into_iter().map(|contact| contact.id.clone()).collect())
    }

    /// The conversation as the protocol tells it.
    pub(super) fn wire(&self, id: &str) -> Option<from_center::Conversation> {
        let conversation = self.conversations.get(id)?;
        Some(from_center::Conversation {
            id: id.into(),
            channel: conversation.channel.clone(),
            queue: Some(conversation.queue.clone()),
            customer: conversation.customer.clone(),
            comment: conversation.comment.clone(),
            answers: conversation.answers.clone(),
            case: conversation.case.clone(),
            waiting_since: conversation.waiting_since,
            summary_url: Some(self.summary_url(id)),
        })
    }

    /// Where the customer summary is.
    pub(super) fn summary_url(&self, id: &str) -> String {
        format!("{}/conversations/{id}", self.rules.base_url)
    }

    /// Adds a message.
    pub(super) fn wrote(&mut self, now: Now, id: &str, from: Author, text: &str) -> Answer {
        let text = shown(text, MESSAGE);
        let conversation = self.conversation(id)?;
        if !conversation.is_open() {
            return Err(Refused::new(Refusal::Conflict, "The conversation is closed."));
        }
        if text.is_empty() {
            return Err(Refused::at("/text", "There is nothing to send."));
        }
        let owner = conversation.owner.clone();
        let name = match from {
            Author::Customer => conversation.customer.name.clone(),
            Author::Agent => owner.and_then(|owner| self.agent_name(&owner)),
            Author::Bot => None,
        };
        self.conversation(id)?.write(now, from, name, text);
        self.changed(Some(id));
        self.conversation_view(id)
    }

    /// Ends a conversation; the agent is free for another.
    pub(super) fn close(&mut self, now: Now, id: &str, by: Author) -> Answer {
        let conversation = self.conversation(id)?;
        if conversation.is_open() {
            conversation.state = State::Closed;
            let left = by == Author::Customer;
            conversation.note(now, if left { What::CustomerLeft } else { What::Closed }, None);
            self.withdraw_notice(now, id);
            self.end_offers_of(now, id, if left { Outcome::CustomerLeft } else { Outcome::Rerouted }, None);
            self.changed(Some(id));
            self.route(now);
        }
        self.conversation_view(id)
    }

    /// Gives a conversation to an agent, asks the agent first, or sends it back to a queue.
    pub(super) fn hand_over(&mut self, now: Now, id: &str, kind: Handover, order: &HandoverOrder) -> Answer {
        let queue = order.queue.as_deref().map(|wished| self.checked_queue(Some(wished))).transpose()?;
        let conversation = self.conversation(id)?;
        if !conversation.is_open() {
            return Err(Refused::new(Refusal::Conflict, "The conversation is closed."));
        }
        if let Some(queue) = queue {
            conversation.queue = queue;
        }
        match &order.agent {
            None => self.back_to_queue(now, id, kind),
            Some(agent) if order.ask => self.ask(now, id, agent, kind)?,
            Some(agent) => self.give(now, id, agent, kind, order)?,
        }
        self.changed(Some(id));
        self.route(now);
        self.conversation_view(id)
    }

    fn ask(&mut self, now: Now, id: &str, agent: &str, kind: Handover) -> Result<(), Refused> {
        self.desk(agent)?;
        if self.conversation(id)?.owner.as_deref() == Some(agent) {
            return Err(Refused::new(Refusal::Conflict, "The agent has this conversation already."));
        }
        self.end_offers_of(now, id, Outcome::Rerouted, None);
        let conversation = self.conversation(id)?;
        conversation.reason = kind.reason();
        if conversation.state == State::Bot {
            conversation.state = State::Waiting;
        }
        self.offer(now, id, agent, kind.reason(), Way::Asked);
        Ok(())
    }

    fn give(&mut self, now: Now, id: &str, agent: &str, kind: Handover, order: &HandoverOrder) -> Result<(), Refused> {
        let name = self.desk(agent)?.name.clone();
        self.withdraw_notice(now, id);
        self.end_offers_of(now, id, Outcome::Rerouted, Some(&name));
        self.take(id, agent);
        let notice_id = self.new_id('n');
        let conversation = self.conversation(id)?;
        conversation.note(now, happened(kind), Some(&name));
        conversation.notice = Some((agent.into(), notice_id.clone()));
        let Some(about) = self.wire(id) else { return Ok(()) };
        let notice = Notice {
            notice_id,
            kind: kind.notice(),
            conversation: about,
            from: shown_if_any(order.from.as_deref(), NAME),
            note: shown_if_any(order.note.as_deref(), MESSAGE),
        };
        self.tell(now, agent, &Event::Notice(Box::new(notice)), About::conversation(id));
        Ok(())
    }

    fn back_to_queue(&mut self, now: Now, id: &str, kind: Handover) {
        self.withdraw_notice(now, id);
        self.end_offers_of(now, id, Outcome::Rerouted, None);
        let Some(conversation) = self.conversations.get_mut(id) else { return };
        conversation.note(now, happened(kind), None);
        conversation.state = State::Waiting;
        conversation.reason = kind.reason();
        conversation.waiting_since = now;
        // Whoever hands it back is asked last.
        if let Some(owner) = conversation.owner.take() {
            conversation.tried.insert(owner, now);
        }
    }

    /// Makes the conversation the agent's.
    pub(super) fn take(&mut self, id: &str, agent: &str) {
        let Some(conversation) = self.conversations.get_mut(id) else { return };
        conversation.state = State::Active;
        conversation.owner = Some(agent.into());
        conversation.tried.clear();
        tracing::info!(conversation = id, agent, "taken");
    }

    /// Takes back the notice about a conversation that is no longer its agent's.
    pub(super) fn withdraw_notice(&mut self, now: Now, id: &str) {
        let Some((agent, notice_id)) =
            self.conversations.get_mut(id).and_then(|conversation| conversation.notice.take())
        else {
            return;
        };
        let event = Event::NoticeWithdrawn(NoticeWithdrawn { notice_id });
        self.tell(now, &agent, &event, About::conversation(id));
    }

    /// Offers a conversation to every free agent at once; the first who accepts has it.
    pub(super) fn offer_to_all(&mut self, now: Now, id: &str) -> Answer {
        if self.conversation(id)?.state != State::Waiting {
            return Err(Refused::new(Refusal::Conflict, "Only a waiting conversation can be offered to all."));
        }
        let reason = self.conversation(id)?.reason;
        let free: Vec<String> =
            self.agents.values().filter(|desk| desk.is_free()).map(|desk| desk.id.clone()).collect();
        if free.is_empty() {
            return Err(Refused::new(Refusal::Conflict, "No agent is connected and available."));
        }
        self.end_offers_of(now, id, Outcome::Rerouted, None);
        for agent in &free {
            self.offer(now, id, agent, reason, Way::ToAll);
        }
        Ok(json!({ "offeredTo": free }))
    }
}

const fn happened(kind: Handover) -> What {
    match kind {
        Handover::Assign => What::Assigned,
        Handover::Transfer => What::Transferred,
        Handover::Escalate => What::Escalated,
        Handover::EscalateFromBot => What::EscalatedFromBot,
    }
}
