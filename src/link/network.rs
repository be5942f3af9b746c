//! The way to other computers: directly or through a proxy, plain or secure.

use std::sync::Arc;
use std::time::Duration;

use http::Uri;
use secrecy::ExposeSecret as _;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use url::{Host, Url};

use super::client_certificate::ClientFiles;
use super::dial::{self, DialProblem};
use super::proxies::Proxies;
use super::proxy::{Proxy, SignIn};
use super::tls::{self, Secured};
use crate::config::{Config, Problem};
use crate::domain::input::LinkProblem;
use crate::domain::network::ProxyFault;
use crate::links::is_this_computer;
use crate::platform::secret::Keyring;

/// The keyring is waited for so long when a proxy wants a password.
const KEYRING_TIME: Duration = Duration::from_secs(3);

/// What the configuration says about the way to other computers; cheap to copy.
#[derive(Clone, Debug, Default)]
pub struct Network {
    proxies: Proxies,
    /// Where the proxy's password may be.
    keyring: Option<Keyring>,
    /// Nobody is to be asked to open the keyring.
    quiet: bool,
    client: Option<Arc<ClientFiles>>,
    problems: Arc<[Problem]>,
}

/// Bytes to and from the other side, however they travel.
pub(super) trait Transport: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Transport for T {}

/// Who is to be reached.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) host: Host<String>,
    pub(super) port: u16,
    pub(super) secure: bool,
}

/// A connection.
pub(super) struct Opened {
    pub(super) stream: Box<dyn Transport>,
    /// The other side asked for a client certificate and got none; it may end the connection for it.
    pub(super) asked_in_vain: bool,
}

impl Network {
    /// The ways that the configuration describes, and the environment or the system where it is
    /// silent.
    pub fn from_config(config: &Config) -> Self {
        Self::with_environment(config, |name| std::env::var(name).ok())
    }

    /// [`Network::from_config`], with these environment variables.
    pub fn with_environment(config: &Config, variable: impl Fn(&str) -> Option<String>) -> Self {
        let mut problems = vec![];
        let proxies = Proxies::from_config(config, variable, &mut problems);
        let client = ClientFiles::from_config(config).map(Arc::new);
        let keyring = Some(Keyring::with_limit(KEYRING_TIME));
        Self { proxies, keyring, quiet: false, client, problems: problems.into() }
    }

    /// The same ways, on which nobody is asked to open the keyring.
    #[must_use]
    pub fn quietly(self) -> Self {
        Self { quiet: true, ..self }
    }

    /// What was not understood in the environment or in the system's settings.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The keyring's account for the proxy on the way to this center, if there is one.
    pub fn proxy_account(&self, center: &Url) -> Option<String> {
        Some(account(&self.proxy(&Target::of(center).ok()?)?))
    }

    /// Connects, with TLS where the target asks for it.
    pub(super) async fn connect(&self, target: &Target) -> Result<Opened, LinkProblem> {
        let stream = match self.proxy(target) {
            Some(proxy) => self.through(proxy, target).await?,
            None => self.directly(target).await?,
        };
        if !target.secure {
            return Ok(Opened { stream, asked_in_vain: false });
        }
        let secured = self.secure(stream, target).await?;
        Ok(Opened { stream: Box::new(secured.stream), asked_in_vain: secured.asked_in_vain })
    }

    /// Connects to the target itself.
    pub(super) async fn directly(&self, target: &Target) -> Result<Box<dyn Transport>, LinkProblem> {
        Ok(Box::new(dial::tcp(&target.host.to_string(), target.port).await?))
    }

    /// Makes a connection to the target secure.
    pub(super) async fn secure(
        &self,
        stream: Box<dyn Transport>,
        target: &Target,
    ) -> Result<Secured<Box<dyn Transport>>, LinkProblem> {
        tls::secure(stream, &target.host, self.client.as_deref()).await.map_err(LinkProblem::Tls)
    }

    /// The proxy on the way; this computer itself is behind none.
    pub(super) fn proxy(&self, target: &Target) -> Option<Proxy> {
        let uri: Uri = format!("https://{}/", target.authority()).parse().ok().filter(|_| target.secure)?;
        Proxy::named(&self.proxies.intercept(&uri)?)
    }

    async fn through(&self, proxy: Proxy, target: &Target) -> Result<Box<dyn Transport>, LinkProblem> {
        let stream = proxy.dial().await.map_err(|fault| proxy.problem(fault))?;
        self.past(proxy, stream, target).await
    }

    /// Opens the way through the proxy, on a connection to it.
    ///
    /// Asks the keyring only when the proxy asks for a password, and anew each time: a new password
    /// counts at once, and most proxies want none.
    pub(super) async fn past(
        &self,
        proxy: Proxy,
        stream: TcpStream,
        target: &Target,
    ) -> Result<Box<dyn Transport>, LinkProblem> {
        let problem = |fault| proxy.problem(fault);
        match proxy.open(stream, target).await {
            Ok(stream) => Ok(stream),
            Err(ProxyFault::SignInNeeded) => {
                let sign_in = self.sign_in(&proxy).await.ok_or_else(|| problem(ProxyFault::SignInNeeded))?;
                let stream = proxy.dial().await.map_err(problem)?;
                proxy.clone().signed_in(sign_in).open(stream, target).await.map_err(problem)
            }
            Err(fault) => Err(problem(fault)),
        }
    }

    async fn sign_in(&self, proxy: &Proxy) -> Option<SignIn> {
        let keyring = self.keyring.as_ref()?;
        if self.quiet {
            keyring.check_open().await.ok()?;
        }
        let found = keyring.read(&account(proxy)).await;
        let text = found.unwrap_or_else(|error| {
            tracing::warn!(?error, "the keyring gave no password for the proxy");
            None
        })?;
        SignIn::parse(text.expose_secret())
    }
}

/// Whether this is what the keyring is to keep for a proxy: `user:password`.
pub fn is_proxy_sign_in(text: &str) -> bool {
    SignIn::parse(text).is_some()
}

fn account(proxy: &Proxy) -> String {
    format!("proxy:{}", proxy.name())
}

impl Target {
    /// Reads it from a `wss`, `https`, `ws` or `http` URL; the plain ones are for this computer only.
    pub(super) fn of(url: &Url) -> Result<Self, LinkProblem> {
        let host = url.host().ok_or(LinkProblem::UnknownHost)?;
        let secure = match url.scheme() {
            "wss" | "https" => true,
            "ws" | "http" if is_this_computer(&host) => false,
            _ => return Err(LinkProblem::Insecure),
        };
        let port = url.port_or_known_default().ok_or(LinkProblem::UnknownHost)?;
        Ok(Self { host: host.to_owned(), port, secure })
    }

    /// Host and port.
    pub(super) fn authority(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

impl From<DialProblem> for LinkProblem {
    fn from(problem: DialProblem) -> Self {
        match problem {
            DialProblem::UnknownHost => Self::UnknownHost,
            DialProblem::Refused => Self::Refused,
            DialProblem::Unreachable => Self::Unreachable,
        }
    }
}

impl From<DialProblem> for ProxyFault {
    fn from(problem: DialProblem) -> Self {
        match problem {
            DialProblem::UnknownHost => Self::UnknownHost,
            DialProblem::Refused => Self::Refused,
            DialProblem::Unreachable => Self::Unreachable,
        }
    }
}
