//! The measures, each on its own.

use crate::Plan;
use crate::center::{notice, offer, offer_closed};
use crate::clock::{millis, now};
use crate::pixels::Spot;
use crate::place::{DESKBELL, HEARTBEAT, Place};
use crate::proc::{Memory, Threads, Worked};
use crate::report::Report;
use crate::support::process::Process;
use crate::toasts::Notified;
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::Duration;

const MB: f64 = 1_000_000.0;
/// A daemon that has just started has things to put away.
const SETTLE: Duration = Duration::from_secs(3);
/// The daemon shows at most ten toasts in five seconds singly: these are just slower.
const SPACE: Duration = Duration::from_millis(520);
/// Every toast has gone after this time.
const TOASTS_GONE: Duration = Duration::from_secs(13);
/// What a heartbeat costs by itself: the timer that sends the ping, and the answer.
const WAKE_UPS_A_BEAT: f64 = 2.0;
/// Nothing here takes longer.
const LIMIT: Duration = Duration::from_secs(30);

/// The size of the program's file.
pub(crate) fn size(report: &mut Report) {
    let bytes = std::fs::metadata(DESKBELL).expect("cargo has built it").len();
    report.limited("size of the program", bytes as f64 / MB, 20.0, "MB");
}

/// From the start of the process to the `session.ready` of the center.
pub(crate) fn starts(place: &Place, plan: Plan, report: &mut Report) {
    let times: Vec<f64> = (0..plan.starts)
        .map(|_| {
            let begun = now();
            let daemon = place.launch();
            until("the daemon is connected", Duration::from_micros(500), || place.center.is_connected());
            let time = millis(begun, now());
            // Ended only when it is whole, so that the next start finds nothing half done.
            sleep(Duration::from_millis(500));
            drop(daemon);
            place.wait_until_nobody_is_connected();
            time
        })
        .collect();
    report.limited("start to connected, median", percentile(&times, 50), 300.0, "ms");
    report.told("start to connected, worst", percentile(&times, 100), "ms");
    report.detail("startMilliseconds", json!(times));
}

/// What the daemon costs while nothing happens.
pub(crate) fn idle(daemon: &Process, plan: Plan, report: &mut Report) {
    sleep(SETTLE);
    let before = Threads::of(daemon.id());
    let begun = now();
    sleep(plan.idle);
    let time = now() - begun;
    let worked = Threads::of(daemon.id()).since(&before);
    let memory = Memory::of(daemon.id());
    let a_minute = 60.0 / time.as_secs_f64();
    let beats = (time.as_secs_f64() / HEARTBEAT.as_secs_f64()).floor();
    let woken = worked.iter().map(|thread| thread.woken + thread.preempted).sum::<u64>() as f64;
    let busy: Duration = worked.iter().map(|thread| thread.busy).sum();
    report.limited("idle: memory, RSS", memory.rss as f64 / MB, 25.0, "MB");
    report.told("idle: memory, PSS", memory.pss as f64 / MB, "MB");
    report.told("idle: memory, private", memory.private as f64 / MB, "MB");
    report.told("idle: memory, of no file", memory.anonymous as f64 / MB, "MB");
    report.limited(
        "idle: wake-ups a minute beside the heartbeat's",
        (woken - beats * WAKE_UPS_A_BEAT).max(0.0) * a_minute,
        12.0,
        "",
    );
    report.told("idle: processor time a minute", busy.as_secs_f64() * 1000.0 * a_minute, "ms");
    report.detail(
        "idle",
        json!({
            "seconds": time.as_secs_f64(),
            "wakeUps": woken,
            "heartbeats": beats,
            "wakeUpsAHeartbeat": WAKE_UPS_A_BEAT,
            "threads": worked.iter().map(Worked::json).collect::<Vec<Value>>(),
        }),
    );
}

/// From an offer's sending to its first pixel; the first one of a fresh daemon among them.
pub(crate) fn alerts(place: &Place, plan: Plan, report: &mut Report) {
    let spot = Spot::empty(&place.display);
    let mut first = vec![];
    let mut whole = vec![];
    for number in 0..plan.alerts {
        let sent = place.center.send(&offer(number));
        let appeared = spot.wait_for_alert();
        first.push(millis(sent, appeared.first));
        whole.push(millis(sent, appeared.whole));
        place.center.send(&offer_closed(number));
        spot.wait_until_empty();
        sleep(Duration::from_millis(300));
    }
    report.told("message to alert's first pixel, the very first", first[0], "ms");
    report.limited("message to alert's first pixel, median", percentile(&first, 50), 10.0, "ms");
    report.limited("message to alert's first pixel, worst", percentile(&first, 100), 33.0, "ms");
    report.told("message to the whole alert, median", percentile(&whole, 50), "ms");
    report.told("message to the whole alert, worst", percentile(&whole, 100), "ms");
    report.detail("alerts", json!({ "firstPixelMilliseconds": first, "wholeMilliseconds": whole }));
}

/// From a notice's sending to the call of Notify.
pub(crate) fn notices(place: &Place, plan: Plan, report: &mut Report) {
    place.toasts.all();
    let times: Vec<f64> = (0..plan.notices)
        .map(|number| {
            let sent = place.center.send(&notice(number));
            let customer = format!("Customer {number}");
            let notified = std::iter::from_fn(|| place.toasts.next_within(LIMIT))
                .find(|notified| notified.body.contains(&customer) || notified.title.contains(&customer));
            let arrived = notified.unwrap_or_else(|| panic!("no toast for {customer}")).at;
            sleep(SPACE.saturating_sub(now() - sent));
            millis(sent, arrived)
        })
        .collect();
    report.limited("message to Notify, p50", percentile(&times, 50), 0.7, "ms");
    report.told("message to Notify, p95", percentile(&times, 95), "ms");
    report.limited("message to Notify, p99", percentile(&times, 99), 4.0, "ms");
    report.told("message to Notify, worst", percentile(&times, 100), "ms");
    report.detail("notifyMilliseconds", json!(times));
}

/// Very many notices at once: none may be lost, and the memory must come back.
pub(crate) fn burst(place: &Place, daemon: &Process, plan: Plan, report: &mut Report) {
    sleep(SETTLE);
    place.toasts.all();
    let before = Memory::of(daemon.id());
    let events: Vec<Value> = (0..plan.burst).map(|number| notice(1_000_000 + number)).collect();
    let sent = place.center.send_all(&events);
    let all_sent = now();
    let mut peak = before;
    until("everything is acknowledged", Duration::from_millis(5), || {
        let now = Memory::of(daemon.id());
        peak = if now.rss > peak.rss { now } else { peak };
        place.center.unacknowledged() == 0
    });
    let acknowledged = now();
    let shown = Counted::of(&place.toasts.all());
    sleep(TOASTS_GONE);
    let after = Memory::of(daemon.id());
    report.limited("burst: time until all are acknowledged", millis(sent, acknowledged), 5000.0, "ms");
    report.limited("burst: not counted by a toast or the summary", missing(plan.burst, &shown), 0.0, "");
    report.limited("burst: memory that stays, RSS", (after.rss as f64 - before.rss as f64) / MB, 5.0, "MB");
    report.detail(
        "burst",
        json!({
            "notices": plan.burst,
            "sendingMilliseconds": millis(sent, all_sent),
            "singleToasts": shown.single,
            "inSummary": shown.summed,
            "before": before.json(),
            "peak": peak.json(),
            "after": after.json(),
        }),
    );
}

/// What toasts told of a flood.
struct Counted {
    single: u64,
    summed: u64,
}

impl Counted {
    /// The summary is renewed while it grows; a smaller number than before is that of a new one.
    fn of(toasts: &[Notified]) -> Self {
        let (mut single, mut ended, mut summary) = (0, 0, 0);
        for toast in toasts {
            let digits: String = toast.title.chars().filter(char::is_ascii_digit).collect();
            match digits.parse() {
                Ok(number) if number >= summary => summary = number,
                Ok(number) => (ended, summary) = (ended + summary, number),
                Err(_) => single += 1,
            }
        }
        Self { single, summed: ended + summary }
    }
}

fn missing(sent: usize, shown: &Counted) -> f64 {
    (sent as f64 - shown.single as f64 - shown.summed as f64).abs()
}

/// The smallest value that so many percent of all do not exceed.
fn percentile(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted[rank - 1]
}

fn until(what: &str, rest: Duration, mut holds: impl FnMut() -> bool) {
    let begun = now();
    while !holds() {
        assert!(now() - begun < LIMIT, "{what}: not within {} s", LIMIT.as_secs());
        sleep(rest);
    }
}
