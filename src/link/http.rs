//! Single HTTP requests, over the same ways as the WebSocket.

use std::error::Error as _;
use std::time::Duration;

use http::header::{HOST, HeaderValue, USER_AGENT};
use http::{Request, Response, Uri};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use url::Url;

use super::network::{Network, Target};
use super::tls_problem;
use crate::domain::input::LinkProblem;

/// A request and its whole answer take no longer than this.
const REQUEST_TIME: Duration = Duration::from_secs(10);
/// A longer answer is not read. In bytes.
const ANSWER_LIMIT: usize = 1024 * 1024;

/// Sends HTTP/1.1 requests, each over a connection of its own; follows no redirect. Cheap to copy.
#[derive(Clone, Debug, Default)]
pub struct HttpClient {
    network: Network,
}

impl HttpClient {
    /// A client that goes the ways of this network.
    pub const fn new(network: Network) -> Self {
        Self { network }
    }

    /// Sends a request to the absolute `https` URL that it names (`http` to this computer), and
    /// reads the whole answer, whatever its status. `Host` and `User-Agent` are filled in.
    ///
    /// # Errors
    /// Where there is no connection, no answer within 10 s, no HTTP, or an answer over 1 MiB.
    pub async fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, LinkProblem> {
        match tokio::time::timeout(REQUEST_TIME, self.send_at_leisure(request)).await {
            Ok(result) => result,
            Err(_) => Err(LinkProblem::Timeout),
        }
    }

    async fn send_at_leisure(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, LinkProblem> {
        let url = Url::parse(&request.uri().to_string()).map_err(|_| LinkProblem::UnknownHost)?;
        let request = in_origin_form(request)?;
        let opened = self.network.connect(&Target::of(&url)?).await?;
        let problem = |error: hyper::Error| problem(&error, opened.asked_in_vain);
        let (mut sender, connection) = http1::handshake(TokioIo::new(opened.stream)).await.map_err(problem)?;
        // It ends with the answer, or when nobody waits for that any more.
        tokio::spawn(connection);
        let answer = sender.send_request(request).await.map_err(problem)?;
        whole(answer).await
    }
}

/// The request as it goes to the server itself (RFC 9112, 3.2.1).
fn in_origin_form(request: Request<Vec<u8>>) -> Result<Request<Full<Bytes>>, LinkProblem> {
    let (mut head, body) = request.into_parts();
    let authority = head.uri.authority().ok_or(LinkProblem::UnknownHost)?;
    let host = HeaderValue::from_str(authority.as_str()).map_err(|_| LinkProblem::UnknownHost)?;
    head.headers.insert(HOST, host);
    head.headers.entry(USER_AGENT).or_insert_with(super::user_agent);
    let path = head.uri.path_and_query().cloned().unwrap_or_else(|| http::uri::PathAndQuery::from_static("/"));
    head.uri = Uri::from(path);
    Ok(Request::from_parts(head, Full::from(body)))
}

async fn whole(answer: Response<Incoming>) -> Result<Response<Vec<u8>>, LinkProblem> {
    let (head, body) = answer.into_parts();
    let read = Limited::new(body, ANSWER_LIMIT).collect().await;
    let bytes =
        read.map_err(|error| error.downcast_ref().map_or(LinkProblem::NotTheProtocol, |error| problem(error, false)))?;
    Ok(Response::from_parts(head, bytes.to_bytes().into()))
}

/// What a failure on the open connection means.
fn problem(error: &hyper::Error, asked_in_vain: bool) -> LinkProblem {
    if error.is_parse() || error.is_user() {
        return LinkProblem::NotTheProtocol;
    }
    let cause = error.source().and_then(|cause| cause.downcast_ref());
    tls_problem::afterwards(cause, asked_in_vain).map_or(LinkProblem::Lost, LinkProblem::Tls)
}
