//! Which numbered events were dealt with, and what may be acknowledged.
//!
//! An event is *open* from its arrival until it was shown or rightly not shown. What is
//! acknowledged is everything before the first open one, at most once a second.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::effect::{Effect, Journal, Message};
use super::id::EventKey;
use super::input::Stamp;
use crate::time::Timestamp;

/// Acknowledgements are at least this far apart.
const ACK_INTERVAL: Duration = Duration::from_secs(1);
/// Names of acknowledged events that are remembered, so that a repetition under a new number is
/// known too. Counted in sequence numbers.
const MEMORY: u64 = 1024;

/// The numbered events of one epoch.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    agent: Option<String>,
    epoch: Option<String>,
    acknowledged: u64,
    highest: u64,
    replay_until: u64,
    open: BTreeSet<u64>,
    seen: BTreeMap<EventKey, u64>,
    /// Names from the epoch before: a center that restarted may say the same again.
    before: BTreeSet<EventKey>,
    last_ack: Option<Timestamp>,
}

impl Ledger {
    pub(super) fn restore(journal: Journal) -> Self {
        let sequence = journal.sequence;
        let seen = journal.seen.into_iter().map(|key| (key, sequence.saturating_add(1))).collect();
        Self {
            agent: journal.agent,
            epoch: journal.epoch,
            acknowledged: sequence,
            highest: sequence,
            seen,
            ..Self::default()
        }
    }

    /// Whether this numbering is of another agent than the one who signed in now.
    pub(super) fn is_of_another(&self, agent: &str) -> bool {
        self.agent.as_deref().is_some_and(|known| known != agent)
    }

    /// Begins the session that `ready` announced; a new epoch begins a new numbering.
    pub(super) fn begin(&mut self, agent: &str, epoch: &str, head: u64) {
        self.agent = Some(agent.to_owned());
        if self.epoch.as_deref() != Some(epoch) {
            let before = std::mem::take(&mut self.seen).into_keys().collect();
            let (agent, last_ack) = (self.agent.take(), self.last_ack);
            *self = Self { agent, epoch: Some(epoch.to_owned()), before, last_ack, ..Self::default() };
        }
        self.replay_until = head;
    }

    /// Takes in an event's place and name; false: it was here before and is to be ignored.
    pub(super) fn admit(&mut self, stamp: &Stamp) -> bool {
        let named = self.seen.contains_key(&stamp.key) || self.before.contains(&stamp.key);
        let known = named || stamp.sequence <= self.acknowledged;
        if stamp.sequence > self.acknowledged {
            self.highest = self.highest.max(stamp.sequence);
            self.seen.insert(stamp.key.clone(), stamp.sequence);
            if !known {
                self.open.insert(stamp.sequence);
            }
        }
        !known
    }

    /// Whether the event happened before this session began.
    pub(super) const fn is_replay(&self, sequence: u64) -> bool {
        sequence <= self.replay_until
    }

    /// Whether events that happened before this session are still to come.
    pub(super) const fn expects_replay(&self) -> bool {
        self.replay_until > self.highest
    }

    /// Whether the event is the last one of the replay.
    pub(super) const fn ends_replay(&self, sequence: u64) -> bool {
        sequence == self.replay_until
    }

    /// The event was shown or rightly not shown.
    pub(super) fn settle(&mut self, sequence: Option<u64>) {
        if let Some(sequence) = sequence {
            self.open.remove(&sequence);
        }
    }

    fn settled_up_to(&self) -> u64 {
        self.open.first().map_or(self.highest, |first| first.saturating_sub(1))
    }

    /// When [`Self::acknowledge`] has something to do.
    pub(super) fn due(&self) -> Option<Timestamp> {
        let waits = self.epoch.is_some() && self.settled_up_to() > self.acknowledged;
        waits.then(|| self.last_ack.map_or(Timestamp::from_millis(i64::MIN), |last| last + ACK_INTERVAL))
    }

    /// Acknowledges what is settled, if it is time to.
    pub(super) fn acknowledge(&mut self, now: Timestamp, online: bool, effects: &mut Vec<Effect>) {
        if self.due().is_some_and(|due| due <= now) {
            self.last_ack = Some(now);
            self.acknowledge_at_once(online, effects);
        }
    }

    /// Acknowledges and writes down what is settled, because there will be no later time for it.
    pub(super) fn close(&mut self, online: bool, effects: &mut Vec<Effect>) {
        let journal = self.journal();
        if self.settled_up_to() > self.acknowledged {
            self.acknowledge_at_once(online, effects);
        } else if !journal.seen.is_empty() {
            effects.push(Effect::Remember(journal));
        }
    }

    fn acknowledge_at_once(&mut self, online: bool, effects: &mut Vec<Effect>) {
        let Some(epoch) = self.epoch.clone() else { return };
        let sequence = self.settled_up_to();
        self.acknowledged = sequence;
        self.seen.retain(|_, at| *at > sequence.saturating_sub(MEMORY));
        effects.push(Effect::Remember(self.journal()));
        if online {
            effects.push(Effect::Send(Message::Acknowledge { epoch, sequence }));
        }
    }

    fn journal(&self) -> Journal {
        let later = self.seen.iter().filter(|(_, at)| **at > self.acknowledged && !self.open.contains(at));
        Journal {
            agent: self.agent.clone(),
            epoch: self.epoch.clone(),
            sequence: self.acknowledged,
            seen: later.map(|(key, _)| key.clone()).collect(),
        }
    }
}
