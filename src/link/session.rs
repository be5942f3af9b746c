//! An open WebSocket, from the hello to its end.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Bytes, Error, Message as Wire};

use super::connect::Socket;
use super::flow::Flow;
use super::{Link, Order, Orders};
use crate::domain::input::{CenterEvent, CenterNews, Input, LinkProblem};
use crate::protocol::close;
use crate::provider::Frame;
use crate::time::Timestamp;

/// The center answers the hello within this time.
const READY_TIME: Duration = Duration::from_secs(10);
/// After a change of the network, or another reason to doubt, an answer must come this soon.
const PROBE_TIME: Duration = Duration::from_secs(5);
/// The network changed again, and an answer is missing for so long: what was said is lost, and TCP
/// repeats it ever more slowly. A new connection is faster.
const PROBE_AGAIN: Duration = Duration::from_secs(1);
/// The computer slept when so much time is missing: suspended time counts here and not there.
const SLEPT: Duration = Duration::from_secs(1);
/// A farewell is waited for so long.
const FAREWELL_TIME: Duration = Duration::from_millis(500);

/// So many messages of a connection that were not understood are logged one by one; of more only
/// the number, so that the log stays of use.
const STRANGE_TOLD: u64 = 20;

/// How an attempt or a connection ended.
pub(super) enum End {
    /// The program ends.
    OrdersClosed,
    /// The agent wants a new connection at once.
    Again,
    /// The agent signed out.
    SignedOut,
    /// Something went wrong.
    Failed {
        /// What.
        problem: LinkProblem,
        /// How long the connection had lasted.
        up_for: Duration,
        /// When the center wants to be asked again.
        retry_after: Option<Duration>,
    },
}

impl End {
    pub(super) const fn failed(problem: LinkProblem) -> Self {
        Self::Failed { problem, up_for: Duration::ZERO, retry_after: None }
    }
}

/// When something was last heard and said, and whether the session is ready.
struct Pulse {
    opened: Timestamp,
    heard: Timestamp,
    pinged: Timestamp,
    ready: bool,
    /// When the connection came into doubt, while it is.
    doubted: Option<Timestamp>,
    /// How long the computer had slept when this began.
    slept: Duration,
    /// When the center, which announced that it closes, wants everybody back.
    back_after: Option<Duration>,
    /// How fast to read.
    flow: Flow,
    /// Messages that were not understood.
    strange: u64,
}

impl Pulse {
    const fn new(now: Timestamp, slept: Duration) -> Self {
        Self {
            opened: now,
            heard: now,
            pinged: now,
            ready: false,
            doubted: None,
            slept,
            back_after: None,
            flow: Flow::new(now),
            strange: 0,
        }
    }
}

impl Link {
    /// Talks until the connection ends.
    pub(super) async fn talk(&mut self, mut socket: Socket, orders: &mut Orders) -> End {
        let mut pulse = Pulse::new(self.clock.now(), self.clock.slept());
        for frame in self.provider.on_open(&self.login) {
            if let Err(end) = self.write(&mut socket, wire(frame), &pulse).await {
                return end;
            }
        }
        loop {
            if let Err(end) = self.turn(&mut socket, orders, &mut pulse).await {
                if pulse.strange > STRANGE_TOLD {
                    tracing::warn!(messages = pulse.strange, "so many messages of the center were not understood");
                }
                self.farewell(&mut socket, &end).await;
                return end;
            }
        }
    }

    async fn turn(&mut self, socket: &mut Socket, orders: &mut Orders, pulse: &mut Pulse) -> Result<(), End> {
        let pause = pulse.flow.pause(self.clock.now());
        tokio::select! {
            biased;
            order = orders.recv() => self.obey(socket, order, pulse).await,
            message = socket.next(), if pause.is_none() => {
                pulse.heard = self.clock.now();
                pulse.doubted = None;
                pulse.flow.took(pulse.heard, message.as_ref().map_or(0, size));
                self.hear(message, pulse).await
            }
            () = tokio::time::sleep(pause.unwrap_or_default()), if pause.is_some() => Ok(()),
            () = tokio::time::sleep(self.until_beat(pulse)) => self.beat(socket, pulse).await,
        }
    }

    async fn obey(&mut self, socket: &mut Socket, order: Option<Order>, pulse: &mut Pulse) -> Result<(), End> {
        let Some(order) = order else { return Err(End::OrdersClosed) };
        if matches!(order, Order::Probe) {
            return self.probe(socket, pulse).await;
        }
        if let Order::Send(message) = &order {
            for frame in self.provider.encode(message) {
                self.write(socket, wire(frame), pulse).await?;
            }
        }
        self.take_aside(order).map_or(Ok(()), Err)
    }

    async fn hear(&mut self, message: Option<Result<Wire, Error>>, pulse: &mut Pulse) -> Result<(), End> {
        let problem = match message {
            Some(Ok(Wire::Text(text))) => return self.understand(Frame::Text(text.to_string()), pulse).await,
            Some(Ok(Wire::Binary(bytes))) => return self.understand(Frame::Binary(bytes.to_vec()), pulse).await,
            Some(Ok(Wire::Ping(_) | Wire::Pong(_) | Wire::Frame(_))) => return Ok(()),
            Some(Ok(Wire::Close(frame))) => closed(frame),
            Some(Err(Error::Capacity(_))) => LinkProblem::Closed(close::TOO_BIG),
            Some(Err(_)) | None => LinkProblem::Lost,
        };
        Err(self.failed(problem, pulse))
    }

    async fn understand(&mut self, frame: Frame, pulse: &mut Pulse) -> Result<(), End> {
        let events = match self.provider.decode(&frame, pulse.heard) {
            Ok(events) => events,
            Err(error) => {
                pulse.strange += 1;
                if pulse.strange <= STRANGE_TOLD {
                    tracing::warn!(what = %error.what, ?frame, "the center sent a message that was not understood");
                }
                let skipped = |stamp| CenterEvent { stamp: Some(stamp), what: CenterNews::Unknown };
                error.stamp.map(skipped).into_iter().collect()
            }
        };
        for event in events {
            if matches!(event.what, CenterNews::Ready(_)) && !std::mem::replace(&mut pulse.ready, true) {
                tracing::info!("connected to the contact center");
            }
            if let CenterNews::Closing { back_after } = event.what {
                pulse.back_after = back_after;
            }
            self.hand_over(Input::Center(event)).await;
        }
        Ok(())
    }

    /// Asks for a sign of life that must come soon.
    async fn probe(&self, socket: &mut Socket, pulse: &mut Pulse) -> Result<(), End> {
        let now = self.clock.now();
        if now.since(*pulse.doubted.get_or_insert(now)) >= PROBE_AGAIN {
            return Err(End::Again);
        }
        self.write(socket, Wire::Ping(Bytes::new()), pulse).await
    }

    fn until_beat(&self, pulse: &Pulse) -> Duration {
        if let Some(doubted) = pulse.doubted {
            return (doubted + PROBE_TIME).since(self.clock.now());
        }
        let heartbeat = self.provider.heartbeat();
        // Looked at only with each ping, a dead link would be found a whole heartbeat too late.
        let alive = || (pulse.pinged + heartbeat.every).min(pulse.heard + heartbeat.dead_after);
        let next = if pulse.ready { alive() } else { pulse.opened + READY_TIME };
        next.since(self.clock.now())
    }

    async fn beat(&mut self, socket: &mut Socket, pulse: &mut Pulse) -> Result<(), End> {
        let now = self.clock.now();
        if pulse.doubted.is_some_and(|doubted| now.since(doubted) >= PROBE_TIME) {
            return Err(End::Again);
        }
        if self.clock.slept().saturating_sub(pulse.slept) >= SLEPT {
            tracing::info!("the computer slept: connecting anew");
            return Err(End::Again);
        }
        let silent = now.since(pulse.heard) >= self.provider.heartbeat().dead_after;
        if silent || !pulse.ready {
            return Err(self.failed(LinkProblem::Timeout, pulse));
        }
        pulse.pinged = now;
        self.write(socket, Wire::Ping(Bytes::new()), pulse).await
    }

    /// A peer that reads nothing would hold the heartbeat up: writing has its time too.
    async fn write(&self, socket: &mut Socket, message: Wire, pulse: &Pulse) -> Result<(), End> {
        match tokio::time::timeout(self.provider.heartbeat().dead_after, socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(self.failed(LinkProblem::Lost, pulse)),
            Err(_) => Err(self.failed(LinkProblem::Timeout, pulse)),
        }
    }

    fn failed(&self, problem: LinkProblem, pulse: &Pulse) -> End {
        End::Failed { problem, up_for: self.clock.now().since(pulse.opened), retry_after: pulse.back_after }
    }

    /// Closes in good form where the other side still listens.
    async fn farewell(&self, socket: &mut Socket, end: &End) {
        let code = match end {
            End::OrdersClosed | End::Again | End::SignedOut => CloseCode::Normal,
            End::Failed { problem: LinkProblem::Closed(close::TOO_BIG), .. } => CloseCode::Size,
            // The other side closed: the library has the answer ready, and sends it on the next occasion.
            End::Failed {
                problem: LinkProblem::Closed(_) | LinkProblem::Replaced | LinkProblem::SignedOut, ..
            } => {
                drop(tokio::time::timeout(FAREWELL_TIME, socket.flush()).await);
                return;
            }
            End::Failed { .. } => return,
        };
        let frame = CloseFrame { code, reason: "".into() };
        drop(tokio::time::timeout(FAREWELL_TIME, socket.close(Some(frame))).await);
    }
}

fn size(message: &Result<Wire, Error>) -> usize {
    message.as_ref().map_or(0, Wire::len)
}

fn wire(frame: Frame) -> Wire {
    match frame {
        Frame::Text(text) => Wire::Text(text.into()),
        Frame::Binary(bytes) => Wire::Binary(bytes.into()),
    }
}

fn closed(frame: Option<CloseFrame>) -> LinkProblem {
    match frame.map(|frame| u16::from(frame.code)) {
        Some(close::REPLACED) => LinkProblem::Replaced,
        Some(close::SIGNED_OUT) => LinkProblem::SignedOut,
        Some(code) => LinkProblem::Closed(code),
        None => LinkProblem::Lost,
    }
}
