//! What the agent should be seeing, derived from what is known.

use std::time::Duration;

use super::input::ServerHealth;
use super::offer::{Held, Phase};
use super::view::{ALERTS_AT_MOST, AlertPhase, AlertView, Face, LinkState, TrayView, Trouble, View, WaitingOffer};
use super::{Desk, Locked};
use crate::protocol::from_center::Theme;

/// A deadline that is farther away is kept, and not counted down to.
const COUNTDOWN_AT_MOST: Duration = Duration::from_secs(3600);

impl Desk {
    /// What the agent should be seeing now.
    pub fn view(&self) -> View {
        let alerts = self.offers.on_screen().take(ALERTS_AT_MOST).map(|held| self.alert(held)).collect();
        let behind = self.offers.on_screen().skip(ALERTS_AT_MOST).filter(|held| held.is_waiting()).count();
        let (theme, allowed_hosts) = (self.theme(), self.allowed_hosts());
        View {
            tray: self.tray(),
            alerts,
            behind,
            stroke: self.stroke(),
            theme,
            allowed_hosts,
            monitor: self.preferences.monitor.clone(),
            hot_keys: self.preferences.hot_keys.clone(),
            language: self.preferences.language.clone(),
            settings: self.settings_view(),
        }
    }

    fn alert(&self, held: &Held) -> AlertView {
        AlertView {
            id: held.offer.id.clone(),
            reason: held.offer.reason,
            declinable: held.offer.declinable,
            decline_reasons: if held.sample { vec![] } else { self.decline_reasons() },
            sample: held.sample,
            since: held.since,
            deadline: held.offer.deadline.filter(|at| at.since(held.since) <= COUNTDOWN_AT_MOST),
            conversation: self.privacy().conversation(&held.offer.conversation),
            privacy: self.privacy(),
            template: self.preferences.templates.of(&held.offer.conversation.channel).cloned(),
            phase: self.phase(held),
        }
    }

    fn phase(&self, held: &Held) -> AlertPhase {
        let offline = !self.connection.is_up() && !held.sample;
        match &held.phase {
            Phase::Ringing { pressed, .. } if offline => AlertPhase::Offline { pressed: *pressed },
            Phase::Ringing { refused: Some(refusal), .. } => AlertPhase::Refused(*refusal),
            Phase::Ringing { .. } => AlertPhase::Ringing,
            Phase::Accepting { .. } | Phase::Declining => AlertPhase::Accepting,
            Phase::Gone { why, .. } => AlertPhase::Gone(why.clone()),
        }
    }

    fn tray(&self) -> TrayView {
        let troubles = self.troubles();
        TrayView {
            face: self.face(!troubles.is_empty()),
            state: self.connection.state().clone(),
            troubles,
            offers: self.offers.in_order().filter(|held| held.is_waiting()).map(|held| self.waiting(held)).collect(),
            decline_reasons: self.decline_reasons(),
            presence: self.presence.clone().filter(|_| self.connection.is_up()),
            inactive: self.inactive_view().filter(|_| self.connection.is_up()),
            preflight: self.preflight_view().filter(|_| self.connection.is_up()),
            recent: self.recent.view(self.privacy()),
            agent_desktop: self.agent_desktop_url().is_some(),
            sounds: self.sounds_view(),
            quiet: self.quiet.view(),
            sign_in: self.sign_in_view(),
            quit: !self.preferences.hide_quit,
        }
    }

    fn face(&self, troubled: bool) -> Face {
        let waiting = self.offers.held.values().filter(|held| held.is_waiting()).count();
        match self.connection.state() {
            LinkState::Stopped(problem) if problem.asks_for_sign_in() => Face::SignedOut,
            LinkState::Stopped(_) => Face::CannotAlert,
            LinkState::Connecting(_) | LinkState::Waiting { .. } if self.connection.is_told() => Face::CannotAlert,
            LinkState::Connecting(_) | LinkState::Waiting { .. } => Face::Reconnecting,
            LinkState::Connected { .. } if self.alerts_fail => Face::CannotAlert,
            LinkState::Connected { .. } if waiting > 0 => Face::Waiting(waiting),
            LinkState::Connected { .. } if troubled => Face::CannotAlert,
            LinkState::Connected { .. } => Face::Connected,
        }
    }

    fn troubles(&self) -> Vec<Trouble> {
        let toasts = match self.toast_server {
            ServerHealth::Unknown | ServerHealth::Up => None,
            ServerHealth::Absent | ServerHealth::Hung => Some(Trouble::Toasts(self.toast_server)),
        };
        let alerts = self.alerts_fail.then_some(Trouble::Alerts);
        let sign_in = self.sign_in.problem().cloned().map(Trouble::SignIn);
        let configuration = self.configuration.iter().cloned().map(Trouble::Configuration);
        let in_vain = self.wishes_in_vain().map(Trouble::InVain);
        toasts
            .into_iter()
            .chain(alerts)
            .chain(configuration)
            .chain(in_vain)
            .chain(self.link_trouble.clone())
            .chain(sign_in)
            .collect()
    }

    fn waiting(&self, held: &Held) -> WaitingOffer {
        let conversation = &held.offer.conversation;
        WaitingOffer {
            id: held.offer.id.clone(),
            channel: conversation.channel.clone(),
            customer: self.privacy().called(&conversation.customer),
            declinable: held.offer.declinable,
        }
    }

    fn decline_reasons(&self) -> Vec<String> {
        self.settings.decline_reasons.clone().unwrap_or_default()
    }

    /// The administrator's theme, else the center's, else the agent's own.
    fn theme(&self) -> Theme {
        match self.preferences.theme {
            Some((theme, Locked::Yes)) => theme,
            Some((theme, Locked::No)) => self.settings.theme.unwrap_or(theme),
            None => self.settings.theme.unwrap_or(Theme::System),
        }
    }
}
