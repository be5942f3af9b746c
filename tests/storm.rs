//! A center restarts, and two thousand agents' computers want to come back: in virtual time, with
//! the waiting times of the real link.

use std::fmt::Write as _;
use std::time::Duration;

use deskbell::link::backoff::{Backoff, Reason};

const CLIENTS: usize = 2_000;
/// A center that is not there refuses this soon.
const REFUSED_AFTER: Duration = Duration::from_millis(1);
/// No tenth of a second may bring more than a tenth of all.
const IN_A_TENTH_AT_MOST: usize = CLIENTS / 10;

/// How the connections ended.
#[derive(Clone, Copy, Debug)]
enum Farewell {
    /// The center said that it restarts (close 1012).
    Announced,
    /// It fell over.
    None,
}

/// When each client is back, counted from the end of its connection; the center is there again
/// after `down`.
fn arrivals(farewell: Farewell, down: Duration) -> Vec<Duration> {
    let back = |_| {
        let mut backoff = Backoff::default();
        let mut at = backoff.next(match farewell {
            Farewell::Announced => Reason::SentAway,
            Farewell::None => Reason::Failed,
        });
        while at < down {
            at += REFUSED_AFTER + backoff.next(Reason::Failed);
        }
        at
    };
    (0..CLIENTS).map(back).collect()
}

/// How many come in each span of so many milliseconds.
fn histogram(arrivals: &[Duration], milliseconds: u128) -> Vec<usize> {
    let mut counts = vec![];
    for at in arrivals {
        let span = usize::try_from(at.as_millis() / milliseconds).expect("nobody waits for years");
        counts.resize(counts.len().max(span + 1), 0);
        counts[span] += 1;
    }
    counts
}

/// The seconds, one a line, from the first that brings anybody to the last.
fn drawn(seconds: &[usize]) -> String {
    let mut text = String::new();
    for (second, count) in seconds.iter().enumerate().skip_while(|(_, count)| **count == 0) {
        let bar = "#".repeat(count.div_ceil(20));
        let _ = writeln!(text, "  {second:>3} s {count:>5} {bar}");
    }
    text
}

#[test]
fn after_a_restart_two_thousand_do_not_arrive_in_one_second() {
    // Down for so many seconds; no second may bring more than so many percent. Whoever is not told
    // cannot know that all others lost their connection too, and comes back soon, as one should
    // whose own network failed: that is why the short ones bring most.
    let (announced, fallen) = (Farewell::Announced, Farewell::None);
    for (farewell, down, percent) in [
        (announced, 0, 25),
        (announced, 2, 60),
        (announced, 10, 25),
        (announced, 60, 15),
        (fallen, 2, 60),
        (fallen, 10, 25),
        (fallen, 60, 15),
    ] {
        let arrivals = arrivals(farewell, Duration::from_secs(down));
        let (seconds, tenths) = (histogram(&arrivals, 1_000), histogram(&arrivals, 100));
        let (worst, densest) = (*seconds.iter().max().unwrap(), *tenths.iter().max().unwrap());
        let words = match farewell {
            Farewell::Announced => "announced (1012)",
            Farewell::None => "not announced",
        };
        println!("{words}, down for {down} s: at most {worst} in a second, {densest} in 0.1 s\n{}", drawn(&seconds));
        assert_eq!(seconds.iter().sum::<usize>(), CLIENTS, "all come back");
        assert!(worst <= CLIENTS * percent / 100, "{words}, {down} s: {worst} in one second");
        assert!(densest <= IN_A_TENTH_AT_MOST, "{words}, {down} s: {densest} in a tenth of a second");
    }
}
