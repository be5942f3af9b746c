//! What becomes of a WebSocket and of an HTTP request over the same network.

use deskbell::config::{Config, Layer};
use deskbell::domain::input::{CenterEvent, CenterNews, Input, LinkEvent, LinkProblem};
use deskbell::link::http::HttpClient;
use deskbell::link::network::Network;
use deskbell::link::token::{Origin, TokenSource};
use deskbell::link::{Link, Order};
use deskbell::protocol::from_client::Device;
use deskbell::provider::{self, Login};
use deskbell::time::Clock;
use http::{Request, StatusCode};
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::LIMIT;
use super::front::TOKEN;

/// The network that this policy and these variables describe.
pub fn network(policy: &str, variables: &[(&str, &str)]) -> Network {
    let mut config = Config::default();
    config.read_toml(Layer::Policy, policy, "policy.toml");
    assert_eq!(config.problems, []);
    let find = |wanted: &str| variables.iter().find(|(name, _)| *name == wanted).map(|(_, text)| (*text).to_owned());
    Network::with_environment(&config, find)
}

/// A running link to a center.
pub struct Agent {
    inputs: mpsc::Receiver<Input>,
    /// Ends the link when it is dropped.
    pub orders: mpsc::UnboundedSender<Order>,
}

impl Agent {
    /// Starts it to `wss://{place}/v1/agent`.
    pub fn start(place: &str, network: &Network) -> Self {
        let (inputs, received) = mpsc::channel(64);
        let (orders, link_orders) = mpsc::unbounded_channel();
        let login = Login {
            center: format!("wss://{place}/v1/agent").parse().unwrap(),
            token: String::new().into(),
            device: Device { id: "d-1".into(), os: "linux".into(), version: "0".into() },
            locale: "en".into(),
            id_prefix: uuid::Uuid::new_v4().to_string(),
            resume: None,
        };
        let token = TokenSource::new(Origin::Given(TOKEN.to_owned().into()));
        let (network, provider) = (network.clone(), (provider::ALL[0].new)());
        let link = Link { provider, login, network, token, inputs, clock: Clock::start() };
        tokio::spawn(link.run(link_orders));
        Self { inputs: received, orders }
    }

    /// The agent's name once the session is ready, or else why not and whether it will try again.
    pub async fn outcome(&mut self) -> Result<String, (LinkProblem, bool)> {
        let outcome = timeout(LIMIT, async {
            loop {
                match self.inputs.recv().await.expect("the link lives") {
                    Input::Center(CenterEvent { what: CenterNews::Ready(ready), .. }) => return Ok(ready.agent.name),
                    Input::Link(LinkEvent::Down { problem, retry_at }) => return Err((problem, retry_at.is_some())),
                    _ => {}
                }
            }
        });
        outcome.await.expect("it comes to an end")
    }

    /// Waits until the session is ready, however often it fails before.
    pub async fn ready(&mut self) {
        timeout(LIMIT, async { while self.outcome().await.is_err() {} }).await.expect("it comes back by itself");
    }
}

/// Asks the center over HTTP.
pub async fn get(place: &str, network: &Network) -> Result<StatusCode, LinkProblem> {
    let request = Request::get(format!("https://{place}/v1/overview")).body(vec![]).unwrap();
    let answer = timeout(LIMIT, HttpClient::new(network.clone()).send(request)).await;
    answer.expect("it has a limit of its own").map(|response| response.status())
}

/// Both ways lead to the center.
pub async fn both_arrive(place: &str, network: &Network) {
    assert_eq!(Agent::start(place, network).outcome().await, Ok("Anna".to_owned()));
    assert_eq!(get(place, network).await, Ok(StatusCode::OK));
}

/// Both ways fail for this reason.
pub async fn both_fail(place: &str, network: &Network, why: &LinkProblem) {
    let (problem, _) = Agent::start(place, network).outcome().await.expect_err("there is no way");
    assert_eq!(problem, *why);
    assert_eq!(get(place, network).await.as_ref(), Err(why));
}
