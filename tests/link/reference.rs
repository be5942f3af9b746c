//! Against the reference center.

use std::net::SocketAddr;

use deskbell::center::{Center, NewAgent, Options};
use deskbell::domain::effect::{Command, Message};
use deskbell::domain::input::{CenterNews, LinkProblem};
use deskbell::link::Order;

use super::Running;

fn options(listen: SocketAddr) -> Options {
    let anna = NewAgent { name: "Anna".into(), token: Some("secret".to_owned().into()) };
    Options { agents: vec![anna], listen, ..Options::default() }
}

async fn center() -> (Center, String) {
    let center = Center::start(options("127.0.0.1:0".parse().unwrap())).await.unwrap();
    let url = format!("ws://{}/v1/agent", center.address());
    (center, url)
}

#[tokio::test]
async fn it_signs_in_and_hears_who_it_is() {
    let (center, url) = center().await;
    let mut link = Running::start(&url, "secret", None);
    assert_eq!(link.ready().await.agent.name, "Anna");
    center.shutdown().await;
}

#[tokio::test]
async fn a_wrong_token_stops_it_until_somebody_signs_in() {
    let (center, url) = center().await;
    let mut link = Running::start(&url, "wrong", None);
    assert_eq!(link.down().await, (LinkProblem::Unauthorized, false));
    link.orders.send(Order::Reconnect).unwrap();
    assert_eq!(link.down().await, (LinkProblem::Unauthorized, false), "asked anew, refused anew");
    center.shutdown().await;
}

#[tokio::test]
async fn another_device_of_the_same_agent_replaces_it_and_it_stays_away() {
    let (center, url) = center().await;
    let mut first = Running::start(&url, "secret", None);
    first.ready().await;
    let mut second = Running::start(&url, "secret", None);
    second.ready().await;
    assert_eq!(first.down().await, (LinkProblem::Replaced, false));
    first.orders.send(Order::Reconnect).unwrap();
    first.ready().await;
    center.shutdown().await;
}

#[tokio::test]
async fn a_command_is_answered_under_its_own_id() {
    let (center, url) = center().await;
    let mut link = Running::start(&url, "secret", None);
    link.ready().await;
    let command = Message::Command("run-1".into(), Command::Accept("no such offer".into()));
    link.orders.send(Order::Send(command)).unwrap();
    let answered = link
        .news(|what| {
            if let CenterNews::Answer { command, result } = what {
                Some((command.clone(), result.is_err()))
            } else {
                None
            }
        })
        .await;
    assert_eq!(answered, ("run-1".into(), true));
    center.shutdown().await;
}

#[tokio::test]
async fn it_comes_back_when_the_center_does() {
    let (first, url) = center().await;
    let address = first.address();
    let mut link = Running::start(&url, "secret", None);
    link.ready().await;
    first.shutdown().await;
    let (_, comes_back) = link.down().await;
    assert!(comes_back);
    let second = Center::start(options(address)).await.unwrap();
    link.ready().await;
    second.shutdown().await;
}

#[tokio::test]
async fn signing_out_ends_the_connection_until_somebody_signs_in() {
    let (center, url) = center().await;
    let mut link = Running::start(&url, "secret", None);
    link.ready().await;
    link.orders.send(Order::SignOut).unwrap();
    assert_eq!(link.down().await, (LinkProblem::SignedOut, false));
    link.orders.send(Order::Reconnect).unwrap();
    link.ready().await;
    center.shutdown().await;
}
