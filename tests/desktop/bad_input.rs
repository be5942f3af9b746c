//! Whatever a center says, the daemon lives, stays connected, shows nothing as markup, and keeps
//! the customer's words out of its log.

use crate::support::browser::Chromium;
use crate::support::process::{Process, wait_for, wait_until};
use crate::support::raw_center::{RawCenter, event, now};
use crate::support::session::{Browser, Session};
use crate::support::workplace::{AGENT_ID, Workplace, anna_chats, deskbell, is_alert};
use crate::support::x11::Area;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

/// A word of a customer that must not be found in any log.
const SECRET: &str = "Tajemnica";

fn connected(session: &Session, center: &RawCenter) -> Process {
    let daemon = session.spawn(&deskbell(), &["--center", &center.url], &[("DESKBELL_TOKEN", "x")]);
    session.tray().wait_for_line(&["Connected as"]);
    daemon
}

pub(crate) fn offer(id: &str, name: &str) -> Value {
    let conversation = json!({
        "id": id, "channel": "chat", "customer": { "name": name, "identified": "no" },
        "comment": SECRET, "waitingSince": now(), "summaryUrl": "https://crm.example/1",
    });
    let data = json!({ "offerId": id, "reason": "incoming", "declinable": true, "conversation": conversation });
    event(&format!("event-{id}"), "offer.created", data)
}

/// What the daemon wrote to its terminal and to its log files.
fn log(session: &Session, daemon: &Process) -> String {
    let folder = session.folder().join("state/deskbell/log");
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let texts = files.map(|file| std::fs::read_to_string(file.path()).unwrap_or_default());
    texts.chain([daemon.output()]).collect()
}

#[test]
fn nonsense_from_the_center_neither_ends_the_daemon_nor_the_connection() {
    let session = Session::builder().start();
    let center = RawCenter::start(&session.bus.peer.runner);
    let mut daemon = connected(&session, &center);
    let mut no_id = offer("a", "x");
    no_id["data"].as_object_mut().expect("an object").remove("offerId");
    let mut wrong_type = offer("b", "x");
    wrong_type["data"]["declinable"] = json!("maybe");
    let mut odd_time = offer("c", "x");
    odd_time["expirytime"] = json!("tomorrow");
    for text in [
        format!("{{\"{SECRET}"),
        json!([SECRET]).to_string(),
        json!({ "data": SECRET }).to_string(),
        event("d", "offer.exploded", json!({ "words": SECRET })).to_string(),
        event("e", "offer.created", json!(null)).to_string(),
        no_id.to_string(),
        wrong_type.to_string(),
        odd_time.to_string(),
        format!("{{\"{}\": 1}}", "[".repeat(3000)),
        "[".repeat(50_000),
    ] {
        center.say(Message::text(text));
    }
    center.say(Message::binary(SECRET.as_bytes().to_vec()));
    center.say(Message::text(json!({ "pad": SECRET.repeat(9_000) }).to_string()));
    center.say_event(&offer("good", "Good Customer"));
    session.display.wait_for_window("the good offer", |window| is_alert(window) && window.title.contains("Good"));
    assert_eq!(center.hellos(), 1, "the connection stayed up");
    assert!(!daemon.has_ended());
    let log = log(&session, &daemon);
    assert!(log.contains("WARN"), "nothing was said about it:\n{log}");
    assert!(!log.contains(SECRET), "the customer's words are in the log:\n{log}");
}

#[test]
fn a_frame_of_two_megabytes_costs_the_connection_and_nothing_else() {
    let session = Session::builder().start();
    let center = RawCenter::start(&session.bus.peer.runner);
    let mut daemon = connected(&session, &center);
    center.say(Message::text("x".repeat(2 * 1024 * 1024)));
    wait_until("the daemon connects again", || center.hellos() == 2);
    center.say_event(&offer("good", "Good Customer"));
    session.display.wait_for_window("the good offer", |window| is_alert(window) && window.title.contains("Good"));
    assert!(!daemon.has_ended());
}

#[test]
fn odd_names_are_cut_and_cleaned_and_odd_times_are_survived() {
    let session = Session::builder().start();
    let center = RawCenter::start(&session.bus.peer.runner);
    let mut daemon = connected(&session, &center);
    center.say_event(&offer("long", &"Very long name ".repeat(700)));
    let long =
        session.display.wait_for_window("the long name", |window| is_alert(window) && window.title.contains("Very"));
    assert!(long.title.chars().count() < 300, "{}", long.title);
    assert!(long.area.width < 500, "{long:?}");
    center.say_event(&offer("odd", "Eve\u{202e}\u{0007}\u{0000}<b>bold</b>"));
    let odd =
        session.display.wait_for_window("the odd name", |window| is_alert(window) && window.title.contains("Eve"));
    assert!(!odd.title.contains(['\u{202e}', '\u{7}', '\u{0}']) && odd.title.contains("<b>"), "{:?}", odd.title);
    let mut past = offer("past", "Past Customer");
    past["expirytime"] = json!("2001-01-01T00:00:00Z");
    center.say_event(&past);
    let mut future = offer("future", "Future Customer");
    future["expirytime"] = json!("2099-01-01T00:00:00Z");
    center.say_event(&future);
    session.display.wait_for_window("2099", |window| is_alert(window) && window.title.contains("Future"));
    let shown = session.display.windows();
    assert!(!shown.iter().any(|window| window.title.contains("Past")), "an expired offer is never shown");
    assert!(!daemon.has_ended());
}

#[test]
fn a_link_that_is_not_allowed_is_not_opened() {
    let session = Session::builder().start();
    let center = RawCenter::start(&session.bus.peer.runner);
    let mut daemon = connected(&session, &center);
    for (number, link) in ["javascript:alert(1)", "file:///etc/passwd", "https://evil.example/"].iter().enumerate() {
        let id = format!("link-{number}");
        let mut bad = offer(&id, &format!("Customer {number}"));
        bad["data"]["conversation"]["summaryUrl"] = json!(link);
        center.say_event(&bad);
        let title = format!("Customer {number}");
        let alert = session.display.wait_for_window(&title, |window| is_alert(window) && window.title.contains(&title));
        session.click_button(&alert, "Accept");
        let command = center.wait_to_hear("the accept", |event| {
            event["data"]["offerId"] == id && event["type"] == "dev.deskbell.command.accept.v1"
        });
        let mut result = event(&format!("result-{number}"), "command.result", json!({ "ok": true, "url": link }));
        result["causationid"] = command["id"].clone();
        center.say_event(&result);
        session.display.wait_until_no_window(&title, is_alert);
    }
    session.tray().wait_for_line(&["Link not opened"]);
    assert_eq!(session.opened_urls(), Vec::<String>::new());
    assert!(!daemon.has_ended());
}

#[test]
fn what_a_sender_raises_badly_is_refused_or_shown_safely() {
    let mut place = Workplace::start(Session::builder().start());
    let kind = "application/cloudevents+json";
    let mut raised = offer("raised", "<i>Raised</i>\u{202e}");
    raised["subject"] = json!(format!("agent/{AGENT_ID}"));
    assert_eq!(place.center.send_event(kind, b"{ not json"), Some(400));
    assert_eq!(place.center.send_event(kind, br#"{"specversion":"1.0"}"#), Some(400));
    // Told before all of it was read, or cut off.
    assert!(matches!(place.center.send_event(kind, &vec![b' '; 2 * 1024 * 1024]), None | Some(413)));
    assert_eq!(place.center.send_event(kind, raised.to_string().as_bytes()), Some(202));
    let alert = place.wait_for_alert("Raised");
    assert!(!alert.title.contains('\u{202e}'), "{:?}", alert.title);
    place.center.customer_writes(&anna_chats("Everything else still works"));
    place.wait_for_alert("Anna Nowak");
    wait_for("alive", || (!place.daemon.has_ended()).then_some(()));
    let log = log(&place.session, &place.daemon);
    assert!(!log.contains(SECRET) && !log.contains("Everything else"), "{log}");
}

#[test]
fn signs_that_menus_and_pages_understand_are_shown_as_they_are_written() {
    let place = Workplace::start(Session::builder().browser(Browser::Chromium).start());
    let name = "R&D __init__ <img src=x onerror=document.title='hit'>";
    let opening =
        json!({ "channel": "chat", "name": name, "comment": "<script>document.title='hit'</script> & {{x}}" });
    let conversation = place.center.customer_writes(&opening);
    place.wait_for_alert("R&D __init__ <img");
    place.session.tray().wait_for_line(&["R&D __init__ <img src=x"]);
    let browser = Chromium::start(&place.session, "about:blank");
    for path in ["/supervisor".to_owned(), format!("/conversations/{conversation}")] {
        let mut page = browser.open(&place.center.page(&path), Area { x: 0, y: 0, width: 700, height: 700 });
        page.wait_for_text("R&D __init__ <img src=x");
        assert_eq!(page.eval("document.querySelectorAll('img').length"), json!(0), "{path}");
        assert_ne!(page.eval("document.title"), json!("hit"), "{path}");
    }
}
