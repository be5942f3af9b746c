//! Another agent, at another computer, who speaks the native protocol by hand.

use super::bus::Runner;
use super::workplace::{Center, OTHER, OTHER_TOKEN};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::collections::VecDeque;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// The connection of [`OTHER`] to the center.
pub struct Agent {
    socket: Option<WebSocketStream<MaybeTlsStream<TcpStream>>>,
    runner: Runner,
    said: u32,
    /// Heard while something else was waited for.
    heard: VecDeque<Value>,
}

impl Agent {
    /// Connects and says hello.
    pub fn connect(runner: &Runner, center: &Center) -> Self {
        let mut request = center.agents_url().into_client_request().expect("a WebSocket address");
        let headers = request.headers_mut();
        let token = format!("Bearer {OTHER_TOKEN}").parse().expect("plain letters");
        headers.insert("authorization", token);
        headers.insert("sec-websocket-protocol", "cloudevents.json".parse().expect("plain letters"));
        let socket = runner.run(async move { tokio_tungstenite::connect_async(request).await });
        let (socket, _) = socket.expect("the center lets the agent in");
        let mut agent = Self { socket: Some(socket), runner: runner.clone(), said: 0, heard: VecDeque::new() };
        let device = json!({ "id": "elsewhere", "os": "test", "version": "1" });
        agent.say("session.hello", json!({ "protocol": 1, "device": device, "locale": "en", "capabilities": [] }));
        agent.hear("session.ready");
        center.wait_until_connected(OTHER);
        agent
    }

    /// Waits for an offer and accepts it; the center must agree.
    pub fn accept_next_offer(&mut self) {
        let offer = self.hear("offer.created");
        assert!(self.accept(&offer), "the center refuses {offer}");
    }

    /// Accepts the offer and returns whether the center agrees.
    fn accept(&mut self, offer: &Value) -> bool {
        self.say("command.accept", json!({ "offerId": offer["data"]["offerId"] }));
        self.hear("command.result")["data"]["ok"] == true
    }

    /// Waits for an offer of that conversation, whatever comes before it, and accepts it.
    pub fn accept_offer_of(&mut self, conversation: &str) {
        loop {
            let offer = self.hear("offer.created");
            // An offer may have been replaced by a later one already.
            if offer["data"]["conversation"]["id"] == conversation && self.accept(&offer) {
                return;
            }
        }
    }

    /// Sends an event.
    pub fn say(&mut self, name: &str, data: Value) {
        self.said += 1;
        let event = json!({
            "specversion": "1.0", "id": format!("other-{}", self.said), "source": "urn:test:other",
            "type": format!("dev.deskbell.{name}.v1"), "data": data,
        });
        self.with_socket(|mut socket| async move {
            socket.send(Message::text(event.to_string())).await.expect("the center listens");
            (socket, ())
        });
    }

    /// Waits for the next event of that name; others are kept for later.
    pub fn hear(&mut self, name: &str) -> Value {
        let kind = format!("dev.deskbell.{name}.v1");
        let early = self.heard.iter().position(|event| event["type"] == kind);
        if let Some(event) = early.and_then(|at| self.heard.remove(at)) {
            return event;
        }
        let (mut others, event) = self.with_socket(|mut socket| async move {
            let mut others = VecDeque::new();
            loop {
                let message = socket.next().await.expect("the center talks").expect("the center talks");
                let event: Value = serde_json::from_slice(&message.into_data()).unwrap_or_default();
                if event["type"] == kind {
                    return (socket, (others, event));
                }
                others.push_back(event);
            }
        });
        self.heard.append(&mut others);
        event
    }

    fn with_socket<T: Send + 'static, F>(
        &mut self,
        act: impl FnOnce(WebSocketStream<MaybeTlsStream<TcpStream>>) -> F,
    ) -> T
    where
        F: Future<Output = (WebSocketStream<MaybeTlsStream<TcpStream>>, T)> + Send + 'static,
    {
        let socket = self.socket.take().expect("put back after each use");
        let (socket, result) = self.runner.run(act(socket));
        self.socket = Some(socket);
        result
    }
}
