//! One alert window: what it shows and where it stands.

use std::time::Duration;

use slint::winit_030::WinitWindowAccessor as _;
use slint::{ComponentHandle as _, LogicalSize};

use super::alert::{self, AlertWindow};
use super::screen::{Area, Screen, UNIT};
use crate::domain::id::OfferId;
use crate::domain::view::{AlertView, View};
use crate::i18n::Words;
use crate::time::Timestamp;

/// The width of an alert, in logical pixels.
const WIDTH: f32 = 372.0;
/// The radius of its corners, in logical pixels.
const RADIUS: f32 = 10.0;
/// A window that appears or moves under the mouse takes no press for so long: the agent meant
/// what was there before.
const GUARD: Duration = Duration::from_millis(500);

/// One window of the pool, on the screen or waiting for its turn.
pub(super) struct Pane {
    pub(super) window: AlertWindow,
    shows: Option<AlertView>,
    at: Option<Area>,
    /// The agent moved it: it stays where it was put.
    moved: bool,
    guarded_until: Timestamp,
    /// Something covers it, or did.
    pub(super) disturbed: bool,
}

impl Pane {
    /// A window that nobody sees yet.
    pub(super) fn new(screen: &Screen) -> Result<Self, slint::PlatformError> {
        let window = AlertWindow::new()?;
        window.set_managed(screen.may_hide_windows());
        Ok(Self {
            window,
            shows: None,
            at: None,
            moved: false,
            guarded_until: Timestamp::from_millis(i64::MIN),
            disturbed: false,
        })
    }

    /// The offer on it.
    pub(super) fn offer(&self) -> Option<&OfferId> {
        self.shows.as_ref().map(|alert| &alert.id)
    }

    /// Whether the agent sees it already.
    pub(super) const fn placed(&self) -> bool {
        self.at.is_some()
    }

    /// Where it is, unless the agent took it elsewhere.
    pub(super) const fn in_the_stack(&self) -> bool {
        !self.moved
    }

    /// Puts an alert on it; `behind` says how many more wait.
    pub(super) fn fill(&mut self, alert: &AlertView, behind: usize, view: &View, now: Timestamp, words: &Words) {
        alert::fill(&self.window, alert, behind, view.theme, now, words);
        self.shows = Some(alert.clone());
    }

    /// Moves wait time and countdown on.
    pub(super) fn tick(&self, now: Timestamp, words: &Words) {
        if let Some(shown) = &self.shows {
            alert::tick(&self.window, shown, now, words);
        }
    }

    /// When the number of seconds on it changes next, in milliseconds; none: nothing to see.
    pub(super) fn next_second(&self, now: Timestamp) -> Option<u64> {
        let shown = self.shows.as_ref()?;
        let over = match shown.deadline {
            Some(deadline) => deadline.since(now).as_millis() % 1000,
            None => 999 - now.since(shown.conversation.waiting_since).as_millis() % 1000,
        };
        // One more, so that the second is surely another one.
        u64::try_from(over + 1).ok()
    }

    /// How many of the screen's unit a logical pixel has where it is.
    pub(super) fn scale(&self) -> f32 {
        UNIT.in_a_logical_pixel(self.window.window().scale_factor())
    }

    /// What it wants to measure where it is, in the screen's unit.
    pub(super) fn size(&self) -> (i32, i32) {
        self.size_at(self.scale())
    }

    /// What it wants to measure where a logical pixel has so many of the screen's unit.
    pub(super) fn size_at(&self, scale: f32) -> (i32, i32) {
        (pixels(WIDTH * scale), pixels(self.window.get_wanted_height() * scale))
    }

    /// Puts it there, seen or unseen.
    pub(super) fn place(&mut self, at: Area, screen: &Screen, now: Timestamp) {
        if self.at == Some(at) {
            return;
        }
        let window = self.window.window();
        let scale = self.scale();
        if self.at.is_none_or(|before| (before.width, before.height) != (at.width, at.height)) {
            window.set_size(LogicalSize::new(WIDTH, self.window.get_wanted_height()));
            let (width, height) = (at.width.unsigned_abs(), at.height.unsigned_abs());
            let radius = pixels(RADIUS * scale).unsigned_abs();
            if let Some(Err(why)) = self.id().map(|id| screen.round(id, width, height, radius)) {
                tracing::debug!("corners stay square: {why}");
            }
        }
        window.set_position(UNIT.place(at.x, at.y));
        // A window that only grows keeps its buttons where they were: at the bottom.
        let stays = self.at.is_some_and(|before| before.x == at.x && before.y + before.height == at.y + at.height);
        // Where it is not known where the mouse is, it may be here.
        if !stays && screen.pointer().is_none_or(|pointer| at.holds(pointer)) {
            self.guarded_until = now + GUARD;
        }
        self.at = Some(at);
    }

    /// Whether a press is meant for what is on the window now.
    pub(super) fn takes_presses(&self, now: Timestamp) -> bool {
        now >= self.guarded_until
    }

    /// Follows the mouse that holds the background at this logical point of the window.
    pub(super) fn drag(&mut self, x: f32, y: f32, screen: &Screen) {
        let Some((pointer_x, pointer_y)) = screen.pointer() else { return };
        let scale = self.scale();
        let to = (pointer_x - pixels(x * scale), pointer_y - pixels(y * scale));
        self.window.window().set_position(UNIT.place(to.0, to.1));
        self.moved = true;
        self.at = self.at.map(|at| Area { x: to.0, y: to.1, ..at });
    }

    /// Where it stands with the size it wants now, the bottom edge where it was.
    pub(super) fn grown(&self) -> Option<Area> {
        let (width, height) = self.size();
        self.at.map(|at| Area { y: at.y + at.height - height, width, height, ..at })
    }

    /// Windows would give the keyboard to a window that is shown again, or clicked.
    #[cfg(windows)]
    pub(super) fn keep_back(&self, screen: &Screen) {
        if let Some(id) = self.id() {
            screen.keep_back(id);
        }
    }

    /// Takes it from the screen and makes it ready for another alert.
    pub(super) fn hide(&mut self) {
        // Besides keeping no customer's words, this tells the toolkit that there is something to
        // draw, so that no later change of the theme wakes an unseen window.
        alert::clear(&self.window);
        if let Err(why) = self.window.hide() {
            tracing::debug!("a window was gone already: {why}");
        }
        (self.shows, self.at, self.moved, self.disturbed) = (None, None, false, false);
    }

    /// What the system calls the window: the toolkit tells it on X11 and Windows,
    /// and under Wayland a number that means nothing to others.
    pub(super) fn id(&self) -> Option<u32> {
        let id = self.window.window().with_winit_window(|window| u64::from(window.id()))?;
        u32::try_from(id).ok()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "windows are some hundreds of pixels")]
fn pixels(length: f32) -> i32 {
    length.ceil() as i32
}
