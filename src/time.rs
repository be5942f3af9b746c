//! The only notion of time that deciding code knows, and the one clock that makes it.
//!
//! A [`Timestamp`] counts milliseconds since the process started and goes on while the machine
//! sleeps, so that an offer's deadline that passed with the lid closed has passed. Moments before
//! the start (a customer who waited for minutes) are negative.

#[cfg_attr(target_os = "linux", path = "time/linux.rs")]
#[cfg_attr(target_os = "macos", path = "time/macos.rs")]
#[cfg_attr(windows, path = "time/windows.rs")]
mod os;

use std::fmt;
use std::ops::{Add, Sub};
use std::time::Duration;

use os::{awake, since_boot};

/// Milliseconds since the process started; counts while the machine sleeps and may be negative.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The moment that lies `ms` milliseconds after the start.
    pub const fn from_millis(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since the start.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The time passed since `earlier`, or zero if `earlier` is later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

impl Add<Duration> for Timestamp {
    type Output = Self;
    fn add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(millis(duration)))
    }
}

impl Sub<Duration> for Timestamp {
    type Output = Self;
    fn sub(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(millis(duration)))
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "t{:+}ms", self.0)
    }
}

/// The one source of [`Timestamp`]s. Copies of one clock agree with each other.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    origin: Duration,
}

impl Clock {
    /// A clock that shows zero now.
    pub fn start() -> Self {
        Self { origin: since_boot() }
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        let now = since_boot();
        Timestamp(millis(now.saturating_sub(self.origin)))
    }

    /// How long the computer has slept, counted from an arbitrary beginning: only the difference
    /// of two answers means something.
    pub fn slept(&self) -> Duration {
        since_boot().saturating_sub(awake())
    }
}

/// The day by the computer's own calendar, in UTC: it names the log's files and decides nothing.
pub fn today() -> time::Date {
    #[expect(clippy::disallowed_methods, reason = "this is where the calendar comes in")]
    time::OffsetDateTime::now_utc().date()
}

/// Seconds since 1970 by the computer's own clock. Only for what must mean something to the next
/// run of the program, and it may be wrong.
pub fn unix_time() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "this is where the calendar comes in")]
    time::OffsetDateTime::now_utc().unix_timestamp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_before_the_start_is_negative_and_differences_never_are() {
        let early = Timestamp::from_millis(1_000) - Duration::from_secs(5);
        assert_eq!(early.as_millis(), -4_000);
        assert_eq!(early.since(Timestamp::from_millis(0)), Duration::ZERO);
        assert_eq!(Timestamp::from_millis(0).since(early), Duration::from_secs(4));
    }

    #[test]
    fn a_clock_starts_at_zero_and_goes_forward() {
        let clock = Clock::start();
        let first = clock.now();
        assert!(first.as_millis() < 1_000);
        assert!(clock.now() >= first);
    }
}
