//! *Recent*: the last things that happened, for the menu.

use std::collections::VecDeque;

use super::conversation::Conversation;
use super::input::RecentId;
use super::view::{RecentView, RecentWhat};
use crate::time::Timestamp;

/// So many are kept.
const KEPT: usize = 50;
/// So many are in the menu.
const SHOWN: usize = 10;

#[derive(Debug)]
struct Entry {
    view: RecentView,
    url: Option<String>,
}

/// The last things that happened, the newest first.
#[derive(Debug, Default)]
pub(super) struct Recent {
    entries: VecDeque<Entry>,
    next: u64,
}

impl Recent {
    pub(super) fn add(&mut self, now: Timestamp, what: RecentWhat, conversation: &Conversation) -> RecentId {
        let id = RecentId(self.next);
        self.next += 1;
        let customer = conversation.customer.name.clone().or_else(|| conversation.customer.phone.clone());
        let view = RecentView { id, what, channel: conversation.channel.clone(), customer, at: now };
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

    pub(super) fn view(&self) -> Vec<RecentView> {
        self.entries.iter().take(SHOWN).map(|entry| entry.view.clone()).collect()
    }
}
