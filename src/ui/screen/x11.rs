//! What X knows; and rounded corners without a compositor.

use x11rb::connection::Connection as _;
use x11rb::protocol::randr::{ConnectionExt as _, MonitorInfo};
use x11rb::protocol::shape::{ConnectionExt as _, SK, SO};
use x11rb::protocol::xproto::{
    AtomEnum, ClipOrdering, ConfigureWindowAux, ConnectionExt as _, MapState, Rectangle, StackMode, Window,
};
use x11rb::rust_connection::RustConnection;

use super::{Area, PRIMARY};

/// A connection to the X server beside the toolkit's own.
pub(in crate::ui) struct Screen {
    connection: RustConnection,
    root: Window,
    work_area: u32,
    whole: Area,
}

/// A monitor, or a part of one that counts as one.
struct Monitor {
    name: String,
    primary: bool,
    area: Area,
}

/// What comes of a request.
pub(in crate::ui) type XResult<T> = Result<T, x11rb::errors::ReplyOrIdError>;

impl Screen {
    /// Connects to the display that the environment names.
    pub(super) fn connect() -> Result<Self, String> {
        let (connection, number) = x11rb::connect(None).map_err(|why| why.to_string())?;
        let screen = connection.setup().roots.get(number).ok_or("the X server has no screen")?;
        let whole = Area { x: 0, y: 0, width: screen.width_in_pixels.into(), height: screen.height_in_pixels.into() };
        let root = screen.root;
        let atom = connection.intern_atom(false, b"_NET_WORKAREA").map_err(|why| why.to_string())?;
        let work_area = atom.reply().map_err(|why| why.to_string())?.atom;
        Ok(Self { connection, root, work_area, whole })
    }

    /// Where the mouse is.
    pub(super) fn pointer(&self) -> Option<(i32, i32)> {
        let reply = self.connection.query_pointer(self.root).ok()?.reply().ok()?;
        Some((reply.root_x.into(), reply.root_y.into()))
    }

    /// The part of the monitor under the mouse that panels leave free.
    pub(super) fn free_area(&self) -> Area {
        let pointer = self.pointer().unwrap_or_default();
        let monitors = self.monitors().unwrap_or_default();
        let areas = || monitors.iter().map(|monitor| monitor.area);
        let monitor = areas().find(|area| area.holds(pointer)).or_else(|| areas().next());
        self.free_of_panels(monitor.unwrap_or(self.whole))
    }

    /// The same of the monitor of this name; none: there is no such monitor.
    pub(super) fn free_area_of(&self, name: &str) -> Option<Area> {
        let monitors = self.monitors().unwrap_or_default();
        let wanted = |monitor: &&Monitor| if name == PRIMARY { monitor.primary } else { monitor.name == name };
        Some(self.free_of_panels(monitors.iter().find(wanted)?.area))
    }

    /// What the monitors are called.
    pub(super) fn monitor_names(&self) -> Vec<String> {
        self.monitors().unwrap_or_default().into_iter().map(|monitor| monitor.name).collect()
    }

    fn free_of_panels(&self, monitor: Area) -> Area {
        self.work_area().unwrap_or_default().map_or(monitor, |work| monitor.within(work))
    }

    /// Cuts the corners of the window: a circle of `radius` pixels each.
    pub(super) fn round(&self, window: Window, width: u32, height: u32, radius: u32) -> XResult<()> {
        let rows = rounded(width, height, radius);
        let ordering = ClipOrdering::YX_BANDED;
        self.connection.shape_rectangles(SO::SET, SK::BOUNDING, ordering, window, 0, 0, &rows)?.check()?;
        Ok(())
    }

    /// Puts these windows on top of all others, the first on top of the second and so on. What is
    /// in order already is left alone, so that windows that overlap do not flicker.
    pub(super) fn raise(&self, windows: &[Window]) -> XResult<()> {
        if self.is_locked()? {
            return Ok(());
        }
        let mut above = None;
        for window in windows {
            let place = match above {
                None => ConfigureWindowAux::new().stack_mode(StackMode::ABOVE),
                Some(above) => ConfigureWindowAux::new().sibling(above).stack_mode(StackMode::BELOW),
            };
            self.connection.configure_window(*window, &place)?;
            above = Some(*window);
        }
        self.connection.flush()?;
        Ok(())
    }

    /// Whether a window without a frame covers everything, as lock screens do: customers' names
    /// must not come out above it.
    fn is_locked(&self) -> XResult<bool> {
        for window in self.connection.query_tree(self.root)?.reply()?.children {
            let (attributes, place) =
                (self.connection.get_window_attributes(window)?, self.connection.get_geometry(window)?);
            // A window may go while it is asked about.
            let (Ok(attributes), Ok(place)) = (attributes.reply(), place.reply()) else { continue };
            let covers = i32::from(place.width) >= self.whole.width && i32::from(place.height) >= self.whole.height;
            if covers && attributes.override_redirect && attributes.map_state == MapState::VIEWABLE {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn monitors(&self) -> XResult<Vec<Monitor>> {
        let reply = self.connection.randr_get_monitors(self.root, true)?.reply()?;
        let monitor = |info: MonitorInfo| {
            let name = self.connection.get_atom_name(info.name)?.reply()?.name;
            let (x, y, width, height) = (info.x.into(), info.y.into(), info.width.into(), info.height.into());
            let name = String::from_utf8_lossy(&name).into_owned();
            Ok(Monitor { name, primary: info.primary, area: Area { x, y, width, height } })
        };
        reply.monitors.into_iter().map(monitor).collect()
    }

    /// The window manager's word on what panels leave free; none without a window manager.
    fn work_area(&self) -> XResult<Option<Area>> {
        let request = self.connection.get_property(false, self.root, self.work_area, AtomEnum::CARDINAL, 0, 4)?;
        let reply = request.reply()?;
        let Some(values) = reply.value32() else { return Ok(None) };
        let values: Vec<i32> = values.filter_map(|value| i32::try_from(value).ok()).collect();
        let [x, y, width, height] = values[..] else { return Ok(None) };
        Ok(Some(Area { x, y, width, height }))
    }
}

/// The rows of a rectangle with round corners: one a pixel row in the corners, one for the rest.
fn rounded(width: u32, height: u32, radius: u32) -> Vec<Rectangle> {
    let side = |value: u32| u16::try_from(value).unwrap_or(u16::MAX);
    let place = |value: u32| i16::try_from(value).unwrap_or(i16::MAX);
    let row = |y: u32, inset: u32| Rectangle {
        x: place(inset),
        y: place(y),
        width: side(width.saturating_sub(2 * inset)),
        height: 1,
    };
    let mut rows: Vec<Rectangle> = (0..radius).map(|y| row(y, inset(radius, y))).collect();
    let middle = height.saturating_sub(2 * radius);
    rows.push(Rectangle { x: 0, y: place(radius), width: side(width), height: side(middle) });
    rows.extend((0..radius).rev().map(|y| row(height.saturating_sub(y + 1), inset(radius, y))));
    rows
}

/// How far a circle of `radius` stays away from the edge in row `y`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a corner is some tens of pixels"
)]
fn inset(radius: u32, y: u32) -> u32 {
    let (radius, down) = (radius as f32, radius as f32 - y as f32 - 0.5);
    (radius - (radius * radius - down * down).max(0.0).sqrt()).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_are_round_and_nothing_else_is_cut() {
        let rows = rounded(372, 300, 10);
        assert_eq!(rows.iter().map(|row| u32::from(row.height)).sum::<u32>(), 300);
        assert!(rows[0].x > 4 && rows[0].width == 372 - 2 * rows[0].x.unsigned_abs());
        assert_eq!((rows[10].x, rows[10].width, rows[10].height), (0, 372, 280));
        assert_eq!(rows[0].x, rows[20].x);
    }
}
