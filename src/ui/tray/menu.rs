//! The tray's menu as a plain value: made from the view alone, compared in tests, drawn elsewhere.

use crate::domain::choice::{Choice, Page, Value};
use crate::domain::id::OfferId;
use crate::domain::input::{AgentAction, LinkProblem, RecentId, ServerHealth};
use crate::domain::sign_in::Keep;
use crate::domain::view::{
    InactiveView, LinkState, QuietView, QuietWish, RecentView, SignInView, SoundsView, TrayView, WaitingOffer,
};
use crate::i18n::{FluentValue, Words};
use crate::protocol::from_center::Presence;
use crate::time::Timestamp;
use crate::ui::words::{
    channel_name, customer_name, doubt_words, presence_back, problem_hints, problem_words, recent_words, state_words,
    trouble_words,
};

/// A menu, top down.
pub type Menu = Vec<Item>;

/// An entry of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Only to be read.
    Line(String),
    /// Sets apart what is above and below.
    Separator,
    /// Does something.
    Action {
        /// What it says.
        label: String,
        /// What it does.
        action: MenuAction,
    },
    /// One of several, ticked or not.
    Choice {
        /// What it says.
        label: String,
        /// Whether it is the present one.
        ticked: bool,
        /// What it does.
        action: MenuAction,
    },
    /// Opens another menu.
    Below {
        /// What it says.
        label: String,
        /// What it opens.
        items: Menu,
    },
}

/// What a click does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MenuAction {
    /// Accepts the offer.
    Accept(OfferId),
    /// Declines the offer, for this reason.
    Decline(OfferId, Option<String>),
    /// Chooses a presence.
    SetPresence(String),
    /// Opens something that happened.
    OpenRecent(RecentId),
    /// Takes the marks from what was missed.
    SeeRecent,
    /// Signs in by browser.
    SignIn(Keep),
    /// Signs out.
    SignOut,
    /// Connects now.
    Connect,
    /// Opens the agent desktop.
    OpenAgentDesktop,
    /// Wants sounds, or none.
    SetSounds(bool),
    /// Wants quiet, or no longer.
    SetQuiet(Option<QuietWish>),
    /// Opens the window of settings.
    Settings(Page),
    /// Writes a file for whoever helps.
    SaveDiagnostics,
    /// Plays a sound.
    TrySound,
    /// Ends the program.
    Quit,
}

impl MenuAction {
    /// Names it, the same in every menu: a click on a menu of a moment ago still means what it said.
    pub fn id(&self) -> String {
        match self {
            Self::Accept(offer) => format!("accept {offer}"),
            Self::Decline(offer, None) => format!("decline {offer}"),
            Self::Decline(offer, Some(reason)) => format!("decline {offer} {reason}"),
            Self::SetPresence(presence) => format!("presence {presence}"),
            Self::OpenRecent(recent) => format!("recent {}", recent.0),
            Self::SeeRecent => "seen".into(),
            Self::SignIn(Keep::InKeyring) => "sign-in".into(),
            Self::SignIn(Keep::UntilLogOff) => "sign-in until-log-off".into(),
            Self::SignOut => "sign-out".into(),
            Self::Connect => "connect".into(),
            Self::OpenAgentDesktop => "open".into(),
            Self::SetSounds(on) => format!("sounds {on}"),
            Self::Settings(Page::Settings) => "settings".into(),
            Self::Settings(Page::About) => "about".into(),
            Self::Settings(Page::Doctor) => "doctor".into(),
            Self::SaveDiagnostics => "diagnostics".into(),
            Self::SetQuiet(None) => "quiet off".into(),
            Self::SetQuiet(Some(wish)) => format!("quiet {}", quiet_id(*wish)),
            Self::TrySound => "try-sound".into(),
            Self::Quit => "quit".into(),
        }
    }

    /// What the domain is told.
    pub fn input(self) -> AgentAction {
        match self {
            Self::Accept(offer) => AgentAction::Accept(offer),
            Self::Decline(offer, reason) => AgentAction::Decline(offer, reason),
            Self::SetPresence(presence) => AgentAction::SetPresence(presence),
            Self::OpenRecent(recent) => AgentAction::OpenRecent(recent),
            Self::SeeRecent => AgentAction::SeeRecent,
            Self::SignIn(keep) => AgentAction::SignIn(keep),
            Self::SignOut => AgentAction::SignOut,
            Self::Connect => AgentAction::Reconnect,
            Self::OpenAgentDesktop => AgentAction::OpenAgentDesktop,
            Self::SetSounds(on) => AgentAction::Choose(Choice { setting: "sounds", value: Value::Switch(on) }),
            Self::Settings(Page::Doctor) => AgentAction::Examine,
            Self::Settings(page) => AgentAction::OpenSettings(page),
            Self::SaveDiagnostics => AgentAction::SaveDiagnostics,
            Self::SetQuiet(wish) => AgentAction::SetQuiet(wish),
            Self::TrySound => AgentAction::TrySound,
            Self::Quit => AgentAction::Quit,
        }
    }
}

/// The menu for this view.
pub fn tray_menu(view: &TrayView, words: &Words, now: Timestamp) -> Menu {
    let groups = [
        state(view, words, now),
        view.offers.iter().map(|offer| waiting(offer, &view.decline_reasons, words)).collect(),
        lists(view, words),
        doings(view, words),
        settings(words),
        if view.quit { vec![action(words.text("tray-quit"), MenuAction::Quit)] } else { vec![] },
    ];
    groups.into_iter().filter(|group| !group.is_empty()).collect::<Vec<_>>().join(&Item::Separator)
}

/// The action with this id, anywhere in the menu.
pub fn find<'a>(menu: &'a [Item], id: &str) -> Option<&'a MenuAction> {
    menu.iter().find_map(|item| match item {
        Item::Line(_) | Item::Separator => None,
        Item::Action { action, .. } | Item::Choice { action, .. } => (action.id() == id).then_some(action),
        Item::Below { items, .. } => find(items, id),
    })
}

fn action(label: String, action: MenuAction) -> Item {
    Item::Action { label, action }
}

/// The connection in words, why there is none and what to do, and all other troubles.
fn state(view: &TrayView, words: &Words, now: Timestamp) -> Menu {
    let mut lines = vec![state_words(&view.state, now, words)];
    if let Some(problem) = view.state.problem() {
        lines.push(problem_words(problem, words));
        lines.extend(problem_hints(problem, words));
        if view.sign_in != SignInView::Nothing {
            // The menu itself has what this speaks of.
            let command = words.text("link-hint-sign-in");
            lines.retain(|line| *line != command);
        }
    }
    lines.extend(view.inactive.iter().map(|inactive| inactive_words(inactive, words)));
    if let Some(preflight) = &view.preflight {
        lines.push(words.with("preflight", [("name", preflight.name.as_str().into())]));
        lines.extend(doubt_words(&preflight.doubts, words));
    }
    lines.extend(view.troubles.iter().filter_map(|trouble| trouble_words(trouble, words)));
    let back = view.inactive.iter().map(|inactive| {
        action(presence_back(&inactive.back, words), MenuAction::SetPresence(inactive.back_id.clone()))
    });
    let go = view
        .preflight
        .iter()
        .map(|preflight| action(words.text("preflight-go"), MenuAction::SetPresence(preflight.id.clone())));
    lines.into_iter().map(Item::Line).chain(back).chain(go).collect()
}

fn inactive_words(inactive: &InactiveView, words: &Words) -> String {
    words.with("toast-inactive", [("current", inactive.current.as_str().into())])
}

/// One click on the line itself would be too easy: it opens the two answers.
fn waiting(offer: &WaitingOffer, reasons: &[String], words: &Words) -> Item {
    let customer = customer_name(&offer.customer, words);
    let channel = channel_name(&offer.channel, words);
    let values = [("customer", FluentValue::from(customer)), ("channel", FluentValue::from(channel))];
    let mut items = vec![action(words.text("alert-accept"), MenuAction::Accept(offer.id.clone()))];
    if offer.declinable {
        items.push(decline(&offer.id, reasons, words));
    }
    Item::Below { label: words.with("tray-offer", values), items }
}

/// Where the center asks for a reason, the entry opens the reasons.
fn decline(offer: &OfferId, reasons: &[String], words: &Words) -> Item {
    let label = words.text("alert-decline");
    if reasons.is_empty() {
        return action(label, MenuAction::Decline(offer.clone(), None));
    }
    let reason = |reason: &String| action(reason.clone(), MenuAction::Decline(offer.clone(), Some(reason.clone())));
    Item::Below { label, items: reasons.iter().map(reason).collect() }
}

fn lists(view: &TrayView, words: &Words) -> Menu {
    let mut lists = vec![];
    if let Some(presence) = view.presence.as_ref().filter(|presence| !presence.options.is_empty()) {
        lists.push(Item::Below { label: words.text("tray-presence"), items: presences(presence) });
    }
    lists.push(Item::Below { label: words.text("tray-quiet"), items: quiet(view.quiet, words) });
    if !view.recent.is_empty() {
        lists.push(Item::Below { label: words.text("tray-recent"), items: recent(&view.recent, words) });
    }
    lists.push(Item::Below { label: words.text("tray-sound"), items: sounds(view.sounds, words) });
    lists
}

/// What happened, the newest first, and a line that takes the marks away.
fn recent(lines: &[RecentView], words: &Words) -> Menu {
    let seen = [Item::Separator, action(words.text("tray-recent-seen"), MenuAction::SeeRecent)];
    let seen = seen.into_iter().filter(|_| lines.iter().any(|line| line.unseen));
    lines.iter().map(|line| action(recent_words(line, words), MenuAction::OpenRecent(line.id))).chain(seen).collect()
}

/// A click on the ticked one ends it.
fn quiet(view: QuietView, words: &Words) -> Menu {
    let choice = |wish: QuietWish| {
        let ticked = view.wish == Some(wish);
        let label = match wish {
            QuietWish::UntilOff => "tray-quiet-until-off",
            QuietWish::HalfHour => "tray-quiet-half-hour",
            QuietWish::Hour => "tray-quiet-hour",
        };
        Item::Choice { label: words.text(label), ticked, action: MenuAction::SetQuiet((!ticked).then_some(wish)) }
    };
    let desktop = view.desktop.then(|| Item::Line(words.text("tray-quiet-desktop")));
    [QuietWish::UntilOff, QuietWish::HalfHour, QuietWish::Hour].map(choice).into_iter().chain(desktop).collect()
}

const fn quiet_id(wish: QuietWish) -> &'static str {
    match wish {
        QuietWish::UntilOff => "until-off",
        QuietWish::HalfHour => "half-hour",
        QuietWish::Hour => "hour",
    }
}

fn sounds(view: SoundsView, words: &Words) -> Menu {
    let (label, action) = (words.text("tray-sounds-on"), MenuAction::SetSounds(!view.on));
    let switch = if view.changeable {
        Item::Choice { label, ticked: view.on, action }
    } else {
        Item::Line(words.text(if view.on { "tray-sounds-always" } else { "tray-sounds-never" }))
    };
    let problem = match view.health {
        ServerHealth::Unknown | ServerHealth::Up => None,
        ServerHealth::Absent | ServerHealth::Hung => Some(Item::Line(words.text("tray-no-sound"))),
    };
    let test = self::action(words.text("tray-try-sound"), MenuAction::TrySound);
    [switch, test].into_iter().chain(problem).collect()
}

fn presences(presence: &Presence) -> Menu {
    let choice = |id: &String, name: &String| Item::Choice {
        label: name.clone(),
        ticked: *id == presence.current,
        action: MenuAction::SetPresence(id.clone()),
    };
    presence.options.iter().map(|option| choice(&option.id, &option.name)).collect()
}

fn doings(view: &TrayView, words: &Words) -> Menu {
    let mut doings = sign_in(view.sign_in, words);
    if may_connect(&view.state) {
        doings.push(action(words.text("tray-connect"), MenuAction::Connect));
    }
    if matches!(view.state, LinkState::Connected { .. }) {
        doings.push(action(words.text("tray-sign-out"), MenuAction::SignOut));
    }
    if view.agent_desktop {
        doings.push(action(words.text("tray-open"), MenuAction::OpenAgentDesktop));
    }
    doings
}

fn settings(words: &Words) -> Menu {
    let help = vec![
        action(words.text("tray-doctor"), MenuAction::Settings(Page::Doctor)),
        action(words.text("tray-diagnostics"), MenuAction::SaveDiagnostics),
        action(words.text("tray-about"), MenuAction::Settings(Page::About)),
    ];
    vec![
        action(words.text("tray-settings"), MenuAction::Settings(Page::Settings)),
        Item::Below { label: words.text("tray-help"), items: help },
    ]
}

fn sign_in(view: SignInView, words: &Words) -> Menu {
    let sign_in = |id: &str, keep| action(words.text(id), MenuAction::SignIn(keep));
    match view {
        SignInView::Nothing => vec![],
        SignInView::UnderWay(keep) => vec![sign_in("tray-sign-in-again", keep)],
        SignInView::Offered { until_log_off } => {
            let without = until_log_off.then(|| sign_in("tray-sign-in-until-log-off", Keep::UntilLogOff));
            [sign_in("tray-sign-in", Keep::InKeyring)].into_iter().chain(without).collect()
        }
    }
}

/// Whether connecting now could help: not where somebody has to sign in or set something up first.
const fn may_connect(state: &LinkState) -> bool {
    match state {
        LinkState::Connected { .. } | LinkState::Connecting(_) => false,
        LinkState::Waiting { .. } => true,
        LinkState::Stopped(
            LinkProblem::NotConfigured
            | LinkProblem::NoToken
            | LinkProblem::Unauthorized
            | LinkProblem::SignedOut
            | LinkProblem::Insecure
            | LinkProblem::SignIn(_),
        ) => false,
        LinkState::Stopped(_) => true,
    }
}

#[cfg(test)]
mod tests;
