//! The one owner of the state: takes inputs one after the other and does what the state says.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{broadcast, mpsc, oneshot};

use super::archive::Archive;
use super::clock::WallClock;
use super::input::{Answer, ConnectionId, Input, Output, Refusal, Refused};
use super::state::CenterState;

/// Requests that wait for the owner; more wait at their sender.
const QUEUE: usize = 1024;
/// Changes that a slow page may miss before it looks at everything again.
const CHANGES: usize = 64;
/// The longest sleep: far deadlines are looked at again.
const LONGEST_SLEEP: Duration = Duration::from_secs(3600);

/// What a connection is to write.
#[derive(Debug)]
pub(super) enum Line {
    /// A text message, shared with the mailbox.
    Text(Arc<str>),
    /// A close frame; the last line.
    Close(u16, &'static str),
}

/// That something changed, for the pages.
#[derive(Clone, Debug)]
pub(super) struct Changed {
    /// The conversation; none where only the overview changed.
    pub(super) conversation: Option<String>,
}

enum Request {
    Join { lines: mpsc::UnboundedSender<Line>, reply: oneshot::Sender<ConnectionId> },
    Leave { agent: String, connection: ConnectionId },
    Do { input: Box<Input>, reply: Option<oneshot::Sender<Answer>> },
}

/// The way to the owner of the state; cheap to copy.
#[derive(Clone, Debug)]
pub struct Handle {
    requests: mpsc::Sender<Request>,
    changes: broadcast::Sender<Changed>,
}

impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Request")
    }
}

impl Handle {
    /// Takes an input in and waits for the answer.
    ///
    /// # Errors
    /// Why it was refused, or that the center has stopped.
    pub async fn ask(&self, input: Input) -> Answer {
        let (reply, answer) = oneshot::channel();
        let request = Request::Do { input: Box::new(input), reply: Some(reply) };
        if self.requests.send(request).await.is_err() {
            return Err(stopped());
        }
        answer.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// Takes an input in without waiting for the answer; lost where the center has stopped.
    pub(super) async fn tell(&self, input: Input) {
        let request = Request::Do { input: Box::new(input), reply: None };
        if self.requests.send(request).await.is_err() {
            tracing::debug!("an input came after the end");
        }
    }

    /// Registers the lines of a new connection; none where the center has stopped.
    pub(super) async fn join(&self, lines: mpsc::UnboundedSender<Line>) -> Option<ConnectionId> {
        let (reply, id) = oneshot::channel();
        self.requests.send(Request::Join { lines, reply }).await.ok()?;
        id.await.ok()
    }

    /// Takes a connection out.
    pub(super) async fn leave(&self, agent: String, connection: ConnectionId) {
        if self.requests.send(Request::Leave { agent, connection }).await.is_err() {
            tracing::debug!("a connection ended after the end");
        }
    }

    /// The changes from now on.
    pub(super) fn changes(&self) -> broadcast::Receiver<Changed> {
        self.changes.subscribe()
    }
}

fn stopped() -> Refused {
    Refused::new(Refusal::Conflict, "The center has stopped.")
}

/// Starts the owner on the present runtime.
pub(super) fn start(
    state: CenterState,
    clock: WallClock,
    archive: Option<Archive>,
) -> (Handle, tokio::task::JoinHandle<()>) {
    let (requests, inbox) = mpsc::channel(QUEUE);
    let (changes, _) = broadcast::channel(CHANGES);
    let connections = BTreeMap::new();
    let owner = Owner { state, clock, archive, changes: changes.clone(), connections, joined: 0 };
    (Handle { requests, changes }, tokio::spawn(owner.run(inbox)))
}

struct Owner {
    state: CenterState,
    clock: WallClock,
    archive: Option<Archive>,
    changes: broadcast::Sender<Changed>,
    connections: BTreeMap<ConnectionId, mpsc::UnboundedSender<Line>>,
    joined: ConnectionId,
}

impl Owner {
    async fn run(mut self, mut inbox: mpsc::Receiver<Request>) {
        loop {
            let now = self.clock.now();
            let until = self
                .state
                .next_deadline(now)
                .map_or(LONGEST_SLEEP, |at| Duration::try_from(at - now).unwrap_or(Duration::ZERO).min(LONGEST_SLEEP));
            tokio::select! {
                request = inbox.recv() => match request {
                    Some(request) => self.serve(request),
                    None => return,
                },
                () = tokio::time::sleep(until) => drop(self.update(Input::Tick)),
            }
        }
    }

    fn serve(&mut self, request: Request) {
        match request {
            Request::Join { lines, reply } => {
                self.joined += 1;
                self.connections.insert(self.joined, lines);
                if reply.send(self.joined).is_err() {
                    self.connections.remove(&self.joined);
                }
            }
            Request::Leave { agent, connection } => {
                self.connections.remove(&connection);
                drop(self.update(Input::Gone { agent, connection }));
            }
            Request::Do { input, reply } => {
                let answer = self.update(*input);
                // Whoever asked may be gone; what was done stays done.
                if let Some(Err(_)) = reply.map(|reply| reply.send(answer)) {
                    tracing::debug!("nobody waits for the answer any more");
                }
            }
        }
    }

    fn update(&mut self, input: Input) -> Answer {
        let (answer, outputs) = self.state.update(self.clock.now(), input);
        for output in outputs {
            self.perform(output);
        }
        answer
    }

    fn perform(&mut self, output: Output) {
        match output {
            Output::Keep(record) => self.archive.iter_mut().for_each(|archive| archive.add(&record)),
            Output::Send { connection, text } => self.write(connection, Line::Text(text)),
            Output::Close { connection, code, reason } => self.write(connection, Line::Close(code, reason)),
            // An error means that no page is open.
            Output::Changed { conversation } => drop(self.changes.send(Changed { conversation })),
        }
    }

    /// The queue of a connection holds only what the mailbox keeps, so it needs no limit of its own.
    fn write(&self, connection: ConnectionId, line: Line) {
        if let Some(lines) = self.connections.get(&connection)
            && lines.send(line).is_err()
        {
            tracing::debug!(connection, "the connection is ending");
        }
    }
}

/// The answer's value, for those who ask by code.
pub(super) fn sequence_of(answer: &Value) -> String {
    answer["sequence"].as_str().unwrap_or_default().to_owned()
}
