//! Before the agent becomes *available*: can a customer be seen and heard at all?
//!
//! What is wrong is said first, and the center is not told. Choosing *available* once more, in the menu
//! or by a click on the toast, goes ahead all the same: the agent knows.

use super::Desk;
use super::effect::{Toast, ToastContent, ToastKey};
use super::input::ServerHealth;
use super::quiet::Holdable;
use super::view::{PreflightView, SoundKind};
use crate::time::Timestamp;

/// The id of the presence in which customers come.
const AVAILABLE: &str = "available";

/// Why a customer might go unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// Alert windows cannot be shown.
    Alerts,
    /// Toasts cannot be shown.
    Toasts,
    /// Sounds are on, and cannot be played.
    Sound,
    /// Offers wait too while the agent does not want to be disturbed, which is on.
    Quiet,
}

impl Desk {
    /// The agent chose a presence.
    pub(super) fn wish_presence(&mut self, now: Timestamp, presence: String) {
        let known = self.preflight.is_some();
        self.end_preflight();
        let becomes = self.presence.as_ref().is_some_and(|current| current.current != presence);
        // Whom the center took out for a missed offer is back with one click.
        let back = self.inactive_view().is_some_and(|inactive| inactive.back_id == presence);
        if presence != AVAILABLE || !becomes || back || known || self.doubts().is_empty() {
            self.hear_once(&presence);
            return self.set_presence(now, presence);
        }
        self.preflight = Some(presence);
        if let Some(PreflightView { doubts, name, .. }) = self.preflight_view() {
            let content = ToastContent::Preflight { doubts, name };
            self.show_toast(now, Toast { key: ToastKey::Preflight, content }, None, None, vec![]);
        }
    }

    /// Whether there is sound is known only once something was played.
    fn hear_once(&mut self, presence: &str) {
        if presence == AVAILABLE && self.sounds.health == ServerHealth::Unknown && self.sounds_view().on {
            self.sounds.strike(SoundKind::Test, None);
        }
    }

    /// Ahead all the same.
    pub(super) fn end_preflight_and_go(&mut self, now: Timestamp) {
        if let Some(presence) = self.preflight.clone() {
            self.wish_presence(now, presence);
        }
    }

    /// Nothing is in the way any more, or the wish is another one.
    pub(super) fn end_preflight(&mut self) {
        if self.preflight.take().is_some() {
            self.withdraw(&ToastKey::Preflight);
        }
    }

    /// What was in the way may be mended meanwhile.
    pub(super) fn review_preflight(&mut self) {
        if self.preflight.is_some() && (self.doubts().is_empty() || !self.connection.is_up()) {
            self.end_preflight();
        }
    }

    pub(super) fn preflight_view(&self) -> Option<PreflightView> {
        let (id, presence) = (self.preflight.clone()?, self.presence.as_ref()?);
        let name = presence.options.iter().find(|option| option.id == id)?.name.clone();
        Some(PreflightView { doubts: self.doubts(), id, name })
    }

    fn doubts(&self) -> Vec<Doubt> {
        let fails = |health: ServerHealth| matches!(health, ServerHealth::Absent | ServerHealth::Hung);
        let all = [
            (Doubt::Alerts, self.alerts_fail),
            (Doubt::Toasts, fails(self.toast_server)),
            (Doubt::Sound, self.sounds_view().on && fails(self.sounds.health)),
            (Doubt::Quiet, self.holds_back(Holdable::Offers)),
        ];
        all.into_iter().filter(|(_, is)| *is).map(|(doubt, _)| doubt).collect()
    }
}
