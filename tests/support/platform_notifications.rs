//! A notification server that does as the test says: real ones answer too well.

use std::collections::BTreeMap;

use futures_util::StreamExt as _;
use tokio::sync::mpsc;
use zbus::message::{Message, Type};
use zbus::zvariant::OwnedValue;

use super::platform_bus::{LIMIT, PrivateBus};

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// How the server behaves.
#[derive(Clone, Default)]
pub struct Behaviour {
    /// What it says it can do.
    pub capabilities: Vec<&'static str>,
    /// Says that a toast was clicked before it answers to Notify.
    pub click_before_answer: bool,
    /// Answers nothing until told to.
    pub hangs: bool,
    /// The first id it gives out.
    pub first_id: u32,
}

/// What somebody asked of the server.
#[derive(Debug)]
pub enum Seen {
    /// Show this.
    Notify(Notify),
    /// Take that away.
    Close(u32),
}

/// A call of Notify.
#[derive(Debug, Clone)]
pub struct Notify {
    /// The id given to it.
    pub id: u32,
    pub app: String,
    pub replaces: u32,
    pub title: String,
    pub body: String,
    pub actions: Vec<String>,
    pub hints: BTreeMap<String, OwnedValue>,
    pub expire: i32,
}

/// The running server; its name is free again when it is dropped.
pub struct Notifications {
    connection: zbus::Connection,
    seen: mpsc::UnboundedReceiver<Seen>,
    wake: mpsc::UnboundedSender<()>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Notifications {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Notifications {
    /// Starts it; it owns its name.
    pub async fn start(bus: &PrivateBus, behaviour: Behaviour) -> Self {
        let connection = bus.connect().await;
        let calls = zbus::MessageStream::from(&connection);
        connection.request_name(NAME).await.unwrap();
        let (tell, seen) = mpsc::unbounded_channel();
        let (wake, woken) = mpsc::unbounded_channel();
        let next_id = behaviour.first_id.max(1);
        let server = Server { connection: connection.clone(), behaviour, tell, next_id, held: Vec::new() };
        let task = tokio::spawn(server.run(calls, woken));
        Self { connection, seen, wake, task }
    }

    /// What was asked next, except for what it can do.
    pub async fn next(&mut self) -> Seen {
        tokio::time::timeout(LIMIT, self.seen.recv()).await.expect("nothing was asked").unwrap()
    }

    /// The next call, which must be Notify.
    pub async fn next_notify(&mut self) -> Notify {
        match self.next().await {
            Seen::Notify(notify) => notify,
            Seen::Close(id) => panic!("asked to close {id}"),
        }
    }

    /// The next call, which must be CloseNotification.
    pub async fn next_close(&mut self) -> u32 {
        match self.next().await {
            Seen::Close(id) => id,
            Seen::Notify(notify) => panic!("asked to show {notify:?}"),
        }
    }

    /// Whether all that was asked has been looked at.
    pub fn is_quiet(&mut self) -> bool {
        self.seen.try_recv().is_err()
    }

    /// The agent clicks.
    pub async fn click(&self, id: u32) {
        click(&self.connection, id).await;
    }

    /// Says something of a toast, right or wrong.
    pub async fn tell(&self, id: u32, signal: &str, what: &str) {
        self.connection.emit_signal(None::<&str>, PATH, NAME, signal, &(id, what)).await.unwrap();
    }

    /// The toast goes.
    pub async fn close(&self, id: u32) {
        self.connection.emit_signal(None::<&str>, PATH, NAME, "NotificationClosed", &(id, 1u32)).await.unwrap();
    }

    /// From now on it answers, also to what it was asked before.
    pub fn wake(&self) {
        self.wake.send(()).unwrap();
    }

    /// Ends it, as if it had been killed.
    pub async fn stop(self) {
        self.task.abort();
        self.connection.clone().close().await.unwrap();
    }
}

async fn click(connection: &zbus::Connection, id: u32) {
    connection.emit_signal(None::<&str>, PATH, NAME, "ActivationToken", &(id, "token")).await.unwrap();
    connection.emit_signal(None::<&str>, PATH, NAME, "ActionInvoked", &(id, "default")).await.unwrap();
}

struct Server {
    connection: zbus::Connection,
    behaviour: Behaviour,
    tell: mpsc::UnboundedSender<Seen>,
    next_id: u32,
    held: Vec<Message>,
}

impl Server {
    async fn run(mut self, mut calls: zbus::MessageStream, mut woken: mpsc::UnboundedReceiver<()>) {
        loop {
            tokio::select! {
                call = calls.next() => match call {
                    Some(Ok(call)) if call.message_type() == Type::MethodCall => self.take(call).await,
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return,
                },
                Some(()) = woken.recv() => {
                    self.behaviour.hangs = false;
                    for call in std::mem::take(&mut self.held) {
                        self.take(call).await;
                    }
                }
            }
        }
    }

    async fn take(&mut self, call: Message) {
        if self.behaviour.hangs {
            self.held.push(call);
            return;
        }
        let header = call.header();
        let body = call.body();
        match header.member().unwrap().as_str() {
            "GetCapabilities" => self.connection.reply(&header, &self.behaviour.capabilities).await.unwrap(),
            "CloseNotification" => {
                let id = body.deserialize().unwrap();
                self.tell.send(Seen::Close(id)).ok();
                self.connection.emit_signal(None::<&str>, PATH, NAME, "NotificationClosed", &(id, 3u32)).await.unwrap();
            }
            "Notify" => {
                let notify = self.recorded(&body);
                if self.behaviour.click_before_answer {
                    click(&self.connection, notify.id).await;
                }
                self.connection.reply(&header, &notify.id).await.unwrap();
                self.tell.send(Seen::Notify(notify)).ok();
            }
            other => panic!("unexpected call of {other}"),
        }
    }

    fn recorded(&mut self, body: &zbus::message::Body) -> Notify {
        type Arguments = (String, u32, String, String, String, Vec<String>, BTreeMap<String, OwnedValue>, i32);
        let (app, replaces, _icon, title, body, actions, hints, expire): Arguments = body.deserialize().unwrap();
        let id = if replaces == 0 { self.next_id } else { replaces };
        self.next_id = self.next_id.max(id + 1);
        Notify { id, app, replaces, title, body, actions, hints, expire }
    }
}
