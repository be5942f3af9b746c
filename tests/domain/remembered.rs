//! *Recent* outlives the program, without what customers said or are called.

use deskbell::domain::effect::{Effect, Journal};
use deskbell::domain::input::AgentAction;
use deskbell::domain::view::{RecentView, RecentWhat};
use deskbell::protocol::from_center::NoticeKind;

use crate::desk::*;

/// What is written down last.
fn written(effects: &[Effect]) -> Option<Journal> {
    let journal = |effect: &Effect| if let Effect::Remember(journal) = effect { Some(journal.clone()) } else { None };
    effects.iter().rev().find_map(journal)
}

fn lines(d: &Table) -> Vec<RecentView> {
    d.view().tray.recent
}

/// A desk at which an offer was missed, and what is written down of it.
fn with_a_missed_offer() -> (Table, Journal) {
    let mut d = connected();
    d.center(1, 1, offered("o", 30));
    d.center(2, 2, notice("n", NoticeKind::Transferred));
    let mut effects = d.tick(30);
    effects.extend(d.tick(31));
    let journal = written(&effects).expect("within a second");
    (d, journal)
}

#[test]
fn the_next_run_has_the_lines_with_their_links_and_without_the_customer() {
    let (_, journal) = with_a_missed_offer();
    let text = serde_json::to_string(&journal).expect("it is written as JSON");
    assert!(!text.contains("Anna") && !text.contains("invoice"), "{text}");
    let mut d = Table::restarted(serde_json::from_str(&text).expect("it can be read"));
    let whats: Vec<_> = lines(&d).into_iter().map(|line| (line.what, line.unseen, line.customer)).collect();
    let transferred = RecentWhat::Notice(NoticeKind::Transferred);
    assert_eq!(whats, [(RecentWhat::Missed, true, None), (transferred, false, None)]);
    d.ready(40, 2, vec![]);
    let id = lines(&d)[0].id;
    assert!(d.agent(41, AgentAction::OpenRecent(id)).contains(&Effect::Open(url("o"), None)));
    assert!(!lines(&d)[0].unseen, "it was looked at");
}

#[test]
fn that_missed_ones_were_seen_is_remembered_too() {
    let (mut d, _) = with_a_missed_offer();
    assert!(lines(&d)[0].unseen);
    d.agent(50, AgentAction::SeeRecent);
    let journal = written(&d.tick(51)).expect("it is written");
    assert!(lines(&Table::restarted(journal)).iter().all(|line| !line.unseen));
}

#[test]
fn what_happened_just_before_the_end_is_remembered() {
    let mut d = connected();
    d.center(1, 1, offered("o", 30));
    let sent = d.agent(2, accept("o"));
    d.answer(3, &sent, Ok(None));
    d.center(4, 2, notice("n", NoticeKind::Assigned));
    let journal = written(&d.agent(4, AgentAction::Quit)).expect("there is no later time");
    let whats: Vec<_> = lines(&Table::restarted(journal)).into_iter().map(|line| line.what).collect();
    assert_eq!(whats, [RecentWhat::Notice(NoticeKind::Assigned), RecentWhat::Accepted]);
}

#[test]
fn a_line_of_another_version_costs_nothing_but_itself() {
    let text = r#"{"epoch":"e","sequence":7,"seen":[],"recent":[{"what":"dreamt","channel":"chat"},{"what":"gone","channel":"sms"}]}"#;
    let journal: Journal = serde_json::from_str(text).expect("it can be read");
    assert_eq!(journal.sequence, 7);
    assert_eq!(lines(&Table::restarted(journal)).len(), 1);
    let old: Journal = serde_json::from_str(r#"{"epoch":"e","sequence":7,"seen":[]}"#).expect("it can be read");
    assert_eq!(old.recent, []);
}

#[test]
fn fifty_lines_are_kept() {
    let mut d = connected();
    for sequence in 1..=60 {
        d.center(
            10 * i64::try_from(sequence).expect("small"),
            sequence,
            notice(&format!("n{sequence}"), NoticeKind::Assigned),
        );
    }
    assert_eq!(written(&d.tick(1_000)).expect("it is written").recent.len(), 50);
}

#[test]
fn signing_out_forgets_them() {
    let (mut d, _) = with_a_missed_offer();
    let journal = written(&d.agent(60, AgentAction::SignOut)).expect("it is written");
    assert_eq!(journal.recent, []);
}
