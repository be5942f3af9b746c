//! A real network between the real daemon and the real center, for a black hole on loopback is none:
//! packets are lost, the wire falls silent, the wire is pulled out and put back.
//!
//! As root only, with Debian's iproute2 and nftables; elsewhere each test says that it was skipped.
//! `NETWORK_ROUNDS` makes the timed ones longer (1 takes a minute, 10 give figures).

#![expect(clippy::print_stdout, reason = "the figures, and what was skipped, are for who reads the run")]

#[path = "chaos/accounts.rs"]
mod accounts;
#[path = "network/authority.rs"]
#[expect(dead_code, unreachable_pub, clippy::unwrap_used, reason = "the tests of certificates use the rest, and panic")]
mod authority;
#[path = "namespaces/place.rs"]
mod place;
#[path = "support/platform_bus.rs"]
#[expect(dead_code, unreachable_pub, clippy::unwrap_used, reason = "the tests of certificates use it, and panic")]
mod platform_bus;
#[expect(dead_code, unreachable_pub, reason = "each test file uses its own part of the support")]
mod support;
#[path = "namespaces/wire.rs"]
mod wire;

use std::time::Duration;

use accounts::Accounts;
use place::Place;
use support::daemon_log::{Turn, middle_and_worst, now};

/// The center's heartbeat of 15 s finds a dead link within two of them.
const FOUND_WITHIN: Duration = Duration::from_secs(30);
/// What a busy machine may add.
const GRACE: Duration = Duration::from_secs(4);
/// Notices that are sent while packets are lost.
const NOTICES: usize = 200;

fn rounds() -> u32 {
    std::env::var("NETWORK_ROUNDS").map_or(1, |text| text.parse().expect("NETWORK_ROUNDS is a number"))
}

#[test]
fn with_a_tenth_of_all_packets_lost_every_notice_is_shown_once() {
    let Some(place) = Place::start() else { return };
    let Some(how) = place.wire.lose_a_tenth() else {
        return println!("skipped: neither netem nor nftables loses packets here");
    };
    for number in 0..NOTICES {
        place.raise_notice(&format!("n-{number}"));
        std::thread::sleep(Duration::from_millis(50));
    }
    place.wait_for("all acknowledged", |place| place.all_acknowledged().then_some(()));
    let toasts = &place.session.toasts;
    let accounts = Accounts::read(&toasts.all(), |connection| toasts.left_at(connection), |_| false);
    let shown = accounts.seen.len() as u64 + accounts.summed;
    println!(
        "10 % of all packets lost in both directions ({how}): {NOTICES} notices, {} shown alone, {} in summaries, {} twice",
        accounts.seen.len(),
        accounts.summed,
        accounts.twice.len()
    );
    // Some that had to make room at once look as if nobody had seen them.
    let flashed = accounts.flashed.len() as u64;
    assert!(shown <= NOTICES as u64 && shown + flashed >= NOTICES as u64, "{accounts:#?}");
    assert_eq!(accounts.twice, Vec::<String>::new());
}

#[test]
fn a_wire_that_falls_silent_is_found_dead_within_thirty_seconds() {
    let Some(place) = Place::start() else { return };
    let (mut found, mut back) = (vec![], vec![]);
    for round in 0..rounds() {
        // At different moments between two pings.
        std::thread::sleep(Duration::from_millis(u64::from(round) * 1_700 % 15_000));
        let silent = now();
        if !place.wire.silence() {
            return println!("skipped: there is no nftables to drop packets with");
        }
        let lost = place.wait_for("the dead link", |place| place.first(Turn::Lost, silent));
        found.push((lost - silent).unsigned_abs());
        place.wire.end_silence();
        let whole = now();
        let connected = place.wait_for("a connection", |place| place.first(Turn::Connected, whole));
        back.push((connected - whole).unsigned_abs());
    }
    report("finding that the wire is silent", &found);
    report("connected again, by back-off alone", &back);
    let (_, worst) = middle_and_worst(&found).expect("there were rounds");
    assert!(worst <= FOUND_WITHIN + GRACE, "{worst:?}");
}

#[test]
fn a_wire_that_is_pulled_out_and_put_back_is_connected_at_once() {
    let Some(place) = Place::start() else { return };
    let (mut back, mut survived) = (vec![], vec![]);
    for _ in 0..rounds() {
        // Shorter and longer than a connection in doubt is given.
        for milliseconds in [300, 2_000, 4_000, 6_500, 9_000, 12_000] {
            place.wire.plug(false);
            std::thread::sleep(Duration::from_millis(milliseconds));
            let plugged = now();
            place.wire.plug(true);
            let (time, anew) = place.time_to_work(plugged);
            if anew { &mut back } else { &mut survived }.push(time);
        }
    }
    report("from the wire's return to a new connection", &back);
    report("connections that outlived it, until the next acknowledgement", &survived);
    let (middle, worst) = middle_and_worst(&back).expect("some connections did not outlive it");
    assert!(middle <= Duration::from_millis(300) + GRACE / 4, "{middle:?}: the back-off is not waited for");
    assert!(worst <= GRACE, "{worst:?}");
}

fn report(what: &str, times: &[Duration]) {
    if let Some((middle, worst)) = middle_and_worst(times) {
        println!("{what}: {} times, p50 {middle:.2?}, worst {worst:.2?}", times.len());
    }
}
