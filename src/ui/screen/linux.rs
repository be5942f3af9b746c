//! The screen of a Linux desktop: X11's where there is one, else Wayland's.
//!
//! Under Wayland with XWayland it is X11's: only there may a program say where its windows are, put
//! them on top and leave the keyboard where it is.

use super::Area;
use super::x11;
use crate::ui::UiError;

/// The display that the environment names.
#[expect(clippy::large_enum_variant, reason = "there is one, for as long as the program runs")]
pub(in crate::ui) enum Screen {
    X11(x11::Screen),
    /// A window has its place, its corners and its turn on top from the compositor. It tells nobody
    /// where they are, nor where the mouse is.
    Wayland,
}

/// Under Wayland alerts are arranged as on an endless screen, for nobody sees their places: all that
/// matters is that none covers another, so that none is moved for it.
const NOWHERE: Area = Area { x: 0, y: 0, width: 32_000, height: 32_000 };

impl Screen {
    /// Finds the display.
    pub(in crate::ui) fn open() -> Result<Self, UiError> {
        let why = match x11::Screen::connect() {
            Ok(screen) => return Ok(Self::X11(screen)),
            Err(why) => why,
        };
        let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        // The same two that the toolkit asks for.
        if named("WAYLAND_DISPLAY") || named("WAYLAND_SOCKET") {
            Ok(Self::Wayland)
        } else {
            Err(UiError::NoDisplay(why))
        }
    }

    /// Whether it is Wayland's.
    pub(in crate::ui) const fn is_wayland(&self) -> bool {
        match self {
            Self::X11(_) => false,
            Self::Wayland => true,
        }
    }

    /// Whether a window on it may be hidden by others, for nobody but the compositor raises it.
    pub(in crate::ui) const fn may_hide_windows(&self) -> bool {
        self.is_wayland()
    }

    /// Where the mouse is.
    pub(in crate::ui) fn pointer(&self) -> Option<(i32, i32)> {
        self.x11()?.pointer()
    }

    /// The part of the monitor under the mouse that panels leave free.
    pub(in crate::ui) fn free_area(&self) -> Area {
        self.x11().map_or(NOWHERE, x11::Screen::free_area)
    }

    /// The same of the monitor of this name; none: there is no such monitor, or no word in that.
    pub(in crate::ui) fn free_area_of(&self, name: &str) -> Option<Area> {
        self.x11()?.free_area_of(name)
    }

    /// What the monitors are called, as far as alerts can be sent to one.
    pub(in crate::ui) fn monitor_names(&self) -> Vec<String> {
        self.x11().map_or_else(Vec::new, x11::Screen::monitor_names)
    }

    /// Cuts the corners of the window: a circle of `radius` pixels each.
    pub(in crate::ui) fn round(&self, window: u32, width: u32, height: u32, radius: u32) -> x11::XResult<()> {
        self.x11().map_or(Ok(()), |screen| screen.round(window, width, height, radius))
    }

    /// Puts these windows on top of all others, the first on top of the second and so on.
    pub(in crate::ui) fn raise(&self, windows: &[u32]) -> x11::XResult<()> {
        self.x11().map_or(Ok(()), |screen| screen.raise(windows))
    }

    const fn x11(&self) -> Option<&x11::Screen> {
        match self {
            Self::X11(screen) => Some(screen),
            Self::Wayland => None,
        }
    }
}
