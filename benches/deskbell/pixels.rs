//! A small part of the screen, looked at again and again until it changes.

use crate::clock;
use crate::support::x11::{Area, Display};
use std::time::{Duration, Instant};

/// Within the button at the right of an alert's lowest row: nothing that moves by itself.
const SPOT: Area = Area { x: 1192, y: 724, width: 48, height: 32 };
/// Two looks are so far apart at least; without a rest the bench would take a core from the daemon.
const REST: Duration = Duration::from_micros(200);
/// A picture that stays so long is the last one.
const SETTLED: Duration = Duration::from_millis(250);
/// Nothing takes so long.
const LIMIT: Duration = Duration::from_secs(10);

/// When an alert came to the screen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Appeared {
    /// Its first pixel.
    pub(crate) first: Instant,
    /// The last change: from then on the picture is whole.
    pub(crate) whole: Instant,
}

/// The place on the screen where alerts appear, and how it looks without one.
pub(crate) struct Spot<'a> {
    display: &'a Display,
    empty: Vec<u8>,
}

impl<'a> Spot<'a> {
    /// Looks at the place, which must be empty.
    pub(crate) fn empty(display: &'a Display) -> Self {
        // A colour that no alert has.
        display.paint_ground(0x00b0_40c0);
        Self { display, empty: display.pixels(SPOT) }
    }

    /// Waits for the first pixel of an alert, then until the picture is whole.
    ///
    /// # Panics
    /// If none comes.
    pub(crate) fn wait_for_alert(&self) -> Appeared {
        let (first, mut picture) = self.wait_for("an alert", |picture| picture != self.empty);
        let mut whole = first;
        while clock::now() - whole < SETTLED {
            let now = self.display.pixels(SPOT);
            if now != picture {
                (whole, picture) = (clock::now(), now);
            }
            std::thread::sleep(REST);
        }
        Appeared { first, whole }
    }

    /// Waits until the place is empty again.
    ///
    /// # Panics
    /// If it does not get empty.
    pub(crate) fn wait_until_empty(&self) {
        self.wait_for("an empty screen", |picture| picture == self.empty);
    }

    fn wait_for(&self, what: &str, fits: impl Fn(&[u8]) -> bool) -> (Instant, Vec<u8>) {
        let begun = clock::now();
        loop {
            let picture = self.display.pixels(SPOT);
            let at = clock::now();
            if fits(&picture) {
                return (at, picture);
            }
            assert!(at - begun < LIMIT, "{what}: not within {} s", LIMIT.as_secs());
            std::thread::sleep(REST);
        }
    }
}
