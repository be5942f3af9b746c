//! The clocks of macOS (clock_gettime(3)).

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use rustix::time::ClockId;

/// Time since boot, suspended time included: `CLOCK_MONOTONIC` goes on during sleep here.
pub(super) fn since_boot() -> Duration {
    let time = rustix::time::clock_gettime(ClockId::Monotonic);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// Time since the first question without suspended time, as timers count it (`CLOCK_UPTIME_RAW`).
pub(super) fn awake() -> Duration {
    static FIRST: OnceLock<Instant> = OnceLock::new();
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else asks")]
    let now = Instant::now();
    now.duration_since(*FIRST.get_or_init(|| now))
}
