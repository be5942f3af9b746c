//! The real daemon, center and notification server, broken at random: at the end nothing is lost,
//! nothing was shown twice, no alert is left and the daemon is as large as it was.
//!
//! `CHAOS_SECONDS` says for how long, `CHAOS_SEED` repeats the choices of an earlier run. What is
//! broken goes by rounds, each with every fault once; after each everything is made whole, and what
//! the agent saw is compared with what the center took. A center that ends has forgotten what was
//! not acknowledged (its memory is all it has): such events are counted apart.

#[path = "chaos/accounts.rs"]
mod accounts;
#[path = "chaos/alerts.rs"]
mod alerts;
#[path = "chaos/faults.rs"]
mod faults;
#[path = "chaos/office.rs"]
mod office;
#[path = "chaos/report.rs"]
mod report;
#[path = "chaos/sender.rs"]
mod sender;
#[expect(dead_code, unreachable_pub, reason = "each test file uses its own part of the support")]
mod support;
#[path = "chaos/times.rs"]
mod times;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use deskbell::time::Timestamp;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use time::OffsetDateTime;

use accounts::Accounts;
use alerts::Alerts;
use faults::Fault;
use office::Office;
use sender::{Sender, What};
use support::process::within;
use support::windows::Shown;
use support::workplace::is_alert;
use times::Broken;

/// How long between two looks at everything.
const TICK: Duration = Duration::from_millis(50);
/// The next fault begins so long after the last.
const FAULT_EVERY: std::ops::Range<u64> = 200..1_200;
/// Most faults last so long.
const SHORT: std::ops::Range<u64> = 50..1_500;
/// Some last so long, which is enough to find a dead link.
const LONG: std::ops::Range<u64> = 4_500..7_000;
/// Longer than the longest back-off, a look-up, a handshake and a busy machine together.
const SETTLED_WITHIN: Duration = Duration::from_secs(120);
/// At most three alerts are on the screen.
const ALERTS_AT_MOST: u64 = 3;
/// The daemon may become so much larger than it was after its first round.
const GROWTH: f64 = 1.3;
/// Descriptors that come and go with a connection and a browser.
const DESCRIPTORS: usize = 6;

#[test]
fn broken_at_random_nothing_is_lost_and_nothing_is_shown_twice() {
    let seconds = number("CHAOS_SECONDS").unwrap_or(60);
    let seed = number("CHAOS_SEED").unwrap_or_else(rand::random);
    println!("chaos for {seconds} s; again with CHAOS_SEED={seed}");
    let mut chaos = Chaos::begin(seed);
    let end = chaos.office.now() + Duration::from_secs(seconds);
    while chaos.office.now() < end {
        chaos.round(end);
    }
    chaos.end();
    println!("{}", report::table(&chaos));
    chaos.check_size();
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{variable} is a number")))
}

/// Everything of one run.
struct Chaos {
    random: StdRng,
    office: Office,
    sender: Sender,
    alerts: Alerts,
    rounds: u64,
    broken: BTreeMap<Fault, u64>,
    stalls: Vec<Broken>,
    healed: Vec<(OffsetDateTime, OffsetDateTime)>,
    presses: u64,
    /// Where the Accept button is in an alert, from its lower right corner.
    accept: (i32, i32),
    /// The daemon's memory in KiB and its descriptors after each round.
    sizes: Vec<(u64, usize)>,
}

impl Chaos {
    fn begin(seed: u64) -> Self {
        let office = Office::open();
        let mut sender = Sender::new();
        sender.center_began();
        let mut chaos = Self {
            random: StdRng::seed_from_u64(seed),
            office,
            sender,
            alerts: Alerts::default(),
            rounds: 0,
            broken: BTreeMap::new(),
            stalls: vec![],
            healed: vec![],
            presses: 0,
            accept: (0, 0),
            sizes: vec![],
        };
        chaos.find_the_button();
        chaos
    }

    /// Learns from a first offer where Accept is: nothing is broken yet.
    fn find_the_button(&mut self) {
        self.sender.offer(None);
        self.wait("the first alert", |chaos| !chaos.alerts.up().is_empty());
        let alert = self.windows().into_iter().find(is_alert).expect("it is on the screen");
        let (x, y) = self.office.session.button(&alert, "Accept").middle();
        self.accept = (alert.area.x + alert.area.width - x, alert.area.y + alert.area.height - y);
        self.settle();
    }

    /// Everything is broken once, in an order of chance, and then made whole.
    fn round(&mut self, end: Timestamp) {
        self.rounds += 1;
        // In every other round the center keeps its memory: then every single event is accounted for.
        let mut faults = faults::round(&mut self.random, self.rounds.is_multiple_of(2));
        let mut next = self.office.now();
        while !faults.is_empty() && self.office.now() < end {
            self.traffic();
            self.tick();
            let possible = faults.iter().position(|fault| self.office.can_break(*fault));
            if let Some(index) = possible.filter(|_| self.office.now() >= next) {
                self.break_it(faults.remove(index));
                next = self.office.now() + millis(&mut self.random, FAULT_EVERY);
            }
        }
        self.settle();
    }

    fn break_it(&mut self, fault: Fault) {
        let network = fault.network(&mut self.random);
        let lasts = if self.happens(0.3) > 0 { LONG } else { SHORT };
        let lasts = millis(&mut self.random, lasts);
        if matches!(fault, Fault::CenterKilled | Fault::CenterRestarts) {
            self.sender.center_ends(self.office.unacknowledged().expect("there is a center to end"));
        }
        let from = sender::now();
        if !fault.is_of_the_desktop()
            && let Some(before) = self.stalls.last_mut().filter(|before| before.until > from)
        {
            before.until = from;
        }
        self.stalls.push(Broken { fault, from, until: from + lasts });
        self.office.breaks(fault, network, lasts);
        *self.broken.entry(fault).or_default() += 1;
    }

    /// What happens in a contact center meanwhile.
    fn traffic(&mut self) {
        for _ in 0..self.happens(0.05) {
            self.sender.notice();
        }
        if self.happens(0.004) > 0 {
            for _ in 0..self.random.random_range(12..40) {
                self.sender.notice();
            }
        }
        for _ in 0..self.happens(0.01) {
            let lasts = millis(&mut self.random, 2_000..9_000);
            self.sender.offer(Some(lasts));
        }
        if self.happens(0.004) > 0 && self.sender.open.len() < 6 {
            self.sender.offer(None);
        }
        if self.happens(0.002) > 0
            && let Some(offer) = self.sender.open.first().cloned()
        {
            self.sender.end_offer(&offer);
        }
        if self.happens(0.003) > 0 {
            self.withdraw();
        }
        for _ in 0..self.happens(0.003) {
            self.sender.presence();
        }
        if self.happens(0.006) > 0 {
            self.press_accept();
        }
        if self.happens(0.02) > 0 {
            self.office.connect_now();
        }
    }

    fn happens(&mut self, chance: f64) -> u32 {
        u32::from(self.random.random_bool(chance))
    }

    /// A notice that the agent saw is no longer true.
    fn withdraw(&mut self) {
        let toasts = self.office.session.toasts.all();
        let seen =
            toasts.iter().rev().find(|toast| toast.shown_at.is_some() && toast.tag.starts_with("deskbell notice "));
        if let Some(name) = seen.and_then(|toast| toast.tag.strip_prefix("deskbell notice "))
            && !self.sender.was_taken_back(name)
        {
            self.sender.withdraw(name);
        }
    }

    fn press_accept(&mut self) {
        let alert = self.windows().into_iter().rfind(is_alert);
        if let Some(Shown { area, .. }) = alert {
            let (x, y) = self.accept;
            self.office.session.display.click((area.x + area.width - x, area.y + area.height - y));
            self.presses += 1;
        }
    }

    fn windows(&self) -> Vec<Shown> {
        self.office.session.display.windows()
    }

    fn tick(&mut self) {
        if self.office.tick() {
            self.sender.center_began();
        }
        if let Some(center) = &self.office.center {
            self.sender.send(center);
        }
        self.alerts.look(self.office.life, &self.office.session.display.windows());
        std::thread::sleep(TICK);
    }

    fn wait(&mut self, what: &str, mut holds: impl FnMut(&mut Self) -> bool) {
        let held = within(SETTLED_WITHIN, || {
            self.tick();
            holds(self).then_some(())
        });
        assert!(held.is_some(), "{what}: not within {} s\n{}", SETTLED_WITHIN.as_secs(), self.state());
    }

    /// Makes everything whole, waits until all is acknowledged, and compares.
    fn settle(&mut self) {
        if self.office.mend_all() {
            self.sender.center_began();
        }
        let healed = sender::now();
        // Its acknowledgement shows that the connection is a living one.
        self.sender.presence();
        let pressed_after = self.office.now() + Duration::from_secs(3);
        let mut press = self.rounds % 4 == 3;
        self.wait("everything is acknowledged", |chaos| {
            if press && chaos.office.now() >= pressed_after {
                chaos.office.connect_now();
                press = false;
            }
            chaos.sender.is_done() && chaos.office.unacknowledged() == Some(0)
        });
        if self.rounds % 4 != 3 {
            self.healed.push((healed, sender::now()));
        }
        self.check();
        self.end_offers();
        self.sizes.extend(self.office.size());
    }

    /// All open offers are on the screen, and end.
    fn end_offers(&mut self) {
        loop {
            self.wait("as many alerts as offers are open", |chaos| {
                let open = chaos.office.open_offers().unwrap_or_default();
                chaos.alerts.up().len() as u64 == open.min(ALERTS_AT_MOST)
            });
            let Some(offer) = self.sender.open.first().cloned() else { break };
            self.sender.end_offer(&offer);
            self.wait("the end of an offer is acknowledged", |chaos| {
                chaos.sender.is_done() && chaos.office.unacknowledged() == Some(0)
            });
        }
        self.wait("no alert is left", |chaos| chaos.alerts.up().is_empty() && chaos.office.open_offers() == Some(0));
        assert_eq!(self.alerts.twice(), Vec::<&str>::new(), "offers with a second alert\n{}", self.state());
    }

    fn accounts(&self) -> Accounts {
        let toasts = &self.office.session.toasts;
        let taken_back = |notice: &str| self.sender.was_taken_back(notice);
        Accounts::read(&toasts.all(), |connection| toasts.left_at(connection), taken_back)
    }

    fn check(&self) {
        let found = report::compare(&self.accounts(), &self.sender.due());
        if (found.lost, found.twice) != (0, 0) {
            panic!("lost, shown twice: {found:#?}\n{}\n{}", self.state(), report::keep_all(self));
        }
    }

    /// What is known when something is wrong.
    fn state(&self) -> String {
        let last: Vec<String> = self.stalls.iter().rev().take(12).map(|broken| format!("{broken:?}")).collect();
        format!(
            "round {}, {} life of the daemon; the last faults, the latest first:\n{}\nalerts on the screen {:?}, open at the \
             center {:?}, unacknowledged {:?}",
            self.rounds,
            self.office.life,
            last.join("\n"),
            self.alerts.up(),
            self.office.open_offers(),
            self.office.unacknowledged(),
        )
    }

    /// Waits until the last toast has gone, too.
    fn end(&mut self) {
        self.wait("the last toast goes", |chaos| {
            let toasts = chaos.office.session.toasts.all();
            toasts.iter().all(|toast| toast.shown_at.is_none() || toast.gone_at.is_some())
        });
    }

    /// The daemon is as large as it was after the first round.
    fn check_size(&mut self) {
        let size = self.office.size().expect("the daemon runs");
        let first = self.sizes.first().copied().unwrap_or(size);
        let grown = size.0 as f64 / first.0 as f64;
        assert!(grown < GROWTH, "the daemon grew from {} to {} KiB: {:?}", first.0, size.0, self.sizes);
        assert!(size.1 <= first.1 + DESCRIPTORS, "descriptors: {} at first, {} now", first.1, size.1);
    }

    /// Where the daemon keeps its log and its journal.
    fn state_folder(&self) -> PathBuf {
        self.office.session.folder().join("state/deskbell")
    }

    fn events(&self, kind: impl Fn(&What) -> bool) -> u64 {
        self.sender.count(kind)
    }
}

fn millis(random: &mut StdRng, range: std::ops::Range<u64>) -> Duration {
    Duration::from_millis(random.random_range(range))
}
