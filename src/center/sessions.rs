//! The agents' sessions: hello and resume, acknowledgements, receipts and commands.

use std::sync::Arc;

use serde_json::json;

use super::agents::{Receipt, Session, is_presence, presence_options};
use super::archive::Record;
use super::conversations::What;
use super::input::{Answer, ConnectionId, Now};
use super::routing::{Ended, OpenOffer, Subject, Way};
use super::state::{About, CenterState};
use super::words;
use crate::protocol::from_center::{
    Agent, CommandResult, Event, OpenOffer as Snapshot, Outcome, Presence, Ready, RefusalCode,
};
use crate::protocol::from_client::{self, Ack, Decline, Hello, How, NoticeHow, NoticeShown, OfferShown};
use crate::protocol::{close, sequence_number, sequence_text};
use crate::text::{COMMENT, NAME, shown_if_any};

/// Receipts kept for the supervisor's page.
const RECEIPTS: usize = 100;

impl CenterState {
    /// A computer said hello: it gets the whole truth, then what it has not acknowledged.
    pub(super) fn hello(&mut self, now: Now, agent: &str, connection: ConnectionId, hello: &Hello) -> Answer {
        if self.desk(agent)?.connection().is_some_and(|present| present > connection) {
            // It was cut with its hello under way, and its successor was quicker: that one is the agent's.
            self.close_connection(connection, close::REPLACED, "the agent connected again meanwhile");
            return Ok(self.done(now));
        }
        let session = Session { connection, os: hello.device.os.clone(), version: hello.device.version.clone() };
        let before = self.desk(agent)?.session.replace(session);
        if let Some(before) = before.filter(|before| before.connection != connection) {
            self.close_connection(before.connection, close::REPLACED, "the agent connected from another device");
        }
        let (recovered, after) = self.resume(agent, hello);
        let ready = self.ready(now, agent, recovered, &hello.locale);
        let text = self.unnumbered(&Event::Ready(Box::new(ready)), About::default());
        self.send(connection, text);
        let replay: Vec<Arc<str>> = self.desk(agent)?.mailbox.after(after).cloned().collect();
        tracing::info!(agent, recovered, replayed = replay.len(), "connected");
        for text in replay {
            self.send(connection, text);
        }
        self.changed(None);
        Ok(self.done(now))
    }

    /// Whether the events after the client's last are all here, and after which to go on.
    fn resume(&mut self, agent: &str, hello: &Hello) -> (bool, u64) {
        let same = hello.epoch.as_deref() == Some(self.rules.epoch.as_str());
        let last = hello.last_sequence.as_deref().and_then(sequence_number).filter(|_| same);
        let Ok(desk) = self.desk(agent) else { return (false, 0) };
        match last {
            Some(last) if desk.mailbox.reaches_back_to(last) => {
                // The acknowledgement of it may have been lost with the connection before.
                desk.mailbox.acknowledge(last);
                (true, last)
            }
            Some(_) | None => (false, 0),
        }
    }

    fn ready(&self, now: Now, agent: &str, recovered: bool, locale: &str) -> Ready {
        let desk = &self.agents[agent];
        let snapshot = |offer: &OpenOffer| Snapshot { offer: offer.offer.clone(), expirytime: offer.deadline };
        Ready {
            epoch: self.rules.epoch.clone(),
            recovered,
            head: sequence_text(desk.mailbox.head()),
            server_time: now,
            heartbeat_seconds: self.rules.heartbeat_seconds,
            agent: Agent { id: desk.id.clone(), name: desk.name.clone() },
            presence: Presence {
                current: desk.presence.clone(),
                options: presence_options(&words::choose(&[locale.to_owned()])),
            },
            settings: self.settings(),
            offers: self.offers.values().filter(|offer| offer.agent == agent).map(snapshot).collect(),
        }
    }

    /// A connection ended; its offers go on ringing, as the computer may be back in a moment.
    pub(super) fn gone(&mut self, agent: &str, connection: ConnectionId) -> Answer {
        let desk = self.desk(agent)?;
        if desk.connection() == Some(connection) {
            desk.session = None;
            tracing::info!(agent, "disconnected");
            self.changed(None);
        }
        Ok(json!({ "ok": true }))
    }

    /// A supervisor signs an agent out: its offers go to others.
    pub(super) fn sign_out(&mut self, now: Now, agent: &str) -> Answer {
        if let Some(session) = self.desk(agent)?.session.take() {
            self.close_connection(session.connection, close::SIGNED_OUT, "a supervisor signed the agent out");
        }
        let ringing: Vec<OpenOffer> = self.offers.values().filter(|offer| offer.agent == agent).cloned().collect();
        for offer in ringing.iter().filter(|offer| offer.subject != Subject::Raised) {
            self.end_offer(now, &offer.id, Outcome::Rerouted, None);
        }
        self.changed(None);
        Ok(self.done(now))
    }

    /// A computer said something after hello.
    pub(super) fn said(
        &mut self,
        now: Now,
        agent: &str,
        connection: ConnectionId,
        id: &str,
        event: from_client::Event,
    ) -> Answer {
        if self.desk(agent)?.connection() != Some(connection) {
            return Ok(json!({ "ok": false }));
        }
        match event {
            from_client::Event::Hello(_) => tracing::warn!(agent, "a second hello on one connection was ignored"),
            from_client::Event::Ack(ack) => self.acknowledge(agent, &ack),
            from_client::Event::OfferShown(shown) => self.receipt(now, agent, shown),
            from_client::Event::NoticeShown(shown) => self.notice_receipt(now, agent, shown),
            from_client::Event::Accept(accept) => {
                self.command(agent, connection, id, |state| state.accept(now, agent, &accept.offer_id));
            }
            from_client::Event::Decline(decline) => {
                self.command(agent, connection, id, |state| state.decline(now, agent, &decline));
            }
            from_client::Event::Presence(set) => {
                self.command(agent, connection, id, |state| state.choose_presence(now, agent, &set.presence));
            }
        }
        Ok(self.done(now))
    }

    fn acknowledge(&mut self, agent: &str, ack: &Ack) {
        let sequence = sequence_number(&ack.sequence).filter(|_| ack.epoch == self.rules.epoch);
        let Some(desk) = self.agents.get_mut(agent) else { return };
        match sequence.filter(|sequence| desk.mailbox.acknowledge(*sequence)) {
            Some(sequence) => self.record(Record::Acknowledged { agent: agent.to_owned(), sequence }),
            None => tracing::warn!(agent, "an acknowledgement of unknown events was ignored"),
        }
    }

    fn receipt(&mut self, now: Now, agent: &str, shown: OfferShown) {
        let Some(offer) = self.offers.get_mut(&shown.offer_id).filter(|offer| offer.agent == agent) else { return };
        let how = serde_json::to_value(shown.how).unwrap_or_default();
        offer.shown = Some(how.clone());
        let offer = offer.clone();
        self.keep_receipt(Receipt {
            at: now,
            agent: agent.into(),
            offer: Some(offer.id.clone()),
            notice: None,
            conversation: Some(offer.offer.conversation.id.clone()),
            how,
            why: shown_if_any(shown.why.as_deref(), COMMENT),
        });
        if shown.how == How::Failed {
            tracing::warn!(agent, offer = offer.id, "the agent's computer could not show the offer");
            self.end_offer(now, &offer.id, Outcome::Rerouted, None);
            self.not_taken(now, &offer, What::NotShown, None);
        }
        self.changed(None);
    }

    /// The conversation is the agent's all the same: who should do something about it sees it.
    fn notice_receipt(&mut self, now: Now, agent: &str, shown: NoticeShown) {
        let of_it = |notice: &(String, String)| notice.0 == agent && notice.1 == shown.notice_id;
        let about = self.conversations.values().find(|known| known.notice.as_ref().is_some_and(of_it));
        let conversation = about.map(|conversation| conversation.id.clone());
        if shown.how == NoticeHow::Failed {
            tracing::warn!(agent, "the agent's computer could not show a notice");
        }
        self.keep_receipt(Receipt {
            at: now,
            agent: agent.into(),
            offer: None,
            notice: shown_if_any(Some(&shown.notice_id), NAME),
            conversation,
            how: serde_json::to_value(shown.how).unwrap_or_default(),
            why: shown_if_any(shown.why.as_deref(), COMMENT),
        });
        self.changed(None);
    }

    fn keep_receipt(&mut self, receipt: Receipt) {
        if self.receipts.len() == RECEIPTS {
            self.receipts.pop_front();
        }
        self.receipts.push_back(receipt);
    }

    /// Answers a command once; the same id gets the same answer again.
    fn command(
        &mut self,
        agent: &str,
        connection: ConnectionId,
        id: &str,
        obey: impl FnOnce(&mut Self) -> CommandResult,
    ) {
        let known = self.agents.get(agent).and_then(|desk| desk.answers.get(id).cloned());
        if let Some(text) = known {
            return self.send(connection, text);
        }
        let mark = self.mark();
        let result = obey(self);
        tracing::info!(agent, ok = result.ok, code = ?result.code, "command answered");
        let about = About { command: Some(id.into()), ..About::default() };
        let text = self.unnumbered(&Event::CommandResult(result), about);
        if let Some(desk) = self.agents.get_mut(agent) {
            desk.answers.put(id.into(), Arc::clone(&text));
        }
        // The answer comes first, what follows from the command after it.
        self.send_before(mark, connection, text);
    }

    fn accept(&mut self, now: Now, agent: &str, id: &str) -> CommandResult {
        let Some(offer) = self.offers.get(id).cloned() else { return self.too_late(agent, id) };
        if offer.agent != agent {
            return refused(RefusalCode::Forbidden, "The offer is another agent's.");
        }
        let full = self.agents.get(agent).is_some_and(|desk| self.owned(agent) >= desk.capacity);
        if full && offer.subject != Subject::Raised && offer.way != Way::Asked {
            return refused(RefusalCode::Busy, "The agent's capacity is used up.");
        }
        self.end_offer(now, id, Outcome::Accepted, None);
        if let Subject::Ours(conversation) = &offer.subject {
            self.won(now, agent, conversation);
        }
        CommandResult { ok: true, code: None, message: None, url: offer.offer.conversation.summary_url }
    }

    fn won(&mut self, now: Now, agent: &str, conversation: &str) {
        let name = self.agent_name(agent);
        self.end_offers_of(now, conversation, Outcome::Taken, name.as_deref());
        self.withdraw_notice(now, conversation);
        self.take(conversation, agent);
        if let Some(conversation) = self.conversations.get_mut(conversation) {
            conversation.note(now, What::Accepted, name.as_deref());
        }
        self.changed(Some(conversation));
    }

    /// The answer about an offer that no longer rings.
    fn too_late(&self, agent: &str, id: &str) -> CommandResult {
        let Some(Ended { agent: of, outcome, url }) = self.ended.get(id) else {
            return refused(RefusalCode::Unknown, "There is no such offer.");
        };
        if of != agent {
            return refused(RefusalCode::Forbidden, "The offer was another agent's.");
        }
        match outcome {
            Outcome::Accepted => CommandResult { ok: true, code: None, message: None, url: url.clone() },
            Outcome::Taken => refused(RefusalCode::Taken, "Another agent was faster."),
            Outcome::Expired => refused(RefusalCode::Expired, "The offer's time ran out."),
            Outcome::CustomerLeft => refused(RefusalCode::Withdrawn, "The customer left."),
            Outcome::Rerouted => refused(RefusalCode::Withdrawn, "The offer went elsewhere."),
        }
    }

    fn decline(&mut self, now: Now, agent: &str, decline: &Decline) -> CommandResult {
        let id = decline.offer_id.as_str();
        let Some(offer) = self.offers.get(id).cloned() else { return self.too_late_to_decline(agent, id) };
        if offer.agent != agent || !offer.offer.declinable {
            return refused(RefusalCode::Forbidden, "The agent may not decline this offer.");
        }
        self.end_offer(now, id, Outcome::Expired, None);
        self.not_taken(now, &offer, What::Declined, decline.reason.clone());
        CommandResult { ok: true, code: None, message: None, url: None }
    }

    /// Declining what was accepted is refused, what is gone anyway is answered like an accept.
    fn too_late_to_decline(&self, agent: &str, id: &str) -> CommandResult {
        let late = self.too_late(agent, id);
        if late.ok { refused(RefusalCode::Forbidden, "The agent has accepted this offer.") } else { late }
    }

    fn choose_presence(&mut self, now: Now, agent: &str, presence: &str) -> CommandResult {
        if !is_presence(presence) || self.set_presence(now, agent, presence, None).is_err() {
            return refused(RefusalCode::Unknown, "There is no such presence.");
        }
        CommandResult { ok: true, code: None, message: None, url: None }
    }
}

fn refused(code: RefusalCode, message: &str) -> CommandResult {
    CommandResult { ok: false, code: Some(code), message: Some(message.into()), url: None }
}
