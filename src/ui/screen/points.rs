//! AppKit counts in points from the lower left corner of the main screen upwards; the rest of the program, and the
//! toolkit, from its upper left one downwards. A monitor's scale has no part in it.

use super::Area;

/// This rectangle of AppKit's, given by its lower left corner and its size; `main`: how high the main screen is.
pub(super) fn area((x, y): (f64, f64), (width, height): (f64, f64), main: f64) -> Area {
    let (x, y) = point((x, y + height), main);
    Area { x, y, width: whole(width), height: whole(height) }
}

/// This point of AppKit's.
pub(super) fn point((x, y): (f64, f64), main: f64) -> (i32, i32) {
    (whole(x), whole(main - y))
}

#[expect(clippy::cast_possible_truncation, reason = "screens have some thousands of points")]
fn whole(points: f64) -> i32 {
    points.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A notebook's own screen, drawn with two pixels a point.
    const MAIN: f64 = 900.0;

    #[test]
    fn a_work_area_is_where_the_toolkit_puts_windows_whatever_the_scales_are() {
        let dock_below = area((0.0, 70.0), (1440.0, 805.0), MAIN);
        assert_eq!(dock_below, Area { x: 0, y: 25, width: 1440, height: 805 });
        // One with a pixel a point, to the left, lower edges in one line.
        let left = area((-1920.0, 0.0), (1920.0, 1055.0), MAIN);
        assert_eq!(left, Area { x: -1920, y: -155, width: 1920, height: 1055 });
        // winit's own way back: a window in the lower right corner stands on AppKit's zero.
        let height = 200;
        let y = left.y + left.height - height;
        assert!((MAIN - f64::from(height) - f64::from(y)).abs() < f64::EPSILON);
    }

    #[test]
    fn the_mouse_is_in_the_area_that_it_is_over() {
        let above = area((200.0, 900.0), (2560.0, 1415.0), MAIN);
        assert!(above.holds(point((2000.0, 1000.5), MAIN)));
        assert!(!above.holds(point((2000.0, 800.0), MAIN)));
        assert_eq!(point((0.0, MAIN), MAIN), (0, 0));
    }
}
