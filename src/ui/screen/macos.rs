//! What AppKit knows. **Type-checked for macOS, not run there.**

use std::io;

use objc2_app_kit::{NSEvent, NSScreen};
use objc2_foundation::{MainThreadMarker, NSPoint, NSRect};

use super::{Area, PRIMARY, floating, points};
use crate::ui::UiError;

/// The desktop of this session. The main screen is the first of AppKit's list.
pub(in crate::ui) struct Screen(MainThreadMarker);

impl Screen {
    /// There is always one; only the main thread may ask about it.
    pub(in crate::ui) fn open() -> Result<Self, UiError> {
        let beside = || UiError::NoDisplay("asked for beside the main thread".into());
        let main = MainThreadMarker::new().ok_or_else(beside)?;
        floating::watch_the_front();
        Ok(Self(main))
    }

    /// Whether a window on it may be hidden by others.
    pub(in crate::ui) const fn may_hide_windows(&self) -> bool {
        false
    }

    /// Where the mouse is.
    pub(in crate::ui) fn pointer(&self) -> Option<(i32, i32)> {
        let place = NSEvent::mouseLocation();
        Some(points::point((place.x, place.y), self.height()?))
    }

    /// The part of the screen under the mouse that menu bar and Dock leave free.
    pub(in crate::ui) fn free_area(&self) -> Area {
        let nowhere = Area { x: 0, y: 0, width: 1280, height: 800 };
        let screen = self.under(NSEvent::mouseLocation()).or_else(|| self.all().into_iter().next());
        screen.and_then(|screen| self.free(&screen)).unwrap_or(nowhere)
    }

    /// The same of the monitor of this name; none: there is no such monitor.
    pub(in crate::ui) fn free_area_of(&self, name: &str) -> Option<Area> {
        let mut all = self.all().into_iter();
        let screen = if name == PRIMARY { all.next() } else { all.find(|screen| called(screen) == name) };
        self.free(screen.as_deref()?)
    }

    /// What the monitors are called.
    pub(in crate::ui) fn monitor_names(&self) -> Vec<String> {
        self.all().iter().map(|screen| called(screen)).collect()
    }

    /// Corners stay square: the system has no call for a window that draws its own frame.
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as on the other systems")]
    pub(in crate::ui) const fn round(&self, _window: u32, _width: u32, _height: u32, _radius: u32) -> io::Result<()> {
        Ok(())
    }

    /// Nothing to do: a window that floats is above those of other programs, and the toolkit keeps ours
    /// in the order in which they were shown.
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as on the other systems")]
    pub(in crate::ui) const fn raise(&self, _windows: &[u32]) -> io::Result<()> {
        Ok(())
    }

    fn all(&self) -> Vec<objc2::rc::Retained<NSScreen>> {
        NSScreen::screens(self.0).to_vec()
    }

    fn under(&self, place: NSPoint) -> Option<objc2::rc::Retained<NSScreen>> {
        self.all().into_iter().find(|screen| holds(screen.frame(), place))
    }

    /// Of the main screen, in points: from its upper edge everything is counted down.
    fn height(&self) -> Option<f64> {
        Some(self.all().first()?.frame().size.height)
    }

    fn free(&self, screen: &NSScreen) -> Option<Area> {
        let free = screen.visibleFrame();
        Some(points::area((free.origin.x, free.origin.y), (free.size.width, free.size.height), self.height()?))
    }
}

fn called(screen: &NSScreen) -> String {
    screen.localizedName().to_string()
}

fn holds(frame: NSRect, place: NSPoint) -> bool {
    let across = place.x >= frame.origin.x && place.x < frame.origin.x + frame.size.width;
    // The upper edge belongs to the screen, the lower one to what is below it.
    across && place.y > frame.origin.y && place.y <= frame.origin.y + frame.size.height
}
