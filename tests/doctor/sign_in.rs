//! The token and the keyring.

use std::sync::atomic::Ordering;

use zbus::zvariant::ObjectPath;

use crate::desktop::examined;
use crate::findings::{Computer, examine};
use crate::prompter::count_prompts;
use crate::support::agent::Agent;
use crate::support::session::{Keyring, Session};
use crate::support::workplace::{AGENT, Center, OTHER, OTHER_TOKEN, TOKEN, Workplace, anna_chats, deskbell};

#[test]
fn a_token_from_the_environment_or_a_command_is_shown_to_the_center() {
    let session = Session::builder().start();
    let center = Center::start(&session, &[]);
    let url = center.agents_url();
    let with = |name: &str, value: &str| examined(&session, &[("DESKBELL_CENTER", &url), (name, value)]);
    let found = with("DESKBELL_TOKEN", TOKEN);
    found.says("sign-in", "good", "accepts the token from DESKBELL_TOKEN");
    found.says("keyring", "note", "The token comes from elsewhere");
    let found = with("DESKBELL_TOKEN", "wrong-token");
    found.says("websocket", "good", "wants a sign-in");
    found.says("sign-in", "bad", "did not accept the sign-in");
    assert!(!found.printed.contains("wrong-token"));
    with("DESKBELL_TOKEN_COMMAND", &format!("echo {TOKEN}")).says("sign-in", "good", "from token-command");
    with("DESKBELL_TOKEN_COMMAND", "false").says("sign-in", "bad", "The command that prints the token failed.");
    let found = with("DESKBELL_TOKEN_COMMAND", "true");
    found.says("sign-in", "bad", "Nobody is signed in.");
    found.says("websocket", "good", "wants a sign-in");
    let found = examine(&mut Computer::new().deskbell(&[]));
    found.says("center", "bad", "No contact center is set up.");
    found.unknown(&["dns", "tcp", "proxy", "tls", "websocket", "clock", "sign-in"]);
}

fn sign_in(session: &Session, variables: &[(&str, &str)], secret: &str) {
    let mut command = session.spawn(&deskbell(), &["sign-in", "--token-stdin"], variables);
    command.feed(secret);
    let (status, output) = command.finish();
    assert!(status.success(), "{output}");
}

/// Locks the keyring.
pub(crate) fn lock(session: &Session) {
    let secrets = ("org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service");
    let login = ObjectPath::try_from("/org/freedesktop/secrets/collection/login").unwrap();
    session.bus.peer.call(secrets, "Lock", (vec![login],)).unwrap();
}

#[test]
fn a_token_in_the_keyring_is_found_and_nobody_is_asked_to_open_a_locked_one() {
    let session = Session::builder().keyring(Keyring::Unlocked).start();
    let center = Center::start(&session, &[]);
    let url = center.agents_url();
    let variables = [("DESKBELL_CENTER", url.as_str()), ("DESKBELL_SIGN_IN_ISSUER", "https://id.example")];
    let found = examined(&session, &variables);
    found.good(&["keyring"]);
    found.says("sign-in", "bad", "Nobody is signed in.");
    sign_in(&session, &variables, TOKEN);
    examined(&session, &variables).says("sign-in", "good", "accepts the token in the keyring");

    let ended = |refresh: &str| {
        format!(r#"{{"issuer":"https://id.example","client":"deskbell","access":"a","refresh":{refresh},"ends":1}}"#)
    };
    sign_in(&session, &variables, &ended("\"r\""));
    examined(&session, &variables).says("sign-in", "note", "is renewed when Deskbell connects");
    sign_in(&session, &variables, &ended("null"));
    examined(&session, &variables).says("sign-in", "bad", "deskbell sign-in");

    lock(&session);
    let prompts = count_prompts(&session);
    let found = examined(&session, &variables);
    found.says("keyring", "bad", "The keyring is locked");
    found.says("sign-in", "bad", "The keyring is locked");
    found.good(&["websocket", "clock"]);
    assert_eq!(prompts.load(Ordering::Relaxed), 0);
}

#[test]
fn no_keyring_is_told() {
    let session = Session::builder().start();
    let found = examined(&session, &[("DESKBELL_CENTER", "ws://127.0.0.1:9/")]);
    found.says("keyring", "bad", "There is no keyring");
    found.says("keyring", "bad", "--session-only");
}

#[test]
fn the_agents_connection_goes_on_here_and_elsewhere_while_the_doctor_looks() {
    let place = Workplace::start(Session::builder().start());
    place.wait_for_status("connected", |status| status["state"] == "connected");
    let url = place.center.agents_url();
    let mut other = Agent::connect(&place.session.bus.peer.runner, &place.center);
    // The daemon's word counts, whatever token there is.
    for token in [TOKEN, "wrong-token"] {
        let found = examined(&place.session, &[("DESKBELL_CENTER", &url), ("DESKBELL_TOKEN", token)]);
        found.says("sign-in", "good", &format!("The running Deskbell is connected as {AGENT}."));
        found.says("websocket", "good", "wants a sign-in");
    }
    let elsewhere = Center::start(&place.session, &[]);
    let another = elsewhere.agents_url();
    let found = examined(&place.session, &[("DESKBELL_CENTER", &another), ("DESKBELL_TOKEN", "wrong-token")]);
    found.says("sign-in", "bad", "did not accept the sign-in");
    let command = [("DESKBELL_CENTER", url.as_str()), ("DESKBELL_TOKEN_COMMAND", "touch asked")];
    examined(&place.session, &command).good(&["sign-in"]);
    assert!(!place.session.folder().join("asked").exists(), "the command was not needed");
    // The other agent's session is at another computer.
    let folder = Computer::new();
    let found = examine(&mut folder.deskbell(&[("DESKBELL_CENTER", &url), ("DESKBELL_TOKEN", OTHER_TOKEN)]));
    found.says("sign-in", "good", "from DESKBELL_TOKEN");
    assert_eq!([AGENT, OTHER].map(|agent| place.center.connected(agent)), [Some(true); 2]);
    let conversation = place.center.customer_writes(&anna_chats("Hello"));
    place.center.order(&conversation, "offer-to-all", &serde_json::json!({}));
    other.accept_offer_of(&conversation);
    assert_eq!(place.status()["state"], "connected");
}
