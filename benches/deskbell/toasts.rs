//! A notification server that only notes when it was asked to show what.

use crate::clock;
use crate::support::bus::{Bus, Peer, Runner};
use futures_util::StreamExt as _;
use std::collections::BTreeMap;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};
use zbus::message::{Message, Type};
use zbus::zvariant::OwnedValue;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// A call of Notify.
#[derive(Debug)]
pub(crate) struct Notified {
    /// When it came.
    pub(crate) at: Instant,
    /// The first line.
    pub(crate) title: String,
    /// What follows it.
    pub(crate) body: String,
}

/// The running server, on a thread and a connection of its own.
pub(crate) struct ToastServer {
    notified: Receiver<Notified>,
    _stop: tokio::sync::oneshot::Sender<()>,
}

impl ToastServer {
    /// Takes the name and serves until this value goes.
    pub(crate) fn serve(bus: &Bus) -> Self {
        let (runner, stop) = Runner::start();
        let connection = Peer::connect(&runner, &bus.address).connection;
        let (tell, notified) = mpsc::channel();
        let calls = zbus::MessageStream::from(&connection);
        let server = Server { connection: connection.clone(), tell, last: 0 };
        runner.spawn(server.run(calls));
        runner.run(async move { connection.request_name(NAME).await }).expect("the bus is new: the name is free");
        Self { notified, _stop: stop }
    }

    /// The next call of Notify; none within the time.
    pub(crate) fn next_within(&self, limit: Duration) -> Option<Notified> {
        self.notified.recv_timeout(limit).ok()
    }

    /// Every call that nobody looked at yet.
    pub(crate) fn all(&self) -> Vec<Notified> {
        self.notified.try_iter().collect()
    }
}

struct Server {
    connection: zbus::Connection,
    tell: Sender<Notified>,
    last: u32,
}

impl Server {
    async fn run(mut self, mut calls: zbus::MessageStream) {
        while let Some(Ok(call)) = calls.next().await {
            let at = clock::now();
            if call.message_type() == Type::MethodCall {
                self.answer(at, &call).await.expect("the bus lives as long as the server");
            }
        }
    }

    async fn answer(&mut self, at: Instant, call: &Message) -> zbus::Result<()> {
        let header = call.header();
        match header.member().map(|member| member.as_str()) {
            Some("Notify") => {
                let (id, title, body) = self.read(call)?;
                self.connection.reply(&header, &id).await?;
                // Nobody counts any more at the very end.
                drop(self.tell.send(Notified { at, title, body }));
            }
            Some("CloseNotification") => {
                let id: u32 = call.body().deserialize()?;
                self.connection.emit_signal(None::<&str>, PATH, NAME, "NotificationClosed", &(id, 3_u32)).await?;
            }
            Some("GetCapabilities") => self.connection.reply(&header, &["actions", "body"]).await?,
            Some(_) | None => {}
        }
        Ok(())
    }

    fn read(&mut self, call: &Message) -> zbus::Result<(u32, String, String)> {
        type Arguments = (String, u32, String, String, String, Vec<String>, BTreeMap<String, OwnedValue>, i32);
        let (_, replaces, _, title, body, _, _, _): Arguments = call.body().deserialize()?;
        if replaces != 0 {
            return Ok((replaces, title, body));
        }
        self.last += 1;
        Ok((self.last, title, body))
    }
}
