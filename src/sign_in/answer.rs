//! The loopback port to which the browser brings the provider's answer (RFC 8252, 7.3), and the page
//! on which the sign-in ends.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use url::form_urlencoded;

use super::refusal;
use crate::domain::sign_in::SignInProblem;
use crate::i18n::Words;

/// The path of the answer.
pub(super) const PATH: &str = "/signed-in";
/// A browser that says nothing for so long is hung up.
const REQUEST_TIME: Duration = Duration::from_secs(10);

/// The code, or why there is none.
type Outcome = Result<String, SignInProblem>;

/// Waits for the one answer that carries `state`; whatever else comes to the port is refused and
/// changes nothing.
///
/// # Errors
/// Where the provider says no.
pub(super) async fn wait(listener: TcpListener, state: &str, words: &Words) -> Outcome {
    let (tell, mut told) = mpsc::channel(1);
    let desk = Arc::new(Desk { state: state.to_owned(), port: port(&listener), pages: Pages::new(words) });
    loop {
        tokio::select! {
            Some(outcome) = told.recv() => return outcome,
            accepted = listener.accept() => {
                let (stream, _) = accepted.map_err(|_| SignInProblem::NoPort)?;
                tokio::spawn(serve(stream, Arc::clone(&desk), tell.clone()));
            }
        }
    }
}

fn port(listener: &TcpListener) -> u16 {
    listener.local_addr().map_or(0, |address| address.port())
}

/// What a connection needs to answer.
struct Desk {
    state: String,
    port: u16,
    pages: Pages,
}

/// Serves one request. The outcome is told when the browser has its page, because the port closes then.
async fn serve(stream: TcpStream, desk: Arc<Desk>, tell: mpsc::Sender<Outcome>) {
    let (note, mut noted) = mpsc::channel(1);
    let service = service_fn(move |request| {
        let (desk, note) = (Arc::clone(&desk), note.clone());
        async move {
            let (outcome, page) = desk.answer(&request);
            outcome.into_iter().for_each(|outcome| drop(note.try_send(outcome)));
            Ok::<_, Infallible>(page)
        }
    });
    let connection = http1::Builder::new().keep_alive(false).serve_connection(TokioIo::new(stream), service);
    drop(tokio::time::timeout(REQUEST_TIME, connection).await);
    if let Ok(outcome) = noted.try_recv() {
        // A second answer finds the place taken: the first one counts.
        drop(tell.try_send(outcome));
    }
}

impl Desk {
    fn answer(&self, request: &Request<Incoming>) -> (Option<Outcome>, Response<Full<Bytes>>) {
        let query = request.uri().query().unwrap_or_default();
        // Another name for this computer would be another site's page (DNS rebinding).
        let ours = request.headers().get(HOST).is_some_and(|host| *host == format!("127.0.0.1:{}", self.port));
        if request.method() != Method::GET || request.uri().path() != PATH || !ours {
            return (None, page(StatusCode::NOT_FOUND, String::new()));
        }
        let Some(outcome) = read(query, &self.state) else {
            return (None, page(StatusCode::BAD_REQUEST, self.pages.strange.clone()));
        };
        let text = if outcome.is_ok() { &self.pages.done } else { &self.pages.failed };
        (Some(outcome), page(StatusCode::OK, text.clone()))
    }
}

/// What the provider says; none: it does not answer our question.
fn read(query: &str, state: &str) -> Option<Outcome> {
    let value = |name: &str| {
        form_urlencoded::parse(query.as_bytes()).find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
    };
    if value("state")? != state {
        return None;
    }
    match (value("error"), value("code")) {
        (Some(error), _) => Some(Err(refusal(&error))),
        (None, Some(code)) => Some(Ok(code)),
        (None, None) => None,
    }
}

/// The pages in the agent's language.
struct Pages {
    done: String,
    failed: String,
    strange: String,
}

impl Pages {
    fn new(words: &Words) -> Self {
        let page = |mark: &str, kind: &str| {
            TEMPLATE
                .replace("{lang}", words.tag())
                .replace("{mark}", mark)
                .replace("{title}", &words.text(&format!("sign-in-page-{kind}")))
                .replace("{text}", &words.text(&format!("sign-in-page-{kind}-text")))
        };
        Self { done: page("✓", "done"), failed: page("!", "failed"), strange: page("!", "strange") }
    }
}

const TEMPLATE: &str = include_str!("answer.html");

fn page(status: StatusCode, text: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(text)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_answer_to_our_question_counts() {
        assert_eq!(read("code=abc%2F1&state=s", "s"), Some(Ok("abc/1".into())));
        assert_eq!(read("error=access_denied&state=s", "s"), Some(Err(SignInProblem::Denied)));
        assert_eq!(
            read("state=s&error=server_error&code=x", "s"),
            Some(Err(SignInProblem::Refused("server_error".into())))
        );
        for strange in ["", "code=abc", "code=abc&state=", "code=abc&state=t", "state=s"] {
            assert_eq!(read(strange, "s"), None, "{strange}");
        }
    }
}
