//! What is told by a toast besides its alert: offers that ring, where other windows may hide alerts.
//!
//! Such a toast is there exactly as long as the offer rings on the screen: it has no time of its own,
//! makes room for no other, and says no more than the alert does.

use std::collections::BTreeMap;

use super::Desk;
use super::effect::{Activation, Effect, Toast, ToastContent, ToastKey};
use super::id::OfferId;
use super::offer::{Held, Phase};
use super::view::{ALERTS_AT_MOST, Press};
use crate::time::Timestamp;

/// The toasts beside alerts.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Whether alerts may be hidden.
    pub(super) on: bool,
    told: BTreeMap<OfferId, Told>,
}

/// What was said of an offer.
#[derive(Debug)]
struct Told {
    content: ToastContent,
    /// The agent closed it, or it went with a press: it does not come again by itself.
    closed: bool,
}

impl Beside {
    /// The toast is no longer on the screen.
    pub(super) fn closed(&mut self, key: &ToastKey) {
        if let ToastKey::Offer(id) = key
            && let Some(told) = self.told.get_mut(id)
        {
            told.closed = true;
        }
    }

    /// Those that are on the screen; they are forgotten.
    pub(super) fn take_keys(&mut self) -> impl Iterator<Item = ToastKey> + use<> {
        let told = std::mem::take(&mut self.told);
        told.into_iter().filter(|(_, told)| !told.closed).map(|(id, _)| ToastKey::Offer(id))
    }
}

impl Desk {
    /// Brings the toasts in line with the offers that ring on the screen.
    pub(super) fn tell_beside(&mut self) {
        let wanted = self.wanted_beside();
        let over: Vec<OfferId> = self.beside.told.keys().filter(|id| !wanted.contains_key(*id)).cloned().collect();
        for id in over {
            if self.beside.told.remove(&id).is_some_and(|told| !told.closed) {
                self.effects.push(Effect::WithdrawToast(ToastKey::Offer(id)));
            }
        }
        for (id, content) in wanted {
            self.tell_one_beside(id, content);
        }
    }

    fn tell_one_beside(&mut self, id: OfferId, content: ToastContent) {
        if self.beside.told.get(&id).is_some_and(|told| told.closed || told.content == content) {
            return;
        }
        self.beside.told.insert(id.clone(), Told { content: content.clone(), closed: false });
        self.effects.push(Effect::ShowToast(Toast { key: ToastKey::Offer(id), content }));
    }

    fn wanted_beside(&self) -> BTreeMap<OfferId, ToastContent> {
        let alerts = self.offers.on_screen().take(ALERTS_AT_MOST).filter(|_| self.beside.on);
        let ringing = alerts.filter(|held| matches!(held.phase, Phase::Ringing { .. }));
        ringing.map(|held| (held.offer.id.clone(), self.content_beside(held))).collect()
    }

    fn content_beside(&self, held: &Held) -> ToastContent {
        let privacy = self.privacy();
        let conversation = privacy.conversation(&held.offer.conversation);
        ToastContent::Offer {
            reason: held.offer.reason,
            channel: conversation.channel,
            customer: privacy.called(&conversation.customer),
            queue: conversation.queue,
            comment: conversation.comment,
            declinable: held.offer.declinable,
        }
    }

    /// Takes every toast away.
    pub(super) fn withdraw_all(&mut self) {
        let keys = self.notices.keys();
        self.effects.extend(keys.into_iter().chain(self.beside.take_keys()).map(Effect::WithdrawToast));
    }

    /// The agent pressed a button of a toast.
    pub(super) fn on_toast_pressed(
        &mut self,
        now: Timestamp,
        key: &ToastKey,
        press: Press,
        activation: Option<Activation>,
    ) {
        let ToastKey::Offer(id) = key else { return };
        if let Some(held) = self.offers.held.get_mut(id) {
            held.activation = activation;
        }
        match press {
            Press::Accept => self.press(now, id, Press::Accept),
            Press::Decline => self.decline(now, id, None),
        }
    }
}
