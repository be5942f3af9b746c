//! The link against real WebSocket servers: the reference center, and one that misbehaves.

#![expect(clippy::unwrap_used, clippy::wildcard_enum_match_arm, reason = "a test says what is wrong by panicking")]

#[path = "link/cuts.rs"]
mod cuts;
#[path = "link/faults.rs"]
mod faults;
#[path = "support/faulty_proxy.rs"]
#[expect(unreachable_pub, reason = "other test files share it")]
mod faulty_proxy;
#[path = "link/misbehaving.rs"]
mod misbehaving;
#[path = "link/network.rs"]
mod network;
#[path = "link/reference.rs"]
mod reference;

use std::time::Duration;

use deskbell::domain::input::{CenterEvent, CenterNews, Input, LinkEvent, LinkProblem};
use deskbell::link::network::Network;
use deskbell::link::token::{Origin, TokenSource};
use deskbell::link::{Link, Order};
use deskbell::protocol::from_client::Device;
use deskbell::protocol::{Envelope, SUBPROTOCOL, from_client};
use deskbell::provider::{self, Login};
use deskbell::time::Clock;
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message as Wire;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};

/// Generous: it is reached only where something is broken.
const LIMIT: Duration = Duration::from_secs(40);
/// Sooner than any time limit of the link.
const SOON: Duration = Duration::from_secs(5);

/// A running link with both of its ends in the test's hands.
struct Running {
    inputs: mpsc::Receiver<Input>,
    orders: mpsc::UnboundedSender<Order>,
}

impl Running {
    fn start(center: &str, token: &str, resume: Option<(String, u64)>) -> Self {
        Self::start_with(center, Origin::Given(token.to_owned().into()), resume)
    }

    fn start_with(center: &str, token: Origin, resume: Option<(String, u64)>) -> Self {
        let (inputs, received) = mpsc::channel(64);
        let (orders, link_orders) = mpsc::unbounded_channel();
        let login = Login {
            center: center.parse().unwrap(),
            token: String::new().into(),
            device: Device { id: "d-1".into(), os: "linux".into(), version: "0".into() },
            locale: "en".into(),
            id_prefix: uuid::Uuid::new_v4().to_string(),
            resume,
        };
        let token = TokenSource::new(token);
        let network = Network::default();
        let link = Link { provider: (provider::ALL[0].new)(), login, network, token, inputs, clock: Clock::start() };
        tokio::spawn(link.run(link_orders));
        Self { inputs: received, orders }
    }

    /// The next input for which `wanted` has an answer.
    async fn wait<T>(&mut self, wanted: impl Fn(&Input) -> Option<T>) -> T {
        let found = timeout(LIMIT, async {
            loop {
                let input = self.inputs.recv().await.expect("the link lives");
                if let Some(found) = wanted(&input) {
                    return found;
                }
            }
        });
        found.await.expect("it happens in time")
    }

    async fn news<T>(&mut self, wanted: impl Fn(&CenterNews) -> Option<T>) -> T {
        self.wait(|input| if let Input::Center(CenterEvent { what, .. }) = input { wanted(what) } else { None }).await
    }

    async fn ready(&mut self) -> Box<deskbell::domain::input::Ready> {
        self.news(|what| if let CenterNews::Ready(ready) = what { Some(ready.clone()) } else { None }).await
    }

    /// Why it went down, and whether it will come back by itself.
    async fn down(&mut self) -> (LinkProblem, bool) {
        self.wait(|input| match input {
            Input::Link(LinkEvent::Down { problem, retry_at }) => Some((problem.clone(), retry_at.is_some())),
            _ => None,
        })
        .await
    }
}

type Socket = WebSocketStream<TcpStream>;

async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}/v1/agent", listener.local_addr().unwrap());
    (listener, url)
}

/// Accepts one connection as the protocol wants it, and reads the hello.
async fn accept(listener: &TcpListener) -> (Socket, from_client::Hello) {
    let (stream, _) = timeout(LIMIT, listener.accept()).await.expect("it connects").unwrap();
    #[expect(clippy::result_large_err, reason = "the library's own signature")]
    let agree = |request: &Request, mut answer: Response| -> Result<Response, ErrorResponse> {
        assert_eq!(request.headers()["sec-websocket-protocol"], SUBPROTOCOL);
        assert_eq!(request.headers()["authorization"], "Bearer secret");
        assert!(request.headers()["user-agent"].to_str().unwrap().starts_with("deskbell/"));
        answer.headers_mut().insert("sec-websocket-protocol", SUBPROTOCOL.parse().unwrap());
        Ok(answer)
    };
    let mut socket = tokio_tungstenite::accept_hdr_async(stream, agree).await.unwrap();
    let Some(Ok(Wire::Text(text))) = socket.next().await else { panic!("hello comes first") };
    let envelope: Envelope = serde_json::from_str(&text).unwrap();
    let from_client::Event::Hello(hello) = envelope.body().unwrap() else { panic!("hello comes first") };
    (socket, hello)
}

fn ready(heartbeat: u32) -> Wire {
    let event = serde_json::json!({
        "specversion": "1.0", "id": "r", "source": "/c", "type": "dev.deskbell.session.ready.v1",
        "data": {
            "epoch": "e", "recovered": false, "head": "00000000000000000000", "serverTime": "2026-01-01T00:00:00Z",
            "heartbeatSeconds": heartbeat, "agent": { "id": "anna", "name": "Anna" },
            "presence": { "current": "available", "options": [] }, "settings": {}, "offers": []
        }
    });
    Wire::text(event.to_string())
}

fn withdrawn(sequence: u64) -> Wire {
    let event = serde_json::json!({
        "specversion": "1.0", "id": sequence.to_string(), "source": "/c", "type": "dev.deskbell.notice.withdrawn.v1",
        "sequence": format!("{sequence:020}"), "data": { "noticeId": "n" }
    });
    Wire::text(event.to_string())
}

async fn in_session() -> (TcpListener, Socket, Running) {
    let (listener, url) = listen().await;
    let mut link = Running::start(&url, "secret", None);
    let (mut socket, _) = accept(&listener).await;
    socket.send(ready(15)).await.unwrap();
    link.ready().await;
    (listener, socket, link)
}
