//! The command line beside a running daemon, and without one.

use crate::support::process::{wait_for, wait_until};
use crate::support::session::{Keyring, Session};
use crate::support::workplace::{AGENT, Center, Workplace, anna_chats, deskbell, is_alert};
use serde_json::json;

#[test]
fn status_tells_people_and_scripts_the_same() {
    let place = Workplace::start(Session::builder().start());
    let status = place.wait_for_status("connected", |status| status["state"] == "connected");
    assert_eq!(
        (&status["agent"], &status["waiting"], &status["face"]),
        (&json!(AGENT), &json!(0), &json!("connected"))
    );
    let (ok, words) = place.run(&["status"]);
    assert!(ok && words.contains(&format!("Connected as {AGENT}")), "{words}");
    place.center.customer_writes(&anna_chats("Hello"));
    place.wait_for_status("one waits", |status| status["waiting"] == 1 && status["face"] == "waiting");
}

#[test]
fn status_without_a_daemon_says_so() {
    let session = Session::builder().start();
    let (status, output) = session.spawn(&deskbell(), &["status"], &[]).finish();
    assert_eq!(status.code(), Some(3), "{output}");
    assert!(output.contains("! deskbell: "), "a sentence on stderr: {output}");
}

#[test]
fn status_says_why_there_is_no_connection_and_what_to_do() {
    for (url, token, problem, hint) in [
        ("", "wrong", "The contact center did not accept the sign-in.", "Sign in with: deskbell sign-in"),
        (
            "ws://127.0.0.1:9/",
            "x",
            "Nothing answers at the contact center's address.",
            "Check the contact center's address",
        ),
        ("wss://no-such-center.invalid/", "x", "The contact center's name was not found.", "Check the network"),
    ] {
        let session = Session::builder().start();
        let center = Center::start(&session, &[]);
        let own = center.agents_url();
        let url = if url.is_empty() { own.as_str() } else { url };
        let _daemon = session.spawn(&deskbell(), &["--center", url], &[("DESKBELL_TOKEN", token)]);
        session.tray().wait_for_line(&[problem]);
        let (status, output) = session.spawn(&deskbell(), &["status"], &[]).finish();
        assert!(status.success() && output.contains(problem) && output.contains(hint), "{output}");
        let (_, json) = session.spawn(&deskbell(), &["status", "--json"], &[]).finish();
        let json: serde_json::Value = serde_json::from_str(&json).expect("status prints JSON");
        assert_eq!(json["problem"], problem);
        assert!(json["hints"].as_array().is_some_and(|hints| !hints.is_empty()), "{json}");
    }
}

#[test]
fn test_alert_shows_an_alert_and_a_toast_without_any_center() {
    let session = Session::builder().start();
    let mut test = session.spawn(&deskbell(), &["test-alert"], &[]);
    let alert = session.display.wait_for_window("the sample", is_alert);
    wait_for("the sample's toast", || session.toasts.open().into_iter().find(|toast| toast.id > 0));
    session.click_button(&alert, "Decline");
    session.display.wait_until_no_window("the sample", is_alert);
    wait_until("the end of the command", || test.has_ended());
}

#[test]
fn test_alert_is_shown_by_the_running_daemon() {
    let place = Workplace::start(Session::builder().start());
    let (ok, output) = place.run(&["test-alert"]);
    assert!(ok, "{output}");
    let alert = wait_for("the sample", || place.alerts().into_iter().next());
    place.click_in_alert(&alert, "Accept");
    place.wait_until_no_alert();
    assert!(place.center.receipts().is_empty(), "no center knows of it");
}

#[test]
fn open_opens_what_the_center_allows_and_nothing_else() {
    let place = Workplace::start(Session::builder().start());
    place.wait_for_status("connected", |status| status["state"] == "connected");
    for link in ["https://evil.example/", "file:///etc/passwd", "javascript:alert(1)"] {
        place.run(&["open", link]);
    }
    let allowed = place.center.page("/supervisor");
    let (ok, output) = place.run(&["open", &allowed]);
    assert!(ok, "{output}");
    place.session.wait_for_opened("/supervisor");
    assert_eq!(place.session.opened_urls(), [allowed]);
    wait_until("the launchers are buried", || dead_children(place.daemon.id()) == 0);
}

/// Children of the process that ended and that it did not ask after.
fn dead_children(parent: u32) -> usize {
    let processes = std::fs::read_dir("/proc").expect("Linux").flatten();
    let dead = processes.filter(|process| {
        let stat = std::fs::read_to_string(process.path().join("stat")).unwrap_or_default();
        // State and parent follow the name, which may hold blanks.
        let mut fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace();
        fields.next() == Some("Z") && fields.next() == Some(&parent.to_string())
    });
    dead.count()
}

#[test]
fn sign_in_puts_the_token_into_the_keyring_and_the_daemon_connects_with_it() {
    let session = Session::builder().keyring(Keyring::Unlocked).start();
    let center = Center::start(&session, &["--agent", "Ola=token-of-ola"]);
    let url = center.agents_url();
    let _daemon = session.spawn(&deskbell(), &["--center", &url], &[]);
    session.tray().wait_for_line(&["Nobody is signed in."]);
    let mut sign_in = session.spawn(&deskbell(), &["--center", &url, "sign-in", "--token-stdin"], &[]);
    sign_in.feed("token-of-ola\n");
    let (status, output) = sign_in.finish();
    assert!(status.success(), "{output}");
    session.tray().wait_for_line(&["Connected as Ola"]);
    let (status, output) = session.spawn(&deskbell(), &["--center", &url, "sign-out"], &[]).finish();
    assert!(status.success(), "{output}");
    wait_until("nobody is connected", || {
        center.get("/v1/agents").as_array().is_some_and(|all| all.iter().all(|agent| agent["connected"] == false))
    });
}

#[test]
fn a_configuration_that_does_not_parse_is_told_with_file_and_line_and_stops_nothing() {
    let session = Session::builder().start();
    let folder = session.configuration().join("deskbell");
    std::fs::create_dir_all(&folder).expect("the session's folder is ours");
    std::fs::write(folder.join("config.toml"), "theme = \"dark\"\nlanguage = = \"en\"\n").expect("ours");
    let place = Workplace::start(session);
    let line = place.session.tray().wait_for_line(&["Configuration: "]);
    assert!(line.label.contains("config.toml") && line.label.contains('2'), "{}", line.label);
    place.center.customer_writes(&anna_chats("Still there?"));
    place.wait_for_alert("Anna Nowak");
}
