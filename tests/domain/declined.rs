//! Declining for one of the center's reasons.

use deskbell::domain::effect::Command;
use deskbell::domain::input::{AgentAction, LinkProblem};
use deskbell::protocol::from_center::Settings;

use crate::desk::*;

fn for_a_reason(name: &str) -> AgentAction {
    AgentAction::Decline(name.into(), Some("In a meeting".into()))
}

fn asked() -> Table {
    let mut d = connected();
    let reasons = vec!["In a meeting".into(), "Not my field".into()];
    d.center(1, 1, changed(Settings { decline_reasons: Some(reasons), ..Settings::default() }));
    d.center(2, 2, offered("a", 60));
    d
}

#[test]
fn the_centers_reasons_are_offered_and_the_chosen_one_is_sent() {
    let mut d = asked();
    assert_eq!(d.alert().decline_reasons, ["In a meeting", "Not my field"]);
    assert_eq!(d.view().tray.decline_reasons.len(), 2);
    let sent = commands(&d.agent(3, for_a_reason("a")));
    assert_eq!(sent, [Command::Decline("a".into(), Some("In a meeting".into()))]);
}

#[test]
fn a_reason_given_without_a_connection_is_kept_with_the_press() {
    let mut d = asked();
    d.link(3, down(LinkProblem::Lost, Some(9)));
    assert_eq!(commands(&d.agent(4, for_a_reason("a"))), []);
    let sent = commands(&d.ready_in("e", 5, 2, vec![offer("a", 60)]));
    assert_eq!(sent, [Command::Decline("a".into(), Some("In a meeting".into()))]);
}

#[test]
fn without_reasons_nobody_is_asked() {
    let mut d = connected();
    d.center(1, 1, offered("a", 60));
    assert!(d.alert().decline_reasons.is_empty());
    assert_eq!(commands(&d.agent(2, decline("a"))), [Command::Decline("a".into(), None)]);
}
