//! At most three alerts and ten toasts; the rest is counted.

use deskbell::domain::effect::{Effect, ToastContent, ToastKey};
use deskbell::domain::input::SystemEvent;
use deskbell::domain::view::Face;
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
