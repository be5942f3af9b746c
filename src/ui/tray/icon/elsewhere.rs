//! The icon in the tray of Windows and in the menu bar of macOS, through the tray's crate.

use std::sync::mpsc::Sender;

use tray_icon::menu::{
    CheckMenuItem, IsMenuItem, Menu as NativeMenu, MenuEvent, MenuItem, PredefinedMenuItem, Submenu,
};
use tray_icon::{MouseButton, TrayIcon, TrayIconBuilder, TrayIconEvent};

use crate::domain::view::Face;
use crate::ui::pictures::{self, Picture};
use crate::ui::tray::Wake;
use crate::ui::tray::menu::{Item, Menu};

/// The icon on the panel.
pub(in crate::ui::tray) struct Icon {
    icon: TrayIcon,
    face: &'static [Picture],
    tip: String,
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
        let face = pictures::face(face);
        let builder = TrayIconBuilder::new()
            .with_id("deskbell")
            .with_title(title)
            .with_tooltip(tip)
            .with_menu(Box::new(native(menu)));
        let builder = match picture(face) {
            Some(picture) => builder.with_icon(picture),
            None => builder,
        };
        match builder.build() {
            Ok(icon) => Some(Self { icon, face, tip: tip.to_owned() }),
            Err(why) => {
                tracing::warn!("there is no tray icon: {why}");
                None
            }
        }
    }

    /// Changes what is different; `menu` is there only if it is.
    pub(in crate::ui::tray) fn change(&mut self, face: Face, tip: &str, menu: Option<&Menu>) {
        let face = pictures::face(face);
        if face != self.face {
            self.face = face;
            report(self.icon.set_icon(picture(face)));
        }
        if tip != self.tip {
            tip.clone_into(&mut self.tip);
            report(self.icon.set_tooltip(Some(tip)));
        }
        if let Some(menu) = menu {
            self.redraw(menu);
        }
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
    let activated = clicks.clone();
    TrayIconEvent::set_event_handler(Some(move |event| {
        if matches!(event, TrayIconEvent::Click { button: MouseButton::Left, .. }) {
            activated.send(Wake::Activated).unwrap_or_default();
        }
    }));
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

fn report(result: tray_icon::Result<()>) {
    if let Err(why) = result {
        tracing::debug!("the tray icon did not change: {why}");
    }
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
