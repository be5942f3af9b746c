//! Which certificates of a center are accepted, and what is said of the others.

use deskbell::domain::input::LinkProblem;
use deskbell::domain::network::{CertificateProblem, TlsProblem};
use deskbell::link::network::Network;

use super::agent::{Agent, both_arrive, both_fail};
use super::authority::{Authority, Issued, trusted};
use super::front::Secure;

async fn refused(certificate: Issued, why: CertificateProblem) {
    let center = Secure::start(certificate.server()).await;
    let place = format!("localhost:{}", center.port);
    both_fail(&place, &Network::default(), &LinkProblem::Tls(TlsProblem::Certificate(why))).await;
}

#[tokio::test]
async fn a_trusted_authority_is_enough() {
    let Some(authority) = trusted("certificates::a_trusted_authority_is_enough", &[]) else { return };
    let center = Secure::start(authority.localhost().server()).await;
    both_arrive(&format!("localhost:{}", center.port), &Network::default()).await;
}

#[tokio::test]
async fn an_address_is_as_good_as_a_name() {
    let Some(authority) = trusted("certificates::an_address_is_as_good_as_a_name", &[]) else { return };
    let center = Secure::start(authority.issue(&["127.0.0.1"], |_| {}).server()).await;
    both_arrive(&format!("127.0.0.1:{}", center.port), &Network::default()).await;
}

#[tokio::test]
async fn an_unknown_authority_is_named() {
    if trusted("certificates::an_unknown_authority_is_named", &[]).is_none() {
        return;
    }
    let foreign = Authority::new("Foreign\u{202e} Authority\n");
    refused(foreign.localhost(), CertificateProblem::UnknownAuthority { authority: "Foreign Authority".into() }).await;
}

#[tokio::test]
async fn the_day_on_which_a_certificate_ended_or_begins_is_named() {
    let Some(authority) = trusted("certificates::the_day_on_which_a_certificate_ended_or_begins_is_named", &[]) else {
        return;
    };
    refused(authority.expired(), CertificateProblem::Expired { since: Some("2020-02-29".into()) }).await;
    refused(authority.not_yet_valid(), CertificateProblem::NotYetValid { before: Some("3000-12-31".into()) }).await;
}

#[tokio::test]
async fn the_names_that_a_certificate_is_for_are_named() {
    let Some(authority) = trusted("certificates::the_names_that_a_certificate_is_for_are_named", &[]) else { return };
    let other = authority.issue(&["center.example", "*.help.example", "10.0.0.1"], |_| {});
    refused(other, CertificateProblem::WrongName { names: "center.example, *.help.example, 10.0.0.1".into() }).await;
}

#[tokio::test]
async fn a_computer_without_any_authority_is_told() {
    let none = [("SSL_CERT_FILE", "/dev/null")];
    let Some(authority) = trusted("certificates::a_computer_without_any_authority_is_told", &none) else { return };
    let center = Secure::start(authority.localhost().server()).await;
    let why = LinkProblem::Tls(TlsProblem::NoAuthorities);
    both_fail(&format!("localhost:{}", center.port), &Network::default(), &why).await;
}

#[tokio::test]
async fn an_authority_that_is_installed_meanwhile_counts_at_the_next_attempt() {
    let name = "certificates::an_authority_that_is_installed_meanwhile_counts_at_the_next_attempt";
    if trusted(name, &[]).is_none() {
        return;
    }
    let company = Authority::new("Company Authority");
    let center = Secure::start(company.localhost().server()).await;
    let mut agent = Agent::start(&format!("localhost:{}", center.port), &Network::default());
    let (problem, comes_back) = agent.outcome().await.expect_err("the authority is not known yet");
    assert!(comes_back && matches!(problem, LinkProblem::Tls(TlsProblem::Certificate(_))), "{problem:?}");
    std::fs::write(std::env::var_os("SSL_CERT_FILE").unwrap(), company.pem()).unwrap();
    agent.ready().await;
}
