//! Everything that the agent should be seeing now, as one plain value.
//!
//! It holds moments, never "seconds left", so that it changes only when something happened.

use super::choice::{Page, Settings, SoundDevice};
use super::conversation::Conversation;
use super::help::HelpView;
use super::id::OfferId;
use super::input::{LinkProblem, RecentId, Refusal, ServerHealth, Wish};
use super::preflight::Doubt;
use super::privacy::{Called, Privacy};
use super::sign_in::{Keep, SignInProblem};
use super::template::Template;
use crate::pii::Pii;
use crate::protocol::from_center::{NoticeKind, OfferReason, Outcome, Presence, Theme};
use crate::time::Timestamp;

use super::channel::Channel;

/// At most so many alert windows are on the screen.
pub const ALERTS_AT_MOST: usize = 3;

/// What the agent should be seeing.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The tray icon and its menu.
    pub tray: TrayView,
    /// At most [`ALERTS_AT_MOST`] alert windows, the oldest (on top) first.
    pub alerts: Vec<AlertView>,
    /// Offers that wait behind the last of them.
    pub behind: usize,
    /// What should be sounding; none: silence.
    pub stroke: Option<Stroke>,
    /// How windows look.
    pub theme: Theme,
    /// The monitor for alerts, as the system names it; none: the one with the mouse.
    pub monitor: Option<String>,
    /// The combinations of keys that answer the oldest alert.
    pub hot_keys: HotKeys,
    /// The language that is wished for: another one, and all is said anew.
    pub language: Option<String>,
    /// The window of settings; none: it is closed.
    pub settings: Option<SettingsView>,
    /// Hosts that links may lead to now, so that whoever asks for a link is told at once.
    pub allowed_hosts: Vec<String>,
}

/// Combinations of keys that count whatever program has the keyboard, e.g. `ctrl+alt+a`; none: off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HotKeys {
    /// Accepts the oldest offer.
    pub accept: Option<String>,
    /// Declines the oldest offer.
    pub decline: Option<String>,
}

impl HotKeys {
    /// Those that are on, with what they do.
    pub fn all(&self) -> impl Iterator<Item = (Press, &String)> {
        let all = [(Press::Accept, &self.accept), (Press::Decline, &self.decline)];
        all.into_iter().filter_map(|(press, keys)| Some((press, keys.as_ref()?)))
    }
}

/// The window of settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsView {
    /// What it shows.
    pub page: Page,
    /// Another number: it comes to the front.
    pub asked: u64,
    /// Every setting that agents choose.
    pub settings: Settings,
    /// The outputs for sounds.
    pub devices: Vec<SoundDevice>,
    /// Who is signed in; none: nobody.
    pub agent: Option<String>,
    /// The contact center.
    pub center: Option<String>,
    /// What is offered for signing in.
    pub sign_in: SignInView,
    /// What the doctor found.
    pub help: HelpView,
}

/// A sound that is played once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// What it sounds like.
    pub kind: SoundKind,
    /// Another number is another stroke; grows within a run.
    pub number: u64,
}

/// What a sound is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SoundKind {
    /// A conversation by chat, or any channel without a sound of its own.
    Chat,
    /// A text message.
    Sms,
    /// A conversation by Facebook or WhatsApp.
    Social,
    /// A conversation that somebody hands over.
    HandedOver,
    /// There is no connection.
    ConnectionLost,
    /// The agent wants to hear whether there is sound.
    Test,
}

/// Whether there should be quiet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QuietView {
    /// For how long the agent wants it; none: not.
    pub wish: Option<QuietWish>,
    /// Whether the desktop's own switch is on.
    pub desktop: bool,
}

/// For how long the agent does not want to be disturbed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuietWish {
    /// Until the agent says otherwise, or logs off.
    UntilOff,
    /// For 30 minutes.
    HalfHour,
    /// For an hour.
    Hour,
}

/// A presence that the center chose because an offer was missed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InactiveView {
    /// Name of the presence now.
    pub current: String,
    /// Id of the presence before.
    pub back_id: String,
    /// Name of the presence before.
    pub back: String,
}

/// A presence that waits for the agent to know what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreflightView {
    /// Why customers might go unseen in it.
    pub doubts: Vec<Doubt>,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// What the menu offers for sounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoundsView {
    /// Whether there are sounds.
    pub on: bool,
    /// Whether the agent may decide that; if not, an administrator did.
    pub changeable: bool,
    /// Whether sounds can be played, as far as it was tried.
    pub health: ServerHealth,
}

/// One alert window.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertView {
    /// Names the offer.
    pub id: OfferId,
    /// Why it comes to this agent.
    pub reason: OfferReason,
    /// Whether there is a Decline button.
    pub declinable: bool,
    /// Why the agent may decline, to choose from; empty: nobody asks.
    pub decline_reasons: Vec<String>,
    /// Whether it is a sample that no center knows of.
    pub sample: bool,
    /// When it began to ring: the countdown bar is full here.
    pub since: Timestamp,
    /// When it lapses: the countdown bar is empty here; none: no countdown.
    pub deadline: Option<Timestamp>,
    /// What is offered, as far as it may be shown.
    pub conversation: Conversation,
    /// How much is shown.
    pub privacy: Privacy,
    /// What it says instead of the usual; none: the usual.
    pub template: Option<Template>,
    /// Its face.
    pub phase: AlertPhase,
}

/// The face of an alert window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlertPhase {
    /// Buttons live.
    Ringing,
    /// The center did not do what was asked; buttons live again.
    Refused(Refusal),
    /// Accept was pressed and the center has not answered yet.
    Accepting,
    /// No connection: the buttons wait; a press is kept.
    Offline {
        /// The press that will be sent if the link is back in time.
        pressed: Option<Press>,
    },
    /// No longer open; closes by itself.
    Gone(GoneWhy),
}

/// What the agent pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// Accept.
    Accept,
    /// Decline.
    Decline,
}

/// Why an offer is no longer open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoneWhy {
    /// The center said so.
    Closed {
        /// Why.
        outcome: Outcome,
        /// Who has it now.
        by: Option<String>,
    },
    /// Its time ran out here.
    Lapsed,
    /// It is not in the center's snapshot any more.
    NotThere,
    /// Accepted, and the center did not answer in time.
    NoAnswer,
}

/// The tray icon and its menu.
#[derive(Clone, Debug, PartialEq)]
pub struct TrayView {
    /// The face of the icon.
    pub face: Face,
    /// The first line of the menu.
    pub state: LinkState,
    /// What is wrong besides, each shown as a line of the menu.
    pub troubles: Vec<Trouble>,
    /// Offers that wait for an answer, the oldest first.
    pub offers: Vec<WaitingOffer>,
    /// Why an agent may decline; empty: nobody asks.
    pub decline_reasons: Vec<String>,
    /// The center's presences, while connected.
    pub presence: Option<Presence>,
    /// Whether the center chose the presence, for an offer was missed.
    pub inactive: Option<InactiveView>,
    /// The presence that waits for the agent to know what is wrong.
    pub preflight: Option<PreflightView>,
    /// The last ten things that happened, the newest first.
    pub recent: Vec<RecentView>,
    /// Whether there is an agent desktop to open.
    pub agent_desktop: bool,
    /// What is offered for sounds.
    pub sounds: SoundsView,
    /// Whether the agent does not want to be disturbed.
    pub quiet: QuietView,
    /// What is offered for signing in.
    pub sign_in: SignInView,
    /// Whether the agent may end the daemon.
    pub quit: bool,
}

#[cfg(test)]
impl TrayView {
    /// A tray in which there is nothing but the state of the link.
    pub(crate) const fn with_only(state: LinkState) -> Self {
        Self {
            face: Face::Connected,
            state,
            troubles: vec![],
            offers: vec![],
            decline_reasons: vec![],
            presence: None,
            inactive: None,
            preflight: None,
            recent: vec![],
            agent_desktop: false,
            sounds: SoundsView { on: true, changeable: true, health: ServerHealth::Unknown },
            quiet: QuietView { wish: None, desktop: false },
            quit: true,
            sign_in: SignInView::Nothing,
        }
    }
}

/// What the menu offers for signing in by browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInView {
    /// Nothing: there is no need, or no way.
    Nothing,
    /// To sign in.
    Offered {
        /// Also without the keyring, which does not work.
        until_log_off: bool,
    },
    /// The browser has the sign-in's page; to open it again.
    UnderWay(Keep),
}

/// The face of the tray icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Connected, nothing waits.
    Connected,
    /// Connected, and so many offers wait.
    Waiting(usize),
    /// No connection for a moment.
    Reconnecting,
    /// Nobody is signed in.
    SignedOut,
    /// Offers or notices cannot be shown.
    CannotAlert,
}

/// What is known of the connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// An attempt is under way; the problem of the one before it.
    Connecting(Option<LinkProblem>),
    /// Signed in under this name.
    Connected {
        /// The agent's name.
        agent: String,
    },
    /// Between two attempts.
    Waiting {
        /// Why the last one ended.
        problem: LinkProblem,
        /// When the next one begins.
        until: Timestamp,
    },
    /// Ended until the agent does something.
    Stopped(LinkProblem),
}

impl LinkState {
    /// Why there is no connection; none: there is one, or the first attempt is under way.
    pub const fn problem(&self) -> Option<&LinkProblem> {
        match self {
            Self::Connecting(problem) => problem.as_ref(),
            Self::Connected { .. } => None,
            Self::Waiting { problem, .. } | Self::Stopped(problem) => Some(problem),
        }
    }
}

/// What is wrong besides the connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Toasts cannot be shown.
    Toasts(ServerHealth),
    /// Alert windows cannot be shown.
    Alerts,
    /// The configuration asks something of the desktop in vain.
    InVain(Wish),
    /// The configuration has a problem; the sentence names file and line.
    Configuration(String),
    /// A link was not opened: its host is not allowed.
    LinkRefused(String),
    /// A link could not be opened.
    LinkFailed(String),
    /// The sign-in did not work, or will not for much longer.
    SignIn(SignInProblem),
}

/// A line of the menu for an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingOffer {
    /// Names it.
    pub id: OfferId,
    /// How the customer writes.
    pub channel: Channel,
    /// What the customer is called.
    pub customer: Called,
    /// Whether the agent may decline.
    pub declinable: bool,
}

/// A line of *Recent*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecentView {
    /// Names it.
    pub id: RecentId,
    /// What happened.
    pub what: RecentWhat,
    /// How the customer wrote.
    pub channel: Channel,
    /// What the customer is called; none: not known, not to be shown, or not remembered over a restart.
    pub customer: Option<Pii<String>>,
    /// It was missed, and the agent has not looked at it.
    pub unseen: bool,
    /// When it happened; zero: in an earlier run.
    pub at: Timestamp,
}

/// What a line of *Recent* tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecentWhat {
    /// A notice.
    Notice(NoticeKind),
    /// The agent accepted the offer.
    Accepted,
    /// The agent declined the offer.
    Declined,
    /// The offer ran out before the agent answered.
    Missed,
    /// The offer went elsewhere.
    Gone,
}
