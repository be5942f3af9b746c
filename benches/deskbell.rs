//! What Deskbell costs and how fast it is, measured from outside: the release program in a private
//! desktop session, the reference contact center on one side, the bench on the other.
//!
//! A benchmark, not a test: a figure over its limit is printed as such and fails nothing. Only what
//! could not be measured does. `BENCH_QUICK=1` takes a minute instead of eight and is less exact.

#[expect(dead_code, unreachable_pub, reason = "the bench uses only a part of what tests share")]
#[path = "../tests/support/mod.rs"]
mod support;

#[path = "deskbell/center.rs"]
mod center;
#[path = "deskbell/clock.rs"]
mod clock;
#[path = "deskbell/measures.rs"]
mod measures;
#[path = "deskbell/pixels.rs"]
mod pixels;
#[path = "deskbell/place.rs"]
mod place;
#[path = "deskbell/proc.rs"]
mod proc;
#[path = "deskbell/report.rs"]
mod report;
#[path = "deskbell/toasts.rs"]
mod toasts;

use place::Place;
use report::Report;
use std::time::Duration;

/// How much is measured; more is more exact and takes longer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// Starts of the daemon.
    pub(crate) starts: usize,
    /// Alerts, the first one of a fresh daemon included.
    pub(crate) alerts: usize,
    /// Notices with time between them.
    pub(crate) notices: usize,
    /// Notices at once.
    pub(crate) burst: usize,
    /// How long the idle daemon is watched.
    pub(crate) idle: Duration,
}

impl Plan {
    fn wished() -> Self {
        let quick = std::env::var("BENCH_QUICK").is_ok_and(|value| value != "0");
        let whole = Self { starts: 10, alerts: 20, notices: 500, burst: 10_000, idle: Duration::from_secs(60) };
        let short = Self { starts: 3, alerts: 5, notices: 25, idle: Duration::from_secs(15), ..whole };
        let plan = if quick { short } else { whole };
        let notices = std::env::var("BENCH_NOTICES").ok().and_then(|count| count.parse().ok());
        Self { notices: notices.unwrap_or(plan.notices).max(1), ..plan }
    }
}

#[expect(clippy::print_stdout, reason = "a bench is there to print")]
fn main() {
    let plan = Plan::wished();
    let mut report = Report::default();
    measures::size(&mut report);
    let place = Place::start();
    measures::starts(&place, plan, &mut report);
    {
        let daemon = place.start_daemon();
        measures::idle(&daemon, plan, &mut report);
        measures::alerts(&place, plan, &mut report);
        measures::notices(&place, plan, &mut report);
    }
    place.wait_until_nobody_is_connected();
    // On a fresh daemon: what earlier measures left in memory would flatter this one.
    let daemon = place.start_daemon();
    measures::burst(&place, &daemon, plan, &mut report);
    print!("{}", report.table());
    println!("Details: {}", report.write(plan).display());
}
