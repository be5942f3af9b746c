//! An agent's computer and a browser, as the center's tests need them.

use std::net::SocketAddr;
use std::time::Duration;

use deskbell::center::{Center, NewAgent, Options};
use deskbell::protocol::{Envelope, SUBPROTOCOL};
use futures_util::{SinkExt as _, StreamExt as _};
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// Generous: a wait this long has failed.
pub(crate) const LIMIT: Duration = Duration::from_secs(20);
/// The senders' token in tests.
pub(crate) const SENDER: &str = "sender-secret";

/// Options with the agents named, whose tokens are `token-` and their id.
pub(crate) fn options(agents: &[&str]) -> Options {
    let agent = |name: &&str| NewAgent {
        name: (*name).into(),
        token: Some(SecretString::from(format!("token-{}", name.to_lowercase()))),
    };
    Options {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        agents: agents.iter().map(agent).collect(),
        sender_token: Some(SecretString::from(SENDER)),
        ..Options::default()
    }
}

/// A center with the agents named.
pub(crate) async fn center(agents: &[&str]) -> Center {
    Center::start(options(agents)).await.unwrap()
}

/// An agent's connection.
pub(crate) struct Agent {
    pub(crate) socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    id: String,
    commands: u32,
}

/// The request of an upgrade as an agent's computer makes it.
pub(crate) fn upgrade_request(address: SocketAddr, token: &str) -> tungstenite::handshake::client::Request {
    let mut request = format!("ws://{address}/v1/agent").into_client_request().unwrap();
    request.headers_mut().insert("sec-websocket-protocol", SUBPROTOCOL.parse().unwrap());
    request.headers_mut().insert("authorization", format!("Bearer {token}").parse().unwrap());
    request
}

/// The data of a hello.
pub(crate) fn hello(epoch: Option<&str>, last: Option<&str>) -> Value {
    json!({
        "protocol": 1, "epoch": epoch, "lastSequence": last, "locale": "en", "capabilities": ["alerts"],
        "device": { "id": "d1", "os": "linux", "version": "0" }
    })
}

impl Agent {
    /// Connects without saying hello.
    pub(crate) async fn silent(center: &Center, id: &str) -> Self {
        let request = upgrade_request(center.address(), &format!("token-{id}"));
        let (socket, response) = connect_async(request).await.unwrap();
        assert_eq!(response.headers()["sec-websocket-protocol"], SUBPROTOCOL);
        Self { socket, id: id.into(), commands: 0 }
    }

    /// Connects, says hello and gives the answer back.
    pub(crate) async fn connect(center: &Center, id: &str) -> (Self, Value) {
        Self::resume(center, id, None, None).await
    }

    /// Connects with an epoch and a last sequence.
    pub(crate) async fn resume(center: &Center, id: &str, epoch: Option<&str>, last: Option<&str>) -> (Self, Value) {
        let mut agent = Self::silent(center, id).await;
        agent.say("session.hello", hello(epoch, last)).await;
        let ready = agent.next("session.ready").await;
        (agent, ready.data)
    }

    /// Sends an event; gives its id back.
    pub(crate) async fn say(&mut self, name: &str, data: Value) -> String {
        self.commands += 1;
        let id = format!("{}-{}", self.id, self.commands);
        self.say_as(&id, name, data).await;
        id
    }

    /// Sends an event under an id.
    pub(crate) async fn say_as(&mut self, id: &str, name: &str, data: Value) {
        let envelope = Envelope::new(id, "urn:test", &format!("dev.deskbell.{name}.v1"), data);
        self.raw(Message::text(serde_json::to_string(&envelope).unwrap())).await;
    }

    /// Sends a message as it is.
    pub(crate) async fn raw(&mut self, message: Message) {
        self.socket.send(message).await.unwrap();
    }

    /// The next event, which must be of this name.
    pub(crate) async fn next(&mut self, name: &str) -> Envelope<Value> {
        let event = self.any().await;
        assert_eq!(event.kind, format!("dev.deskbell.{name}.v1"), "{}", event.data);
        event
    }

    /// The next event of this name; others are passed over.
    pub(crate) async fn until(&mut self, name: &str) -> Envelope<Value> {
        loop {
            let event = self.any().await;
            if event.kind == format!("dev.deskbell.{name}.v1") {
                return event;
            }
        }
    }

    /// The next event.
    pub(crate) async fn any(&mut self) -> Envelope<Value> {
        loop {
            let message = tokio::time::timeout(LIMIT, self.socket.next()).await.expect("an event comes in time");
            let message = message.expect("the connection is open").unwrap();
            if let Message::Text(text) = &message {
                return serde_json::from_str(text).unwrap();
            }
            assert!(message.is_ping() || message.is_pong(), "not an event: {message:?}");
        }
    }

    /// Waits for the close; gives its code back.
    pub(crate) async fn closed(&mut self) -> u16 {
        loop {
            let message = tokio::time::timeout(LIMIT, self.socket.next()).await.expect("a close comes in time");
            match message {
                Some(Ok(Message::Close(Some(frame)))) => return frame.code.into(),
                Some(Ok(_)) => {}
                other => panic!("no close frame but {other:?}"),
            }
        }
    }

    /// Proves that nothing else came: the answer to a command with no effect is the next event.
    pub(crate) async fn heard_nothing(&mut self) {
        let id = self.say("command.accept", json!({ "offerId": "no such offer" })).await;
        let answer = self.next("command.result").await;
        assert_eq!(answer.causationid, Some(id));
    }

    /// Accepts and gives the answer back.
    pub(crate) async fn accept(&mut self, offer: &str) -> Value {
        let id = self.say("command.accept", json!({ "offerId": offer })).await;
        let answer = self.until("command.result").await;
        assert_eq!(answer.causationid, Some(id));
        answer.data
    }
}

/// Asks the center by HTTP; gives the status and the JSON back.
pub(crate) async fn http(
    center: &Center,
    method: &'static str,
    path: &str,
    headers: &[(&'static str, String)],
    body: Option<String>,
) -> (u16, Value) {
    let url = format!("http://{}{path}", center.address());
    let headers = headers.to_vec();
    let answer = tokio::task::spawn_blocking(move || {
        let config = ureq::Agent::config_builder().http_status_as_error(false).build();
        let agent = ureq::Agent::new_with_config(config);
        let mut request = http::Request::builder().method(method).uri(url);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let mut response = agent.run(request.body(body.unwrap_or_default()).unwrap()).unwrap();
        (response.status().as_u16(), response.body_mut().read_to_string().unwrap())
    });
    let (status, text) = answer.await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

/// Posts JSON.
pub(crate) async fn post(center: &Center, path: &str, body: Value) -> (u16, Value) {
    let headers = [("content-type", "application/json".to_owned())];
    http(center, "POST", path, &headers, Some(body.to_string())).await
}

/// Gets JSON.
pub(crate) async fn get(center: &Center, path: &str) -> Value {
    let (status, answer) = http(center, "GET", path, &[], None).await;
    assert_eq!(status, 200, "{answer}");
    answer
}

/// Opens a chat; gives its id back.
pub(crate) async fn chat(center: &Center, name: &str) -> String {
    let (status, view) =
        post(center, "/v1/conversations", json!({ "channel": "chat", "name": name, "comment": "Hello?" })).await;
    assert_eq!(status, 201, "{view}");
    view["id"].as_str().unwrap().to_owned()
}

/// Raises an event as a sender.
pub(crate) async fn raise(center: &Center, kind: &str, body: String) -> (u16, Value) {
    let headers = [("content-type", kind.to_owned()), ("authorization", format!("Bearer {SENDER}"))];
    http(center, "POST", "/v1/events", &headers, Some(body)).await
}
