//! The deciding half of Deskbell: a pure state machine.
//!
//! [`Desk::update`] takes in what happened and returns what must be done exactly once;
//! [`Desk::view`] says what the agent should be seeing; [`Desk::next_deadline`] says when to call
//! again at the latest. No clock, no I/O, no randomness: time is an argument, and the same inputs
//! always give the same outputs. This file dispatches and nothing else; the rules are in
//! `offer` (what rings), `sound` (what is heard of it), `receipt` (what the center is told of it),
//! `beside` (what is told by a
//! toast besides its alert), `notice` (what is told by toasts), `quiet` (what waits while the agent wants quiet), `presence`,
//! `privacy`, `recent`, `connection` and `ledger` (what may be acknowledged).

use std::collections::{BTreeMap, BTreeSet};

use crate::protocol::from_center::{Presence, Settings, Theme};
use crate::time::Timestamp;

pub mod channel;
pub mod choice;
pub mod conversation;
pub mod effect;
pub mod help;
pub mod id;
pub mod input;
pub mod network;
pub mod privacy;
pub mod quiet;
pub mod sign_in;
pub mod sound;
pub mod template;
pub mod view;

mod beside;
mod command;
mod connection;
mod ledger;
mod notice;
mod offer;
mod opening;
pub mod preflight;
mod presence;
mod receipt;
mod recent;
mod show;

pub use connection::TOLD_AFTER;
pub use notice::{TOAST_TIME, TOASTS_AT_MOST};
pub use offer::{GONE_TIME, OFFERS_AT_MOST, REPLY_TIME};
pub use receipt::SHOWN_WITHIN;
pub use recent::RememberedLine;

use beside::Beside;
use command::Pending;
use connection::Connection;
use effect::{Effect, Journal, Toast, ToastContent, ToastKey};
use id::{CommandId, OfferId};
use input::{AgentAction, CenterEvent, CenterNews, Input, LinkEvent, Ready, ServerHealth, SystemEvent, Wish};
use ledger::Ledger;
use notice::Notices;
use offer::Offers;
use presence::Inactive;
use privacy::Privacy;
use quiet::{Holds, Quiet};
use recent::Recent;
use sign_in::SignIn;
use sound::{Ladder, Sounds};

/// What the configuration decides for the domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The theme of the configuration, and whether it wins over the center's.
    pub theme: Option<(Theme, Locked)>,
    /// Hosts that links may lead to.
    pub allowed_hosts: Vec<String>,
    /// Whether the center may add hosts to those.
    pub hosts_locked: Locked,
    /// Opened for what has no URL of its own; wins over the center's.
    pub agent_desktop_url: Option<String>,
    /// Whether nothing is heard, and whether that is the administrator's word.
    pub muted: (bool, Locked),
    /// When the sound of an offer comes again.
    pub ladder: Ladder,
    /// What waits while the agent does not want to be disturbed.
    pub holds: Holds,
    /// How much of a customer is shown.
    pub privacy: Privacy,
    /// What alerts say in place of the usual, channel by channel.
    pub templates: template::Templates,
    /// The monitor for alerts, as the system names it; none: the one with the mouse.
    pub monitor: Option<String>,
    /// The combinations of keys that answer the oldest alert.
    pub hot_keys: view::HotKeys,
    /// The language that is wished for; none: the system's.
    pub language: Option<String>,
    /// What agents may choose, and how it stands.
    pub settings: choice::Settings,
    /// The contact center, for people to read.
    pub center: Option<String>,
    /// Whether agents can sign in by browser.
    pub browser_sign_in: bool,
    /// Whether the menu offers no way to end the daemon.
    pub hide_quit: bool,
    /// What command ids begin with; random for each run, so that ids never repeat.
    pub command_prefix: String,
}

/// Whether a value was enforced by the administrator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locked {
    /// Enforced: nothing else counts.
    Yes,
    /// A wish.
    #[default]
    No,
}

/// Everything Deskbell knows, and every rule about it.
#[derive(Debug, Default)]
pub struct Desk {
    preferences: Preferences,
    connection: Connection,
    ledger: Ledger,
    offers: Offers,
    notices: Notices,
    recent: Recent,
    sounds: Sounds,
    quiet: Quiet,
    beside: Beside,
    presence: Option<Presence>,
    inactive: Option<Inactive>,
    /// The presence that waits for the agent to know what is wrong.
    preflight: Option<String>,
    settings: Settings,
    pending: BTreeMap<CommandId, Pending>,
    commands_given: u64,
    toast_server: ServerHealth,
    alerts_fail: bool,
    /// Whether the screen is locked.
    locked: bool,
    configuration: Vec<String>,
    link_trouble: Option<view::Trouble>,
    sign_in: SignIn,
    settings_window: Option<choice::Open>,
    settings_asked: u64,
    help: help::HelpView,
    /// What the configuration asks of the desktop in vain.
    unfulfilled: BTreeSet<Wish>,
    sound_devices: Vec<choice::SoundDevice>,
    effects: Vec<Effect>,
}

impl Desk {
    /// A desk with nothing on it, going on after what `journal` says was dealt with.
    pub fn new(preferences: Preferences, mut journal: Journal) -> Self {
        let recent = Recent::restore(std::mem::take(&mut journal.recent));
        Self { preferences, recent, ledger: Ledger::restore(journal), ..Self::default() }
    }

    /// Takes in what happened at `now` and returns what to do about it.
    #[must_use]
    pub fn update(&mut self, now: Timestamp, input: Input) -> Vec<Effect> {
        self.expire(now);
        match input {
            Input::Center(event) => self.on_center(now, event),
            Input::Agent(action) => self.on_agent(now, action),
            Input::Link(event) => self.on_link(now, event),
            Input::System(event) => self.on_system(now, event),
            Input::Tick => {}
        }
        // What came may already be over: a deadline that was moved into the past.
        self.expire(now);
        self.expire_receipts(now);
        self.review_preflight();
        self.quieten_offers();
        self.send_receipts(now);
        self.tell_beside();
        self.sound(now);
        self.ledger.acknowledge(now, self.connection.is_up(), &mut self.effects);
        self.remember_recent(now);
        std::mem::take(&mut self.effects)
    }

    /// What is written down for the next start has *Recent* in it.
    fn remember_recent(&mut self, now: Timestamp) {
        let is_due = self.recent.next_deadline().is_some_and(|due| due <= now);
        if is_due && !self.effects.iter().any(|effect| matches!(effect, Effect::Remember(_))) {
            self.ledger.remember(&mut self.effects);
        }
        for effect in &mut self.effects {
            if let Effect::Remember(journal) = effect {
                journal.recent = self.recent.remembered();
                self.recent.written();
            }
        }
    }

    /// When [`Self::update`] must next be called at the latest; always after the last `now`.
    pub fn next_deadline(&self) -> Option<Timestamp> {
        let parts = [
            self.offers.next_deadline(),
            self.notices.next_deadline(),
            self.connection.deadline(),
            self.ledger.due(),
            self.next_command_deadline(),
            self.next_receipt_deadline(),
            self.next_sound(),
            self.quiet.next_deadline(),
            self.recent.next_deadline(),
        ];
        parts.into_iter().flatten().min()
    }

    fn expire(&mut self, now: Timestamp) {
        let told = self.connection.expire(now);
        self.tell_of_link(now, told);
        self.expire_quiet(now);
        self.expire_commands(now);
        self.expire_offers(now);
        self.expire_notices(now);
    }

    fn on_center(&mut self, now: Timestamp, CenterEvent { stamp, what }: CenterEvent) {
        if self.connection.is_signing_out() {
            return;
        }
        let sequence = stamp.as_ref().map(|stamp| stamp.sequence);
        if stamp.is_none_or(|stamp| self.ledger.admit(&stamp)) {
            self.on_news(now, what, sequence);
        }
        if sequence.is_some_and(|sequence| self.ledger.ends_replay(sequence)) {
            self.release_notices(now);
        }
    }

    fn on_news(&mut self, now: Timestamp, what: CenterNews, sequence: Option<u64>) {
        match what {
            CenterNews::Ready(ready) => self.on_ready(now, *ready),
            CenterNews::Offered(offer) => self.on_offered(now, *offer, sequence),
            CenterNews::OfferUpdated(offer) => self.on_offer_updated(now, *offer, sequence),
            CenterNews::OfferClosed { offer, outcome, by } => self.on_offer_closed(now, &offer, outcome, by, sequence),
            CenterNews::Notice(notice) => self.on_notice(now, *notice, sequence),
            CenterNews::NoticeWithdrawn(notice) => self.on_notice_withdrawn(notice, sequence),
            CenterNews::PresenceChanged { current, reason } => {
                self.on_presence(now, current, reason.as_deref(), sequence);
            }
            CenterNews::SettingsChanged(settings) => {
                self.settings = settings;
                self.ledger.settle(sequence);
            }
            CenterNews::Answer { command, result } => {
                self.on_answer(now, &command, result);
                self.ledger.settle(sequence);
            }
            // The link keeps to it.
            CenterNews::Closing { back_after: _ } | CenterNews::Unknown => self.ledger.settle(sequence),
        }
    }

    fn on_ready(&mut self, now: Timestamp, ready: Ready) {
        if self.ledger.is_of_another(&ready.agent.id) {
            // The center was asked to go on with another agent's numbering: ask again without it.
            self.clear();
            return self.effects.push(Effect::Reconnect);
        }
        if self.ledger.begin(&ready.agent.id, &ready.epoch, ready.head) {
            self.forget_sequences();
        }
        if self.connection.ready(ready.agent.name) {
            self.withdraw(&ToastKey::Trouble);
        }
        self.sign_in.connected();
        self.presence = Some(ready.presence);
        self.settings = ready.settings;
        if self.ledger.expects_replay() {
            self.notices.hold_until_replayed(now);
        }
        self.on_snapshot(now, ready.offers);
        self.ledger.repeat(&mut self.effects);
        self.repeat_commands();
        self.repeat_receipts();
        self.repeat_notice_receipts();
    }

    /// A number of another epoch says nothing in this one.
    fn forget_sequences(&mut self) {
        self.notices.forget_sequences();
        self.offers.held.values_mut().for_each(|held| held.sequence = None);
    }

    fn on_agent(&mut self, now: Timestamp, action: AgentAction) {
        match action {
            AgentAction::Accept(offer) => self.press(now, &offer, view::Press::Accept),
            AgentAction::Decline(offer, reason) => self.decline(now, &offer, reason),
            AgentAction::SetPresence(presence) => self.wish_presence(now, presence),
            AgentAction::OpenRecent(id) => {
                self.recent.see(now, Some(id));
                self.open_or_desktop(self.recent.url(id), None);
            }
            AgentAction::SeeRecent => self.recent.see(now, None),
            AgentAction::OpenAgentDesktop => self.open_or_desktop(None, None),
            AgentAction::OpenLink(link) => self.open(&link, None),
            AgentAction::Reconnect => self.effects.push(Effect::Reconnect),
            AgentAction::SignedIn => self.end_sign_in(now, Ok(())),
            AgentAction::SignIn(keep) => self.begin_sign_in(keep),
            AgentAction::SignOut => self.sign_out(),
            AgentAction::Quit => self.quit(),
            AgentAction::Choose(choice) => self.choose(choice),
            AgentAction::OpenSettings(page) => self.open_settings(page),
            AgentAction::CloseSettings => self.close_settings(),
            AgentAction::Examine => self.examine(),
            AgentAction::SaveDiagnostics => self.save_diagnostics(),
            AgentAction::SetQuiet(wish) => self.set_quiet(now, wish),
            AgentAction::TrySound => self.try_sound(),
            AgentAction::Test { offer, notice } => self.test(now, *offer, *notice),
        }
    }

    fn on_link(&mut self, now: Timestamp, event: LinkEvent) {
        let told = self.connection.on_link(now, event);
        self.doubt_receipts();
        self.tell_of_link(now, told);
    }

    fn tell_of_link(&mut self, now: Timestamp, told: Option<ToastContent>) {
        if let Some(mut content) = told {
            self.sound_of_lost_link();
            if let ToastContent::NoConnection { problem, sign_in, .. } = &mut content {
                *sign_in = self.preferences.browser_sign_in && problem.asks_for_sign_in();
            }
            self.show_toast(now, Toast { key: ToastKey::Trouble, content }, None, None, vec![]);
        }
    }

    fn on_system(&mut self, now: Timestamp, event: SystemEvent) {
        match event {
            SystemEvent::AlertShown(offer) => self.on_alert_shown(&offer),
            SystemEvent::AlertFailed(offer, why) => self.on_alert_failed(&offer, why),
            SystemEvent::ToastShown(key) => self.on_toast_shown(now, &key),
            SystemEvent::ToastFailed(key, why) => self.on_toast_failed(now, &key, &why),
            SystemEvent::ToastClicked(key, activation) => self.on_toast_clicked(now, &key, activation),
            SystemEvent::ToastPressed(key, press, activation) => self.on_toast_pressed(now, &key, press, activation),
            SystemEvent::ToastClosed(key) => self.on_toast_closed(&key),
            SystemEvent::ToastServer(health) => self.toast_server = health,
            SystemEvent::SoundServer(health) => self.sounds.health = health,
            SystemEvent::Locked(locked) => self.on_locked(locked),
            SystemEvent::WindowsMayHide(may) => self.beside.on = may,
            SystemEvent::DesktopQuiet(on) => self.on_desktop_quiet(now, on),
            SystemEvent::OpenFailed(link) => self.on_open_failed(&link),
            SystemEvent::Configured(preferences) => self.preferences = *preferences,
            SystemEvent::Examined(findings) => self.on_examined(findings),
            SystemEvent::DiagnosticsSaved(sentence) => self.help.file = Some(sentence),
            SystemEvent::SoundDevices(devices) => self.sound_devices = devices,
            SystemEvent::Desktop(wish, fulfilled) => self.on_wish(wish, fulfilled),
            SystemEvent::Configuration(problems) => self.configuration = problems,
            SystemEvent::SignIn(result) => self.end_sign_in(now, result),
            SystemEvent::SignInHealth(problem) => self.on_sign_in_health(now, problem),
            SystemEvent::Woke => self.effects.push(Effect::Renew),
            SystemEvent::NetworkChanged => self.effects.push(Effect::Probe),
        }
    }

    fn test(&mut self, now: Timestamp, offer: conversation::Offer, notice: conversation::Notice) {
        self.offers.ring_sample(now, offer);
        self.show_notice(now, &notice, None);
    }

    fn sign_out(&mut self) {
        self.clear();
        self.connection.sign_out();
        self.sign_in = SignIn::default();
        self.effects.push(Effect::SignOut);
    }

    /// Forgets all that belongs to the agent who was signed in.
    fn clear(&mut self) {
        self.withdraw_all();
        self.presence = None;
        self.inactive = None;
        self.preflight = None;
        self.settings = Settings::default();
        self.offers = Offers::default();
        self.notices = Notices::default();
        self.recent = Recent::default();
        self.quiet.take_held();
        self.pending.clear();
        self.ledger = Ledger::default();
        self.effects.push(Effect::Remember(Journal::default()));
    }

    fn quit(&mut self) {
        self.withdraw_all();
        self.beside.on = false;
        self.ledger.close(self.connection.is_up(), &mut self.effects);
        if self.recent.next_deadline().is_some() {
            self.ledger.remember(&mut self.effects);
        }
        self.effects.push(Effect::Quit);
    }

    fn offer_ids(&self) -> Vec<OfferId> {
        self.offers.in_order().map(|held| held.offer.id.clone()).collect()
    }
}
