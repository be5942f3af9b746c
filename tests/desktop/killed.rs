//! The daemon ends as by a power cut, at the worst moments: nothing is lost and nothing comes twice.

use crate::support::process::{wait_for, wait_until};
use crate::support::session::{Notify, Session};
use crate::support::workplace::{AGENT, Workplace, anna_chats};

/// Toasts about that customer so far.
fn shown(place: &Workplace, customer: &str) -> usize {
    place.session.toasts.all().iter().filter(|toast| toast.id > 0 && toast.body.contains(customer)).count()
}

fn wait_until_shown(place: &Workplace, customer: &str) {
    wait_until(&format!("a toast about {customer}"), || shown(place, customer) > 0);
}

/// Waits until the daemon wrote down that these notices were dealt with.
fn wait_until_noted(place: &Workplace, notices: &[&str]) {
    let journal = place.session.folder().join("state/deskbell/journal.json");
    wait_until("the journal", || {
        let text = std::fs::read_to_string(&journal).unwrap_or_default();
        notices.iter().all(|notice| text.contains(notice))
    });
}

#[test]
fn killed_between_receipt_and_display_the_notice_is_shown_after_the_restart_once() {
    let mut place = Workplace::start(Session::builder().notify(Notify::None).start());
    place.center.raise_notice("n-1", "Jan Kowalski");
    place.session.tray().wait_for_line(&["There is no notification service"]);
    let mut dunst = None;
    place.kill_and_restart(|place| dunst = Some(place.session.start_dunst()));
    wait_until_shown(&place, "Jan Kowalski");
    wait_until_noted(&place, &["n-1"]);
    place.kill_and_restart(|_| {});
    // What comes after it in order is here, so it was dealt with.
    place.center.raise_notice("n-2", "Ewa Lis");
    wait_until_shown(&place, "Ewa Lis");
    assert_eq!(shown(&place, "Jan Kowalski"), 1);
}

#[test]
fn killed_after_showing_and_before_acknowledging_nothing_is_shown_again() {
    let mut place = Workplace::start(Session::builder().start());
    let customers = ["Anna Nowak", "Jan Kowalski", "Ewa Lis", "Piotr Wrona", "Olga Maj"];
    for (number, customer) in customers.iter().enumerate() {
        place.center.raise_notice(&format!("n-{number}"), customer);
    }
    customers.iter().for_each(|customer| wait_until_shown(&place, customer));
    wait_until_noted(&place, &["n-0", "n-1", "n-2", "n-3", "n-4"]);
    place.kill_and_restart(|_| {});
    place.center.raise_notice("last", "Adam Kos");
    wait_until_shown(&place, "Adam Kos");
    assert_eq!(customers.map(|customer| shown(&place, customer)), [1; 5]);
}

#[test]
fn killed_while_it_rings_the_offer_rings_again_and_can_be_accepted() {
    let mut place = Workplace::start(Session::builder().start());
    let conversation = place.center.customer_writes(&anna_chats("Are you there?"));
    place.wait_for_alert("Anna Nowak");
    place.kill_and_restart(|_| {});
    let alert = place.wait_for_alert("Anna Nowak");
    place.click_in_alert(&alert, "Accept");
    place.center.wait_until_taken_by(&conversation, AGENT);
    wait_for("the summary", || place.session.opened_urls().into_iter().find(|url| url.contains(&conversation)));
}

#[test]
fn a_killed_center_that_keeps_its_events_loses_none_of_them() {
    let session = Session::builder().start();
    let file = session.folder().join("events.jsonl").display().to_string();
    let keep = ["--keep", &file];
    let mut place = Workplace::start_with(session, &keep, &[]);
    place.center.raise_notice("before", "Jan Kowalski");
    wait_until_shown(&place, "Jan Kowalski");
    wait_until_noted(&place, &["before"]);
    place.daemon.pause(true);
    place.center.raise_notice("meanwhile", "Ewa Lis");
    place.center.kill_and_restart(&place.session, &keep);
    place.daemon.pause(false);
    wait_until_shown(&place, "Ewa Lis");
    assert_eq!([shown(&place, "Jan Kowalski"), shown(&place, "Ewa Lis")], [1, 1]);
}

#[test]
fn what_was_missed_is_still_among_the_recent_after_a_restart_without_the_customers_name() {
    let mut place = Workplace::start_with(Session::builder().start(), &["--offer-seconds", "2"], &[]);
    place.center.customer_writes(&anna_chats("Is anybody there?"));
    place.session.tray().wait_for_line(&["Recent", "● Missed · Anna Nowak"]);
    let journal = place.session.folder().join("state/deskbell/journal.json");
    wait_until("the journal", || std::fs::read_to_string(&journal).is_ok_and(|text| text.contains("missed")));
    place.kill_and_restart(|_| {});
    let tray = place.session.tray();
    tray.wait_for_line(&["Recent", "● Missed · chat"]);
    tray.choose(&["Recent", "Mark as seen"]);
    tray.wait_for_line(&["Recent", "Missed · chat"]);
}
