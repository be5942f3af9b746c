//! *Recent*: the last things that happened, for the menu.

use std::collections::VecDeque;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::channel::Channel;
use super::conversation::Conversation;
use super::input::RecentId;
use super::privacy::Privacy;
use super::view::{RecentView, RecentWhat};
use crate::time::Timestamp;

/// So many are kept.
const KEPT: usize = 50;
/// It is written down so soon: of a flood, not with every line.
const WRITTEN_WITHIN: Duration = Duration::from_secs(1);
/// So many are in the menu.
const SHOWN: usize = 10;

#[derive(Debug)]
struct Entry {
    view: RecentView,
    url: Option<String>,
}

/// What outlives the program of a line: nothing that a customer said or is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RememberedLine {
    what: RecentWhat,
    channel: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(default)]
    unseen: bool,
}

/// The last things that happened, the newest first.
#[derive(Debug, Default)]
pub(super) struct Recent {
    entries: VecDeque<Entry>,
    next: u64,
    /// Since when there is something that is not written down.
    fresh_since: Option<Timestamp>,
}

impl Recent {
    /// What an earlier run remembered, the newest first.
    pub(super) fn restore(lines: Vec<RememberedLine>) -> Self {
        let entry = |(id, line): (u64, RememberedLine)| Entry {
            view: RecentView {
                id: RecentId(id),
                what: line.what,
                channel: Channel::from_wire(&line.channel),
                customer: None,
                unseen: line.unseen,
                at: Timestamp::default(),
            },
            url: line.url,
        };
        let entries: VecDeque<Entry> = (0..).zip(lines).take(KEPT).map(entry).collect();
        Self { next: entries.len() as u64, entries, fresh_since: None }
    }

    /// What the next run is to know, the newest first.
    pub(super) fn remembered(&self) -> Vec<RememberedLine> {
        let line = |Entry { view, url }: &Entry| RememberedLine {
            what: view.what,
            channel: view.channel.id().to_owned(),
            url: url.clone(),
            unseen: view.unseen,
        };
        self.entries.iter().map(line).collect()
    }

    /// When it is to be written down; none: it is.
    pub(super) fn next_deadline(&self) -> Option<Timestamp> {
        self.fresh_since.map(|since| since + WRITTEN_WITHIN)
    }

    /// It is being written down.
    pub(super) const fn written(&mut self) {
        self.fresh_since = None;
    }

    /// The agent has seen the line, or, without one, all of them.
    pub(super) fn see(&mut self, now: Timestamp, id: Option<RecentId>) {
        self.fresh_since.get_or_insert(now);
        let seen = self.entries.iter_mut().filter(|entry| id.is_none_or(|id| entry.view.id == id));
        seen.for_each(|entry| entry.view.unseen = false);
    }

    pub(super) fn add(&mut self, now: Timestamp, what: RecentWhat, conversation: &Conversation) -> RecentId {
        self.fresh_since.get_or_insert(now);
        let id = RecentId(self.next);
        self.next += 1;
        let customer = conversation.customer.name.clone().or_else(|| conversation.customer.phone.clone());
        let view = RecentView {
            id,
            what,
            channel: conversation.channel.clone(),
            customer,
            unseen: what == RecentWhat::Missed,
            at: now,
        };
        self.entries.push_front(Entry { view, url: conversation.summary_url.clone() });
        self.entries.truncate(KEPT);
        id
    }

    pub(super) fn remove(&mut self, id: RecentId) {
        self.entries.retain(|entry| entry.view.id != id);
    }

    /// The URL of a line; `None` where it has none of its own or is gone.
    pub(super) fn url(&self, id: RecentId) -> Option<String> {
        self.entries.iter().find(|entry| entry.view.id == id).and_then(|entry| entry.url.clone())
    }

    /// What the menu shows of it.
    pub(super) fn view(&self, privacy: Privacy) -> Vec<RecentView> {
        let shown = self.entries.iter().take(SHOWN).map(|entry| entry.view.clone());
        let named = privacy < Privacy::Hidden;
        shown.map(|line| RecentView { customer: line.customer.filter(|_| named), ..line }).collect()
    }
}
