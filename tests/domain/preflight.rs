//! Before the agent becomes available: what is wrong is said first.

use deskbell::domain::Preferences;
use deskbell::domain::effect::{Command, ToastContent, ToastKey};
use deskbell::domain::input::{AgentAction, CenterNews, ServerHealth, SystemEvent};
use deskbell::domain::preflight::Doubt;
use deskbell::domain::quiet::Holdable;
use deskbell::domain::view::{QuietWish, SoundKind};

use crate::desk::*;

fn away(preferences: Preferences) -> Table {
    let mut d = Table::new(preferences);
    d.ready(0, 0, vec![]);
    let sent = d.agent(0, AgentAction::SetPresence("away".into()));
    d.answer(0, &sent, Ok(None));
    d
}

fn wish() -> AgentAction {
    AgentAction::SetPresence("available".into())
}

#[test]
fn where_all_is_well_it_is_done_at_once_and_a_sound_is_tried() {
    let mut d = away(preferences());
    assert_eq!(commands(&d.agent(1, wish())), [Command::SetPresence("available".into())]);
    assert_eq!(d.view().stroke.map(|stroke| stroke.kind), Some(SoundKind::Test));
    d.system(2, SystemEvent::SoundServer(ServerHealth::Up));
    d.agent(3, AgentAction::SetPresence("away".into()));
    let strokes = d.view().stroke;
    d.agent(4, wish());
    assert_eq!(d.view().stroke, strokes, "once is enough");
}

#[test]
fn what_is_wrong_is_said_and_the_second_time_it_is_done_all_the_same() {
    let holds = [Holdable::Offers].into_iter().collect();
    let mut d = away(Preferences { holds, ..preferences() });
    d.system(1, SystemEvent::ToastServer(ServerHealth::Absent));
    d.system(1, SystemEvent::SoundServer(ServerHealth::Hung));
    d.agent(1, AgentAction::SetQuiet(Some(QuietWish::Hour)));
    let effects = d.agent(2, wish());
    assert_eq!(commands(&effects), []);
    let doubts = vec![Doubt::Toasts, Doubt::Sound, Doubt::Quiet];
    let toast = ToastContent::Preflight { doubts: doubts.clone(), name: "AVAILABLE".into() };
    assert_eq!(toasts(&effects), [toast]);
    assert_eq!(d.view().tray.preflight.as_ref().map(|view| view.doubts.clone()), Some(doubts));
    assert_eq!(commands(&d.agent(3, wish())), [Command::SetPresence("available".into())]);
    assert_eq!(d.view().tray.preflight, None);
}

#[test]
fn whom_the_center_took_out_is_back_with_one_click_whatever_is_wrong() {
    let mut d = connected();
    d.system(1, SystemEvent::SoundServer(ServerHealth::Absent));
    d.center(2, 1, CenterNews::PresenceChanged { current: "away".into(), reason: Some("missed-offer".into()) });
    assert_eq!(commands(&d.agent(3, wish())), [Command::SetPresence("available".into())]);
}

#[test]
fn a_click_on_the_toast_goes_ahead_and_what_is_mended_is_no_longer_said() {
    let mut d = away(preferences());
    d.system(1, SystemEvent::SoundServer(ServerHealth::Absent));
    d.agent(2, wish());
    let sent = d.system(3, SystemEvent::ToastClicked(ToastKey::Preflight, None));
    assert_eq!(commands(&sent), [Command::SetPresence("available".into())]);
    let sent = d.agent(4, AgentAction::SetPresence("away".into()));
    d.answer(4, &sent, Ok(None));
    d.agent(5, wish());
    assert!(d.view().tray.preflight.is_some());
    d.system(6, SystemEvent::SoundServer(ServerHealth::Up));
    assert_eq!(d.view().tray.preflight, None);
}
