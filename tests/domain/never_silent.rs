//! If the agent cannot be told, the agent knows.

use deskbell::domain::SHOWN_WITHIN;
use deskbell::domain::effect::{Effect, Message, ToastContent, ToastKey};
use deskbell::domain::input::{LinkProblem, NoToast, ServerHealth, SystemEvent};
use deskbell::domain::view::{Face, LinkState, RecentWhat};
use deskbell::protocol::from_center::NoticeKind;
use deskbell::protocol::from_client::{How, NoticeHow};

use crate::desk::*;
use crate::receipts;

#[test]
fn without_a_connection_for_thirty_seconds_the_face_breaks_and_a_toast_says_so() {
    let mut d = connected();
    d.link(10, down(LinkProblem::Lost, Some(11)));
    assert_eq!(d.view().tray.face, Face::Reconnecting);
    let effects = d.tick(40);
    assert!(matches!(&toasts(&effects)[..], [ToastContent::NoConnection { seconds: 30, .. }]));
    assert_eq!(d.view().tray.face, Face::CannotAlert);
    let back = d.ready(60, 0, vec![]);
    assert!(back.contains(&Effect::WithdrawToast(ToastKey::Trouble)));
    assert_eq!(d.view().tray.face, Face::Connected);
}

#[test]
fn a_refused_token_shows_the_signed_out_face_and_a_replaced_session_the_broken_one() {
    let mut d = connected();
    d.link(10, down(LinkProblem::Unauthorized, None));
    assert_eq!(d.view().tray.face, Face::SignedOut);
    let mut d = connected();
    d.link(10, down(LinkProblem::Replaced, None));
    assert_eq!(d.view().tray.face, Face::CannotAlert);
    assert_eq!(d.view().tray.state, LinkState::Stopped(LinkProblem::Replaced));
}

#[test]
fn a_missing_notification_server_breaks_the_face_and_the_notice_stays_in_recent() {
    let mut d = connected();
    d.center(1, 1, notice("n", NoticeKind::Assigned));
    d.system(1, SystemEvent::ToastServer(ServerHealth::Absent));
    d.system(1, SystemEvent::ToastFailed(key("n"), NoToast::NoServer));
    assert_eq!(d.view().tray.face, Face::CannotAlert);
    assert_eq!(d.view().tray.recent[0].what, RecentWhat::Notice(NoticeKind::Assigned));
    let meanwhile = d.tick(30);
    assert!(meanwhile.iter().all(|effect| matches!(effect, Effect::Remember(_))), "the toast waits for a server");
    d.system(31, SystemEvent::ToastServer(ServerHealth::Up));
    assert_eq!(d.view().tray.face, Face::Connected);
}

#[test]
fn the_center_is_told_of_a_notice_that_is_not_shown_and_when_it_is() {
    let receipts = |effects: &[Effect]| {
        let mut receipts = vec![];
        for effect in effects {
            if let Effect::Send(Message::NoticeShown { notice, how, why }) = effect {
                receipts.push((notice.0.clone(), *how, why.clone()));
            }
        }
        receipts
    };
    let failed = || ("n".to_owned(), NoticeHow::Failed, Some("off-by-policy".to_owned()));
    let refused = || SystemEvent::ToastFailed(key("n"), NoToast::OffByPolicy);
    let mut d = connected();
    d.center(1, 1, notice("n", NoticeKind::Assigned));
    assert_eq!(receipts(&d.system(1, refused())), [failed()]);
    assert_eq!(receipts(&d.system(31, refused())), [], "once");
    assert_eq!(receipts(&d.link(40, down(LinkProblem::Unreachable, None))), []);
    assert_eq!(receipts(&d.ready(50, 1, vec![])), [failed()], "it may have crossed the end of the connection");
    assert_eq!(receipts(&d.system(61, SystemEvent::ToastShown(key("n")))), [("n".into(), NoticeHow::Toast, None)]);
    d.center(70, 2, notice("m", NoticeKind::Assigned));
    assert_eq!(receipts(&d.system(70, SystemEvent::ToastShown(key("m")))), [], "the acknowledgement says it");
    d.system(71, SystemEvent::ToastFailed(ToastKey::Trouble, NoToast::OffByPolicy));
    assert_eq!(receipts(&d.tick(72)), [], "of no interest to the center");
}

#[test]
fn a_notice_that_no_server_showed_is_not_acknowledged_until_it_is_or_ten_minutes_have_passed() {
    let mut d = connected();
    d.center(1, 1, notice("n", NoticeKind::Assigned));
    let effects = d.system(1, SystemEvent::ToastFailed(key("n"), NoToast::NoServer));
    assert_eq!(effects.iter().find_map(acknowledged), None, "nobody has seen it");
    assert_eq!(d.system(60, SystemEvent::ToastShown(key("n"))).iter().find_map(acknowledged), Some(1));
    d.center(70, 2, notice("m", NoticeKind::Assigned));
    d.system(70, SystemEvent::ToastFailed(key("m"), NoToast::NoServer));
    assert_eq!(d.tick(669).iter().find_map(acknowledged), None);
    assert_eq!(d.tick(670).iter().find_map(acknowledged), Some(2), "it is left to Recent");
}

#[test]
fn notices_that_no_server_showed_are_counted_and_not_dropped_when_there_are_too_many() {
    let mut d = connected();
    let mut shown = vec![];
    for n in 1..=14 {
        let second = 10 * i64::try_from(n).unwrap();
        shown.extend(toasts(&d.center(second, n, notice(&format!("n{n}"), NoticeKind::Assigned))));
        d.system(second, SystemEvent::ToastFailed(key(&format!("n{n}")), NoToast::NoServer));
        d.system(second, SystemEvent::ToastFailed(ToastKey::Summary, NoToast::NoServer));
    }
    // Nine singly, and the other five in the summary that took the tenth place.
    assert_eq!(shown.last(), Some(&plain_toast("n14")));
    let summaries: Vec<_> = shown.iter().filter(|toast| matches!(toast, ToastContent::Summary { .. })).collect();
    assert_eq!(summaries.last(), Some(&&ToastContent::Summary { count: 5 }));
    let effects = d.system(141, SystemEvent::ToastShown(ToastKey::Summary));
    assert_eq!(effects.iter().find_map(acknowledged), Some(5), "those five are told now");
}

#[test]
fn a_display_that_does_not_report_an_alert_in_time_is_reported_as_failed() {
    let mut d = connected();
    d.center(1, 1, offered("a", 46));
    assert_eq!(d.next_deadline(), Some(at(1) + SHOWN_WITHIN));
    assert_eq!(receipts(&d.tick(6)), [("a".to_owned(), How::Failed)]);
    assert_eq!(d.view().tray.face, Face::CannotAlert);
    assert_eq!(receipts(&d.system(8, SystemEvent::AlertShown("a".into()))), [("a".to_owned(), How::Alert)]);
    assert_eq!(d.view().tray.face, Face::Waiting(1), "it was only slow");
    let mut d = connected();
    d.center(1, 1, offered("a", 46));
    d.system(2, SystemEvent::AlertShown("a".into()));
    assert!(receipts(&d.tick(20)).is_empty());
}

#[test]
fn resuming_connects_at_once() {
    let mut d = connected();
    assert_eq!(d.system(1, SystemEvent::Woke), [Effect::Renew]);
    assert_eq!(d.system(2, SystemEvent::NetworkChanged), [Effect::Probe]);
}
