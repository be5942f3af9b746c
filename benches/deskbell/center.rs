//! The reference contact center within the bench's own process, so that the moment of sending is
//! known on the bench's clock.

use crate::clock;
use crate::support::bus::Runner;
use deskbell::center::input::{Input, Look};
use deskbell::center::{Center, Handle, NewAgent, Options, raised};
use deskbell::protocol::from_center::Event;
use serde_json::{Value, json};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

/// What the daemon signs in with.
pub(crate) const TOKEN: &str = "token-of-maria";
const AGENT: &str = "maria-lis";
/// How long an offer rings: longer than any alert stays here.
const DEADLINE: time::Duration = time::Duration::seconds(45);

/// The running center and the thread that it runs on.
pub(crate) struct BenchCenter {
    center: Center,
    handle: Handle,
    runner: Runner,
    _stop: tokio::sync::oneshot::Sender<()>,
}

impl BenchCenter {
    /// Starts it at a free port.
    pub(crate) fn start(heartbeat: Duration) -> Self {
        let (runner, stop) = Runner::start();
        let agent = NewAgent { name: "Maria Lis".into(), token: Some(TOKEN.to_owned().into()) };
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let options = Options { listen, agents: vec![agent], heartbeat, ..Options::default() };
        let center = runner.run(Center::start(options)).expect("a free port on loopback");
        Self { handle: center.handle(), center, runner, _stop: stop }
    }

    /// Where the daemon connects.
    pub(crate) fn url(&self) -> String {
        format!("ws://{}/v1/agent", self.center.address())
    }

    /// Sends an event to the agent and returns the moment before.
    pub(crate) fn send(&self, event: &Value) -> Instant {
        self.send_all(std::slice::from_ref(event))
    }

    /// Sends events one directly after the other and returns the moment before the first.
    pub(crate) fn send_all(&self, events: &[Value]) -> Instant {
        let inputs: Vec<Input> = events.iter().map(input).collect();
        let handle = self.handle.clone();
        self.runner.run(async move {
            let sent = clock::now();
            for input in inputs {
                handle.ask(input).await.expect("the center takes the bench's own events");
            }
            sent
        })
    }

    /// Whether the daemon is connected: it said hello and has its `session.ready`.
    pub(crate) fn is_connected(&self) -> bool {
        self.agent()["connected"] == true
    }

    /// How many events the daemon has not acknowledged.
    pub(crate) fn unacknowledged(&self) -> u64 {
        self.agent()["unacknowledged"].as_u64().expect("a number")
    }

    fn agent(&self) -> Value {
        let handle = self.handle.clone();
        let agents = self.runner.run(async move { handle.ask(Input::Look(Look::Agents)).await });
        agents.expect("the center runs")[0].clone()
    }
}

fn input(event: &Value) -> Input {
    let event: Event = serde_json::from_value(event.clone()).expect("an event of the protocol");
    let mut input = raised(AGENT, &event);
    if let (Event::OfferCreated(_), Input::Raised(envelope)) = (&event, &mut input) {
        envelope.expirytime = Some(wall_clock() + DEADLINE);
    }
    input
}

/// A notice of its own customer.
pub(crate) fn notice(number: usize) -> Value {
    let conversation = conversation(number);
    let data = json!({
        "noticeId": format!("n-{number}"), "kind": "assigned", "conversation": conversation,
        "from": "Piotr Mazur", "note": "Please have a look",
    });
    json!({ "type": "dev.deskbell.notice.v1", "data": data })
}

/// An offer of its own customer.
pub(crate) fn offer(number: usize) -> Value {
    let conversation = conversation(number);
    let data = json!({
        "offerId": format!("o-{number}"), "reason": "incoming", "declinable": true, "conversation": conversation,
    });
    json!({ "type": "dev.deskbell.offer.created.v1", "data": data })
}

/// The end of an offer, after which its alert goes at once.
pub(crate) fn offer_closed(number: usize) -> Value {
    let data = json!({ "offerId": format!("o-{number}"), "outcome": "accepted" });
    json!({ "type": "dev.deskbell.offer.closed.v1", "data": data })
}

fn conversation(number: usize) -> Value {
    let since = wall_clock().format(&time::format_description::well_known::Rfc3339);
    json!({
        "id": format!("c-{number}"), "channel": "chat", "queue": "Billing",
        "customer": { "name": format!("Customer {number}"), "identified": "yes", "company": "Contoso" },
        "comment": "My invoice shows two charges for October, can you check it please?",
        "case": { "number": "CAS-01423", "title": "Double charge" },
        "waitingSince": since.expect("a year of four digits"),
        "summaryUrl": format!("http://127.0.0.1/conversations/c-{number}"),
    })
}

fn wall_clock() -> time::OffsetDateTime {
    #[expect(clippy::disallowed_methods, reason = "offers and waiting times carry wall-clock time on the wire")]
    time::OffsetDateTime::now_utc()
}
