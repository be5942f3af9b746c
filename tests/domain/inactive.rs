//! Whom the center sets inactive after a missed offer knows it, and is back with one click.

use deskbell::domain::effect::{Command, Effect, ToastContent, ToastKey};
use deskbell::domain::input::{AgentAction, CenterNews, SystemEvent};
use deskbell::domain::view::QuietWish;

use crate::desk::*;

fn set(current: &str, reason: Option<&str>) -> CenterNews {
    CenterNews::PresenceChanged { current: current.into(), reason: reason.map(str::to_owned) }
}

/// A desk whose agent was just set to *away*, and what came of it.
fn set_inactive() -> (Table, Vec<Effect>) {
    let mut d = connected();
    let effects = d.center(1, 1, set("away", Some("missed-offer")));
    (d, effects)
}

#[test]
fn the_agent_is_told_and_a_click_leads_back() {
    let (mut d, effects) = set_inactive();
    assert_eq!(toasts(&effects), [ToastContent::Inactive { current: "AWAY".into(), back: "AVAILABLE".into() }]);
    let clicked = d.system(2, SystemEvent::ToastClicked(ToastKey::Presence, None));
    assert_eq!(commands(&clicked), [Command::SetPresence("available".into())]);
    d.answer(3, &clicked, Ok(None));
    assert_eq!(d.view().tray.inactive, None);
}

#[test]
fn the_menu_keeps_the_way_back_after_the_toast_has_gone() {
    let (mut d, _) = set_inactive();
    d.tick(100);
    let inactive = d.view().tray.inactive.expect("it is still so");
    let chosen = d.agent(101, AgentAction::SetPresence(inactive.back_id));
    d.answer(102, &chosen, Ok(None));
    assert_eq!(d.view().tray.inactive, None);
}

#[test]
fn it_is_told_although_the_agent_wants_quiet() {
    let mut d = connected();
    d.agent(1, AgentAction::SetQuiet(Some(QuietWish::UntilOff)));
    assert_eq!(toasts(&d.center(1, 1, set("away", Some("missed-offer")))).len(), 1);
}

#[test]
fn any_other_change_of_presence_ends_it_and_is_not_told() {
    let (mut d, _) = set_inactive();
    let effects = d.center(2, 2, set("available", None));
    assert!(effects.contains(&Effect::WithdrawToast(ToastKey::Presence)));
    assert_eq!((toasts(&effects), d.view().tray.inactive), (vec![], None));
    assert_eq!(toasts(&d.center(3, 3, set("away", None))), [], "a supervisor's or the agent's own choice");
}
