//! Routing: which agent a waiting conversation is offered to, and what becomes of the offer.

use serde_json::Value;
use time::{Duration, OffsetDateTime};

use super::agents::AgentDesk;
use super::conversations::{Conversation, State, What};
use super::input::Now;
use super::state::{About, CenterState};
use crate::protocol::from_center::{self, Event, OfferClosed, OfferReason, Outcome};

/// After an agent declined or missed an offer, the same conversation is not offered to them again
/// sooner than this, or than an offer's own time where that is shorter.
const PAUSE: Duration = Duration::seconds(10);

/// An offer that rings.
#[derive(Clone, Debug)]
pub struct OpenOffer {
    /// Id within the center, or as the sender named it.
    pub id: String,
    /// Whose screen it rings on.
    pub agent: String,
    /// What is offered.
    pub subject: Subject,
    /// How it came to the agent.
    pub way: Way,
    /// As it was sent.
    pub offer: from_center::Offer,
    /// When it ends by itself.
    pub deadline: Option<OffsetDateTime>,
    /// The receipt of the agent's computer.
    pub shown: Option<Value>,
}

/// What is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A conversation of this center, by id.
    Ours(String),
    /// What a sender raised.
    Raised,
}

/// How an offer came to the agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Found by routing.
    Routed,
    /// Offered to several agents at once.
    ToAll,
    /// Asked for by name, whatever the capacity.
    Asked,
}

/// An offer that rings no more.
#[derive(Clone, Debug)]
pub struct Ended {
    /// On whose screen it rang.
    pub agent: String,
    /// Why it ended.
    pub outcome: Outcome,
    /// What to open, where it was accepted.
    pub url: Option<String>,
}

impl CenterState {
    /// Offers each waiting conversation to the next free agent, the longest waiting first.
    pub(super) fn route(&mut self, now: Now) {
        let mut waiting: Vec<(OffsetDateTime, String)> = self
            .conversations
            .values()
            .filter(|conversation| conversation.state == State::Waiting && !self.rings(&conversation.id))
            .map(|conversation| (conversation.waiting_since, conversation.id.clone()))
            .collect();
        waiting.sort();
        for (_, id) in waiting {
            if let Some(agent) = self.conversations.get(&id).and_then(|conversation| self.next_agent(now, conversation))
            {
                let reason = self.conversations[&id].reason;
                self.offer(now, &id, &agent, reason, Way::Routed);
            }
        }
    }

    /// The free agent who never had the conversation, or had it longest ago; then the least busy.
    fn next_agent(&self, now: Now, conversation: &Conversation) -> Option<String> {
        let rested =
            |desk: &&AgentDesk| conversation.tried.get(&desk.id).is_none_or(|tried| *tried + self.pause() <= now);
        self.agents
            .values()
            .filter(|desk| self.could_take(desk, &conversation.queue))
            .filter(rested)
            .min_by_key(|desk| {
                (conversation.tried.get(&desk.id), self.load(&desk.id), desk.last_offered, desk.id.clone())
            })
            .map(|desk| desk.id.clone())
    }

    fn could_take(&self, desk: &AgentDesk, queue: &str) -> bool {
        desk.is_free() && desk.serves(queue) && self.load(&desk.id) < desk.capacity
    }

    /// Conversations of the agent.
    pub(super) fn owned(&self, agent: &str) -> usize {
        let own = |conversation: &&Conversation| {
            conversation.state == State::Active && conversation.owner.as_deref() == Some(agent)
        };
        self.conversations.values().filter(own).count()
    }

    /// Conversations of the agent, and those that ring and would become so.
    fn load(&self, agent: &str) -> usize {
        let rings = |offer: &&OpenOffer| offer.agent == agent && offer.subject != Subject::Raised;
        self.owned(agent) + self.offers.values().filter(rings).count()
    }

    fn rings(&self, conversation: &str) -> bool {
        self.offers.values().any(|offer| offer.subject == Subject::Ours(conversation.into()))
    }

    fn pause(&self) -> Duration {
        PAUSE.min(self.rules.offer_time)
    }

    /// When agents who already had the waiting conversation may get it again.
    pub(super) fn retries<'a>(&'a self, conversation: &'a Conversation) -> impl Iterator<Item = OffsetDateTime> + 'a {
        let waits = conversation.state == State::Waiting;
        conversation.tried.values().filter(move |_| waits).map(|tried| *tried + self.pause())
    }

    /// Rings a conversation of ours on an agent's screen.
    pub(super) fn offer(&mut self, now: Now, conversation: &str, agent: &str, reason: OfferReason, way: Way) {
        let Some(about) = self.wire(conversation) else { return };
        let id = self.new_id('o');
        let offer = from_center::Offer { offer_id: id.clone(), reason, declinable: true, conversation: about };
        let deadline = now + self.rules.offer_time;
        let name = self.agents.get_mut(agent).map(|desk| {
            desk.last_offered = Some(now);
            desk.name.clone()
        });
        if let Some(conversation) = self.conversations.get_mut(conversation) {
            conversation.note(now, What::Offered, name.as_deref());
        }
        self.ring(OpenOffer {
            id,
            agent: agent.into(),
            subject: Subject::Ours(conversation.into()),
            way,
            offer: offer.clone(),
            deadline: Some(deadline),
            shown: None,
        });
        let about = About { expirytime: Some(deadline), ..About::conversation(conversation) };
        self.tell(now, agent, &Event::OfferCreated(Box::new(offer)), about);
        self.changed(Some(conversation));
    }

    /// Remembers an offer as ringing.
    pub(super) fn ring(&mut self, offer: OpenOffer) {
        tracing::debug!(offer = offer.id, agent = offer.agent, "offered");
        self.offers.insert(offer.id.clone(), offer);
    }

    /// Ends what rings past its deadline, and routes on.
    pub(super) fn expire(&mut self, now: Now) {
        let late = |offer: &&OpenOffer| offer.deadline.is_some_and(|deadline| deadline <= now);
        let expired: Vec<OpenOffer> = self.offers.values().filter(late).cloned().collect();
        if expired.is_empty() {
            return;
        }
        for offer in expired {
            self.end_offer(now, &offer.id, Outcome::Expired, None);
            self.not_taken(now, &offer, What::Missed, None);
            if let Some(presence) = self.rules.missed_offer_presence.clone() {
                let set = self.set_presence(now, &offer.agent, &presence, Some("missed-offer"));
                debug_assert!(set.is_ok(), "the presence was checked at start");
            }
        }
        self.route(now);
    }

    /// Notes that the agent did not take the conversation, so that others get it first.
    pub(super) fn not_taken(&mut self, now: Now, offer: &OpenOffer, what: What, why: Option<String>) {
        let Subject::Ours(id) = &offer.subject else { return };
        let name = self.agent_name(&offer.agent);
        if let Some(conversation) = self.conversations.get_mut(id) {
            conversation.tried.insert(offer.agent.clone(), now);
            conversation.note(now, what, name.as_deref());
            conversation.note_reason(why);
        }
        self.changed(Some(id));
    }

    /// Stops the ringing of one offer and tells its agent.
    pub(super) fn end_offer(&mut self, now: Now, id: &str, outcome: Outcome, by: Option<String>) {
        let Some(offer) = self.offers.remove(id) else { return };
        let url = offer.offer.conversation.summary_url.clone();
        self.ended.put(id.into(), Ended { agent: offer.agent.clone(), outcome, url });
        let closed = OfferClosed { offer_id: id.into(), outcome, by };
        let about = About::conversation(&offer.offer.conversation.id);
        self.tell(now, &offer.agent, &Event::OfferClosed(closed), about);
        self.changed(None);
    }

    /// Remembers that an offer ended which its agent was or is told about otherwise.
    pub(super) fn forget_offer(&mut self, id: &str, outcome: Outcome) {
        let Some(offer) = self.offers.remove(id) else { return };
        self.ended.put(id.into(), Ended { agent: offer.agent, outcome, url: offer.offer.conversation.summary_url });
    }

    /// Stops the ringing of a conversation everywhere.
    pub(super) fn end_offers_of(&mut self, now: Now, conversation: &str, outcome: Outcome, by: Option<&str>) {
        let subject = Subject::Ours(conversation.into());
        let ids: Vec<String> =
            self.offers.values().filter(|offer| offer.subject == subject).map(|offer| offer.id.clone()).collect();
        for id in ids {
            self.end_offer(now, &id, outcome, by.map(Into::into));
        }
    }
}
