//! Through a proxy: HTTP `CONNECT` (RFC 9110, 9.3.6) and SOCKS5 (RFC 1928, 1929).
//!
//! The `CONNECT` goes through the same HTTP library as every other request, which, other than
//! ready-made tunnels, tells the statuses apart. Names are always looked up by the proxy.

use std::net::IpAddr;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::header::{HOST, HeaderValue, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, USER_AGENT};
use http::{HeaderMap, Request, StatusCode};
use http_body_util::Empty;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper_util::client::proxy::matcher::Intercept;
use hyper_util::rt::TokioIo;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::net::TcpStream;
use tokio_socks::tcp::Socks5Stream;
use tokio_socks::{Error as SocksError, IntoTargetAddr as _, TargetAddr};
use url::Host;

use super::dial;
use super::network::{Target, Transport};
use super::tls;
use crate::domain::input::LinkProblem;
use crate::domain::network::{ProxyFault, ProxyProblem};

/// The longest that a proxy may take to open the way.
const PROXY_TIME: Duration = Duration::from_secs(5);

/// A proxy, and what it is told about us.
#[derive(Clone, Debug)]
pub(super) struct Proxy {
    kind: Kind,
    host: String,
    port: u16,
    sign_in: Option<SignIn>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Http,
    /// HTTP, with TLS to the proxy itself.
    Https,
    Socks5,
}

/// A user name and a password.
#[derive(Clone, Debug)]
pub(super) enum SignIn {
    /// As HTTP wants it (RFC 7617).
    Basic(HeaderValue),
    /// As they are.
    Plain {
        /// The user name.
        user: String,
        /// The password.
        password: SecretString,
    },
}

impl SignIn {
    /// Reads `user:password`; the password may have colons in it, the user name not (RFC 7617, 2).
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (user, password) = text.split_once(':').filter(|(user, _)| !user.is_empty())?;
        Some(Self::Plain { user: user.to_owned(), password: password.to_owned().into() })
    }

    fn header(&self) -> HeaderValue {
        match self {
            Self::Basic(value) => value.clone(),
            Self::Plain { user, password } => {
                let coded = BASE64_STANDARD.encode(format!("{user}:{}", password.expose_secret()));
                let mut value = HeaderValue::try_from(format!("Basic {coded}")).expect("base64 is ASCII");
                value.set_sensitive(true);
                value
            }
        }
    }
}

impl Proxy {
    /// The proxy that the rules name for a destination; none, if it is of a kind that is not known.
    pub(super) fn named(intercept: &Intercept) -> Option<Self> {
        let uri = intercept.uri();
        let (kind, usual_port) = match uri.scheme_str()? {
            "http" => (Kind::Http, 80),
            "https" => (Kind::Https, 443),
            "socks5" | "socks5h" => (Kind::Socks5, 1080),
            _ => return None,
        };
        let basic = intercept.basic_auth().cloned().map(SignIn::Basic);
        let plain = |(user, password): (&str, &str)| SignIn::Plain {
            user: user.to_owned(),
            password: password.to_owned().into(),
        };
        let sign_in = basic.or_else(|| intercept.raw_auth().map(plain));
        Some(Self { kind, host: uri.host()?.to_owned(), port: uri.port_u16().unwrap_or(usual_port), sign_in })
    }

    /// The same proxy, told who asks.
    pub(super) fn signed_in(self, sign_in: SignIn) -> Self {
        Self { sign_in: Some(sign_in), ..self }
    }

    /// Host and port.
    pub(super) fn name(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// What is wrong with it, as a reason why there is no connection.
    pub(super) fn problem(&self, fault: ProxyFault) -> LinkProblem {
        LinkProblem::Proxy(ProxyProblem { proxy: self.name(), fault })
    }

    /// The proxy's own addresses.
    pub(super) async fn look_up(&self) -> Result<Vec<IpAddr>, ProxyFault> {
        Ok(dial::look_up(&self.host, self.port).await?)
    }

    /// Connects to the proxy itself.
    pub(super) async fn dial(&self) -> Result<TcpStream, ProxyFault> {
        Ok(dial::tcp(&self.host, self.port).await?)
    }

    /// Opens the way through the proxy to the target, on a connection from [`Proxy::dial`].
    pub(super) async fn open(&self, stream: TcpStream, target: &Target) -> Result<Box<dyn Transport>, ProxyFault> {
        match tokio::time::timeout(PROXY_TIME, self.ask(stream, target)).await {
            Ok(result) => result,
            Err(_) => Err(ProxyFault::Timeout),
        }
    }

    async fn ask(&self, stream: TcpStream, target: &Target) -> Result<Box<dyn Transport>, ProxyFault> {
        match self.kind {
            Kind::Http => self.connect(stream, target).await,
            Kind::Https => {
                let host = Host::parse(&self.host).map_err(|_| ProxyFault::UnknownHost)?;
                let secured = tls::secure(stream, &host, None).await.map_err(ProxyFault::Tls)?;
                self.connect(secured.stream, target).await
            }
            Kind::Socks5 => self.socks(stream, target).await,
        }
    }

    async fn connect(
        &self,
        stream: impl Transport + 'static,
        target: &Target,
    ) -> Result<Box<dyn Transport>, ProxyFault> {
        let opened = http1::handshake(TokioIo::new(stream)).await;
        let (mut sender, connection) = opened.map_err(|error| http_fault(&error))?;
        // It ends when the bytes are handed over, or the request has failed.
        tokio::spawn(connection.with_upgrades());
        let answer = sender.send_request(self.connect_request(target)?).await.map_err(|error| http_fault(&error))?;
        if !answer.status().is_success() {
            return Err(self.refusal(answer.status(), answer.headers()));
        }
        let upgraded = hyper::upgrade::on(answer).await.map_err(|error| http_fault(&error))?;
        Ok(Box::new(TokioIo::new(upgraded)))
    }

    fn connect_request(&self, target: &Target) -> Result<Request<Empty<Bytes>>, ProxyFault> {
        let place = target.authority();
        let mut request = Request::connect(&place).header(HOST, &place).header(USER_AGENT, super::user_agent());
        if let Some(sign_in) = &self.sign_in {
            request = request.header(PROXY_AUTHORIZATION, sign_in.header());
        }
        request.body(Empty::new()).map_err(|_| ProxyFault::CannotReach)
    }

    fn refusal(&self, status: StatusCode, headers: &HeaderMap) -> ProxyFault {
        match status {
            StatusCode::PROXY_AUTHENTICATION_REQUIRED if !knows_basic(headers) => ProxyFault::SignInUnsupported,
            // 401 is not a proxy's to say, but tinyproxy does for a wrong password.
            StatusCode::PROXY_AUTHENTICATION_REQUIRED | StatusCode::UNAUTHORIZED => self.sign_in_fault(),
            StatusCode::FORBIDDEN => ProxyFault::Forbidden,
            StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => {
                ProxyFault::CannotReach
            }
            other => ProxyFault::Status(other.as_u16()),
        }
    }

    async fn socks(&self, stream: TcpStream, target: &Target) -> Result<Box<dyn Transport>, ProxyFault> {
        let address = socks_address(target).map_err(|error| self.socks_fault(&error))?;
        let opened = match &self.sign_in {
            Some(SignIn::Plain { user, password }) => {
                Socks5Stream::connect_with_password_and_socket(stream, address, user, password.expose_secret()).await
            }
            Some(SignIn::Basic(_)) | None => Socks5Stream::connect_with_socket(stream, address).await,
        };
        Ok(Box::new(opened.map_err(|error| self.socks_fault(&error))?.into_inner()))
    }

    fn socks_fault(&self, error: &SocksError) -> ProxyFault {
        match error {
            SocksError::Io(_) => ProxyFault::Cut,
            SocksError::NoAcceptableAuthMethods if self.sign_in.is_some() => ProxyFault::SignInUnsupported,
            SocksError::UnknownAuthMethod => ProxyFault::SignInUnsupported,
            SocksError::NoAcceptableAuthMethods
            | SocksError::AuthorizationRequired
            | SocksError::PasswordAuthFailure(_)
            | SocksError::InvalidAuthValues(_)
            | SocksError::IdentdAuthFailure
            | SocksError::InvalidUserIdAuthFailure => self.sign_in_fault(),
            SocksError::ConnectionNotAllowedByRuleset => ProxyFault::Forbidden,
            SocksError::GeneralSocksServerFailure
            | SocksError::NetworkUnreachable
            | SocksError::HostUnreachable
            | SocksError::ConnectionRefused
            | SocksError::TtlExpired
            | SocksError::AddressTypeNotSupported
            | SocksError::InvalidTargetAddress(_)
            | SocksError::ProxyServerUnreachable
            | SocksError::ParseError(_) => ProxyFault::CannotReach,
            SocksError::InvalidResponseVersion
            | SocksError::CommandNotSupported
            | SocksError::UnknownError
            | SocksError::InvalidReservedByte
            | SocksError::UnknownAddressType => ProxyFault::NotAProxy,
        }
    }

    const fn sign_in_fault(&self) -> ProxyFault {
        if self.sign_in.is_some() { ProxyFault::SignInRefused } else { ProxyFault::SignInNeeded }
    }
}

/// Whether the proxy takes a user name and a password as they are, among others (RFC 9110, 11.7.1).
fn knows_basic(headers: &HeaderMap) -> bool {
    let mut ways = headers.get_all(PROXY_AUTHENTICATE).iter().peekable();
    let is_basic = |way: &HeaderValue| {
        let way = way.as_bytes();
        way.len() >= 5 && way[..5].eq_ignore_ascii_case(b"basic")
    };
    ways.peek().is_none() || ways.any(is_basic)
}

fn http_fault(error: &hyper::Error) -> ProxyFault {
    if error.is_parse() { ProxyFault::NotAProxy } else { ProxyFault::Cut }
}

fn socks_address(target: &Target) -> Result<TargetAddr<'_>, SocksError> {
    match &target.host {
        Host::Domain(name) => (name.as_str(), target.port).into_target_addr(),
        Host::Ipv4(address) => Ok(TargetAddr::Ip((*address, target.port).into())),
        Host::Ipv6(address) => Ok(TargetAddr::Ip((*address, target.port).into())),
    }
}
