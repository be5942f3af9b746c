//! Toasts against real and wilful notification servers, each test on its own message bus.
#![cfg(target_os = "linux")]

#[path = "support/platform_bus.rs"]
mod platform_bus;
#[path = "support/platform_notifications.rs"]
mod platform_notifications;

use std::collections::BTreeSet;
use std::process::Command;
use std::time::Duration;

use deskbell::domain::effect::ToastKey;
use deskbell::domain::id::NoticeId;
use deskbell::domain::input::{Input, ServerHealth, SystemEvent};
use deskbell::platform::toast::{ToastText, Toaster, Urgency};
use platform_bus::{LIMIT, PrivateBus, Process};
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
        action: Some("Open".to_owned()),
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

#[tokio::test]
async fn a_toast_carries_what_was_said_and_a_click_on_it_is_reported() {
    let bus = PrivateBus::start();
    let mut server = Notifications::start(&bus, able()).await;
    let mut desk = Desk::at(&bus);
    desk.expect_up().await;
    desk.show("a").await;
    let shown = server.next_notify().await;
    assert_eq!((shown.app.as_str(), shown.title.as_str(), shown.body.as_str()), ("Deskbell", "a", "Billing queue"));
    assert_eq!((shown.replaces, shown.expire), (0, 60_000));
    assert_eq!(shown.actions, ["default", "Open"]);
    assert_eq!(<&str>::try_from(&shown.hints["desktop-entry"]).unwrap(), "deskbell");
    assert_eq!(u8::try_from(&shown.hints["urgency"]).unwrap(), 1);
    server.click(shown.id).await;
    server.close(shown.id).await;
    desk.expect(SystemEvent::ToastClicked(key("a"))).await;
    desk.expect(SystemEvent::ToastClosed(key("a"))).await;
}

#[tokio::test]
async fn the_same_key_replaces_and_a_withdrawn_toast_is_closed() {
    let bus = PrivateBus::start();
    let mut server = Notifications::start(&bus, able()).await;
    let mut desk = Desk::at(&bus);
    desk.expect_up().await;
    desk.show("a").await;
    let id = server.next_notify().await.id;
    desk.show("a").await;
    assert_eq!(server.next_notify().await.replaces, id);
    desk.toaster.withdraw(key("a"));
    assert_eq!(server.next_close().await, id);
    // What comes next is about the next toast: nothing was reported about the withdrawn one.
    desk.show("b").await;
}

#[tokio::test]
async fn a_toast_withdrawn_or_changed_before_the_answer_to_notify_is_not_left_behind() {
    let bus = PrivateBus::start();
    let mut server = Notifications::start(&bus, able()).await;
    let mut desk = Desk::at(&bus);
    desk.expect_up().await;
    desk.toaster.show(key("a"), text("first"));
    desk.toaster.withdraw(key("a"));
    desk.toaster.show(key("b"), text("first"));
    desk.toaster.show(key("b"), text("second"));
    let a = server.next_notify().await;
    let b = server.next_notify().await;
    assert_eq!(server.next_close().await, a.id);
    let second = server.next_notify().await;
    assert_eq!((second.replaces, second.title.as_str()), (b.id, "second"));
    desk.expect(SystemEvent::ToastShown(key("b"))).await;
    desk.expect(SystemEvent::ToastShown(key("b"))).await;
}

#[tokio::test]
async fn a_click_before_the_answer_to_notify_counts() {
    let bus = PrivateBus::start();
    let _server = Notifications::start(&bus, Behaviour { click_before_answer: true, ..able() }).await;
    let mut desk = Desk::at(&bus);
    desk.expect_up().await;
    desk.show("a").await;
    desk.expect(SystemEvent::ToastClicked(key("a"))).await;
}

#[tokio::test]
async fn signals_for_other_toasts_or_from_other_programs_do_not_count() {
    let bus = PrivateBus::start();
    let mut server = Notifications::start(&bus, able()).await;
    let mut desk = Desk::at(&bus);
    desk.expect_up().await;
    desk.show("a").await;
    let id = server.next_notify().await.id;
    server.click(id + 1_000).await;
    let impostor = bus.connect().await;
    let to_all = None::<&str>;
    let (path, name) = ("/org/freedesktop/Notifications", "org.freedesktop.Notifications");
    impostor.emit_signal(to_all, path, name, "ActionInvoked", &(id, "default")).await.unwrap();
    server.close(id).await;
    desk.expect(SystemEvent::ToastClosed(key("a"))).await;
}

#[tokio::test]
async fn five_hundred_clicks_at_once_are_all_reported_with_few_descriptors() {
    let bus = PrivateBus::start();
    let mut server = Notifications::start(&bus, able()).await;
    let mut desk = Desk::with_room(&bus, 4);
    desk.expect_up().await;
    let before = descriptors();
    for number in 0..500 {
        desk.toaster.show(key(&number.to_string()), text("toast"));
    }
    let mut ids = Vec::new();
    let mut shown = BTreeSet::new();
    for _ in 0..500 {
        match desk.next().await {
            SystemEvent::ToastShown(key) => shown.insert(key),
            other => panic!("unexpected {other:?}"),
        };
        ids.push(server.next_notify().await.id);
    }
    assert_eq!(shown.len(), 500);
    assert!(descriptors() <= before, "a toast must not cost a descriptor");
    let clicks = async {
        for id in &ids {
            server.click(*id).await;
        }
    };
    let reports = async {
        let mut clicked = BTreeSet::new();
        while clicked.len() < 500 {
            match desk.next().await {
                SystemEvent::ToastClicked(key) => assert!(clicked.insert(key), "reported twice"),
                other => panic!("unexpected {other:?}"),
            }
        }
    };
    tokio::join!(clicks, reports);
}

fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count()
}
