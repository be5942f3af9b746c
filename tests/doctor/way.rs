//! The way to the center: name, connection, encryption, WebSocket, clock.

use crate::authority::Authority;
use crate::findings::{Computer, examine};
use crate::front::{self, Secure, TOKEN, front, nothing, says, silent};

/// Everything behind the first of these rows is unknown where that is bad.
const WAY: [&str; 6] = ["dns", "tcp", "proxy", "tls", "websocket", "clock"];

fn examined(center: &str, more: &[(&str, &str)]) -> crate::findings::Findings {
    let variables = [&[("DESKBELL_CENTER", center), ("DESKBELL_TOKEN", TOKEN)], more].concat();
    examine(&mut Computer::new().deskbell(&variables))
}

fn at(port: u16) -> String {
    format!("ws://127.0.0.1:{port}/v1/agent")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn each_step_to_a_center_behind_tls_is_good() {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new("Contoso Root");
    let bundle = authority.save(folder.path());
    let center = Secure::start(authority.localhost().server()).await;
    let url = format!("wss://localhost:{}/v1/agent", center.port);
    let found = examined(&url, &[("SSL_CERT_FILE", bundle.to_str().unwrap()), ("SSL_CERT_DIR", "")]);
    found.good(&WAY);
    found.says("center", "good", "DESKBELL_CENTER");
    found.says("dns", "good", "localhost is found at");
    found.says("tls", "good", "TLS 1.3; the certificate comes from “Contoso Root” and is good until ");
    found.says("websocket", "good", "It opens.");
    found.says("sign-in", "good", "accepts the token from DESKBELL_TOKEN");
    found.says("proxy", "good", "direct");
    let plain = front::center().await;
    let found = examined(&at(plain.address().port()), &[]);
    found.good(&WAY);
    found.says("dns", "good", "127.0.0.1 is an address");
    found.says("tls", "good", "this computer");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_name_that_is_not_known_is_bad_and_nothing_behind_it_is_tried() {
    let found = examined("wss://no-such-center.invalid/v1/agent", &[]);
    found.says("dns", "bad", "The contact center's name was not found.");
    found.unknown(&WAY[1..]);
    found.says("sign-in", "unknown", "There is a token from DESKBELL_TOKEN");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_port_where_nothing_listens_is_bad() {
    let found = examined(&at(nothing().await), &[]);
    found.good(&["dns"]);
    found.says("tcp", "bad", "Nothing answers at the contact center's address.");
    found.unknown(&WAY[2..]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_certificate_that_is_not_accepted_is_bad_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new("Contoso Root");
    let bundle = authority.save(folder.path());
    let trusting = [("SSL_CERT_FILE", bundle.to_str().unwrap()), ("SSL_CERT_DIR", "")];
    for (issued, why) in [
        (authority.expired(), "expired on 2020-02-29"),
        (authority.issue(&["elsewhere.example"], |_| {}), "for another name (elsewhere.example)"),
        (Authority::new("Fabrikam Root").localhost(), "“Fabrikam Root”, which this computer does not trust"),
    ] {
        let center = Secure::start(issued.server()).await;
        let found = examined(&format!("wss://localhost:{}/v1/agent", center.port), &trusting);
        found.good(&WAY[..3]);
        found.says("tls", "bad", why);
        found.unknown(&WAY[4..]);
    }
    let plain = front::center().await;
    let found = examined(&format!("wss://localhost:{}/v1/agent", plain.address().port()), &trusting);
    found.says("tls", "bad", "not encrypted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_is_no_center_opens_no_websocket() {
    let found = examined(&at(says(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await), &[]);
    found.good(&WAY[..4]);
    found.says("websocket", "bad", "The contact center answered with status 200.");
    found.says("sign-in", "unknown", "was not checked");
    let found = examined(&at(says(b"220 mail.example ESMTP\r\n").await), &[]);
    found.says("websocket", "bad", "There is no contact center at the address");
    let found = examined(&at(silent().await), &[]);
    found.says("websocket", "bad", "did not answer in time");
    found.unknown(&["clock"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_clock_that_differs_is_bad_in_both_directions() {
    let wanted = |date: &str| format!("HTTP/1.1 401 Unauthorized\r\n{date}content-length: 0\r\n\r\n").leak().as_bytes();
    let past = says(wanted("date: Tue, 03 Nov 2015 09:15:00 GMT\r\n")).await;
    examined(&at(past), &[]).says("clock", "bad", "ahead of the contact center's by ");
    let future = says(wanted("date: Sat, 03 Nov 2096 09:15:00 GMT\r\n")).await;
    let found = examined(&at(future), &[]);
    found.says("clock", "bad", "behind the contact center's by ");
    found.says("clock", "bad", "timedatectl");
    let untold = says(wanted("")).await;
    examined(&at(untold), &[]).says("clock", "unknown", "does not say what time it is");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_certificate_is_judged_also_behind_a_center_that_wants_one_of_this_computer() {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::new("Contoso Root");
    let bundle = authority.save(folder.path());
    let strict = authority.localhost().strict_server(&authority, &rustls::version::TLS13);
    let port = front(strict, front::center().await.address()).await;
    let trusting = [("SSL_CERT_FILE", bundle.to_str().unwrap()), ("SSL_CERT_DIR", "")];
    let found = examined(&format!("wss://localhost:{port}/v1/agent"), &trusting);
    // TLS 1.3 says only after the handshake that it wanted one.
    found.says("websocket", "bad", "it wants a certificate of this computer");
}
