//! The reference center's sign-in as somebody with bad intentions asks it, over HTTP. What it decides
//! is tried in virtual time beside its source; here it is whether that gets out, and nothing else does.

use serde_json::Value;
use url::Url;

use crate::support::session::{Notify, Session, Tray};
use crate::support::workplace::{AGENT_ID, Center, TOKEN};
use crate::web::{self, Answer, value};

const BACK: &str = "http://127.0.0.1:50000/signed-in";
/// Verifier and challenge of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
/// What a program may take for its own, with every sign that an address could mean otherwise.
const STATE: &str = "a b+c&d=e/f?g#h%41\"<ż>";

struct Place {
    center: Center,
    // Dropped after what runs in it.
    _session: Session,
}

impl Place {
    fn new() -> Self {
        let session = Session::builder().notify(Notify::None).tray(Tray::None).wm(false).start();
        Self { center: Center::start(&session, &[]), _session: session }
    }

    /// The address of a sign-in page, where some of what is asked is replaced, or left out.
    fn page(&self, changes: &[(&str, Option<&str>)]) -> String {
        let asked = [
            ("response_type", "code"),
            ("client_id", "deskbell"),
            ("redirect_uri", BACK),
            ("scope", "openid offline_access"),
            ("state", STATE),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        let changed = |name| changes.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
        let mut page: Url = self.center.page("/openid/authorize").parse().expect("a whole address");
        page.query_pairs_mut().extend_pairs(
            asked.into_iter().filter_map(|(name, value)| Some((name, changed(name).unwrap_or(Some(value))?))),
        );
        page.into()
    }

    fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        web::post(&self.center.page(path), form)
    }

    fn exchange(&self, code: &str) -> Answer {
        let form = [("grant_type", "authorization_code"), ("client_id", "deskbell"), ("redirect_uri", BACK)];
        self.post("/openid/token", &[&form[..], &[("code", code), ("code_verifier", VERIFIER)]].concat())
    }
}

fn is_refused(answer: &Answer, error: &str) {
    assert_eq!((answer.status, answer.json()["error"].as_str()), (400, Some(error)));
    assert_eq!(answer.headers.get("cache-control").map(String::as_str), Some("no-store"));
}

#[test]
fn a_sign_in_whose_code_anybody_could_use_is_refused_and_the_state_comes_back_as_it_was() {
    let place = Place::new();
    let changes: [&[(&str, Option<&str>)]; 4] = [
        &[("code_challenge", None), ("code_challenge_method", None)],
        &[("code_challenge", None)],
        &[("code_challenge_method", None)],
        &[("code_challenge_method", Some("plain")), ("code_challenge", Some(VERIFIER))],
    ];
    for change in changes {
        let back = web::get(&place.page(change)).location();
        assert!(back.as_str().starts_with(BACK), "{back}");
        assert_eq!(value(&back, "error").as_deref(), Some("invalid_request"), "{change:?}");
        assert_eq!((value(&back, "state").as_deref(), value(&back, "code")), (Some(STATE), None), "{change:?}");
    }
    let back = web::answer_page(&place.page(&[]), AGENT_ID, TOKEN, "sign-in").location();
    assert_eq!(value(&back, "state").as_deref(), Some(STATE));
}

#[test]
fn nobody_is_sent_to_an_address_that_is_not_the_programs() {
    let place = Place::new();
    let elsewhere =
        ["https://evil.example/signed-in", "http://localhost:5/signed-in", "http://127.0.0.1:5/else", "evil:/x", "//x"];
    for address in elsewhere.map(Some).into_iter().chain([None]) {
        let shown = web::get(&place.page(&[("redirect_uri", address)]));
        assert_eq!((shown.status, shown.headers.get("location")), (400, None), "{address:?}");
        assert!(!shown.body.contains("evil") && !shown.body.contains("name=\"ticket\""), "{}", shown.body);
    }
}

#[test]
fn a_form_from_another_site_or_without_its_ticket_signs_nobody_in() {
    let place = Place::new();
    let page = place.center.page("/openid/authorize");
    let ticket = web::get(&place.page(&[])).field("ticket");
    let form = |ticket| [("ticket", ticket), ("agent", AGENT_ID), ("password", TOKEN), ("do", "sign-in")];
    for origin in ["https://evil.example", "null", "http://127.0.0.1"] {
        let answer = web::post_from(origin, &page, &form(&ticket));
        assert_eq!((answer.status, answer.headers.get("location")), (403, None), "{origin}");
    }
    for ticketless in [&form("guessed")[..], &form("")[1..]] {
        let answer = web::post(&page, ticketless);
        assert_eq!((answer.status, answer.headers.get("location")), (400, None), "{}", answer.body);
    }
    let own = web::post_from(&place.center.page(""), &page, &form(&ticket));
    assert!(value(&own.location(), "code").is_some(), "the agent's own form still counts");
}

#[test]
fn a_form_from_another_site_lets_no_device_in() {
    let place = Place::new();
    let begun = place.post("/openid/device", &[("client_id", "deskbell"), ("scope", "openid")]).json();
    let code = |name: &str| begun[name].as_str().expect("a code").to_owned();
    let (device, user) = (code("device_code"), code("user_code"));
    let form = [("user_code", &*user), ("agent", AGENT_ID), ("password", TOKEN), ("do", "sign-in")];
    let answer = web::post_from("https://evil.example", &place.center.page("/openid/activate"), &form);
    assert_eq!(answer.status, 403, "{}", answer.body);
    let kind = "urn:ietf:params:oauth:grant-type:device_code";
    let poll = [("grant_type", kind), ("client_id", "deskbell"), ("device_code", &device)];
    is_refused(&place.post("/openid/token", &poll), "authorization_pending");
    is_refused(&place.post("/openid/token", &poll), "slow_down");
}

#[test]
fn a_code_that_is_used_twice_gives_nothing_and_takes_back_what_it_gave() {
    let place = Place::new();
    let back = web::answer_page(&place.page(&[]), AGENT_ID, TOKEN, "sign-in").location();
    let code = value(&back, "code").expect("a code");
    let first = place.exchange(&code);
    assert_eq!((first.status, first.headers["cache-control"].as_str()), (200, "no-store"));
    is_refused(&place.exchange(&code), "invalid_grant");
    let refresh = |given: &Value| given["refresh_token"].as_str().expect("a refresh token").to_owned();
    let refresh = refresh(&first.json());
    let form = [("grant_type", "refresh_token"), ("client_id", "deskbell"), ("refresh_token", &*refresh)];
    is_refused(&place.post("/openid/token", &form), "invalid_grant");
}
