//! Keyrings that are locked, missing or silent: each is said, none hangs anything, and the agent may
//! do without.

use std::sync::atomic::Ordering;

use deskbell::time::{Clock, unix_time};

use crate::desk::{Desk, hang_keyring, lock_keyring, pause_keyring, session, unlock_keyring};
use crate::prompter::count_prompts;
use crate::support::bus::Peer;
use crate::support::faulty_proxy::{Ending, FaultyProxy};
use crate::support::process::wait_until;
use crate::support::session::Session;
use crate::support::workplace::{AGENT, TOKEN};

const LOCKED: &str = "The keyring is locked: unlock it and try again.";
const ABSENT: &str = "There is no keyring on this computer: install gnome-keyring or KWallet.";
const SILENT: &str = "The keyring does not answer: log off and on again, or restart its service.";

fn locked() -> (Session, Option<Peer>) {
    let session = session().start();
    lock_keyring(&session);
    (session, None)
}

fn absent() -> (Session, Option<Peer>) {
    (Session::builder().start(), None)
}

fn silent() -> (Session, Option<Peer>) {
    let session = Session::builder().start();
    let hung = hang_keyring(&session);
    (session, Some(hung))
}

#[test]
fn a_command_without_a_terminal_says_what_is_wrong_and_how_to_do_without_before_any_page_opens() {
    for ((session, _hung), sentence) in [(locked(), LOCKED), (absent(), ABSENT), (silent(), SILENT)] {
        let desk = Desk::new(session, &[]);
        let clock = Clock::start();
        for arguments in [&["sign-in"][..], &["sign-in", "--device"]] {
            let (succeeded, output) = desk.run(arguments);
            assert!(!succeeded && output.contains(sentence), "{output}");
            assert!(output.contains("--session-only"), "{output}");
        }
        assert!(clock.now().as_millis() < 30_000, "each call has ten seconds");
        assert!(desk.session.opened_urls().is_empty());
    }
}

#[test]
fn the_tray_says_what_is_wrong_and_offers_to_do_without() {
    for ((session, _hung), sentence) in [(locked(), LOCKED), (absent(), ABSENT), (silent(), SILENT)] {
        let desk = Desk::with_daemon(session, &[]);
        let tray = desk.session.tray();
        tray.choose(&["Sign in"]);
        let line = format!("You cannot stay signed in. {sentence}");
        tray.wait_for_line(&[&line]);
        assert!(desk.session.opened_urls().is_empty(), "nobody is asked to sign in for nothing");
        assert!(desk.status()["troubles"].as_array().is_some_and(|all| all.contains(&line.clone().into())));
        tray.choose(&["Sign in until I log off, without the keyring"]);
        assert!(desk.sign_in_on_page(0).body.contains("You are signed in"));
        desk.wait_until_connected();
    }
}

#[test]
fn a_session_only_sign_in_lasts_as_long_as_the_daemon_and_leaves_nothing() {
    let mut desk = Desk::with_daemon(session().start(), &["--access-token-seconds", "2"]);
    let command = desk.begin(&["sign-in", "--session-only"]);
    assert!(desk.sign_in_on_page(0).body.contains("You are signed in"));
    let (status, output) = command.finish();
    assert!(status.success() && output.contains("until you log off"), "{output}");
    desk.wait_until_connected();
    assert_eq!(desk.kept(), None);
    // It is renewed as any other, and an asked reconnect does not lose it.
    let clock = Clock::start();
    wait_until("several lives of the access token", || clock.now().as_millis() > 5_000);
    assert!(desk.center.connected(AGENT).unwrap_or_default());
    assert_eq!(desk.kept(), None);
    let (ended, _) = desk.run(&["quit"]);
    assert!(ended);
    desk.daemon.take().expect("it ran").finish();
    desk.start_daemon();
    desk.wait_for_status("signed out", |status| status["face"] == "signed-out" && status["state"] == "stopped");
}

#[test]
fn without_a_daemon_nobody_could_have_a_session_only_sign_in() {
    let desk = Desk::new(session().start(), &[]);
    let (succeeded, output) = desk.run(&["sign-in", "--session-only"]);
    assert!(!succeeded && output.contains("none is running"), "{output}");
    assert!(desk.session.opened_urls().is_empty());
}

#[test]
fn a_plain_token_can_be_had_for_the_session_only_too() {
    let desk = Desk::with_daemon(absent().0, &[]);
    let mut kept = desk.begin(&["sign-in", "--token-stdin"]);
    kept.feed(TOKEN);
    let (status, output) = kept.finish();
    assert!(!status.success() && output.contains(ABSENT) && output.contains("--session-only"), "{output}");
    let mut command = desk.begin(&["sign-in", "--token-stdin", "--session-only"]);
    command.feed(TOKEN);
    let (status, output) = command.finish();
    assert!(status.success(), "{output}");
    desk.wait_until_connected();
}

#[test]
fn a_daemon_that_finds_its_keyring_locked_connects_once_it_is_open() {
    let mut desk = Desk::with_daemon(session().start(), &[]);
    desk.sign_in();
    let (ended, _) = desk.run(&["quit"]);
    assert!(ended);
    desk.daemon.take().expect("it ran").finish();
    lock_keyring(&desk.session);
    desk.start_daemon();
    let waiting = desk.wait_for_status("waiting", |status| status["state"] == "waiting");
    assert!(waiting["problem"].as_str().is_some_and(|problem| problem.contains(LOCKED)), "{waiting:#}");
    unlock_keyring(&desk.session);
    desk.wait_until_connected();
}

/// Signed in and connected through a proxy with access tokens of two seconds.
fn connected() -> (Desk, FaultyProxy) {
    let (desk, proxy) = Desk::behind_proxy(session().start(), &["--access-token-seconds", "2"]);
    desk.sign_in();
    desk.wait_until_connected();
    (desk, proxy)
}

/// Ends the connection once the access token in the keyring is of no use any more: the next needs another.
fn reconnect_with_another_token(desk: &Desk, proxy: &FaultyProxy, ends: i64) {
    wait_until("the end of the first access token", || unix_time() > ends);
    let before = proxy.counts().accepted;
    proxy.hang_up(Ending::Closed);
    wait_until("another connection", || proxy.counts().accepted > before);
    desk.wait_until_connected();
    assert_eq!(proxy.counts().accepted, before + 1, "the first token shown was good");
}

/// Whether the status says that the sign-in is not in the keyring, and why.
fn says(status: &serde_json::Value, sentence: &str) -> bool {
    let line = format!("You cannot stay signed in. {sentence}");
    status["troubles"].as_array().is_some_and(|all| all.contains(&line.into()))
}

/// The keyring is well again: the daemon stores what it has, and the next daemon can go on with that.
fn is_stored_now(desk: Desk, before: &serde_json::Value) {
    desk.wait_for_status("all is well", |status| status["troubles"] == serde_json::json!([]));
    let kept = desk.kept().expect("it is in the keyring");
    assert_ne!(kept["refresh"], before["refresh"]);
    the_next_daemon_goes_on(desk);
}

fn the_next_daemon_goes_on(mut desk: Desk) {
    let (ended, _) = desk.run(&["quit"]);
    assert!(ended);
    desk.daemon.take().expect("it ran").finish();
    desk.start_daemon();
    desk.wait_until_connected();
}

#[test]
fn tokens_are_renewed_while_the_keyring_is_locked_and_stored_once_it_is_open() {
    let (desk, proxy) = connected();
    let before = desk.kept().expect("it is in the keyring");
    lock_keyring(&desk.session);
    desk.wait_for_status("the keyring is locked", |status| says(status, LOCKED));
    assert_eq!(proxy.counts().accepted, 1, "the connection stands");
    reconnect_with_another_token(&desk, &proxy, before["ends"].as_i64().expect("it ends some time"));
    assert!(says(&desk.status(), LOCKED));
    unlock_keyring(&desk.session);
    is_stored_now(desk, &before);
}

#[test]
fn tokens_are_renewed_while_the_keyring_does_not_answer_and_nothing_waits_longer_than_its_limit() {
    let (desk, proxy) = connected();
    let before = desk.kept().expect("it is in the keyring");
    pause_keyring(&desk.session, true);
    let clock = Clock::start();
    reconnect_with_another_token(&desk, &proxy, before["ends"].as_i64().expect("it ends some time"));
    assert!(clock.now().as_millis() < 20_000, "one call of ten seconds, and the life of a token");
    desk.wait_for_status("the keyring does not answer", |status| says(status, SILENT));
    pause_keyring(&desk.session, false);
    is_stored_now(desk, &before);
}

#[test]
fn the_agent_is_asked_once_to_open_a_locked_keyring_and_not_again_with_every_try() {
    let (desk, _proxy) = connected();
    let (before, prompts) = (desk.kept().expect("it is in the keyring"), count_prompts(&desk.session));
    lock_keyring(&desk.session);
    wait_for_tries(&desk);
    assert_eq!(prompts.load(Ordering::Relaxed), 1);
    unlock_keyring(&desk.session);
    is_stored_now(desk, &before);
}

#[test]
fn what_a_locked_keyring_did_not_take_is_stored_when_the_daemon_ends() {
    let (desk, _proxy) = connected();
    lock_keyring(&desk.session);
    // The next try is seconds away: the daemon has no time for it.
    wait_for_tries(&desk);
    unlock_keyring(&desk.session);
    the_next_daemon_goes_on(desk);
}

fn wait_for_tries(desk: &Desk) {
    let daemon = desk.daemon.as_ref().expect("it runs");
    wait_until("some tries", || daemon.output().matches("not in the keyring yet").count() >= 4);
}
