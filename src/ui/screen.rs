//! What the desktop knows and the toolkit does not tell: the mouse, the monitor under it, the work
//! area, what covers a window; and rounded corners.

#[cfg(any(windows, test))]
mod over;
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

pub(super) use system::Screen;

/// What the configuration calls the primary monitor.
pub(super) const PRIMARY: &str = "primary";

/// A rectangle of the screen, in pixels.
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
}
