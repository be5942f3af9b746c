//! What senders raise with `POST /v1/events`: checked against the protocol's types, numbered, told.

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::agents::is_presence;
use super::input::{Answer, Now, Refusal, Refused};
use super::routing::{OpenOffer, Subject, Way};
use super::state::CenterState;
use crate::protocol::from_center::{Event, Offer, OfferClosed};
use crate::protocol::{Envelope, MESSAGE_LIMIT, sequence_text};

/// Events that only the center itself can mean.
const OWN: [&str; 3] =
    ["dev.deskbell.session.ready.v1", "dev.deskbell.session.closing.v1", "dev.deskbell.command.result.v1"];
/// What numbering may add to an event's text. In bytes.
const NUMBERING: usize = 64;

impl CenterState {
    /// Numbers a sender's event and tells the agent; the same source and id again is told once.
    pub(super) fn raised(&mut self, now: Now, envelope: Envelope<Value>) -> Answer {
        check_attributes(&envelope)?;
        let agent = envelope.subject.as_deref().and_then(|subject| subject.strip_prefix("agent/"));
        let Some(agent) = agent.map(ToOwned::to_owned) else {
            return Err(Refused::at("/subject", "The subject is agent/ and the agent's id."));
        };
        let name = envelope.name();
        if let Some(sequence) = self.desk(&agent)?.raised.get(&name) {
            return Ok(accepted(*sequence));
        }
        let event: Event = envelope.body().map_err(|error| refusal_of(&envelope.kind, &error))?;
        check_length(&envelope)?;
        self.take_in(&agent, event, envelope.expirytime)?;
        let sequence = self.deliver(now, &agent, envelope).unwrap_or_default();
        self.desk(&agent)?.raised.put(name, sequence);
        self.changed(None);
        Ok(accepted(sequence))
    }

    /// What the center itself has to know about a sender's event.
    fn take_in(&mut self, agent: &str, event: Event, deadline: Option<OffsetDateTime>) -> Result<(), Refused> {
        match event {
            Event::OfferCreated(offer) => self.raised_offer(agent, *offer, deadline),
            Event::OfferUpdated(offer) => self.raised_update(agent, *offer, deadline),
            Event::OfferClosed(closed) => self.raised_close(agent, &closed),
            Event::Notice(_) | Event::NoticeWithdrawn(_) | Event::SettingsChanged(_) => Ok(()),
            Event::PresenceChanged(changed) => {
                if !is_presence(&changed.current) {
                    return Err(Refused::at("/data/current", "There is no such presence."));
                }
                self.desk(agent)?.presence = changed.current;
                Ok(())
            }
            Event::Ready(_) | Event::CommandResult(_) | Event::Closing(_) => Err(own_type()),
        }
    }

    fn raised_offer(&mut self, agent: &str, offer: Offer, deadline: Option<OffsetDateTime>) -> Result<(), Refused> {
        if self.offers.contains_key(&offer.offer_id) {
            return Err(Refused::at("/data/offerId", "An offer with this id rings already."));
        }
        self.ring(OpenOffer {
            id: offer.offer_id.clone(),
            agent: agent.into(),
            subject: Subject::Raised,
            way: Way::Asked,
            offer,
            deadline,
            shown: None,
        });
        Ok(())
    }

    fn raised_update(&mut self, agent: &str, offer: Offer, deadline: Option<OffsetDateTime>) -> Result<(), Refused> {
        let ringing = self.raised_by_senders(agent, &offer.offer_id)?;
        ringing.deadline = deadline;
        ringing.offer = offer;
        Ok(())
    }

    fn raised_close(&mut self, agent: &str, closed: &OfferClosed) -> Result<(), Refused> {
        self.raised_by_senders(agent, &closed.offer_id)?;
        self.forget_offer(&closed.offer_id, closed.outcome);
        Ok(())
    }

    fn raised_by_senders(&mut self, agent: &str, id: &str) -> Result<&mut OpenOffer, Refused> {
        let ringing = self.offers.get_mut(id).filter(|offer| offer.agent == agent && offer.subject == Subject::Raised);
        ringing.ok_or_else(|| Refused::at("/data/offerId", "No sender's offer with this id rings for this agent."))
    }
}

fn accepted(sequence: u64) -> Value {
    json!({ "sequence": sequence_text(sequence) })
}

fn check_attributes(envelope: &Envelope<Value>) -> Result<(), Refused> {
    if envelope.specversion != "1.0" {
        return Err(Refused::at("/specversion", "The version of CloudEvents is 1.0."));
    }
    if envelope.id.is_empty() {
        return Err(Refused::at("/id", "An event has an id."));
    }
    if envelope.source.is_empty() {
        return Err(Refused::at("/source", "An event has a source."));
    }
    if OWN.contains(&envelope.kind.as_str()) {
        return Err(own_type());
    }
    let far = envelope.expirytime.is_some_and(|at| !(0..=9998).contains(&at.year()));
    if far { Err(Refused::at("/expirytime", "The year has four digits.")) } else { Ok(()) }
}

fn own_type() -> Refused {
    Refused::at("/type", "Events of this type are the center's own.")
}

fn check_length(envelope: &Envelope<Value>) -> Result<(), Refused> {
    let length = serde_json::to_string(envelope).map_or(usize::MAX, |text| text.len());
    if length + NUMBERING > MESSAGE_LIMIT {
        return Err(Refused::new(Refusal::TooLarge, "An event is at most 64 KiB long."));
    }
    Ok(())
}

/// The sentence and JSON pointer of a body that is not what its type says.
fn refusal_of(kind: &str, error: &serde_path_to_error::Error<serde_json::Error>) -> Refused {
    let said = error.inner().to_string();
    if said.starts_with("unknown variant") && pointer_of(error).trim_start_matches("/type").is_empty() {
        return Refused::at("/type", format!("There is no event type “{kind}” in version 1 of the protocol."));
    }
    Refused::at(pointer_of(error), format!("The data is not that of {kind}: {said}."))
}

/// The place of an error as a JSON pointer (RFC 6901), the missing field's name included.
pub(super) fn pointer_of(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in error.path() {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                pointer.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1")));
            }
            Segment::Unknown => {}
        }
    }
    let said = error.inner().to_string();
    let missing = said.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    missing.map_or(pointer.clone(), |field| format!("{pointer}/{field}"))
}
