//! The web pages: templates with `{{message-id}}` placeholders, a style sheet, scripts.

use std::borrow::Cow;
use std::future::ready;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::http::{Web, refusal};
use super::words::{self, CENTER};
use crate::i18n::{FluentValue, Words};

/// A page: its name, which its script, its title's message and its style are named after, and its
/// template.
struct Page {
    name: &'static str,
    template: &'static str,
}

const LAYOUT: &str = include_str!("pages/layout.html");

const PAGES: [Page; 6] = [
    Page { name: "index", template: include_str!("pages/index.html") },
    Page { name: "chat", template: include_str!("pages/chat.html") },
    Page { name: "phone", template: include_str!("pages/phone.html") },
    Page { name: "facebook", template: include_str!("pages/facebook.html") },
    Page { name: "supervisor", template: include_str!("pages/supervisor.html") },
    Page { name: "summary", template: include_str!("pages/summary.html") },
];

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// Name, media type and text of what the pages load.
const ASSETS: [(&str, &str, &str); 8] = [
    ("style.css", "text/css; charset=utf-8", include_str!("pages/style.css")),
    ("center.js", JAVASCRIPT, include_str!("pages/center.js")),
    ("index.js", JAVASCRIPT, include_str!("pages/index.js")),
    ("chat.js", JAVASCRIPT, include_str!("pages/chat.js")),
    ("phone.js", JAVASCRIPT, include_str!("pages/phone.js")),
    ("facebook.js", JAVASCRIPT, include_str!("pages/facebook.js")),
    ("supervisor.js", JAVASCRIPT, include_str!("pages/supervisor.js")),
    ("summary.js", JAVASCRIPT, include_str!("pages/summary.js")),
];

/// What a page with a script ends with.
const SCRIPTS: &str = "<script type=\"application/json\" id=\"data\">{{=data}}</script>\n\
    <script type=\"module\" src=\"/assets/{{=page}}.js\"></script>";

/// The routes of the pages.
pub(super) fn routes() -> Router<Web> {
    let page = |name: &'static str| get(move |web, wish, headers| ready(show(name, web, wish, headers)));
    Router::new()
        .route("/", page("index"))
        .route("/chat", page("chat"))
        .route("/phone", page("phone"))
        .route("/facebook", page("facebook"))
        .route("/supervisor", page("supervisor"))
        .route("/conversations/{id}", page("summary"))
        .route("/assets/{name}", get(asset))
}

/// How somebody sees a page.
#[derive(Debug)]
pub(super) struct Look {
    words: Words,
    theme: String,
}

impl Look {
    /// As asked for, else as the browser and the system have it.
    pub(super) fn of(web: &Web, language: Option<String>, theme: Option<String>, headers: &HeaderMap) -> Self {
        let words = words::choose(&wished(web, language, headers));
        let theme = theme.filter(|theme| theme == "light" || theme == "dark");
        Self { words, theme: theme.unwrap_or_else(|| "system".into()) }
    }

    /// A page without a script. `value` gives the HTML for what begins with `=`; all else are words.
    pub(super) fn plain(&self, name: &str, template: &str, value: impl Fn(&str, &Words) -> String) -> String {
        let whole = LAYOUT.replace("{{>body}}", template).replace("{{>scripts}}", "");
        fill(&whole, |placeholder| match self.common(name, placeholder) {
            Some(text) => text.into(),
            None => value(placeholder, &self.words).into(),
        })
    }

    fn common(&self, page: &str, placeholder: &str) -> Option<String> {
        match placeholder {
            "=page" => Some(page.into()),
            "=lang" => Some(self.words.tag().into()),
            "=theme" => Some(self.theme.clone()),
            "=title" => Some(escaped(&self.words.text(&format!("title-{page}")))),
            value if value.starts_with('=') => None,
            id => Some(escaped(&self.words.text(id))),
        }
    }
}

/// How somebody wants to see a page.
#[derive(Deserialize)]
struct Wish {
    lang: Option<String>,
    theme: Option<String>,
}

fn show(name: &'static str, State(web): State<Web>, Query(wish): Query<Wish>, headers: HeaderMap) -> Response {
    let html = render(name, &Look::of(&web, wish.lang, wish.theme, &headers), &web.queues);
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    ([(header::CONTENT_SECURITY_POLICY, policy(host)), no_sniffing()], axum::response::Html(html)).into_response()
}

fn wished(web: &Web, asked: Option<String>, headers: &HeaderMap) -> Vec<String> {
    let browser = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    asked.into_iter().chain(web.language.clone()).chain(words::accepted(browser)).collect()
}

async fn asset(Path(name): Path<String>) -> Response {
    match ASSETS.iter().find(|(own, _, _)| *own == name) {
        Some((_, kind, text)) => {
            let kind = (header::CONTENT_TYPE, HeaderValue::from_static(kind));
            let cache = (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            ([kind, cache, no_sniffing()], *text).into_response()
        }
        None => refusal(StatusCode::NOT_FOUND, "There is nothing here."),
    }
}

/// The media type is as said.
pub(super) const fn no_sniffing() -> (header::HeaderName, HeaderValue) {
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"))
}

/// The page may load its own style and scripts and talk to its own server, and nothing else.
fn policy(host: &str) -> HeaderValue {
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ws://{host}; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

/// The page in a language, with the words that its script needs.
fn render(name: &str, look: &Look, queues: &[String]) -> String {
    let Some(page) = PAGES.iter().find(|page| page.name == name) else { return String::new() };
    let whole = LAYOUT.replace("{{>body}}", page.template).replace("{{>scripts}}", SCRIPTS);
    fill(&whole, |placeholder| match look.common(page.name, placeholder) {
        Some(text) => text.into(),
        None => data(&look.words, queues).into(),
    })
}

/// Puts a text in for each `{{placeholder}}`.
fn fill<'a>(template: &'a str, value: impl Fn(&str) -> Cow<'a, str>) -> String {
    let mut pieces = template.split("{{");
    let mut html = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (placeholder, rest) = piece.split_once("}}").unwrap_or((piece, ""));
        html.push_str(&value(placeholder.trim()));
        html.push_str(rest);
    }
    html
}

/// What the script needs, as JSON that cannot end its element. A message's variable stays in it as
/// `{variable}` for the script to fill.
fn data(words: &Words, queues: &[String]) -> String {
    let variables = || ["agent", "name"].map(|name| (name, FluentValue::from(format!("{{{name}}}"))));
    let messages: Map<String, Value> =
        ids(CENTER[0].1).map(|id| (id.to_owned(), Value::from(words.with(id, variables())))).collect();
    json!({ "words": messages, "queues": queues, "lang": words.tag() }).to_string().replace('<', "\\u003c")
}

/// The ids of a Fluent file's messages.
fn ids(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter_map(|line| line.split_once(" =").map(|(id, _)| id)).filter(|id| {
        id.starts_with(|c: char| c.is_ascii_lowercase()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
}

/// The text as HTML.
pub(super) fn escaped(text: &str) -> String {
    let escape = |c| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        '\'' => "&#39;".to_owned(),
        other => other.to_string(),
    };
    text.chars().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::center::agents::PRESENCES;
    use std::collections::BTreeSet;

    fn known() -> BTreeSet<&'static str> {
        ids(CENTER[0].1).collect()
    }

    #[test]
    fn every_language_has_the_same_messages() {
        for (tag, source) in CENTER {
            assert_eq!(ids(source).collect::<BTreeSet<_>>(), known(), "{tag}");
            for id in ids(source) {
                let text = words::choose(&[(*tag).to_owned()]).with(id, [("agent", "A".into()), ("name", "N".into())]);
                assert!(!text.contains("{$") && !text.is_empty(), "{tag} {id}: {text}");
            }
        }
    }

    #[test]
    fn every_placeholder_and_every_word_of_the_scripts_exists() {
        let known = known();
        let pages = PAGES.iter().map(|page| page.template).chain(crate::center::openid::TEMPLATES);
        for piece in pages.flat_map(|template| template.split("{{").skip(1)) {
            let id = piece.split("}}").next().unwrap().trim();
            assert!(known.contains(id) || id.starts_with('='), "a page asks for {id}");
        }
        for (name, _, script) in &ASSETS {
            let said = script.split("say(\"").skip(1).chain(script.split("word(\"").skip(1));
            for piece in said {
                let id = piece.split('"').next().unwrap();
                let found = known.iter().any(|own| *own == id || (id.ends_with('-') && own.starts_with(id)));
                assert!(found, "{name} says {id}");
            }
        }
        for id in PRESENCES {
            assert!(known.contains(format!("presence-{id}").as_str()), "presence {id}");
        }
    }

    #[test]
    fn everything_that_can_happen_has_a_sentence() {
        use crate::center::conversations::What::{
            Accepted, Arrived, Assigned, Bot, Closed, CustomerLeft, Declined, Escalated, EscalatedFromBot, Missed,
            NotShown, Offered, Transferred,
        };
        let all = [
            Arrived,
            Bot,
            Offered,
            NotShown,
            Declined,
            Missed,
            Accepted,
            Assigned,
            Transferred,
            Escalated,
            EscalatedFromBot,
            CustomerLeft,
            Closed,
        ];
        for what in all {
            let id = format!("timeline-{}", serde_json::to_value(what).unwrap().as_str().unwrap());
            assert!(known().contains(id.as_str()), "{id}");
        }
    }

    #[test]
    fn words_and_data_cannot_become_markup() {
        assert_eq!(escaped("<b a=\"'&"), "&lt;b a=&quot;&#39;&amp;");
        let look = Look { words: words::choose(&[]), theme: "dark".into() };
        let html = render("chat", &look, &["</script><b>".into()]);
        assert!(html.contains("\\u003c/script>\\u003cb>"));
        assert!(html.contains("data-theme=\"dark\"") && !html.contains("{{"));
    }
}
