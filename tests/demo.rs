//! The whole story on a virtual desktop, by real clicks and keys, in pictures: `make demo`.
//!
//! Not a test of its own, but it panics where the story does not go as told.

#[expect(dead_code, unreachable_pub, reason = "each test file uses its own part of the support")]
mod support;

#[path = "demo/album.rs"]
mod album;

use album::Album;
use serde_json::json;
use std::path::PathBuf;
use support::agent::Agent;
use support::browser::{Chromium, Page};
use support::process::{Process, wait_until};
use support::session::{Browser, Session, Tray};
use support::windows::Shown;
use support::workplace::{AGENT, AGENT_ID, OTHER, Workplace, anna_chats};
use support::x11::{Area, Key};

/// Where the customer's pages are.
const CUSTOMER: Area = Area { x: 6, y: 44, width: 560, height: 846 };
/// Where the agent works.
const WORK: Area = Area { x: 580, y: 44, width: 1010, height: 846 };
/// Room for everybody who waits, and a center that asks why an agent declines.
const CENTER: [&str; 6] = ["--capacity", "20", "--decline-reason", "In a meeting", "--decline-reason", "Not my field"];
const GROUND: u32 = 0x8b_98a5;

#[test]
#[ignore = "takes pictures for people: `make demo` runs it"]
fn the_whole_story() {
    let mut story = Story::begin();
    story.a_chat_is_answered();
    story.text_messages_are_identified();
    story.notices_are_told_by_toasts();
    story.an_offer_is_taken_by_another_agent();
    story.the_agent_declines_for_a_reason();
    story.the_administrator_sets_the_theme();
    story.the_agent_chooses();
    story.more_wait_than_fit();
    story.the_tray_knows();
    say(&format!("pictures and page: {}", story.album.finish().display()));
}

#[expect(clippy::print_stderr, reason = "a person watches the demo run")]
fn say(sentence: &str) {
    eprintln!("{sentence}");
}

struct Story {
    album: Album,
    other: Agent,
    notes: Shown,
    _terminal: Process,
    browser: Chromium,
    place: Workplace,
}

impl Story {
    fn begin() -> Self {
        say("starting a virtual desktop, the contact center and Deskbell");
        let session = Session::builder().browser(Browser::Chromium).tray(Tray::Xfce).screen(1600, 900).start();
        session.display.paint_ground(GROUND);
        let place = Workplace::start_with(session, &CENTER, &[]);
        let browser = Chromium::start(&place.session, &place.center.page("/"));
        browser.page("/").minimize();
        let other = Agent::connect(&place.session.bus.peer.runner, &place.center);
        set_presence(&place, "piotr-mazur", "away");
        let look = ["-T", "Notes", "-fa", "Monospace", "-fs", "11", "-bg", "white", "-fg", "#1b1a19"];
        let arguments = [&look[..], &["-geometry", "110x40+590+60", "-e", "sh", "-c", "cat >/dev/null"]].concat();
        let terminal = place.session.spawn("xterm", &arguments, &[]);
        let notes = place.session.display.wait_for_window("the agent's notes", |window| window.class == "XTerm");
        let album = Album::new(&folder());
        Self { album, other, notes, _terminal: terminal, browser, place }
    }

    fn picture(&mut self, name: &str, sentence: &str) {
        say(sentence);
        self.album.picture(&self.place.session.display, name, sentence);
    }

    /// The agent writes in another window, which has the keyboard.
    fn agent_writes(&self, text: &str) {
        let display = &self.place.session.display;
        display.click((self.notes.area.x + 200, self.notes.area.y + 300));
        wait_until("the keyboard in the notes", || display.focus() == self.notes.id);
        display.type_text(text);
    }

    fn accept(&self, alert: &Shown) -> String {
        let before = self.place.session.opened_urls().len();
        self.place.click_in_alert(alert, "Accept");
        wait_until("the summary opens", || self.place.session.opened_urls().len() > before);
        self.place.session.opened_urls().pop().expect("one was opened")
    }

    fn summary(&self, url: &str) -> Page {
        let mut page = self.browser.page(url);
        page.place(WORK);
        page.wait("document.readyState == 'complete'");
        page
    }

    fn customer_page(&self, path: &str) -> Page {
        self.browser.open(&self.place.center.page(path), CUSTOMER)
    }

    fn a_chat_is_answered(&mut self) {
        let mut chat = self.customer_page("/chat");
        let display = &self.place.session.display;
        chat.type_into(display, "#name", "Anna Nowak");
        chat.type_into(display, "#email", "anna.nowak@contoso.example");
        chat.type_into(display, "#question", "My invoice shows two charges for October, can you check it please?");
        self.picture("customer-writes", "A customer asks a question in the shop's web chat.");
        chat.click(&self.place.session.display, "#start");
        let alert = self.place.wait_for_alert("Anna Nowak");
        self.agent_writes("Minutes of the morning meeting\n\n- parcels are late in the north");
        self.picture("alert", "The alert is there at once, over what the agent does; typing goes on below it.");
        let url = self.accept(&alert);
        self.place.wait_until_no_alert();
        let mut summary = self.summary(&url);
        summary.wait_for_text("CAS-01423");
        self.picture("summary", "Accept was clicked: the customer summary opened, with customer and case.");
        let display = &self.place.session.display;
        summary.type_into(display, "#message", "Good morning Anna, I see both charges and return one today.");
        display.press(Key::Return);
        chat.wait_for_text("return one today");
        chat.raise();
        chat.type_into(display, "#message", "Wonderful, thank you!");
        display.press(Key::Return);
        summary.wait_for_text("Wonderful");
        self.picture("messages", "Agent and customer exchange messages.");
        summary.close();
        chat.close();
    }

    fn text_messages_are_identified(&mut self) {
        let mut phone = self.customer_page("/phone");
        phone.type_over(&self.place.session.display, "#number", "602 345 678");
        phone.type_into(&self.place.session.display, "#text", "Where is my parcel?");
        self.place.session.display.press(Key::Return);
        let alert = self.place.wait_for_alert("Jan Kowalski");
        self.place.session.button(&alert, "Accept");
        self.picture("sms-known", "A text message: its number is a contact's mobile phone, so the alert has a name.");
        let url = self.accept(&alert);
        self.summary(&url).close();
        phone.type_over(&self.place.session.display, "#number", "699 000 111");
        phone.type_into(&self.place.session.display, "#text", "Hello, are you open today?");
        self.place.session.display.press(Key::Return);
        let alert = self.place.wait_for_alert("+48 699 000 111");
        self.place.session.button(&alert, "Accept");
        self.picture("sms-unknown", "A text message from a number that no contact has; the alert says so.");
        self.customer_gives_up();
        phone.close();
    }

    /// Ends whatever waits, so that the next scene begins with an empty screen.
    fn customer_gives_up(&self) {
        let conversations = self.place.center.get("/v1/conversations");
        let all = conversations.as_array().into_iter().flatten();
        for waiting in all.filter(|conversation| conversation["state"] == "waiting") {
            self.place.center.order(waiting["id"].as_str().expect("an id"), "close", &json!({ "by": "customer" }));
        }
        self.place.wait_until_no_alert();
    }

    fn notices_are_told_by_toasts(&mut self) {
        set_presence(&self.place, AGENT_ID, "away");
        let name =
            |name: &str, bot: bool| json!({ "channel": "chat", "name": name, "comment": "Please call me", "bot": bot });
        let transferred = self.place.center.customer_writes(&name("Grace Hill", false));
        let escalated = self.place.center.customer_writes(&name("Ewa Kot", true));
        let mut supervisor = self.customer_page("/supervisor");
        self.hand_over(&mut supervisor, &transferred, "transfer");
        self.hand_over(&mut supervisor, &escalated, "escalate-from-bot");
        wait_until("both toasts", || self.place.session.dunst_displayed() == 2);
        self.picture(
            "toasts",
            "A supervisor transferred one conversation and escalated another from the bot: two toasts.",
        );
        let before = self.place.session.opened_urls().len();
        let toast = self.place.session.display.wait_for_window("a toast", |window| window.class == "Dunst");
        self.place.session.display.click((toast.area.x + 60, toast.area.y + 30));
        wait_until("the conversation opens", || self.place.session.opened_urls().len() > before);
        let url = self.place.session.opened_urls().pop().expect("one was opened");
        let page = self.summary(&url);
        self.picture("toast-clicked", "A click on a toast opened its conversation.");
        page.close();
        supervisor.close();
        self.place.session.dunst_close_all();
        set_presence(&self.place, AGENT_ID, "available");
    }

    /// Chooses the agent in the supervisor's list by the keyboard, then clicks the order.
    fn hand_over(&self, supervisor: &mut Page, conversation: &str, order: &str) {
        let display = &self.place.session.display;
        supervisor.choose(display, &format!("#conversation-{conversation} .target"), AGENT);
        supervisor.click(display, &format!("#conversation-{conversation} [data-act={order}]"));
        self.place.center.wait_until_taken_by(conversation, AGENT);
    }

    fn an_offer_is_taken_by_another_agent(&mut self) {
        set_presence(&self.place, "piotr-mazur", "available");
        let conversation = self.place.center.customer_writes(&anna_chats("Can somebody help me, quickly?"));
        self.place.center.order(&conversation, "offer-to-all", &json!({}));
        let alert = self.place.wait_for_alert("Anna Nowak");
        self.place.session.button(&alert, "Accept");
        self.other.accept_offer_of(&conversation);
        self.place.wait_for_words(&format!("Taken by {OTHER}"));
        self.picture("taken", "Another agent was faster: the alert says so and closes by itself.");
        self.place.wait_until_no_alert();
        set_presence(&self.place, "piotr-mazur", "away");
    }

    fn the_agent_declines_for_a_reason(&mut self) {
        self.place.center.customer_writes(&anna_chats("Do you speak Portuguese?"));
        let alert = self.place.wait_for_alert("Anna Nowak");
        self.place.click_in_alert(&alert, "Decline");
        self.place.wait_for_words("Why do you decline?");
        self.picture("reasons", "Decline was clicked, and the center wants to know why.");
        self.place.click_in_alert(&self.place.wait_for_alert("Anna Nowak"), "Not my field");
        self.place.wait_until_no_alert();
        self.customer_gives_up();
    }

    fn the_agent_chooses(&mut self) {
        let is_window = |window: &Shown| window.title.contains("Deskbell settings") && !window.unmanaged;
        assert!(self.place.run(&["settings"]).0);
        let window = self.place.session.display.wait_for_window("the settings", is_window);
        self.place.wait_for_words("Play a test sound");
        self.picture("settings", "The agent's settings count at once; what the center decided is grey, and says so.");
        assert!(self.place.run(&["deskbell://doctor"]).0);
        self.place.wait_for_words("Contact center: ");
        self.picture("doctor", "The doctor looks at everything that alerts depend on, and says what to do.");
        assert!(self.place.run(&["deskbell://about"]).0);
        self.place.wait_for_words("#MadeWithSlint");
        self.picture("about", "What the program is, and the licences of everything in it.");
        self.place.session.display.close(window.id);
        self.place.session.display.wait_until_no_window("the settings", is_window);
    }

    fn the_administrator_sets_the_theme(&mut self) {
        let mut supervisor = self.customer_page("/supervisor");
        self.place.center.customer_writes(&anna_chats("My invoice shows two charges for October."));
        let alert = self.place.wait_for_alert("Anna Nowak");
        self.place.session.button(&alert, "Accept");
        for theme in ["Dark", "Light"] {
            supervisor.choose(&self.place.session.display, "#theme", theme);
            let wanted = theme.to_lowercase();
            wait_until("the theme", || self.place.center.get("/v1/overview")["settings"]["theme"] == wanted);
            let name = format!("theme-{wanted}");
            self.picture(&name, &format!("The administrator chose {wanted} for all agents: the open alert follows."));
        }
        self.customer_gives_up();
        supervisor.close();
    }

    fn more_wait_than_fit(&mut self) {
        let customers = ["Jan Kowalski", "Ewa Kot", "Adam Wilk", "Olga Sowa", "Leon Bury"];
        for (name, channel) in customers.into_iter().zip(["facebook", "chat", "chat", "facebook", "chat"]) {
            let opening = json!({ "channel": channel, "name": name, "comment": "I have a question about my order." });
            self.place.center.customer_writes(&opening);
        }
        self.place.wait_for_words("2 more waiting behind this one");
        self.picture("stack", "Three alerts at most, the oldest on top; the others are counted.");
    }

    fn the_tray_knows(&mut self) {
        // The tray is the last thing on the panel.
        self.place.session.display.click_with(3, (1582, 15));
        let hangs_from_panel = |window: &Shown| window.unmanaged && window.area.y < 60 && window.area.height > 150;
        self.place.session.display.wait_for_window("the menu", hangs_from_panel);
        self.picture(
            "tray",
            "The tray counts who waits; its menu has the state, the waiting, presence and what happened.",
        );
    }
}

fn set_presence(place: &Workplace, agent: &str, presence: &str) {
    place.center.post(&format!("/v1/agents/{agent}/presence"), &json!({ "presence": presence }));
}

/// Where the pictures go: as told by the variable, else into the build folder.
fn folder() -> PathBuf {
    let told = std::env::var_os("DESKBELL_DEMO_DIR").map(PathBuf::from);
    told.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/demo"))
}
