//! The behaviours that make or break it, as an agent meets them.

use crate::support::agent::Agent;
use crate::support::process::{wait_for, wait_until, within};
use crate::support::session::{Notify, Session};
use crate::support::workplace::{AGENT, AGENT_ID, OTHER, Workplace, anna_chats};
use crate::support::x11::Key;
use serde_json::json;
use std::time::Duration;

#[test]
fn what_the_agent_types_goes_where_it_went_while_an_alert_appears() {
    let place = Workplace::start(Session::builder().start());
    let display = &place.session.display;
    let file = place.session.folder().join("typed");
    let script = format!("cat >'{}'", file.display());
    let _terminal = place.session.spawn("xterm", &["-geometry", "80x20+20+20", "-e", "sh", "-c", &script], &[]);
    let terminal = display.wait_for_window("xterm", |window| window.class == "XTerm");
    wait_until("the keyboard in xterm", || display.focus() == terminal.id);
    display.type_text("before ");
    place.center.customer_writes(&anna_chats("Do not interrupt the agent"));
    display.type_text("while ");
    let alert = place.wait_for_alert("Anna Nowak");
    assert_eq!(display.focus(), terminal.id, "the alert took the keyboard");
    display.type_text("after");
    display.press(Key::Return);
    wait_until("the typed line", || std::fs::read_to_string(&file).is_ok_and(|text| text == "before while after\n"));
    let screen = display.screen;
    let (x, y) = (alert.area.x + alert.area.width, alert.area.y + alert.area.height);
    assert!(x > screen.width - 60 && x <= screen.width && y > screen.height - 60 && y <= screen.height, "{alert:?}");
}

#[test]
fn an_offer_taken_by_another_agent_says_so_and_closes() {
    let place = Workplace::start(Session::builder().start());
    let mut other = Agent::connect(&place.session.bus.peer.runner, &place.center);
    let conversation = place.center.customer_writes(&anna_chats("Who is first?"));
    place.center.order(&conversation, "offer-to-all", &json!({}));
    let alert = place.wait_for_alert("Anna Nowak");
    place.session.button(&alert, "Accept");
    other.accept_next_offer();
    place.center.wait_until_taken_by(&conversation, OTHER);
    place.wait_for_words(&format!("Taken by {OTHER}"));
    place.wait_until_no_alert();
    assert_eq!(place.session.opened_urls(), Vec::<String>::new());
}

#[test]
fn a_declined_offer_closes_and_goes_to_the_next_agent() {
    let place = Workplace::start(Session::builder().start());
    let conversation = place.center.customer_writes(&anna_chats("Anybody?"));
    let alert = place.wait_for_alert("Anna Nowak");
    let mut other = Agent::connect(&place.session.bus.peer.runner, &place.center);
    place.click_in_alert(&alert, "Decline");
    other.accept_next_offer();
    place.center.wait_until_taken_by(&conversation, OTHER);
    place.wait_until_no_alert();
    assert_eq!(place.session.opened_urls(), Vec::<String>::new());
}

#[test]
fn a_customer_who_leaves_closes_the_alert() {
    let place = Workplace::start(Session::builder().start());
    let conversation = place.center.customer_writes(&anna_chats("Too late"));
    place.wait_for_alert("Anna Nowak");
    place.center.order(&conversation, "close", &json!({ "by": "customer" }));
    place.wait_for_words("The customer has left.");
    place.wait_until_no_alert();
}

#[test]
fn three_alerts_are_stacked_and_the_others_are_counted() {
    let session = Session::builder().screen(1280, 1024).start();
    let place = Workplace::start_with(session, &["--capacity", "9"], &[]);
    for number in 1..=5 {
        place
            .center
            .customer_writes(&json!({ "channel": "chat", "name": format!("Customer {number}"), "comment": "Hi" }));
    }
    place.wait_for_words("2 more waiting behind this one");
    let alerts = place.alerts();
    let titles: Vec<bool> =
        (1..=3).map(|number| alerts[number - 1].title.contains(&format!("Customer {number}"))).collect();
    assert_eq!((alerts.len(), titles), (3, vec![true; 3]), "the oldest on top: {alerts:?}");
    for pair in alerts.windows(2) {
        assert!(!pair[0].area.overlaps(&pair[1].area), "{pair:?}");
    }
    place.click_in_alert(&alerts[0], "Accept");
    place.wait_for_alert("Customer 4");
    place.wait_for_words("1 more waiting behind this one");
}

#[test]
fn a_toast_is_withdrawn_when_it_is_no_longer_true() {
    let place = Workplace::start(Session::builder().start());
    let opening = json!({ "channel": "chat", "name": "Jan", "comment": "Hello", "bot": true });
    let conversation = place.center.customer_writes(&opening);
    place.center.order(&conversation, "assign", &json!({ "agent": AGENT_ID }));
    wait_until("the toast on the screen", || place.session.dunst_displayed() == 1);
    place.center.order(&conversation, "close", &json!({ "by": "customer" }));
    // Sooner than its own time.
    let gone = within(Duration::from_secs(5), || (place.session.dunst_displayed() == 0).then_some(()));
    assert!(gone.is_some(), "still there: {:?}", place.session.toasts.open());
}

#[test]
fn without_a_notification_server_alerts_work_and_the_tray_says_what_is_missing() {
    let place = Workplace::start(Session::builder().notify(Notify::None).start());
    let opening = json!({ "channel": "chat", "name": "Jan", "comment": "Hello", "bot": true });
    let assigned = place.center.customer_writes(&opening);
    place.center.order(&assigned, "assign", &json!({ "agent": AGENT_ID }));
    place.session.tray().wait_for_line(&["There is no notification service"]);
    let conversation = place.center.customer_writes(&anna_chats("Do you see this?"));
    let alert = place.wait_for_alert("Anna Nowak");
    place.click_in_alert(&alert, "Accept");
    place.center.wait_until_taken_by(&conversation, AGENT);
    // A server that comes later repairs it, and what is still true is shown.
    let _dunst = place.session.start_dunst();
    wait_for("the toast", || place.session.toasts.open().into_iter().find(|toast| toast.id > 0));
    wait_until("the trouble's end", || {
        place.session.tray().menu().find(&["There is no notification service"]).is_none()
    });
}

#[test]
fn the_center_knows_that_the_offer_was_really_shown() {
    let place = Workplace::start(Session::builder().start());
    let conversation = place.center.customer_writes(&anna_chats("Am I seen?"));
    place.wait_for_alert("Anna Nowak");
    let receipt = wait_for("the receipt", || place.center.receipts().into_iter().next());
    assert_eq!((&receipt["conversation"], &receipt["how"]), (&json!(conversation), &json!("alert")));
}

#[test]
fn markup_of_a_customer_is_shown_as_text() {
    let place = Workplace::start(Session::builder().start());
    let opening = json!({ "channel": "chat", "name": "<b>Bobby</b>", "comment": "<img src=x> & more", "bot": true });
    let conversation = place.center.customer_writes(&opening);
    place.center.order(&conversation, "assign", &json!({ "agent": AGENT_ID }));
    let toast = wait_for("the toast", || place.session.toasts.open().into_iter().find(|toast| toast.id > 0));
    assert!(toast.body.contains("&lt;b&gt;Bobby&lt;/b&gt;") && !toast.body.contains("<b>Bobby"), "{:?}", toast.body);
}

#[test]
fn everything_is_there_in_polish() {
    let session = Session::builder().language("pl_PL.UTF-8").start();
    let place = Workplace::start(session);
    place.center.customer_writes(&anna_chats("Dzień dobry"));
    let alert = place.wait_for_alert("Anna Nowak");
    place.session.button(&alert, "Przyjmij");
    place.wait_for_words("Dzień dobry");
    assert!(!place.session.accessibility.text().contains("Accept"));
}
