//! The link against real WebSocket servers: the reference center, and one that misbehaves.

#![expect(clippy::unwrap_used, clippy::wildcard_enum_match_arm, reason = "a test says what is wrong by panicking")]

use std::net::SocketAddr;
use std::time::Duration;

use deskbell::center::{Center, NewAgent, Options};
use deskbell::domain::effect::{Command, Message};
use deskbell::domain::input::{CenterEvent, CenterNews, Input, LinkEvent, LinkProblem};
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
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

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
        let link = Link { provider: (provider::ALL[0].new)(), login, token, inputs, clock: Clock::start() };
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

// ---------------------------------------------------------------- against the reference center

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

// ---------------------------------------------------------------- against a server that misbehaves

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

#[tokio::test]
async fn malformed_binary_and_long_messages_are_dropped_and_the_connection_stays() {
    let (_listener, mut socket, mut link) = in_session().await;
    for bad in [Wire::text("{"), Wire::binary(vec![0, 159]), Wire::text("x".repeat(100 * 1024)), Wire::text("[1,2]")] {
        socket.send(bad).await.unwrap();
    }
    socket.send(withdrawn(1)).await.unwrap();
    link.news(|what| matches!(what, CenterNews::NoticeWithdrawn(_)).then_some(())).await;
}

#[tokio::test]
async fn a_message_over_a_mebibyte_closes_with_1009_and_it_comes_back() {
    let (listener, socket, mut link) = in_session().await;
    let mut sending = socket;
    let server = tokio::spawn(async move {
        // The other side stops reading in the middle, so the sending may fail.
        let _ = sending.send(Wire::text("x".repeat(2 * 1024 * 1024))).await;
        loop {
            match sending.next().await {
                Some(Ok(Wire::Close(Some(frame)))) => return Some(u16::from(frame.code)),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return None,
            }
        }
    });
    assert_eq!(link.down().await, (LinkProblem::Closed(1009), true));
    assert_eq!(timeout(LIMIT, server).await.unwrap().unwrap(), Some(1009));
    accept(&listener).await;
}

#[tokio::test]
async fn it_goes_on_after_what_was_acknowledged() {
    let (listener, url) = listen().await;
    let mut link = Running::start(&url, "secret", Some(("e".into(), 7)));
    let (mut socket, hello) = accept(&listener).await;
    assert_eq!((hello.epoch.as_deref(), hello.last_sequence.as_deref()), (Some("e"), Some("00000000000000000007")));
    socket.send(ready(15)).await.unwrap();
    link.ready().await;
    link.orders.send(Order::Resume(Some(("e".into(), 9)))).unwrap();
    link.orders.send(Order::Reconnect).unwrap();
    let (_, hello) = accept(&listener).await;
    assert_eq!(hello.last_sequence.as_deref(), Some("00000000000000000009"));
}

#[tokio::test]
async fn a_server_that_goes_silent_is_found_dead_by_the_heartbeat() {
    let (listener, url) = listen().await;
    let mut link = Running::start(&url, "secret", None);
    let (mut socket, _) = accept(&listener).await;
    socket.send(ready(1)).await.unwrap();
    link.ready().await;
    // Held open and never read: no pong is ever sent.
    let (problem, comes_back) = link.down().await;
    assert_eq!((problem, comes_back), (LinkProblem::Timeout, true));
    drop(socket);
}

#[tokio::test]
async fn close_codes_mean_what_the_protocol_says() {
    for (code, problem, comes_back) in [
        (1012, LinkProblem::Closed(1012), true),
        (1013, LinkProblem::Closed(1013), true),
        (4001, LinkProblem::Replaced, false),
        (4002, LinkProblem::SignedOut, false),
    ] {
        let (_listener, mut socket, mut link) = in_session().await;
        socket.close(Some(CloseFrame { code: code.into(), reason: "".into() })).await.unwrap();
        assert_eq!(link.down().await, (problem, comes_back), "{code}");
    }
}

#[tokio::test]
async fn the_servers_close_is_answered() {
    let (_listener, mut socket, mut link) = in_session().await;
    socket.send(Wire::Close(Some(CloseFrame { code: 1012.into(), reason: "".into() }))).await.unwrap();
    link.down().await;
    let answer = timeout(LIMIT, socket.next()).await.expect("it ends");
    assert!(matches!(answer, Some(Ok(Wire::Close(_)))), "{answer:?}");
}

#[tokio::test]
async fn signing_out_and_quitting_do_not_wait_for_a_token_that_does_not_come() {
    let slow = || Origin::Command(["sleep", "60"].map(str::to_owned).to_vec());
    let (_listener, url) = listen().await;
    let mut link = Running::start_with(&url, slow(), None);
    link.orders.send(Order::SignOut).unwrap();
    assert_eq!(timeout(SOON, link.down()).await.expect("at once"), (LinkProblem::SignedOut, false));
    let Running { mut inputs, orders } = Running::start_with(&url, slow(), None);
    drop(orders);
    while timeout(SOON, inputs.recv()).await.expect("it ends at once").is_some() {}
}

#[tokio::test]
async fn a_server_without_the_subprotocol_is_named_as_such() {
    let (listener, url) = listen().await;
    let mut link = Running::start(&url, "secret", None);
    let server = async {
        let (stream, _) = listener.accept().await.unwrap();
        let _ = tokio_tungstenite::accept_async(stream).await;
    };
    let (down, ()) = tokio::join!(link.down(), server);
    assert_eq!(down.0, LinkProblem::NotTheProtocol);
}

#[tokio::test]
async fn http_answers_are_told_apart_and_retry_after_is_obeyed() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    for (status, problem) in
        [(403, LinkProblem::Unauthorized), (404, LinkProblem::Http(404)), (503, LinkProblem::Http(503))]
    {
        let (listener, url) = listen().await;
        let mut link = Running::start(&url, "secret", None);
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = [0; 4096];
        let read = stream.read(&mut request).await.unwrap();
        assert!(read > 0);
        let answer = format!("HTTP/1.1 {status} No\r\nRetry-After: 3000\r\nContent-Length: 0\r\n\r\n");
        stream.write_all(answer.as_bytes()).await.unwrap();
        let waits = link.wait(|input| match input {
            Input::Link(LinkEvent::Down { problem, retry_at }) => Some((problem.clone(), *retry_at)),
            _ => None,
        });
        let (seen, retry_at) = waits.await;
        assert_eq!(seen, problem);
        if status == 503 {
            assert!(retry_at.unwrap().as_millis() > 2_900_000, "{retry_at:?}");
        }
    }
}

#[tokio::test]
async fn nobody_there_and_no_such_name_are_told_apart() {
    let (listener, url) = listen().await;
    drop(listener);
    let mut link = Running::start(&url, "secret", None);
    assert_eq!(link.down().await, (LinkProblem::Unreachable, true));
    let mut link = Running::start("wss://no-such-host.invalid/v1/agent", "secret", None);
    assert_eq!(link.down().await, (LinkProblem::UnknownHost, true));
}

// ---------------------------------------------------------------- sleep and network

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
