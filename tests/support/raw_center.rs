//! A contact center that says whatever a test wants, right or wrong.

use super::bus::Runner;
use super::process::wait_for;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};

/// A listening center; connections come one after the other.
pub struct RawCenter {
    /// Where the daemon connects.
    pub url: String,
    say: mpsc::UnboundedSender<Message>,
    heard: Arc<Mutex<Vec<Value>>>,
}

impl RawCenter {
    /// Starts to listen; answers each hello with a proper ready that holds no offers.
    pub fn start(runner: &Runner) -> Self {
        let (say, says) = mpsc::unbounded_channel();
        let heard = Arc::new(Mutex::new(vec![]));
        let listener = runner.run(async { TcpListener::bind("127.0.0.1:0").await.expect("a free port") });
        let address = listener.local_addr().expect("it is bound");
        runner.spawn(serve(listener, says, Arc::clone(&heard)));
        Self { url: format!("ws://{address}/v1/agent"), say, heard }
    }

    /// Sends a message as it is.
    pub fn say(&self, message: Message) {
        self.say.send(message).expect("the center runs as long as the session");
    }

    /// Sends an event of the protocol to the agent.
    pub fn say_event(&self, event: &Value) {
        self.say(Message::text(event.to_string()));
    }

    /// Everything heard so far, of all connections.
    pub fn heard(&self) -> Vec<Value> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How often a daemon has said hello.
    pub fn hellos(&self) -> usize {
        self.heard().iter().filter(|event| event["type"] == "dev.deskbell.session.hello.v1").count()
    }

    /// Waits for an event that fits.
    pub fn wait_to_hear(&self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        wait_for(what, || self.heard().into_iter().find(&fits))
    }
}

/// An event with the attributes that every one has.
pub fn event(id: &str, name: &str, data: Value) -> Value {
    json!({
        "specversion": "1.0", "id": id, "source": "urn:test:raw", "type": format!("dev.deskbell.{name}.v1"),
        "datacontenttype": "application/json", "data": data,
    })
}

/// The present moment as the protocol writes it.
pub fn now() -> String {
    #[expect(clippy::disallowed_methods, reason = "a center has a clock of its own")]
    OffsetDateTime::now_utc().format(&Rfc3339).expect("a year of four digits")
}

async fn serve(listener: TcpListener, mut says: mpsc::UnboundedReceiver<Message>, heard: Arc<Mutex<Vec<Value>>>) {
    while let Ok((stream, _)) = listener.accept().await {
        // Whatever ends the connection, the next one is served.
        let _ = talk(stream, &mut says, &heard).await;
    }
}

async fn talk(
    stream: TcpStream,
    says: &mut mpsc::UnboundedReceiver<Message>,
    heard: &Mutex<Vec<Value>>,
) -> Result<(), tokio_tungstenite::tungstenite::Error> {
    let mut socket = tokio_tungstenite::accept_hdr_async(stream, agree).await?;
    loop {
        tokio::select! {
            Some(message) = says.recv() => socket.send(message).await?,
            message = socket.next() => {
                let Some(message) = message else { return Ok(()) };
                let Ok(event) = serde_json::from_slice::<Value>(&message?.into_data()) else { continue };
                let hello = event["type"] == "dev.deskbell.session.hello.v1";
                heard.lock().unwrap_or_else(PoisonError::into_inner).push(event);
                if hello {
                    socket.send(Message::text(ready().to_string())).await?;
                }
            }
        }
    }
}

#[expect(clippy::result_large_err, clippy::unnecessary_wraps, reason = "the library wants this shape")]
fn agree(_: &Request, mut response: Response) -> Result<Response, ErrorResponse> {
    let protocol = "cloudevents.json".parse().expect("plain letters");
    response.headers_mut().insert("sec-websocket-protocol", protocol);
    Ok(response)
}

fn ready() -> Value {
    event(
        &format!("ready-{}", now()),
        "session.ready",
        json!({
            "epoch": "raw", "recovered": false, "head": "00000000000000000000", "serverTime": now(),
            "heartbeatSeconds": 15, "agent": { "id": "maria-lis", "name": "Maria Lis" },
            "presence": { "current": "available", "options": [{ "id": "available", "name": "Available" }] },
            "settings": { "allowedHosts": ["crm.example"] }, "offers": [],
        }),
    )
}
