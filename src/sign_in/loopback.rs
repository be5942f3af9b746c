//! Where the browser's answer arrives: a port of this computer, open for one answer (RFC 8252, 7.3).

use std::convert::Infallible;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use http::header::{self, HeaderName, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, Semaphore, mpsc, oneshot};
use tokio::task::JoinSet;
use url::form_urlencoded;

use super::page::{Ending, page};
use super::problem::refused;
use crate::domain::sign_in::SignInProblem;
use crate::i18n::Words;

/// The path that is registered with the provider.
const PATH: &str = "/signed-in";
/// Whoever connects has to ask within this time.
const HEADERS_TIME: Duration = Duration::from_secs(10);
/// So many may be connected at once; browsers open more than they need.
const VISITORS: usize = 16;
/// A request is not longer. In bytes.
const REQUEST_LIMIT: usize = 32 * 1024;
/// The last page has so long to leave.
const LAST_PAGE: Duration = Duration::from_secs(2);

/// The page's headers: it may do nothing, and nobody keeps it or is told where it was.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

/// The open port.
#[derive(Debug)]
pub(super) struct Listener {
    socket: TcpListener,
    port: u16,
}

/// What a visitor has to know, and how the page is written.
pub(super) struct Expected {
    /// Must come back as it was sent.
    pub(super) state: SecretString,
    /// The page's language.
    pub(super) words: Arc<Words>,
}

/// The one answer. The browser waits for its page until [`Answer::show`].
pub(super) struct Answer {
    /// The code, or why there is none.
    pub(super) code: Result<SecretString, SignInProblem>,
    /// Who answers, where the provider says it (RFC 9207).
    pub(super) iss: Option<String>,
    page: oneshot::Sender<Ending>,
    left: Arc<Notify>,
    /// Serves until it is dropped.
    _visitors: JoinSet<()>,
}

impl Listener {
    /// Opens a port that the system chooses.
    ///
    /// # Errors
    /// If the system gives none.
    pub(super) async fn bind() -> io::Result<Self> {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = socket.local_addr()?.port();
        Ok(Self { socket, port })
    }

    /// Where the browser is to bring the answer. By number, for a name may lead elsewhere (RFC
    /// 8252, 8.3).
    pub(super) fn address(&self) -> String {
        format!("http://{}:{}{PATH}", Ipv4Addr::LOCALHOST, self.port)
    }

    /// Waits for the answer with the right state; whatever else comes is turned away.
    pub(super) async fn answer(self, expected: Expected) -> Option<Answer> {
        let (found, mut first) = mpsc::channel(1);
        let door = Door { expected, host: format!("{}:{}", Ipv4Addr::LOCALHOST, self.port), found };
        let mut visitors = JoinSet::new();
        visitors.spawn(serve(self.socket, Arc::new(door)));
        let Visit { code, iss, page, left } = first.recv().await?;
        // From here on nobody else is let in.
        drop(first);
        Some(Answer { code, iss, page, left, _visitors: visitors })
    }
}

impl Answer {
    /// Shows the last page, and closes the port.
    pub(super) async fn show(self, ending: Ending) {
        // The browser may be gone; that changes nothing.
        if self.page.send(ending).is_ok() {
            drop(tokio::time::timeout(LAST_PAGE, self.left.notified()).await);
        }
    }
}

struct Door {
    expected: Expected,
    host: String,
    found: mpsc::Sender<Visit>,
}

struct Visit {
    code: Result<SecretString, SignInProblem>,
    iss: Option<String>,
    page: oneshot::Sender<Ending>,
    left: Arc<Notify>,
}

async fn serve(socket: TcpListener, door: Arc<Door>) {
    let mut visitors = JoinSet::new();
    let seats = Arc::new(Semaphore::new(VISITORS));
    while let Ok(seat) = Arc::clone(&seats).acquire_owned().await {
        match socket.accept().await {
            Ok((stream, _)) => {
                let door = Arc::clone(&door);
                visitors.spawn(async move {
                    door.serve(stream).await;
                    drop(seat);
                });
            }
            // Out of descriptors, most likely: another try at once would fail as well.
            Err(_) => tokio::time::sleep(LAST_PAGE).await,
        }
        while visitors.try_join_next().is_some() {}
    }
}

impl Door {
    async fn serve(&self, stream: TcpStream) {
        let left = Arc::new(Notify::new());
        let service = service_fn(|request| self.respond(request, Arc::clone(&left)));
        let mut server = http1::Builder::new();
        server.timer(TokioTimer::new()).header_read_timeout(HEADERS_TIME).max_buf_size(REQUEST_LIMIT);
        // Whoever hangs up is not worth a line.
        drop(server.keep_alive(false).serve_connection(TokioIo::new(stream), service).await);
        left.notify_one();
    }

    async fn respond(
        &self,
        request: Request<Incoming>,
        left: Arc<Notify>,
    ) -> Result<Response<Full<Bytes>>, Infallible> {
        let (status, ending) = match self.judge(&request) {
            Ok((code, iss)) => self.let_in(code, iss, left).await,
            Err(status) => (status, Ending::Strange),
        };
        let mut response = Response::new(Full::from(page(&ending, &self.expected.words)));
        *response.status_mut() = status;
        response.headers_mut().extend(HEADERS.map(|(name, value)| (name, HeaderValue::from_static(value))));
        Ok(response)
    }

    /// Hands the first answer over, and waits for the page that it deserves.
    async fn let_in(
        &self,
        code: Result<SecretString, SignInProblem>,
        iss: Option<String>,
        left: Arc<Notify>,
    ) -> (StatusCode, Ending) {
        let (page, shown) = oneshot::channel();
        if self.found.try_send(Visit { code, iss, page, left }).is_err() {
            return (StatusCode::CONFLICT, Ending::Strange);
        }
        shown.await.map_or((StatusCode::CONFLICT, Ending::Strange), |ending| (StatusCode::OK, ending))
    }

    /// The code, or the provider's reason for none, where this is the answer that is waited for.
    fn judge<B>(
        &self,
        request: &Request<B>,
    ) -> Result<(Result<SecretString, SignInProblem>, Option<String>), StatusCode> {
        if request.uri().path() != PATH {
            return Err(StatusCode::NOT_FOUND);
        }
        if request.method() != Method::GET {
            return Err(StatusCode::METHOD_NOT_ALLOWED);
        }
        let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
        if host != Some(&self.host) {
            return Err(StatusCode::BAD_REQUEST);
        }
        let query = request.uri().query().unwrap_or_default();
        let state = single(query, "state").ok_or(StatusCode::BAD_REQUEST)?;
        if !same(self.expected.state.expose_secret(), &state) {
            return Err(StatusCode::BAD_REQUEST);
        }
        let code = match (single(query, "code"), single(query, "error")) {
            (Some(code), None) => Ok(code.into()),
            (None, Some(error)) => Err(refused(&error)),
            (Some(_), Some(_)) | (None, None) => return Err(StatusCode::BAD_REQUEST),
        };
        Ok((code, single(query, "iss")))
    }
}

/// The value that the query has once; one that is there twice may mean anything (RFC 6749, 3.1).
fn single(query: &str, name: &str) -> Option<String> {
    let mut found = form_urlencoded::parse(query.as_bytes()).filter(|(own, _)| own == name);
    let value = found.next()?.1.into_owned();
    found.next().is_none().then_some(value)
}

/// Compares without ending early, so that the time taken does not tell how much was right.
fn same(own: &str, given: &str) -> bool {
    let differ = own.bytes().zip(given.bytes()).fold(0, |differ, (left, right)| differ | (left ^ right));
    own.len() == given.len() && differ == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(method: &str, host: &str, target: &str) -> Result<Result<String, SignInProblem>, u16> {
        let (found, _first) = mpsc::channel(1);
        let expected = Expected { state: "s".into(), words: Arc::new(Words::daemon(Some("en"))) };
        let door = Door { expected, host: "127.0.0.1:7".into(), found };
        let request = Request::builder().method(method).uri(target).header("host", host).body(()).unwrap();
        let judged = door.judge(&request).map_err(|status| status.as_u16())?;
        Ok(judged.0.map(|code| code.expose_secret().to_owned()))
    }

    #[test]
    fn only_the_answer_that_is_waited_for_is_let_in() {
        let get = |target| judged("GET", "127.0.0.1:7", target);
        assert_eq!(get("/signed-in?code=a%2Fb&state=s"), Ok(Ok("a/b".into())));
        assert_eq!(get("/signed-in?error=access_denied&state=s"), Ok(Err(SignInProblem::Denied)));
        assert_eq!(
            get("/signed-in?error=server%20%3Cb%3Eerror&state=s"),
            Ok(Err(SignInProblem::Refused("serverberror".into())))
        );
        for bad in [
            "/signed-in?code=a",
            "/signed-in?code=a&state=t",
            "/signed-in?code=a&state=",
            "/signed-in?code=a&state=s&state=s",
            "/signed-in?state=s",
            "/signed-in?code=a&error=b&state=s",
            "/signed-in",
        ] {
            assert_eq!(get(bad), Err(400), "{bad}");
        }
        assert_eq!(get("/favicon.ico"), Err(404));
        assert_eq!(get("/signed-in/?code=a&state=s"), Err(404));
        assert_eq!(judged("POST", "127.0.0.1:7", "/signed-in?code=a&state=s"), Err(405));
        assert_eq!(judged("GET", "evil.example:7", "/signed-in?code=a&state=s"), Err(400));
        assert_eq!(judged("GET", "127.0.0.1:8", "/signed-in?code=a&state=s"), Err(400));
    }
}
