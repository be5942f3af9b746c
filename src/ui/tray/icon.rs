//! The icon itself, in the tray crate's terms. Each setter costs a message: only changes are sent.

use tray_icon::menu::{CheckMenuItem, IsMenuItem, Menu as NativeMenu, MenuItem, PredefinedMenuItem, Submenu};
use tray_icon::{TrayIcon, TrayIconBuilder};

use super::menu::Item;
use crate::domain::view::Face;
use crate::ui::pictures;

/// The icon on the panel.
pub(super) struct Icon {
    icon: TrayIcon,
    face: &'static [u8],
    tip: String,
}

impl Icon {
    /// Puts the icon on the panel; blocks for as long as the panel likes. None: the log says why.
    pub(super) fn build(title: &str, face: Face, tip: &str, menu: &[Item]) -> Option<Self> {
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
    pub(super) fn change(&mut self, face: Face, tip: &str, menu: Option<&Vec<Item>>) {
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
    pub(super) fn redraw(&mut self, menu: &[Item]) {
        self.icon.set_menu(Some(Box::new(native(menu))));
    }
}

fn picture(face: &[u8]) -> Option<tray_icon::Icon> {
    tray_icon::Icon::from_rgba(face.to_vec(), pictures::TRAY_SIDE, pictures::TRAY_SIDE).ok()
}

fn report(result: tray_icon::Result<()>) {
    if let Err(why) = result {
        tracing::debug!("the tray icon did not change: {why}");
    }
}

fn native(menu: &[Item]) -> NativeMenu {
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
