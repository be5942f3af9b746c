//! Who does not want to be disturbed is not, and misses nothing by it.

use std::time::Duration;

use deskbell::domain::Preferences;
use deskbell::domain::effect::{Effect, Message, ToastContent};
use deskbell::domain::input::{AgentAction, SystemEvent};
use deskbell::domain::quiet::Holdable;
use deskbell::domain::view::{QuietView, QuietWish, RecentWhat};
use deskbell::protocol::from_center::NoticeKind;
use deskbell::protocol::from_client::How;

use crate::desk::*;
use crate::{receipts, recent};

fn quiet(d: &mut Table, second: i64, wish: Option<QuietWish>) -> Vec<Effect> {
    d.agent(second, AgentAction::SetQuiet(wish))
}

#[test]
fn notices_wait_in_recent_are_acknowledged_and_told_in_one_number_afterwards() {
    let mut d = connected();
    quiet(&mut d, 1, Some(QuietWish::UntilOff));
    let mut effects = d.center(2, 1, notice("a", NoticeKind::Assigned));
    effects.extend(d.center(3, 2, notice("b", NoticeKind::Transferred)));
    assert_eq!(toasts(&effects), []);
    effects.extend(d.tick(4));
    assert_eq!(effects.iter().filter_map(acknowledged).max(), Some(2), "rightly not shown");
    assert_eq!(recent(&d).len(), 2);
    let effects = quiet(&mut d, 100, None);
    assert_eq!(toasts(&effects), [ToastContent::Summary { count: 2 }]);
    assert_eq!(toasts(&d.center(101, 3, notice("c", NoticeKind::Assigned))).len(), 1);
}

#[test]
fn quiet_for_a_time_ends_by_itself() {
    for (wish, minutes) in [(QuietWish::HalfHour, 30), (QuietWish::Hour, 60)] {
        let mut d = connected();
        quiet(&mut d, 0, Some(wish));
        let end = at(0) + Duration::from_secs(60 * minutes);
        assert_eq!((d.view().tray.quiet.wish, d.next_deadline()), (Some(wish), Some(end)));
        d.tick(i64::try_from(minutes).expect("small") * 60);
        assert_eq!(d.view().tray.quiet, QuietView::default());
    }
}

#[test]
fn the_desktops_own_switch_counts_too_and_the_last_of_both_ends_the_quiet() {
    let mut d = connected();
    d.system(1, SystemEvent::DesktopQuiet(true));
    quiet(&mut d, 1, Some(QuietWish::UntilOff));
    d.center(2, 1, notice("a", NoticeKind::Assigned));
    assert_eq!(toasts(&quiet(&mut d, 3, None)), [], "the desktop still wants quiet");
    assert_eq!(toasts(&d.system(4, SystemEvent::DesktopQuiet(false))), [ToastContent::Summary { count: 1 }]);
}

#[test]
fn a_notice_that_is_withdrawn_meanwhile_is_not_counted() {
    let mut d = connected();
    quiet(&mut d, 1, Some(QuietWish::UntilOff));
    d.center(2, 1, notice("a", NoticeKind::Assigned));
    d.center(3, 2, withdrawn("a"));
    assert_eq!(recent(&d), []);
    assert_eq!(toasts(&quiet(&mut d, 4, None)), []);
}

#[test]
fn offers_alert_and_sound_all_the_same_and_a_missed_one_waits_in_recent() {
    let mut d = connected();
    quiet(&mut d, 1, Some(QuietWish::UntilOff));
    d.center(2, 1, offered("o", 30));
    assert!(d.alert().deadline.is_some() && d.view().stroke.is_some());
    assert_eq!(toasts(&d.tick(30)), []);
    assert_eq!(recent(&d), [RecentWhat::Missed]);
    assert_eq!(toasts(&quiet(&mut d, 40, None)), [ToastContent::Summary { count: 1 }]);
}

#[test]
fn where_an_administrator_holds_offers_the_center_learns_why_and_nothing_is_seen_or_heard() {
    let holds = [Holdable::Offers].into_iter().collect();
    let mut d = Table::new(Preferences { holds, ..preferences() });
    d.ready(0, 0, vec![]);
    d.center(1, 1, offered("before", 60));
    quiet(&mut d, 2, Some(QuietWish::UntilOff));
    let effects = d.center(3, 2, offered("o", 60));
    assert_eq!(receipts(&effects), [("o".to_owned(), How::Suppressed)]);
    let why = |effect: &Effect| matches!(effect, Effect::Send(Message::Shown { why: Some(why), .. }) if why == "do-not-disturb");
    assert!(effects.iter().any(why), "{effects:?}");
    assert_eq!(d.alert().id.0, "before", "what was on the screen stays");
    assert_eq!(d.view().tray.offers.len(), 2, "both can be answered from the menu");
    assert_eq!(toasts(&d.center(4, 3, notice("n", NoticeKind::Assigned))).len(), 1, "notices are not held here");
    quiet(&mut d, 5, None);
    assert_eq!(d.view().alerts.len(), 2);
    assert_eq!(receipts(&d.system(5, SystemEvent::AlertShown("o".into()))), [("o".to_owned(), How::Alert)]);
}

#[test]
fn what_waited_for_one_agent_is_not_told_to_the_next() {
    let mut d = connected();
    quiet(&mut d, 1, Some(QuietWish::UntilOff));
    d.center(2, 1, notice("a", NoticeKind::Assigned));
    d.agent(3, AgentAction::SignOut);
    assert_eq!(toasts(&quiet(&mut d, 4, None)), []);
}
