//! The same is shown once, whatever is replayed.

use deskbell::domain::effect::Effect;
use deskbell::domain::input::{AgentAction, SystemEvent};
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
    let mut d = Table::restarted(deskbell::domain::effect::Journal { epoch: Some("e".into()), ..Default::default() });
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
