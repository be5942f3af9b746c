//! The deciding part of the OpenID provider: without clock, network or randomness. Moments and
//! random texts are handed in.

use std::collections::BTreeMap;
use std::fmt;

use time::Duration;
use url::Url;

use super::device::Devices;
use super::grants::{Grant, Grants, NewTokens, Tokens};
use super::redirect::Client;
use crate::center::input::Now;

/// A sign-in page may stay open so long.
const PAGE_TIME: Duration = Duration::minutes(10);
/// A code is good for one exchange within this time (RFC 6749, 4.1.2 advises ten minutes at most).
pub const CODE_TIME: Duration = Duration::seconds(60);
/// So many wrong passwords end a sign-in page.
pub const TRIES: u32 = 5;
/// More open pages, codes or devices than this, and the oldest go.
pub(super) const OPEN_AT_MOST: usize = 1000;
/// An answer to a page, a state or a nonce is not longer. In bytes.
const TEXT_LIMIT: usize = 1024;

/// How the provider behaves.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Its name, which is also its address: `http://host:port`.
    pub issuer: String,
    /// Who may ask for a sign-in.
    pub clients: Vec<Client>,
    /// How long an access token is good.
    pub access_time: Duration,
    /// How often a device may ask at first.
    pub device_interval: Duration,
}

/// Why a program does not get what it asked for: the error codes of RFC 6749, 5.2, RFC 8628, 3.5
/// and OpenID Connect Core, 3.1.2.6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Something is missing or makes no sense.
    InvalidRequest,
    /// There is no such client.
    InvalidClient,
    /// The code, the refresh token or the proof is not, or no longer, good.
    InvalidGrant,
    /// Without `openid` there is nothing to sign in with.
    InvalidScope,
    /// Only codes are given out.
    UnsupportedResponseType,
    /// This is not one of the ways to get a token.
    UnsupportedGrantType,
    /// The agent said no.
    AccessDenied,
    /// Nobody is signed in at the provider itself, and no page may be shown.
    LoginRequired,
    /// The agent has not answered yet.
    AuthorizationPending,
    /// The same, and the device asks too often.
    SlowDown,
    /// The device's code is too old.
    ExpiredToken,
}

impl Refusal {
    /// As it stands in an answer.
    pub const fn code(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::InvalidScope => "invalid_scope",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::AccessDenied => "access_denied",
            Self::LoginRequired => "login_required",
            Self::AuthorizationPending => "authorization_pending",
            Self::SlowDown => "slow_down",
            Self::ExpiredToken => "expired_token",
        }
    }
}

/// What a program asks for when it sends the agent's browser here (RFC 6749, 4.1.1).
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct Request {
    /// Must be `code`.
    pub response_type: Option<String>,
    /// Which program.
    pub client_id: Option<String>,
    /// Where the answer goes.
    pub redirect_uri: Option<String>,
    /// What is asked for, separated by spaces.
    pub scope: Option<String>,
    /// Comes back as it is.
    pub state: Option<String>,
    /// Goes into the ID token as it is.
    pub nonce: Option<String>,
    /// SHA-256 of a secret that the program keeps (RFC 7636).
    pub code_challenge: Option<String>,
    /// Must be `S256`.
    pub code_challenge_method: Option<String>,
    /// `none`: show no page.
    pub prompt: Option<String>,
}

/// What is done about a [`Request`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The agent is asked, on a page with this ticket.
    Page(String),
    /// The browser is sent back to the program with this address.
    Back(Url),
    /// Nobody knows whether that address is the program's: the browser stays here.
    Nowhere(Refusal),
}

/// A page that was shown.
#[derive(Clone, Debug)]
struct Page {
    client: String,
    redirect: Url,
    scopes: Vec<String>,
    state: Option<String>,
    nonce: Option<String>,
    challenge: String,
    until: Now,
    wrong: u32,
}

/// A code that was given out.
#[derive(Clone, Debug)]
struct Code {
    page: Page,
    agent: String,
    signed_in: Now,
    until: Now,
    /// The family of tokens that it was exchanged for.
    spent: Option<String>,
}

/// What a program shows for a code (RFC 6749, 4.1.3; RFC 7636, 4.5).
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// Which program.
    pub client: String,
    /// The code.
    pub code: String,
    /// The same as in the [`Request`].
    pub redirect: String,
    /// The secret whose SHA-256 was in the [`Request`].
    pub verifier: String,
}

/// Everything that the provider knows.
pub struct OpenId {
    rules: Rules,
    pages: BTreeMap<String, Page>,
    codes: BTreeMap<String, Code>,
    pub(super) devices: Devices,
    pub(super) grants: Grants,
}

impl fmt::Debug for OpenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OpenId({})", self.rules.issuer)
    }
}

impl OpenId {
    /// A provider that has given out nothing yet.
    pub fn new(rules: Rules) -> Self {
        let grants = Grants::new(rules.access_time);
        let devices = Devices::new(rules.device_interval);
        Self { rules, pages: BTreeMap::new(), codes: BTreeMap::new(), devices, grants }
    }

    /// A browser comes with a program's request; `ticket` is a new random text.
    pub fn ask(&mut self, now: Now, request: &Request, ticket: String) -> Asked {
        self.expire(now);
        let client = self.rules.clients.iter().find(|client| Some(&client.id) == request.client_id.as_ref());
        let Some(client) = client else { return Asked::Nowhere(Refusal::InvalidClient) };
        let redirect = request.redirect_uri.as_deref().filter(|address| client.may_be_answered_at(address));
        let Some(redirect) = redirect.and_then(|address| Url::parse(address).ok()) else {
            return Asked::Nowhere(Refusal::InvalidRequest);
        };
        match check(request) {
            Ok(challenge) => {
                let page = page(now, request, client.id.clone(), redirect, challenge);
                keep(&mut self.pages, ticket.clone(), page, |page| page.until);
                Asked::Page(ticket)
            }
            Err(refusal) => Asked::Back(self.answer(redirect, request.state.as_deref(), &[("error", refusal.code())])),
        }
    }

    /// The agent signed in on the page; `code` is a new random text. None: the page is too old.
    pub fn approve(&mut self, now: Now, ticket: &str, agent: &str, code: String) -> Option<Url> {
        self.expire(now);
        let page = self.pages.remove(ticket)?;
        let back = self.answer(page.redirect.clone(), page.state.as_deref(), &[("code", &code)]);
        let given = Code { page, agent: agent.into(), signed_in: now, until: now + CODE_TIME, spent: None };
        keep(&mut self.codes, code, given, |code| code.until);
        Some(back)
    }

    /// The agent said no. None: the page is too old.
    pub fn deny(&mut self, now: Now, ticket: &str) -> Option<Url> {
        self.expire(now);
        let page = self.pages.remove(ticket)?;
        Some(self.answer(page.redirect, page.state.as_deref(), &[("error", Refusal::AccessDenied.code())]))
    }

    /// The agent's password was wrong; true: it may be tried again on the same page.
    pub fn mistyped(&mut self, now: Now, ticket: &str) -> bool {
        self.expire(now);
        let Some(page) = self.pages.get_mut(ticket) else { return false };
        page.wrong += 1;
        let again = page.wrong < TRIES;
        if !again {
            self.pages.remove(ticket);
        }
        again
    }

    /// Where the open page's answer will go, so that the page may send the browser there.
    pub fn destination(&self, ticket: &str) -> Option<&Url> {
        self.pages.get(ticket).map(|page| &page.redirect)
    }

    /// Tokens for a code, once.
    ///
    /// # Errors
    /// Why not. A code that is shown twice was stolen by one of the two: what the first got is
    /// taken back (RFC 6749, 4.1.2).
    pub fn exchange(&mut self, now: Now, proof: &Proof, fresh: NewTokens) -> Result<Tokens, Refusal> {
        self.expire(now);
        self.known(&proof.client)?;
        let code = self.codes.get_mut(&proof.code).ok_or(Refusal::InvalidGrant)?;
        if let Some(family) = &code.spent {
            self.grants.revoke_family(family);
            return Err(Refusal::InvalidGrant);
        }
        code.spent = Some(fresh.family.clone());
        let page = &code.page;
        let fits = page.client == proof.client
            && page.redirect.as_str() == proof.redirect
            && challenge_of(&proof.verifier).as_ref() == Some(&page.challenge);
        if !fits {
            return Err(Refusal::InvalidGrant);
        }
        let grant = Grant {
            client: page.client.clone(),
            agent: code.agent.clone(),
            scopes: page.scopes.clone(),
            nonce: page.nonce.clone(),
            signed_in: code.signed_in,
        };
        Ok(self.grants.begin(now, grant, fresh))
    }

    /// New tokens for a refresh token, which is then used up.
    ///
    /// # Errors
    /// Why not. A refresh token that is shown twice was stolen: its whole family ends (RFC 9700,
    /// 4.14.2).
    pub fn refresh(&mut self, now: Now, client: &str, token: &str, fresh: NewTokens) -> Result<Tokens, Refusal> {
        self.expire(now);
        self.known(client)?;
        self.grants.rotate(now, client, token, fresh)
    }

    /// Takes a token back; one that is not known is gone already (RFC 7009, 2.2).
    ///
    /// # Errors
    /// There is no such client, or the token is another's.
    pub fn revoke(&mut self, now: Now, client: &str, token: &str) -> Result<(), Refusal> {
        self.expire(now);
        self.known(client)?;
        self.grants.revoke(client, token)
    }

    /// Whose access token that is; none: nobody's, or not any more.
    pub fn agent_of(&mut self, now: Now, access: &str) -> Option<String> {
        self.expire(now);
        self.grants.agent_of(access)
    }

    pub(super) fn known(&self, client: &str) -> Result<(), Refusal> {
        let known = self.rules.clients.iter().any(|known| known.id == client);
        if known { Ok(()) } else { Err(Refusal::InvalidClient) }
    }

    pub(super) fn expire(&mut self, now: Now) {
        self.pages.retain(|_, page| page.until > now);
        self.codes.retain(|_, code| code.until > now);
        self.devices.expire(now);
        self.grants.expire(now);
    }

    /// The program's address with the answer; `iss` says whose answer it is (RFC 9207).
    fn answer(&self, mut back: Url, state: Option<&str>, values: &[(&str, &str)]) -> Url {
        let mut query = back.query_pairs_mut();
        query.extend_pairs(values);
        query.extend_pairs(state.map(|state| ("state", state)));
        query.append_pair("iss", &self.rules.issuer);
        drop(query);
        back
    }
}

/// The challenge of a request that is in order.
fn check(request: &Request) -> Result<String, Refusal> {
    if request.response_type.as_deref() != Some("code") {
        return Err(Refusal::UnsupportedResponseType);
    }
    let lengths = [&request.state, &request.nonce, &request.scope, &request.code_challenge];
    if lengths.into_iter().flatten().any(|text| text.len() > TEXT_LIMIT) {
        return Err(Refusal::InvalidRequest);
    }
    check_scopes(&scopes(request.scope.as_deref()))?;
    if request.prompt.as_deref() == Some("none") {
        return Err(Refusal::LoginRequired);
    }
    // Without a challenge, or with a plain one, a stolen code would be worth something (RFC 7636, 7.2).
    let challenge = request.code_challenge.clone().filter(|_| request.code_challenge_method.as_deref() == Some("S256"));
    challenge.ok_or(Refusal::InvalidRequest)
}

fn page(now: Now, request: &Request, client: String, redirect: Url, challenge: String) -> Page {
    Page {
        client,
        redirect,
        scopes: scopes(request.scope.as_deref()),
        state: request.state.clone(),
        nonce: request.nonce.clone(),
        challenge,
        until: now + PAGE_TIME,
        wrong: 0,
    }
}

/// The words of a `scope`.
pub(super) fn scopes(text: Option<&str>) -> Vec<String> {
    text.unwrap_or_default().split_ascii_whitespace().map(str::to_owned).collect()
}

pub(super) fn check_scopes(scopes: &[String]) -> Result<(), Refusal> {
    if scopes.iter().any(|scope| scope == "openid") { Ok(()) } else { Err(Refusal::InvalidScope) }
}

/// Adds an entry; where there are too many, the one that ends first goes.
pub(super) fn keep<T>(all: &mut BTreeMap<String, T>, key: String, value: T, until: impl Fn(&T) -> Now) {
    if all.len() >= OPEN_AT_MOST
        && let Some(oldest) = all.iter().min_by_key(|(_, value)| until(value)).map(|(key, _)| key.clone())
    {
        all.remove(&oldest);
    }
    all.insert(key, value);
}

/// The challenge that belongs to a verifier; none where it is not one (RFC 7636, 4.1 and 4.2).
fn challenge_of(verifier: &str) -> Option<String> {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if !(43..=128).contains(&verifier.len()) || !verifier.bytes().all(unreserved) {
        return None;
    }
    let verifier = openidconnect::PkceCodeVerifier::new(verifier.to_owned());
    Some(openidconnect::PkceCodeChallenge::from_code_verifier_sha256(&verifier).as_str().to_owned())
}
