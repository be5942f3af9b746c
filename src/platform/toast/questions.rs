//! The calls that the server has not answered yet.

use std::collections::BTreeMap;
use std::time::Duration;

use super::call::{Question, Ticket};
use crate::time::Timestamp;

/// A server that has not answered for so long is hung.
pub(super) const ANSWER_WITHIN: Duration = Duration::from_secs(3);
/// So many calls of Notify wait for their answer at most: the bus allows some programs only 128, and
/// in a flood a toast that was withdrawn meanwhile need not be shown at all.
const UNANSWERED_AT_MOST: usize = 32;

/// Unanswered calls in the order in which they were made.
#[derive(Debug)]
pub(super) struct Questions {
    asked: BTreeMap<Ticket, Asked>,
    last: Ticket,
}

#[derive(Debug)]
struct Asked {
    question: Question,
    until: Timestamp,
    /// Its limit has passed; the answer may still come.
    late: bool,
}

impl Questions {
    pub(super) const fn none() -> Self {
        Self { asked: BTreeMap::new(), last: Ticket::MIN }
    }

    pub(super) fn ask(&mut self, now: Timestamp, question: Question) -> Ticket {
        self.last = self.last.checked_add(1).unwrap_or(Ticket::MIN);
        self.asked.insert(self.last, Asked { question, until: now + ANSWER_WITHIN, late: false });
        self.last
    }

    pub(super) fn get(&self, ticket: Ticket) -> Option<&Question> {
        self.asked.get(&ticket).map(|asked| &asked.question)
    }

    pub(super) fn take(&mut self, ticket: Ticket) -> Option<Question> {
        self.asked.remove(&ticket).map(|asked| asked.question)
    }

    pub(super) fn clear(&mut self) {
        self.asked.clear();
    }

    /// Makes room for a new question about features: the answer to an older one is of no use.
    pub(super) fn drop_features(&mut self) {
        self.asked.retain(|_, asked| asked.question != Question::Features);
    }

    /// The toast was withdrawn: when the server shows it, it is to be closed.
    pub(super) fn orphan(&mut self, ticket: Ticket) {
        if let Some(asked) = self.asked.get_mut(&ticket) {
            asked.question = Question::Orphan;
        }
    }

    /// Orphans what is late and older than `ticket`, which was answered: those answers got lost.
    pub(super) fn orphan_lost(&mut self, ticket: Ticket) -> Vec<Ticket> {
        let lost = self.asked.iter_mut().filter(|(earlier, asked)| asked.late && **earlier < ticket);
        lost.map(|(earlier, asked)| {
            asked.question = Question::Orphan;
            *earlier
        })
        .collect()
    }

    /// Marks what was not answered in time; true if anything is newly late.
    pub(super) fn limit_passed(&mut self, now: Timestamp) -> bool {
        let mut any = false;
        for asked in self.asked.values_mut().filter(|asked| !asked.late && asked.until <= now) {
            asked.late = true;
            any = true;
        }
        any
    }

    pub(super) fn is_late(&self, ticket: Ticket) -> bool {
        self.asked.get(&ticket).is_some_and(|asked| asked.late)
    }

    pub(super) fn next_limit(&self) -> Option<Timestamp> {
        self.asked.values().filter(|asked| !asked.late).map(|asked| asked.until).min()
    }

    pub(super) fn asks_for_features(&self) -> bool {
        self.asked.values().any(|asked| asked.question == Question::Features && !asked.late)
    }

    /// Whether the server may already speak of a toast whose id is not known here.
    pub(super) fn expects_ids(&self) -> bool {
        self.asked.values().any(|asked| matches!(asked.question, Question::Toast(_)))
    }

    /// Whether the server has to answer some calls of Notify before there is room for another.
    pub(super) fn is_full(&self) -> bool {
        let is_toast = |asked: &&Asked| matches!(asked.question, Question::Toast(_) | Question::Orphan);
        self.asked.values().filter(is_toast).filter(|asked| !asked.late).count() >= UNANSWERED_AT_MOST
    }
}
