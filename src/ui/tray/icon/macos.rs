//! The icon in the menu bar of macOS. Only the main thread may touch it, and only once the windows' event loop
//! is there: the tray's thread says what to do, and that loop does it. **Type-checked for macOS, not run there.**

use std::cell::RefCell;
use std::sync::mpsc::Sender;

use crate::domain::view::Face;
use crate::ui::tray::Wake;
use crate::ui::tray::menu::Menu;

#[path = "elsewhere.rs"]
mod item;

thread_local! {
    /// The item, on the main thread.
    static ITEM: RefCell<Option<item::Icon>> = const { RefCell::new(None) };
}

/// Stands for the item in the menu bar, which goes with it.
pub(in crate::ui::tray) struct Icon;

impl Icon {
    /// Has the item put into the menu bar. None: there is no event loop; the log says so.
    pub(in crate::ui::tray) fn build(
        title: &str,
        face: Face,
        tip: &str,
        menu: &Menu,
        clicks: &Sender<Wake>,
    ) -> Option<Self> {
        let (title, tip, menu, clicks) = (title.to_owned(), tip.to_owned(), menu.clone(), clicks.clone());
        on_the_main_thread(move || ITEM.set(item::Icon::build(&title, face, &tip, &menu, &clicks))).then_some(Self)
    }

    /// Changes what is different; `menu` is there only if it is.
    pub(in crate::ui::tray) fn change(&mut self, face: Face, tip: &str, menu: Option<&Menu>) {
        let (tip, menu) = (tip.to_owned(), menu.cloned());
        with_item(move |item| item.change(face, &tip, menu.as_ref()));
    }

    /// Whether the panel did not take it. The menu bar takes everything.
    pub(in crate::ui::tray) const fn is_behind(&self) -> bool {
        false
    }

    /// Puts this menu in the place of the one before.
    pub(in crate::ui::tray) fn redraw(&mut self, menu: &Menu) {
        let menu = menu.clone();
        with_item(move |item| item.redraw(&menu));
    }
}

impl Drop for Icon {
    fn drop(&mut self) {
        on_the_main_thread(|| ITEM.set(None));
    }
}

fn with_item(act: impl FnOnce(&mut item::Icon) + Send + 'static) {
    on_the_main_thread(|| {
        ITEM.with_borrow_mut(|item| {
            if let Some(item) = item {
                act(item);
            }
        });
    });
}

/// False: there is no such loop, or it has ended.
fn on_the_main_thread(act: impl FnOnce() + Send + 'static) -> bool {
    let told = slint::invoke_from_event_loop(act);
    if let Err(why) = &told {
        tracing::warn!("the menu bar shows nothing of this program: {why}");
    }
    told.is_ok()
}
