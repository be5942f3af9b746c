//! The origin's rows, as decided.

use deskbell::domain::effect::{Command, Effect, ToastContent};
use deskbell::domain::input::SystemEvent;
use deskbell::domain::view::{AlertPhase, GoneWhy, RecentWhat};
use deskbell::domain::{Locked, Preferences};
use deskbell::protocol::from_center::{NoticeKind, Settings, Theme};

use crate::desk::*;

#[test]
fn row_01_incoming_chat_accept_opens_the_customer_summary_when_the_center_confirms() {
    let mut d = connected();
    d.center(1, 1, offered("a", 46));
    assert_eq!(d.alert().phase, AlertPhase::Ringing);
    let sent = d.agent(2, accept("a"));
    assert_eq!(commands(&sent), [Command::Accept("a".into())]);
    assert_eq!(d.alert().phase, AlertPhase::Accepting);
    assert!(d.agent(2, accept("a")).is_empty(), "a second click sends nothing");
    let done = d.answer(3, &sent, Ok(Some(url("a"))));
    assert_eq!(opened(&done), [url("a")]);
    assert!(d.view().alerts.is_empty());
}

#[test]
fn row_04_to_07_assigned_transferred_escalated_and_escalated_from_bot_are_toasts() {
    for kind in [NoticeKind::Assigned, NoticeKind::Transferred, NoticeKind::Escalated, NoticeKind::EscalatedFromBot] {
        let mut d = connected();
        let effects = d.center(1, 1, notice("n", kind));
        assert!(matches!(&toasts(&effects)[..], [ToastContent::Notice { kind: shown, .. }] if *shown == kind));
        assert!(d.view().alerts.is_empty(), "a notice is never an alert");
    }
}

#[test]
fn row_08_a_toast_goes_after_its_time_and_a_click_opens_its_conversation() {
    let mut d = connected();
    d.center(1, 1, notice("n", NoticeKind::Assigned));
    d.system(1, SystemEvent::ToastShown(key("n")));
    assert_eq!(d.tick(11), [Effect::WithdrawToast(key("n"))]);

    d.center(20, 2, notice("m", NoticeKind::Transferred));
    let clicked = d.system(21, SystemEvent::ToastClicked(key("m"), None));
    assert_eq!(opened(&clicked), [url("m")]);
    assert!(clicked.contains(&Effect::WithdrawToast(key("m"))));
}

#[test]
fn row_09_an_alert_disappears_when_its_time_is_up() {
    let mut d = connected();
    d.center(1, 1, offered("a", 46));
    d.system(1, SystemEvent::AlertShown("a".into()));
    d.tick(45);
    assert_eq!(d.next_deadline(), Some(at(46)));
    let effects = d.tick(46);
    assert_eq!(d.alert().phase, AlertPhase::Gone(GoneWhy::Lapsed));
    assert!(matches!(&toasts(&effects)[..], [ToastContent::Missed { .. }]));
    d.tick(50);
    assert!(d.view().alerts.is_empty());
    assert_eq!(d.view().tray.recent[0].what, RecentWhat::Missed);
}

#[test]
fn row_10_the_administrators_theme_locks_and_the_centers_comes_next() {
    let dark = Settings { theme: Some(Theme::Dark), ..Settings::default() };
    let mut d = Table::new(Preferences { theme: Some((Theme::Light, Locked::No)), ..preferences() });
    assert_eq!(d.view().theme, Theme::Light);
    d.center(1, 1, changed(dark.clone()));
    assert_eq!(d.view().theme, Theme::Dark);
    let mut d = Table::new(Preferences { theme: Some((Theme::Light, Locked::Yes)), ..preferences() });
    d.center(1, 1, changed(dark));
    assert_eq!(d.view().theme, Theme::Light);
}
