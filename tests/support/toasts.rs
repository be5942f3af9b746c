//! Every toast that passed over the bus, seen by a bus monitor: whatever the notification server
//! does with it, this is what was asked of it and what it answered.

use super::bus::{Bus, Peer};
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
    /// Keys of its actions.
    pub actions: Vec<String>,
    /// Milliseconds until it goes; -1: the server's own time.
    pub expires: i32,
    /// Why it is gone: 1 expired, 2 by the person, 3 withdrawn, 4 unknown; none: still there.
    pub closed: Option<u32>,
}

/// What a monitor of the bus has seen of toasts.
#[derive(Clone, Debug, Default)]
pub struct Toasts(Arc<Mutex<Seen>>);

#[derive(Debug, Default)]
struct Seen {
    toasts: Vec<Toast>,
    /// The callers and serial numbers of calls that are not answered yet: index of the toast.
    asked: BTreeMap<(String, u32), usize>,
}

impl Toasts {
    /// Begins to watch the bus.
    pub fn watch(bus: &Bus) -> Self {
        let toasts = Self::default();
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

    fn with<T>(&self, act: impl FnOnce(&mut Seen) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn read(&self, message: &zbus::Message) -> zbus::Result<()> {
        let header = message.header();
        let member = header.member().map(|name| name.as_str().to_owned()).unwrap_or_default();
        match message.message_type() {
            Type::MethodCall if member == "Notify" => {
                let caller = header.sender().map(ToString::to_string).unwrap_or_default();
                let toast = parse(message)?;
                self.with(|seen| {
                    seen.asked.insert((caller, header.primary().serial_num().get()), seen.toasts.len());
                    seen.toasts.push(toast);
                });
            }
            Type::MethodReturn => {
                let caller = header.destination().map(ToString::to_string).unwrap_or_default();
                let asked = header.reply_serial().map_or(0, std::num::NonZero::get);
                if let Some(index) = self.with(|seen| seen.asked.remove(&(caller, asked))) {
                    let id: u32 = message.body().deserialize()?;
                    self.with(|seen| seen.toasts[index].id = id);
                }
            }
            Type::Signal if member == "NotificationClosed" => {
                let (id, why): (u32, u32) = message.body().deserialize()?;
                self.with(|seen| {
                    let last = seen.toasts.iter_mut().rfind(|toast| toast.id == id);
                    last.into_iter().for_each(|toast| toast.closed = Some(why));
                });
            }
            Type::MethodCall | Type::Signal | Type::Error => {}
        }
        Ok(())
    }
}

type Notify = (String, u32, String, String, String, Vec<String>, BTreeMap<String, OwnedValue>, i32);

fn parse(message: &zbus::Message) -> zbus::Result<Toast> {
    let body = message.body();
    let (app, replaces, _icon, summary, body, actions, _hints, expires): Notify = body.deserialize()?;
    let actions = actions.into_iter().step_by(2).collect();
    Ok(Toast { id: 0, app, replaces, summary, body, actions, expires, closed: None })
}
