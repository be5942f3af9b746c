//! Everything that a [`Desk`](super::Desk) wants done exactly once.

use super::channel::Channel;
use super::choice::Choice;
use super::id::{CommandId, EventKey, NoticeId, OfferId};
use super::input::LinkProblem;
use super::preflight::Doubt;
use super::privacy::Called;
use super::recent::RememberedLine;
use super::sign_in::{Keep, SignInProblem};
use crate::pii::Pii;
use crate::protocol::from_center::{NoticeKind, OfferReason};
use crate::protocol::from_client::{How, NoticeHow};

/// To be done once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Tell the contact center.
    Send(Message),
    /// Write down what is acknowledged, for the next start.
    Remember(Journal),
    /// Add to what is written down that this event was dealt with: the program may be killed before
    /// it is acknowledged.
    Note(EventKey),
    /// Show a toast, or change the one with the same key.
    ShowToast(Toast),
    /// Take a toast away.
    WithdrawToast(ToastKey),
    /// Open a link that was already found to be allowed, as the answer to this click.
    Open(String, Option<Activation>),
    /// Connect now with a token read anew, whatever the back-off says: the agent's wish.
    Reconnect,
    /// Connect anew now, with the same token.
    Renew,
    /// Find out at once whether the connection still lives; where there is none, connect now.
    Probe,
    /// Let the agent sign in by browser.
    SignIn(Keep),
    /// Keep a choice of the agent's, for this run and later ones.
    Keep(Choice),
    /// Ask the system which outputs it has for sounds.
    FindSoundDevices,
    /// Find out whether everything is right.
    Examine,
    /// Write a file for whoever helps.
    SaveDiagnostics,
    /// Forget the token and disconnect.
    SignOut,
    /// End the program.
    Quit,
}

/// The desktop's word that the agent has just clicked: who shows it may come to the front. Good for
/// one time, and for whoever has it: it never reaches a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Activation(pub String);

impl std::fmt::Debug for Activation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Activation")
    }
}

/// What is told to the contact center.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A command; answered.
    Command(CommandId, Command),
    /// The receipt for an offer.
    Shown {
        /// Which offer.
        offer: OfferId,
        /// What became of it.
        how: How,
        /// Why it was not shown.
        why: Option<String>,
    },
    /// The receipt for a notice that could not be shown at once.
    NoticeShown {
        /// Which notice.
        notice: NoticeId,
        /// What became of it.
        how: NoticeHow,
        /// Why it was not shown.
        why: Option<String>,
    },
    /// All numbered events up to here are dealt with.
    Acknowledge {
        /// The numbering.
        epoch: String,
        /// The last one.
        sequence: u64,
    },
}

/// What the agent wants the center to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Take the offer.
    Accept(OfferId),
    /// Decline the offer, for this reason of the center's.
    Decline(OfferId, Option<String>),
    /// Choose a presence.
    SetPresence(String),
}

/// What must survive a restart so that nothing is lost and nothing is shown twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Journal {
    /// Id of the agent whose numbering it is: each agent has one of their own.
    #[serde(default)]
    pub agent: Option<String>,
    /// The numbering that the sequence belongs to.
    pub epoch: Option<String>,
    /// The last sequence acknowledged.
    pub sequence: u64,
    /// Events that were dealt with: those later than that, and the last ones before.
    pub seen: std::collections::BTreeSet<EventKey>,
    /// *Recent*, the newest first.
    #[serde(default, deserialize_with = "known_lines")]
    pub recent: Vec<RememberedLine>,
}

/// A line that another version wrote, and this one does not understand, costs nothing else.
fn known_lines<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<RememberedLine>, D::Error> {
    let lines: Vec<serde_json::Value> = serde::Deserialize::deserialize(from)?;
    Ok(lines.into_iter().filter_map(|line| serde_json::from_value(line).ok()).collect())
}

/// Names a toast: a second one with the same key takes the place of the first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ToastKey {
    /// For a notice.
    Notice(NoticeId),
    /// For many notices at once.
    Summary,
    /// For an offer that rings, where its alert may be hidden.
    Offer(OfferId),
    /// For an offer that was missed.
    Missed(OfferId),
    /// For a presence that the center chose.
    Presence,
    /// For a presence that waits for the agent to know what is wrong.
    Preflight,
    /// For something that keeps the agent from being told.
    Trouble,
}

impl ToastKey {
    /// The same name in every run of the program, so that a toast that was on the screen when the
    /// program was killed is replaced and not doubled.
    pub fn tag(&self) -> String {
        match self {
            Self::Notice(id) => format!("deskbell notice {id}"),
            Self::Summary => "deskbell summary".into(),
            Self::Offer(id) => format!("deskbell offer {id}"),
            Self::Missed(id) => format!("deskbell missed {id}"),
            Self::Presence => "deskbell presence".into(),
            Self::Preflight => "deskbell preflight".into(),
            Self::Trouble => "deskbell trouble".into(),
        }
    }
}

/// A toast as data; the words are made where it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Names it.
    pub key: ToastKey,
    /// What it says.
    pub content: ToastContent,
}

/// What a toast says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToastContent {
    /// Something happened to a conversation.
    Notice {
        /// What.
        kind: NoticeKind,
        /// How the customer writes.
        channel: Channel,
        /// What the customer is called.
        customer: Called,
        /// Who did it.
        from: Option<String>,
        /// The queue.
        queue: Option<String>,
        /// What that person wrote, else the customer's comment.
        note: Option<Pii<String>>,
    },
    /// So many notices came at once.
    Summary {
        /// How many.
        count: u64,
    },
    /// An offer rings.
    Offer {
        /// Why it comes to this agent.
        reason: OfferReason,
        /// How the customer writes.
        channel: Channel,
        /// What the customer is called.
        customer: Called,
        /// The queue.
        queue: Option<String>,
        /// What the customer wrote.
        comment: Option<Pii<String>>,
        /// Whether the agent may decline.
        declinable: bool,
    },
    /// An offer ran out before the agent answered.
    Missed {
        /// How the customer writes.
        channel: Channel,
        /// What the customer is called.
        customer: Called,
    },
    /// The center set the agent to this presence because an offer was missed.
    Inactive {
        /// Name of the presence now.
        current: String,
        /// Name of the presence before, to which a click leads back.
        back: String,
    },
    /// Customers might go unseen in the presence that the agent chose.
    Preflight {
        /// Why.
        doubts: Vec<Doubt>,
        /// Name of the presence.
        name: String,
    },
    /// There has been no connection for a while.
    NoConnection {
        /// Why.
        problem: LinkProblem,
        /// For how long, in seconds.
        seconds: u64,
        /// Whether a click starts a sign-in.
        sign_in: bool,
    },
    /// The sign-in did not work, or will not for much longer.
    SignIn {
        /// Why.
        problem: SignInProblem,
        /// Whether a click starts it anew.
        again: bool,
    },
}
