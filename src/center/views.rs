//! The state as the pages and the REST interface show it.

use serde_json::{Value, json};

use super::agents::{AgentDesk, Receipt};
use super::conversations::Conversation;
use super::input::{Answer, Refusal, Refused};
use super::routing::{OpenOffer, Subject};
use super::state::CenterState;
use time::format_description::well_known::Rfc3339;

impl CenterState {
    /// Everything that the supervisor's page shows.
    pub(super) fn overview(&self) -> Value {
        json!({
            "agents": self.agents_view(),
            "queues": self.queues,
            "conversations": self.conversations_view(),
            "receipts": self.receipts.iter().rev().map(|receipt| self.receipt_view(receipt)).collect::<Vec<_>>(),
            "settings": self.settings(),
            "presences": super::agents::PRESENCES,
        })
    }

    /// All agents.
    pub(super) fn agents_view(&self) -> Value {
        self.agents.values().map(|desk| self.agent_view(desk)).collect()
    }

    fn agent_view(&self, desk: &AgentDesk) -> Value {
        json!({
            "id": desk.id,
            "name": desk.name,
            "presence": desk.presence,
            "connected": desk.session.is_some(),
            "device": desk.session.as_ref().map(|session| json!({ "os": session.os, "version": session.version })),
            "capacity": desk.capacity,
            "conversations": self.owned(&desk.id),
            "offers": self.offers.values().filter(|offer| offer.agent == desk.id).count(),
            "queues": desk.queues,
            "unacknowledged": desk.mailbox.len(),
        })
    }

    fn receipt_view(&self, receipt: &Receipt) -> Value {
        json!({
            "at": receipt.at.format(&Rfc3339).unwrap_or_default(),
            "agent": self.agent_name(&receipt.agent),
            "offerId": receipt.offer,
            "noticeId": receipt.notice,
            "conversation": receipt.conversation,
            "how": receipt.how,
            "why": receipt.why,
        })
    }

    /// All conversations, the newest first, without their messages.
    pub(super) fn conversations_view(&self) -> Value {
        self.conversations.values().rev().map(|conversation| Value::Object(self.short(conversation))).collect()
    }

    fn short(&self, conversation: &Conversation) -> serde_json::Map<String, Value> {
        let owner = conversation.owner.as_deref();
        let Value::Object(view) = json!({
            "id": conversation.id,
            "channel": conversation.channel,
            "queue": conversation.queue,
            "state": conversation.state,
            "agent": owner.map(|id| json!({ "id": id, "name": self.agent_name(id) })),
            "customer": conversation.customer,
            "comment": conversation.comment,
            "case": conversation.case,
            "waitingSince": conversation.waiting_since.format(&Rfc3339).unwrap_or_default(),
            "summaryUrl": self.summary_url(&conversation.id),
            "offers": self.offers_view(&conversation.id),
        }) else {
            return serde_json::Map::new();
        };
        view
    }

    fn offers_view(&self, conversation: &str) -> Value {
        let of_it = |offer: &&OpenOffer| offer.subject == Subject::Ours(conversation.into());
        let view = |offer: &OpenOffer| {
            json!({
                "offerId": offer.id,
                "agent": self.agent_name(&offer.agent),
                "expirytime": offer.deadline.and_then(|deadline| deadline.format(&Rfc3339).ok()),
                "shown": offer.shown,
            })
        };
        self.offers.values().filter(of_it).map(view).collect()
    }

    /// One conversation whole.
    pub(super) fn conversation_view(&self, id: &str) -> Answer {
        let conversation = self
            .conversations
            .get(id)
            .ok_or_else(|| Refused::new(Refusal::NotFound, "There is no such conversation in this center."))?;
        let mut view = self.short(conversation);
        let contact = conversation.customer.id.as_deref().and_then(|id| self.directory.contact(id));
        let candidates = conversation.candidates.iter().filter_map(|id| self.directory.contact(id));
        let candidates: Vec<Value> =
            candidates.map(|contact| json!({ "name": contact.name, "company": contact.company })).collect();
        view.insert("messages".into(), json!(conversation.messages));
        view.insert("timeline".into(), json!(conversation.timeline));
        view.insert("contact".into(), self.contact_view(contact));
        view.insert("candidates".into(), json!(candidates));
        Ok(Value::Object(view))
    }

    fn contact_view(&self, contact: Option<&super::contacts::Contact>) -> Value {
        let Some(contact) = contact else { return Value::Null };
        let international = |phone: &Option<String>| phone.as_deref().map(|typed| self.directory.international(typed));
        json!({
            "id": contact.id,
            "name": contact.name,
            "company": contact.company,
            "email": contact.email,
            "mobilePhone": international(&contact.mobile_phone),
            "businessPhone": international(&contact.business_phone),
            "history": contact.history,
        })
    }
}
