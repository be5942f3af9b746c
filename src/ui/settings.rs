//! The window of settings: fills the toolkit's component from a view, and tells what was chosen.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use slint::winit_030::WinitWindowAccessor as _;
#[cfg(windows)]
use slint::winit_030::winit::platform::windows::WindowExtWindows;
use slint::winit_030::winit::window::Icon;
use slint::{CloseRequestResponse, ComponentHandle as _, Global as _, ModelRc, SharedString, VecModel};

use super::alert::tone;
use super::generated::{Colors, DoctorLine, SettingsWindow};
use super::outbox::Outbox;
use super::words::{Options, hot_key, options, settings_field, settings_words};
use crate::config::CHOSEN;
use crate::domain::choice::{Choice, Page, Value};
use crate::domain::help::{Condition, Finding, HelpView};
use crate::domain::input::{AgentAction, Input};
use crate::domain::sign_in::Keep;
use crate::domain::view::{SettingsView, SignInView, View};
use crate::i18n::Words;
use crate::platform::sound::DEFAULT_VOLUME;
use crate::protocol::from_center::Theme;

/// Every package that the program is made of, a line each.
const PACKAGES: &str = include_str!(concat!(env!("OUT_DIR"), "/packages.txt"));

/// The window, while it is open.
pub(super) struct Panel {
    words: Arc<Words>,
    outbox: Outbox,
    open: Option<Open>,
}

struct Open {
    window: SettingsWindow,
    shown: SettingsView,
    theme: Theme,
    language: &'static str,
    lists: Rc<RefCell<Options>>,
}

impl Panel {
    pub(super) const fn new(words: Arc<Words>, outbox: Outbox) -> Self {
        Self { words, outbox, open: None }
    }

    /// Makes the screen look like the view; `monitors` are asked for when they are needed.
    pub(super) fn apply(&mut self, view: &View, monitors: impl FnOnce() -> Vec<String>) {
        let Some(wanted) = &view.settings else {
            if let Some(open) = self.open.take() {
                hide(&open.window);
            }
            return;
        };
        let language = self.words.tag();
        let same = self
            .open
            .as_ref()
            .is_some_and(|open| (&open.shown, open.theme, open.language) == (wanted, view.theme, language));
        if !same && let Err(why) = self.show(wanted, view.theme, monitors()) {
            tracing::warn!(%why, "the window of settings cannot be shown");
            self.outbox.send(Input::Agent(AgentAction::CloseSettings));
        }
    }

    fn show(&mut self, view: &SettingsView, theme: Theme, monitors: Vec<String>) -> Result<(), slint::PlatformError> {
        // What the toolkit's own parts were told to wear they keep: only a new window asks the system.
        let back_to_system = theme == Theme::System && self.open.as_ref().is_some_and(|open| open.theme != theme);
        let before = if back_to_system { None } else { self.open.take() };
        let lists = Rc::new(RefCell::new(options(view, &monitors, &self.words)));
        let (window, asked) = match before {
            Some(open) => {
                open.lists.replace(lists.borrow().clone());
                (open.window, open.shown.asked)
            }
            None => {
                let window = super::with_frame(SettingsWindow::new)?;
                connect(&window, &self.outbox, &lists);
                (window, 0)
            }
        };
        Colors::get(&window).set_tone(tone(theme));
        fill(&window, view, &lists.borrow(), &self.words);
        if asked != view.asked {
            window.show()?;
            wear_mark(&window);
            window.invoke_show_tab(tab(view.page));
            to_the_front(&window);
        }
        let language = self.words.tag();
        self.open = Some(Open { window, shown: view.clone(), theme, language, lists });
        Ok(())
    }
}

fn hide(window: &SettingsWindow) {
    if let Err(why) = window.hide() {
        tracing::debug!("the window of settings was gone already: {why}");
    }
    #[cfg(target_os = "macos")]
    super::screen::floating::give_back();
}

/// What the frame and the task bar show. The toolkit's own property takes pictures from files only; it makes the
/// window a moment after it is told to show it.
fn wear_mark(window: &SettingsWindow) {
    let window = window.clone_strong();
    let dress = async move {
        let (side, rgba) = super::pictures::mark();
        let icon = Icon::from_rgba(rgba.to_vec(), side, side);
        if let (Ok(window), Ok(icon)) = (window.window().winit_window().await, icon) {
            #[cfg(windows)]
            WindowExtWindows::set_taskbar_icon(&*window, Some(icon.clone()));
            window.set_window_icon(Some(icon));
        }
    };
    if let Err(why) = slint::spawn_local(dress) {
        tracing::debug!("the window of settings has no icon: {why}");
    }
}

fn to_the_front(window: &SettingsWindow) {
    window.window().with_winit_window(|window| {
        window.set_minimized(false);
        window.focus_window();
    });
}

fn fill(window: &SettingsWindow, view: &SettingsView, lists: &Options, words: &Words) {
    let field = |name| settings_field(name, view, words);
    window.set_words(settings_words(view, words));
    window.set_sounds(field("sounds"));
    window.set_volume(field("volume"));
    window.set_device(field("sound-device"));
    window.set_theme(field("theme"));
    window.set_language(field("language"));
    window.set_monitor(field("monitor"));
    window.set_privacy(field("privacy"));
    window.set_accept_keys(field("hot-key-accept"));
    window.set_decline_keys(field("hot-key-decline"));
    window.set_log_on(field("start-at-log-on"));
    window.set_packages(texts(PACKAGES.lines()));
    fill_values(window, view, lists);
    fill_help(window, &view.help, words);
}

fn fill_help(window: &SettingsWindow, help: &HelpView, words: &Words) {
    let line = |finding: &Finding| DoctorLine {
        what: finding.what.as_str().into(),
        hints: finding.hints.join("\n").into(),
        ill: finding.condition == Condition::Ill,
        unknown: finding.condition == Condition::Unknown,
    };
    window.set_findings(ModelRc::new(VecModel::from_iter(help.findings.iter().map(line))));
    window.set_examining(help.examining);
    let said = if help.examining { Some(words.text("doctor-at-work")) } else { help.file.clone() };
    window.set_help_said(said.unwrap_or_default().into());
}

fn fill_values(window: &SettingsWindow, view: &SettingsView, lists: &Options) {
    let value = |name| view.settings.get(name).map(|setting| &setting.value);
    let is_on = |name, unset| if let Some(Value::Switch(on)) = value(name) { *on } else { unset };
    window.set_sounds_on(is_on("sounds", true));
    window.set_start_on(is_on("start-at-log-on", false));
    let volume = if let Some(Value::Number(volume)) = value("volume") { *volume } else { DEFAULT_VOLUME };
    window.set_volume_value(f32::from(u8::try_from(volume).unwrap_or(u8::MAX)));
    let keys = |name| if let Some(Value::Text(keys)) = value(name) { hot_key(keys) } else { String::new() };
    window.set_accept_value(keys("hot-key-accept").into());
    window.set_decline_value(keys("hot-key-decline").into());
    let list = |name| texts(lists.labels(name));
    let at = |name| lists.place(name, value(name).unwrap_or(&Value::Unset));
    window.set_devices(list("sound-device"));
    window.set_device_at(at("sound-device"));
    window.set_themes(list("theme"));
    window.set_theme_at(at("theme"));
    window.set_languages(list("language"));
    window.set_language_at(at("language"));
    window.set_monitors(list("monitor"));
    window.set_monitor_at(at("monitor"));
    window.set_privacies(list("privacy"));
    window.set_privacy_at(at("privacy"));
}

fn texts<'a>(texts: impl Iterator<Item = &'a str>) -> ModelRc<SharedString> {
    ModelRc::new(VecModel::from_iter(texts.map(SharedString::from)))
}

/// Leads what happens on the window to the domain.
fn connect(window: &SettingsWindow, outbox: &Outbox, lists: &Rc<RefCell<Options>>) {
    let choose = {
        let outbox = outbox.clone();
        move |name: &str, value: Value| {
            if let Some(setting) = CHOSEN.into_iter().find(|setting| *setting == name) {
                outbox.send(Input::Agent(AgentAction::Choose(Choice { setting, value })));
            }
        }
    };
    let chosen = choose.clone();
    window.on_choose_switch(move |name, on| chosen(&name, Value::Switch(on)));
    let chosen = choose.clone();
    window.on_choose_number(move |name, number| chosen(&name, Value::Number(u32::try_from(number).unwrap_or(0))));
    let (chosen, lists) = (choose.clone(), Rc::clone(lists));
    window.on_choose_option(move |name, at| {
        let value = lists.borrow().value(&name, at);
        value.into_iter().for_each(|value| chosen(&name, value));
    });
    let chosen = choose.clone();
    window.on_choose_keys(move |name, text, control, alt, shift, meta| {
        let keys = keys(&text, [control, alt, shift, meta]);
        keys.into_iter().for_each(|keys| chosen(&name, Value::Text(keys)));
    });
    window.on_clear_keys(move |name| choose(&name, Value::Unset));
    connect_rest(window, outbox);
}

fn connect_rest(window: &SettingsWindow, outbox: &Outbox) {
    let tell = outbox.clone();
    window.on_try_sound(move || tell.send(Input::Agent(AgentAction::TrySound)));
    let tell = outbox.clone();
    window.on_examine(move || tell.send(Input::Agent(AgentAction::Examine)));
    let tell = outbox.clone();
    window.on_save_diagnostics(move || tell.send(Input::Agent(AgentAction::SaveDiagnostics)));
    let (tell, weak) = (outbox.clone(), window.as_weak());
    window.on_sign(move || {
        let signed_in = weak.upgrade().is_some_and(|window| window.get_words().is_signed_in);
        let action = if signed_in { AgentAction::SignOut } else { AgentAction::SignIn(Keep::InKeyring) };
        tell.send(Input::Agent(action));
    });
    let tell = outbox.clone();
    window.window().on_close_requested(move || {
        tell.send(Input::Agent(AgentAction::CloseSettings));
        CloseRequestResponse::HideWindow
    });
}

/// Keys as the configuration writes them; none: those count only together with others.
fn keys(text: &str, held: [bool; 4]) -> Option<String> {
    let key = key_name(text.chars().next()?)?;
    let held = ["ctrl", "alt", "shift", "super"].into_iter().zip(held).filter(|(_, held)| *held).map(|(name, _)| name);
    Some(held.map(str::to_owned).chain([key]).collect::<Vec<_>>().join("+"))
}

/// Letters, digits and the function keys, which the toolkit writes as private characters.
fn key_name(key: char) -> Option<String> {
    const F1: u32 = 0xF704;
    match key {
        letter if letter.is_ascii_alphanumeric() => Some(letter.to_ascii_lowercase().to_string()),
        // Ctrl makes control characters of letters.
        '\u{1}'..='\u{1a}' => char::from_u32(u32::from(key) + 0x60).map(|letter| letter.to_string()),
        key if (F1..F1 + 12).contains(&u32::from(key)) => Some(format!("f{}", u32::from(key) - F1 + 1)),
        _ => None,
    }
}

/// The place of the page among the tabs.
const fn tab(page: Page) -> i32 {
    match page {
        Page::Settings => 0,
        Page::Doctor => 1,
        Page::About => 2,
    }
}

/// Whether the button says how to sign in.
pub(super) const fn can_sign_in(view: SignInView) -> bool {
    matches!(view, SignInView::Offered { .. } | SignInView::UnderWay(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_as_the_configuration_has_them() {
        assert_eq!(keys("a", [true, true, false, false]).as_deref(), Some("ctrl+alt+a"));
        assert_eq!(keys("\u{1}", [true, false, false, false]).as_deref(), Some("ctrl+a"));
        assert_eq!(keys("A", [false, false, true, true]).as_deref(), Some("shift+super+a"));
        assert_eq!(keys("\u{F70F}", [false, true, false, false]).as_deref(), Some("alt+f12"));
        assert_eq!(keys("ż", [true, false, false, false]), None);
        assert_eq!(keys("", [true; 4]), None);
    }
}
