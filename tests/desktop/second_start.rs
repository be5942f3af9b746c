//! A second start hands what it was given to the first.

use crate::support::process::wait_until;
use crate::support::session::Session;
use crate::support::windows::Shown;
use crate::support::workplace::{Workplace, anna_chats};

fn is_settings(window: &Shown) -> bool {
    window.title.contains("Deskbell settings") && !window.unmanaged
}

#[test]
fn a_second_start_shows_that_the_first_one_runs() {
    let place = Workplace::start(Session::builder().start());
    assert_eq!(place.run(&[]), (true, String::new()));
    place.session.display.wait_for_window("settings", is_settings);
    assert!(place.status()["state"] == "connected");
}

#[test]
fn its_arguments_count_from_now_on() {
    let place = Workplace::start(Session::builder().start());
    assert!(place.run(&["--language", "pl", "--theme", "dark"]).0);
    place.center.customer_writes(&anna_chats("Hello"));
    let alert = place.wait_for_alert("Anna Nowak");
    place.session.button(&alert, "Przyjmij");
    let tray = place.session.tray();
    wait_until("the menu in Polish", || tray.menu().find(&["Zakończ"]).is_some());
}

#[test]
fn a_theme_that_it_brings_is_worn_by_an_open_window_of_settings() {
    let place = Workplace::start_with(Session::builder().start(), &[], &["--theme", "light"]);
    assert!(place.run(&["--theme", "light"]).0);
    let display = &place.session.display;
    let window = display.wait_for_window("settings", is_settings);
    let mostly = |ground: [u8; 3]| {
        let pixels = display.pixels(window.area);
        pixels.chunks_exact(3).filter(|pixel| *pixel == ground).count() * 2 > pixels.len() / 3
    };
    wait_until("the light ground", || mostly([0xff; 3]));
    assert!(place.run(&["--theme", "dark"]).0);
    wait_until("the dark ground", || mostly([0x20, 0x1f, 0x1e]));
}

#[test]
fn another_center_is_not_taken_over() {
    let place = Workplace::start(Session::builder().start());
    let (done, said) = place.run(&["--center", "ws://127.0.0.1:9/v1/agent"]);
    assert!(!done && said.contains("another contact center"), "{said}");
}

#[test]
fn a_link_of_ours_is_done_by_the_first_and_a_foreign_one_is_refused() {
    let place = Workplace::start(Session::builder().start());
    assert!(place.run(&["deskbell://settings"]).0);
    place.session.display.wait_for_window("settings", is_settings);
    let page = place.center.page("/supervisor");
    let link = format!("deskbell://open?url={}", page.replace(':', "%3A").replace('/', "%2F"));
    assert!(place.run(&[&link]).0);
    place.session.wait_for_opened("/supervisor");
    for (link, why) in [
        ("deskbell://open?url=https%3A%2F%2Fevil.example%2F", "may not be opened"),
        ("deskbell://accept?offer=o1", "no link that Deskbell knows"),
    ] {
        let (done, said) = place.run(&[link]);
        assert!(!done && said.contains(why), "{said}");
    }
}
