//! What can be wrong with a proxy, each told apart.

use deskbell::domain::input::LinkProblem;
use deskbell::domain::network::{CertificateProblem, ProxyFault, ProxyProblem, TlsProblem};

use super::agent::{Agent, both_fail, get, network};
use super::authority::{Authority, trusted};
use super::front::{front, nothing, says, silent};

const PLACE: &str = "center.example:443";

/// The address of a proxy with its user name and password, and how it is called.
fn proxy(scheme: &str, port: u16) -> (String, String) {
    (format!("{scheme}://anna:sesame@localhost:{port}"), format!("localhost:{port}"))
}

async fn fails(scheme: &str, port: u16, fault: ProxyFault) {
    let (address, proxy) = proxy(scheme, port);
    let network = network("", &[("HTTPS_PROXY", &address)]);
    both_fail(PLACE, &network, &LinkProblem::Proxy(ProxyProblem { proxy, fault })).await;
}

async fn fails_without_password(scheme: &str, port: u16, fault: ProxyFault) {
    let network = network("", &[("HTTPS_PROXY", &format!("{scheme}://localhost:{port}"))]);
    let proxy = format!("localhost:{port}");
    both_fail(PLACE, &network, &LinkProblem::Proxy(ProxyProblem { proxy, fault })).await;
}

#[tokio::test]
async fn the_answers_of_http_proxies_are_told_apart() {
    if trusted("proxy_faults::the_answers_of_http_proxies_are_told_apart", &[]).is_none() {
        return;
    }
    let cases: [(&[u8], ProxyFault); 9] = [
        (b"HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\n\r\n", ProxyFault::SignInRefused),
        (b"HTTP/1.1 407 No\r\nProxy-Authenticate: Negotiate\r\n\r\n", ProxyFault::SignInUnsupported),
        (
            b"HTTP/1.1 407 No\r\nProxy-Authenticate: NTLM\r\nProxy-Authenticate: basic\r\n\r\n",
            ProxyFault::SignInRefused,
        ),
        (b"HTTP/1.1 403 No\r\n\r\n", ProxyFault::Forbidden),
        (b"HTTP/1.1 502 No\r\n\r\n", ProxyFault::CannotReach),
        (b"HTTP/1.1 500 No\r\n\r\n", ProxyFault::Status(500)),
        (b"HTTP/1.1 302 Sign in first\r\nLocation: http://portal/\r\n\r\n", ProxyFault::Status(302)),
        (b"SSH-2.0-OpenSSH_9.2\r\n", ProxyFault::NotAProxy),
        (b"", ProxyFault::Cut),
    ];
    for (answer, fault) in cases {
        fails("http", says(answer).await, fault).await;
    }
    let asks = says(b"HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\n\r\n").await;
    fails_without_password("http", asks, ProxyFault::SignInNeeded).await;
}

#[tokio::test]
async fn the_answers_of_socks_proxies_are_told_apart() {
    if trusted("proxy_faults::the_answers_of_socks_proxies_are_told_apart", &[]).is_none() {
        return;
    }
    let cases: [(&[u8], ProxyFault); 9] = [
        (b"\x05\xff", ProxyFault::SignInUnsupported),
        (b"\x05\x01", ProxyFault::SignInUnsupported),
        (b"\x05\x02\x01\x01", ProxyFault::SignInRefused),
        (b"\x05\x00\x05\x02\x00\x01\0\0\0\0\0\0", ProxyFault::Forbidden),
        (b"\x05\x00\x05\x05\x00\x01\0\0\0\0\0\0", ProxyFault::CannotReach),
        (b"\x05\x02\x01\x00\x05\x04\x00\x01\0\0\0\0\0\0", ProxyFault::CannotReach),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", ProxyFault::NotAProxy),
        (b"\x05\x00\x05\x07\x00\x01\0\0\0\0\0\0", ProxyFault::NotAProxy),
        (b"", ProxyFault::Cut),
    ];
    for (answer, fault) in cases {
        fails("socks5", says(answer).await, fault).await;
    }
    for asks in [&b"\x05\xff"[..], b"\x05\x02"] {
        fails_without_password("socks5", says(asks).await, ProxyFault::SignInNeeded).await;
    }
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_told_from_a_center_that_is_not() {
    if trusted("proxy_faults::a_proxy_that_is_not_there_is_told_from_a_center_that_is_not", &[]).is_none() {
        return;
    }
    for scheme in ["http", "https", "socks5"] {
        fails(scheme, nothing().await, ProxyFault::Refused).await;
        let network = network("", &[("HTTPS_PROXY", &format!("{scheme}://no-such-proxy.invalid:8080"))]);
        let proxy = "no-such-proxy.invalid:8080".to_owned();
        let problem = ProxyProblem { proxy, fault: ProxyFault::UnknownHost };
        both_fail(PLACE, &network, &LinkProblem::Proxy(problem)).await;
    }
}

#[tokio::test]
async fn a_proxy_that_says_nothing_is_given_up_before_the_whole_time_is_over() {
    if trusted("proxy_faults::a_proxy_that_says_nothing_is_given_up_before_the_whole_time_is_over", &[]).is_none() {
        return;
    }
    for scheme in ["http", "socks5"] {
        let (address, proxy) = proxy(scheme, silent().await);
        let network = network("", &[("HTTPS_PROXY", &address)]);
        let why = LinkProblem::Proxy(ProxyProblem { proxy, fault: ProxyFault::Timeout });
        assert_eq!(get(PLACE, &network).await, Err(why));
    }
}

#[tokio::test]
async fn a_proxy_over_tls_must_be_the_right_one() {
    if trusted("proxy_faults::a_proxy_over_tls_must_be_the_right_one", &[]).is_none() {
        return;
    }
    let plain = says(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    fails("https", plain, ProxyFault::Tls(TlsProblem::NotTls)).await;
    let foreign = Authority::new("Foreign Authority").localhost().server();
    let port = front(foreign, ([127, 0, 0, 1], plain).into()).await;
    let unknown = CertificateProblem::UnknownAuthority { authority: "Foreign Authority".into() };
    fails("https", port, ProxyFault::Tls(TlsProblem::Certificate(unknown))).await;
}

#[tokio::test]
async fn only_a_refused_password_ends_the_attempts() {
    if trusted("proxy_faults::only_a_refused_password_ends_the_attempts", &[]).is_none() {
        return;
    }
    for (answer, expected) in [(&b"HTTP/1.1 407 No\r\n\r\n"[..], false), (b"HTTP/1.1 403 No\r\n\r\n", true)] {
        let (address, _) = proxy("http", says(answer).await);
        let mut agent = Agent::start(PLACE, &network("", &[("HTTPS_PROXY", &address)]));
        let (problem, comes_back) = agent.outcome().await.expect_err("the proxy refuses");
        assert_eq!(comes_back, expected, "{problem:?}");
    }
}
