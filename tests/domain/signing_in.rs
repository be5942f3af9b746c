//! Signing in by browser: what is offered, what is told, and what a click does.

use deskbell::domain::Preferences;
use deskbell::domain::effect::{Effect, ToastContent, ToastKey};
use deskbell::domain::input::{AgentAction, LinkProblem, SystemEvent};
use deskbell::domain::sign_in::{Keep, SignInProblem};
use deskbell::domain::view::{Face, SignInView, Trouble};

use crate::desk::*;

const OFFERED: SignInView = SignInView::Offered { until_log_off: false };

fn signed_out() -> Table {
    let mut table = Table::new(preferences());
    table.link(0, down(LinkProblem::NoToken, None));
    table
}

fn locked() -> SignInProblem {
    SignInProblem::Keyring("secret-locked".into())
}

#[test]
fn whoever_is_not_signed_in_is_offered_it_and_whoever_is_connected_is_not() {
    for problem in [LinkProblem::NoToken, LinkProblem::Unauthorized, LinkProblem::SignIn(SignInProblem::Ended)] {
        let mut table = Table::new(preferences());
        assert_eq!(table.view().tray.sign_in, SignInView::Nothing);
        table.link(0, down(problem, None));
        assert_eq!((table.view().tray.sign_in, table.view().tray.face), (OFFERED, Face::SignedOut));
        table.ready(1, 0, vec![]);
        assert_eq!(table.view().tray.sign_in, SignInView::Nothing);
    }
}

#[test]
fn without_a_sign_in_service_nothing_is_offered_and_a_click_does_nothing() {
    let mut table = Table::new(Preferences { browser_sign_in: false, ..preferences() });
    table.link(0, down(LinkProblem::Unauthorized, None));
    assert_eq!(table.view().tray.sign_in, SignInView::Nothing);
    assert_eq!(table.agent(1, AgentAction::SignIn(Keep::InKeyring)), []);
    assert_eq!(table.system(2, SystemEvent::ToastClicked(ToastKey::Trouble, None)).len(), 1, "the toast goes");
}

#[test]
fn a_sign_in_is_started_anew_as_often_as_the_agent_asks_and_ends_in_a_connection() {
    let mut table = signed_out();
    for seconds in 1..3 {
        let begun = table.agent(seconds, AgentAction::SignIn(Keep::InKeyring));
        assert!(begun.contains(&Effect::SignIn(Keep::InKeyring)));
        assert_eq!(table.view().tray.sign_in, SignInView::UnderWay(Keep::InKeyring));
    }
    assert_eq!(table.system(4, SystemEvent::SignIn(Ok(()))), [Effect::Reconnect]);
    assert_eq!(table.view().tray.sign_in, OFFERED, "until the connection stands");
}

#[test]
fn a_sign_in_that_fails_says_why_until_another_works() {
    let mut table = signed_out();
    let problem = SignInProblem::NoBrowser;
    let told = table.system(1, SystemEvent::SignIn(Err(problem.clone())));
    assert_eq!(toasts(&told), [ToastContent::SignIn { problem: problem.clone(), again: true }]);
    assert_eq!(table.view().tray.troubles, [Trouble::SignIn(problem)]);
    table.agent(2, AgentAction::SignIn(Keep::InKeyring));
    assert_eq!(table.view().tray.troubles, []);
}

#[test]
fn whoever_declined_is_not_told_so_by_a_toast() {
    let mut table = signed_out();
    let told = table.system(1, SystemEvent::SignIn(Err(SignInProblem::Denied)));
    assert!(toasts(&told).is_empty());
    assert_eq!(table.view().tray.troubles, [Trouble::SignIn(SignInProblem::Denied)]);
}

#[test]
fn where_the_keyring_fails_the_agent_may_stay_signed_in_without_it() {
    let mut table = signed_out();
    table.system(1, SystemEvent::SignIn(Err(locked())));
    assert_eq!(table.view().tray.sign_in, SignInView::Offered { until_log_off: true });
    let begun = table.agent(2, AgentAction::SignIn(Keep::UntilLogOff));
    assert!(begun.contains(&Effect::SignIn(Keep::UntilLogOff)));
    let mut unreadable = Table::new(preferences());
    unreadable.link(0, down(LinkProblem::TokenUnavailable("secret-locked".into()), Some(5)));
    assert_eq!(unreadable.view().tray.sign_in, SignInView::Offered { until_log_off: true });
}

#[test]
fn a_click_on_what_is_said_about_the_sign_in_starts_one() {
    let mut table = connected();
    let told = table.link(1, down(LinkProblem::SignIn(SignInProblem::Ended), None));
    assert!(matches!(&toasts(&told)[..], [ToastContent::NoConnection { sign_in: true, .. }]));
    let clicked = table.system(2, SystemEvent::ToastClicked(ToastKey::Trouble, None));
    assert!(clicked.contains(&Effect::SignIn(Keep::InKeyring)), "{clicked:?}");
    let mut table = connected();
    table.link(1, down(LinkProblem::Replaced, None));
    let clicked = table.system(2, SystemEvent::ToastClicked(ToastKey::Trouble, None));
    assert!(!clicked.contains(&Effect::SignIn(Keep::InKeyring)), "signing in would not help");
}

#[test]
fn what_will_fail_later_is_told_while_there_is_still_a_connection() {
    for problem in [SignInProblem::Ended, locked()] {
        let mut table = connected();
        let told = table.system(1, SystemEvent::SignInHealth(Some(problem.clone())));
        assert_eq!(toasts(&told), [ToastContent::SignIn { problem: problem.clone(), again: true }]);
        table.ready(2, 0, vec![]);
        assert_eq!(table.view().tray.troubles, [Trouble::SignIn(problem)], "a new connection mends nothing");
        assert_ne!(table.view().tray.sign_in, SignInView::Nothing);
        table.system(3, SystemEvent::SignInHealth(None));
        assert_eq!(table.view().tray.troubles, []);
    }
}

#[test]
fn signing_in_elsewhere_or_signing_out_ends_what_was_said() {
    for action in [AgentAction::SignedIn, AgentAction::SignOut] {
        let mut table = connected();
        table.system(1, SystemEvent::SignInHealth(Some(SignInProblem::Ended)));
        table.agent(2, action);
        assert_eq!(table.view().tray.troubles, []);
    }
}
