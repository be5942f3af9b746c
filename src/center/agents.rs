//! One agent as the center sees them: presence, connection, events and answers.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use serde_json::Value;
use time::OffsetDateTime;

use super::input::ConnectionId;
use super::mailbox::Mailbox;
use crate::i18n::Words;
use crate::protocol::from_center::PresenceOption;

/// Ids of the presences, in the order of the menu; only the first gets offers.
pub const PRESENCES: [&str; 4] = ["available", "busy", "away", "offline"];
/// The presence that gets offers.
pub const AVAILABLE: &str = PRESENCES[0];
/// The presence after a missed offer, where the administrator wants it so.
pub const AWAY: &str = PRESENCES[2];
/// Answers and senders' ids remembered for an agent.
const REMEMBERED: usize = 20_000;

/// An agent of the center.
#[derive(Debug)]
pub struct AgentDesk {
    /// Id within the center.
    pub id: String,
    /// Name as people know it.
    pub name: String,
    /// Conversations at once.
    pub capacity: usize,
    /// The queues served; none: all.
    pub queues: Option<Vec<String>>,
    /// Id of the presence.
    pub presence: String,
    /// The connection that said hello, and the device's operating system and version.
    pub session: Option<Session>,
    /// Numbered events.
    pub mailbox: Mailbox,
    /// The last time an offer was made.
    pub last_offered: Option<OffsetDateTime>,
    /// Answers by the id of their command.
    pub answers: Remembered<Arc<str>>,
    /// Sequences by source and id of the sender's event.
    pub raised: Remembered<u64>,
}

/// A connection that said hello.
#[derive(Clone, Debug)]
pub struct Session {
    /// Names it.
    pub connection: ConnectionId,
    /// Operating system of the agent's computer.
    pub os: String,
    /// Version of Deskbell on it.
    pub version: String,
}

impl AgentDesk {
    /// An agent who is available and not connected.
    pub fn new(id: String, name: String, capacity: usize, queues: Option<Vec<String>>) -> Self {
        Self {
            id,
            name,
            capacity,
            queues,
            presence: AVAILABLE.into(),
            session: None,
            mailbox: Mailbox::default(),
            last_offered: None,
            answers: Remembered::default(),
            raised: Remembered::default(),
        }
    }

    /// The connection that said hello.
    pub fn connection(&self) -> Option<ConnectionId> {
        self.session.as_ref().map(|session| session.connection)
    }

    /// Whether offers reach this agent now.
    pub fn is_free(&self) -> bool {
        self.session.is_some() && self.presence == AVAILABLE
    }

    /// Whether this agent serves the queue.
    pub fn serves(&self, queue: &str) -> bool {
        self.queues.as_ref().is_none_or(|queues| queues.iter().any(|own| own == queue))
    }
}

/// The presences with their names in a language.
pub fn presence_options(words: &Words) -> Vec<PresenceOption> {
    let option = |id: &&str| PresenceOption { id: (*id).into(), name: words.text(&format!("presence-{id}")) };
    PRESENCES.iter().map(option).collect()
}

/// The last so many things by their id; the oldest is forgotten first.
#[derive(Debug)]
pub struct Remembered<T> {
    by_id: BTreeMap<String, T>,
    order: VecDeque<String>,
}

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Self { by_id: BTreeMap::new(), order: VecDeque::new() }
    }
}

impl<T> Remembered<T> {
    /// What was remembered under the id.
    pub fn get(&self, id: &str) -> Option<&T> {
        self.by_id.get(id)
    }

    /// Remembers it under the id.
    pub fn put(&mut self, id: String, what: T) {
        if self.by_id.insert(id.clone(), what).is_none() {
            self.order.push_back(id);
        }
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.by_id.remove(&oldest);
        }
    }
}

/// An agent's id made of the name: lower-case letters, digits and hyphens.
pub fn slug(name: &str) -> String {
    let plain: String = name.chars().flat_map(char::to_lowercase).map(plain_letter).collect();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-");
    if slug.is_empty() { "agent".into() } else { slug }
}

const fn plain_letter(c: char) -> char {
    match c {
        'ą' | 'á' | 'ä' | 'à' | 'â' | 'å' => 'a',
        'ć' | 'č' | 'ç' => 'c',
        'ę' | 'é' | 'è' | 'ê' | 'ě' => 'e',
        'í' | 'î' => 'i',
        'ł' => 'l',
        'ń' | 'ñ' | 'ň' => 'n',
        'ó' | 'ö' | 'ô' | 'ø' => 'o',
        'ś' | 'š' => 's',
        'ú' | 'ü' | 'ů' => 'u',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

/// Whether it is the id of a presence.
pub fn is_presence(id: &str) -> bool {
    PRESENCES.contains(&id)
}

/// The receipt of an agent's computer for an offer, or for a notice that it could not show.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// When it came.
    pub at: OffsetDateTime,
    /// Id of the agent.
    pub agent: String,
    /// For which offer; none: it is for a notice.
    pub offer: Option<String>,
    /// For which notice; none: it is for an offer.
    pub notice: Option<String>,
    /// The conversation that it is about; none: a sender raised the notice.
    pub conversation: Option<String>,
    /// `alert`, `toast`, `suppressed` or `failed`, as on the wire.
    pub how: Value,
    /// Why it was not shown.
    pub why: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_the_name() {
        assert_eq!(slug("Anna Nowak"), "anna-nowak");
        assert_eq!(slug("  Łukasz  Żółć-Ćwik "), "lukasz-zolc-cwik");
        assert_eq!(slug("李"), "agent");
    }

    #[test]
    fn the_oldest_is_forgotten_first() {
        let mut remembered = Remembered::default();
        (0..=REMEMBERED).for_each(|n| remembered.put(n.to_string(), n));
        assert!(remembered.get("0").is_none());
        assert_eq!(remembered.get("1"), Some(&1));
    }
}
