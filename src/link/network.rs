//! The way to other computers: what the configuration says about proxies and certificates.

use std::sync::Arc;

use rustls::pki_types::ServerName;
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use url::{Host, Url};

use super::dial::{self, DialProblem};
use crate::config::Config;
use crate::domain::input::LinkProblem;
use crate::links::is_this_computer;

/// What the configuration says about the way to other computers; cheap to copy.
#[derive(Clone, Debug, Default)]
pub struct Network {}

/// Bytes to and from the other side, however they travel.
pub(super) trait Transport: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Transport for T {}

/// Who is to be reached.
#[derive(Clone, Debug)]
pub(super) struct Target {
    host: Host<String>,
    port: u16,
    secure: bool,
}

impl Network {
    /// The way that the configuration describes.
    pub fn from_config(_config: &Config) -> Self {
        Self {}
    }

    /// Connects, with TLS where the target asks for it.
    pub(super) async fn connect(&self, target: &Target) -> Result<Box<dyn Transport>, LinkProblem> {
        let stream = dial::tcp(&target.host.to_string(), target.port).await?;
        if target.secure { Ok(Box::new(secure(stream, &target.host).await?)) } else { Ok(Box::new(stream)) }
    }
}

impl Target {
    /// Reads it from a `wss`, `https`, `ws` or `http` URL; the plain ones are for this computer only.
    pub(super) fn of(url: &Url) -> Result<Self, LinkProblem> {
        let host = url.host().ok_or(LinkProblem::UnknownHost)?;
        let secure = matches!(url.scheme(), "wss" | "https");
        if !secure && !(matches!(url.scheme(), "ws" | "http") && is_this_computer(&host)) {
            return Err(LinkProblem::Insecure);
        }
        let port = url.port_or_known_default().ok_or(LinkProblem::UnknownHost)?;
        Ok(Self { host: host.to_owned(), port, secure })
    }
}

impl From<DialProblem> for LinkProblem {
    fn from(problem: DialProblem) -> Self {
        match problem {
            DialProblem::UnknownHost => Self::UnknownHost,
            DialProblem::Refused | DialProblem::Unreachable => Self::Unreachable,
        }
    }
}

/// TLS with the operating system's own judgement of certificates, so that private CAs work.
async fn secure<S: Transport>(stream: S, host: &Host<String>) -> Result<TlsStream<S>, LinkProblem> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let problem = |error: rustls::Error| LinkProblem::Tls(error.to_string());
    let builder =
        rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().map_err(problem)?;
    let config = builder.with_platform_verifier().map_err(problem)?.with_no_client_auth();
    let handshake = TlsConnector::from(Arc::new(config)).connect(name(host)?, stream);
    handshake.await.map_err(|error| LinkProblem::Tls(error.to_string()))
}

fn name(host: &Host<String>) -> Result<ServerName<'static>, LinkProblem> {
    match host {
        Host::Domain(name) => ServerName::try_from(name.clone()).map_err(|_| LinkProblem::UnknownHost),
        Host::Ipv4(address) => Ok(ServerName::IpAddress((*address).into())),
        Host::Ipv6(address) => Ok(ServerName::IpAddress((*address).into())),
    }
}
