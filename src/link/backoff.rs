//! How long to wait before the next attempt: never the same time for all, so that thousands of
//! agents whose center restarted do not come back in the same second.

use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBackoff, ExponentialBuilder};

const FIRST: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(30);
/// A connection that lasted so long was a good one: the waiting begins anew.
const GOOD: Duration = Duration::from_secs(60);
/// Whoever was sent away together with all others comes back at some time within this.
const SPREAD: Duration = Duration::from_secs(5);

/// Why there is a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// An attempt failed, or the connection broke.
    Failed,
    /// The center sends everybody away, by close 1001, 1012 or 1013.
    SentAway,
    /// The center named the time after which it wants to be asked again, to everybody the same.
    Told(Duration),
}

/// The waiting times of one run of failures.
#[derive(Debug)]
pub struct Backoff(ExponentialBackoff);

impl Default for Backoff {
    fn default() -> Self {
        let caps = ExponentialBuilder::default().with_min_delay(FIRST).with_max_delay(LONGEST).with_factor(2.0);
        Self(caps.without_max_times().build())
    }
}

impl Backoff {
    /// The next waiting time.
    ///
    /// After a failure it is a random part of a bound that doubles from 0.5 s to 30 s ("full
    /// jitter"). Where everybody was sent away it is up to 5 s longer, for a center that is back at
    /// once would see all within the first half second otherwise. A time that the center named is
    /// kept, and up to 5 s are added.
    pub fn next(&mut self, reason: Reason) -> Duration {
        match reason {
            Reason::Failed => self.part_of_the_bound(),
            Reason::SentAway => self.part_of_the_bound() + part(SPREAD),
            Reason::Told(time) => time + part(SPREAD),
        }
    }

    fn part_of_the_bound(&mut self) -> Duration {
        part(self.0.next().unwrap_or(LONGEST))
    }

    /// Begins anew after a connection that lasted.
    pub(super) fn note_up(&mut self, time: Duration) {
        if time >= GOOD {
            *self = Self::default();
        }
    }
}

fn part(whole: Duration) -> Duration {
    whole.mul_f64(rand::random::<f64>())
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
                let wait = backoff.next(Reason::Failed);
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
            backoff.next(Reason::Failed);
        }
        backoff.note_up(GOOD);
        assert!(backoff.next(Reason::Failed) <= FIRST);
    }

    #[test]
    fn a_time_that_was_told_is_kept_and_nobody_comes_at_the_same_moment() {
        let waits: Vec<_> = (0..400).map(|_| Backoff::default().next(Reason::Told(Duration::from_secs(30)))).collect();
        assert!(waits.iter().all(|wait| (30.0..=35.0).contains(&wait.as_secs_f64())), "{waits:?}");
        let spread = waits.iter().max().unwrap().saturating_sub(*waits.iter().min().unwrap());
        assert!(spread > Duration::from_secs(4), "{spread:?}");
    }

    #[test]
    fn whoever_is_sent_away_again_and_again_waits_ever_longer() {
        let sum = |times: usize| -> Duration {
            (0..100)
                .map(|_| {
                    let mut backoff = Backoff::default();
                    (0..times).map(|_| backoff.next(Reason::SentAway)).last().unwrap()
                })
                .sum()
        };
        assert!(sum(8) > 3 * sum(1), "15 s and 2.5 s on average, and 2.5 s of each are spread");
    }
}
