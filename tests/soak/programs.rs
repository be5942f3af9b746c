//! The real daemon against the real center for a day at a hundred times its pace.

use std::time::Duration;

use rand::RngExt as _;

use crate::faults::Fault;
use crate::line::Line;
use crate::office::Office;
use crate::sender::Sender;
use crate::support::process::within;
use crate::support::windows::Shown;
use crate::support::workplace::is_alert;

/// A day in seconds, at a hundred times its pace.
const DAY: u64 = 864;
const TICK: Duration = Duration::from_millis(100);
/// So many values are measured, evenly spread.
const SAMPLES: u32 = 96;
/// The first of so many parts is the warm-up.
const PARTS: usize = 4;
/// In a day the memory may rise so much by the line that fits best, in KiB, and the descriptors by so many.
const MEMORY: f64 = 2_048.0;
const DESCRIPTORS: f64 = 2.0;

/// A day brings about 900 notices, 400 offers, 100 lost connections and 17 restarts of the notification server.
#[test]
#[ignore = "takes a quarter of an hour: make soak"]
fn a_day_of_the_real_programs_is_a_flat_line() {
    let seconds = std::env::var("SOAK_SECONDS").map_or(DAY, |text| text.parse().expect("SOAK_SECONDS is a number"));
    let mut soak = Soak::begin();
    let (mut memory, mut descriptors) = (Line::default(), Line::default());
    let step = Duration::from_secs(seconds) / SAMPLES;
    for _ in 0..SAMPLES {
        soak.work(step);
        let (kib, open) = soak.office.size().expect("the daemon runs");
        memory.add(kib as f64);
        descriptors.add(open as f64);
    }
    soak.calm_down();
    println!("{seconds} s at a hundred times the pace of a day");
    println!("the daemon's memory in KiB: {memory}");
    println!("the daemon's descriptors: {descriptors}");
    let [memory, descriptors] = [memory, descriptors].map(|line| line.without_the_first_of(PARTS).rise());
    println!("rise after the first quarter: {memory:.0} KiB, {descriptors:.1} descriptors");
    assert!(memory < MEMORY, "the memory rises by {memory:.0} KiB");
    assert!(descriptors < DESCRIPTORS, "{descriptors:.1} more descriptors");
}

struct Soak {
    office: Office,
    sender: Sender,
}

impl Soak {
    fn begin() -> Self {
        let mut sender = Sender::new();
        sender.center_began();
        Self { office: Office::open(1), sender }
    }

    fn work(&mut self, time: Duration) {
        let end = self.office.now() + time;
        while self.office.now() < end {
            self.something_happens();
            self.tick();
        }
    }

    fn something_happens(&mut self) {
        if happens(0.1) {
            self.sender.notice();
        }
        if happens(0.05) {
            self.sender.offer(Some(Duration::from_secs(3)));
        }
        if happens(0.012) {
            self.office.breaks(Fault::Reset, None, Duration::ZERO);
        }
        if happens(0.002) {
            self.office.breaks(Fault::ToastServerKilled, None, Duration::from_millis(500));
        }
        if happens(0.02) {
            self.dismiss();
        }
    }

    /// Presses somewhere in an alert, as a person does who looks at it.
    fn dismiss(&self) {
        if let Some(Shown { area, .. }) = self.office.session.display.windows().into_iter().rfind(is_alert) {
            self.office.session.display.click((area.x + area.width / 2, area.y + area.height - 30));
        }
    }

    fn tick(&mut self) {
        self.office.tick();
        if let Some(center) = &self.office.center {
            self.sender.send(center);
        }
        std::thread::sleep(TICK);
    }

    /// Everything is acknowledged and nothing is left on the screen.
    fn calm_down(&mut self) {
        self.office.mend_all();
        let calm = within(Duration::from_secs(120), || {
            self.tick();
            let alerts = self.office.session.display.windows().iter().any(is_alert);
            (self.office.unacknowledged() == Some(0) && !alerts).then_some(())
        });
        assert!(calm.is_some(), "unacknowledged: {:?}", self.office.unacknowledged());
    }
}

fn happens(chance: f64) -> bool {
    rand::rng().random_bool(chance)
}
