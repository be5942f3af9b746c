//! The provider's pages: sign in, type a device's code, and what came of it.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use url::{Host, Url};

use super::random_text;
use super::state::{Asked, Request};
use super::web::stopped;
use crate::center::http::Web;
use crate::center::pages::{self, Look, escaped};
use crate::i18n::Words;

const SIGN_IN: &str = include_str!("../pages/sign-in.html");
const ACTIVATE: &str = include_str!("../pages/activate.html");
const DONE: &str = include_str!("../pages/sign-in-done.html");
/// The templates, for the test that looks for their words.
#[cfg(test)]
pub(in crate::center) const TEMPLATES: [&str; 3] = [SIGN_IN, ACTIVATE, DONE];

/// How the page is wished to look; the program may say the language (OpenID Connect Core, 3.1.2.1).
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wish {
    ui_locales: Option<String>,
    lang: Option<String>,
    theme: Option<String>,
}

impl Wish {
    fn look(self, web: &Web, headers: &HeaderMap) -> Look {
        let asked = self.ui_locales.as_deref().and_then(|tags| tags.split(' ').next()).map(str::to_owned);
        Look::of(web, self.lang.or(asked), self.theme, headers)
    }
}

/// `GET /openid/authorize` (RFC 6749, 3.1).
pub(super) async fn ask(
    State(web): State<Web>,
    request: Result<Query<Request>, axum::extract::rejection::QueryRejection>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Response {
    let look = wish.look(&web, &headers);
    let Ok(Query(request)) = request else { return nowhere(&look) };
    let ticket = random_text();
    let asked = web.openid.with(move |state, now| {
        let asked = state.ask(now, &request, ticket);
        let to = if let Asked::Page(ticket) = &asked { state.destination(ticket).cloned() } else { None };
        (asked, to)
    });
    match asked.await {
        Some((Asked::Page(ticket), Some(to))) => Door { web: &web, look }.sign_in(&ticket, &to, None),
        Some((Asked::Back(address), _)) => Redirect::to(address.as_str()).into_response(),
        Some((Asked::Nowhere(_) | Asked::Page(_), _)) => nowhere(&look),
        None => stopped(),
    }
}

/// What the agent did on a page.
#[derive(Deserialize)]
pub(super) struct Answer {
    #[serde(rename = "do")]
    act: Option<String>,
    ticket: Option<String>,
    user_code: Option<String>,
    agent: Option<String>,
    password: Option<String>,
    lang: Option<String>,
    theme: Option<String>,
}

impl Answer {
    fn look(&self, web: &Web, headers: &HeaderMap) -> Look {
        Look::of(web, self.lang.clone(), self.theme.clone(), headers)
    }

    /// The agent who signed in; none: the password is not that agent's.
    fn agent(&self, web: &Web) -> Option<String> {
        let (agent, password) = (self.agent.clone()?, self.password.as_deref()?);
        web.tokens.is_of(&agent, password.trim()).then_some(agent)
    }

    fn denies(&self) -> bool {
        self.act.as_deref() != Some("sign-in")
    }
}

/// `POST /openid/authorize`: the answer to the page.
pub(super) async fn answer(
    State(web): State<Web>,
    headers: HeaderMap,
    form: Result<Form<Answer>, FormRejection>,
) -> Response {
    let Ok(Form(form)) = form else { return nowhere(&Look::of(&web, None, None, &headers)) };
    let look = form.look(&web, &headers);
    let ticket = form.ticket.clone().unwrap_or_default();
    let (agent, denies, code) = (form.agent(&web), form.denies(), random_text());
    let decided = web.openid.with(move |state, now| match agent {
        _ if denies => state.deny(now, &ticket).map_or(Next::Nowhere, Next::Back),
        Some(agent) => state.approve(now, &ticket, &agent, code).map_or(Next::Nowhere, Next::Back),
        None if state.mistyped(now, &ticket) => {
            state.destination(&ticket).cloned().map_or(Next::Nowhere, |to| Next::Again(ticket, to))
        }
        None => Next::Nowhere,
    });
    match decided.await {
        // 303: the browser goes on with GET, and does not send the password along.
        Some(Next::Back(address)) => Redirect::to(address.as_str()).into_response(),
        Some(Next::Again(ticket, to)) => Door { web: &web, look }.sign_in(&ticket, &to, form.agent.as_deref()),
        Some(Next::Nowhere) => nowhere(&look),
        None => stopped(),
    }
}

enum Next {
    Back(Url),
    Again(String, Url),
    Nowhere,
}

/// A code that comes with the address.
#[derive(Deserialize)]
pub(super) struct Typed {
    user_code: Option<String>,
}

/// `GET /openid/activate` (RFC 8628, 3.3).
pub(super) async fn activate(
    State(web): State<Web>,
    Query(typed): Query<Typed>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Response {
    let look = wish.look(&web, &headers);
    Door { web: &web, look }.activate(typed.user_code.as_deref().unwrap_or_default(), None, None)
}

/// `POST /openid/activate`: the answer to the page.
pub(super) async fn activated(
    State(web): State<Web>,
    headers: HeaderMap,
    form: Result<Form<Answer>, FormRejection>,
) -> Response {
    let Ok(Form(form)) = form else { return nowhere(&Look::of(&web, None, None, &headers)) };
    let look = form.look(&web, &headers);
    let user = form.user_code.clone().unwrap_or_default();
    let (agent, denies, code) = (form.agent(&web), form.denies(), user.clone());
    let decided = web.openid.with(move |state, now| match agent {
        _ if !state.is_device_waiting(now, &code) => Err("activate-unknown"),
        _ if denies => Ok(state.deny_device(now, &code)).map(|_| "denied"),
        Some(agent) => Ok(state.approve_device(now, &code, &agent)).map(|_| "approved"),
        None => Err("sign-in-wrong"),
    });
    match decided.await {
        Some(Ok(what)) => done(&look, StatusCode::OK, what),
        Some(Err(problem)) => Door { web: &web, look }.activate(&user, form.agent.as_deref(), Some(problem)),
        None => stopped(),
    }
}

/// Where agents come in.
struct Door<'a> {
    web: &'a Web,
    look: Look,
}

impl Door<'_> {
    fn sign_in(&self, ticket: &str, to: &Url, mistyped: Option<&str>) -> Response {
        let html = self.look.plain("sign-in", SIGN_IN, |name, words| match name {
            "=ticket" => escaped(ticket),
            "=problem" => problem(mistyped.map(|_| "sign-in-wrong"), words),
            name => self.common(name, mistyped),
        });
        let status = if mistyped.is_some() { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
        page(status, html, Some(to))
    }

    fn activate(&self, user: &str, agent: Option<&str>, wrong: Option<&str>) -> Response {
        let html = self.look.plain("activate", ACTIVATE, |name, words| match name {
            "=code" => escaped(user),
            "=problem" => problem(wrong, words),
            name => self.common(name, agent),
        });
        let status = if wrong.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
        page(status, html, None)
    }

    fn common(&self, name: &str, chosen: Option<&str>) -> String {
        match name {
            "=agents" => {
                let option = |(id, name): &(String, String)| {
                    let selected = if chosen == Some(id) { " selected" } else { "" };
                    format!("<option value=\"{}\"{selected}>{}</option>", escaped(id), escaped(name))
                };
                self.web.openid.agents.iter().map(option).collect()
            }
            _ => String::new(),
        }
    }
}

fn problem(id: Option<&str>, words: &Words) -> String {
    id.map(|id| format!("<p class=\"problem\" role=\"alert\">{}</p>", escaped(&words.text(id)))).unwrap_or_default()
}

/// Nobody knows where an answer could go.
fn nowhere(look: &Look) -> Response {
    done(look, StatusCode::BAD_REQUEST, "nowhere")
}

fn done(look: &Look, status: StatusCode, what: &str) -> Response {
    let html = look.plain("sign-in", DONE, |name, words| match name {
        "=heading" => escaped(&words.text(&format!("sign-in-{what}"))),
        "=text" => escaped(&words.text(&format!("sign-in-{what}-text"))),
        "=mark" => if what == "approved" { "good" } else { "bad" }.to_owned(),
        _ => String::new(),
    });
    page(status, html, None)
}

/// Not to be kept, framed, or told to another site. The own site is told: under `no-referrer` a browser
/// would send the form with `Origin: null`, as a foreign page's (Fetch, 3.2).
fn page(status: StatusCode, html: String, to: Option<&Url>) -> Response {
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy(to)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        pages::no_sniffing(),
    ];
    (status, headers, Html(html)).into_response()
}

/// A browser follows a form's answer only to where the page's policy lets it. IPv6 addresses cannot
/// be written in a policy (CSP Level 3, 2.3.1): for them nothing is said of forms.
fn policy(to: Option<&Url>) -> HeaderValue {
    let forms = match to.map(|to| (to.host(), to.origin().ascii_serialization())) {
        Some((Some(Host::Ipv6(_)), _)) => String::new(),
        Some((_, origin)) => format!("; form-action 'self' {origin}"),
        None => "; form-action 'self'".to_owned(),
    };
    let policy = format!("default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'{forms}");
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}
