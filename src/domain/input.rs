//! Everything that can happen to a [`Desk`](super::Desk).

use std::time::Duration;

use super::Preferences;
use super::choice::{Choice, Page, SoundDevice};
use super::conversation::{Notice, Offer};
use super::effect::{Activation, ToastKey};
use super::help::Finding;
use super::id::{CommandId, EventKey, NoticeId, OfferId};
use super::network::{ProxyProblem, TlsProblem};
use super::sign_in::{Keep, SignInProblem};
use super::view::{Press, QuietWish};
use crate::protocol::from_center::{Agent, Outcome, Presence, RefusalCode, Settings};
use crate::time::Timestamp;

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The contact center said something.
    Center(CenterEvent),
    /// The agent did something.
    Agent(AgentAction),
    /// The connection changed.
    Link(LinkEvent),
    /// The computer or an effect reported something.
    System(SystemEvent),
    /// A deadline has passed.
    Tick,
}

/// An event from the contact center with its place in the numbering.
#[derive(Clone, Debug, PartialEq)]
pub struct CenterEvent {
    /// Where it stands, if it is numbered.
    pub stamp: Option<Stamp>,
    /// What happened.
    pub what: CenterNews,
}

/// The place and name of a numbered event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Grows within an epoch.
    pub sequence: u64,
    /// Names the event: seen again is ignored.
    pub key: EventKey,
}

/// What the contact center said.
#[derive(Clone, Debug, PartialEq)]
pub enum CenterNews {
    /// The session is open; holds the whole truth about open offers.
    Ready(Box<Ready>),
    /// A conversation waits for this agent's answer.
    Offered(Box<Offer>),
    /// Comment, identification or deadline changed.
    OfferUpdated(Box<Offer>),
    /// The offer is no longer open.
    OfferClosed {
        /// Which.
        offer: OfferId,
        /// Why.
        outcome: Outcome,
        /// Who has it now.
        by: Option<String>,
    },
    /// Something already happened.
    Notice(Box<Notice>),
    /// The notice is no longer true.
    NoticeWithdrawn(NoticeId),
    /// The agent's presence changed.
    PresenceChanged {
        /// Id of the new one.
        current: String,
        /// Why.
        reason: Option<String>,
    },
    /// What the administrator set changed.
    SettingsChanged(Settings),
    /// The answer to a command.
    Answer {
        /// Which command.
        command: CommandId,
        /// What to open now, or why not.
        result: Result<Option<String>, Refusal>,
    },
    /// The connection is about to be closed as planned.
    Closing {
        /// When the center wants everybody back.
        back_after: Option<Duration>,
    },
    /// A numbered event that this version does not know: acknowledged, nothing else.
    Unknown,
}

/// Why the center did not do what a command asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The center said so.
    Said(RefusalCode),
    /// The center refused without a reason.
    Unexplained,
}

/// The state of the session.
#[derive(Clone, Debug, PartialEq)]
pub struct Ready {
    /// Names the numbering.
    pub epoch: String,
    /// The last sequence given out: what follows up to it is replay.
    pub head: u64,
    /// Who is signed in.
    pub agent: Agent,
    /// The agent's presence.
    pub presence: Presence,
    /// What the administrator set.
    pub settings: Settings,
    /// All open offers.
    pub offers: Vec<Offer>,
}

/// What the agent did.
#[derive(Clone, Debug, PartialEq)]
pub enum AgentAction {
    /// Pressed Accept.
    Accept(OfferId),
    /// Pressed Decline, for this reason of the center's.
    Decline(OfferId, Option<String>),
    /// Chose a presence.
    SetPresence(String),
    /// Clicked a line of *Recent*.
    OpenRecent(RecentId),
    /// Has looked at all lines of *Recent*.
    SeeRecent,
    /// Asked for the agent desktop.
    OpenAgentDesktop,
    /// Asked for a link, e.g. by `deskbell open`.
    OpenLink(String),
    /// Asked to connect now.
    Reconnect,
    /// Signed in: the token changed.
    SignedIn,
    /// Asked to sign in by browser, once more if that is under way.
    SignIn(Keep),
    /// Asked to be signed out.
    SignOut,
    /// Asked to quit.
    Quit,
    /// Chose the value of a setting.
    Choose(Choice),
    /// Wants the window of settings.
    OpenSettings(Page),
    /// Closed the window of settings.
    CloseSettings,
    /// Wants to know whether everything is right.
    Examine,
    /// Wants a file for whoever helps.
    SaveDiagnostics,
    /// Does not want to be disturbed, or does again.
    SetQuiet(Option<QuietWish>),
    /// Asked for a sound, to hear whether there is one.
    TrySound,
    /// Asked for a sample alert and a sample toast that no center knows of.
    Test {
        /// The sample alert.
        offer: Box<Offer>,
        /// The sample toast.
        notice: Box<Notice>,
    },
}

/// Names a line of *Recent* within this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecentId(pub u64);

/// What became of the connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkEvent {
    /// An attempt began.
    Connecting,
    /// The WebSocket is open; the session is ready when the center says so.
    Open,
    /// The attempt or the connection ended.
    Down {
        /// Why.
        problem: LinkProblem,
        /// When the next attempt begins; none: not before the agent does something.
        retry_at: Option<Timestamp>,
    },
}

/// Why there is no connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkProblem {
    /// No contact center is configured.
    NotConfigured,
    /// There is no token: nobody signed in.
    NoToken,
    /// The keyring, or the command that prints the token, did not give one.
    TokenUnavailable(String),
    /// The center's name is not known to DNS.
    UnknownHost,
    /// Nothing listens at the address.
    Refused,
    /// There is no way to the address, or no answer from it.
    Unreachable,
    /// The connection cannot be made secure.
    Tls(TlsProblem),
    /// The proxy on the way does not let through.
    Proxy(ProxyProblem),
    /// The center took the connection, and then did not answer in time.
    Timeout,
    /// 401 or 403: the token is not accepted.
    Unauthorized,
    /// The center answered the upgrade with another HTTP status.
    Http(u16),
    /// The center does not speak the protocol.
    NotTheProtocol,
    /// Plain `ws://` is for this computer only.
    Insecure,
    /// The center closed the connection, with this code.
    Closed(u16),
    /// Close 4001: the agent connected from another device.
    Replaced,
    /// Close 4002: the agent was signed out.
    SignedOut,
    /// The connection broke.
    Lost,
    /// The sign-in could not be renewed.
    SignIn(SignInProblem),
}

impl LinkProblem {
    /// Whether it ends when somebody signs in.
    pub const fn asks_for_sign_in(&self) -> bool {
        match self {
            Self::NoToken | Self::TokenUnavailable(_) | Self::Unauthorized | Self::SignedOut => true,
            Self::SignIn(problem) => problem.asks_for_sign_in(),
            Self::NotConfigured
            | Self::UnknownHost
            | Self::Refused
            | Self::Unreachable
            | Self::Tls(_)
            | Self::Proxy(_)
            | Self::Timeout
            | Self::Http(_)
            | Self::NotTheProtocol
            | Self::Insecure
            | Self::Closed(_)
            | Self::Replaced
            | Self::Lost => false,
        }
    }
}

/// Why a toast is not on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoToast {
    /// Nobody shows toasts.
    NoServer,
    /// Whoever shows them does not answer.
    NoAnswer,
    /// The agent was asked for leave and has not answered yet.
    NotAllowedYet,
    /// The agent switched off those of this program.
    OffForDeskbell,
    /// The agent switched off all.
    OffForAll,
    /// The administrator switched them off.
    OffByPolicy,
    /// The system says no, with these words, which say nothing of the toast.
    Refused(String),
}

impl NoToast {
    /// As the center is told.
    pub fn word(&self) -> &str {
        match self {
            Self::NoServer => "no-server",
            Self::NoAnswer => "no-answer",
            Self::NotAllowedYet => "not-allowed-yet",
            Self::OffForDeskbell => "off-for-deskbell",
            Self::OffForAll => "off-for-all",
            Self::OffByPolicy => "off-by-policy",
            Self::Refused(why) => why,
        }
    }
}

/// What the computer or an effect reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SystemEvent {
    /// The alert window is on the screen.
    AlertShown(OfferId),
    /// The alert window could not be shown.
    AlertFailed(OfferId, String),
    /// The toast is shown.
    ToastShown(ToastKey),
    /// The toast could not be shown.
    ToastFailed(ToastKey, NoToast),
    /// The agent clicked the toast; what it opens may come to the front.
    ToastClicked(ToastKey, Option<Activation>),
    /// The agent pressed a button of the toast; what that opens may come to the front.
    ToastPressed(ToastKey, Press, Option<Activation>),
    /// The toast has gone by itself or the agent closed it.
    ToastClosed(ToastKey),
    /// The notification server came, went or went silent.
    ToastServer(ServerHealth),
    /// Whether sounds can be played.
    SoundServer(ServerHealth),
    /// The desktop's own switch for do not disturb is on, or off.
    DesktopQuiet(bool),
    /// The screen was locked, or opened.
    Locked(bool),
    /// Alert windows may be hidden by others on this desktop, or not.
    WindowsMayHide(bool),
    /// A link could not be opened.
    OpenFailed(String),
    /// The configuration was read anew; each problem is a sentence.
    Configuration(Vec<String>),
    /// The configuration counts from now on.
    Configured(Box<Preferences>),
    /// The outputs for sounds, as the system has them.
    SoundDevices(Vec<SoundDevice>),
    /// What the doctor found.
    Examined(Vec<Finding>),
    /// What became of the file for whoever helps, as a sentence.
    DiagnosticsSaved(String),
    /// A wish of the configuration that the desktop does not, or does again, fulfil.
    Desktop(Wish, bool),
    /// A sign-in by browser has ended.
    SignIn(Result<(), SignInProblem>),
    /// The sign-in cannot be renewed or kept, though it still works; none: it can be, again.
    SignInHealth(Option<SignInProblem>),
    /// The computer slept: no connection outlives that.
    Woke,
    /// The computer has other network addresses than before.
    NetworkChanged,
}

/// What the configuration may ask of the desktop in vain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wish {
    /// A monitor of this name.
    Monitor(String),
    /// A combination of keys for this program alone.
    HotKey(String),
}

/// How a helper of the desktop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ServerHealth {
    /// Not asked yet.
    #[default]
    Unknown,
    /// Answers.
    Up,
    /// Is not there.
    Absent,
    /// Is there and does not answer.
    Hung,
}
