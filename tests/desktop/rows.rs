//! The rows that the product promises, each as one test by its number.

use crate::support::browser::{Chromium, Page};
use crate::support::process::{wait_for, wait_until};
use crate::support::session::{Browser, Session};
use crate::support::toasts::Toast;
use crate::support::workplace::{AGENT, AGENT_ID, Workplace, anna_chats};
use crate::support::x11::{Area, Key};
use serde_json::json;

const LEFT: Area = Area { x: 0, y: 0, width: 620, height: 760 };
const MIDDLE: Area = Area { x: 240, y: 20, width: 620, height: 740 };

/// A workplace with a real browser, in which nothing is open yet.
fn with_browser() -> (Workplace, Chromium) {
    let place = Workplace::start(Session::builder().browser(Browser::Chromium).start());
    let browser = Chromium::start(&place.session, "about:blank");
    (place, browser)
}

/// The customer summary that the daemon opened, at a place where no alert covers it.
fn opened_summary(place: &Workplace, browser: &Chromium, conversation: &str) -> Page {
    let path = format!("/conversations/{conversation}");
    assert_eq!(place.session.wait_for_opened(&path), place.center.page(&path));
    let mut page = browser.page(&path);
    page.place(MIDDLE);
    page
}

/// The agent answers on the summary page by real keys; the customer's answer comes back to it.
fn exchange_messages(place: &Workplace, summary: &mut Page, conversation: &str) {
    summary.type_into(&place.session.display, "#message", "Good morning, how can I help?");
    place.session.display.press(Key::Return);
    wait_until("the agent's words at the center", || {
        let messages = place.center.conversation(conversation)["messages"].clone();
        let mut all = messages.as_array().into_iter().flatten();
        all.any(|message| message["from"] == "agent" && message["text"] == "Good morning, how can I help?")
    });
    let answer = json!({ "from": "customer", "text": "It works now, thank you!" });
    place.center.post(&format!("/v1/conversations/{conversation}/messages"), &answer);
    summary.wait_for_text("It works now, thank you!");
}

#[test]
fn row_01_incoming_chat_alert_accept_opens_summary_and_messages_flow() {
    let (place, browser) = with_browser();
    let display = &place.session.display;
    let mut chat = browser.open(&place.center.page("/chat"), LEFT);
    chat.type_into(display, "#name", "Anna Nowak");
    chat.type_into(display, "#email", "anna.nowak@contoso.example");
    chat.type_into(display, "#question", "My invoice shows two charges");
    chat.click(display, "#start");
    let alert = place.wait_for_alert("Anna Nowak");
    for words in ["My invoice shows two charges", "Contoso Sp. z o.o.", "Waiting", "CAS-01423"] {
        place.wait_for_words(words);
    }
    let conversation = place.center.get("/v1/conversations")[0]["id"].as_str().expect("it is open").to_owned();
    place.click_in_alert(&alert, "Accept");
    place.center.wait_until_taken_by(&conversation, AGENT);
    place.wait_until_no_alert();
    let mut summary = opened_summary(&place, &browser, &conversation);
    summary.type_into(display, "#message", "Good morning Anna");
    display.press(Key::Return);
    chat.wait_for_text("Good morning Anna");
    chat.raise();
    chat.type_into(display, "#message", "Thank you!");
    display.press(Key::Return);
    summary.wait_for_text("Thank you!");
}

#[test]
fn row_02_incoming_sms_is_identified_by_the_mobile_phone() {
    let place = Workplace::start(Session::builder().start());
    // Written as nobody wrote it in the contact: compared in E.164.
    let sms = json!({ "channel": "sms", "phone": "0048 601-234-567", "comment": "Where is my parcel?" });
    let known = place.center.customer_writes(&sms);
    let alert = place.wait_for_alert("Anna Nowak");
    place.wait_for_words("Contoso Sp. z o.o.");
    place.wait_for_words("Where is my parcel?");
    place.click_in_alert(&alert, "Accept");
    place.center.wait_until_taken_by(&known, AGENT);
    place.session.wait_for_opened(&known);
    place.wait_until_no_alert();
    place.center.customer_writes(&json!({ "channel": "sms", "phone": "699 000 111", "comment": "Hello?" }));
    place.wait_for_alert("+48 699 000 111");
    place.wait_for_words("No contact with this mobile phone");
}

#[test]
fn row_03_incoming_facebook_conversation_with_its_communication_panel() {
    let (place, browser) = with_browser();
    let opening = json!({ "channel": "facebook", "name": "Jan Kowalski", "comment": "Is the shop open today?" });
    let conversation = place.center.customer_writes(&opening);
    let alert = place.wait_for_alert("Jan Kowalski");
    place.wait_for_words("Facebook");
    place.wait_for_words("Is the shop open today?");
    place.click_in_alert(&alert, "Accept");
    place.center.wait_until_taken_by(&conversation, AGENT);
    let mut summary = opened_summary(&place, &browser, &conversation);
    summary.wait_for_text("Is the shop open today?");
    exchange_messages(&place, &mut summary, &conversation);
}

/// Hands a conversation over to the agent and checks that one toast with these words comes, and
/// that a click on it opens the conversation.
fn is_told_by_a_toast(bot: bool, order: &str, words: &str) {
    let place = Workplace::start(Session::builder().start());
    // Nobody serves the customer until it is handed over.
    place.center.post(&format!("/v1/agents/{AGENT_ID}/presence"), &json!({ "presence": "away" }));
    let mut opening = anna_chats("Please call me back");
    opening["bot"] = json!(bot);
    let conversation = place.center.customer_writes(&opening);
    let note = json!({ "agent": AGENT_ID, "from": "Supervisor Ewa", "note": "Please take over" });
    place.center.order(&conversation, order, &note);
    let toast = wait_for("the toast", || place.session.toasts.open().into_iter().find(|toast| toast.id > 0));
    assert_eq!(toast.summary, words);
    for part in ["Anna Nowak", "Supervisor Ewa", "Please take over"] {
        assert!(toast.body.contains(part), "{part:?} in {:?}", toast.body);
    }
    assert!(place.alerts().is_empty(), "a notice is no alert");
    wait_until("the toast on the screen", || place.session.dunst_displayed() == 1);
    place.session.dunst_action(0);
    assert_eq!(
        place.session.wait_for_opened("/conversations/"),
        place.center.page(&format!("/conversations/{conversation}"))
    );
    assert_eq!(place.session.toasts.all().len(), 1, "never twice");
}

#[test]
fn row_04_conversation_assigned_is_a_toast() {
    is_told_by_a_toast(false, "assign", "Conversation assigned to you");
}

#[test]
fn row_05_conversation_transferred_is_a_toast() {
    is_told_by_a_toast(false, "transfer", "Conversation transferred to you");
}

#[test]
fn row_06_conversation_escalated_is_a_toast() {
    is_told_by_a_toast(false, "escalate", "Conversation escalated to you");
}

#[test]
fn row_07_conversation_escalated_from_a_bot_is_a_toast() {
    is_told_by_a_toast(true, "escalate-from-bot", "Conversation escalated from a bot");
}

#[test]
fn row_08_a_toast_disappears_after_its_time_and_a_real_click_opens_the_session() {
    let place = Workplace::start(Session::builder().start());
    let assign = |comment: &str| {
        let opening = json!({ "channel": "chat", "name": "Jan", "comment": comment, "bot": true });
        let conversation = place.center.customer_writes(&opening);
        place.center.order(&conversation, "assign", &json!({ "agent": AGENT_ID }));
        conversation
    };
    assign("nobody clicks this one");
    wait_until("the toast on the screen", || place.session.dunst_displayed() == 1);
    let gone = |toasts: &[Toast]| toasts.first().is_some_and(|toast| toast.closed.is_some());
    wait_until("the toast's end", || gone(&place.session.toasts.all()));
    assert_eq!(place.session.dunst_displayed(), 0);
    assert_eq!(place.session.opened_urls(), Vec::<String>::new());
    let conversation = assign("this one is clicked");
    let window = place.session.display.wait_for_window("dunst", |window| window.class == "Dunst");
    place.session.display.click(window.area.middle());
    assert!(place.session.wait_for_opened("/conversations/").ends_with(&conversation));
}

#[test]
fn row_09_an_alert_has_buttons_and_disappears_when_its_time_is_up() {
    let center = ["--offer-seconds", "4", "--missed-offer-presence", "away"];
    let place = Workplace::start_with(Session::builder().start(), &center, &[]);
    let conversation = place.center.customer_writes(&anna_chats("Is anybody there?"));
    let alert = place.wait_for_alert("Anna Nowak");
    for button in ["Accept", "Decline"] {
        let area = place.session.button(&alert, button);
        assert!(area.height >= 24 && area.width >= 44, "{button}: {area:?}");
    }
    place.wait_until_no_alert();
    let view = place.center.conversation(&conversation);
    assert_eq!((&view["state"], &view["agent"]), (&json!("waiting"), &json!(null)));
    place.session.tray().wait_for_line(&["Recent", "● Missed"]);
    assert_eq!(place.session.opened_urls(), Vec::<String>::new());
}

#[test]
fn row_10_dark_and_light_theme_as_the_administrator_says() {
    let place = Workplace::start(Session::builder().start());
    let set = |theme: &str| place.center.post("/v1/settings", &json!({ "theme": theme }));
    set("dark");
    place.center.customer_writes(&anna_chats("Which colours do you like?"));
    let alert = place.wait_for_alert("Anna Nowak");
    let is_mostly = |wanted: [u8; 3]| {
        let pixels = place.session.display.pixels(alert.area);
        let same = pixels.chunks_exact(3).filter(|pixel| *pixel == wanted).count();
        same > pixels.len() / 3 / 2
    };
    wait_until("a dark alert", || is_mostly([0x20, 0x1f, 0x1e]));
    set("light");
    wait_until("a light alert", || is_mostly([0xff, 0xff, 0xff]));
}

#[test]
fn row_11_the_customer_summary_shows_customer_and_case() {
    let (place, browser) = with_browser();
    let opening = json!({ "channel": "sms", "phone": "+48601234567", "comment": "Double charge again" });
    let conversation = place.center.customer_writes(&opening);
    let alert = place.wait_for_alert("Anna Nowak");
    place.click_in_alert(&alert, "Accept");
    let mut summary = opened_summary(&place, &browser, &conversation);
    for words in ["Anna Nowak", "Contoso Sp. z o.o.", "anna.nowak@contoso.example", "CAS-01423", "Double charge again"]
    {
        summary.wait_for_text(words);
    }
}
