//! The clocks of Linux (clock_gettime(2)).

use std::time::Duration;

use rustix::time::ClockId;

/// Time since boot, suspended time included (`CLOCK_BOOTTIME`).
pub(super) fn since_boot() -> Duration {
    read(ClockId::Boottime)
}

/// Time since boot without suspended time, as timers count it (`CLOCK_MONOTONIC`).
pub(super) fn awake() -> Duration {
    read(ClockId::Monotonic)
}

fn read(clock: ClockId) -> Duration {
    let time = rustix::time::clock_gettime(clock);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or(0))
}
