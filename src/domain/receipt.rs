//! Receipts: what the center is told of an offer, so that routing knows when nobody sees it.

use std::time::Duration;

use super::Desk;
use super::effect::{Effect, Message};
use super::id::OfferId;
use super::offer::Held;
use super::view::ALERTS_AT_MOST;
use crate::protocol::from_client::How;
use crate::time::Timestamp;

/// An alert that is not on the screen after this time is not shown: the display hangs.
pub const SHOWN_WITHIN: Duration = Duration::from_secs(5);

/// What the center is told of an offer on the screen.
#[derive(Clone, Debug)]
pub(super) struct Receipt {
    how: How,
    why: Option<String>,
    sent: bool,
}

impl Held {
    /// Until when the display has time to report that the alert is there; none: it has, or need not.
    fn shown_until(&self) -> Option<Timestamp> {
        let told = self.receipt.as_ref().is_some_and(|receipt| receipt.how != How::Suppressed);
        let due = self.up_since.filter(|_| self.is_waiting() && !self.sample && !told);
        due.map(|since| since + SHOWN_WITHIN)
    }
}

impl Desk {
    pub(super) fn on_alert_shown(&mut self, id: &OfferId) {
        self.receipt(id, How::Alert, None);
    }

    pub(super) fn on_alert_failed(&mut self, id: &OfferId, why: String) {
        self.alerts_fail = true;
        self.receipt(id, How::Failed, Some(why));
    }

    /// Tells the center of offers that wait behind others, so that it knows nobody sees them, and
    /// notes since when the others should be on the screen.
    pub(super) fn send_receipts(&mut self, now: Timestamp) {
        let ids: Vec<OfferId> = self.offers.on_screen().map(|held| held.offer.id.clone()).collect();
        let (up, behind) = ids.split_at(ids.len().min(ALERTS_AT_MOST));
        for id in up {
            if let Some(held) = self.offers.held.get_mut(id) {
                held.up_since.get_or_insert(now);
            }
        }
        let quiet =
            self.offers.held.values().filter(|held| held.quiet).map(|held| (held.offer.id.clone(), "do-not-disturb"));
        let behind = behind.iter().map(|id| (id.clone(), "behind-other-alerts"));
        for (id, why) in behind.chain(quiet).collect::<Vec<_>>() {
            let untold = |held: &Held| held.is_waiting() && held.receipt.is_none();
            if self.offers.held.get(&id).is_some_and(untold) {
                self.receipt(&id, How::Suppressed, Some(why.into()));
            }
        }
    }

    /// When the first alert that should be on the screen, and was not reported to be, counts as not shown.
    pub(super) fn next_receipt_deadline(&self) -> Option<Timestamp> {
        self.offers.held.values().filter_map(Held::shown_until).min()
    }

    /// Tells the center of alerts that the display took and never reported as shown.
    pub(super) fn expire_receipts(&mut self, now: Timestamp) {
        let late = |held: &&Held| held.shown_until().is_some_and(|until| until <= now);
        let late: Vec<OfferId> = self.offers.held.values().filter(late).map(|held| held.offer.id.clone()).collect();
        for id in late {
            self.on_alert_failed(&id, "display-hangs".into());
        }
    }

    /// There are more offers than anyone could answer: the center learns that this one is not among
    /// them. It is not remembered; the next snapshot may bring it again.
    pub(super) fn turn_away(&mut self, offer: OfferId, sequence: Option<u64>) {
        self.ledger.settle(sequence);
        if self.connection.is_up() {
            let why = Some("too-many-offers".into());
            self.effects.push(Effect::Send(Message::Shown { offer, how: How::Suppressed, why }));
        }
    }

    fn receipt(&mut self, id: &OfferId, how: How, why: Option<String>) {
        let Some(held) = self.offers.held.get_mut(id) else { return };
        self.ledger.settle(held.sequence.take());
        if how == How::Alert {
            self.alerts_fail = false;
        }
        if held.receipt.as_ref().is_none_or(|receipt| receipt.how != how) {
            held.receipt = Some(Receipt { how, why, sent: held.sample });
        }
        self.repeat_receipts();
    }

    /// What was sent may have crossed the end of the connection: it is said again to the next one.
    pub(super) fn doubt_receipts(&mut self) {
        self.notices.doubt_receipts();
        for held in self.offers.held.values_mut().filter(|held| !held.sample) {
            if let Some(receipt) = &mut held.receipt {
                receipt.sent = false;
            }
        }
    }

    /// Sends the receipts that could not be sent yet.
    pub(super) fn repeat_receipts(&mut self) {
        if !self.connection.is_up() {
            return;
        }
        for (offer, held) in &mut self.offers.held {
            let Some(receipt) = held.receipt.as_mut().filter(|receipt| !receipt.sent) else { continue };
            receipt.sent = true;
            let (how, why) = (receipt.how, receipt.why.clone());
            self.effects.push(Effect::Send(Message::Shown { offer: offer.clone(), how, why }));
        }
    }
}
