use super::*;
use crate::domain::channel::Channel;
use crate::domain::privacy::Called;
use crate::domain::view::{RecentView, RecentWhat, Trouble};
use crate::pii::Pii;
use crate::protocol::from_center::PresenceOption;

const NOW: Timestamp = Timestamp::from_millis(0);

fn view(state: LinkState) -> TrayView {
    TrayView::with_only(state)
}

fn english(view: &TrayView) -> Menu {
    tray_menu(view, &Words::daemon(Some("en")), NOW)
}

fn does(label: &str, action: MenuAction) -> Item {
    Item::Action { label: label.into(), action }
}

/// What the menu has for sounds as long as nothing is wrong.
fn sound() -> Item {
    let on = Item::Choice { label: "Sounds on".into(), ticked: true, action: MenuAction::SetSounds(false) };
    Item::Below { label: "Sound".into(), items: vec![on, does("Play a test sound", MenuAction::TrySound)] }
}

/// What the menu has for help.
fn help() -> Item {
    let items = vec![
        does("Check everything", MenuAction::Settings(Page::Doctor)),
        does("Save a file for support", MenuAction::SaveDiagnostics),
        does("About Deskbell", MenuAction::Settings(Page::About)),
    ];
    Item::Below { label: "Help".into(), items }
}

/// What the menu has for quiet as long as nobody wants it.
fn quiet() -> Item {
    let choice = |label: &str, wish| Item::Choice {
        label: label.into(),
        ticked: false,
        action: MenuAction::SetQuiet(Some(wish)),
    };
    let items = vec![
        choice("Until I turn it off", QuietWish::UntilOff),
        choice("For 30 minutes", QuietWish::HalfHour),
        choice("For 1 hour", QuietWish::Hour),
    ];
    Item::Below { label: "Do not disturb".into(), items }
}

fn option(id: &str, name: &str) -> PresenceOption {
    PresenceOption { id: id.into(), name: name.into() }
}

#[test]
fn connected_with_a_waiting_customer_shows_everything_in_its_order() {
    let mut view = view(LinkState::Connected { agent: "Anna Nowak".into() });
    view.offers = vec![WaitingOffer {
        id: "o1".into(),
        channel: Channel::Sms,
        customer: Called::Name(Pii::new("Jan & Co".into())),
        declinable: true,
    }];
    let options = vec![option("a", "Available"), option("b", "Busy")];
    view.presence = Some(Presence { current: "b".into(), options });
    view.recent = vec![RecentView {
        id: RecentId(7),
        what: RecentWhat::Missed,
        channel: Channel::Chat,
        customer: Some(Pii::new("Ewa".into())),
        unseen: true,
        at: NOW,
    }];
    view.agent_desktop = true;
    let choice = |label: &str, id: &str, ticked| Item::Choice {
        label: label.into(),
        ticked,
        action: MenuAction::SetPresence(id.into()),
    };
    let below = |label: &str, items| Item::Below { label: label.into(), items };
    let answers =
        vec![does("Accept", MenuAction::Accept("o1".into())), does("Decline", MenuAction::Decline("o1".into(), None))];
    let missed = vec![
        does("● Missed · Ewa · chat", MenuAction::OpenRecent(RecentId(7))),
        Item::Separator,
        does("Mark as seen", MenuAction::SeeRecent),
    ];
    let expected = vec![
        Item::Line("Connected as Anna Nowak".into()),
        Item::Separator,
        below("Jan & Co · SMS", answers),
        Item::Separator,
        below("Presence", vec![choice("Available", "a", false), choice("Busy", "b", true)]),
        quiet(),
        below("Recent", missed),
        sound(),
        Item::Separator,
        does("Sign out", MenuAction::SignOut),
        does("Open agent desktop", MenuAction::OpenAgentDesktop),
        Item::Separator,
        does("Settings", MenuAction::Settings(Page::Settings)),
        help(),
        Item::Separator,
        does("Quit", MenuAction::Quit),
    ];
    assert_eq!(english(&view), expected);
    let found = find(&expected, "presence b").cloned().map(MenuAction::input);
    assert_eq!(found, Some(AgentAction::SetPresence("b".into())));
    assert_eq!(find(&expected, "accept o2"), None);
}

#[test]
fn an_offer_that_may_not_be_declined_has_no_decline() {
    let mut view = view(LinkState::Connected { agent: "A".into() });
    view.offers =
        vec![WaitingOffer { id: "o1".into(), channel: Channel::Chat, customer: Called::Unknown, declinable: false }];
    let menu = english(&view);
    assert!(find(&menu, "accept o1").is_some());
    assert_eq!(find(&menu, "decline o1"), None);
}

#[test]
fn without_a_connection_the_menu_says_why_and_what_to_do() {
    let waiting = LinkState::Waiting { problem: LinkProblem::UnknownHost, until: Timestamp::from_millis(7_500) };
    let expected = vec![
        Item::Line("Reconnecting, next try within 8 s".into()),
        Item::Line("The contact center's name was not found.".into()),
        Item::Line("Check the network connection".into()),
        Item::Line("Check the contact center's address".into()),
        Item::Separator,
        quiet(),
        sound(),
        Item::Separator,
        does("Connect now", MenuAction::Connect),
        Item::Separator,
        does("Settings", MenuAction::Settings(Page::Settings)),
        help(),
        Item::Separator,
        does("Quit", MenuAction::Quit),
    ];
    assert_eq!(english(&view(waiting)), expected);
}

#[test]
fn who_has_to_sign_in_is_told_how_and_not_offered_what_cannot_help() {
    let menu = english(&view(LinkState::Stopped(LinkProblem::Unauthorized)));
    assert!(menu.contains(&Item::Line("Sign in with: deskbell sign-in".into())));
    assert_eq!(find(&menu, "connect"), None);
    assert_eq!(find(&menu, "sign-out"), None);
}

#[test]
fn troubles_stand_below_the_state() {
    let mut view = view(LinkState::Connecting(None));
    view.troubles = vec![Trouble::Alerts];
    assert_eq!(english(&view)[1], Item::Line("Alert windows cannot be shown".into()));
}

#[test]
fn what_an_administrator_decided_about_sounds_and_that_there_are_none_is_said() {
    let mut view = view(LinkState::Connecting(None));
    view.sounds = SoundsView { on: false, changeable: false, health: ServerHealth::Absent };
    let items = vec![
        Item::Line("Sounds off, set by your administrator".into()),
        does("Play a test sound", MenuAction::TrySound),
        Item::Line("No sound could be played: there is no sound output".into()),
    ];
    assert!(english(&view).contains(&Item::Below { label: "Sound".into(), items }));
}

#[test]
fn who_wants_quiet_finds_it_ticked_and_a_click_there_ends_it() {
    let mut view = view(LinkState::Connecting(None));
    view.quiet = QuietView { wish: Some(QuietWish::Hour), desktop: true };
    let menu = english(&view);
    let Some(Item::Below { items, .. }) =
        menu.iter().find(|item| matches!(item, Item::Below { label, .. } if label == "Do not disturb"))
    else {
        panic!("{menu:?}")
    };
    let ticked = Item::Choice { label: "For 1 hour".into(), ticked: true, action: MenuAction::SetQuiet(None) };
    assert_eq!(items[2], ticked);
    assert_eq!(items[3], Item::Line("On in your desktop's settings".into()));
}

#[test]
fn who_was_set_inactive_is_told_so_with_one_click_back() {
    let mut view = view(LinkState::Connected { agent: "A".into() });
    let (current, back_id, back) = ("Away".into(), "available".into(), "Available".into());
    view.inactive = Some(InactiveView { current, back_id, back });
    let menu = english(&view);
    assert_eq!(menu[1], Item::Line("You were set to Away".into()));
    assert_eq!(menu[2], does("Go back to Available", MenuAction::SetPresence("available".into())));
}

#[test]
fn an_administrator_may_leave_quit_out_of_the_menu() {
    let connected = || view(LinkState::Connected { agent: "Anna".into() });
    let quit = does("Quit", MenuAction::Quit);
    assert_eq!(english(&connected()).last(), Some(&quit));
    let without = english(&TrayView { quit: false, ..connected() });
    assert!(!without.contains(&quit));
    assert_ne!(without.last(), Some(&Item::Separator));
}
