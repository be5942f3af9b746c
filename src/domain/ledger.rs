//! Which numbered events were dealt with, and what may be acknowledged.
//!
//! An event is *open* from its arrival until it was shown or rightly not shown. What is
//! acknowledged is everything before the first open one, at most once a second. That an event is
//! no longer open is noted on disk at once, because the program may be killed within that second.

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
/// So many later events wait for the first that is open; then it counts as dealt with, although it
/// was not shown, because names cannot be remembered without end.
const WAITING_AT_MOST: usize = 12_288;
/// After so many notes the journal is written anew, so that it stays short while an early event
/// that is still open keeps everything after it from being acknowledged.
const NOTES_AT_MOST: usize = 1024;

/// The numbered events of one epoch.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    agent: Option<String>,
    epoch: Option<String>,
    acknowledged: u64,
    highest: u64,
    replay_until: u64,
    open: BTreeMap<u64, EventKey>,
    seen: BTreeMap<EventKey, u64>,
    /// Settled since the last note on disk.
    fresh: Vec<EventKey>,
    /// Notes on disk since the journal was last written as a whole.
    noted: usize,
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

    /// Begins the session that `ready` announced; true: in a new epoch, with a new numbering.
    pub(super) fn begin(&mut self, agent: &str, epoch: &str, head: u64) -> bool {
        self.agent = Some(agent.to_owned());
        let anew = self.epoch.as_deref() != Some(epoch);
        if anew {
            let before = std::mem::take(&mut self.seen).into_keys().collect();
            let (agent, last_ack) = (self.agent.take(), self.last_ack);
            *self = Self { agent, epoch: Some(epoch.to_owned()), before, last_ack, ..Self::default() };
        }
        self.replay_until = head;
        anew
    }

    /// Says again what is acknowledged: what was said last may have crossed the end of the connection.
    pub(super) fn repeat(&self, effects: &mut Vec<Effect>) {
        if let Some(epoch) = self.epoch.clone().filter(|_| self.acknowledged > 0) {
            effects.push(Effect::Send(Message::Acknowledge { epoch, sequence: self.acknowledged }));
        }
    }

    /// Takes in an event's place and name; false: it was here before and is to be ignored.
    pub(super) fn admit(&mut self, stamp: &Stamp) -> bool {
        let named = self.seen.contains_key(&stamp.key) || self.before.contains(&stamp.key);
        let known = named || stamp.sequence <= self.acknowledged;
        if stamp.sequence > self.acknowledged {
            if self.seen.len() >= WAITING_AT_MOST {
                self.settle(self.open.first_key_value().map(|(first, _)| *first));
            }
            self.highest = self.highest.max(stamp.sequence);
            self.seen.insert(stamp.key.clone(), stamp.sequence);
            if !known {
                self.open.insert(stamp.sequence, stamp.key.clone());
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
        self.fresh.extend(sequence.and_then(|sequence| self.open.remove(&sequence)));
    }

    fn settled_up_to(&self) -> u64 {
        self.open.first_key_value().map_or(self.highest, |(first, _)| first.saturating_sub(1))
    }

    /// When [`Self::acknowledge`] has something to do.
    pub(super) fn due(&self) -> Option<Timestamp> {
        let waits = self.epoch.is_some() && self.settled_up_to() > self.acknowledged;
        waits.then(|| self.last_ack.map_or(Timestamp::from_millis(i64::MIN), |last| last + ACK_INTERVAL))
    }

    /// Acknowledges what is settled, if it is time to, and else notes it.
    pub(super) fn acknowledge(&mut self, now: Timestamp, online: bool, effects: &mut Vec<Effect>) {
        if self.due().is_some_and(|due| due <= now) {
            self.last_ack = Some(now);
            self.acknowledge_at_once(online, effects);
        } else if self.noted + self.fresh.len() > NOTES_AT_MOST {
            self.remember(effects);
        } else {
            self.noted += self.fresh.len();
            effects.extend(self.fresh.drain(..).map(Effect::Note));
        }
    }

    /// Acknowledges and writes down what is settled, because there will be no later time for it.
    pub(super) fn close(&mut self, online: bool, effects: &mut Vec<Effect>) {
        if self.settled_up_to() > self.acknowledged {
            self.acknowledge_at_once(online, effects);
        } else if self.noted + self.fresh.len() > 0 {
            self.remember(effects);
        }
    }

    fn acknowledge_at_once(&mut self, online: bool, effects: &mut Vec<Effect>) {
        let Some(epoch) = self.epoch.clone() else { return };
        let sequence = self.settled_up_to();
        self.acknowledged = sequence;
        self.seen.retain(|_, at| *at > sequence.saturating_sub(MEMORY));
        self.remember(effects);
        if online {
            effects.push(Effect::Send(Message::Acknowledge { epoch, sequence }));
        }
    }

    /// Has the journal written as a whole.
    pub(super) fn remember(&mut self, effects: &mut Vec<Effect>) {
        self.fresh.clear();
        self.noted = 0;
        effects.push(Effect::Remember(self.journal()));
    }

    fn journal(&self) -> Journal {
        let dealt_with = self.seen.iter().filter(|(_, at)| !self.open.contains_key(at)).map(|(key, _)| key);
        Journal {
            agent: self.agent.clone(),
            epoch: self.epoch.clone(),
            sequence: self.acknowledged,
            seen: dealt_with.chain(&self.before).cloned().collect(),
            // The desk knows those.
            recent: vec![],
        }
    }
}
