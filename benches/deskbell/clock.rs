//! The one clock of all measures, on both sides of the daemon.

use std::time::Instant;

/// The present moment (`CLOCK_MONOTONIC`).
pub(crate) fn now() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "the bench measures real time, finer than the daemon's own clock")]
    Instant::now()
}

/// Milliseconds from one moment to a later one.
pub(crate) fn millis(from: Instant, to: Instant) -> f64 {
    to.saturating_duration_since(from).as_secs_f64() * 1000.0
}
