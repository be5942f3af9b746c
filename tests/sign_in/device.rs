//! The device flow: a code that is typed elsewhere.

use crate::desk::{Desk, session};
use crate::support::process::Process;
use crate::support::workplace::{AGENT_ID, TOKEN};
use crate::web::{self, Answer};

/// The page with the code in it, as the command prints it.
fn page(command: &mut Process) -> String {
    command.wait_for_match("page with the code", |line| {
        line.trim().starts_with("http").then(|| line.trim().to_owned()).filter(|link| link.contains("user_code="))
    })
}

fn answer(page: &str, button: &str) -> Answer {
    let shown = web::get(page);
    let code = shown.body.split("class=\"code\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let code = code.expect("the page has the code").to_owned();
    let (place, _) = page.split_once('?').expect("the code is in the query");
    let form = [("user_code", &*code), ("agent", AGENT_ID), ("password", TOKEN), ("do", button)];
    web::post(place, &form)
}

#[test]
fn the_agent_types_the_code_elsewhere_and_the_daemon_connects() {
    let desk = Desk::with_daemon(session().start(), &[]);
    let mut command = desk.begin(&["sign-in", "--device"]);
    let page = page(&mut command);
    let line = command.wait_for_line("Open this page on any device, and type the code");
    let (_, code) = page.rsplit_once('=').expect("the code is in the query");
    assert!(line.contains(code), "{line} has not {code}");
    assert!(answer(&page, "sign-in").body.contains("The device is signed in"));
    let (status, output) = command.finish();
    assert!(status.success(), "{output}");
    desk.wait_until_connected();
    assert!(desk.session.opened_urls().is_empty(), "no browser was opened");
}

#[test]
fn an_agent_who_says_no_elsewhere_is_told_here() {
    let desk = Desk::new(session().start(), &[]);
    let mut command = desk.begin(&["sign-in", "--device"]);
    assert!(answer(&page(&mut command), "deny").body.contains("The device was not signed in"));
    let (status, output) = command.finish();
    assert!(!status.success() && output.contains("The sign-in was declined."), "{output}");
}
