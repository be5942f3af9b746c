//! The one D-Bus connection for all toasts.
//!
//! Calls are sent without waiting for the answers of earlier ones. Answers and signals are read
//! from one stream, in the order in which the server sent them, so that it is always known
//! whether a click came before or after the answer that names its toast.

use std::time::Duration;

use futures_util::StreamExt as _;
use tokio::sync::mpsc;
use tokio::time::timeout;
use zbus::connection::Builder;
use zbus::{Connection, MessageStream};

use super::Order;
use super::board::Board;
use super::call::Answer;
use super::questions::ANSWER_WITHIN;
use super::wire::{self, Heard};
use crate::domain::input::Input;
use crate::time::{Clock, Timestamp};

/// Waits between attempts to reach the bus grow from the first to the last of these.
const RETRY: std::ops::RangeInclusive<Duration> = Duration::from_secs(1)..=Duration::from_secs(60);

/// Starts the task.
pub(super) fn start(address: Option<String>, inputs: mpsc::Sender<Input>, orders: mpsc::UnboundedReceiver<Order>) {
    let clock = Clock::start();
    let post = Post { address, inputs, orders, clock, board: Board::new(), retry: *RETRY.start() };
    tokio::spawn(post.run());
}

/// Nobody needs toasts any more.
#[derive(Debug)]
struct Ended;

struct Post {
    address: Option<String>,
    inputs: mpsc::Sender<Input>,
    orders: mpsc::UnboundedReceiver<Order>,
    clock: Clock,
    board: Board,
    retry: Duration,
}

impl Post {
    async fn run(mut self) {
        while self.connect_and_serve().await.is_ok() && self.wait_for_another_try().await.is_ok() {}
        tracing::debug!("toasts have ended");
    }

    /// Serves until the bus is lost.
    async fn connect_and_serve(&mut self) -> Result<(), Ended> {
        match timeout(ANSWER_WITHIN, self.connect()).await {
            Ok(Ok(mut bus)) => self.serve(&mut bus).await?,
            Ok(Err(error)) => tracing::warn!("no D-Bus session for toasts: {error}"),
            Err(_) => tracing::warn!("the D-Bus session does not answer: no toasts"),
        }
        self.board.disconnected();
        self.report().await;
        Ok(())
    }

    async fn connect(&self) -> zbus::Result<Bus> {
        let builder = match &self.address {
            Some(address) => Builder::address(address.as_str())?,
            None => Builder::session()?,
        };
        let connection = builder.build().await?;
        let heard = MessageStream::from(&connection);
        for subscription in wire::subscriptions()? {
            connection.send(&subscription).await?;
        }
        Ok(Bus { connection, heard, server: None })
    }

    async fn serve(&mut self, bus: &mut Bus) -> Result<(), Ended> {
        self.board.connected(self.clock.now());
        loop {
            if let Err(error) = self.make_calls(bus).await {
                tracing::warn!("the D-Bus session is lost: {error}");
                return Ok(());
            }
            self.report().await;
            let deadline = self.board.next_deadline();
            tokio::select! {
                // Orders first: what is withdrawn at the very end is not left on the screen.
                biased;
                order = self.orders.recv() => self.obey(order.ok_or(Ended)?),
                message = bus.heard.next() => match message {
                    Some(Ok(message)) => self.hear(bus, &message),
                    Some(Err(_)) | None => return Ok(()),
                },
                () = until(&self.clock, deadline) => self.board.tick(self.clock.now()),
                () = self.inputs.closed() => return Err(Ended),
            }
        }
    }

    fn obey(&mut self, order: Order) {
        match order {
            Order::Show(key, text) => self.board.show(self.clock.now(), key, text),
            Order::Withdraw(key) => self.board.withdraw(&key),
        }
    }

    fn hear(&mut self, bus: &mut Bus, message: &zbus::Message) {
        let now = self.clock.now();
        match wire::hear(message, |ticket| self.board.question(ticket).cloned()) {
            Some(Heard::Answer { ticket, sender, answer }) => {
                if matches!(answer, Answer::Features(_)) {
                    self.retry = *RETRY.start();
                    bus.server = sender;
                }
                self.board.answered(now, ticket, &answer);
            }
            // Any program may send such signals; only the server's count.
            Some(Heard::Signal { sender, id, sign }) if sender == bus.server => self.board.signalled(id, sign),
            Some(Heard::Signal { .. }) | None => {}
            Some(Heard::Owner(owner)) => {
                self.board.owner_changed(now, owner.is_some());
                bus.server = owner;
            }
        }
    }

    async fn make_calls(&mut self, bus: &Bus) -> zbus::Result<()> {
        for call in std::mem::take(&mut self.board.calls) {
            let message = wire::message(&call)?;
            let sent = timeout(ANSWER_WITHIN, bus.connection.send(&message)).await;
            sent.unwrap_or_else(|_| Err(zbus::Error::Failure("the bus takes no messages".to_owned())))?;
        }
        Ok(())
    }

    /// Waits for room where the inputs are full: a click is never dropped.
    async fn report(&mut self) {
        for event in std::mem::take(&mut self.board.news) {
            // That nobody listens any more ends the serving, after what is still ordered.
            drop(self.inputs.send(Input::System(event)).await);
        }
    }

    /// Without a bus: waits until something is to be shown and enough time has passed.
    async fn wait_for_another_try(&mut self) -> Result<(), Ended> {
        let again = self.clock.now() + self.retry;
        self.retry = (self.retry * 2).min(*RETRY.end());
        loop {
            let deadline = self.board.wants_a_server().then_some(again);
            if deadline.is_some_and(|again| again <= self.clock.now()) {
                return Ok(());
            }
            tokio::select! {
                order = self.orders.recv() => self.obey(order.ok_or(Ended)?),
                () = until(&self.clock, deadline) => {}
                () = self.inputs.closed() => return Err(Ended),
            }
            self.report().await;
        }
    }
}

struct Bus {
    connection: Connection,
    heard: MessageStream,
    /// The unique name of the server whose signals count.
    server: Option<String>,
}

async fn until(clock: &Clock, deadline: Option<Timestamp>) {
    match deadline {
        // One millisecond more, because the timer's clock and ours are cut to milliseconds differently.
        Some(deadline) => tokio::time::sleep(deadline.since(clock.now()) + Duration::from_millis(1)).await,
        None => std::future::pending().await,
    }
}
