//! The same is shown once, whatever is replayed.

use deskbell::domain::input::SystemEvent;
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
