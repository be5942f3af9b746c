//! The way to the center a step at a time, for whoever wants to know which step fails.
//!
//! The steps are those of the link itself: the same rules choose the proxy, the same judge looks at
//! certificates. Where a step fails the following are not tried. Nothing is said on the WebSocket once
//! it is open: not the upgrade but the hello would end the session that the agent may have elsewhere.

use std::net::IpAddr;
use std::time::Duration;

use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::http::header::{AUTHORIZATION, DATE};
use tokio_tungstenite::tungstenite::http::{HeaderMap, HeaderValue};
use url::{Host, Url};

use super::connect;
use super::dial;
use super::network::{Network, Opened, Target, Transport};
use super::proxy::Proxy;
use crate::domain::input::LinkProblem;
use crate::provider::Upgrade;
use crate::time::unix_time;

/// The steps up to a secure connection take no longer than this together.
const REACH_TIME: Duration = Duration::from_secs(9);
/// The answer to the upgrade is waited for so long.
const ANSWER_TIME: Duration = Duration::from_secs(4);
/// A farewell is waited for so long.
const FAREWELL_TIME: Duration = Duration::from_millis(500);

/// What a step came to; none: it was not tried.
pub type Step<T> = Option<Result<T, LinkProblem>>;

/// What each step came to, in their order.
#[derive(Debug, Default)]
pub struct Survey {
    /// Host and port of the proxy on the way; none: the way is direct. The next two steps are then
    /// about the proxy, which looks the center up itself.
    pub proxy: Option<String>,
    /// The look-up of the name.
    pub name: Step<Vec<IpAddr>>,
    /// The TCP connection.
    pub connection: Step<()>,
    /// The way through the proxy; nothing is done for it where there is none.
    pub tunnel: Step<()>,
    /// The secure connection; without any security where the center is this computer.
    pub secure: Step<Option<Security>>,
    /// The upgrade to a WebSocket.
    pub upgrade: Step<Admission>,
    /// The time in the center's answer.
    pub time: Option<Times>,
}

/// A secure connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Security {
    /// Of TLS, e.g. `TLS 1.3`.
    pub version: &'static str,
    /// Who issued the center's certificate; may be empty.
    pub authority: String,
    /// The last day of the center's certificate, as `2026-01-31` in UTC, where it is known.
    pub until: Option<String>,
}

/// What the center says to who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// The WebSocket opened.
    Open,
    /// It wants somebody else, or anybody at all, to sign in.
    SignInWanted,
}

/// The same moment by two clocks, in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// By the center's.
    pub center: i64,
    /// By this computer's.
    pub ours: i64,
}

/// How the center is asked.
#[derive(Debug)]
pub struct Question {
    /// The request that opens the WebSocket.
    pub upgrade: Upgrade,
    /// Without the token that is in it: whether the center answers is found out all the same.
    pub anonymous: bool,
}

impl Survey {
    /// Goes the way to the center, while `question` may take its time. Ends within 14 s after that
    /// is known.
    pub async fn of(
        network: &Network,
        center: &Url,
        question: impl Future<Output = Result<Question, LinkProblem>>,
    ) -> Self {
        let mut survey = Self::default();
        let target = match Target::of(center) {
            Ok(target) => target,
            Err(problem) => {
                // Whoever asks learns something by asking.
                drop(question.await);
                return Self { name: Some(Err(problem)), ..survey };
            }
        };
        let (reached, question) = tokio::join!(timeout(REACH_TIME, survey.reach(network, &target)), question);
        match reached {
            Ok(Some(opened)) => survey.ask(opened, question).await,
            Ok(None) => {}
            Err(_) => survey.give_up(),
        }
        survey
    }

    async fn reach(&mut self, network: &Network, target: &Target) -> Option<Opened> {
        let stream = match network.proxy(target) {
            Some(proxy) => self.through(network, proxy, target).await?,
            None => self.directly(network, target).await?,
        };
        if !target.secure {
            self.secure = Some(Ok(None));
            return Some(Opened { stream, asked_in_vain: false });
        }
        let secured = note(&mut self.secure, network.secure(stream, target).await, |secured| Some(secured.security()))?;
        Some(Opened { stream: Box::new(secured.stream), asked_in_vain: secured.asked_in_vain })
    }

    async fn directly(&mut self, network: &Network, target: &Target) -> Option<Box<dyn Transport>> {
        let found = match &target.host {
            Host::Domain(name) => dial::look_up(name, target.port).await.map_err(LinkProblem::from),
            Host::Ipv4(address) => Ok(vec![(*address).into()]),
            Host::Ipv6(address) => Ok(vec![(*address).into()]),
        };
        note(&mut self.name, found, Vec::clone)?;
        let stream = note(&mut self.connection, network.directly(target).await, |_| ())?;
        self.tunnel = Some(Ok(()));
        Some(stream)
    }

    async fn through(&mut self, network: &Network, proxy: Proxy, target: &Target) -> Option<Box<dyn Transport>> {
        self.proxy = Some(proxy.name());
        let found = proxy.look_up().await.map_err(|fault| proxy.problem(fault));
        note(&mut self.name, found, Vec::clone)?;
        let dialled = proxy.dial().await.map_err(|fault| proxy.problem(fault));
        let stream = note(&mut self.connection, dialled, |_| ())?;
        note(&mut self.tunnel, network.past(proxy, stream, target).await, |_| ())
    }

    async fn ask(&mut self, opened: Opened, question: Result<Question, LinkProblem>) {
        let asked = async {
            let question = question?;
            let mut request = connect::request(&question.upgrade)?;
            if question.anonymous {
                request.headers_mut().remove(AUTHORIZATION);
            }
            self.upgraded(opened, request, question.upgrade.subprotocol).await
        };
        let admission = timeout(ANSWER_TIME, asked).await.unwrap_or(Err(LinkProblem::Timeout));
        self.upgrade = Some(admission);
    }

    async fn upgraded(
        &mut self,
        opened: Opened,
        request: Request,
        subprotocol: &str,
    ) -> Result<Admission, LinkProblem> {
        match connect::upgraded(opened.stream, request).await {
            Ok((mut socket, answer)) => {
                self.time = times(answer.headers());
                drop(timeout(FAREWELL_TIME, socket.close(None)).await);
                let ours = connect::subprotocol(&answer) == Some(subprotocol);
                if ours { Ok(Admission::Open) } else { Err(LinkProblem::NotTheProtocol) }
            }
            Err(error) => {
                if let Error::Http(answer) = &error {
                    self.time = times(answer.headers());
                }
                let problem = connect::failure(&error, opened.asked_in_vain).problem;
                if problem == LinkProblem::Unauthorized { Ok(Admission::SignInWanted) } else { Err(problem) }
            }
        }
    }

    /// The time is over: the step that was under way failed.
    fn give_up(&mut self) {
        if self.name.is_none() {
            self.name = Some(Err(LinkProblem::Timeout));
        } else if self.connection.is_none() {
            self.connection = Some(Err(LinkProblem::Timeout));
        } else if self.tunnel.is_none() {
            self.tunnel = Some(Err(LinkProblem::Timeout));
        } else {
            self.secure = Some(Err(LinkProblem::Timeout));
        }
    }
}

/// Writes down what a step came to, and goes on with what it gave.
fn note<T, U>(step: &mut Step<U>, came_to: Result<T, LinkProblem>, keep: impl FnOnce(&T) -> U) -> Option<T> {
    match came_to {
        Ok(given) => {
            *step = Some(Ok(keep(&given)));
            Some(given)
        }
        Err(problem) => {
            *step = Some(Err(problem));
            None
        }
    }
}

fn times(headers: &HeaderMap<HeaderValue>) -> Option<Times> {
    let date = httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?).ok()?;
    let since = date.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some(Times { center: i64::try_from(since.as_secs()).ok()?, ours: unix_time() })
}
