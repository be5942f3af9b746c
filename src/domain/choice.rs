//! What the agent may choose, who else decided it, and the window in which it is chosen.

use std::collections::BTreeMap;

use super::effect::Effect;
use super::input::Wish;
use super::view::{LinkState, SettingsView};
use super::{Desk, Locked};
use crate::protocol::from_center::Theme;

/// A value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// On or off.
    Switch(bool),
    /// A whole number.
    Number(u32),
    /// A text.
    Text(String),
    /// None: what is built in counts.
    Unset,
}

/// What the agent chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The setting's name.
    pub setting: &'static str,
    /// Its value from now on.
    pub value: Value,
}

/// Who decided in place of the agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Enforcer {
    /// The contact center.
    Center,
    /// An administrator, in this file and line.
    Policy(String),
    /// This variable or argument.
    Start(String),
}

/// A setting as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its value.
    pub value: Value,
    /// Who decided it; none: the agent may.
    pub by: Option<Enforcer>,
}

/// Every setting that agents choose, by name.
pub type Settings = BTreeMap<&'static str, Setting>;

/// An output for sounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoundDevice {
    /// As the system names it.
    pub name: String,
    /// As people call it.
    pub label: String,
}

/// What the window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// What can be chosen.
    Settings,
    /// Whether everything is right.
    Doctor,
    /// What this program is.
    About,
}

/// The window, while it is open.
#[derive(Debug)]
pub(super) struct Open {
    page: Page,
    /// How often it was asked for in this run: each time it comes to the front, also one that was
    /// closed a moment ago.
    asked: u64,
}

impl Desk {
    /// The agent wants the window, or wants it again.
    pub(super) fn open_settings(&mut self, page: Page) {
        self.settings_asked += 1;
        self.settings_window = Some(Open { page, asked: self.settings_asked });
        self.effects.push(Effect::FindSoundDevices);
    }

    /// The agent closed the window.
    pub(super) fn close_settings(&mut self) {
        self.settings_window = None;
    }

    /// The agent chose something: it is kept, and counts as soon as the configuration is read anew.
    pub(super) fn choose(&mut self, choice: Choice) {
        let free = self.chosen().get(choice.setting).is_none_or(|setting| setting.by.is_none());
        let muted_by_others = choice.setting == "sounds" && !self.sounds_view().changeable;
        if !free || muted_by_others {
            return;
        }
        if let ("sounds", Value::Switch(on)) = (choice.setting, &choice.value) {
            // Silence does not wait for a file.
            self.preferences.muted.0 = !on;
        }
        self.effects.push(Effect::Keep(choice));
    }

    /// The desktop does not fulfil a wish of the configuration, or does again.
    pub(super) fn on_wish(&mut self, wish: Wish, fulfilled: bool) {
        if fulfilled {
            self.unfulfilled.remove(&wish);
        } else {
            self.unfulfilled.insert(wish);
        }
    }

    /// What is wished for in vain; what is no longer wished for does not count.
    pub(super) fn wishes_in_vain(&self) -> impl Iterator<Item = Wish> {
        let Self { preferences, unfulfilled, .. } = self;
        let wished = |wish: &&Wish| match wish {
            Wish::Monitor(name) => preferences.monitor.as_ref() == Some(name),
            Wish::HotKey(keys) => preferences.hot_keys.all().any(|(_, wished)| wished == keys),
        };
        unfulfilled.iter().filter(wished).cloned()
    }

    pub(super) fn settings_view(&self) -> Option<SettingsView> {
        let open = self.settings_window.as_ref()?;
        let connected = |state: &LinkState| {
            if let LinkState::Connected { agent } = state { Some(agent.clone()) } else { None }
        };
        Some(SettingsView {
            page: open.page,
            asked: open.asked,
            settings: self.chosen(),
            devices: self.sound_devices.clone(),
            agent: connected(self.connection.state()),
            center: self.preferences.center.clone(),
            sign_in: self.sign_in_view(),
            help: self.help.clone(),
        })
    }

    /// The configuration's word, and the center's where that wins.
    fn chosen(&self) -> Settings {
        let mut chosen = self.preferences.settings.clone();
        if let Some(theme) = self.settings.theme.filter(|_| !matches!(self.preferences.theme, Some((_, Locked::Yes)))) {
            chosen.insert("theme", by_center(Value::Text(theme_name(theme).into())));
        }
        if self.settings.sounds == Some(false) && self.preferences.muted.1 == Locked::No {
            chosen.insert("sounds", by_center(Value::Switch(false)));
        }
        chosen
    }
}

const fn by_center(value: Value) -> Setting {
    Setting { value, by: Some(Enforcer::Center) }
}

const fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::System => "system",
    }
}
