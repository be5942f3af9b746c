//! When tokens are renewed: decided without a clock.

use std::time::Duration;

use crate::time::Timestamp;

/// The earliest renewal, as a part of an access token's life.
const FROM: f64 = 0.75;
/// The latest, so that a failed one can be tried again before the end.
const TO: f64 = 0.9;
/// An access token that ends within this is not shown any more: it might end on the way. Where the
/// life is short it is a tenth of it.
const NEARLY: Duration = Duration::from_secs(10);

/// When an access token ends, and when it is renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    /// From here on there must be another.
    pub ends: Timestamp,
    /// It is renewed here, long before.
    pub renew_at: Timestamp,
    /// From here on it is not shown to the center.
    nearly: Timestamp,
}

impl Life {
    /// The life of an access token that ends after `left`. `share` is between 0 and 1, and another
    /// for each computer: not all of them ask the provider in the same second.
    pub fn new(now: Timestamp, left: Duration, share: f64) -> Self {
        let part = FROM + (TO - FROM) * share.clamp(0.0, 1.0);
        Self {
            ends: now + left,
            renew_at: now + left.mul_f64(part),
            nearly: now + left.saturating_sub(NEARLY.min(left / 10)),
        }
    }

    /// Whether it can be shown to the center.
    pub fn is_good(&self, now: Timestamp) -> bool {
        now < self.nearly
    }

    /// Whether it has not ended, though it might on the way.
    pub fn is_not_over(&self, now: Timestamp) -> bool {
        now < self.ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);
    const NOW: Timestamp = Timestamp::from_millis(5_000);

    #[test]
    fn it_is_renewed_at_another_moment_on_each_computer_and_early_enough_to_try_again() {
        let renewal = |share| Life::new(NOW, HOUR, share).renew_at.since(NOW).as_secs();
        assert_eq!((renewal(0.0), renewal(1.0)), (2700, 3240));
        assert_eq!(renewal(f64::MAX), 3240);
        assert!(Life::new(NOW, HOUR, 1.0).is_good(NOW + Duration::from_secs(3241)));
    }

    #[test]
    fn it_is_not_shown_when_it_might_end_on_the_way() {
        let life = Life::new(NOW, HOUR, 0.5);
        assert!(life.is_good(NOW + Duration::from_secs(3589)));
        assert!(!life.is_good(NOW + Duration::from_secs(3590)));
        assert!(life.is_not_over(NOW + Duration::from_secs(3599)));
        assert!(!life.is_not_over(NOW + HOUR));
        let short = Life::new(NOW, Duration::from_secs(2), 1.0);
        assert!(
            short.is_good(NOW + Duration::from_millis(1_799)) && !short.is_good(NOW + Duration::from_millis(1_800))
        );
    }

    #[test]
    fn what_has_ended_already_is_renewed_at_once() {
        let life = Life::new(NOW, Duration::ZERO, 0.3);
        assert!(!life.is_good(NOW) && !life.is_not_over(NOW) && life.renew_at == NOW);
    }
}
