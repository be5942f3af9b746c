//! The agent's presence as the center tells it, and the way back where the center changed it.

use super::Desk;
use super::effect::{Toast, ToastContent, ToastKey};
use super::view::InactiveView;
use crate::protocol::from_center::Presence;
use crate::time::Timestamp;

/// The center's reason for a presence that the agent did not choose.
const MISSED_OFFER: &str = "missed-offer";

/// A presence that the center chose because an offer was missed.
#[derive(Debug)]
pub(super) struct Inactive {
    /// Id of the presence before.
    before: String,
}

impl Desk {
    /// The center, a supervisor or the agent somewhere else chose another presence.
    pub(super) fn on_presence(&mut self, now: Timestamp, current: String, reason: Option<&str>, sequence: Option<u64>) {
        self.ledger.settle(sequence);
        let Some(presence) = &mut self.presence else { return };
        let before = std::mem::replace(&mut presence.current, current);
        if before == presence.current {
            return;
        }
        self.end_inactive();
        if reason == Some(MISSED_OFFER) {
            self.inactive = Some(Inactive { before });
            self.tell_inactive(now);
        }
    }

    /// The center did as the agent chose.
    pub(super) fn presence_chosen(&mut self, chosen: String) {
        if let Some(presence) = &mut self.presence {
            presence.current = chosen;
        }
        self.end_inactive();
    }

    /// Who gets no more customers must know, whatever quiet there should be.
    fn tell_inactive(&mut self, now: Timestamp) {
        if let Some(InactiveView { current, back, .. }) = self.inactive_view() {
            let content = ToastContent::Inactive { current, back };
            self.show_toast(now, Toast { key: ToastKey::Presence, content }, None, None, vec![]);
        }
    }

    fn end_inactive(&mut self) {
        if self.inactive.take().is_some() {
            self.withdraw(&ToastKey::Presence);
        }
    }

    /// One click back to the presence before.
    pub(super) fn go_back(&mut self, now: Timestamp) {
        if let Some(before) = self.inactive.as_ref().map(|inactive| inactive.before.clone()) {
            self.set_presence(now, before);
        }
    }

    /// What the menu says about it; none: the agent chose the presence.
    pub(super) fn inactive_view(&self) -> Option<InactiveView> {
        let (inactive, presence) = (self.inactive.as_ref()?, self.presence.as_ref()?);
        let back = name(presence, &inactive.before)?;
        Some(InactiveView { current: name(presence, &presence.current)?, back_id: inactive.before.clone(), back })
    }
}

fn name(presence: &Presence, id: &str) -> Option<String> {
    presence.options.iter().find(|option| option.id == id).map(|option| option.name.clone())
}
