//! The running daemon, and others that pass for it.

use std::path::PathBuf;

use deskbell::platform::instance::{Answer, Claim, claim};
use deskbell::platform::session::Paths;
use serde_json::json;

use crate::desktop::examined;
use crate::support::session::Session;
use crate::support::workplace::{Center, Workplace, deskbell};

#[test]
fn a_daemon_that_does_not_run_is_hung_or_has_a_problem_is_told() {
    let session = Session::builder().start();
    examined(&session, &[]).says("daemon", "note", "Deskbell is not running.");
    let center = Center::start(&session, &[]);
    let url = center.agents_url();
    let refused = session.spawn(&deskbell(), &["--center", &url], &[("DESKBELL_TOKEN", "wrong")]);
    session.tray().wait_for_line(&["The contact center did not accept the sign-in."]);
    let found = examined(&session, &[]);
    found.says("daemon", "bad", "The contact center did not accept the sign-in.");
    found.says("daemon", "bad", "deskbell sign-in");
    refused.pause(true);
    examined(&session, &[]).says("daemon", "bad", "does not answer");
    drop(refused);
    let place = Workplace::start(session);
    place.wait_for_status("connected", |status| status["state"] == "connected");
    let found = examined(&place.session, &[]);
    found.says("daemon", "good", "Connected as ");
    found.says("center", "note", "with which the running Deskbell was started");
    found.good(&["dns", "tcp", "websocket", "clock", "sign-in"]);
}

/// Where the session's daemon listens.
fn place(session: &Session) -> PathBuf {
    let command = session.command("true");
    let envs: Vec<_> = command.get_envs().collect();
    let value =
        |name: &str| envs.iter().find(|(known, _)| *known == name).and_then(|(_, value)| value.map(PathBuf::from));
    Paths::from_environment(value).runtime
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_daemon_of_another_version_is_told() {
    let session = Session::builder().start();
    let status = json!({
        "version": "0.0.1", "pid": 7, "state": "waiting", "face": "reconnecting", "sentence": "Reconnecting",
        "center": null, "agent": null, "presence": null, "waiting": 0, "troubles": [],
    });
    let answers = [(status, "note", "Version 0.0.1 is running"), (json!({}), "bad", "End it and start it anew")];
    for (status, state, words) in answers {
        let Claim::First(listener) = claim(&place(&session)).unwrap() else { panic!("there is no other") };
        let served = tokio::spawn(listener.serve(move |_| {
            let status = status.clone();
            async move { Answer::Status(status) }
        }));
        examined(&session, &[]).says("daemon", state, words);
        served.abort();
        let _ = served.await;
    }
}
