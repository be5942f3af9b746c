//! What is shown of a customer is no more than the administrator allows, and nothing to strangers.

use deskbell::domain::Preferences;
use deskbell::domain::effect::{Effect, ToastContent};
use deskbell::domain::input::SystemEvent;
use deskbell::domain::privacy::{Called, Privacy};
use deskbell::domain::view::AlertView;
use deskbell::pii::Pii;
use deskbell::protocol::from_center::NoticeKind;

use crate::desk::*;

fn with(privacy: Privacy) -> Table {
    let mut d = Table::new(Preferences { privacy, ..preferences() });
    d.ready(0, 0, vec![]);
    d
}

fn anna() -> Called {
    Called::Name(Pii::new("Anna Nowak".into()))
}

/// Name and comment on an alert.
fn words(alert: &AlertView) -> (Option<&str>, Option<&str>) {
    let comment = alert.conversation.comment.as_ref().map(|comment| comment.reveal().as_str());
    (alert.conversation.customer.title(), comment)
}

fn told(effects: &[Effect]) -> Vec<(Called, bool)> {
    let of_notice = |content| {
        if let ToastContent::Notice { customer, note, .. } = content { Some((customer, note.is_some())) } else { None }
    };
    toasts(effects).into_iter().filter_map(of_notice).collect()
}

#[test]
fn an_alert_a_toast_and_the_menu_show_what_the_setting_allows() {
    let comment = "My invoice shows two charges";
    for (privacy, alert, toast) in [
        (Privacy::Full, (Some("Anna Nowak"), Some(comment)), (anna(), true)),
        (Privacy::NameOnly, (Some("Anna Nowak"), None), (anna(), false)),
        (Privacy::Hidden, (None, None), (Called::Hidden, false)),
    ] {
        let mut d = with(privacy);
        d.center(1, 1, offered("a", 46));
        assert_eq!(words(&d.alert()), alert);
        assert_eq!(d.alert().conversation.queue.as_deref(), Some("Billing"), "where it waits is no secret");
        assert_eq!(d.view().tray.offers[0].customer, toast.0);
        assert_eq!(told(&d.center(2, 2, notice("n", NoticeKind::Assigned))), std::slice::from_ref(&toast));
        let line = d.view().tray.recent[0].customer.clone();
        assert_eq!(line.is_some(), privacy < Privacy::Hidden);
    }
}

#[test]
fn a_locked_screen_shows_no_customer_and_an_opened_one_does_again() {
    let mut d = connected();
    d.center(1, 1, offered("a", 60));
    d.center(2, 2, notice("n", NoticeKind::Assigned));
    d.system(2, SystemEvent::ToastShown(key("n")));
    let effects = d.system(3, SystemEvent::Locked(true));
    assert_eq!(effects.iter().filter(|effect| matches!(effect, Effect::WithdrawToast(_))).count(), 1);
    assert_eq!(words(&d.alert()), (None, None));
    assert_eq!(told(&d.center(4, 3, notice("m", NoticeKind::Assigned))), [(Called::Hidden, false)]);
    d.system(5, SystemEvent::Locked(false));
    assert_eq!(words(&d.alert()).0, Some("Anna Nowak"));
    assert_eq!(d.view().tray.recent.len(), 2, "nothing is lost");
}

#[test]
fn what_is_missed_behind_a_locked_screen_is_told_without_a_name() {
    let mut d = connected();
    d.center(1, 1, offered("a", 30));
    d.system(2, SystemEvent::Locked(true));
    let missed = toasts(&d.tick(31));
    assert!(matches!(&missed[..], [ToastContent::Missed { customer: Called::Hidden, .. }]), "{missed:?}");
}
