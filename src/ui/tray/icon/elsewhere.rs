//! The icon in the tray of Windows and in the menu bar of macOS, through the tray's crate.

#[cfg(windows)]
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use tray_icon::menu::{
    CheckMenuItem, IsMenuItem, Menu as NativeMenu, MenuEvent, MenuItem, PredefinedMenuItem, Submenu,
};
#[cfg(windows)]
use tray_icon::{MouseButton, MouseButtonState, TrayIconEvent};
use tray_icon::{TrayIcon, TrayIconBuilder};

use crate::domain::view::Face;
use crate::ui::pictures::{self, Picture};
use crate::ui::tray::Wake;
use crate::ui::tray::menu::{Item, Menu};

/// The icon on the panel, and what the panel has taken of it.
pub(in crate::ui::tray) struct Icon {
    icon: TrayIcon,
    face: Option<&'static [Picture]>,
    tip: Option<String>,
}

impl Icon {
    /// Puts the icon on the panel; blocks for as long as the panel likes. None: the log says why.
    pub(in crate::ui::tray) fn build(
        title: &str,
        face: Face,
        tip: &str,
        menu: &Menu,
        clicks: &Sender<Wake>,
    ) -> Option<Self> {
        listen(clicks);
        let builder = TrayIconBuilder::new()
            .with_id("deskbell")
            .with_title(title)
            .with_tooltip(tip)
            .with_menu_on_left_click(cfg!(target_os = "macos"))
            .with_menu(Box::new(native(menu)));
        let builder = match picture(pictures::face(face)) {
            Some(picture) => builder.with_icon(picture),
            None => builder,
        };
        match builder.build() {
            Ok(icon) => {
                let mut icon = Self { icon, face: None, tip: None };
                // The crate does not say whether the panel took it; but only what is there can be changed.
                icon.change(face, tip, None);
                Some(icon)
            }
            Err(why) => {
                tracing::warn!("there is no tray icon: {why}");
                None
            }
        }
    }

    /// Changes what is different; `menu` is there only if it is.
    pub(in crate::ui::tray) fn change(&mut self, face: Face, tip: &str, menu: Option<&Menu>) {
        let face = pictures::face(face);
        if self.face != Some(face) {
            self.face = is_taken(self.icon.set_icon(picture(face))).then_some(face);
        }
        if self.tip.as_deref() != Some(tip) {
            self.tip = is_taken(self.icon.set_tooltip(Some(tip))).then(|| tip.to_owned());
        }
        if let Some(menu) = menu {
            self.redraw(menu);
        }
    }

    /// Whether the panel did not take the last change, or not even the icon.
    #[cfg(windows)]
    pub(in crate::ui::tray) const fn is_behind(&self) -> bool {
        self.face.is_none() || self.tip.is_none()
    }

    /// Puts this menu in the place of the one before.
    pub(in crate::ui::tray) fn redraw(&mut self, menu: &Menu) {
        self.icon.set_menu(Some(Box::new(native(menu))));
    }
}

/// Leads clicks, which come on threads of the tray's crate, to ours.
fn listen(clicks: &Sender<Wake>) {
    let chosen = clicks.clone();
    MenuEvent::set_event_handler(Some(move |event: MenuEvent| {
        // Nobody is left to tell once the tray's thread has ended.
        chosen.send(Wake::Clicked(event.id.0)).unwrap_or_default();
    }));
    // Where a click opens the menu it opens nothing else.
    #[cfg(windows)]
    listen_to_the_mouse(clicks.clone());
}

#[cfg(windows)]
fn listen_to_the_mouse(clicks: Sender<Wake>) {
    let second = AtomicBool::new(false);
    TrayIconEvent::set_event_handler(Some(move |event| {
        if activates(&event, &second) {
            clicks.send(Wake::Activated).unwrap_or_default();
        }
    }));
}

/// A click counts when the button is let go, unless it was the second press of two in a row, which `second`
/// keeps in mind.
#[cfg(windows)]
fn activates(event: &TrayIconEvent, second: &AtomicBool) -> bool {
    use TrayIconEvent::{Click, DoubleClick};
    let again = matches!(event, DoubleClick { button: MouseButton::Left, .. });
    if again || matches!(event, Click { button: MouseButton::Left, button_state: MouseButtonState::Down, .. }) {
        second.store(again, Ordering::Relaxed);
    }
    let let_go = matches!(event, Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. });
    let_go && !second.load(Ordering::Relaxed)
}

/// The one that fits, else the largest: these systems ask for one picture and make it smaller where they need to.
fn picture(face: &[Picture]) -> Option<tray_icon::Icon> {
    #[cfg(windows)]
    let fits = face.iter().find(|(side, _)| *side >= crate::platform::shell::icon_side());
    #[cfg(not(windows))]
    let fits: Option<&Picture> = None;
    let (side, rgba) = fits.or(face.last())?;
    tray_icon::Icon::from_rgba(rgba.to_vec(), *side, *side).ok()
}

fn is_taken(done: tray_icon::Result<()>) -> bool {
    if let Err(why) = &done {
        tracing::debug!("the tray icon did not change: {why}");
    }
    done.is_ok()
}

fn native(menu: &Menu) -> NativeMenu {
    let native = NativeMenu::new();
    for item in menu {
        if let Err(why) = native.append(&*entry(item)) {
            tracing::debug!("a line of the menu is missing: {why}");
        }
    }
    native
}

fn entry(item: &Item) -> Box<dyn IsMenuItem> {
    match item {
        Item::Line(text) => Box::new(MenuItem::new(plain(text), false, None)),
        Item::Separator => Box::new(PredefinedMenuItem::separator()),
        Item::Action { label, action } => Box::new(MenuItem::with_id(action.id(), plain(label), true, None)),
        Item::Choice { label, ticked, action } => {
            Box::new(CheckMenuItem::with_id(action.id(), plain(label), true, *ticked, None))
        }
        Item::Below { label, items } => {
            let below = Submenu::new(plain(label), true);
            for item in items {
                if let Err(why) = below.append(&*entry(item)) {
                    tracing::debug!("a line of the menu is missing: {why}");
                }
            }
            Box::new(below)
        }
    }
}

/// A single `&` would underline the letter after it.
fn plain(text: &str) -> String {
    text.replace('&', "&&")
}

#[cfg(all(test, windows))]
mod tests {
    use tray_icon::Rect;
    use tray_icon::dpi::PhysicalPosition;

    use super::*;

    fn click(button: MouseButton, button_state: MouseButtonState) -> TrayIconEvent {
        let (position, rect) = (PhysicalPosition::default(), Rect::default());
        TrayIconEvent::Click { id: "deskbell".into(), position, rect, button, button_state }
    }

    fn double() -> TrayIconEvent {
        let (position, rect) = (PhysicalPosition::default(), Rect::default());
        TrayIconEvent::DoubleClick { id: "deskbell".into(), position, rect, button: MouseButton::Left }
    }

    #[test]
    fn one_click_or_two_in_a_row_open_the_page_once() {
        let (down, up) = (MouseButtonState::Down, MouseButtonState::Up);
        let left = |state| click(MouseButton::Left, state);
        let second = AtomicBool::new(false);
        let count = |events: &[TrayIconEvent]| events.iter().filter(|event| activates(event, &second)).count();
        assert_eq!(count(&[left(down), left(up)]), 1);
        assert_eq!(count(&[left(down), left(up), double(), left(up)]), 1);
        assert_eq!(count(&[left(down), left(up), double()]), 1);
        assert_eq!(count(&[left(down), left(up)]), 1, "the second press ended elsewhere");
        assert_eq!(count(&[click(MouseButton::Right, down), click(MouseButton::Right, up)]), 0);
    }
}
