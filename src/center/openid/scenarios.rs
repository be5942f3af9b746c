//! The provider in virtual time: one scenario a rule.

use time::macros::datetime;
use time::{Duration, OffsetDateTime};
use url::Url;

use super::device::{DEVICE_TIME, SLOWER};
use super::grants::{NewTokens, Tokens};
use super::redirect::Client;
use super::state::{Asked, CODE_TIME, OpenId, Proof, Refusal, Request, Rules, TRIES};

const START: OffsetDateTime = datetime!(2026-11-01 12:00 UTC);
const ISSUER: &str = "http://127.0.0.1:1";
const BACK: &str = "http://127.0.0.1:50000/signed-in";
/// Verifier and challenge of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const ACCESS_TIME: Duration = Duration::minutes(5);
const INTERVAL: Duration = Duration::seconds(5);

struct Scene {
    state: OpenId,
    now: OffsetDateTime,
    made: u32,
}

impl Scene {
    fn new() -> Self {
        let other = Client { id: "crm".into(), redirects: vec!["https://crm.example/back".into()] };
        let rules = Rules {
            issuer: ISSUER.into(),
            clients: vec![Client::deskbell(), other],
            access_time: ACCESS_TIME,
            device_interval: INTERVAL,
        };
        Self { state: OpenId::new(rules), now: START, made: 0 }
    }

    fn text(&mut self) -> String {
        self.made += 1;
        format!("t{}", self.made)
    }

    fn fresh(&mut self) -> NewTokens {
        NewTokens { access: self.text(), refresh: self.text(), family: self.text() }
    }

    fn ask(&mut self, request: &Request) -> Asked {
        let ticket = self.text();
        self.state.ask(self.now, request, ticket)
    }

    /// The ticket of the page that the request leads to.
    fn page(&mut self, request: &Request) -> String {
        match self.ask(request) {
            Asked::Page(ticket) => ticket,
            other @ (Asked::Back(_) | Asked::Nowhere(_)) => panic!("{other:?}"),
        }
    }

    /// The code that Anna's sign-in gives.
    fn code(&mut self, request: &Request) -> String {
        let ticket = self.page(request);
        let code = self.text();
        let back = self.state.approve(self.now, &ticket, "anna", code.clone()).unwrap();
        assert_eq!(value(&back, "code"), Some(code.clone()));
        code
    }

    fn exchange(&mut self, code: &str) -> Result<Tokens, Refusal> {
        self.exchange_as(Proof { code: code.into(), ..proof() })
    }

    fn exchange_as(&mut self, proof: Proof) -> Result<Tokens, Refusal> {
        let fresh = self.fresh();
        self.state.exchange(self.now, &proof, fresh)
    }

    fn signed_in(&mut self) -> Tokens {
        let code = self.code(&request());
        self.exchange(&code).ok().unwrap()
    }

    fn refresh(&mut self, token: &str) -> Result<Tokens, Refusal> {
        let fresh = self.fresh();
        self.state.refresh(self.now, "deskbell", token, fresh)
    }

    fn agent_of(&mut self, access: &str) -> Option<String> {
        self.state.agent_of(self.now, access)
    }

    fn begin_device(&mut self) -> (String, String) {
        let (device, user) = (self.text(), "BCDF-GHJK".to_owned());
        let codes = self.state.begin_device(self.now, "deskbell", Some("openid"), device, user).unwrap();
        (codes.device, codes.user)
    }

    fn poll(&mut self, device: &str) -> Result<Tokens, Refusal> {
        let fresh = self.fresh();
        self.state.poll_device(self.now, "deskbell", device, fresh)
    }
}

fn request() -> Request {
    Request {
        response_type: Some("code".into()),
        client_id: Some("deskbell".into()),
        redirect_uri: Some(BACK.into()),
        scope: Some("openid offline_access".into()),
        state: Some("s & t".into()),
        nonce: Some("n".into()),
        code_challenge: Some(CHALLENGE.into()),
        code_challenge_method: Some("S256".into()),
        prompt: None,
    }
}

fn proof() -> Proof {
    Proof { client: "deskbell".into(), code: String::new(), redirect: BACK.into(), verifier: VERIFIER.into() }
}

fn value(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(own, _)| own == name).map(|(_, value)| value.into_owned())
}

fn refusal<T>(result: Result<T, Refusal>) -> Refusal {
    result.err().expect("it is refused")
}

#[test]
fn who_signs_in_gets_tokens_once_and_state_and_nonce_come_back() {
    let mut scene = Scene::new();
    let ticket = scene.page(&request());
    let back = scene.state.approve(scene.now, &ticket, "anna", "c".into()).unwrap();
    assert!(back.as_str().starts_with(&format!("{BACK}?")));
    assert_eq!(value(&back, "state").as_deref(), Some("s & t"));
    assert_eq!(value(&back, "iss").as_deref(), Some(ISSUER));
    let tokens = scene.exchange("c").ok().unwrap();
    assert_eq!((tokens.grant.agent.as_str(), tokens.grant.nonce.as_deref()), ("anna", Some("n")));
    assert_eq!(scene.agent_of(&tokens.access).as_deref(), Some("anna"));
    assert_eq!(scene.state.approve(scene.now, &ticket, "anna", "d".into()), None, "a page is answered once");
}

#[test]
fn a_request_that_names_no_known_program_or_address_stays_here() {
    let mut scene = Scene::new();
    let unknown = Request { client_id: Some("other".into()), ..request() };
    assert_eq!(scene.ask(&unknown), Asked::Nowhere(Refusal::InvalidClient));
    for address in ["http://127.0.0.1:50000/elsewhere", "https://evil.example/", "https://crm.example/back", ""] {
        let wrong = Request { redirect_uri: Some(address.into()), ..request() };
        assert_eq!(scene.ask(&wrong), Asked::Nowhere(Refusal::InvalidRequest), "{address}");
    }
    let none = Request { redirect_uri: None, ..request() };
    assert_eq!(scene.ask(&none), Asked::Nowhere(Refusal::InvalidRequest));
}

#[test]
fn a_request_that_is_not_in_order_goes_back_with_an_error_and_the_state() {
    let cases = [
        (Request { response_type: Some("token".into()), ..request() }, "unsupported_response_type"),
        (Request { scope: Some("profile".into()), ..request() }, "invalid_scope"),
        (Request { code_challenge: None, ..request() }, "invalid_request"),
        (Request { code_challenge_method: None, ..request() }, "invalid_request"),
        (Request { code_challenge_method: Some("plain".into()), ..request() }, "invalid_request"),
        (Request { nonce: Some("n".repeat(2000)), ..request() }, "invalid_request"),
        (Request { prompt: Some("none".into()), ..request() }, "login_required"),
    ];
    for (request, error) in cases {
        let Asked::Back(back) = Scene::new().ask(&request) else { panic!("{request:?}") };
        assert_eq!(value(&back, "error").as_deref(), Some(error), "{request:?}");
        assert_eq!(value(&back, "state").as_deref(), Some("s & t"));
    }
}

#[test]
fn a_code_is_worth_nothing_without_its_verifier_its_program_and_its_address() {
    let other = VERIFIER.replace('d', "e");
    let wrong = [
        Proof { verifier: other, ..proof() },
        Proof { verifier: CHALLENGE.into(), ..proof() },
        Proof { verifier: "short".into(), ..proof() },
        Proof { verifier: "ż".repeat(50), ..proof() },
        Proof { client: "crm".into(), ..proof() },
        Proof { redirect: "http://127.0.0.1:50001/signed-in".into(), ..proof() },
    ];
    for proof in wrong {
        let mut scene = Scene::new();
        let code = scene.code(&request());
        let tried = scene.exchange_as(Proof { code: code.clone(), ..proof.clone() });
        assert_eq!(refusal(tried), Refusal::InvalidGrant, "{proof:?}");
        assert_eq!(refusal(scene.exchange(&code)), Refusal::InvalidGrant, "a wrong try spends the code");
    }
    let mut scene = Scene::new();
    assert_eq!(refusal(scene.exchange("never given out")), Refusal::InvalidGrant);
    let unknown = Proof { client: "other".into(), ..proof() };
    assert_eq!(refusal(scene.exchange_as(unknown)), Refusal::InvalidClient);
}

#[test]
fn a_code_shown_twice_takes_back_what_it_gave() {
    let mut scene = Scene::new();
    let code = scene.code(&request());
    let tokens = scene.exchange(&code).ok().unwrap();
    assert_eq!(refusal(scene.exchange(&code)), Refusal::InvalidGrant);
    assert_eq!(scene.agent_of(&tokens.access), None);
    assert_eq!(refusal(scene.refresh(&tokens.refresh.unwrap())), Refusal::InvalidGrant);
}

#[test]
fn a_code_is_good_for_a_minute() {
    let mut scene = Scene::new();
    let code = scene.code(&request());
    scene.now += CODE_TIME - Duration::SECOND;
    assert!(scene.exchange(&code).is_ok());
    let code = scene.code(&request());
    scene.now += CODE_TIME;
    assert_eq!(refusal(scene.exchange(&code)), Refusal::InvalidGrant);
}

#[test]
fn an_access_token_ends_with_its_time_and_a_refresh_gives_the_next() {
    let mut scene = Scene::new();
    let first = scene.signed_in();
    scene.now += ACCESS_TIME - Duration::SECOND;
    assert!(scene.agent_of(&first.access).is_some());
    let second = scene.refresh(first.refresh.as_deref().unwrap()).ok().unwrap();
    scene.now += Duration::SECOND;
    assert_eq!(scene.agent_of(&first.access), None);
    assert_eq!(scene.agent_of(&second.access).as_deref(), Some("anna"));
    assert_ne!(first.refresh, second.refresh);
}

#[test]
fn a_refresh_token_used_twice_ends_its_whole_family_and_no_other() {
    let mut scene = Scene::new();
    let stranger = scene.signed_in();
    let first = scene.signed_in().refresh.unwrap();
    let second = scene.refresh(&first).ok().unwrap();
    let third = scene.refresh(second.refresh.as_deref().unwrap()).ok().unwrap();
    assert_eq!(refusal(scene.refresh(&first)), Refusal::InvalidGrant);
    assert_eq!(refusal(scene.refresh(&third.refresh.unwrap())), Refusal::InvalidGrant);
    assert_eq!(scene.agent_of(&third.access), None);
    assert!(scene.agent_of(&stranger.access).is_some());
}

#[test]
fn a_refresh_token_is_for_the_program_that_got_it() {
    let mut scene = Scene::new();
    let token = scene.signed_in().refresh.unwrap();
    let fresh = scene.fresh();
    assert_eq!(refusal(scene.state.refresh(scene.now, "crm", &token, fresh)), Refusal::InvalidGrant);
    assert!(scene.refresh(&token).is_ok(), "another's try does not end the family");
}

#[test]
fn without_offline_access_there_is_no_refresh_token() {
    let mut scene = Scene::new();
    let code = scene.code(&Request { scope: Some("openid".into()), ..request() });
    assert_eq!(scene.exchange(&code).ok().unwrap().refresh, None);
}

#[test]
fn revoking_a_refresh_token_ends_the_family_and_an_access_token_only_itself() {
    let mut scene = Scene::new();
    let tokens = scene.signed_in();
    let refresh = tokens.refresh.unwrap();
    assert_eq!(scene.state.revoke(scene.now, "crm", &refresh), Err(Refusal::InvalidGrant));
    assert_eq!(scene.state.revoke(scene.now, "deskbell", &tokens.access), Ok(()));
    assert_eq!(scene.agent_of(&tokens.access), None);
    let next = scene.refresh(&refresh).ok().unwrap();
    assert_eq!(scene.state.revoke(scene.now, "deskbell", next.refresh.as_deref().unwrap()), Ok(()));
    assert_eq!(scene.agent_of(&next.access), None);
    assert_eq!(refusal(scene.refresh(&next.refresh.unwrap())), Refusal::InvalidGrant);
    assert_eq!(scene.state.revoke(scene.now, "deskbell", "never given out"), Ok(()), "as RFC 7009 wants it");
}

#[test]
fn no_means_no_and_a_page_ends_after_some_wrong_passwords_or_minutes() {
    let mut scene = Scene::new();
    let ticket = scene.page(&request());
    let back = scene.state.deny(scene.now, &ticket).unwrap();
    assert_eq!(value(&back, "error").as_deref(), Some("access_denied"));
    let ticket = scene.page(&request());
    for _ in 1..TRIES {
        assert!(scene.state.mistyped(scene.now, &ticket));
    }
    assert!(!scene.state.mistyped(scene.now, &ticket));
    assert_eq!(scene.state.approve(scene.now, &ticket, "anna", "c".into()), None);
    let ticket = scene.page(&request());
    scene.now += Duration::minutes(10);
    assert_eq!(scene.state.approve(scene.now, &ticket, "anna", "c".into()), None);
}

#[test]
fn a_device_waits_until_the_agent_has_typed_its_code_and_gets_tokens_once() {
    let mut scene = Scene::new();
    let (device, _) = scene.begin_device();
    assert_eq!(refusal(scene.poll(&device)), Refusal::AuthorizationPending);
    assert!(!scene.state.approve_device(scene.now, "BCDF-GHJL", "anna"));
    assert!(scene.state.approve_device(scene.now, " bcdf ghjk", "anna"), "however it is typed");
    assert!(!scene.state.approve_device(scene.now, "BCDF-GHJK", "bea"), "it is answered once");
    scene.now += INTERVAL;
    let tokens = scene.poll(&device).ok().unwrap();
    assert_eq!(tokens.grant.agent, "anna");
    scene.now += INTERVAL;
    assert_eq!(refusal(scene.poll(&device)), Refusal::InvalidGrant);
}

#[test]
fn a_device_that_asks_too_often_has_to_slow_down() {
    let mut scene = Scene::new();
    let (device, _) = scene.begin_device();
    scene.poll(&device).err();
    scene.now += INTERVAL - Duration::SECOND;
    assert_eq!(refusal(scene.poll(&device)), Refusal::SlowDown);
    scene.now += INTERVAL;
    assert_eq!(refusal(scene.poll(&device)), Refusal::SlowDown, "the interval has grown");
    scene.now += INTERVAL + 2 * SLOWER;
    assert_eq!(refusal(scene.poll(&device)), Refusal::AuthorizationPending);
}

#[test]
fn a_device_is_told_no_or_too_late() {
    let mut scene = Scene::new();
    let (device, user) = scene.begin_device();
    assert!(scene.state.deny_device(scene.now, &user));
    assert_eq!(refusal(scene.poll(&device)), Refusal::AccessDenied);
    let mut scene = Scene::new();
    let (device, user) = scene.begin_device();
    scene.now += DEVICE_TIME;
    assert!(!scene.state.approve_device(scene.now, &user, "anna"));
    assert_eq!(refusal(scene.poll(&device)), Refusal::ExpiredToken);
    assert_eq!(refusal(scene.poll("never given out")), Refusal::InvalidGrant);
}

#[test]
fn what_is_left_open_does_not_pile_up() {
    let mut scene = Scene::new();
    let first = scene.page(&request());
    for _ in 0..super::state::OPEN_AT_MOST {
        scene.now += Duration::MILLISECOND;
        scene.page(&request());
    }
    assert_eq!(scene.state.approve(scene.now, &first, "anna", "c".into()), None, "the oldest made room");
}
