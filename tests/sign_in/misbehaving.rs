//! Sign-in services that misbehave: each is seen through, said in a sentence, and leaves nothing behind.

use std::process::ExitStatus;

use deskbell::time::{Clock, unix_time};
use serde_json::json;
use url::Url;

use crate::desk::{Desk, session};
use crate::false_service::{Answers, DISCOVERY, ELSEWHERE, FalseService, Reply, Signer};
use crate::support::process::{wait_for, wait_until};
use crate::web::{self, value};

const NOT_A_PROVIDER: &str = "At the sign-in service's address is nothing that Deskbell can sign in with.";
const ANOTHER_NAME: &str = "The sign-in service calls itself by another name than the one that is set up.";
const NOT_ENCRYPTED: &str = "The sign-in service is not encrypted; that is allowed to this computer only.";
const UNREACHABLE: &str = "The sign-in service cannot be reached.";
const TOO_LATE: &str = "The sign-in service did not answer in time.";
const UNTRUSTED: &str = "The sign-in service's answer is not in order, and was not believed.";

/// What the service does wrong, and what the agent is told.
type Case = (&'static str, fn(&mut Answers), &'static str);

/// Seen before any page opens.
const DESCRIPTIONS: &[Case] = &[
    ("no JSON", |answers| answers.instead = vec![(DISCOVERY, text("<html>Welcome</html>"))], NOT_A_PROVIDER),
    ("JSON of something else", |answers| answers.description = json!({ "issuer": 7 }), NOT_A_PROVIDER),
    ("without end", |answers| answers.instead = vec![(DISCOVERY, Reply::Endless)], NOT_A_PROVIDER),
    ("elsewhere", |answers| answers.instead = vec![(DISCOVERY, Reply::Redirect)], NOT_A_PROVIDER),
    ("not there", |answers| answers.instead = vec![(DISCOVERY, status(404))], NOT_A_PROVIDER),
    ("broken", |answers| answers.instead = vec![(DISCOVERY, status(500))], "answered with status 500."),
    ("overrun", |answers| answers.instead = vec![(DISCOVERY, status(429))], "answered with status 429."),
    ("hung up", |answers| answers.instead = vec![(DISCOVERY, Reply::HangUp)], UNREACHABLE),
    ("another's name", |answers| answers.description["issuer"] = json!("https://id.example"), ANOTHER_NAME),
    ("no token endpoint", |answers| answers.description["token_endpoint"] = json!(null), NOT_A_PROVIDER),
    (
        "a page for all to read",
        |answers| answers.description["authorization_endpoint"] = json!("http://id.example/"),
        { NOT_ENCRYPTED },
    ),
    ("a page that is a file", |answers| answers.description["authorization_endpoint"] = json!("file:///etc/passwd"), {
        NOT_ENCRYPTED
    }),
    ("keys that are none", |answers| answers.instead = vec![("/keys", text("[]"))], NOT_A_PROVIDER),
    ("keys elsewhere", |answers| answers.instead = vec![("/keys", Reply::Redirect)], NOT_A_PROVIDER),
];

/// Seen after the agent has signed in on the page.
const TOKENS: &[Case] = &[
    ("an error", |answers| answers.instead = vec![("/token", refusal("invalid_grant"))], "refused (invalid_grant)."),
    ("an odd error", |answers| answers.instead = vec![("/token", refusal("<b>no</b>"))], "refused (bnob)."),
    ("not its client", |answers| answers.instead = vec![("/token", refusal("invalid_client"))], {
        "The sign-in service does not know Deskbell."
    }),
    ("broken", |answers| answers.instead = vec![("/token", status(503))], "answered with status 503."),
    ("no JSON", |answers| answers.instead = vec![("/token", text("access_token=access"))], NOT_A_PROVIDER),
    ("without end", |answers| answers.instead = vec![("/token", Reply::Endless)], NOT_A_PROVIDER),
    ("elsewhere", |answers| answers.instead = vec![("/token", Reply::Redirect)], NOT_A_PROVIDER),
    ("no ID token", |answers| answers.tokens["id_token"] = json!(null), UNTRUSTED),
    ("another sign-in's", |answers| answers.claims["nonce"] = json!("another"), UNTRUSTED),
    ("no sign-in's", |answers| answers.claims["nonce"] = json!(null), UNTRUSTED),
    ("another program's", |answers| answers.claims["aud"] = json!("crm"), UNTRUSTED),
    ("another program's too", |answers| answers.claims["aud"] = json!(["deskbell", "crm"]), UNTRUSTED),
    ("another service's", |answers| answers.claims["iss"] = json!("https://id.example"), UNTRUSTED),
    ("too old", |answers| answers.claims["exp"] = json!(unix_time() - 1), UNTRUSTED),
    ("another access token's", |answers| answers.claims["at_hash"] = json!("bm90IGl0cyBoYXNo"), UNTRUSTED),
    ("signed by a stranger", |answers| answers.signer = Signer::Stranger, UNTRUSTED),
    ("signed with the public key", |answers| answers.signer = Signer::PublicKey, UNTRUSTED),
    ("signed by nobody", |answers| answers.signer = Signer::Nobody, UNTRUSTED),
];

fn text(body: &str) -> Reply {
    Reply::With(200, body.to_owned())
}

fn status(status: u16) -> Reply {
    Reply::With(status, "{}".to_owned())
}

fn refusal(code: &str) -> Reply {
    Reply::With(400, json!({ "error": code }).to_string())
}

/// A desk with a daemon, whose sign-in service is not the center.
fn desk() -> (Desk, FalseService) {
    let (mut desk, service) = (Desk::new(session().start(), &[]), FalseService::start());
    let (center, issuer) = (desk.center.agents_url(), &service.address);
    desk.configure(&format!("center = \"{center}\"\nsign-in-issuer = \"{issuer}\"\n"));
    desk.start_daemon();
    (desk, service)
}

/// Signs in on the page that is opened after so many others; gives what the browser shows then.
fn answer_page(desk: &Desk, before: usize) -> String {
    let page = wait_for("the sign-in page", || desk.session.opened_urls().get(before).cloned());
    let asked: Url = page.parse().expect("a whole address");
    let asked = |name| value(&asked, name).expect("it is asked for");
    let mut back: Url = asked("redirect_uri").parse().expect("a whole address");
    back.query_pairs_mut().append_pair("code", &asked("nonce")).append_pair("state", &asked("state"));
    web::get(back.as_str()).body
}

/// What the command and the browser say.
fn sign_in(desk: &Desk) -> (ExitStatus, String, String) {
    let before = desk.session.opened_urls().len();
    let command = desk.begin(&["sign-in"]);
    let shown = answer_page(desk, before);
    let (status, output) = command.finish();
    (status, output, shown)
}

/// The service does everything right at last, and the same desk signs in: so it was its behaviour.
fn all_is_well_afterwards(desk: &Desk, service: &FalseService) {
    service.behave(|_| {});
    let (status, output, shown) = sign_in(desk);
    assert!(status.success() && shown.contains("You are signed in"), "{output}");
    assert_eq!(desk.refresh_token(), "refresh");
    // The daemon lives and has heard of it; the center does not know that token.
    desk.wait_for_status("refused", |status| status["problem"] == "The contact center did not accept the sign-in.");
}

#[test]
fn a_service_that_describes_itself_wrongly_is_seen_through_before_any_page_opens() {
    let (desk, service) = desk();
    for (name, wrong, sentence) in DESCRIPTIONS {
        service.behave(wrong);
        let (status, output) = desk.begin(&["sign-in"]).finish();
        assert!(status.code() == Some(1) && output.contains(sentence), "{name}: {output}");
        assert!(desk.session.opened_urls().is_empty() && !service.was_asked(ELSEWHERE), "{name}");
    }
    assert_eq!(desk.kept(), None);
    desk.wait_for_status("signed out", |status| status["face"] == "signed-out");
    all_is_well_afterwards(&desk, &service);
}

#[test]
fn tokens_that_are_not_in_order_are_not_believed_and_not_kept() {
    let (desk, service) = desk();
    for (name, wrong, sentence) in TOKENS {
        service.behave(wrong);
        let (status, output, shown) = sign_in(&desk);
        assert!(status.code() == Some(1) && output.contains(sentence), "{name}: {output}");
        assert!(shown.contains("You are not signed in") && shown.contains(sentence), "{name}: {shown}");
        assert!(service.was_asked("/token") && !service.was_asked(ELSEWHERE), "{name}");
        assert_eq!(desk.kept(), None, "{name}");
    }
    desk.wait_for_status("signed out", |status| status["face"] == "signed-out");
    all_is_well_afterwards(&desk, &service);
}

#[test]
fn a_service_that_hangs_is_given_up_after_its_limit_and_the_daemon_answers_all_the_time() {
    let (desk, service) = desk();
    service.behave(|answers| answers.instead = vec![(DISCOVERY, Reply::Silence)]);
    let clock = Clock::start();
    desk.session.tray().choose(&["Sign in"]);
    wait_until("the service is asked", || service.was_asked(DISCOVERY));
    let meanwhile = desk.status();
    assert_eq!((meanwhile["face"].as_str(), &meanwhile["troubles"]), (Some("signed-out"), &json!([])));
    desk.wait_for_status("too late", |status| status["troubles"] == json!([TOO_LATE]));
    assert!(clock.now().as_millis() < 20_000, "a request has ten seconds");
    assert!(desk.session.opened_urls().is_empty());
    service.behave(|answers| answers.instead = vec![("/token", Reply::Silence)]);
    let (status, output, shown) = sign_in(&desk);
    assert!(status.code() == Some(1) && output.contains(TOO_LATE) && shown.contains(TOO_LATE), "{output}");
    assert_eq!(desk.kept(), None);
    all_is_well_afterwards(&desk, &service);
}

#[test]
fn the_daemon_says_what_was_wrong_with_the_tokens_and_offers_the_sign_in_again() {
    let (desk, service) = desk();
    service.behave(|answers| answers.signer = Signer::Stranger);
    desk.session.tray().choose(&["Sign in"]);
    assert!(answer_page(&desk, 0).contains(UNTRUSTED));
    desk.wait_for_status("not believed", |status| status["troubles"] == json!([UNTRUSTED]));
    assert_eq!(desk.kept(), None);
    service.behave(|_| {});
    desk.session.tray().choose(&["Sign in"]);
    assert!(answer_page(&desk, 1).contains("You are signed in"));
    assert_eq!(desk.refresh_token(), "refresh");
}

#[test]
fn a_service_without_refresh_tokens_signs_in_for_as_long_as_its_access_token_lasts() {
    let (desk, service) = desk();
    service.behave(|answers| answers.tokens["refresh_token"] = json!(null));
    let (status, output, _) = sign_in(&desk);
    assert!(status.success(), "{output}");
    let kept = desk.kept().expect("it is in the keyring");
    assert_eq!((kept["access"].as_str(), &kept["refresh"]), (Some("access"), &json!(null)));
}

#[test]
fn on_another_device_the_tokens_are_checked_too_and_where_there_is_no_such_way_that_is_said() {
    let (desk, service) = desk();
    let sign_in = || {
        let (status, output) = desk.begin(&["sign-in", "--device"]).finish();
        (status.code(), output)
    };
    let (code, output) = sign_in();
    assert!(code == Some(1) && output.contains("The sign-in service knows no sign-in on another device."), "{output}");
    let codes = json!({
        "device_code": "d", "user_code": "BCDF-GHJK", "verification_uri": format!("{}/activate", service.address),
        "expires_in": 60, "interval": 1,
    });
    for (signer, expected) in [(Signer::Stranger, Some(1)), (Signer::Service, Some(0))] {
        service.behave(|answers| {
            answers.description["device_authorization_endpoint"] = json!(format!("{}/device", service.address));
            answers.instead = vec![("/device", text(&codes.to_string()))];
            answers.signer = signer;
        });
        let (code, output) = sign_in();
        assert_eq!((code, output.contains(UNTRUSTED)), (expected, code == Some(1)), "{output}");
        assert_eq!(desk.kept().is_none(), code == Some(1));
    }
}
