//! What agents choose, and who else decides.

use deskbell::domain::Preferences;
use deskbell::domain::choice::{Choice, Enforcer, Page, Setting, SoundDevice, Value};
use deskbell::domain::effect::Effect;
use deskbell::domain::input::{AgentAction, SystemEvent, Wish};
use deskbell::domain::view::{HotKeys, SettingsView, Trouble};
use deskbell::protocol::from_center::{Settings, Theme};

use crate::desk::*;

fn theme(value: &str) -> Choice {
    Choice { setting: "theme", value: Value::Text(value.into()) }
}

fn with(setting: &'static str, value: Value, by: Option<Enforcer>) -> Preferences {
    let settings = [(setting, Setting { value, by })].into_iter().collect();
    Preferences { settings, ..preferences() }
}

fn open(d: &mut Table) -> SettingsView {
    d.agent(1, AgentAction::OpenSettings(Page::Settings));
    d.view().settings.expect("it is open")
}

#[test]
fn the_window_is_open_from_the_wish_to_the_close_and_comes_to_the_front_when_asked_again() {
    let mut d = connected();
    assert_eq!(d.view().settings, None);
    assert!(d.agent(1, AgentAction::OpenSettings(Page::Settings)).contains(&Effect::FindSoundDevices));
    let first = d.view().settings.expect("it is open");
    assert_eq!((first.page, first.agent.as_deref()), (Page::Settings, Some("Anna")));
    d.agent(2, AgentAction::OpenSettings(Page::About));
    let again = d.view().settings.expect("it is open");
    assert_eq!((again.page, again.asked), (Page::About, first.asked + 1));
    let device = SoundDevice { name: "hdmi".into(), label: "Monitor".into() };
    d.system(3, SystemEvent::SoundDevices(vec![device.clone()]));
    assert_eq!(d.view().settings.expect("it is open").devices, [device]);
    d.agent(4, AgentAction::CloseSettings);
    assert_eq!(d.view().settings, None);
    assert!(open(&mut d).asked > again.asked, "the window may not have heard of the close");
}

#[test]
fn a_choice_is_kept_and_counts_with_the_configuration_that_is_read_anew() {
    let mut d = connected();
    assert_eq!(d.agent(1, AgentAction::Choose(theme("dark"))), [Effect::Keep(theme("dark"))]);
    assert_eq!(d.view().theme, Theme::System);
    let chosen = Preferences { theme: Some((Theme::Dark, deskbell::domain::Locked::No)), ..preferences() };
    d.system(2, SystemEvent::Configured(Box::new(chosen)));
    assert_eq!(d.view().theme, Theme::Dark);
}

#[test]
fn what_an_administrator_or_the_center_decided_is_not_chosen() {
    for by in [Enforcer::Policy("/etc/deskbell/policy.toml:3".into()), Enforcer::Start("DESKBELL_THEME".into())] {
        let mut d = Table::new(with("theme", Value::Text("light".into()), Some(by.clone())));
        d.ready(0, 0, vec![]);
        assert_eq!(d.agent(1, AgentAction::Choose(theme("dark"))), []);
        assert_eq!(open(&mut d).settings["theme"].by, Some(by));
    }
    let mut d = Table::new(with("theme", Value::Text("light".into()), None));
    d.ready(0, 0, vec![]);
    d.center(1, 1, changed(Settings { theme: Some(Theme::Dark), sounds: Some(false), ..Settings::default() }));
    let settings = open(&mut d).settings;
    let by_center = |value| Setting { value, by: Some(Enforcer::Center) };
    assert_eq!(settings["theme"], by_center(Value::Text("dark".into())));
    assert_eq!(settings["sounds"], by_center(Value::Switch(false)));
    assert_eq!(d.agent(2, AgentAction::Choose(theme("light"))), []);
}

#[test]
fn what_is_wished_for_in_vain_is_said_for_as_long_as_it_is_wished_for() {
    let keys = HotKeys { accept: Some("ctrl+alt+a".into()), decline: None };
    let mut d = Table::new(Preferences { monitor: Some("HDMI-9".into()), hot_keys: keys, ..preferences() });
    d.ready(0, 0, vec![]);
    let (monitor, taken) = (Wish::Monitor("HDMI-9".into()), Wish::HotKey("ctrl+alt+a".into()));
    d.system(1, SystemEvent::Desktop(monitor.clone(), false));
    d.system(1, SystemEvent::Desktop(taken.clone(), false));
    assert_eq!(d.view().tray.troubles, [Trouble::InVain(monitor.clone()), Trouble::InVain(taken)]);
    d.system(2, SystemEvent::Desktop(monitor, true));
    d.system(3, SystemEvent::Configured(Box::new(preferences())));
    assert_eq!(d.view().tray.troubles, []);
}
