//! Every toast that passed over the bus, seen by a bus monitor: whatever the notification server
//! does with it, this is what was asked of it and what it answered.

use super::bus::{Bus, Peer};
use deskbell::time::{Clock, Timestamp};
use futures_util::StreamExt;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use zbus::message::Type;
use zbus::zvariant::OwnedValue;

/// A toast that somebody asked the notification server for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Toast {
    /// The server's id; zero until it answered.
    pub id: u32,
    /// Who asked.
    pub app: String,
    /// The id of the toast that this one takes the place of; zero: none.
    pub replaces: u32,
    /// First line.
    pub summary: String,
    /// Text.
    pub body: String,
    /// How much it presses: 0 low, 1 normal, 2 critical.
    pub urgency: u8,
    /// Keys of its actions.
    pub actions: Vec<String>,
    /// Milliseconds until it goes; -1: the server's own time.
    pub expires: i32,
    /// Why it is gone: 1 expired, 2 by the person, 3 withdrawn, 4 unknown; none: still there.
    pub closed: Option<u32>,
    /// What names it beyond one run of a program, from its hint `x-dunst-stack-tag`.
    pub tag: String,
    /// Who asked, as the bus names one connection.
    pub caller: String,
    /// Who answered, as the bus names one connection.
    pub server: String,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// When the server answered; none: not yet.
    pub shown_at: Option<Timestamp>,
    /// When whoever asked for it asked for its end.
    pub withdrawn_at: Option<Timestamp>,
    /// When it was closed, or its server ended.
    pub gone_at: Option<Timestamp>,
}

/// What a monitor of the bus has seen of toasts.
#[derive(Clone, Debug)]
pub struct Toasts {
    /// The clock of all times in here.
    pub clock: Clock,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Debug, Default)]
struct Seen {
    toasts: Vec<Toast>,
    /// When connections left the bus.
    left: BTreeMap<String, Timestamp>,
    /// The callers and serial numbers of calls that are not answered yet: index of the toast.
    asked: BTreeMap<(String, u32), usize>,
}

impl Toasts {
    /// Begins to watch the bus.
    pub fn watch(bus: &Bus) -> Self {
        let toasts = Self { clock: Clock::start(), seen: Arc::default() };
        let Peer { runner, connection } = Peer::connect(&bus.peer.runner, &bus.address);
        let kept = toasts.clone();
        runner.run(async move {
            let mut messages = zbus::MessageStream::from(&connection);
            let monitor = zbus::fdo::MonitoringProxy::new(&connection).await.expect("the bus can be watched");
            monitor.become_monitor(&[], 0).await.expect("the bus can be watched");
            tokio::spawn(async move {
                while let Some(Ok(message)) = messages.next().await {
                    // A message that is not about toasts, or not well-formed, is none of ours.
                    let _ = kept.read(&message);
                }
            });
        });
        toasts
    }

    /// All toasts so far, the first one first.
    pub fn all(&self) -> Vec<Toast> {
        self.with(|seen| seen.toasts.clone())
    }

    /// Those that are not closed and whose place no later one has taken.
    pub fn open(&self) -> Vec<Toast> {
        let all = self.all();
        let replaced = |id| all.iter().any(|other| other.replaces == id);
        all.iter().filter(|toast| toast.closed.is_none() && !replaced(toast.id)).cloned().collect()
    }

    /// When the connection of that name left the bus; none: it is there.
    pub fn left_at(&self, connection: &str) -> Option<Timestamp> {
        self.with(|seen| seen.left.get(connection).copied())
    }

    fn with<T>(&self, act: impl FnOnce(&mut Seen) -> T) -> T {
        act(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn read(&self, message: &zbus::Message) -> zbus::Result<()> {
        let now = self.clock.now();
        let header = message.header();
        let member = header.member().map(|name| name.as_str().to_owned()).unwrap_or_default();
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        match (message.message_type(), member.as_str()) {
            (Type::MethodCall, "Notify") => {
                let toast = Toast { caller: sender.clone(), asked_at: now, ..parse(message)? };
                self.with(|seen| {
                    seen.asked.insert((sender, header.primary().serial_num().get()), seen.toasts.len());
                    seen.toasts.push(toast);
                });
            }
            (Type::MethodCall, "CloseNotification") => {
                let id: u32 = message.body().deserialize()?;
                self.with(|seen| {
                    let last = seen.toasts.iter_mut().rfind(|toast| toast.id == id && toast.caller == sender);
                    last.into_iter().for_each(|toast| toast.withdrawn_at = Some(now));
                });
            }
            (Type::MethodReturn, _) => {
                let caller = header.destination().map(ToString::to_string).unwrap_or_default();
                let asked = header.reply_serial().map_or(0, std::num::NonZero::get);
                if let Some(index) = self.with(|seen| seen.asked.remove(&(caller, asked))) {
                    let id: u32 = message.body().deserialize()?;
                    self.with(|seen| seen.answered(index, id, sender, now));
                }
            }
            (Type::Signal, "NotificationClosed") => {
                let (id, why): (u32, u32) = message.body().deserialize()?;
                self.with(|seen| {
                    let last = seen.toasts.iter_mut().rfind(|toast| toast.id == id && toast.server == sender);
                    if let Some(toast) = last {
                        (toast.closed, toast.gone_at) = (Some(why), toast.gone_at.or(Some(now)));
                    }
                });
            }
            (Type::Signal, "NameOwnerChanged") => {
                let (name, _, owner): (String, String, String) = message.body().deserialize()?;
                if name.starts_with(':') && owner.is_empty() {
                    self.with(|seen| seen.gone(name, now));
                }
            }
            (Type::MethodCall | Type::Signal | Type::Error, _) => {}
        }
        Ok(())
    }
}

impl Seen {
    fn answered(&mut self, index: usize, id: u32, server: String, now: Timestamp) {
        // A server may give the id of a toast with the same tag to the one that takes its place.
        let before = self.toasts.iter_mut().filter(|toast| toast.id == id && toast.server == server);
        before.for_each(|toast| toast.gone_at = toast.gone_at.or(Some(now)));
        let toast = &mut self.toasts[index];
        (toast.id, toast.server, toast.shown_at) = (id, server, Some(now));
    }

    fn gone(&mut self, connection: String, now: Timestamp) {
        for toast in self.toasts.iter_mut().filter(|toast| toast.server == connection) {
            toast.gone_at = toast.gone_at.or(Some(now));
        }
        self.left.insert(connection, now);
    }
}

type Notify = (String, u32, String, String, String, Vec<String>, BTreeMap<String, OwnedValue>, i32);

fn parse(message: &zbus::Message) -> zbus::Result<Toast> {
    let body = message.body();
    let (app, replaces, _icon, summary, body, actions, hints, expires): Notify = body.deserialize()?;
    let actions = actions.into_iter().step_by(2).collect();
    let tag = hints.get("x-dunst-stack-tag").and_then(|tag| tag.downcast_ref::<String>().ok()).unwrap_or_default();
    let urgency = hints.get("urgency").and_then(|urgency| urgency.downcast_ref::<u8>().ok()).unwrap_or(1);
    Ok(Toast { app, replaces, summary, body, actions, expires, tag, urgency, ..Toast::default() })
}
