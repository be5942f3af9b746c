//! The window of settings: what is chosen counts at once and is kept; and the hot-keys.

use crate::support::atspi::{Found, Role};
use crate::support::process::{wait_for, wait_until};
use crate::support::session::{Notify, Session};
use crate::support::windows::Shown;
use crate::support::workplace::{AGENT, Center, TOKEN, Workplace, anna_chats, deskbell};
use crate::support::x11::Key;
use serde_json::json;

/// AT-SPI's number of a combo box, and of a switch.
const COMBO_BOX: Role = Role::Other(11);

fn is_settings(window: &Shown) -> bool {
    window.title.contains("settings") && !window.unmanaged
}

fn with_settings(session: Session, lines: &[&str], envs: &[(&str, &str)]) -> Workplace {
    let folder = session.configuration().join("deskbell");
    std::fs::create_dir_all(&folder).expect("the session's folder is ours");
    std::fs::write(folder.join("config.toml"), lines.join("\n")).expect("the session's folder is ours");
    let center = Center::start(&session, &[]);
    let mut all = vec![("DESKBELL_TOKEN", TOKEN)];
    all.extend(envs);
    let daemon = session.spawn(&deskbell(), &["--center", &center.agents_url()], &all);
    let place = Workplace { daemon, center, session };
    place.center.wait_until_connected(AGENT);
    place
}

fn kept(place: &Workplace) -> String {
    std::fs::read_to_string(place.session.configuration().join("deskbell/config.toml")).unwrap_or_default()
}

/// Opens the window by the menu.
fn open(place: &Workplace) -> Shown {
    place.session.tray().choose(&["Settings"]);
    place.session.display.wait_for_window("settings", is_settings)
}

fn part(place: &Workplace, window: &Shown, role: Role, name: &str) -> Found {
    wait_for(&format!("{role:?} {name:?}"), || {
        let inside = place.session.accessibility.inside(&window.title);
        inside.into_iter().find(|found| found.role == role && found.name == name)
    })
}

/// Chooses the next entry of the box by the keyboard, as an agent without a mouse does.
fn choose_next(place: &Workplace, window: &Shown, name: &str) {
    let found = part(place, window, COMBO_BOX, name);
    let area = wait_for("its place", || place.session.accessibility.area_in_window(&found));
    let display = &place.session.display;
    display.click((window.area.x + area.x + 20, window.area.y + area.y + area.height / 2));
    display.press(Key::Escape);
    display.press(Key::Down);
}

#[test]
fn a_language_that_is_chosen_is_there_at_once_and_kept() {
    let place = with_settings(Session::builder().start(), &["language = \"en\"", "volume = 40"], &[]);
    place.center.customer_writes(&anna_chats("Hello"));
    place.wait_for_words("Accept");
    let window = open(&place);
    choose_next(&place, &window, "Language");
    wait_until("the choice in the file", || !kept(&place).contains("language = \"en\""));
    assert!(kept(&place).contains("volume = 40"), "the rest stays: {}", kept(&place));
    let words = if kept(&place).contains("\"pl\"") { "Przyjmij" } else { "Accept" };
    place.wait_for_words(words);
}

#[test]
fn sounds_turned_off_in_the_window_are_off_in_the_menu() {
    let place = with_settings(Session::builder().start(), &[], &[]);
    let window = open(&place);
    let switch = wait_for("the switch", || {
        let inside = place.session.accessibility.inside(&window.title);
        inside.into_iter().find(|found| found.name == "Sounds" && found.role != Role::Label)
    });
    place.session.accessibility.press(&switch);
    wait_until("the choice in the file", || kept(&place).contains("sounds = false"));
    let tray = place.session.tray();
    wait_until("the tick to go", || tray.wait_for_line(&["Sound", "Sounds on"]).checked == Some(false));
}

#[test]
fn what_was_decided_elsewhere_says_by_whom_and_is_not_chosen() {
    let place = with_settings(Session::builder().start(), &[], &[("DESKBELL_THEME", "dark")]);
    open(&place);
    place.wait_for_words("Set when Deskbell was started (DESKBELL_THEME)");
    place.center.post("/v1/settings", &json!({ "theme": "light" }));
    place.wait_for_words("Set by the contact center");
}

#[test]
fn about_names_version_licences_and_the_toolkit() {
    let place = Workplace::start(Session::builder().start());
    place.session.tray().choose(&["Help", "About Deskbell"]);
    place.session.display.wait_for_window("settings", is_settings);
    place.wait_for_words(&format!("Deskbell {}", env!("CARGO_PKG_VERSION")));
    place.wait_for_words("#MadeWithSlint");
    place.wait_for_words("accesskit ");
}

#[test]
fn help_looks_at_everything_and_saves_a_file_for_support() {
    let place = Workplace::start(Session::builder().start());
    place.session.tray().choose(&["Help", "Check everything"]);
    place.session.display.wait_for_window("settings", is_settings);
    place.wait_for_words("Contact center: ");
    place.session.tray().choose(&["Help", "Save a file for support"]);
    place.wait_for_words("is written. It has no customer's words");
    let home = place.session.folder().join("home");
    let files: Vec<_> = std::fs::read_dir(home).expect("the session has a home").flatten().collect();
    let zip = files.iter().find(|file| file.file_name().to_string_lossy().ends_with(".zip")).expect("it is there");
    assert!(std::fs::read(zip.path()).expect("it can be read").starts_with(b"PK"));
}

#[test]
fn becoming_available_without_notifications_is_doubted_and_done_the_second_time() {
    let place = Workplace::start(Session::builder().notify(Notify::None).start());
    let tray = place.session.tray();
    let presence = || place.status()["presence"].clone();
    tray.choose(&["Presence", "Away"]);
    wait_until("away", || presence() == "away");
    place.center.raise_notice("n1", "Jan");
    tray.wait_for_line(&["There is no notification service"]);
    tray.wait_for_line(&["Recent", "Assigned · Jan"]);
    wait_until("the tick", || tray.wait_for_line(&["Presence", "Away"]).checked == Some(true));
    tray.choose(&["Presence", "Available"]);
    tray.wait_for_line(&["Not yet Available: customers might go unseen"]);
    assert_eq!(presence(), "away");
    tray.choose(&["Go ahead all the same"]);
    wait_until("available", || presence() == "available");
}

#[test]
fn closed_and_opened_again_it_is_there_and_costs_no_alert() {
    let place = Workplace::start(Session::builder().start());
    for _ in 0..2 {
        let window = open(&place);
        place.session.display.close(window.id);
        place.session.display.wait_until_no_window("settings", is_settings);
    }
    place.center.customer_writes(&anna_chats("Hello"));
    place.wait_for_alert("Anna Nowak");
}

#[test]
fn hot_keys_answer_the_oldest_alert_and_are_free_while_nothing_waits() {
    let settings = ["hot-key-accept = \"ctrl+alt+a\"", "hot-key-decline = \"ctrl+alt+d\""];
    let place = with_settings(Session::builder().start(), &settings, &[]);
    let display = &place.session.display;
    let first = place.center.customer_writes(&anna_chats("First"));
    place.wait_for_alert("Anna Nowak");
    wait_until("the key to accept", || {
        display.press_with_control_and_alt('a');
        place.center.conversation(&first)["agent"]["name"] == AGENT
    });
    place.wait_until_no_alert();
    let second = place.center.customer_writes(&json!({ "channel": "chat", "name": "Jan", "comment": "Second" }));
    place.wait_for_alert("Jan");
    wait_until("the key to decline", || {
        display.press_with_control_and_alt('d');
        let timeline = place.center.conversation(&second)["timeline"].clone();
        timeline.as_array().is_some_and(|entries| entries.iter().any(|entry| entry["what"] == "declined"))
    });
}

#[test]
fn keys_are_chosen_by_pressing_them_and_turned_off_again() {
    let place = with_settings(Session::builder().start(), &[], &[]);
    let window = open(&place);
    let in_window = |name: &str| part(&place, &window, Role::Button, name);
    place.session.accessibility.press(&in_window("Accept: Off"));
    in_window("Accept: Press the keys…");
    place.session.display.press_with_control_and_alt('a');
    wait_until("the choice in the file", || kept(&place).contains("hot-key-accept = \"ctrl+alt+a\""));
    in_window("Accept: Ctrl + Alt + A");
    let conversation = place.center.customer_writes(&anna_chats("First"));
    wait_until("the key to accept", || {
        place.session.display.press_with_control_and_alt('a');
        place.center.conversation(&conversation)["agent"]["name"] == AGENT
    });
    place.session.accessibility.press(&in_window("Turn off"));
    wait_until("the choice in the file", || !kept(&place).contains("hot-key-accept"));
    in_window("Accept: Off");
}

#[test]
fn an_offer_that_comes_right_after_another_is_answered_by_keys_too() {
    let settings = ["hot-key-accept = \"ctrl+alt+a\""];
    let place = with_settings(Session::builder().start(), &settings, &[]);
    for name in ["Ola", "Iga", "Ewa"] {
        let opening = json!({ "channel": "chat", "name": name, "comment": "Hello" });
        let conversation = place.center.customer_writes(&opening);
        wait_until("the key to accept", || {
            place.session.display.press_with_control_and_alt('a');
            place.center.conversation(&conversation)["agent"]["name"] == AGENT
        });
    }
    assert!(place.session.tray().menu().find(&["The keys ctrl+alt+a"]).is_none(), "ours are not somebody else's");
}

#[test]
fn keys_that_are_taken_are_said_to_be() {
    let session = Session::builder().start();
    session.display.take_control_and_alt('a');
    let place = with_settings(session, &["hot-key-accept = \"ctrl+alt+a\""], &[]);
    place.session.tray().wait_for_line(&["The keys ctrl+alt+a are taken"]);
}

#[test]
fn a_monitor_that_is_gone_is_said_to_be_and_alerts_come_all_the_same() {
    let place = with_settings(Session::builder().start(), &["monitor = \"HDMI-9\""], &[]);
    place.center.customer_writes(&anna_chats("Where?"));
    place.wait_for_alert("Anna Nowak");
    place.session.tray().wait_for_line(&["There is no monitor “HDMI-9”"]);
}

#[test]
fn a_window_that_is_open_turns_to_the_page_that_is_asked_for() {
    let place = Workplace::start(Session::builder().start());
    open(&place);
    place.wait_for_words("Play a test sound");
    assert!(place.run(&["deskbell://about"]).0);
    place.wait_for_words("#MadeWithSlint");
    assert!(place.run(&["deskbell://doctor"]).0);
    place.wait_for_words("Contact center: ");
}

#[test]
fn the_frame_wears_the_programs_mark() {
    let place = with_settings(Session::builder().start(), &[], &[]);
    let window = open(&place);
    let (side, rgba) = deskbell::ui::pictures::mark();
    let colours = rgba.chunks_exact(4).map(|pixel| u32::from_be_bytes([pixel[3], pixel[0], pixel[1], pixel[2]]));
    let mark: Vec<u32> = [side, side].into_iter().chain(colours).collect();
    wait_until("the mark", || place.session.display.icon(window.id) == mark);
}
