//! The words of the window of settings, and what there is to choose from.

use std::collections::BTreeMap;

use super::said;
use crate::domain::choice::{Enforcer, Value};
use crate::domain::privacy::Privacy;
use crate::domain::view::SettingsView;
use crate::i18n::{DAEMON, Words};
use crate::ui::generated::{Field, SettingsWords};
use crate::ui::settings::can_sign_in;

/// What each setting that is a list may be, with what people read for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options(BTreeMap<&'static str, Vec<(Value, String)>>);

impl Options {
    /// What people read, in order.
    pub fn labels<'a>(&'a self, setting: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.0.get(setting).into_iter().flatten().map(|(_, label)| label.as_str())
    }

    /// Where the value stands; the first place where it does not.
    pub fn place(&self, setting: &str, value: &Value) -> i32 {
        let at = self.0.get(setting).and_then(|list| list.iter().position(|(listed, _)| listed == value));
        i32::try_from(at.unwrap_or(0)).unwrap_or(0)
    }

    /// The value in that place.
    pub fn value(&self, setting: &str, at: i32) -> Option<Value> {
        Some(self.0.get(setting)?.get(usize::try_from(at).ok()?)?.0.clone())
    }
}

/// What can be chosen.
pub fn options(view: &SettingsView, monitors: &[String], words: &Words) -> Options {
    let own = |values: &[(&str, &str)]| -> Vec<(Value, String)> {
        values.iter().map(|(value, id)| (Value::Text((*value).into()), words.text(id))).collect()
    };
    let unset = |id: &str| (Value::Unset, words.text(id));
    let devices = view.devices.iter().map(|device| (device.name.clone(), device.label.clone()));
    let monitors = monitors.iter().map(|name| (name.clone(), name.clone()));
    let primary = own(&[("primary", "settings-monitor-primary")]);
    Options(BTreeMap::from([
        ("sound-device", with_present(view, "sound-device", vec![unset("settings-as-system")], devices)),
        ("theme", own(&[("system", "settings-as-system"), ("light", "settings-light"), ("dark", "settings-dark")])),
        ("language", [unset("settings-as-system")].into_iter().chain(languages()).collect()),
        ("monitor", {
            let first = [unset("settings-monitor-mouse")].into_iter().chain(primary).collect();
            with_present(view, "monitor", first, monitors)
        }),
        (
            "privacy",
            own(&[
                (Privacy::Full.name(), "settings-privacy-full"),
                (Privacy::NameOnly.name(), "settings-privacy-name"),
                (Privacy::Hidden.name(), "settings-privacy-hidden"),
            ]),
        ),
    ]))
}

/// Each language by its own name.
fn languages() -> impl Iterator<Item = (Value, String)> {
    let name = |tag: &str| Words::daemon(Some(tag)).text("language-name");
    DAEMON.iter().map(move |(tag, _)| (Value::Text((*tag).into()), name(tag)))
}

/// What the system has; and what is set, though it is not there.
fn with_present(
    view: &SettingsView,
    setting: &str,
    mut list: Vec<(Value, String)>,
    found: impl Iterator<Item = (String, String)>,
) -> Vec<(Value, String)> {
    list.extend(found.map(|(name, label)| (Value::Text(name), label)));
    if let Some(Value::Text(name)) = view.settings.get(setting).map(|setting| &setting.value)
        && !name.is_empty()
        && !list.iter().any(|(value, _)| *value == Value::Text(name.clone()))
    {
        list.push((Value::Text(name.clone()), name.clone()));
    }
    list
}

/// What the setting is called, and who decided it in place of the agent.
pub(in crate::ui) fn settings_field(name: &str, view: &SettingsView, words: &Words) -> Field {
    let decided = match view.settings.get(name).and_then(|setting| setting.by.as_ref()) {
        None => String::new(),
        Some(Enforcer::Center) => words.text("settings-by-center"),
        Some(Enforcer::Policy(place)) => words.with("settings-by-policy", [("place", said(place))]),
        Some(Enforcer::Start(place)) => words.with("settings-by-start", [("place", said(place))]),
    };
    let label = match name {
        "sounds" => "settings-sounds",
        "volume" => "settings-volume",
        "sound-device" => "settings-sound-device",
        "theme" => "settings-theme",
        "language" => "settings-language",
        "monitor" => "settings-monitor",
        "privacy" => "settings-privacy",
        "hot-key-accept" => "settings-hot-key-accept",
        "hot-key-decline" => "settings-hot-key-decline",
        _ => "settings-start",
    };
    Field { label: words.text(label).into(), decided: decided.into() }
}

/// Every word that stands by itself.
pub(in crate::ui) fn settings_words(view: &SettingsView, words: &Words) -> SettingsWords {
    let text = |id: &str| words.text(id).into();
    let sign = match &view.agent {
        Some(_) => words.text("tray-sign-out"),
        None if can_sign_in(view.sign_in) => words.text("tray-sign-in"),
        None => String::new(),
    };
    SettingsWords {
        title: text("settings-title"),
        settings: text("tray-settings"),
        about: text("tray-about"),
        doctor: text("tray-help"),
        examine: text("tray-doctor"),
        diagnostics: text("tray-diagnostics"),
        sound: text("tray-sound"),
        test: text("tray-try-sound"),
        look: text("settings-look"),
        keys: text("settings-keys"),
        keys_advice: text("settings-keys-advice"),
        press: text("settings-keys-press"),
        off: text("settings-keys-off"),
        clear: text("settings-keys-clear"),
        start: text("settings-start-heading"),
        account: text("settings-account"),
        signed_in: signed_in(view, words).into(),
        is_signed_in: view.agent.is_some(),
        sign: sign.into(),
        product: format!("Deskbell {}", env!("CARGO_PKG_VERSION")).into(),
        purpose: text("about-purpose"),
        licence: text("about-licence"),
        packages: text("about-packages"),
    }
}

fn signed_in(view: &SettingsView, words: &Words) -> String {
    match (&view.agent, &view.center) {
        (Some(agent), Some(center)) => {
            words.with("settings-signed-in", [("agent", said(agent)), ("center", said(center))])
        }
        (_, Some(center)) => words.with("settings-not-signed-in", [("center", said(center))]),
        (_, None) => words.text("link-problem-not-configured"),
    }
}

/// Keys as people read them: `Ctrl + Alt + A`.
pub fn hot_key(keys: &str) -> String {
    let capital = |key: &str| {
        let mut letters = key.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    keys.split('+').map(|key| capital(key.trim())).collect::<Vec<_>>().join(" + ")
}
