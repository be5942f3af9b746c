//! Declining where the center wants to know why: by mouse, by keyboard and by the menu.

use crate::support::atspi::Role;
use crate::support::process::wait_until;
use crate::support::session::Session;
use crate::support::workplace::{Workplace, anna_chats};
use crate::support::x11::Key;
use serde_json::json;

const REASONS: [&str; 4] = ["--decline-reason", "In a meeting", "--decline-reason", "Not my field"];

fn asked() -> (Workplace, String) {
    let place = Workplace::start_with(Session::builder().start(), &REASONS, &[]);
    let conversation = place.center.customer_writes(&anna_chats("Do you have a moment?"));
    (place, conversation)
}

fn wait_for_reason(place: &Workplace, conversation: &str, reason: &str) {
    wait_until("the reason in the center", || {
        let timeline = place.center.conversation(conversation)["timeline"].clone();
        timeline.as_array().is_some_and(|entries| {
            entries.iter().any(|entry| entry["what"] == "declined" && entry["why"] == json!(reason))
        })
    });
}

#[test]
fn decline_asks_why_and_the_reason_reaches_the_center() {
    let (place, conversation) = asked();
    let alert = place.wait_for_alert("Anna Nowak");
    place.click_in_alert(&alert, "Decline");
    place.wait_for_words("Why do you decline?");
    let grown = place.wait_for_alert("Anna Nowak");
    assert_eq!(grown.area.y + grown.area.height, alert.area.y + alert.area.height, "the lower edge stays");
    place.click_in_alert(&grown, "Back");
    place.click_in_alert(&place.wait_for_alert("Anna Nowak"), "Decline");
    place.click_in_alert(&place.wait_for_alert("Anna Nowak"), "Not my field");
    wait_for_reason(&place, &conversation, "Not my field");
    place.wait_until_no_alert();
}

#[test]
fn a_screen_reader_chooses_a_reason_too() {
    let (place, conversation) = asked();
    place.wait_for_alert("Anna Nowak");
    for name in ["Decline", "In a meeting"] {
        let button = place.session.accessibility.wait_for(Role::Button, name);
        place.session.accessibility.press(&button);
    }
    wait_for_reason(&place, &conversation, "In a meeting");
}

#[test]
fn the_menu_has_the_reasons_too() {
    let (place, conversation) = asked();
    let offer = "Anna Nowak · chat";
    place.session.tray().choose(&[offer, "Decline", "In a meeting"]);
    wait_for_reason(&place, &conversation, "In a meeting");
}

#[test]
fn escape_never_declines() {
    let (place, conversation) = asked();
    let alert = place.wait_for_alert("Anna Nowak");
    place.click_in_alert(&alert, "Decline");
    place.wait_for_words("Why do you decline?");
    place.session.display.press(Key::Escape);
    assert_eq!(place.center.conversation(&conversation)["state"], json!("waiting"));
    assert_eq!(place.alerts().len(), 1);
}
