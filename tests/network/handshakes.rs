//! Handshakes that come to no end, or to a wrong one.

use std::time::Duration;

use deskbell::domain::input::LinkProblem;
use deskbell::domain::network::{CertificateProblem, ProxyFault, ProxyProblem, TlsProblem};
use deskbell::link::network::Network;
use deskbell::time::Clock;
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use super::agent::{both_fail, get, network};
use super::authority::trusted;
use super::front::{center, nothing, says, serve, silent};

#[tokio::test]
async fn what_is_not_right_about_a_handshake_is_told_apart() {
    if trusted("handshakes::what_is_not_right_about_a_handshake_is_told_apart", &[]).is_none() {
        return;
    }
    // A record of TLS that has an alert in it: fatal, and its number (RFC 8446, 6).
    let cases: [(&[u8], TlsProblem); 5] = [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", TlsProblem::NotTls),
        (b"\x15\x03\x03\x00\x02\x02\x46", TlsProblem::Incompatible),
        (b"\x15\x03\x03\x00\x02\x02\x28", TlsProblem::Incompatible),
        (
            b"\x15\x03\x03\x00\x02\x02\x70",
            TlsProblem::Certificate(CertificateProblem::WrongName { names: String::new() }),
        ),
        (b"", TlsProblem::Cut),
    ];
    for (answer, problem) in cases {
        let place = format!("localhost:{}", says(answer).await);
        both_fail(&place, &Network::default(), &LinkProblem::Tls(problem)).await;
    }
    let reset = serve(|stream| async move { stream.set_zero_linger().unwrap() }).await;
    both_fail(&format!("localhost:{reset}"), &Network::default(), &LinkProblem::Tls(TlsProblem::Cut)).await;
}

#[tokio::test]
async fn a_center_without_tls_is_told() {
    if trusted("handshakes::a_center_without_tls_is_told", &[]).is_none() {
        return;
    }
    let center = center().await;
    let place = format!("localhost:{}", center.address().port());
    both_fail(&place, &Network::default(), &LinkProblem::Tls(TlsProblem::NotTls)).await;
}

#[tokio::test]
async fn a_handshake_that_hangs_is_given_up_before_the_whole_time_is_over() {
    if trusted("handshakes::a_handshake_that_hangs_is_given_up_before_the_whole_time_is_over", &[]).is_none() {
        return;
    }
    let place = format!("localhost:{}", silent().await);
    let clock = Clock::start();
    let began = clock.now();
    let why = LinkProblem::Tls(TlsProblem::Timeout);
    assert_eq!(get(&place, &Network::default()).await, Err(why));
    assert!(clock.now().since(began) < Duration::from_secs(9), "its own limit was over, not that of everything");
}

#[tokio::test]
async fn nobody_there_and_no_such_name_are_told_apart() {
    let place = format!("127.0.0.1:{}", nothing().await);
    both_fail(&place, &Network::default(), &LinkProblem::Refused).await;
    both_fail("no-such-host.invalid", &Network::default(), &LinkProblem::UnknownHost).await;
}

/// What a firewall does that drops packets: a listener whose queue is full leaves them unanswered too.
#[tokio::test]
async fn an_address_that_does_not_answer_is_told_from_one_that_refuses() {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let full = socket.listen(1).unwrap();
    let address = full.local_addr().unwrap();
    let mut waiting = vec![];
    while let Ok(stream) = timeout(Duration::from_secs(1), TcpStream::connect(address)).await {
        waiting.push(stream.unwrap());
    }
    let place = address.to_string();
    assert_eq!(get(&place, &Network::default()).await, Err(LinkProblem::Unreachable));
    let through = network("", &[("HTTPS_PROXY", &format!("http://{place}"))]);
    let problem = ProxyProblem { proxy: place, fault: ProxyFault::Unreachable };
    assert_eq!(get("center.example:443", &through).await, Err(LinkProblem::Proxy(problem)));
}
