//! What the errors of the TLS library mean to a person.

use std::io;

use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::{AlertDescription, CertificateError, Error, ProtocolVersion};
use time::OffsetDateTime;
use x509_cert::Certificate;
use x509_cert::der::Decode as _;

use crate::domain::network::{CertificateProblem, TlsProblem};
use crate::text::{COMMENT, NAME, shown};

/// Why the handshake failed. `refused` are the certificates whose authority is not known.
pub(super) fn in_handshake(
    error: &io::Error,
    refused: Option<&Vec<CertificateDer<'_>>>,
    asked_in_vain: bool,
) -> TlsProblem {
    match within(error) {
        None => TlsProblem::Cut,
        Some(Error::InvalidCertificate(error)) => {
            TlsProblem::Certificate(certificate(error, refused.map_or(&[], Vec::as_slice)))
        }
        Some(Error::AlertReceived(alert)) => told(*alert, asked_in_vain),
        Some(Error::InvalidMessage(_)) => TlsProblem::NotTls,
        Some(Error::PeerIncompatible(_)) => TlsProblem::Incompatible,
        Some(error) => TlsProblem::Other(shown(&error.to_string(), COMMENT)),
    }
}

/// What TLS has to do with the end of a connection that was open: in TLS 1.3 the client certificate
/// is judged only after the client's half of the handshake has ended.
pub(super) fn afterwards(error: Option<&io::Error>, asked_in_vain: bool) -> Option<TlsProblem> {
    match error.and_then(within) {
        Some(Error::AlertReceived(alert)) => Some(told(*alert, asked_in_vain)),
        // The alert is lost where the connection was reset behind it.
        _ => asked_in_vain.then_some(TlsProblem::ClientCertificateWanted),
    }
}

fn within(error: &io::Error) -> Option<&Error> {
    error.get_ref()?.downcast_ref()
}

/// What the other side says is wrong (RFC 8446, 6.2).
#[expect(clippy::wildcard_enum_match_arm, reason = "the alerts are many, and may become more")]
fn told(alert: AlertDescription, asked_in_vain: bool) -> TlsProblem {
    match alert {
        AlertDescription::CertificateRequired | AlertDescription::NoCertificate => TlsProblem::ClientCertificateWanted,
        // In TLS 1.2 there was no alert of its own for it (RFC 5246, 7.4.6).
        AlertDescription::HandshakeFailure | AlertDescription::BadCertificate if asked_in_vain => {
            TlsProblem::ClientCertificateWanted
        }
        AlertDescription::BadCertificate
        | AlertDescription::UnsupportedCertificate
        | AlertDescription::CertificateRevoked
        | AlertDescription::CertificateExpired
        | AlertDescription::CertificateUnknown
        | AlertDescription::UnknownCA
        | AlertDescription::AccessDenied => TlsProblem::ClientCertificateRefused,
        AlertDescription::HandshakeFailure
        | AlertDescription::ProtocolVersion
        | AlertDescription::InsufficientSecurity => TlsProblem::Incompatible,
        AlertDescription::UnrecognisedName => {
            TlsProblem::Certificate(CertificateProblem::WrongName { names: String::new() })
        }
        other => TlsProblem::Other(format!("{other:?}")),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the library's errors are many, and may become more")]
fn certificate(error: &CertificateError, refused: &[CertificateDer<'_>]) -> CertificateProblem {
    match error {
        CertificateError::UnknownIssuer => {
            CertificateProblem::UnknownAuthority { authority: refused.last().and_then(issuer).unwrap_or_default() }
        }
        CertificateError::Expired => CertificateProblem::Expired { since: None },
        CertificateError::ExpiredContext { not_after, .. } => CertificateProblem::Expired { since: day(*not_after) },
        CertificateError::NotValidYet => CertificateProblem::NotYetValid { before: None },
        CertificateError::NotValidYetContext { not_before, .. } => {
            CertificateProblem::NotYetValid { before: day(*not_before) }
        }
        CertificateError::NotValidForName => CertificateProblem::WrongName { names: String::new() },
        CertificateError::NotValidForNameContext { presented, .. } => {
            CertificateProblem::WrongName { names: listed(presented) }
        }
        CertificateError::Revoked => CertificateProblem::Revoked,
        other => CertificateProblem::Other(shown(&other.to_string(), COMMENT)),
    }
}

/// The name of the authority that issued a certificate: what people call it, if it says so.
pub(super) fn issuer(certificate: &CertificateDer<'_>) -> Option<String> {
    let certificate = Certificate::from_der(certificate).ok()?;
    let issuer = certificate.tbs_certificate().issuer();
    let called = issuer.common_name().ok().flatten().or_else(|| issuer.organization().ok().flatten());
    Some(shown(&called.map_or_else(|| issuer.to_string(), String::from), NAME))
}

/// The last day that a certificate is good for.
pub(super) fn last_day(certificate: &CertificateDer<'_>) -> Option<String> {
    let certificate = Certificate::from_der(certificate).ok()?;
    day(UnixTime::since_unix_epoch(certificate.tbs_certificate().validity().not_after.to_unix_duration()))
}

/// What a version of TLS is called.
#[expect(clippy::wildcard_enum_match_arm, reason = "older ones are not spoken here, and there may be newer")]
pub(super) const fn version(version: ProtocolVersion) -> &'static str {
    match version {
        ProtocolVersion::TLSv1_2 => "TLS 1.2",
        ProtocolVersion::TLSv1_3 => "TLS 1.3",
        _ => "TLS",
    }
}

fn day(time: UnixTime) -> Option<String> {
    let seconds = i64::try_from(time.as_secs()).ok()?;
    Some(OffsetDateTime::from_unix_timestamp(seconds).ok()?.date().to_string())
}

/// The library gives names as `DnsName("center.example")` and `IpAddress(10.0.0.1)`.
fn listed(names: &[String]) -> String {
    let plain = |name: &String| {
        let inner = name.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
        inner.unwrap_or(name).trim_matches('"').to_owned()
    };
    shown(&names.iter().map(plain).collect::<Vec<_>>().join(", "), NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a Linux system never says itself, for it asks nobody whether a certificate was revoked.
    #[test]
    fn what_other_systems_say_of_certificates_is_understood_too() {
        assert_eq!(certificate(&CertificateError::Revoked, &[]), CertificateProblem::Revoked);
        assert_eq!(certificate(&CertificateError::Expired, &[]), CertificateProblem::Expired { since: None });
        let no_names = CertificateProblem::WrongName { names: String::new() };
        assert_eq!(certificate(&CertificateError::NotValidForName, &[]), no_names);
        let unnamed = CertificateProblem::UnknownAuthority { authority: String::new() };
        assert_eq!(certificate(&CertificateError::UnknownIssuer, &[]), unnamed);
        let broken = CertificateDer::from_slice(b"no certificate");
        assert_eq!(certificate(&CertificateError::UnknownIssuer, &[broken]), unnamed);
    }

    #[test]
    fn a_connection_cut_behind_a_request_for_a_certificate_is_put_down_to_it() {
        let cut = io::Error::from(io::ErrorKind::ConnectionReset);
        assert_eq!(afterwards(Some(&cut), true), Some(TlsProblem::ClientCertificateWanted));
        assert_eq!(afterwards(Some(&cut), false), None);
        let alert = io::Error::other(Error::AlertReceived(AlertDescription::CertificateExpired));
        assert_eq!(afterwards(Some(&alert), false), Some(TlsProblem::ClientCertificateRefused));
    }
}
