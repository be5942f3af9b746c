//! What is secret stays in the daemon, however much it logs, and a full disk stops nothing.

use crate::support::files::texts;
use crate::support::process::{wait_for, wait_until};
use crate::support::raw_center::RawCenter;
use crate::support::session::Session;
use crate::support::workplace::{AGENT_ID, TOKEN, Workplace, deskbell, is_alert};
use serde_json::json;
use std::fs;

/// Words of customers and of agents about them.
const WORDS: [&str; 4] = ["Sekretna", "Tajemnica", "601 234 999", "Poufne"];

/// A session whose daemon logs as much as it can.
fn talkative() -> Session {
    let session = Session::builder().start();
    let folder = session.configuration().join("deskbell");
    fs::create_dir_all(&folder).expect("the session's folder is ours");
    fs::write(folder.join("config.toml"), "log = \"trace\"\n").expect("the session's folder is ours");
    session
}

#[test]
fn neither_the_token_nor_a_customers_words_leave_the_daemon_by_its_files_or_its_output() {
    let place = Workplace::start(talkative());
    let chat =
        |name: &str| json!({ "channel": "chat", "name": name, "comment": "Tajemnica, please", "phone": "601 234 999" });
    let accepted = place.center.customer_writes(&chat("Ewa Sekretna"));
    let alert = place.wait_for_alert("Ewa Sekretna");
    place.click_in_alert(&alert, "Accept");
    place.session.wait_for_opened(&accepted);
    let handed = place.center.customer_writes(&chat("Adam Sekretna"));
    let alert = place.wait_for_alert("Adam Sekretna");
    let note = json!({ "agent": AGENT_ID, "note": "Poufne words of a colleague" });
    place.center.order(&handed, "assign", &note);
    wait_until("the toast", || place.session.toasts.open().iter().any(|toast| toast.body.contains("Adam Sekretna")));
    drop(alert);
    let said: Vec<String> = [&["status"][..], &["status", "--json"], &["config"], &["sign-in", "--help"]]
        .iter()
        .map(|command| place.run(command).1)
        .collect();
    place.wait_for_status("acknowledged", |status| status["state"] == "connected");
    let state = place.session.folder().join("state/deskbell");
    wait_until("the journal", || state.join("journal.json").exists());
    let command_line = fs::read(format!("/proc/{}/cmdline", place.daemon.id())).expect("it runs");
    let (ended, _) = place.run(&["quit"]);
    assert!(ended);
    let (_, output) = place.daemon.finish();

    let mut places = texts(&state);
    assert!(places.iter().any(|(name, text)| name.ends_with(".log") && text.lines().count() > 3), "{places:?}");
    places.push(("its output".into(), output));
    places.push(("its command line".into(), String::from_utf8_lossy(&command_line).into_owned()));
    places.extend(said.into_iter().map(|said| ("what its commands say".to_owned(), said)));
    for (name, text) in &places {
        for secret in WORDS.iter().chain(&[TOKEN]) {
            assert!(!text.contains(secret), "{secret} is in {name}");
        }
    }
}

#[test]
fn a_full_disk_neither_stops_the_daemon_nor_hides_a_customer() {
    let session = talkative();
    let center = RawCenter::start(&session.bus.peer.runner);
    let state = session.folder().join("state");
    let script = format!(
        "mount -t tmpfs -o size=16k full '{0}' || exit 77\n\
         dd if=/dev/zero of='{0}/filler' bs=1k count=1000 2>/dev/null\n\
         exec '{1}' --center '{2}'",
        state.display(),
        deskbell(),
        center.url,
    );
    let mut daemon = session.spawn("unshare", &["--mount", "sh", "-c", &script], &[("DESKBELL_TOKEN", TOKEN)]);
    let connected = wait_for("the daemon, or that it may not mount", || {
        if daemon.has_ended() { Some(false) } else { (center.hellos() > 0).then_some(true) }
    });
    if !connected {
        eprintln!("skipped: only the superuser can make a disk that is full: {}", daemon.output());
        return;
    }
    for number in 0..3 {
        let id = format!("full-{number}");
        center.say_event(&super::bad_input::offer(&id, &format!("Customer {number}")));
        let title = format!("Customer {number}");
        session.display.wait_for_window(&title, |window| is_alert(window) && window.title.contains(&title));
    }
    center.wait_to_hear("the receipt", |event| {
        event["type"] == "dev.deskbell.offer.shown.v1" && event["data"]["offerId"] == "full-2"
    });
    assert!(!daemon.has_ended() && center.hellos() == 1);
    assert!(daemon.output().contains("No space left"), "the disk was not full: {}", daemon.output());
}
