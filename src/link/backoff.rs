//! How long to wait before the next attempt: full jitter, so that thousands of agents whose
//! center restarted do not come back in the same second.

use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBackoff, ExponentialBuilder};

const FIRST: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(30);
/// A connection that lasted so long was a good one: the waiting begins anew.
const GOOD: Duration = Duration::from_secs(60);

/// The waiting times of one run of failures.
#[derive(Debug)]
pub(super) struct Backoff(ExponentialBackoff);

impl Default for Backoff {
    fn default() -> Self {
        let caps = ExponentialBuilder::default().with_min_delay(FIRST).with_max_delay(LONGEST).with_factor(2.0);
        Self(caps.without_max_times().build())
    }
}

impl Backoff {
    /// A random part of a cap that doubles from 0.5 s to 30 s.
    pub(super) fn next(&mut self) -> Duration {
        self.0.next().unwrap_or(LONGEST).mul_f64(rand::random::<f64>())
    }

    /// Begins anew after a connection that lasted.
    pub(super) fn note_up(&mut self, time: Duration) {
        if time >= GOOD {
            *self = Self::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_spread_over_the_whole_of_a_cap_that_doubles_up_to_thirty_seconds() {
        let mut caps = [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
            .map(|seconds| (Duration::from_secs_f64(seconds), Duration::ZERO));
        for _ in 0..400 {
            let mut backoff = Backoff::default();
            for (cap, longest) in &mut caps {
                let wait = backoff.next();
                assert!(wait <= *cap, "{wait:?} is over {cap:?}");
                *longest = wait.max(*longest);
            }
        }
        assert!(caps.iter().all(|(cap, longest)| *longest > cap.mul_f64(0.9)), "{caps:?}");
    }

    #[test]
    fn a_long_connection_begins_the_waiting_anew() {
        let mut backoff = Backoff::default();
        for _ in 0..10 {
            backoff.next();
        }
        backoff.note_up(GOOD);
        assert!(backoff.next() <= FIRST);
    }
}
