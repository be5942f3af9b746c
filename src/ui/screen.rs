//! What the desktop knows and the toolkit does not tell: the mouse, the monitor under it, the work
//! area, what covers a window; and rounded corners.

#[cfg(target_os = "macos")]
pub(super) mod floating;
#[cfg(any(windows, test))]
mod over;
#[cfg(any(target_os = "macos", all(test, target_os = "linux")))]
mod points;
#[cfg(target_os = "linux")]
#[path = "screen/linux.rs"]
mod system;
#[cfg(target_os = "macos")]
#[path = "screen/macos.rs"]
mod system;
#[cfg(windows)]
#[path = "screen/windows.rs"]
mod system;
#[cfg(target_os = "linux")]
mod x11;

use slint::{LogicalPosition, PhysicalPosition, WindowPosition};

pub(super) use system::Screen;

/// What the configuration calls the primary monitor.
pub(super) const PRIMARY: &str = "primary";

/// What places and sizes on the screen are counted in.
#[derive(Clone, Copy)]
pub(super) enum Unit {
    Pixels,
    /// Logical pixels, the same on every monitor.
    Points,
}

/// On macOS one desktop has monitors of several scales, and a place in pixels would be divided by the scale of the
/// monitor that the window comes from, not of the one that it goes to.
pub(super) const UNIT: Unit = if cfg!(target_os = "macos") { Unit::Points } else { Unit::Pixels };

impl Unit {
    /// How many of it a logical pixel has, on a monitor where that has so many pixels.
    pub(super) const fn in_a_logical_pixel(self, pixels: f32) -> f32 {
        match self {
            Self::Pixels => pixels,
            Self::Points => 1.0,
        }
    }

    /// A window's place, for the toolkit.
    #[expect(clippy::cast_precision_loss, reason = "screens have some thousands of points")]
    pub(super) const fn place(self, x: i32, y: i32) -> WindowPosition {
        match self {
            Self::Pixels => WindowPosition::Physical(PhysicalPosition::new(x, y)),
            Self::Points => WindowPosition::Logical(LogicalPosition::new(x as f32, y as f32)),
        }
    }
}

/// A rectangle of the screen, in its [`UNIT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

impl Area {
    /// Whether the point lies in it.
    pub(super) const fn holds(&self, (x, y): (i32, i32)) -> bool {
        x >= self.x && y >= self.y && x < self.x + self.width && y < self.y + self.height
    }

    /// Whether both have a part in common.
    pub(super) const fn touches(&self, other: Self) -> bool {
        let beside = self.x + self.width <= other.x || other.x + other.width <= self.x;
        let above = self.y + self.height <= other.y || other.y + other.height <= self.y;
        !beside && !above
    }

    /// What both have in common; the first where they do not touch. Windows tells each monitor's own
    /// work area.
    #[cfg(target_os = "linux")]
    fn within(self, other: Self) -> Self {
        let (x, y) = (self.x.max(other.x), self.y.max(other.y));
        let width = (self.x + self.width).min(other.x + other.width) - x;
        let height = (self.y + self.height).min(other.y + other.height) - y;
        if width > 0 && height > 0 { Self { x, y, width, height } } else { self }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_work_area_of_all_monitors_is_cut_to_one_of_them() {
        let left = Area { x: 0, y: 0, width: 1000, height: 800 };
        let work = Area { x: 0, y: 0, width: 2000, height: 770 };
        assert_eq!(left.within(work), Area { height: 770, ..left });
        assert!(left.touches(work));
        let elsewhere = Area { x: 5000, y: 0, width: 10, height: 10 };
        assert_eq!(left.within(elsewhere), left);
        assert!(!left.touches(elsewhere));
    }

    #[test]
    fn what_is_counted_in_points_knows_no_scale() {
        assert_eq!(Unit::Points.place(-1920, 700), WindowPosition::Logical(LogicalPosition::new(-1920.0, 700.0)));
        assert_eq!(Unit::Pixels.place(-1920, 700), WindowPosition::Physical(PhysicalPosition::new(-1920, 700)));
        let in_a_logical_pixel = [Unit::Points, Unit::Pixels].map(|unit| unit.in_a_logical_pixel(2.0).to_string());
        assert_eq!(in_a_logical_pixel, ["1", "2"]);
    }
}
