//! The browser flow, from the command line and from the tray.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use url::Url;

use crate::desk::{Desk, session};
use crate::support::files::texts;
use crate::support::process::wait_until;
use crate::support::session::Session;
use crate::support::workplace::{AGENT, AGENT_ID, TOKEN};
use crate::web::{self, value};

#[test]
fn the_command_signs_in_by_the_browser_and_the_running_daemon_connects() {
    let mut desk = Desk::with_daemon(session().start(), &[]);
    desk.wait_for_status("signed out", |status| status["face"] == "signed-out");
    let command = desk.begin(&["sign-in"]);
    let page = desk.session.wait_for_opened("/openid/authorize");
    let asked: Url = page.parse().expect("a whole address");
    assert_eq!(value(&asked, "code_challenge_method").as_deref(), Some("S256"));
    assert_eq!(value(&asked, "scope").as_deref(), Some("openid offline_access"));
    let redirect: Url = value(&asked, "redirect_uri").expect("it is there").parse().expect("a whole address");
    assert_eq!((redirect.host_str(), redirect.path()), (Some("127.0.0.1"), "/signed-in"));
    let shown = web::sign_in(&page, AGENT_ID, TOKEN);
    assert!(shown.body.contains("You are signed in") && shown.body.contains("You can close this tab."));
    assert!(shown.headers["content-security-policy"].starts_with("default-src 'none'"));
    let (status, output) = command.finish();
    assert!(status.success() && output.contains("Signed in at 127.0.0.1"), "{output}");
    desk.wait_until_connected();
    let kept = desk.kept().expect("it is in the keyring");
    assert_eq!((kept["issuer"].as_str(), kept["client"].as_str()), (Some(&*desk.center.page("")), Some("deskbell")));

    let (ended, _) = desk.run(&["quit"]);
    assert!(ended);
    let (_, daemon) = desk.daemon.take().expect("it ran").finish();
    let mut places = texts(&desk.session.folder().join("state"));
    assert!(places.iter().any(|(name, text)| name.ends_with(".log") && text.lines().count() > 3));
    places.push(("the command's output".into(), output));
    places.push(("the daemon's output".into(), daemon));
    for (name, text) in places {
        for secret in ["access", "refresh"].map(|token| kept[token].as_str().expect("a token")) {
            assert!(!text.contains(secret), "a token is in {name}");
        }
    }
}

#[test]
fn the_tray_signs_in_and_out() {
    let desk = Desk::with_daemon(session().start(), &[]);
    let tray = desk.session.tray();
    tray.choose(&["Sign in"]);
    let shown = desk.sign_in_on_page(0);
    assert!(shown.body.contains("You are signed in"), "{}", shown.body);
    desk.wait_until_connected();
    let refresh = desk.refresh_token();
    desk.session.tray().choose(&["Sign out"]);
    desk.wait_for_status("signed out", |status| status["face"] == "signed-out");
    wait_until("an empty keyring", || desk.kept().is_none());
    wait_until("the token is taken back", || desk.exchange(&refresh).json()["error"] == "invalid_grant");
    desk.session.tray().wait_for_line(&["Sign in"]);
}

#[test]
fn a_page_that_was_closed_is_opened_again_and_the_first_one_counts_no_more() {
    let desk = Desk::with_daemon(session().start(), &[]);
    let tray = desk.session.tray();
    tray.choose(&["Sign in"]);
    let first = desk.session.wait_for_opened("/openid/authorize");
    let sent = web::answer_page(&first, AGENT_ID, TOKEN, "sign-in").location();
    tray.choose(&["Open the sign-in page again"]);
    wait_until("the second page", || desk.session.opened_urls().len() == 2);
    wait_until("the first port is closed", || ureq::get(sent.as_str()).call().is_err());
    let shown = web::sign_in(&desk.session.opened_urls()[1], AGENT_ID, TOKEN);
    assert!(shown.body.contains("You are signed in"));
    desk.wait_until_connected();
}

#[test]
fn an_agent_who_says_no_is_told_that_it_was_declined() {
    let desk = Desk::new(session().start(), &[]);
    let command = desk.begin(&["sign-in"]);
    let page = desk.session.wait_for_opened("/openid/authorize");
    let back = web::answer_page(&page, AGENT_ID, "", "deny").location();
    let shown = web::get(back.as_str());
    assert!(shown.body.contains("You are not signed in") && shown.body.contains("The sign-in was declined."));
    let (status, output) = command.finish();
    assert!(!status.success() && output.contains("! deskbell: The sign-in was declined."), "{output}");
    assert_eq!(desk.kept(), None);
}

#[test]
fn visitors_with_another_answer_are_turned_away_and_the_right_one_still_gets_in() {
    let desk = Desk::new(session().start(), &[]);
    let command = desk.begin(&["sign-in"]);
    let page = desk.session.wait_for_opened("/openid/authorize");
    let right = web::answer_page(&page, AGENT_ID, TOKEN, "sign-in").location();
    let code = value(&right, "code").expect("a code");
    let wrong = |query: &str| {
        let mut url = right.clone();
        url.set_query(Some(query));
        web::get(url.as_str())
    };
    for query in [format!("code={code}"), format!("code={code}&state=guessed"), "error=access_denied&state=".into()] {
        let turned_away = wrong(&query);
        assert_eq!(turned_away.status, 400, "{query}");
        assert!(turned_away.body.contains("Nothing to see here"));
    }
    assert_eq!(web::get(right.join("/favicon.ico").expect("a path").as_str()).status, 404);
    assert_eq!(web::post(right.as_str(), &[]).status, 405);
    assert!(web::get(right.as_str()).body.contains("You are signed in"));
    let (status, output) = command.finish();
    assert!(status.success(), "{output}");
    assert!(ureq::get(right.as_str()).call().is_err(), "the port is closed");
}

#[test]
fn an_answer_in_the_name_of_another_service_is_not_believed() {
    let desk = Desk::new(session().start(), &[]);
    let command = desk.begin(&["sign-in"]);
    let page = desk.session.wait_for_opened("/openid/authorize");
    let right = web::answer_page(&page, AGENT_ID, TOKEN, "sign-in").location();
    let mixed_up = right.as_str().replace("iss=http%3A", "iss=https%3A");
    assert_ne!(mixed_up, right.as_str());
    assert!(web::get(&mixed_up).body.contains("You are not signed in"));
    let (status, output) = command.finish();
    assert!(!status.success() && output.contains("was not believed"), "{output}");
}

#[test]
fn the_last_page_speaks_the_agents_language() {
    let desk = Desk::new(session().language("pl_PL.UTF-8").start(), &[]);
    let command = desk.begin(&["sign-in"]);
    let page = desk.session.wait_for_opened("/openid/authorize");
    assert!(web::get(&page).body.contains("Zaloguj się do Deskbell"), "the provider's page does too");
    let shown = web::sign_in(&page, AGENT_ID, TOKEN);
    assert!(shown.body.contains("lang=\"pl\"") && shown.body.contains("Zalogowano"), "{}", shown.body);
    let (status, output) = command.finish();
    assert!(status.success() && output.contains("Zalogowano w"), "{output}");
}

#[test]
fn without_a_browser_the_command_says_so_and_names_the_other_way() {
    let desk = Desk::new(session().start(), &[]);
    let bin = desk.session.folder().join("bin");
    fs::create_dir(&bin).expect("the session's folder is ours");
    fs::write(bin.join("xdg-open"), "#!/bin/sh\nexit 3\n").expect("the session's folder is ours");
    fs::set_permissions(bin.join("xdg-open"), fs::Permissions::from_mode(0o755)).expect("it is ours");
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").expect("there is one"));
    let program = crate::support::workplace::deskbell();
    let (status, output) = desk.session.spawn(&program, &["sign-in"], &[("PATH", &path)]).finish();
    assert!(!status.success(), "{output}");
    assert!(
        output.contains("No browser could be started.") && output.contains("deskbell sign-in --device"),
        "{output}"
    );
}

#[test]
fn without_a_service_the_command_says_what_to_set() {
    let session = Session::builder().start();
    crate::desk::configure(&session, "center = \"wss://center.example/v1/agent\"\n");
    let (succeeded, output) = crate::desk::run(&session, &["sign-in"]);
    assert!(!succeeded && output.contains("Set sign-in-issuer"), "{output}");
}

#[test]
fn signing_out_empties_the_keyring_though_the_provider_is_gone() {
    let mut desk = Desk::with_daemon(session().start(), &[]);
    desk.sign_in();
    desk.wait_until_connected();
    desk.center.kill();
    let (succeeded, output) = desk.run(&["sign-out"]);
    assert!(succeeded, "{output}");
    assert_eq!(desk.kept(), None);
    desk.wait_for_status("signed out", |status| status["face"] == "signed-out");
}

#[test]
fn the_command_signs_out_without_a_daemon_and_gives_the_tokens_back() {
    let desk = Desk::new(session().start(), &[]);
    desk.sign_in();
    let refresh = desk.refresh_token();
    let (succeeded, output) = desk.run(&["sign-out"]);
    assert!(succeeded, "{output}");
    assert_eq!(desk.kept(), None);
    assert_eq!(desk.exchange(&refresh).json()["error"], "invalid_grant");
}

#[test]
fn a_plain_token_still_works_where_a_service_is_set_up() {
    let desk = Desk::with_daemon(session().start(), &[]);
    let mut command = desk.begin(&["sign-in", "--token-stdin"]);
    command.feed(&format!("{TOKEN}\n"));
    let (status, output) = command.finish();
    assert!(status.success(), "{output}");
    desk.wait_for_status("connected", |status| status["agent"] == AGENT);
    assert_eq!(desk.kept(), Some(TOKEN.into()));
}
