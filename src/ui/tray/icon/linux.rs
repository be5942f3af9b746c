//! The icon as a StatusNotifierItem with a com.canonical.dbusmenu, as panels on Linux take it.
//!
//! `ksni` is what the tray's crate for the other systems stands on here, too; used directly it takes
//! the picture in every size that panels have, where that crate passes one on, and needs no thread
//! that watches its menus.

use std::sync::mpsc::Sender;

use ksni::blocking::{Handle, TrayMethods as _};
use ksni::menu::{CheckmarkItem, StandardItem, SubMenu};
use ksni::{Category, MenuItem, ToolTip};

use super::super::Wake;
use super::super::menu::{Item, Menu};
use crate::domain::view::Face;
use crate::ui::pictures::{self, Picture};

/// The icon on the panel.
pub(in super::super) struct Icon {
    handle: Handle<Shown>,
}

impl Icon {
    /// Puts the icon on the panel; blocks for as long as the panel likes. None: the log says why.
    pub(in super::super) fn build(
        title: &str,
        face: Face,
        tip: &str,
        menu: &Menu,
        clicks: &Sender<Wake>,
    ) -> Option<Self> {
        let (title, tip, menu) = (title.to_owned(), tip.to_owned(), menu.clone());
        let shown = Shown { title, face: pictures::face(face), tip, menu, toggled: None, clicks: clicks.clone() };
        // A panel that comes later gets the icon then.
        match shown.assume_sni_available(true).spawn() {
            Ok(handle) => Some(Self { handle }),
            Err(why) => {
                tracing::warn!("there is no tray icon: {why}");
                None
            }
        }
    }

    /// Changes what is different; `menu` is there only if it is.
    pub(in super::super) fn change(&mut self, face: Face, tip: &str, menu: Option<&Menu>) {
        self.update(|shown| {
            shown.face = pictures::face(face);
            tip.clone_into(&mut shown.tip);
            if let Some(menu) = menu {
                shown.menu.clone_from(menu);
                shown.toggled = None;
            }
        });
    }

    /// Whether the panel did not take it. A panel that comes later asks for it by itself.
    pub(in super::super) const fn is_behind(&self) -> bool {
        false
    }

    /// Puts this menu in the place of the one before, and with it what a panel ticked by itself.
    pub(in super::super) fn redraw(&mut self, menu: &Menu) {
        self.update(|shown| {
            shown.menu.clone_from(menu);
            shown.toggled = None;
        });
    }

    fn update(&self, change: impl FnOnce(&mut Shown)) {
        if self.handle.update(change).is_none() {
            tracing::debug!("the tray icon is gone and did not change");
        }
    }
}

/// What the panel asks for.
struct Shown {
    title: String,
    face: &'static [Picture],
    tip: String,
    menu: Menu,
    /// The entry that panels have ticked or unticked by themselves, because it was clicked.
    toggled: Option<String>,
    clicks: Sender<Wake>,
}

impl Shown {
    fn clicked(&self, id: String) {
        // Nobody is left to tell once the tray's thread has ended.
        self.clicks.send(Wake::Clicked(id)).unwrap_or_default();
    }

    fn entry(&self, item: &Item) -> MenuItem<Self> {
        match item {
            Item::Line(text) => StandardItem { label: plain(text), enabled: false, ..StandardItem::default() }.into(),
            Item::Separator => MenuItem::Separator,
            Item::Action { label, action } => {
                let id = action.id();
                let activate = Box::new(move |shown: &mut Self| shown.clicked(id.clone()));
                StandardItem { label: plain(label), activate, ..StandardItem::default() }.into()
            }
            Item::Choice { label, ticked, action } => {
                let id = action.id();
                // Told as the panel has it: then the tick that is put back is a change, and is sent.
                let checked = *ticked != (self.toggled.as_ref() == Some(&id));
                let activate = Box::new(move |shown: &mut Self| {
                    shown.toggled = Some(id.clone());
                    shown.clicked(id.clone());
                });
                CheckmarkItem { label: plain(label), checked, activate, ..CheckmarkItem::default() }.into()
            }
            Item::Below { label, items } => {
                let submenu = items.iter().map(|item| self.entry(item)).collect();
                SubMenu { label: plain(label), submenu, ..SubMenu::default() }.into()
            }
        }
    }
}

impl ksni::Tray for Shown {
    fn id(&self) -> String {
        "deskbell".into()
    }

    fn category(&self) -> Category {
        Category::Communications
    }

    fn title(&self) -> String {
        self.title.clone()
    }

    fn icon_pixmap(&self) -> Vec<ksni::Icon> {
        self.face.iter().map(pixmap).collect()
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip { title: self.title.clone(), description: self.tip.clone(), ..ToolTip::default() }
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        self.menu.iter().map(|item| self.entry(item)).collect()
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        // Nobody is left to tell once the tray's thread has ended.
        self.clicks.send(Wake::Activated).unwrap_or_default();
    }
}

/// The picture as the StatusNotifierItem specification wants it: alpha first, in network order.
fn pixmap((side, rgba): &Picture) -> ksni::Icon {
    let mut data = rgba.to_vec();
    for pixel in data.chunks_exact_mut(4) {
        pixel.rotate_right(1);
    }
    // No icon has more than 48 pixels a side.
    let side = i32::try_from(*side).unwrap_or_default();
    ksni::Icon { width: side, height: side, data }
}

/// A single `_` would underline the letter after it.
fn plain(text: &str) -> String {
    text.replace('_', "__")
}
