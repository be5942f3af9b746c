//! TLS with the operating system's own judgement of certificates, so that a private authority in
//! the system's store counts, and a name for everything that can go wrong.
//!
//! All of it is made anew for each connection: an authority that was just installed and a client
//! certificate that was just renewed count at the next attempt.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use rustls::client::ResolvesClientCert;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::sign::CertifiedKey;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use rustls_platform_verifier::Verifier;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use url::Host;

use super::client_certificate::ClientFiles;
use super::network::Transport;
use super::survey::Security;
use super::tls_problem;
use crate::domain::network::TlsProblem;

/// The longest that a handshake may take.
const TLS_TIME: Duration = Duration::from_secs(5);

/// A secure connection.
pub(super) struct Secured<S> {
    pub(super) stream: TlsStream<S>,
    /// The other side asked for a client certificate and got none. Whether it can do without, it
    /// says only later (RFC 8446, 4.4.2.4).
    pub(super) asked_in_vain: bool,
}

impl<S> Secured<S> {
    /// What was agreed on, and who the other side is.
    pub(super) fn security(&self) -> Security {
        let (_, session) = self.stream.get_ref();
        let certificate = session.peer_certificates().and_then(|chain| chain.first());
        Security {
            version: session.protocol_version().map_or("", tls_problem::version),
            authority: certificate.and_then(tls_problem::issuer).unwrap_or_default(),
            until: certificate.and_then(tls_problem::last_day),
        }
    }
}

/// Makes the connection secure, and sure that the other side is `host`.
pub(super) async fn secure<S: Transport>(
    stream: S,
    host: &Host<String>,
    client: Option<&ClientFiles>,
) -> Result<Secured<S>, TlsProblem> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = client.map(|files| files.load(&provider)).transpose()?.map(Arc::new);
    let seen = Arc::new(Seen::default());
    let config = config(provider, key.clone(), &seen)?;
    let handshake = TlsConnector::from(Arc::new(config)).connect(name(host)?, stream);
    let ended = tokio::time::timeout(TLS_TIME, handshake).await;
    let asked_in_vain = key.is_none() && seen.asked.get().is_some();
    match ended {
        Ok(Ok(stream)) => Ok(Secured { stream, asked_in_vain }),
        Ok(Err(error)) => Err(tls_problem::in_handshake(&error, seen.chain.get(), asked_in_vain)),
        Err(_) => Err(TlsProblem::Timeout),
    }
}

fn config(
    provider: Arc<CryptoProvider>,
    key: Option<Arc<CertifiedKey>>,
    seen: &Arc<Seen>,
) -> Result<ClientConfig, TlsProblem> {
    // Its one failure is a system without a single authority.
    let verifier = Verifier::new(Arc::clone(&provider)).map_err(|error| {
        tracing::warn!(%error, "the system's certificates cannot be used");
        TlsProblem::NoAuthorities
    })?;
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = versions.expect("the provider has ciphers for TLS 1.2 and 1.3");
    let judge = Judge { verifier, seen: Arc::clone(seen) };
    let builder = builder.dangerous().with_custom_certificate_verifier(Arc::new(judge));
    Ok(builder.with_client_cert_resolver(Arc::new(Wallet { key, seen: Arc::clone(seen) })))
}

fn name(host: &Host<String>) -> Result<ServerName<'static>, TlsProblem> {
    match host {
        Host::Domain(name) => ServerName::try_from(name.clone()).map_err(|error| TlsProblem::Other(error.to_string())),
        Host::Ipv4(address) => Ok(ServerName::IpAddress((*address).into())),
        Host::Ipv6(address) => Ok(ServerName::IpAddress((*address).into())),
    }
}

/// What is learned during a handshake, for the words about its failure.
#[derive(Debug, Default)]
struct Seen {
    /// The certificates of the other side, if they were not accepted.
    chain: OnceLock<Vec<CertificateDer<'static>>>,
    /// Whether the other side asked for a client certificate.
    asked: OnceLock<()>,
}

/// The system's judgement, which remembers what it refused.
#[derive(Debug)]
struct Judge {
    verifier: Verifier,
    seen: Arc<Seen>,
}

impl ServerCertVerifier for Judge {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verified = self.verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        if matches!(verified, Err(Error::InvalidCertificate(CertificateError::UnknownIssuer))) {
            let chain = std::iter::once(end_entity).chain(intermediates).map(|one| one.clone().into_owned());
            // Nobody else sets it: a handshake has one certificate message.
            drop(self.seen.chain.set(chain.collect()));
        }
        verified
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verifier.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.verifier.supported_verify_schemes()
    }
}

/// Shows the client certificate, if there is one, and remembers that it was asked for.
#[derive(Debug)]
struct Wallet {
    key: Option<Arc<CertifiedKey>>,
    seen: Arc<Seen>,
}

impl ResolvesClientCert for Wallet {
    fn resolve(&self, _authorities: &[&[u8]], _schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        // Asked once more changes nothing.
        let _ = self.seen.asked.set(());
        self.key.clone()
    }

    fn has_certs(&self) -> bool {
        self.key.is_some()
    }
}
