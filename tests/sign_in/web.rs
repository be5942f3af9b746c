//! A browser without a window: it asks for pages, fills in forms and goes where it is sent.

use std::collections::BTreeMap;

use serde_json::Value;
use url::Url;

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// The headers, names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    /// The whole body.
    pub(crate) body: String,
}

impl Answer {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The hidden field of the page's form.
    pub(crate) fn field(&self, name: &str) -> String {
        let after = self.body.split(&format!("name=\"{name}\" value=\"")).nth(1);
        after.and_then(|rest| rest.split('"').next()).unwrap_or_else(|| panic!("no {name} in {}", self.body)).to_owned()
    }

    /// Where the browser is sent.
    pub(crate) fn location(&self) -> Url {
        assert_eq!(self.status, 303, "{}", self.body);
        self.headers["location"].parse().expect("a whole address")
    }
}

/// Asks for a page; goes nowhere by itself.
pub(crate) fn get(url: &str) -> Answer {
    read(agent().get(url).call())
}

/// Sends a form; goes nowhere by itself.
pub(crate) fn post(url: &str, form: &[(&str, &str)]) -> Answer {
    read(agent().post(url).send_form(form.iter().copied()))
}

/// The same from a page of another place.
pub(crate) fn post_from(origin: &str, url: &str, form: &[(&str, &str)]) -> Answer {
    read(agent().post(url).header("origin", origin).send_form(form.iter().copied()))
}

/// Signs in on the provider's page as the agent with this id, and gives back what the browser shows
/// in the end.
pub(crate) fn sign_in(page: &str, agent: &str, password: &str) -> Answer {
    get(answer_page(page, agent, password, "sign-in").location().as_str())
}

/// Presses a button of the provider's page.
pub(crate) fn answer_page(page: &str, agent: &str, password: &str, button: &str) -> Answer {
    let shown = get(page);
    assert_eq!(shown.status, 200, "{}", shown.body);
    let ticket = shown.field("ticket");
    let url = Url::parse(page).expect("a whole address");
    let form = [("ticket", ticket.as_str()), ("agent", agent), ("password", password), ("do", button)];
    post(url.join("/openid/authorize").expect("a path").as_str(), &form)
}

/// A value of the address's query.
pub(crate) fn value(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(own, _)| own == name).map(|(_, value)| value.into_owned())
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into()
}

fn read(answer: Result<http::Response<ureq::Body>, ureq::Error>) -> Answer {
    let mut answer = answer.expect("an answer");
    let headers = answer.headers().iter();
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()));
    let headers = headers.collect();
    Answer { status: answer.status().as_u16(), headers, body: answer.body_mut().read_to_string().expect("text") }
}
