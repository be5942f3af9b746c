//! What is on the X display: top-level windows, who they are and where.

use super::process::{wait_for, wait_until};
use super::x11::{Area, Display};
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt, MapState, Window};

/// A visible top-level window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The window that belongs to the program (inside the window manager's frame, where there is one).
    pub id: Window,
    /// The title.
    pub title: String,
    /// The class part of `WM_CLASS`; empty where a program says nothing.
    pub class: String,
    /// Whether the window manager leaves it alone.
    pub unmanaged: bool,
    /// Where it is on the screen, without a frame.
    pub area: Area,
}

impl Display {
    /// All visible top-level windows of programs, the lowest first.
    pub fn windows(&self) -> Vec<Shown> {
        self.children(self.root).into_iter().filter_map(|top| self.shown(top)).collect()
    }

    /// Waits until a window that fits is visible, and returns it.
    pub fn wait_for_window(&self, what: &str, fits: impl Fn(&Shown) -> bool) -> Shown {
        wait_for(&format!("window: {what}"), || self.windows().into_iter().find(&fits))
    }

    /// Waits until no window that fits is visible.
    pub fn wait_until_no_window(&self, what: &str, fits: impl Fn(&Shown) -> bool) {
        wait_until(&format!("no window any more: {what}"), || !self.windows().iter().any(&fits));
    }

    /// Waits until a window manager runs.
    pub fn wait_for_window_manager(&self) {
        wait_until("a window manager", || {
            let name = b"_NET_SUPPORTING_WM_CHECK";
            let atom = self.x.intern_atom(false, name).ok().and_then(|request| request.reply().ok());
            atom.is_some_and(|atom| !self.property(self.root, atom.atom).is_empty())
        });
    }

    fn children(&self, window: Window) -> Vec<Window> {
        // A window may be gone by the time it is asked about.
        let reply = self.x.query_tree(window).ok().and_then(|request| request.reply().ok());
        reply.map(|tree| tree.children).unwrap_or_default()
    }

    /// The program's window in `top`: itself, or the first named one inside a frame.
    fn shown(&self, top: Window) -> Option<Shown> {
        let attributes = self.x.get_window_attributes(top).ok()?.reply().ok()?;
        if attributes.map_state != MapState::VIEWABLE {
            return None;
        }
        // A menu is not worth a class to most programs.
        let id = self.client(top, 0).or(attributes.override_redirect.then_some(top))?;
        let geometry = self.x.get_geometry(id).ok()?.reply().ok()?;
        let origin = self.x.translate_coordinates(id, self.root, 0, 0).ok()?.reply().ok()?;
        let (x, y) = (i32::from(origin.dst_x), i32::from(origin.dst_y));
        let area = Area { x, y, width: i32::from(geometry.width), height: i32::from(geometry.height) };
        let class = self.class(id).unwrap_or_default();
        Some(Shown { id, title: self.title(id), class, unmanaged: attributes.override_redirect, area })
    }

    fn client(&self, window: Window, depth: u8) -> Option<Window> {
        if self.class(window).is_some() {
            return Some(window);
        }
        if depth == 2 {
            return None;
        }
        self.children(window).into_iter().find_map(|child| self.client(child, depth + 1))
    }

    fn class(&self, window: Window) -> Option<String> {
        let value = self.property(window, AtomEnum::WM_CLASS.into());
        let mut parts = value.split(|&byte| byte == 0);
        let class = parts.nth(1)?;
        Some(String::from_utf8_lossy(class).into_owned())
    }

    fn title(&self, window: Window) -> String {
        let modern = self.x.intern_atom(false, b"_NET_WM_NAME").ok().and_then(|request| request.reply().ok());
        let modern = modern.map(|atom| self.property(window, atom.atom)).unwrap_or_default();
        let title = if modern.is_empty() { self.property(window, AtomEnum::WM_NAME.into()) } else { modern };
        String::from_utf8_lossy(&title).into_owned()
    }

    /// What stands in the window's frame (`_NET_WM_ICON`): width, height, and alpha, red, green and blue of each
    /// pixel; nothing where there is none.
    pub fn icon(&self, window: Window) -> Vec<u32> {
        let atom = self.x.intern_atom(false, b"_NET_WM_ICON").ok().and_then(|request| request.reply().ok());
        let request =
            atom.and_then(|atom| self.x.get_property(false, window, atom.atom, AtomEnum::ANY, 0, 1 << 16).ok());
        let reply = request.and_then(|request| request.reply().ok());
        reply.and_then(|reply| Some(reply.value32()?.collect())).unwrap_or_default()
    }

    fn property(&self, window: Window, name: u32) -> Vec<u8> {
        let request = self.x.get_property(false, window, name, AtomEnum::ANY, 0, 1024).ok();
        request.and_then(|request| request.reply().ok()).map(|reply| reply.value).unwrap_or_default()
    }
}
