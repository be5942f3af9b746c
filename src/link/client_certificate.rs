//! The certificate that proves this computer to a center that asks for one.

use std::path::PathBuf;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::{self, PemObject as _};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;

use crate::config::Config;
use crate::domain::network::{ClientFileFault, TlsProblem};

/// The settings that name the files.
const CERTIFICATE: &str = "client-certificate";
const KEY: &str = "client-key";

/// The PEM files of the client certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ClientFiles {
    certificate: Option<PathBuf>,
    key: Option<PathBuf>,
}

impl ClientFiles {
    /// What the configuration names, if it names any.
    pub(super) fn from_config(config: &Config) -> Option<Self> {
        let file = |name: &str| config.text(name).map(PathBuf::from);
        let (certificate, key) = (file(CERTIFICATE), file(KEY));
        (certificate.is_some() || key.is_some()).then_some(Self { certificate, key })
    }

    /// Reads certificates and key, and makes sure that they belong together.
    pub(super) fn load(&self, provider: &CryptoProvider) -> Result<CertifiedKey, TlsProblem> {
        let missing = |setting: &str| unusable(setting.to_owned(), ClientFileFault::NotConfigured);
        let certificate = self.certificate.as_ref().ok_or_else(|| missing(CERTIFICATE))?;
        let key = self.key.as_ref().ok_or_else(|| missing(KEY))?;
        let wrong = |error, absent| unusable(certificate.display().to_string(), fault(&error, absent));
        let read: Result<Vec<_>, _> = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect);
        let chain = read.map_err(|error| wrong(error, ClientFileFault::NoCertificate))?;
        if chain.is_empty() {
            return Err(wrong(pem::Error::NoItemsFound, ClientFileFault::NoCertificate));
        }
        let wrong = |fault| unusable(key.display().to_string(), fault);
        let read = PrivateKeyDer::from_pem_file(key);
        let secret = read.map_err(|error| wrong(fault(&error, ClientFileFault::NoKey)))?;
        CertifiedKey::from_der(chain, secret, provider).map_err(|error| {
            let other = matches!(error, rustls::Error::InconsistentKeys(_));
            wrong(if other { ClientFileFault::OtherKey } else { ClientFileFault::NoKey })
        })
    }
}

const fn unusable(file: String, fault: ClientFileFault) -> TlsProblem {
    TlsProblem::ClientCertificateUnusable { file, fault }
}

fn fault(error: &pem::Error, absent: ClientFileFault) -> ClientFileFault {
    if let pem::Error::Io(error) = error { ClientFileFault::Unreadable(error.to_string()) } else { absent }
}
