//! What the kernel knows of a process: memory, and for each thread its wake-ups and its time.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

/// The kernel counts time in hundredths of a second, on every Linux that there is.
const TICK: Duration = Duration::from_millis(10);

/// Memory of a process, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Memory {
    /// Resident, shared pages counted whole.
    pub(crate) rss: u64,
    /// Resident, shared pages counted by the share.
    pub(crate) pss: u64,
    /// Resident and nobody else's.
    pub(crate) private: u64,
    /// Resident and of no file: what the program asked for while it ran.
    pub(crate) anonymous: u64,
}

impl Memory {
    /// As it is now.
    pub(crate) fn of(process: u32) -> Self {
        let read = |name: &str| fs::read_to_string(format!("/proc/{process}/{name}"));
        let Ok(text) = read("smaps_rollup") else {
            // The daemon keeps its memory's pages from everyone but the superuser; their number is told to all.
            return Self::told_to_all(&read("status").expect("the daemon lives"));
        };
        let sum = |name: &str| field(&text, name) * 1024;
        let private = sum("Private_Clean:") + sum("Private_Dirty:");
        Self { rss: sum("Rss:"), pss: sum("Pss:"), private, anonymous: sum("Anonymous:") }
    }

    /// Without knowing what is shared: it counts as not shared.
    fn told_to_all(status: &str) -> Self {
        let (rss, anonymous) = (field(status, "VmRSS:") * 1024, field(status, "RssAnon:") * 1024);
        Self { rss, pss: rss, private: rss, anonymous }
    }

    /// For the details.
    pub(crate) fn json(&self) -> Value {
        json!({ "rss": self.rss, "pss": self.pss, "private": self.private, "anonymous": self.anonymous })
    }
}

/// What one thread did so far.
#[derive(Clone, Debug, Default)]
struct Thread {
    name: String,
    woken: u64,
    preempted: u64,
    busy: Duration,
}

/// What every thread of a process did so far.
#[derive(Clone, Debug)]
pub(crate) struct Threads(BTreeMap<String, Thread>);

/// What a thread did between two looks.
#[derive(Clone, Debug)]
pub(crate) struct Worked {
    /// The thread's name.
    pub(crate) name: String,
    /// How often it went to sleep, and so was woken.
    pub(crate) woken: u64,
    /// How often another took its place.
    pub(crate) preempted: u64,
    /// Time on a processor.
    pub(crate) busy: Duration,
}

impl Threads {
    /// As they are now.
    pub(crate) fn of(process: u32) -> Self {
        let entries = fs::read_dir(format!("/proc/{process}/task")).expect("the daemon lives");
        let ids = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        // A thread may end between the two looks.
        Self(ids.filter_map(|id| Some((id.clone(), thread(process, &id)?))).collect())
    }

    /// What each thread did since an earlier look.
    pub(crate) fn since(&self, earlier: &Self) -> Vec<Worked> {
        let worked = |(id, now): (&String, &Thread)| {
            let before = earlier.0.get(id).cloned().unwrap_or_default();
            Worked {
                name: now.name.clone(),
                woken: now.woken - before.woken,
                preempted: now.preempted - before.preempted,
                busy: now.busy.saturating_sub(before.busy),
            }
        };
        self.0.iter().map(worked).collect()
    }
}

impl Worked {
    /// For the details.
    pub(crate) fn json(&self) -> Value {
        json!({
            "thread": self.name,
            "wakeUps": self.woken,
            "preempted": self.preempted,
            "cpuMilliseconds": self.busy.as_secs_f64() * 1000.0,
        })
    }
}

fn thread(process: u32, id: &str) -> Option<Thread> {
    let folder = format!("/proc/{process}/task/{id}");
    let status = fs::read_to_string(format!("{folder}/status")).ok()?;
    Some(Thread {
        name: fs::read_to_string(format!("{folder}/comm")).ok()?.trim().to_owned(),
        woken: field(&status, "voluntary_ctxt_switches:"),
        preempted: field(&status, "nonvoluntary_ctxt_switches:"),
        busy: busy(&folder)?,
    })
}

/// In nanoseconds where the kernel counts so finely, else in ticks.
fn busy(folder: &str) -> Option<Duration> {
    if let Ok(text) = fs::read_to_string(format!("{folder}/schedstat")) {
        return text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos);
    }
    let text = fs::read_to_string(format!("{folder}/stat")).ok()?;
    // The name before the bracket may hold blanks; the times are fields 14 and 15 of all.
    let rest = text.rsplit_once(')')?.1;
    let ticks = rest.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u32>().ok());
    Some(TICK * ticks.sum::<u32>())
}

fn field(text: &str, name: &str) -> u64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|rest| rest.split_whitespace().next()).and_then(|number| number.parse().ok());
    number.unwrap_or_else(|| panic!("the kernel says nothing of {name}"))
}
