//! The center's one clock.

use time::{Duration, OffsetDateTime};

use crate::time::{Clock, Timestamp};

/// Wall-clock time that never jumps: read once at the start, counted on since.
#[derive(Clone, Copy, Debug)]
pub(super) struct WallClock {
    started: OffsetDateTime,
    clock: Clock,
}

impl WallClock {
    /// A clock that shows the computer's time.
    pub(super) fn start() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the center's wall clock is the one that everybody else asks")]
        let started = OffsetDateTime::now_utc();
        Self { started, clock: Clock::start() }
    }

    /// The present moment, in UTC.
    pub(super) fn now(&self) -> OffsetDateTime {
        let passed = self.clock.now().since(Timestamp::from_millis(0));
        self.started + Duration::try_from(passed).unwrap_or(Duration::ZERO)
    }
}
