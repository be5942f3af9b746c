//! What was found, as numbers and as a table.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use crate::Chaos;
use crate::accounts::Accounts;
use crate::sender::{Due, What};
use crate::times::{Log, middle_and_worst};

/// What the agent saw, compared with what the center took.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// Notices that had a toast of their own.
    pub(crate) shown_once: u64,
    /// Notices that were counted in a summary.
    pub(crate) summed: u64,
    /// Notices that a center forgot with its end, at most.
    pub(crate) forgotten: u64,
    /// Notices that must have been shown, and were not.
    pub(crate) lost: u64,
    /// Notices that were shown again, and nothing explains it.
    pub(crate) twice: u64,
    /// Toasts that were shown again, by name; notices counted in more summaries have none.
    pub(crate) named: Vec<String>,
}

/// Compares. Summaries name nobody, so they are compared by number: what was counted in them must
/// be exactly what has no toast of its own.
pub(crate) fn compare(accounts: &Accounts, due: &Due) -> Found {
    let unseen = |notice: &&String| !accounts.seen.contains_key(*notice);
    let surely = due.surely.iter().filter(unseen).count() as u64;
    let perhaps = due.perhaps.iter().filter(unseen).count() as u64;
    let again = (accounts.summed - accounts.doubtful).saturating_sub(surely + perhaps);
    Found {
        shown_once: accounts.seen.len() as u64,
        summed: accounts.summed,
        forgotten: (surely + perhaps).saturating_sub(accounts.summed),
        lost: surely.saturating_sub(accounts.summed),
        twice: accounts.twice.len() as u64 + again,
        named: accounts.twice.clone(),
    }
}

/// Writes down everything that passed, for whoever looks for the reason; says where.
pub(crate) fn keep_all(chaos: &Chaos) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("chaos");
    let toasts: Vec<String> = chaos.office.session.toasts.all().iter().map(|toast| format!("{toast:?}")).collect();
    let broken: Vec<String> = chaos.stalls.iter().map(|broken| format!("{broken:?}")).collect();
    let write = |name: &str, lines: &[String]| std::fs::write(folder.join(name), lines.join("\n"));
    let kept = std::fs::create_dir_all(&folder)
        .and_then(|()| write("toasts", &toasts))
        .and_then(|()| write("sent", &chaos.sender.lines()))
        .and_then(|()| write("faults", &broken))
        .and_then(|()| write("daemon.log", &Log::text(&chaos.state_folder())));
    kept.map_or_else(|error| format!("not kept: {error}"), |()| format!("all is kept in {}", folder.display()))
}

/// Everything of a run.
pub(crate) fn table(chaos: &Chaos) -> String {
    let mut text = String::from("\nfaults injected\n");
    for (fault, times) in &chaos.broken {
        line(&mut text, fault.name(), times);
    }
    line(&mut text, "all", &chaos.broken.values().sum::<u64>());
    events(&mut text, chaos);
    times(&mut text, chaos);
    let sizes = &chaos.sizes;
    let of = |pick: fn(&(u64, usize)) -> u64| {
        let all: Vec<u64> = sizes.iter().map(pick).collect();
        format!("{:?} at first, {:?} at last, {:?} at most", all.first(), all.last(), all.iter().max())
            .replace("Some(", "")
            .replace(')', "")
    };
    let _ = writeln!(text, "daemon's memory in KiB: {}", of(|size| size.0));
    let _ = writeln!(text, "daemon's descriptors: {}", of(|size| size.1 as u64));
    text
}

fn events(text: &mut String, chaos: &Chaos) {
    let (accounts, due) = (chaos.accounts(), chaos.sender.due());
    let found = compare(&accounts, &due);
    text.push_str("notices\n");
    line(text, "sent", &chaos.events(|what| matches!(what, What::Notice(_))));
    line(text, "shown once", &found.shown_once);
    line(text, "counted in summaries", &found.summed);
    line(text, "  (in so many summary toasts)", &accounts.summaries);
    line(text, "  (of them perhaps counted twice)", &accounts.doubtful);
    line(text, "forgotten by a center that ended", &found.forgotten);
    line(text, "shown again, the server had ended", &accounts.again_for_server);
    line(text, "shown again in its own place", &accounts.replaced);
    line(text, "shown again after a kill", &accounts.again_after_kill);
    line(text, "too late, taken away at once", &accounts.flashes);
    line(text, "lost", &found.lost);
    line(text, "shown twice", &found.twice);
    text.push_str("offers\n");
    let offers = chaos.events(|what| matches!(what, What::Offer(_)));
    line(text, "sent", &offers);
    line(text, "with an alert", &(chaos.alerts.seen() as u64));
    line(text, "over before they could be shown", &offers.saturating_sub(chaos.alerts.seen() as u64));
    line(text, "told as missed", &accounts.missed);
    line(text, "Accept was pressed", &chaos.presses);
    line(text, "summaries opened", &(chaos.office.session.opened_urls().len() as u64));
    line(text, "with a second alert", &(chaos.alerts.twice().len() as u64));
    text.push_str("other events\n");
    line(text, "sent", &chaos.events(|what| !matches!(what, What::Notice(_) | What::Offer(_))));
}

fn times(text: &mut String, chaos: &Chaos) {
    let log = Log::read(&chaos.state_folder(), &chaos.stalls);
    let found: Vec<Duration> = chaos.stalls.iter().filter_map(|stall| log.found(stall)).collect();
    let back: Vec<Duration> = chaos.healed.iter().filter_map(|(healed, until)| log.back(*healed, *until)).collect();
    for (what, times) in [("finding a dead link", found), ("from healing to connected", back)] {
        if let Some((middle, worst)) = middle_and_worst(&times) {
            let _ = writeln!(text, "{what}: {} times, p50 {middle:.2?}, worst {worst:.2?}", times.len());
        }
    }
}

fn line(text: &mut String, what: &str, number: &u64) {
    let _ = writeln!(text, "  {what:<40}{number:>8}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(surely: &[&str], perhaps: &[&str]) -> Due {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Due { surely: set(surely), perhaps: set(perhaps) }
    }

    fn seen(names: &[&str], summed: u64, doubtful: u64) -> Accounts {
        let seen = names.iter().map(|name| ((*name).to_owned(), 1)).collect();
        Accounts { seen, summed, doubtful, ..Accounts::default() }
    }

    #[test]
    fn every_notice_is_accounted_for() {
        let lost_and_twice = |accounts: &Accounts, due: &Due| {
            let found = compare(accounts, due);
            (found.lost, found.twice)
        };
        let all = due(&["a", "b", "c"], &[]);
        assert_eq!(lost_and_twice(&seen(&["a"], 2, 0), &all), (0, 0));
        assert_eq!(lost_and_twice(&seen(&["a"], 1, 0), &all), (1, 0));
        assert_eq!(lost_and_twice(&seen(&["a"], 3, 0), &all), (0, 1));
        assert_eq!(lost_and_twice(&seen(&["a"], 3, 1), &all), (0, 0));
        let forgetful = due(&["a"], &["b", "c"]);
        assert_eq!(lost_and_twice(&seen(&["a"], 0, 0), &forgetful), (0, 0));
        assert_eq!(lost_and_twice(&seen(&["a"], 2, 0), &forgetful), (0, 0));
        assert_eq!(lost_and_twice(&seen(&["a"], 3, 0), &forgetful), (0, 1));
        assert_eq!(compare(&seen(&["a", "b"], 0, 0), &forgetful).forgotten, 1);
    }
}
