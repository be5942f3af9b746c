//! Toasts against real and wilful notification servers, each test on its own message bus.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "in a test a panic is the answer")]
#![expect(unreachable_pub, dead_code, reason = "support files serve several tests")]

#[path = "support/platform_bus.rs"]
mod platform_bus;
#[path = "support/platform_notifications.rs"]
mod platform_notifications;
#[path = "toasts/real.rs"]
mod real;
#[path = "toasts/wilful.rs"]
mod wilful;

use std::time::Duration;

use deskbell::domain::effect::ToastKey;
use deskbell::domain::id::NoticeId;
use deskbell::domain::input::{Input, ServerHealth, SystemEvent};
use deskbell::platform::toast::{ToastAction, ToastText, Toaster, Urgency};
use platform_bus::{LIMIT, PrivateBus};
use platform_notifications::{Behaviour, Notifications};
use tokio::sync::mpsc;

const ABLE: [&str; 4] = ["actions", "body", "body-markup", "persistence"];

fn able() -> Behaviour {
    Behaviour { capabilities: ABLE.to_vec(), ..Behaviour::default() }
}

fn key(name: &str) -> ToastKey {
    ToastKey::Notice(NoticeId(name.to_owned()))
}

fn text(title: &str) -> ToastText {
    ToastText {
        title: title.to_owned(),
        body: "Billing queue".to_owned(),
        actions: vec![(ToastAction::Click, "Open".to_owned())],
        urgency: Urgency::Normal,
        expire: Duration::from_secs(60),
    }
}

/// The toaster and what it reports.
struct Desk {
    toaster: Toaster,
    inputs: mpsc::Receiver<Input>,
}

impl Desk {
    fn at(bus: &PrivateBus) -> Self {
        Self::with_room(bus, 16)
    }

    fn with_room(bus: &PrivateBus, room: usize) -> Self {
        let (sender, inputs) = mpsc::channel(room);
        Self { toaster: Toaster::start_at(bus.address.clone(), sender), inputs }
    }

    async fn next(&mut self) -> SystemEvent {
        match tokio::time::timeout(LIMIT, self.inputs.recv()).await.expect("nothing was reported") {
            Some(Input::System(event)) => event,
            other => panic!("unexpected {other:?}"),
        }
    }

    async fn expect(&mut self, event: SystemEvent) {
        assert_eq!(self.next().await, event);
    }

    async fn expect_up(&mut self) {
        self.expect(SystemEvent::ToastServer(ServerHealth::Up)).await;
    }

    async fn show(&mut self, name: &str) {
        self.toaster.show(key(name), text(name));
        self.expect(SystemEvent::ToastShown(key(name))).await;
    }
}

/// A bus of its own, a server that behaves like this, and a toaster that has found it.
async fn with_server(behaviour: Behaviour) -> (PrivateBus, Notifications, Desk) {
    let bus = PrivateBus::start();
    let server = Notifications::start(&bus, behaviour).await;
    let mut desk = Desk::at(&bus);
    desk.expect_up().await;
    (bus, server, desk)
}
