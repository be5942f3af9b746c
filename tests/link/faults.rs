//! Through a proxy that does to connections what networks do.

use std::time::Duration;

use deskbell::center::{Center, NewAgent, Options};
use deskbell::domain::effect::{Command, Message};
use deskbell::domain::input::{CenterNews, LinkProblem};
use deskbell::domain::network::TlsProblem;
use deskbell::link::Order;
use deskbell::time::Clock;
use futures_util::future::join_all;

use super::Running;
use crate::faulty_proxy::{Door, Ending, Faults, FaultyProxy, Way};

/// What a busy machine may add to a time limit of the link.
const GRACE: Duration = Duration::from_secs(5);
/// Name look-up, TCP, TLS and the upgrade may take so long together.
const CONNECT_TIME: Duration = Duration::from_secs(10);

/// A center with a heartbeat of one second, and a proxy before it.
async fn center() -> (Center, FaultyProxy) {
    let anna = NewAgent { name: "Anna".into(), token: Some("secret".to_owned().into()) };
    let listen = "127.0.0.1:0".parse().unwrap();
    let options = Options { agents: vec![anna], listen, heartbeat: Duration::from_secs(1), ..Options::default() };
    let center = Center::start(options).await.unwrap();
    let proxy = FaultyProxy::start(center.address()).await;
    (center, proxy)
}

fn link(proxy: &FaultyProxy) -> Running {
    Running::start(&format!("ws://{}/v1/agent", proxy.address), "secret", None)
}

/// Asks the center something, and waits for the answer.
async fn ask(link: &mut Running, id: &str) {
    let command = Message::Command(id.into(), Command::Accept("no such offer".into()));
    link.orders.send(Order::Send(command)).unwrap();
    link.news(|what| matches!(what, CenterNews::Answer { command, .. } if command.0 == id).then_some(())).await;
}

#[tokio::test]
async fn a_slow_way_is_not_taken_for_a_dead_one() {
    let (_center, proxy) = center().await;
    let slow = Way::Delay(Duration::from_millis(300));
    proxy.set(Faults { up: slow, down: slow, ..Faults::default() });
    let mut link = link(&proxy);
    link.ready().await;
    // Each takes 0.6 s, so five heartbeats go by.
    for number in 0..9 {
        ask(&mut link, &format!("slow-{number}")).await;
    }
    assert_eq!(proxy.counts().accepted, 1, "one connection all the time");
}

#[tokio::test]
async fn a_way_that_stalls_is_found_dead_by_the_heartbeat_whichever_it_is() {
    let stalls = [
        Faults::up(Way::Swallow),
        Faults::up(Way::StopReading),
        Faults::down(Way::Swallow),
        Faults::down(Way::StopReading),
        Faults::BLACK_HOLE,
    ];
    join_all(stalls.map(found_dead)).await;
}

async fn found_dead(stall: Faults) {
    let (_center, proxy) = center().await;
    let mut link = link(&proxy);
    link.ready().await;
    let clock = Clock::start();
    proxy.set(stall);
    assert_eq!(link.down().await, (LinkProblem::Timeout, true), "{stall:?}");
    let found = clock.now().since(Default::default());
    assert!(found < Duration::from_secs(2) + GRACE, "two heartbeats, and not {found:?}: {stall:?}");
    proxy.heal();
    link.ready().await;
    ask(&mut link, "healed").await;
}

#[tokio::test]
async fn a_link_that_went_silent_just_after_an_answer_is_found_within_two_heartbeats() {
    use super::{accept, listen, ready};
    use futures_util::{SinkExt as _, StreamExt as _};
    use tokio_tungstenite::tungstenite::Message as Wire;
    let (listener, url) = listen().await;
    let mut link = Running::start(&url, "secret", None);
    let (mut socket, _) = accept(&listener).await;
    socket.send(ready(3)).await.unwrap();
    link.ready().await;
    // The answer to a ping goes out while the next message is read, some time after the ping went off.
    assert!(matches!(socket.next().await, Some(Ok(Wire::Ping(_)))));
    tokio::time::sleep(Duration::from_millis(300)).await;
    socket.flush().await.unwrap();
    let clock = Clock::start();
    assert_eq!(link.down().await, (LinkProblem::Timeout, true));
    let found = clock.now().since(Default::default());
    assert!(found < Duration::from_secs(8), "six seconds, and not another heartbeat later: {found:?}");
}

#[tokio::test]
async fn a_reset_is_noticed_at_once_and_it_comes_back() {
    let (_center, proxy) = center().await;
    let mut link = link(&proxy);
    link.ready().await;
    proxy.hang_up(Ending::Reset);
    assert_eq!(link.down().await, (LinkProblem::Lost, true));
    link.ready().await;
    proxy.set(Faults::door(Door::Reset));
    proxy.hang_up(Ending::Reset);
    assert_eq!(link.down().await, (LinkProblem::Lost, true), "of the connection");
    assert_eq!(link.down().await, (LinkProblem::Lost, true), "of the next attempt");
    proxy.heal();
    link.ready().await;
}

#[tokio::test]
async fn a_connection_that_ends_without_a_word_is_lost_and_it_comes_back() {
    let (_center, proxy) = center().await;
    let mut link = link(&proxy);
    link.ready().await;
    proxy.hang_up(Ending::Closed);
    // What other programs call 1006.
    assert_eq!(link.down().await, (LinkProblem::Lost, true));
    link.ready().await;
}

#[tokio::test]
async fn a_frame_that_ends_in_the_middle_is_a_lost_connection_and_comes_again() {
    for truncated in [Faults::down(Way::TruncateFrame), Faults::up(Way::TruncateFrame)] {
        let (_center, proxy) = center().await;
        proxy.set(truncated);
        let mut link = link(&proxy);
        assert_eq!(link.down().await, (LinkProblem::Lost, true), "{truncated:?}");
        link.ready().await;
        assert_eq!(proxy.faults(), Faults::default(), "it happened, and happened once");
    }
}

/// In one test, because each takes the ten seconds.
#[tokio::test]
async fn a_server_that_accepts_and_does_not_go_on_is_given_up() {
    let silent_upgrade = given_up("ws", Faults::door(Door::Mute));
    let silent_tls_handshake = given_up("wss", Faults::door(Door::Mute));
    let upgrade_byte_by_byte = given_up("ws", Faults::down(Way::Trickle(Duration::from_millis(200))));
    tokio::join!(silent_upgrade, silent_tls_handshake, upgrade_byte_by_byte);
}

async fn given_up(scheme: &str, faults: Faults) {
    let (_center, proxy) = center().await;
    proxy.set(faults);
    let clock = Clock::start();
    let mut link = Running::start(&format!("{scheme}://{}/v1/agent", proxy.address), "secret", None);
    let stage = if scheme == "ws" { LinkProblem::Timeout } else { LinkProblem::Tls(TlsProblem::Timeout) };
    assert_eq!(link.down().await, (stage, true));
    let took = clock.now().since(Default::default());
    assert!(took < CONNECT_TIME + GRACE, "{took:?}");
    proxy.heal();
    // There is no TLS here: that it tries again is all there is to see.
    let tried = proxy.wait_until(|counts| counts.accepted > 1).await;
    assert_eq!(tried.ended, 0);
    if scheme == "ws" {
        link.ready().await;
    }
}
