//! The whole sign-in in a real Chromium, by real clicks and keys.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::desk::{Desk, session};
use crate::support::browser::{Chromium, Page};
use crate::support::session::Browser;
use crate::support::workplace::TOKEN;
use crate::support::x11::Area;

/// The sign-in page, once its window stays where it is.
fn sign_in_page(desk: &Desk) -> Page {
    let browser = Chromium::find(&desk.session);
    desk.session.display.wait_for_window("Chromium", |window| window.class == "Chromium");
    let mut page = browser.page("/openid/authorize");
    page.place(Area { x: 0, y: 0, width: 900, height: 780 });
    page.wait("document.hasFocus() && screenX == 0 && outerWidth == 900");
    page
}

/// Where pictures for people go.
fn picture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"))
}

/// The page as it looks to whoever wishes light or dark pages.
fn in_scheme(page: &mut Page, scheme: &str) -> serde_json::Value {
    let wish = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
    page.call("Emulation.setEmulatedMedia", json!({ "features": wish }));
    page.screenshot(&picture(&format!("signed-in-{scheme}")));
    page.eval("getComputedStyle(document.body).backgroundColor")
}

#[test]
fn an_agent_signs_in_with_a_real_browser_and_its_last_page_says_so() {
    let desk = Desk::with_daemon(session().browser(Browser::Chromium).start(), &[]);
    let command = desk.begin(&["sign-in"]);
    let mut page = sign_in_page(&desk);
    let display = &desk.session.display;
    page.type_into(display, "#password", "guessed");
    page.click(display, "#sign-in");
    page.wait("document.querySelector('.problem') && document.readyState == 'complete'");
    page.type_over(display, "#password", TOKEN);
    page.click(display, "#sign-in");
    page.wait_for_text("You are signed in");
    let (status, output) = command.finish();
    assert!(status.success(), "{output}");
    desk.wait_until_connected();
    assert_eq!(page.eval("location.hostname + location.pathname"), "127.0.0.1/signed-in");
    assert_eq!(page.eval("document.querySelectorAll('script, link, img, iframe').length"), 0);
    assert_ne!(in_scheme(&mut page, "light"), in_scheme(&mut page, "dark"));
}

#[test]
fn an_agent_who_cancels_in_a_real_browser_sees_there_that_nobody_is_signed_in() {
    let desk = Desk::new(session().browser(Browser::Chromium).start(), &[]);
    let command = desk.begin(&["sign-in"]);
    let mut page = sign_in_page(&desk);
    page.click(&desk.session.display, "#cancel");
    page.wait_for_text("You are not signed in");
    page.screenshot(&picture("not-signed-in"));
    let (status, output) = command.finish();
    assert!(!status.success() && output.contains("The sign-in was declined."), "{output}");
}
