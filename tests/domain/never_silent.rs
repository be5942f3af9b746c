//! If the agent cannot be told, the agent knows.

use deskbell::domain::effect::{Effect, ToastContent, ToastKey};
use deskbell::domain::input::{LinkProblem, ServerHealth, SystemEvent};
use deskbell::domain::view::{Face, LinkState, RecentWhat};
use deskbell::protocol::from_center::NoticeKind;

use crate::desk::*;

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
    d.system(1, SystemEvent::ToastFailed(key("n")));
    assert_eq!(d.view().tray.face, Face::CannotAlert);
    assert_eq!(d.view().tray.recent[0].what, RecentWhat::Notice(NoticeKind::Assigned));
    assert!(d.tick(30).is_empty(), "the toast waits for a server");
    d.system(31, SystemEvent::ToastServer(ServerHealth::Up));
    assert_eq!(d.view().tray.face, Face::Connected);
}

#[test]
fn resuming_connects_at_once() {
    let mut d = connected();
    assert_eq!(d.system(1, SystemEvent::Woke), [Effect::Renew]);
    assert_eq!(d.system(2, SystemEvent::NetworkChanged), [Effect::Probe]);
}
