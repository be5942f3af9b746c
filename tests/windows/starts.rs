//! Starting: once a session, and what a second start brings.

use super::desk::Desk;
use crate::support::process::{wait_for, wait_until};

#[test]
#[ignore = "make windows-test"]
fn a_second_start_hands_over_and_ends_and_the_first_goes_on() {
    let desk = Desk::new();
    let mut daemon = desk.start_signed_in(&["--language", "en"]);
    assert!(desk.run(&["--language", "pl"]).0);
    let page = desk.center.page("/supervisor");
    let link = format!("deskbell://open?url={}", page.replace(':', "%3A").replace('/', "%2F"));
    assert!(desk.run(&[&link]).0);
    desk.session.wait_for_opened("/supervisor");
    let (done, said) = desk.run(&["deskbell://open?url=https%3A%2F%2Fevil.example%2F"]);
    assert!(!done && !said.is_empty(), "{said}");
    assert!(desk.run(&["deskbell://settings"]).0);
    desk.wait_for_window("Ustawienia Deskbell");
    assert!(!daemon.has_ended());
    assert!(desk.run(&["quit"]).0);
    wait_until("the end of the daemon", || daemon.has_ended());
    assert!(!desk.run(&["status"]).0, "nothing runs any more");
}

#[test]
#[ignore = "make windows-test"]
fn toasts_that_windows_does_not_show_are_told_by_doctor_and_to_the_center() {
    let desk = Desk::new();
    let _daemon = desk.start_signed_in(&["--language", "en"]);
    // Wine has no toasts, as a Windows without that part: class not registered.
    let (done, said) = desk.run(&["doctor"]);
    assert!(!done && said.contains("0x80040154"), "{said}");
    // What other rows ask Windows for, and get.
    assert!(said.contains("opened by winebrowser.\n") && said.contains("1280 × 800"), "{said}");
    desk.center.raise_notice("n1", "Jan Kos");
    let receipt =
        wait_for("the receipt", || desk.center.receipts().into_iter().find(|receipt| receipt["noticeId"] == "n1"));
    assert_eq!(receipt["how"], "failed", "{receipt}");
    assert!(receipt["why"].as_str().is_some_and(|why| why.contains("0x80040154")), "{receipt}");
}
