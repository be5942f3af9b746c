//! A center that lets in only computers with a certificate.

use std::path::{Path, PathBuf};

use deskbell::domain::input::LinkProblem;
use deskbell::domain::network::{ClientFileFault, TlsProblem};
use deskbell::link::network::Network;
use rustls::SupportedProtocolVersion;
use rustls::version::{TLS12, TLS13};

use super::agent::{both_arrive, both_fail, network};
use super::authority::{Authority, trusted};
use super::front::Secure;

const VERSIONS: [&SupportedProtocolVersion; 2] = [&TLS12, &TLS13];

async fn strict(authority: &Authority, version: &'static SupportedProtocolVersion) -> (Secure, String) {
    let center = Secure::start(authority.localhost().strict_server(authority, version)).await;
    let place = format!("localhost:{}", center.port);
    (center, place)
}

fn shows([certificate, key]: &[PathBuf; 2]) -> Network {
    let policy = format!("client-certificate = {certificate:?}\nclient-key = {key:?}\n");
    network(&policy, &[])
}

#[tokio::test]
async fn with_a_certificate_of_its_authority_both_arrive() {
    let Some(authority) = trusted("client_certificates::with_a_certificate_of_its_authority_both_arrive", &[]) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let network = shows(&authority.client().save(folder.path(), "computer"));
    for version in VERSIONS {
        let (_center, place) = strict(&authority, version).await;
        both_arrive(&place, &network).await;
    }
    let careless = Secure::start(authority.localhost().server()).await;
    both_arrive(&format!("localhost:{}", careless.port), &network).await;
}

#[tokio::test]
async fn without_one_or_with_a_foreign_one_that_is_said() {
    let Some(authority) = trusted("client_certificates::without_one_or_with_a_foreign_one_that_is_said", &[]) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let foreign = shows(&Authority::new("Foreign Authority").client().save(folder.path(), "foreign"));
    for version in VERSIONS {
        let (_center, place) = strict(&authority, version).await;
        both_fail(&place, &Network::default(), &LinkProblem::Tls(TlsProblem::ClientCertificateWanted)).await;
        both_fail(&place, &foreign, &LinkProblem::Tls(TlsProblem::ClientCertificateRefused)).await;
    }
}

#[tokio::test]
async fn a_certificate_that_cannot_be_used_is_named_and_nothing_is_tried_without_it() {
    let name = "client_certificates::a_certificate_that_cannot_be_used_is_named_and_nothing_is_tried_without_it";
    let Some(authority) = trusted(name, &[]) else { return };
    // It would let anybody in.
    let center = Secure::start(authority.localhost().server()).await;
    let place = format!("localhost:{}", center.port);
    let folder = tempfile::tempdir().unwrap();
    let [certificate, key] = authority.client().save(folder.path(), "computer");
    let [_, other_key] = authority.client().save(folder.path(), "other");
    let missing = folder.path().join("missing.pem");
    let empty = folder.path().join("empty.pem");
    std::fs::write(&empty, "nothing\n").unwrap();
    let absent = ClientFileFault::Unreadable(std::fs::read(&missing).unwrap_err().to_string());
    let cases: [(&Path, &Path, &Path, ClientFileFault); 5] = [
        (&missing, &key, &missing, absent.clone()),
        (&certificate, &missing, &missing, absent),
        (&empty, &key, &empty, ClientFileFault::NoCertificate),
        (&certificate, &empty, &empty, ClientFileFault::NoKey),
        (&certificate, &other_key, &other_key, ClientFileFault::OtherKey),
    ];
    for (certificate, key, named, fault) in cases {
        let network = shows(&[certificate.to_owned(), key.to_owned()]);
        let file = named.display().to_string();
        both_fail(&place, &network, &LinkProblem::Tls(TlsProblem::ClientCertificateUnusable { file, fault })).await;
    }
    let half = network(&format!("client-certificate = {certificate:?}\n"), &[]);
    let (file, fault) = ("client-key".to_owned(), ClientFileFault::NotConfigured);
    both_fail(&place, &half, &LinkProblem::Tls(TlsProblem::ClientCertificateUnusable { file, fault })).await;
}
