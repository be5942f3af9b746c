//! Certificate authorities and what they issue.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};

use super::platform_bus::is_alone;

/// The variable that names the folder of the authority that a process trusts.
const FOLDER: &str = "DESKBELL_TEST_AUTHORITY";
/// The name of that authority.
const TRUSTED: &str = "Deskbell Test Authority";
const NOWHERE: &str = "unix:path=/nowhere/bus";

/// A certificate authority.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
    pem: String,
}

/// A certificate and its key.
pub struct Issued {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
    pem: String,
    key_pem: String,
}

/// The authority that this process trusts, and alone; none in the outer process, where the test was
/// done by the inner one, whose environment is this.
pub fn trusted(test: &str, environment: &[(&str, &str)]) -> Option<Authority> {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return Some(Authority::load(Path::new(&folder)));
    }
    let folder = tempfile::tempdir().unwrap();
    let bundle = Authority::new(TRUSTED).save(folder.path());
    let (bundle, folder) = (bundle.to_str().unwrap(), folder.path().to_str().unwrap());
    let mut all = vec![("SSL_CERT_FILE", bundle), ("SSL_CERT_DIR", ""), (FOLDER, folder)];
    all.push(("DBUS_SESSION_BUS_ADDRESS", NOWHERE));
    all.extend(environment);
    assert!(!is_alone(test, &all));
    None
}

impl Authority {
    /// A new one of this name.
    pub fn new(name: &str) -> Self {
        Self::with_key(name, KeyPair::generate().unwrap())
    }

    fn with_key(name: &str, key: KeyPair) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = params.self_signed(&key).unwrap();
        Self { pem: certificate.pem(), certificate: certificate.der().clone(), issuer: Issuer::new(params, key) }
    }

    /// Its certificate as PEM.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// Writes certificate and key into a folder, and returns the certificate's path.
    pub fn save(&self, folder: &Path) -> PathBuf {
        let path = folder.join("authority.pem");
        std::fs::write(&path, &self.pem).unwrap();
        std::fs::write(folder.join("authority.key"), self.issuer.key().serialize_pem()).unwrap();
        path
    }

    /// The same authority again: name and key are what it is known by.
    fn load(folder: &Path) -> Self {
        let key = std::fs::read_to_string(folder.join("authority.key")).unwrap();
        Self::with_key(TRUSTED, KeyPair::from_pem(&key).unwrap())
    }

    /// A certificate for these names (or addresses), changed at will.
    pub fn issue(&self, names: &[&str], change: impl FnOnce(&mut CertificateParams)) -> Issued {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.distinguished_name.push(DnType::CommonName, "of a test");
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        Issued {
            chain: vec![certificate.der().clone()],
            key: PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())),
            pem: certificate.pem(),
            key_pem: key.serialize_pem(),
        }
    }

    /// A certificate for `localhost`.
    pub fn localhost(&self) -> Issued {
        self.issue(&["localhost"], |_| {})
    }

    /// A certificate that ended long ago.
    pub fn expired(&self) -> Issued {
        self.issue(&["localhost"], |params| params.not_after = date_time_ymd(2020, 2, 29))
    }

    /// A certificate of the far future.
    pub fn not_yet_valid(&self) -> Issued {
        self.issue(&["localhost"], |params| params.not_before = date_time_ymd(3000, 12, 31))
    }

    /// A certificate for a computer that connects.
    pub fn client(&self) -> Issued {
        self.issue(&[], |params| params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth])
    }
}

impl Issued {
    /// How a server uses it.
    pub fn server(self) -> ServerConfig {
        let builder = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()));
        let builder = builder.with_safe_default_protocol_versions().unwrap();
        builder.with_no_client_auth().with_single_cert(self.chain, self.key).unwrap()
    }

    /// How a server uses it that lets in only computers with a certificate of that authority.
    pub fn strict_server(
        self,
        authority: &Authority,
        version: &'static rustls::SupportedProtocolVersion,
    ) -> ServerConfig {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut roots = RootCertStore::empty();
        roots.add(authority.certificate.clone()).unwrap();
        let verifier =
            WebPkiClientVerifier::builder_with_provider(roots.into(), Arc::clone(&provider)).build().unwrap();
        let builder = ServerConfig::builder_with_provider(provider).with_protocol_versions(&[version]).unwrap();
        builder.with_client_cert_verifier(verifier).with_single_cert(self.chain, self.key).unwrap()
    }

    /// Writes certificate and key into a folder and returns their paths.
    pub fn save(&self, folder: &Path, name: &str) -> [PathBuf; 2] {
        let paths = ["pem", "key"].map(|end| folder.join(format!("{name}.{end}")));
        std::fs::write(&paths[0], &self.pem).unwrap();
        std::fs::write(&paths[1], &self.key_pem).unwrap();
        paths
    }
}
