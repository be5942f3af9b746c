//! Where alert windows may be hidden by others, each offer that rings is told by a toast too.

use deskbell::domain::Preferences;
use deskbell::domain::effect::{Activation, Command, Effect, ToastContent, ToastKey};
use deskbell::domain::input::{AgentAction, CenterNews, Refusal, SystemEvent};
use deskbell::domain::privacy::{Called, Privacy};
use deskbell::domain::quiet::Holdable;
use deskbell::domain::view::{AlertPhase, Press, QuietWish};
use deskbell::protocol::from_center::{NoticeKind, Outcome, RefusalCode};

use crate::desk::*;

fn hiding() -> Table {
    hiding_with(preferences())
}

fn hiding_with(preferences: Preferences) -> Table {
    let mut d = Table::new(preferences);
    d.ready(0, 0, vec![]);
    assert!(d.system(0, SystemEvent::WindowsMayHide(true)).is_empty());
    d
}

fn offers_key(name: &str) -> ToastKey {
    ToastKey::Offer(name.into())
}

/// Offers that these effects show a toast of.
fn shown(effects: &[Effect]) -> Vec<ToastKey> {
    let key = |effect: &Effect| if let Effect::ShowToast(toast) = effect { Some(toast.key.clone()) } else { None };
    effects.iter().filter_map(key).filter(|key| matches!(key, ToastKey::Offer(_))).collect()
}

/// Offers that these effects withdraw the toast of.
fn gone(effects: &[Effect]) -> Vec<ToastKey> {
    let key = |effect: &Effect| if let Effect::WithdrawToast(key) = effect { Some(key.clone()) } else { None };
    effects.iter().filter_map(key).filter(|key| matches!(key, ToastKey::Offer(_))).collect()
}

fn pressed(name: &str, press: Press) -> SystemEvent {
    SystemEvent::ToastPressed(offers_key(name), press, None)
}

#[test]
fn an_offer_rings_by_a_toast_as_well_and_only_where_alerts_may_be_hidden() {
    let mut d = connected();
    assert!(shown(&d.center(1, 1, offered("a", 60))).is_empty());
    assert_eq!(shown(&d.system(2, SystemEvent::WindowsMayHide(true))), [offers_key("a")]);
    let effects = d.center(3, 2, offered("b", 60));
    assert_eq!(shown(&effects), [offers_key("b")]);
    let [ToastContent::Offer { customer: Called::Name(name), comment, declinable: true, .. }] = &toasts(&effects)[..]
    else {
        panic!("{effects:?}");
    };
    assert_eq!(name.reveal(), "Anna Nowak");
    assert!(comment.is_some());
    assert_eq!(d.view().alerts.len(), 2, "the alert shows all the same");
    assert_eq!(gone(&d.system(4, SystemEvent::WindowsMayHide(false))), [offers_key("a"), offers_key("b")]);
}

#[test]
fn the_toast_goes_the_moment_the_offer_no_longer_rings() {
    type End = fn(&mut Table) -> Vec<Effect>;
    let ends: [End; 7] = [
        |d| d.center(5, 2, closed("o", Outcome::Taken, Some("Jan"))),
        |d| d.center(5, 2, closed("o", Outcome::CustomerLeft, None)),
        |d| d.tick(30),
        |d| d.agent(5, accept("o")),
        |d| d.agent(5, decline("o")),
        |d| d.agent(5, AgentAction::SignOut),
        |d| d.agent(5, AgentAction::Quit),
    ];
    for end in ends {
        let mut d = hiding();
        d.center(1, 1, offered("o", 30));
        let effects = end(&mut d);
        assert_eq!(gone(&effects), [offers_key("o")]);
        assert!(shown(&effects).is_empty());
        assert!(gone(&d.tick(60)).is_empty(), "once");
    }
}

#[test]
fn its_buttons_answer_the_offer() {
    let mut d = hiding();
    d.center(1, 1, offered("a", 60));
    d.center(1, 2, offered("b", 60));
    assert_eq!(commands(&d.system(2, pressed("a", Press::Accept))), [Command::Accept("a".into())]);
    assert_eq!(commands(&d.system(2, pressed("b", Press::Decline))), [Command::Decline("b".into(), None)]);
    assert!(commands(&d.system(3, pressed("a", Press::Accept))).is_empty(), "a second press is too late");
    assert!(commands(&d.system(3, SystemEvent::ToastPressed(key("b"), Press::Accept, None))).is_empty());
    assert!(opened(&d.system(3, SystemEvent::ToastClicked(offers_key("a"), None))).is_empty());
}

#[test]
fn what_may_not_be_declined_is_not_whatever_the_server_says() {
    let mut d = hiding();
    let mut offer = offer("o", 60);
    offer.declinable = false;
    let effects = d.center(1, 1, CenterNews::Offered(Box::new(offer)));
    assert!(matches!(toasts(&effects)[..], [ToastContent::Offer { declinable: false, .. }]), "{effects:?}");
    assert!(commands(&d.system(2, pressed("o", Press::Decline))).is_empty());
    assert_eq!(d.alert().phase, AlertPhase::Ringing);
}

#[test]
fn it_is_never_doubled_and_changes_with_the_offer() {
    let mut d = hiding();
    d.center(1, 1, offered("o", 60));
    assert!(shown(&d.center(2, 2, offered("o", 60))).is_empty());
    assert!(shown(&d.ready(3, 2, vec![offer("o", 60)])).is_empty());
    let mut changed = offer("o", 50);
    assert!(shown(&d.center(4, 3, CenterNews::OfferUpdated(Box::new(changed.clone())))).is_empty(), "no word of it");
    changed.conversation.comment = None;
    assert_eq!(shown(&d.center(5, 4, CenterNews::OfferUpdated(Box::new(changed)))), [offers_key("o")]);
}

#[test]
fn who_closes_it_is_not_asked_again_but_for_a_refusal() {
    let mut d = hiding();
    d.center(1, 1, offered("o", 60));
    d.system(2, SystemEvent::ToastClosed(offers_key("o")));
    let mut changed = offer("o", 60);
    changed.conversation.comment = None;
    assert!(shown(&d.center(3, 2, CenterNews::OfferUpdated(Box::new(changed)))).is_empty());
    let sent = d.agent(4, accept("o"));
    assert!(gone(&sent).is_empty(), "it is gone already");
    let refused = d.answer(5, &sent, Err(Refusal::Said(RefusalCode::Busy)));
    assert_eq!(shown(&refused), [offers_key("o")], "it rings again");
}

#[test]
fn it_says_no_more_than_the_alert() {
    let mut d = hiding_with(Preferences { privacy: Privacy::NameOnly, ..preferences() });
    let effects = d.center(1, 1, offered("o", 60));
    let [ToastContent::Offer { customer: Called::Name(_), comment: None, .. }] = &toasts(&effects)[..] else {
        panic!("{effects:?}");
    };
    let effects = d.system(2, SystemEvent::Locked(true));
    assert_eq!(shown(&effects), [offers_key("o")]);
    let [ToastContent::Offer { customer: Called::Hidden, comment: None, .. }] = &toasts(&effects)[..] else {
        panic!("{effects:?}");
    };
}

#[test]
fn who_does_not_want_to_be_disturbed_has_the_toasts_of_the_alerts_there_are() {
    let mut d = hiding();
    d.agent(1, AgentAction::SetQuiet(Some(QuietWish::UntilOff)));
    assert_eq!(shown(&d.center(2, 1, offered("o", 60))), [offers_key("o")]);
    let mut d = hiding_with(Preferences { holds: [Holdable::Offers].into_iter().collect(), ..preferences() });
    d.agent(1, AgentAction::SetQuiet(Some(QuietWish::UntilOff)));
    assert!(shown(&d.center(2, 1, offered("o", 60))).is_empty());
    assert_eq!(shown(&d.agent(3, AgentAction::SetQuiet(None))), [offers_key("o")]);
}

#[test]
fn no_flood_takes_it_away_and_it_is_no_flood() {
    let mut d = hiding();
    let mut offers = vec![];
    for (sequence, name) in (1..).zip(["a", "b", "c", "d"]) {
        offers.extend(shown(&d.center(1, sequence, offered(name, 300))));
    }
    assert_eq!(offers, [offers_key("a"), offers_key("b"), offers_key("c")], "d waits behind them");
    for number in 0_u64..30 {
        let name = format!("n{number}");
        let second = 2 + i64::try_from(number).expect("small");
        assert!(gone(&d.center(second, 10 + number, notice(&name, NoticeKind::Assigned))).is_empty());
        d.system(second, SystemEvent::ToastShown(key(&name)));
    }
    let effects = d.center(60, 50, closed("b", Outcome::CustomerLeft, None));
    assert_eq!((gone(&effects), shown(&effects)), (vec![offers_key("b")], vec![]));
    assert_eq!(shown(&d.tick(64)), [offers_key("d")], "when there is a place for its alert");
}

#[test]
fn the_summary_of_what_a_toast_accepted_may_come_to_the_front() {
    let token = || Some(Activation("token".to_owned()));
    let mut d = hiding();
    d.center(1, 1, offered("o", 60));
    let sent = d.system(2, SystemEvent::ToastPressed(offers_key("o"), Press::Accept, token()));
    assert!(d.answer(3, &sent, Ok(None)).contains(&Effect::Open(url("o"), token())));
    d.center(4, 2, notice("n", NoticeKind::Assigned));
    let clicked = d.system(5, SystemEvent::ToastClicked(key("n"), token()));
    assert!(clicked.contains(&Effect::Open(url("n"), token())));
    assert!(!format!("{clicked:?}").contains("token"), "it never reaches a log");
}
