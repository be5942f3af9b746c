//! An offer on the screen of Windows.

use super::desk::Desk;
use crate::support::ear::Ear;
use crate::support::process::wait_until;
use crate::support::windows::Shown;
use crate::support::workplace::{AGENT, anna_chats};
use std::time::Duration;

#[test]
#[ignore = "make windows-test"]
fn an_offer_is_shown_without_the_keyboard_accepted_by_a_click_and_opened() {
    let desk = Desk::new();
    let _daemon = desk.start_signed_in(&["--theme", "light", "--language", "en"]);
    // Wine's tray is a window of its own here, and takes the keyboard when it comes.
    desk.wait_for_window("Wine System Tray");
    let _editor = desk.session.spawn("xterm", &["-T", "the agent's work", "-geometry", "80x24+0+100"], &[]);
    let work = desk.wait_for_window("the agent's work");
    let display = &desk.session.display;
    wait_until("the keyboard at the agent's work", || {
        display.click(work.area.middle());
        display.focus() == work.id
    });
    let conversation = desk.center.customer_writes(&anna_chats("I am waiting for my order, can you look?"));
    let alert = desk.wait_for_window("Anna Nowak");
    assert!(is_on_screen(&alert, display.screen.width, display.screen.height), "{alert:?}");
    assert_eq!(display.focus(), work.id, "the keyboard stays where it was when the alert is there");
    desk.accept(&alert, &conversation);
    assert_eq!(display.focus(), work.id, "the keyboard stays where it was at a click");
    desk.center.wait_until_taken_by(&conversation, AGENT);
    desk.session.wait_for_opened(&conversation);
    display.wait_until_no_window("alert", |window| window.title.contains("Anna Nowak"));
    assert_eq!(display.focus(), work.id, "the keyboard stays where it was");
}

fn is_on_screen(alert: &Shown, width: i32, height: i32) -> bool {
    let area = alert.area;
    area.x >= 0 && area.y >= 0 && area.x + area.width <= width && area.y + area.height <= height
}

#[test]
#[ignore = "make windows-test"]
fn alerts_wear_both_themes_and_go_when_the_customer_does() {
    let desk = Desk::new();
    let mut daemon = desk.start_signed_in(&["--theme", "light", "--language", "en"]);
    for theme in ["light", "dark"] {
        // A second start shows the window of settings, too.
        assert!(desk.run(&["--theme", theme]).0);
        let settings = desk.wait_for_window("Deskbell settings");
        let conversation = desk.center.customer_writes(&anna_chats("I am waiting for my order, can you look?"));
        let alert = desk.wait_for_window("Anna Nowak");
        let ground = if theme == "light" { [0xff; 3] } else { [0x20, 0x1f, 0x1e] };
        for window in [&alert, &settings] {
            wait_until(&format!("the {theme} ground of {:?}", window.title), || {
                let pixels = desk.session.display.pixels(window.area);
                let of_ground = pixels.chunks_exact(3).filter(|pixel| *pixel == ground).count();
                of_ground * 2 > pixels.len() / 3
            });
        }
        desk.picture(&format!("alert-{theme}"));
        desk.center.order(&conversation, "close", &serde_json::json!({ "by": "customer" }));
        desk.session.display.wait_until_no_window("alert", |window| window.title.contains("Anna Nowak"));
    }
    assert!(!daemon.has_ended());
}

#[test]
#[ignore = "make windows-test"]
fn an_offer_is_heard_until_the_customer_goes() {
    let desk = Desk::new();
    let ear = Ear::start(&desk.session);
    let _daemon = desk.start_signed_in(&["--language", "en"]);
    let conversation = desk.center.customer_writes(&anna_chats("Hello"));
    ear.wait_for(2);
    desk.center.order(&conversation, "close", &serde_json::json!({ "by": "customer" }));
    // What was played just before is recorded a little later.
    ear.listen(Duration::from_secs(1));
    let sounds = ear.heard().len();
    ear.listen(Duration::from_secs(6));
    assert_eq!(ear.heard().len(), sounds, "nothing rings");
}
