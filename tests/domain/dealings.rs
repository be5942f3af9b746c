//! Links, presence, acknowledgements, samples and the end.

use deskbell::domain::effect::{Command, Effect, ToastContent};
use deskbell::domain::input::{AgentAction, LinkEvent, LinkProblem, SystemEvent};
use deskbell::domain::view::{AlertPhase, LinkState, Trouble};
use deskbell::domain::{Locked, Preferences};
use deskbell::protocol::from_center::{NoticeKind, Outcome, Settings};
use deskbell::protocol::from_client::How;

use crate::desk::*;
use crate::receipts;

#[test]
fn a_link_to_a_host_that_is_not_allowed_is_not_opened_and_the_tray_says_so() {
    for bad in ["https://evil.example/c/1", "javascript:alert(1)", "file:///etc/passwd"] {
        let mut d = connected();
        d.center(1, 1, offered("a", 46));
        let sent = d.agent(2, accept("a"));
        let effects = d.answer(3, &sent, Ok(Some(bad.into())));
        assert!(opened(&effects).is_empty(), "{bad}");
        assert!(matches!(d.view().tray.troubles[..], [Trouble::LinkRefused(_)]));
    }
}

#[test]
fn the_ticked_presence_is_the_centers() {
    let mut d = connected();
    let sent = d.agent(1, AgentAction::SetPresence("away".into()));
    assert_eq!(commands(&sent), [Command::SetPresence("away".into())]);
    assert_eq!(d.view().tray.presence.unwrap().current, "available", "not before the center says so");
    d.answer(2, &sent, Ok(None));
    assert_eq!(d.view().tray.presence.unwrap().current, "away");
    assert!(d.agent(3, AgentAction::SetPresence("no such".into())).is_empty());
}

#[test]
fn acknowledgements_are_cumulative_and_at_most_one_a_second() {
    let mut d = connected();
    d.center(1, 1, notice("a", NoticeKind::Assigned));
    d.center(1, 2, notice("b", NoticeKind::Assigned));
    assert_eq!(
        d.system(1, SystemEvent::ToastShown(key("b"))).iter().find_map(acknowledged),
        None,
        "1 is not shown yet"
    );
    assert_eq!(d.system(1, SystemEvent::ToastShown(key("a"))).iter().find_map(acknowledged), Some(2));
    d.center(1, 3, closed("x", Outcome::Taken, None));
    assert_eq!(d.next_deadline(), Some(at(2)));
    assert_eq!(d.tick(2).iter().find_map(acknowledged), Some(3));
}

#[test]
fn a_new_epoch_begins_a_new_numbering() {
    let mut d = connected();
    d.center(1, 900, notice("a", NoticeKind::Assigned));
    d.ready_in("another", 5, 0, vec![]);
    assert_eq!(toasts(&d.center(6, 1, notice("b", NoticeKind::Assigned))).len(), 1);
}

#[test]
fn a_name_that_was_seen_is_known_in_a_new_epoch_too() {
    let mut d = connected();
    d.center_keyed(1, 900, "sender x", notice("a", NoticeKind::Assigned));
    d.ready_in("another", 5, 0, vec![]);
    assert!(toasts(&d.center_keyed(6, 1, "sender x", notice("a", NoticeKind::Assigned))).is_empty());
}

#[test]
fn a_click_that_crosses_the_end_of_its_toast_still_opens_its_conversation() {
    let mut d = connected();
    d.center(1, 1, notice("n", NoticeKind::Assigned));
    d.tick(11);
    assert_eq!(opened(&d.system(11, SystemEvent::ToastClicked(key("n"), None))), [url("n")]);
    assert!(opened(&d.system(12, SystemEvent::ToastClicked(key("never shown"), None))).is_empty());
}

#[test]
fn a_replay_that_ends_with_a_known_event_is_told_at_once() {
    let mut d = connected();
    d.center_keyed(1, 1, "known", closed("x", Outcome::Taken, None));
    d.link(2, down(LinkProblem::Lost, Some(3)));
    d.ready(4, 3, vec![]);
    assert!(toasts(&d.center(4, 2, notice("n", NoticeKind::Assigned))).is_empty());
    assert_eq!(toasts(&d.center_keyed(4, 3, "known", closed("x", Outcome::Taken, None))).len(), 1);
}

#[test]
fn a_summary_of_one_is_the_notice_itself() {
    let mut d = connected();
    for n in 1..=11 {
        d.center(1, n, notice(&format!("n{n}"), NoticeKind::Assigned));
        d.system(1, SystemEvent::ToastShown(key(&format!("n{n}"))));
    }
    assert!(matches!(toasts(&d.tick(2))[..], [ToastContent::Notice { .. }]));
}

#[test]
fn a_sample_rings_without_a_center_and_ends_with_any_press() {
    let mut d = Table::new(preferences());
    let effects = d.agent(1, sample());
    assert_eq!(toasts(&effects).len(), 1);
    assert_eq!(d.alert().phase, AlertPhase::Ringing, "no connection is needed");
    assert!(d.system(1, SystemEvent::AlertShown("sample".into())).is_empty(), "no receipt either");
    assert!(commands(&d.agent(2, accept("sample"))).is_empty());
    assert!(d.view().alerts.is_empty());
}

#[test]
fn quitting_takes_every_toast_along() {
    let mut d = connected();
    d.center(1, 1, notice("n", NoticeKind::Assigned));
    let mut effects = d.agent(2, AgentAction::Quit);
    effects.retain(|effect| !matches!(effect, Effect::Remember(_)));
    assert_eq!(effects, [Effect::WithdrawToast(key("n")), Effect::Quit]);
}

#[test]
fn a_deadline_in_2099_is_kept_and_not_counted_down_to() {
    let mut d = connected();
    d.center(1, 1, offered("a", 2_300_000_000));
    assert_eq!(d.alert().deadline, None);
    assert_eq!(d.alert().phase, AlertPhase::Ringing);
}

#[test]
fn while_connecting_the_last_problem_stays_known() {
    let mut d = connected();
    d.link(1, down(LinkProblem::UnknownHost, Some(2)));
    d.link(2, LinkEvent::Connecting);
    assert_eq!(d.view().tray.state, LinkState::Connecting(Some(LinkProblem::UnknownHost)));
}

#[test]
fn a_receipt_that_crossed_the_end_of_the_connection_is_sent_again() {
    let mut d = connected();
    d.center(1, 1, offered("a", 46));
    assert_eq!(receipts(&d.system(1, SystemEvent::AlertShown("a".into()))), [("a".to_owned(), How::Alert)]);
    d.link(2, down(LinkProblem::Lost, Some(3)));
    assert_eq!(receipts(&d.ready(4, 1, vec![offer("a", 46)])), [("a".to_owned(), How::Alert)]);
    assert!(receipts(&d.tick(5)).is_empty(), "and no more");
}

#[test]
fn a_policys_hosts_are_all_there_are_and_the_center_can_add_none() {
    let open = |d: &mut Table, link: &str| opened(&d.agent(2, AgentAction::OpenLink(link.into()))).len();
    for (hosts_locked, more) in [(Locked::No, 1), (Locked::Yes, 0)] {
        let mut d = Table::new(Preferences { hosts_locked, ..preferences() });
        d.ready(0, 0, vec![]);
        d.center(1, 1, changed(Settings { allowed_hosts: Some(vec!["center.example".into()]), ..Settings::default() }));
        assert_eq!(open(&mut d, "https://crm.example.com/"), 1);
        assert_eq!(open(&mut d, "https://center.example/"), more);
        assert_eq!(d.view().allowed_hosts.len(), 1 + more);
    }
}
