//! Access tokens that end after a moment, and what becomes of the refresh token.

use std::collections::BTreeSet;

use deskbell::time::unix_time;

use crate::desk::{Desk, session, start_daemon};
use crate::support::faulty_proxy::Ending;
use crate::support::process::wait_until;
use crate::support::workplace::AGENT;

const SHORT: [&str; 2] = ["--access-token-seconds", "2"];

/// Waits until the keyring has had so many refresh tokens, this one included.
fn wait_for_refresh_tokens(desk: &Desk, many: usize) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    wait_until(&format!("{many} refresh tokens"), || {
        seen.extend(desk.kept().and_then(|kept| kept["refresh"].as_str().map(str::to_owned)));
        seen.len() >= many
    });
    seen
}

/// Waits until the access token in the keyring has ended.
fn wait_for_the_end(desk: &Desk) {
    let ends = desk.kept().and_then(|kept| kept["ends"].as_i64()).expect("it ends some time");
    wait_until("the end of the access token", || unix_time() > ends);
}

#[test]
fn tokens_are_renewed_before_they_end_while_connected_and_a_reconnect_does_not_wait() {
    let (desk, proxy) = Desk::behind_proxy(session().start(), &SHORT);
    desk.sign_in();
    desk.wait_until_connected();
    let first = desk.kept().expect("somebody is signed in");
    wait_for_refresh_tokens(&desk, 3);
    assert_eq!(proxy.counts().accepted, 1, "the connection stood all the time");
    // What the connection began with has ended: the next one needs what was renewed.
    assert!(unix_time() > first["ends"].as_i64().expect("it ends some time"));
    proxy.hang_up(Ending::Closed);
    wait_until("another connection", || proxy.counts().accepted == 2);
    desk.wait_until_connected();
    assert_eq!(proxy.counts().accepted, 2, "the first token shown was good");
}

#[test]
fn the_sign_in_survives_a_restart_by_the_newest_refresh_token() {
    let mut desk = Desk::with_daemon(session().start(), &SHORT);
    desk.sign_in();
    desk.wait_until_connected();
    wait_for_refresh_tokens(&desk, 2);
    for _ in 0..2 {
        let (ended, _) = desk.run(&["quit"]);
        assert!(ended);
        desk.daemon.take().expect("it ran").finish();
        let before = desk.refresh_token();
        wait_for_the_end(&desk);
        desk.start_daemon();
        desk.wait_until_connected();
        assert_ne!(desk.refresh_token(), before);
    }
}

#[test]
fn a_daemon_killed_at_any_moment_signs_in_again_by_itself_or_says_that_the_agent_must() {
    let mut desk = Desk::with_daemon(session().start(), &SHORT);
    desk.sign_in();
    desk.wait_until_connected();
    for _ in 0..5 {
        let before = desk.refresh_token();
        wait_until("a renewal", || desk.refresh_token() != before);
        desk.daemon.take().expect("it runs").kill();
        desk.start_daemon();
        desk.wait_until_connected();
    }
}

#[test]
fn two_daemons_with_one_keyring_do_not_lose_the_sign_in() {
    let mut desk = Desk::with_daemon(session().start(), &SHORT);
    desk.sign_in();
    desk.wait_until_connected();
    let other = desk.session.folder().join("run2");
    std::fs::create_dir(&other).expect("the session's folder is ours");
    let runtime = [("XDG_RUNTIME_DIR", other.to_str().expect("a plain path"))];
    let second = start_daemon(&desk.session, &runtime);
    // The center knows one computer of an agent: the first daemon stops, and goes on renewing.
    desk.wait_for_status("replaced", |status| status["state"] == "stopped");
    desk.center.wait_until_connected(AGENT);
    wait_for_refresh_tokens(&desk, 6);
    for daemon in [desk.daemon.take(), Some(second)].into_iter().flatten() {
        let mut daemon = daemon;
        daemon.terminate();
    }
    let renewed = desk.exchange(&desk.refresh_token());
    assert_eq!(renewed.status, 200, "{}", renewed.body);
}

#[test]
fn a_sign_in_that_ended_meanwhile_asks_for_another_and_is_not_tried_again() {
    let mut desk = Desk::with_daemon(session().start(), &SHORT);
    desk.sign_in();
    desk.wait_until_connected();
    let (ended, _) = desk.run(&["quit"]);
    assert!(ended);
    desk.daemon.take().expect("it ran").finish();
    let newest = desk.refresh_token();
    assert_eq!(desk.exchange(&newest).status, 200);
    wait_for_the_end(&desk);
    desk.start_daemon();
    let stopped = desk.wait_for_status("stopped", |status| status["state"] == "stopped");
    assert_eq!(
        (stopped["face"].as_str(), stopped["problem"].as_str()),
        (Some("signed-out"), Some("Your sign-in has ended."))
    );
    desk.session.tray().wait_for_line(&["Sign in"]);
}

#[test]
fn a_refresh_token_that_was_stolen_and_used_ends_the_sign_in_for_the_thief_too_until_the_agent_signs_in_anew() {
    let (desk, proxy) = Desk::behind_proxy(session().start(), &["--access-token-seconds", "8"]);
    desk.sign_in();
    desk.wait_until_connected();
    // The daemon is stopped long before it needs the token, so that the thief comes first.
    desk.daemon.as_ref().expect("it runs").pause(true);
    let stolen = desk.exchange(&desk.refresh_token());
    desk.daemon.as_ref().expect("it runs").pause(false);
    assert_eq!(stolen.status, 200, "{}", stolen.body);
    let ended = desk.wait_for_status("ended", |status| says_ended(&status["troubles"][0]));
    assert_eq!((ended["agent"].as_str(), proxy.counts().accepted), (Some(AGENT), 1), "alerts come as long as they can");
    let thiefs = stolen.json()["refresh_token"].as_str().expect("a refresh token").to_owned();
    assert_eq!(desk.exchange(&thiefs).json()["error"], "invalid_grant", "the thief has nothing left either");
    desk.session.tray().wait_for_line(&["Sign in"]);
    proxy.hang_up(Ending::Closed);
    let stopped = desk.wait_for_status("stopped", |status| status["state"] == "stopped");
    assert!(stopped["face"] == "signed-out" && says_ended(&stopped["problem"]), "{stopped:#}");
    let tried = proxy.counts().accepted;
    desk.sign_in();
    desk.wait_until_connected();
    assert_eq!(proxy.counts().accepted, tried + 1, "it did not knock again meanwhile");
    assert_eq!(desk.status()["troubles"], serde_json::json!([]));
}

fn says_ended(sentence: &serde_json::Value) -> bool {
    sentence == "Your sign-in has ended."
}
