//! The real daemon on a real Wayland compositor, without an X display: the alert shows, and because
//! other windows may hide it the notification server is told too, with buttons that answer.
#![cfg(target_os = "linux")]

#[expect(dead_code, unreachable_pub, reason = "each test file uses its own part of the support")]
mod support;

use serde_json::{Value, json};
use std::time::Duration;
use support::agent::Agent;
use support::atspi::Role;

use support::process::{wait_for, wait_until, within};
use support::sway::{Sway, Toplevel};
use support::toasts::Toast;
use support::workplace::{AGENT, OTHER, Workplace, anna_chats, deskbell};

/// The colour of the button that accepts.
const ACCENT: u32 = 0x0f_6cbd;
const CRITICAL: u8 = 2;

fn at_work() -> (Sway, Workplace) {
    let session = Sway::session();
    let sway = Sway::start(&session);
    let place = sway.workplace(session, &[]);
    (sway, place)
}

fn alerts(sway: &Sway, place: &Workplace) -> Vec<Toplevel> {
    sway.windows(&place.session).into_iter().filter(|window| window.app == "deskbell").collect()
}

fn wait_for_alert(sway: &Sway, place: &Workplace, part: &str) -> Toplevel {
    wait_for(&format!("alert {part:?}"), || alerts(sway, place).into_iter().find(|window| window.title.contains(part)))
}

fn wait_until_no_alert(sway: &Sway, place: &Workplace) {
    wait_until("no alert any more", || alerts(sway, place).is_empty());
}

/// The toast that tells of an offer, once it is on the screen.
fn wait_for_offers_toast(place: &Workplace) -> Toast {
    wait_for("the toast of an offer", || {
        let toasts = place.session.toasts.open().into_iter();
        toasts.filter(|toast| toast.shown_at.is_some()).find(|toast| toast.tag.starts_with("deskbell offer"))
    })
}

fn wait_until_withdrawn(place: &Workplace, toast: &Toast) {
    wait_until("the toast is withdrawn", || {
        let all = place.session.toasts.all();
        all.iter().any(|seen| seen.id == toast.id && seen.gone_at.is_some())
    });
}

#[test]
fn the_alert_is_drawn_and_an_urgent_toast_with_accept_and_decline_is_beside_it() {
    let (sway, place) = at_work();
    assert_eq!(sway.picture(&place.session).count(ACCENT), 0);
    place.center.customer_writes(&anna_chats("Is anybody there?"));
    let alert = wait_for_alert(&sway, &place, "Anna Nowak");
    assert_eq!(alert.size.0, 372, "as large as it wants to be: {alert:?}");
    wait_until("the button in the picture", || {
        let picture = sway.picture(&place.session);
        picture.count(ACCENT) > 5_000 && picture.rows(ACCENT) > 40
    });
    wait_until("the center knows", || place.center.receipts().iter().any(|receipt| receipt["how"] == json!("alert")));
    let toast = wait_for_offers_toast(&place);
    assert_eq!((toast.summary.as_str(), toast.urgency), ("Incoming chat", CRITICAL));
    assert!(toast.body.contains("Anna Nowak") && toast.body.contains("Is anybody there?"), "{toast:?}");
    assert_eq!((toast.actions, toast.expires), (vec!["accept".to_owned(), "decline".to_owned()], 0));
    wait_until("the toast on the screen", || place.session.dunst_displayed() == 1);
    sway.save_picture(&place.session, "wayland-alert.png");
}

#[test]
fn accept_on_the_toast_takes_the_conversation_and_opens_the_summary() {
    let (sway, place) = at_work();
    let conversation = place.center.customer_writes(&anna_chats("By the toast, please"));
    let toast = wait_for_offers_toast(&place);
    sway.choose(&place.session, "Accept");
    place.center.wait_until_taken_by(&conversation, AGENT);
    place.session.wait_for_opened(&conversation);
    wait_until_withdrawn(&place, &toast);
    wait_until_no_alert(&sway, &place);
}

#[test]
fn decline_on_the_toast_leaves_the_conversation_to_the_next_agent() {
    let (sway, place) = at_work();
    let conversation = place.center.customer_writes(&anna_chats("Somebody else, please"));
    let toast = wait_for_offers_toast(&place);
    let mut other = Agent::connect(&place.session.bus.peer.runner, &place.center);
    sway.choose(&place.session, "Decline");
    other.accept_next_offer();
    place.center.wait_until_taken_by(&conversation, OTHER);
    wait_until_withdrawn(&place, &toast);
    wait_until_no_alert(&sway, &place);
}

#[test]
fn what_another_agent_takes_is_withdrawn_and_the_next_offer_shows_again() {
    let (sway, place) = at_work();
    let mut other = Agent::connect(&place.session.bus.peer.runner, &place.center);
    let conversation = place.center.customer_writes(&anna_chats("Who is first?"));
    place.center.order(&conversation, "offer-to-all", &json!({}));
    let toast = wait_for_offers_toast(&place);
    other.accept_offer_of(&conversation);
    wait_until_withdrawn(&place, &toast);
    place.wait_for_words(&format!("Taken by {OTHER}"));
    wait_until_no_alert(&sway, &place);
    // A window that was hidden is a new one to Wayland.
    let next = place.center.customer_writes(&json!({ "channel": "chat", "name": "Jan Zalewski", "comment": "Next" }));
    wait_for_alert(&sway, &place, "Jan Zalewski");
    wait_until("the button in the picture", || sway.picture(&place.session).count(ACCENT) > 5_000);
    let toast = wait_for_offers_toast(&place);
    let accept = place.session.accessibility.wait_for(Role::Button, "Accept");
    // In its first moments an alert takes no press: nobody knows where the mouse is.
    wait_until("Accept takes the press", || {
        place.session.accessibility.press(&accept);
        let taken = || place.center.conversation(&next)["agent"]["name"] == AGENT;
        within(Duration::from_secs(1), || taken().then_some(())).is_some()
    });
    wait_until_withdrawn(&place, &toast);
    wait_until_no_alert(&sway, &place);
    let all = place.session.toasts.all().into_iter().filter(|toast| toast.tag.starts_with("deskbell offer"));
    let mut tags: Vec<String> = all.map(|toast| toast.tag).collect();
    let shown = tags.len();
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), shown, "each offer has one: {tags:?}");
}

#[test]
fn the_doctor_notes_that_alerts_may_be_hidden() {
    let session = Sway::session();
    let sway = Sway::start(&session);
    let output = sway.command(&session, &deskbell()).args(["doctor", "--json"]).output().expect("it starts");
    let report: Value = serde_json::from_slice(&output.stdout).expect("it speaks JSON");
    let rows = report["rows"].as_array().expect("rows");
    let display = rows.iter().find(|row| row["id"] == "display").expect("a row");
    assert_eq!(display["state"], "note", "{display}");
    assert!(display["what"].as_str().is_some_and(|what| what.contains("may hide alerts")), "{display}");
}

#[test]
fn where_there_is_an_x_display_as_well_alerts_are_on_it_and_no_toast_is_needed() {
    let session = Sway::session();
    let sway = Sway::start(&session);
    let display = session.display.name.clone();
    let place = sway.workplace(session, &[("DISPLAY", &display)]);
    let conversation = place.center.customer_writes(&anna_chats("On X"));
    let alert = place.wait_for_alert("Anna Nowak");
    assert!(alerts(&sway, &place).is_empty());
    place.click_in_alert(&alert, "Accept");
    place.center.wait_until_taken_by(&conversation, AGENT);
    place.wait_until_no_alert();
    assert_eq!(place.session.toasts.all(), []);
}
