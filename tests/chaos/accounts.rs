//! Which notices were shown, counted in a summary, or shown again, read from what passed over the bus.
//!
//! A notice is *seen* when the server answered its toast, and the daemon did not take the toast away
//! at once: a toast that came too late is taken away and counted in a summary, and one that has to
//! make room for others is taken away and not counted; from outside they look the same. A summary has
//! only a number; what it counts more than before is what was added. When the daemon is killed
//! within a moment of showing something, before that is on the disk, or before a server that hung
//! showed it, it is shown again, or counted in a summary: the toast's tag makes it take the place of
//! the first where that is still there.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use deskbell::time::Timestamp;

use crate::support::toasts::Toast;

/// Taken away so soon it was not seen.
const FLASH: Duration = Duration::from_millis(250);
/// Killed so soon after showing it, the daemon may not have noted it.
const MOMENT: Duration = Duration::from_millis(250);
/// The end of a summary and its next number that are so near each other may have crossed.
const CROSSED: Duration = Duration::from_millis(200);

/// What was shown.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Accounts {
    /// Notices with a toast of their own: how often it was shown anew to the agent.
    pub(crate) seen: BTreeMap<String, u32>,
    /// Notices in the numbers of summaries.
    pub(crate) summed: u64,
    /// How many of those may have been counted twice: a daemon was killed in the moment of showing
    /// them, or a summary's end and its next number crossed.
    pub(crate) doubtful: u64,
    /// Notices whose toasts were taken away at once, and which may have been counted in a summary.
    pub(crate) flashed: BTreeSet<String>,
    /// Summary toasts.
    pub(crate) summaries: u64,
    /// Missed offers that were told.
    pub(crate) missed: u64,
    /// Shown again because the notification server had ended with all its toasts.
    pub(crate) again_for_server: u64,
    /// Shown again in the place of the one that was still there.
    pub(crate) replaced: u64,
    /// Shown again because the daemon was killed in the moment of showing it.
    pub(crate) again_after_kill: u64,
    /// What nothing explains.
    pub(crate) twice: Vec<String>,
}

/// The summary that is being counted.
struct Run {
    caller: String,
    id: u32,
    count: u64,
    added: u64,
    shown_at: Timestamp,
    over_at: Option<Timestamp>,
}

impl Accounts {
    /// Reads all toasts, in the order in which they were asked for. `left_at` says when a
    /// connection left the bus; `withdrawn` whether a sender took the notice back.
    pub(crate) fn read(
        toasts: &[Toast],
        left_at: impl Fn(&str) -> Option<Timestamp>,
        withdrawn: impl Fn(&str) -> bool,
    ) -> Self {
        let mut accounts = Self::default();
        let mut last: BTreeMap<&str, &Toast> = BTreeMap::new();
        let mut run = None;
        for toast in toasts.iter().filter(|toast| toast.shown_at.is_some()) {
            let Some((kind, name)) =
                toast.tag.strip_prefix("deskbell ").map(|tag| tag.split_once(' ').unwrap_or((tag, "")))
            else {
                continue;
            };
            match kind {
                "notice" if is_flash(toast) && !withdrawn(name) => drop(accounts.flashed.insert(name.to_owned())),
                "notice" | "missed" => {
                    let before = last.insert(&toast.tag, toast);
                    accounts.single(kind, name, toast, before, &left_at);
                }
                "summary" => accounts.summary(toast, &mut run, &left_at),
                _ => {}
            }
        }
        // Those that nothing took the place of may have come again in a summary's number.
        let unsure = last.values().filter(|toast| killed_in_the_moment(toast, &left_at));
        accounts.doubtful += unsure.filter(|toast| toast.tag.starts_with("deskbell notice")).count() as u64;
        accounts.flashed.retain(|name| !accounts.seen.contains_key(name));
        accounts
    }

    fn single(
        &mut self,
        kind: &str,
        name: &str,
        toast: &Toast,
        before: Option<&Toast>,
        left_at: &impl Fn(&str) -> Option<Timestamp>,
    ) {
        let Some(before) = before else {
            if kind == "notice" {
                self.seen.insert(name.to_owned(), 1);
            } else {
                self.missed += 1;
            }
            return;
        };
        let gone = before.gone_at.filter(|gone| *gone < toast.asked_at);
        if gone.is_none() {
            self.replaced += 1;
        } else if gone == left_at(&before.server) {
            self.again_for_server += 1;
        } else if before.caller != toast.caller && killed_in_the_moment(before, left_at) {
            self.again_after_kill += 1;
        } else {
            self.seen.entry(name.to_owned()).and_modify(|times| *times += 1);
            self.twice.push(toast.tag.clone());
        }
    }

    fn summary(&mut self, toast: &Toast, run: &mut Option<Run>, left_at: &impl Fn(&str) -> Option<Timestamp>) {
        self.summaries += 1;
        let Some(count) = count(&toast.summary) else { return self.twice.push(toast.summary.clone()) };
        let before = run.take();
        let goes_on = before.as_ref().is_some_and(|before| before.is_continued_by(toast, count));
        let added = before.as_ref().filter(|_| goes_on).map_or(count, |before| count - before.count);
        if let Some(before) = &before {
            self.doubtful += before.doubtful(toast, count, goes_on, left_at);
        }
        self.summed += added;
        let server_left = left_at(&toast.server);
        let over_at = [toast.withdrawn_at, toast.gone_at.filter(|gone| Some(*gone) != server_left)];
        *run = Some(Run {
            caller: toast.caller.clone(),
            id: toast.id,
            count,
            added,
            shown_at: toast.shown_at.unwrap_or_default(),
            over_at: over_at.into_iter().flatten().min(),
        });
    }
}

impl Run {
    fn is_continued_by(&self, toast: &Toast, count: u64) -> bool {
        let over = self.over_at.is_some_and(|over| over < toast.asked_at);
        let same = toast.replaces != 0 && toast.replaces == self.id;
        self.caller == toast.caller && count >= self.count && (same || !over)
    }

    fn doubtful(&self, toast: &Toast, count: u64, goes_on: bool, left_at: &impl Fn(&str) -> Option<Timestamp>) -> u64 {
        if goes_on {
            return 0;
        }
        let crossed = self.over_at.is_some_and(|over| toast.asked_at.since(over) < CROSSED);
        if self.caller != toast.caller && left_at(&self.caller).is_some_and(|left| left.since(self.shown_at) < MOMENT) {
            self.added
        } else if self.caller == toast.caller && crossed && count > self.count {
            self.count
        } else {
            0
        }
    }
}

fn is_flash(toast: &Toast) -> bool {
    let shown = toast.shown_at.unwrap_or_default();
    toast.withdrawn_at.is_some_and(|withdrawn| withdrawn.since(shown) < FLASH)
}

fn killed_in_the_moment(toast: &Toast, left_at: &impl Fn(&str) -> Option<Timestamp>) -> bool {
    let shown = toast.shown_at.unwrap_or_default();
    left_at(&toast.caller).is_some_and(|left| left.since(shown) < MOMENT)
}

/// The number that a summary begins with.
fn count(title: &str) -> Option<u64> {
    let digits: String = title.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millis(ms)
    }

    fn toast(tag: &str, caller: &str, id: u32, shown: i64) -> Toast {
        let (asked_at, shown_at) = (at(shown - 1), Some(at(shown)));
        Toast {
            id,
            tag: format!("deskbell {tag}"),
            caller: caller.into(),
            server: "s".into(),
            asked_at,
            shown_at,
            ..Toast::default()
        }
    }

    fn closed(toast: Toast, ms: i64) -> Toast {
        Toast { gone_at: Some(at(ms)), ..toast }
    }

    fn summary(caller: &str, id: u32, shown: i64, count: u64) -> Toast {
        Toast { summary: format!("{count} notices came"), ..toast("summary", caller, id, shown) }
    }

    fn read(toasts: &[Toast]) -> Accounts {
        // The daemon `a` was killed at 10,000 ms; the others live.
        let left = |name: &str| (name == "a").then(|| at(10_000));
        Accounts::read(toasts, left, |name| name == "taken-back")
    }

    #[test]
    fn a_notice_shown_again_without_a_reason_is_shown_twice() {
        let again = read(&[closed(toast("notice 1", "a", 1, 100), 5_000), toast("notice 1", "b", 2, 12_000)]);
        assert_eq!(again.twice, ["deskbell notice 1"]);
        let within_one_life = read(&[closed(toast("notice 1", "b", 1, 100), 5_000), toast("notice 1", "b", 2, 12_000)]);
        assert_eq!(within_one_life.twice.len(), 1);
    }

    #[test]
    fn what_a_kill_or_a_dead_server_explains_is_counted_apart() {
        let in_place = read(&[toast("notice 1", "a", 1, 9_000), toast("notice 1", "b", 1, 12_000)]);
        assert_eq!((in_place.replaced, in_place.twice.len()), (1, 0));
        let first = closed(toast("notice 1", "a", 1, 9_900), 11_000);
        let killed = read(&[first.clone(), toast("notice 1", "b", 2, 12_000)]);
        assert_eq!((killed.again_after_kill, killed.twice.len(), killed.doubtful), (1, 0, 0));
        assert_eq!(read(&[first]).doubtful, 1, "it may have been counted in a summary");
        let by_a_hung_server = toast("notice 1", "a", 1, 11_000);
        assert_eq!(read(&[by_a_hung_server]).doubtful, 1);
        let mut of_dead_server = closed(toast("notice 1", "b", 1, 9_000), 10_000);
        of_dead_server.server = "a".into();
        assert_eq!(read(&[of_dead_server, toast("notice 1", "b", 1, 12_000)]).again_for_server, 1);
    }

    #[test]
    fn what_is_taken_away_at_once_was_not_seen_unless_a_sender_took_it_back() {
        let flash = |name: &str| Toast { withdrawn_at: Some(at(110)), ..toast(&format!("notice {name}"), "a", 1, 100) };
        assert_eq!((read(&[flash("1")]).flashed.len(), read(&[flash("1")]).seen.len()), (1, 0));
        assert_eq!(read(&[flash("taken-back")]).seen.len(), 1);
    }

    #[test]
    fn a_summary_counts_what_it_adds_and_begins_anew_after_its_end() {
        let grows = [summary("b", 1, 100, 4), Toast { replaces: 1, ..summary("b", 1, 600, 9) }];
        assert_eq!((read(&grows).summed, read(&grows).doubtful), (9, 0));
        let anew = [closed(summary("b", 1, 100, 4), 10_000), summary("b", 2, 12_000, 9)];
        assert_eq!((read(&anew).summed, read(&anew).doubtful), (13, 0));
        let crossed = [closed(summary("b", 1, 100, 4), 10_000), summary("b", 2, 10_050, 9)];
        assert_eq!((read(&crossed).summed, read(&crossed).doubtful), (13, 4));
        let other_life = [summary("a", 1, 9_000, 4), summary("b", 2, 12_000, 9)];
        assert_eq!((read(&other_life).summed, read(&other_life).doubtful), (13, 0));
        let killed =
            [summary("a", 1, 9_000, 4), Toast { replaces: 1, ..summary("a", 1, 9_990, 7) }, summary("b", 2, 12_000, 3)];
        assert_eq!((read(&killed).summed, read(&killed).doubtful), (10, 3));
    }
}
