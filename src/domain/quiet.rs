//! Do not disturb: what waits while the agent, or the desktop, wants quiet.
//!
//! Offers alert all the same, for they end by themselves and a customer waits; notices wait in
//! *Recent* and are told in one summary afterwards. An administrator may say otherwise, kind by kind.

use std::collections::BTreeSet;
use std::time::Duration;

use super::Desk;
use super::id::NoticeId;
use super::input::RecentId;
use super::notice::NAMED_AT_MOST;
use super::offer::Held;
use super::view::{QuietView, QuietWish};
use crate::protocol::from_center::NoticeKind;
use crate::time::Timestamp;

/// What can be held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holdable {
    /// Alerts of offers, and their sounds.
    Offers,
    /// Toasts of notices of this kind.
    Notices(NoticeKind),
    /// Toasts of offers that were missed.
    Missed,
}

impl Holdable {
    /// Everything that can be held back.
    pub const ALL: [Self; 8] = [
        Self::Offers,
        Self::Notices(NoticeKind::Assigned),
        Self::Notices(NoticeKind::Transferred),
        Self::Notices(NoticeKind::Escalated),
        Self::Notices(NoticeKind::EscalatedFromBot),
        Self::Notices(NoticeKind::Consult),
        Self::Notices(NoticeKind::Supervisor),
        Self::Missed,
    ];

    /// Its name in the configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Offers => "offers",
            Self::Notices(NoticeKind::Assigned) => "assigned",
            Self::Notices(NoticeKind::Transferred) => "transferred",
            Self::Notices(NoticeKind::Escalated) => "escalated",
            Self::Notices(NoticeKind::EscalatedFromBot) => "escalated-from-bot",
            Self::Notices(NoticeKind::Consult) => "consult",
            Self::Notices(NoticeKind::Supervisor) => "supervisor",
            Self::Missed => "missed",
        }
    }
}

/// What is held back while there should be quiet: every notice unless an administrator says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holds(BTreeSet<Holdable>);

impl Default for Holds {
    fn default() -> Self {
        Self(Holdable::ALL.into_iter().filter(|holdable| *holdable != Holdable::Offers).collect())
    }
}

impl FromIterator<Holdable> for Holds {
    fn from_iter<T: IntoIterator<Item = Holdable>>(all: T) -> Self {
        Self(all.into_iter().collect())
    }
}

/// Whether there should be quiet, and what was held back so far.
#[derive(Debug, Default)]
pub(super) struct Quiet {
    wish: Option<QuietWish>,
    until: Option<Timestamp>,
    desktop: bool,
    /// Notices that were held back, for the case that they are withdrawn.
    named: Vec<(NoticeId, RecentId)>,
    /// How many were held back besides those.
    more: u64,
}

impl Quiet {
    const fn is_on(&self) -> bool {
        self.wish.is_some() || self.desktop
    }

    /// When the agent's own quiet ends; none: it does not by itself.
    pub(super) const fn next_deadline(&self) -> Option<Timestamp> {
        self.until
    }

    pub(super) fn view(&self) -> QuietView {
        QuietView { wish: self.wish, desktop: self.desktop }
    }

    /// How many were held back; from now on none.
    pub(super) fn take_held(&mut self) -> u64 {
        std::mem::take(&mut self.named).len() as u64 + std::mem::take(&mut self.more)
    }

    /// A notice that was held back is no longer true; returns its line of *Recent*.
    pub(super) fn forget(&mut self, notice: &NoticeId) -> Option<RecentId> {
        let at = self.named.iter().position(|(named, _)| named == notice)?;
        Some(self.named.remove(at).1)
    }
}

impl QuietWish {
    const fn time(self) -> Option<Duration> {
        match self {
            Self::UntilOff => None,
            Self::HalfHour => Some(Duration::from_secs(30 * 60)),
            Self::Hour => Some(Duration::from_secs(60 * 60)),
        }
    }
}

impl Desk {
    /// The agent wants quiet, or no longer.
    pub(super) fn set_quiet(&mut self, now: Timestamp, wish: Option<QuietWish>) {
        self.quiet.wish = wish;
        self.quiet.until = wish.and_then(QuietWish::time).map(|time| now + time);
        self.end_quiet(now);
    }

    /// The desktop's own switch was turned.
    pub(super) fn on_desktop_quiet(&mut self, now: Timestamp, on: bool) {
        self.quiet.desktop = on;
        self.end_quiet(now);
    }

    pub(super) fn expire_quiet(&mut self, now: Timestamp) {
        if self.quiet.until.is_some_and(|until| until <= now) {
            self.set_quiet(now, None);
        }
    }

    /// What was held back is told in one number.
    fn end_quiet(&mut self, now: Timestamp) {
        if !self.quiet.is_on() {
            let held = self.quiet.take_held();
            self.add_to_summary(now, held, vec![]);
        }
    }

    /// Whether this waits now.
    pub(super) fn holds_back(&self, what: Holdable) -> bool {
        self.quiet.is_on() && self.preferences.holds.0.contains(&what)
    }

    /// It is not shown, rightly: it waits in *Recent* until there need be no quiet.
    pub(super) fn hold_back(&mut self, notice: Option<NoticeId>, recent: RecentId, sequence: Option<u64>) {
        match notice.filter(|_| self.quiet.named.len() < NAMED_AT_MOST) {
            Some(notice) => self.quiet.named.push((notice, recent)),
            None => self.quiet.more += 1,
        }
        self.ledger.settle(sequence);
    }

    /// Keeps new offers off the screen where an administrator wants that; what is there stays.
    pub(super) fn quieten_offers(&mut self) {
        let hold = self.holds_back(Holdable::Offers);
        let fresh = |held: &&mut Held| held.up_since.is_none() && !held.sample;
        self.offers.held.values_mut().filter(fresh).for_each(|held| held.quiet = hold);
    }
}
