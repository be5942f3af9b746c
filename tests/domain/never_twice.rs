//! The same is shown once, whatever is replayed.

use deskbell::domain::effect::{Effect, Journal};
use deskbell::domain::input::{AgentAction, LinkProblem, SystemEvent};
use deskbell::protocol::from_center::NoticeKind;

use crate::desk::*;

#[test]
fn the_same_event_again_changes_nothing() {
    let mut d = connected();
    d.center(1, 1, notice("n", NoticeKind::Assigned));
    assert!(toasts(&d.center(1, 1, notice("n", NoticeKind::Assigned))).is_empty());
    assert!(
        toasts(&d.center_keyed(2, 7, "event 1", notice("n", NoticeKind::Assigned))).is_empty(),
        "same name, new number"
    );
    d.center(3, 8, offered("a", 46));
    d.center(4, 9, offered("a", 46));
    assert_eq!(d.view().alerts.len(), 1);
}

#[test]
fn nothing_is_shown_again_after_a_restart_with_the_journal() {
    let mut d = connected();
    d.center(1, 1, notice("n", NoticeKind::Assigned));
    let effects = d.system(1, SystemEvent::ToastShown(key("n")));
    let journal = remembered(&effects).expect("the first acknowledgement goes out at once");
    assert_eq!(journal.sequence, 1);
    let mut d = Table::restarted(journal);
    d.ready(0, 1, vec![]);
    assert!(toasts(&d.center(0, 1, notice("n", NoticeKind::Assigned))).is_empty());
}

#[test]
fn a_notice_that_was_not_shown_before_the_crash_is_shown_after_it() {
    let mut d = connected();
    let effects = d.center(1, 1, notice("n", NoticeKind::Assigned));
    assert_eq!(remembered(&effects), None, "received is not shown");
    let mut d = Table::restarted(Journal { epoch: Some("e".into()), ..Default::default() });
    d.ready(0, 1, vec![]);
    assert_eq!(toasts(&d.center(0, 1, notice("n", NoticeKind::Assigned))).len(), 1);
}

#[test]
fn quitting_remembers_what_was_shown_in_the_last_second() {
    let mut d = connected();
    d.center(1, 1, notice("a", NoticeKind::Assigned));
    d.system(1, SystemEvent::ToastShown(key("a")));
    d.center(1, 2, notice("b", NoticeKind::Assigned));
    d.system(1, SystemEvent::ToastShown(key("b")));
    let effects = d.agent(1, AgentAction::Quit);
    let journal = remembered(&effects).expect("there was something to remember");
    assert_eq!((journal.sequence, effects.iter().find_map(acknowledged)), (2, Some(2)));
    assert_eq!(effects.last(), Some(&Effect::Quit));
    let mut d = Table::restarted(journal);
    d.ready(2, 2, vec![]);
    assert!(toasts(&d.center(2, 2, notice("b", NoticeKind::Assigned))).is_empty());
}

#[test]
fn what_was_shown_is_noted_at_once_because_the_program_may_be_killed_before_it_is_acknowledged() {
    let mut d = connected();
    d.center(1, 1, notice("a", NoticeKind::Assigned));
    d.system(1, SystemEvent::ToastShown(key("a")));
    d.center(1, 2, notice("b", NoticeKind::Assigned));
    let effects = d.system(1, SystemEvent::ToastShown(key("b")));
    assert_eq!(effects, [Effect::Note("event 2".into())], "acknowledged a second after the first");
    let mut d = Table::restarted(Journal {
        epoch: Some("e".into()),
        sequence: 1,
        seen: ["event 2".into()].into(),
        ..Journal::default()
    });
    d.ready(0, 2, vec![]);
    assert!(toasts(&d.center(0, 2, notice("b", NoticeKind::Assigned))).is_empty());
}

#[test]
fn what_was_shown_long_ago_is_known_after_a_restart_and_in_a_new_epoch() {
    let mut d = connected();
    d.center_keyed(1, 1, "sender x", notice("a", NoticeKind::Assigned));
    let journal = remembered(&d.system(1, SystemEvent::ToastShown(key("a")))).unwrap();
    let mut d = Table::restarted(journal);
    d.ready_in("another", 0, 0, vec![]);
    let again = d.center_keyed(1, 1, "sender x", notice("a", NoticeKind::Assigned));
    assert!(toasts(&again).is_empty());
    let journal = remembered(&again).expect("it is acknowledged");
    let mut d = Table::restarted(journal);
    d.ready_in("a third", 0, 0, vec![]);
    assert!(toasts(&d.center_keyed(1, 1, "sender x", notice("a", NoticeKind::Assigned))).is_empty());
}

#[test]
fn a_number_of_the_epoch_before_settles_nothing_in_this_one() {
    let mut d = connected();
    d.center_keyed(1, 1, "old", notice("old", NoticeKind::Assigned));
    d.ready_in("another", 2, 0, vec![]);
    d.center_keyed(2, 1, "new", notice("new", NoticeKind::Assigned));
    let effects = d.system(3, SystemEvent::ToastShown(key("old")));
    assert_eq!(effects.iter().find_map(acknowledged), None, "the new one is not shown yet");
    assert_eq!(d.system(3, SystemEvent::ToastShown(key("new"))).iter().find_map(acknowledged), Some(1));
}

#[test]
fn what_was_acknowledged_last_is_said_again_to_the_next_session() {
    let mut d = connected();
    d.center(1, 1, notice("a", NoticeKind::Assigned));
    d.system(1, SystemEvent::ToastShown(key("a")));
    d.link(2, down(LinkProblem::Lost, Some(3)));
    assert_eq!(d.ready(4, 1, vec![]).iter().find_map(acknowledged), Some(1));
}

#[test]
fn what_was_on_its_way_when_the_agent_signed_out_is_not_shown() {
    let mut d = connected();
    d.agent(1, AgentAction::SignOut);
    assert!(d.center(1, 1, notice("late", NoticeKind::Assigned)).is_empty());
    d.center(1, 2, offered("a", 46));
    assert!(d.view().alerts.is_empty());
    d.link(2, down(LinkProblem::SignedOut, None));
    d.ready_in("another", 9, 0, vec![]);
    assert_eq!(toasts(&d.center(9, 1, notice("n", NoticeKind::Assigned))).len(), 1);
}
