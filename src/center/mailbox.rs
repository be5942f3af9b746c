//! The numbered events of one agent, kept until acknowledged.

use std::collections::VecDeque;
use std::sync::Arc;

use time::{Duration, OffsetDateTime};

/// How long an event that nobody acknowledges is kept.
const KEPT_FOR: Duration = Duration::hours(24);
/// Events kept for an agent who never comes; older ones are lost and resume says so.
const KEPT_AT_MOST: usize = 50_000;

/// The numbered events of one agent within one epoch.
#[derive(Debug, Default)]
pub struct Mailbox {
    head: u64,
    /// Everything up to here is gone: acknowledged, or too old.
    gone: u64,
    events: VecDeque<Kept>,
}

#[derive(Debug)]
struct Kept {
    sequence: u64,
    at: OffsetDateTime,
    text: Arc<str>,
}

impl Mailbox {
    /// The last number given out; zero before the first.
    pub const fn head(&self) -> u64 {
        self.head
    }

    /// The number that the next event gets.
    pub const fn next(&self) -> u64 {
        self.head + 1
    }

    /// Everything up to this number is gone: acknowledged, or too old.
    pub const fn gone(&self) -> u64 {
        self.gone
    }

    /// Everything up to this number was dealt with in an earlier life of the center.
    pub fn go_on_after(&mut self, sequence: u64) {
        self.head = self.head.max(sequence);
        self.gone = self.gone.max(sequence);
        self.events.retain(|kept| kept.sequence > sequence);
    }

    /// The kept events in order, with the moment when each was numbered.
    pub fn kept(&self) -> impl Iterator<Item = (OffsetDateTime, Arc<str>)> {
        self.events.iter().map(|kept| (kept.at, Arc::clone(&kept.text)))
    }

    /// How many events are kept.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether everything was acknowledged.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// Keeps the event that was made with the number [`Self::next`].
    pub fn keep(&mut self, now: OffsetDateTime, text: Arc<str>) {
        self.head += 1;
        self.events.push_back(Kept { sequence: self.head, at: now, text });
        while self.events.len() > KEPT_AT_MOST || self.events.front().is_some_and(|kept| now - kept.at > KEPT_FOR) {
            self.drop_oldest();
        }
    }

    /// Drops everything up to `sequence`; says whether such a number was ever given out.
    pub fn acknowledge(&mut self, sequence: u64) -> bool {
        if sequence > self.head {
            return false;
        }
        while self.events.front().is_some_and(|kept| kept.sequence <= sequence) {
            self.drop_oldest();
        }
        true
    }

    /// Whether everything after `sequence` is still here.
    pub const fn reaches_back_to(&self, sequence: u64) -> bool {
        self.gone <= sequence && sequence <= self.head
    }

    /// The kept events after `sequence`, in order.
    pub fn after(&self, sequence: u64) -> impl Iterator<Item = &Arc<str>> {
        self.events.iter().filter(move |kept| kept.sequence > sequence).map(|kept| &kept.text)
    }

    fn drop_oldest(&mut self) {
        if let Some(kept) = self.events.pop_front() {
            self.gone = kept.sequence;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-01 12:00 UTC);

    fn filled(events: usize) -> Mailbox {
        let mut mailbox = Mailbox::default();
        (0..events).for_each(|n| mailbox.keep(NOW, Arc::from(n.to_string().as_str())));
        mailbox
    }

    #[test]
    fn events_stay_until_acknowledged_and_come_back_in_order() {
        let mut mailbox = filled(5);
        assert!(mailbox.acknowledge(2));
        assert_eq!(mailbox.after(0).map(AsRef::as_ref).collect::<Vec<&str>>(), ["2", "3", "4"]);
        assert_eq!(mailbox.after(4).map(AsRef::as_ref).collect::<Vec<&str>>(), ["4"]);
        assert!(mailbox.reaches_back_to(2) && mailbox.reaches_back_to(5));
        assert!(!mailbox.reaches_back_to(1) && !mailbox.reaches_back_to(6));
    }

    #[test]
    fn an_acknowledgement_of_the_future_changes_nothing() {
        let mut mailbox = filled(3);
        assert!(!mailbox.acknowledge(4));
        assert_eq!(mailbox.len(), 3);
    }

    #[test]
    fn what_is_older_than_a_day_goes_and_resume_knows() {
        let mut mailbox = filled(3);
        mailbox.keep(NOW + KEPT_FOR + Duration::seconds(1), Arc::from("new"));
        assert_eq!(mailbox.len(), 1);
        assert!(!mailbox.reaches_back_to(2) && mailbox.reaches_back_to(3));
    }

    #[test]
    fn an_agent_who_never_comes_does_not_fill_the_memory() {
        let mailbox = filled(KEPT_AT_MOST + 10);
        assert_eq!(mailbox.len(), KEPT_AT_MOST);
        assert!(!mailbox.reaches_back_to(9) && mailbox.reaches_back_to(10));
    }
}
