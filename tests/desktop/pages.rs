//! The reference center's pages in a real Chromium, where the network is slow.

use crate::support::browser::Chromium;
use crate::support::process::wait_until;
use crate::support::session::{Browser, Session};
use crate::support::workplace::{Workplace, anna_chats};
use crate::support::x11::{Area, Key};
use serde_json::json;

#[test]
fn words_written_as_soon_as_the_slow_summary_page_shows_a_line_are_sent() {
    let place = Workplace::start(Session::builder().browser(Browser::Chromium).start());
    let browser = Chromium::start(&place.session, "about:blank");
    let conversation = place.center.customer_writes(&anna_chats("Where is my parcel?"));
    let alert = place.wait_for_alert("Anna Nowak");
    place.click_in_alert(&alert, "Accept");
    let path = format!("/conversations/{conversation}");
    let mut page = browser.page(&path);
    page.place(Area { x: 0, y: 0, width: 620, height: 760 });
    page.call("Page.navigate", json!({ "url": "about:blank" }));
    page.call("Network.enable", json!({}));
    // Each request takes a second: the page is there before its script is, the script before the conversation.
    let slow = json!({ "offline": false, "latency": 1000, "downloadThroughput": -1, "uploadThroughput": -1 });
    page.call("Network.emulateNetworkConditions", slow);
    page.call("Page.navigate", json!({ "url": place.center.page(&path) }));
    page.type_into(&place.session.display, "#message", "Hi");
    place.session.display.press(Key::Return);
    wait_until("the agent's words at the center", || {
        let messages = place.center.conversation(&conversation)["messages"].clone();
        messages.as_array().into_iter().flatten().any(|message| message["text"] == "Hi")
    });
}
