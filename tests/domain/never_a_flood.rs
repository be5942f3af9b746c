//! At most three alerts and ten toasts; the rest is counted.

use deskbell::domain::effect::{Effect, ToastContent, ToastKey};
use deskbell::domain::input::{AgentAction, CenterNews, NoToast, SystemEvent};
use deskbell::domain::sound::Ladder;
use deskbell::domain::view::Face;
use deskbell::domain::{OFFERS_AT_MOST, Preferences};
use deskbell::protocol::from_center::{NoticeKind, Outcome};
use deskbell::protocol::from_client::How;

use crate::desk::*;
use crate::{receipts, recent};

#[test]
fn three_alerts_the_oldest_first_and_the_rest_are_counted() {
    let mut d = connected();
    for (sequence, name) in (1..).zip(["a", "b", "c", "d", "e"]) {
        d.center(1, sequence, offered(name, 60));
    }
    let view = d.view();
    assert_eq!(view.alerts.iter().map(|alert| alert.id.0.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(view.behind, 2);
    assert_eq!(view.tray.face, Face::Waiting(5));
}

#[test]
fn an_offer_behind_three_others_is_reported_as_suppressed_and_as_shown_when_it_comes_up() {
    let mut d = connected();
    let mut told = vec![];
    for (sequence, name) in (1..).zip(["a", "b", "c", "d"]) {
        told.extend(receipts(&d.center(1, sequence, offered(name, 60))));
    }
    assert_eq!(told, [("d".to_owned(), How::Suppressed)]);
    d.center(2, 5, closed("a", Outcome::CustomerLeft, None));
    d.tick(6);
    assert_eq!(receipts(&d.system(6, SystemEvent::AlertShown("d".into()))), [("d".to_owned(), How::Alert)]);
    assert!(receipts(&d.system(7, SystemEvent::AlertShown("d".into()))).is_empty(), "told once");
}

#[test]
fn more_than_three_notices_of_a_replay_are_one_summary_and_three_are_not() {
    let mut d = Table::new(preferences());
    d.ready(0, 5, vec![]);
    let effects: Vec<_> =
        (1..=5).flat_map(|n| d.center(0, n, notice(&format!("n{n}"), NoticeKind::Assigned))).collect();
    assert_eq!(toasts(&effects), [ToastContent::Summary { count: 5 }]);
    assert_eq!(recent(&d).len(), 5);
    let mut d = Table::new(preferences());
    d.ready(0, 3, vec![]);
    let effects: Vec<_> =
        (1..=3).flat_map(|n| d.center(0, n, notice(&format!("n{n}"), NoticeKind::Assigned))).collect();
    assert_eq!(toasts(&effects).len(), 3);
}

#[test]
fn a_burst_is_ten_toasts_and_one_summary_and_every_notice_is_acknowledged() {
    let mut d = connected();
    let mut shown = vec![];
    for n in 1..=1_000 {
        shown.extend(toasts(&d.center(1, n, notice(&format!("n{n}"), NoticeKind::Assigned))));
    }
    assert_eq!(shown.len(), 10);
    for n in 1..=10 {
        d.system(1, SystemEvent::ToastShown(key(&format!("n{n}"))));
    }
    let summary = d.tick(2);
    assert_eq!(toasts(&summary), [ToastContent::Summary { count: 990 }]);
    assert!(summary.iter().any(|effect| matches!(effect, Effect::WithdrawToast(_))), "at most ten are alive");
    let effects = d.system(2, SystemEvent::ToastShown(ToastKey::Summary));
    let acknowledged = effects.iter().chain(&d.tick(4)).filter_map(acknowledged).max();
    assert_eq!(acknowledged, Some(1_000));
}

#[test]
fn single_toasts_of_a_long_flood_do_not_push_its_summary_out() {
    let mut d = connected();
    let mut sequence = 0;
    let mut withdrawn = vec![];
    for second in 1..=12 {
        for _ in 0..30 {
            sequence += 1;
            withdrawn.extend(d.center(second, sequence, notice(&format!("n{sequence}"), NoticeKind::Assigned)));
        }
        withdrawn.extend(d.tick(second));
    }
    assert!(!withdrawn.contains(&Effect::WithdrawToast(ToastKey::Summary)));
}

#[test]
fn of_a_hundred_thousand_offers_the_first_hundred_ring_and_the_center_learns_of_the_rest() {
    let mut d = Table::new(Preferences { ladder: Ladder::new(vec![]), ..preferences() });
    d.ready(0, 0, vec![]);
    let mut told = vec![];
    for sequence in 1..=100_000 {
        // Each ends a little before the one that came earlier.
        let deadline = 1_000_000 - i64::try_from(sequence).unwrap();
        let name = format!("o{sequence}");
        told.extend(receipts(&d.center(1, sequence, offered(&name, deadline))));
        if sequence <= 3 {
            d.system(1, SystemEvent::AlertShown(name.as_str().into()));
        }
    }
    let view = d.view();
    assert_eq!(view.alerts.iter().map(|alert| alert.id.0.as_str()).collect::<Vec<_>>(), ["o1", "o2", "o3"]);
    assert_eq!((view.behind, view.tray.offers.len(), view.tray.face), (97, OFFERS_AT_MOST, Face::Waiting(100)));
    assert_eq!(told.len(), 99_997, "all but the three on the screen");
    assert!(told.iter().all(|(_, how)| *how == How::Suppressed));
    assert_eq!(d.tick(2).iter().filter_map(acknowledged).max(), Some(100_000));
    assert_eq!(d.next_deadline(), Some(at(999_900)), "of those held, the hundredth ends first");
    assert_eq!(toasts(&d.tick(999_900)).len(), 1, "it is missed, and told");
    let later = d.center(999_900, 100_001, offered("later", 999_960));
    assert_eq!(receipts(&later), [("later".to_owned(), How::Suppressed)], "there is room again, behind the others");
    assert_eq!(d.view().tray.offers.len(), OFFERS_AT_MOST);
}

#[test]
fn an_offer_that_was_turned_away_rings_when_the_next_snapshot_has_it_and_there_is_room() {
    let mut d = connected();
    for sequence in 1..=101 {
        d.center(1, sequence, offered(&format!("o{sequence}"), 60));
    }
    assert!(d.view().tray.offers.iter().all(|waiting| waiting.id.0 != "o101"));
    d.ready(2, 101, vec![offer("o101", 60)]);
    assert_eq!(d.view().tray.offers.into_iter().map(|waiting| waiting.id.0).collect::<Vec<_>>(), ["o101"]);
}

#[test]
fn samples_are_never_more_than_the_screen_has_room_for() {
    let mut d = connected();
    for n in 0..50 {
        let AgentAction::Test { mut offer, notice } = sample() else { unreachable!("it is one") };
        offer.id = format!("sample-{n}").as_str().into();
        d.agent(1, AgentAction::Test { offer, notice });
    }
    let view = d.view();
    assert_eq!((view.alerts.len(), view.behind), (3, 0));
}

#[test]
fn a_withdrawn_notice_of_a_flood_is_not_counted_and_its_line_is_gone() {
    let mut d = connected();
    for n in 1..=30 {
        d.center(1, n, notice(&format!("n{n}"), NoticeKind::Assigned));
    }
    for n in 1..=10 {
        d.system(1, SystemEvent::ToastShown(key(&format!("n{n}"))));
    }
    d.center(1, 31, withdrawn("n20"));
    assert_eq!(toasts(&d.tick(2)), [ToastContent::Summary { count: 19 }], "ten came singly");
}

#[test]
fn a_toast_that_waits_for_its_server_holds_back_only_so_many_later_events() {
    let mut d = connected();
    d.center(1, 1, notice("stuck", NoticeKind::Assigned));
    d.system(1, SystemEvent::ToastFailed(key("stuck"), NoToast::NoServer));
    let presence = || CenterNews::PresenceChanged { current: "away".into(), reason: None };
    let mut names = 0;
    let mut acknowledged_up_to = 0;
    for n in 2..=20_000 {
        // A hundred each second, for three minutes.
        let effects = d.center(1 + i64::try_from(n).unwrap() / 100, n, presence());
        names = remembered(&effects).map_or(names, |journal| names.max(journal.seen.len()));
        acknowledged_up_to = effects.iter().filter_map(acknowledged).max().unwrap_or(acknowledged_up_to);
    }
    assert!(acknowledged_up_to > 19_000, "{acknowledged_up_to}");
    assert!(names < 14_000, "{names} names in the journal");
}
