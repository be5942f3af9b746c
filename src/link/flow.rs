//! How fast the center is listened to: a token bucket. What the center sends beyond it stays in the
//! socket, and TCP slows the center down.

use std::time::Duration;

use crate::time::Timestamp;

/// So much may come at once: twice what a center sends to an agent who was away for a day.
const BURST: u64 = 20_000;
/// Room for so much comes back each millisecond.
const PER_MILLISECOND: u64 = 2;
/// A message takes room for itself and for each so many bytes.
const BYTES: u64 = 1024;
/// So long nothing is read once the room is used up. Short, because the answer to a ping and the
/// center's farewell come the same way.
const PAUSE: Duration = Duration::from_millis(50);

/// Room for messages.
#[derive(Debug)]
pub(super) struct Flow {
    room: u64,
    counted: Timestamp,
    paused: Option<Timestamp>,
}

impl Flow {
    /// A new connection, at `now`.
    pub(super) const fn new(now: Timestamp) -> Self {
        Self { room: BURST, counted: now, paused: None }
    }

    /// A message of so many bytes was read.
    pub(super) fn took(&mut self, now: Timestamp, bytes: usize) {
        self.count(now);
        self.room = self.room.saturating_sub(1 + bytes as u64 / BYTES);
        self.paused = (self.room == 0).then(|| now + PAUSE);
    }

    /// How long not to read; none: read on.
    pub(super) fn pause(&mut self, now: Timestamp) -> Option<Duration> {
        let left = self.paused?.since(now);
        if left.is_zero() {
            self.paused = None;
        }
        self.paused.map(|_| left)
    }

    fn count(&mut self, now: Timestamp) {
        let passed = u64::try_from(now.since(self.counted).as_millis()).unwrap_or(u64::MAX);
        self.room = self.room.saturating_add(passed.saturating_mul(PER_MILLISECOND)).min(BURST);
        self.counted = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Messages of so many bytes that are read within `seconds` from a center that never stops.
    fn read(flow: &mut Flow, from: i64, seconds: i64, bytes: usize) -> u64 {
        let mut read = 0;
        for millisecond in 0..seconds * 1000 {
            let now = Timestamp::from_millis(from + millisecond);
            // A computer that reads a hundred thousand a second.
            for _ in 0..100 {
                if flow.pause(now).is_none() {
                    flow.took(now, bytes);
                    read += 1;
                }
            }
        }
        read
    }

    #[test]
    fn twenty_thousand_come_at_once_and_two_thousand_a_second_after_that() {
        let start = Timestamp::from_millis(0);
        let mut flow = Flow::new(start);
        for _ in 1..BURST {
            flow.took(start, 400);
            assert_eq!(flow.pause(start), None);
        }
        flow.took(start, 400);
        assert_eq!(flow.pause(start), Some(PAUSE));
        let later = read(&mut flow, 0, 10, 400);
        assert!((19_000..=20_000).contains(&later), "{later}");
    }

    #[test]
    fn long_messages_count_as_several() {
        let mut flow = Flow::new(Timestamp::from_millis(0));
        read(&mut flow, 0, 10, 60 * 1024);
        let later = read(&mut flow, 10_000, 10, 60 * 1024);
        assert!(later <= 400, "{later}: 24 MiB in ten seconds at most");
    }

    #[test]
    fn a_pause_is_short_and_a_quiet_minute_fills_the_bucket_again() {
        let mut flow = Flow::new(Timestamp::from_millis(0));
        read(&mut flow, 0, 5, 400);
        let mut now = Timestamp::from_millis(5_000);
        while let Some(pause) = flow.pause(now) {
            assert!(pause <= PAUSE);
            now = now + pause;
        }
        assert!(read(&mut flow, 65_000, 1, 400) >= BURST);
    }
}
