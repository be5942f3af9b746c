//! What can go wrong on the way to another computer.

/// Why there is no secure connection (TLS) to the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TlsProblem {
    /// Its certificate is not accepted.
    Certificate(CertificateProblem),
    /// It did not end the handshake in time.
    Timeout,
    /// The connection was cut during the handshake.
    Cut,
    /// It does not speak TLS.
    NotTls,
    /// It speaks no version of TLS, or no cipher, that is still safe.
    Incompatible,
    /// It wants a certificate of ours, and none is configured.
    ClientCertificateWanted,
    /// It does not accept the certificate that is configured.
    ClientCertificateRefused,
    /// The certificate that is configured cannot be used, so it was not tried.
    ClientCertificateUnusable {
        /// The file.
        file: String,
        /// What is wrong with it.
        fault: ClientFileFault,
    },
    /// This computer trusts no authority at all.
    NoAuthorities,
    /// Something else, in the library's words.
    Other(String),
}

/// Why the other side's certificate is not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CertificateProblem {
    /// This computer does not trust the authority that issued it.
    UnknownAuthority {
        /// The authority's name as the certificate has it, fit to be shown; may be empty.
        authority: String,
    },
    /// It is no longer valid.
    Expired {
        /// Since this day, as `2026-01-31` in UTC, where it is known.
        since: Option<String>,
    },
    /// It is not valid yet.
    NotYetValid {
        /// Before this day, as `2026-01-31` in UTC, where it is known.
        before: Option<String>,
    },
    /// It is for another name.
    WrongName {
        /// The names that it is for, fit to be shown; may be empty.
        names: String,
    },
    /// Its authority has withdrawn it.
    Revoked,
    /// Something else, in the library's words.
    Other(String),
}

/// What is wrong with a file of the certificate that we are to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientFileFault {
    /// One of the two files is not configured: this is the setting that has no value.
    NotConfigured,
    /// It cannot be read, in the operating system's words.
    Unreadable(String),
    /// There is no certificate in it.
    NoCertificate,
    /// There is no private key in it that can be used without a password.
    NoKey,
    /// The key does not belong to the certificate.
    OtherKey,
}

/// What is wrong with the proxy, or with the way through it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyProblem {
    /// The proxy's host and port.
    pub proxy: String,
    /// What is wrong.
    pub fault: ProxyFault,
}

/// What is wrong with a proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProxyFault {
    /// Its name is not known to DNS.
    UnknownHost,
    /// Nothing listens at its address.
    Refused,
    /// There is no way to it, or no answer from its address.
    Unreachable,
    /// There is no secure connection to it.
    Tls(TlsProblem),
    /// It took the connection, and then did not answer in time.
    Timeout,
    /// It cut the connection.
    Cut,
    /// What answers there is no proxy of this kind.
    NotAProxy,
    /// It wants a user name and a password.
    SignInNeeded,
    /// It does not accept the user name and the password.
    SignInRefused,
    /// It wants another kind of sign-in than a user name and a password.
    SignInUnsupported,
    /// It does not allow the way to the center.
    Forbidden,
    /// It cannot reach the center.
    CannotReach,
    /// It refused with another HTTP status.
    Status(u16),
}
