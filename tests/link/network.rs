//! Sleep and changes of the network.

use std::time::Duration;

use deskbell::domain::input::{CenterNews, Input, LinkEvent, LinkProblem};
use deskbell::link::Order;
use deskbell::link::token::Origin;
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message as Wire;

use super::{LIMIT, Running, accept, in_session, listen, ready, withdrawn};

#[tokio::test]
async fn after_sleep_it_connects_anew_at_once_with_the_token_it_has() {
    let (listener, _socket, mut link) = in_session().await;
    link.orders.send(Order::Renew).unwrap();
    let (mut socket, _) = accept(&listener).await;
    socket.send(ready(15)).await.unwrap();
    link.ready().await;
}

#[tokio::test]
async fn a_changed_network_is_probed_and_a_silent_center_left_within_seconds() {
    let (listener, _silent, link) = in_session().await;
    link.orders.send(Order::Probe).unwrap();
    // The heartbeat of 15 s would take 30 s: the probe is faster.
    let again = timeout(Duration::from_secs(15), accept(&listener));
    again.await.expect("it does not wait for the heartbeat");
}

#[tokio::test]
async fn a_network_that_changes_again_does_not_wait_for_the_answer_that_was_lost() {
    let (listener, _silent, link) = in_session().await;
    link.orders.send(Order::Probe).unwrap();
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    link.orders.send(Order::Probe).unwrap();
    // Waiting for the first answer would take almost four seconds more.
    timeout(Duration::from_millis(2_500), accept(&listener)).await.expect("it connects anew at once");
}

#[tokio::test]
async fn a_changed_network_leaves_a_living_connection_alone() {
    let (listener, mut socket, mut link) = in_session().await;
    link.orders.send(Order::Probe).unwrap();
    let ping = timeout(LIMIT, socket.next()).await.unwrap();
    assert!(matches!(ping, Some(Ok(Wire::Ping(_)))), "the pong went out while reading");
    socket.send(withdrawn(1)).await.unwrap();
    link.news(|what| matches!(what, CenterNews::NoticeWithdrawn(_)).then_some(())).await;
    let nobody = timeout(Duration::from_secs(6), listener.accept()).await;
    assert!(nobody.is_err(), "no second connection");
}

#[tokio::test]
async fn a_changed_network_ends_the_waiting_and_not_a_stop() {
    use tokio::io::AsyncWriteExt as _;
    for (status, comes_back) in [(503, true), (403, false)] {
        let (listener, url) = listen().await;
        let mut link = Running::start(&url, "secret", None);
        let (mut stream, _) = listener.accept().await.unwrap();
        let answer = format!("HTTP/1.1 {status} No\r\nRetry-After: 3000\r\nContent-Length: 0\r\n\r\n");
        stream.write_all(answer.as_bytes()).await.unwrap();
        link.down().await;
        link.orders.send(Order::Probe).unwrap();
        let again = timeout(Duration::from_secs(2), listener.accept()).await;
        assert_eq!(again.is_ok(), comes_back, "{status}");
    }
}

#[tokio::test]
async fn a_changed_network_does_not_ask_for_the_token_twice() {
    let (_listener, url) = listen().await;
    let slow = Origin::Command(["sleep", "60"].map(str::to_owned).to_vec());
    let mut link = Running::start_with(&url, slow, None);
    link.orders.send(Order::Probe).unwrap();
    link.orders.send(Order::SignOut).unwrap();
    let next = |input: &Input| if let Input::Link(event) = input { Some(event.clone()) } else { None };
    assert_eq!(link.wait(next).await, LinkEvent::Connecting);
    assert_eq!(link.wait(next).await, LinkEvent::Down { problem: LinkProblem::SignedOut, retry_at: None });
}
