//! Toasts against real and wilful notification servers, each test on its own message bus.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "in a test a panic is the answer")]
#![expect(unreachable_pub, dead_code, reason = "support files serve several tests")]

#[path = "support/platform_bus.rs"]
mod platform_bus;
#[path = "support/platform_notifications.rs"]
mod platform_notifications;

use std::collections::BTreeSet;
use std::time::Duration;

use deskbell::domain::effect::ToastKey;
use deskbell::domain::id::NoticeId;
use deskbell::domain::input::{Input, ServerHealth, SystemEvent};
use deskbell::platform::toast::{ToastText, Toaster, Urgency};
use platform_bus::{LIMIT, PrivateBus, Process, display};
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
    if !platform_bus::is_alone("five_hundred_clicks_at_once_are_all_reported_with_few_descriptors", &[]) {
        return;
    }
    let bus = PrivateBus::start();
    let mut server = Notifications::start(&bus, able()).await;
    let mut desk = Desk::with_room(&bus, 4);
    desk.expect_up().await;
    for number in 0..500 {
        desk.toaster.show(key(&number.to_string()), text("toast"));
    }
    let mut ids = Vec::new();
    let mut shown = BTreeSet::new();
    for _ in 0..500 {
        let event = desk.next().await;
        let SystemEvent::ToastShown(key) = event else { panic!("unexpected {event:?}") };
        shown.insert(key);
        ids.push(server.next_notify().await.id);
    }
    assert_eq!(shown.len(), 500);
    // The server's own, the test runner's and the runtime's are among them.
    assert!(descriptors() <= 16, "{} descriptors", descriptors());
    let clicks = async {
        for id in &ids {
            server.click(*id).await;
        }
    };
    let reports = async {
        let mut clicked = BTreeSet::new();
        while clicked.len() < 500 {
            let event = desk.next().await;
            let SystemEvent::ToastClicked(key) = event else { panic!("unexpected {event:?}") };
            assert!(clicked.insert(key), "reported twice");
        }
    };
    tokio::join!(clicks, reports);
}

fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count()
}

#[tokio::test]
async fn without_a_server_failure_is_reported_and_the_toast_is_shown_when_one_comes() {
    let bus = PrivateBus::start();
    let mut desk = Desk::at(&bus);
    desk.expect(SystemEvent::ToastServer(ServerHealth::Absent)).await;
    desk.toaster.show(key("a"), text("a"));
    desk.toaster.show(key("b"), text("b"));
    let failed = [desk.next().await, desk.next().await];
    assert!(failed.contains(&SystemEvent::ToastFailed(key("a"))), "{failed:?}");
    assert!(failed.contains(&SystemEvent::ToastFailed(key("b"))), "{failed:?}");
    desk.toaster.withdraw(key("b"));
    let mut server = Notifications::start(&bus, able()).await;
    desk.expect_up().await;
    desk.expect(SystemEvent::ToastShown(key("a"))).await;
    assert_eq!(server.next_notify().await.title, "a");
    assert!(server.is_quiet(), "a withdrawn toast was shown");
}

#[tokio::test]
async fn after_a_restart_of_the_server_what_is_alive_is_shown_again_and_old_ids_mean_nothing() {
    let bus = PrivateBus::start();
    let mut first = Notifications::start(&bus, able()).await;
    let mut desk = Desk::at(&bus);
    desk.expect_up().await;
    desk.show("kept").await;
    let old = first.next_notify().await.id;
    desk.show("withdrawn").await;
    desk.toaster.withdraw(key("withdrawn"));
    assert!(first.next_notify().await.id > old);
    first.next_close().await;
    first.stop().await;
    desk.expect(SystemEvent::ToastServer(ServerHealth::Absent)).await;
    desk.expect(SystemEvent::ToastFailed(key("kept"))).await;
    let mut second = Notifications::start(&bus, Behaviour { first_id: 70, ..able() }).await;
    desk.expect_up().await;
    desk.expect(SystemEvent::ToastShown(key("kept"))).await;
    let again = second.next_notify().await;
    assert_eq!((again.title.as_str(), again.replaces, again.id), ("kept", 0, 70));
    second.click(old).await;
    second.close(70).await;
    desk.expect(SystemEvent::ToastClosed(key("kept"))).await;
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_reported_within_its_limit_while_other_work_goes_on() {
    let bus = PrivateBus::start();
    let mut server = Notifications::start(&bus, Behaviour { hangs: true, ..able() }).await;
    let mut desk = Desk::at(&bus);
    desk.toaster.show(key("a"), text("a"));
    let mut ticks = tokio::time::interval(Duration::from_millis(10));
    let mut counted = 0;
    let event = loop {
        tokio::select! {
            event = desk.next() => break event,
            _ = ticks.tick() => counted += 1,
        }
    };
    assert_eq!(event, SystemEvent::ToastServer(ServerHealth::Hung));
    assert!((250..500).contains(&counted), "{counted} ticks of 10 ms until the server was found to be hung");
    desk.expect(SystemEvent::ToastFailed(key("a"))).await;
    server.wake();
    desk.toaster.show(key("b"), text("b"));
    desk.expect_up().await;
    let shown = [desk.next().await, desk.next().await];
    assert!(shown.contains(&SystemEvent::ToastShown(key("a"))), "{shown:?}");
    assert!(shown.contains(&SystemEvent::ToastShown(key("b"))), "{shown:?}");
    server.next_notify().await;
    server.next_notify().await;
    assert!(server.is_quiet(), "shown more than once");
}

#[tokio::test]
async fn a_bus_that_comes_late_is_found_and_one_that_goes_is_reported() {
    let mut bus = PrivateBus::start();
    let socket = bus.dir.path().join("bus");
    let aside = bus.dir.path().join("aside");
    std::fs::rename(&socket, &aside).unwrap();
    let mut desk = Desk::at(&bus);
    desk.expect(SystemEvent::ToastServer(ServerHealth::Absent)).await;
    desk.toaster.show(key("a"), text("a"));
    desk.expect(SystemEvent::ToastFailed(key("a"))).await;
    std::fs::rename(&aside, &socket).unwrap();
    let mut server = Notifications::start(&bus, able()).await;
    desk.expect_up().await;
    desk.expect(SystemEvent::ToastShown(key("a"))).await;
    assert_eq!(server.next_notify().await.title, "a");
    bus.kill();
    desk.expect(SystemEvent::ToastServer(ServerHealth::Absent)).await;
    desk.expect(SystemEvent::ToastFailed(key("a"))).await;
}

#[tokio::test]
async fn markup_is_escaped_where_the_server_understands_it_and_left_alone_elsewhere() {
    let hostile = ToastText { body: "<b>Tom</b> & Jerry".to_owned(), ..text("<i>title</i>") };
    for (capabilities, body, actions) in
        [(ABLE.to_vec(), "&lt;b&gt;Tom&lt;/b&gt; &amp; Jerry", 2), (vec!["body"], "<b>Tom</b> & Jerry", 0)]
    {
        let bus = PrivateBus::start();
        let mut server = Notifications::start(&bus, Behaviour { capabilities, ..Behaviour::default() }).await;
        let mut desk = Desk::at(&bus);
        desk.expect_up().await;
        desk.toaster.show(key("a"), hostile.clone());
        let shown = server.next_notify().await;
        assert_eq!((shown.title.as_str(), shown.body.as_str()), ("<i>title</i>", body));
        assert_eq!(shown.actions.len(), actions);
    }
}

#[tokio::test]
async fn a_toast_that_the_server_leaves_on_the_screen_is_closed_after_its_time() {
    let bus = PrivateBus::start();
    let mut server = Notifications::start(&bus, able()).await;
    let mut desk = Desk::at(&bus);
    desk.expect_up().await;
    desk.toaster.show(key("a"), ToastText { expire: Duration::from_millis(200), ..text("a") });
    let id = server.next_notify().await.id;
    desk.expect(SystemEvent::ToastShown(key("a"))).await;
    assert_eq!(server.next_close().await, id);
    desk.expect(SystemEvent::ToastClosed(key("a"))).await;
}

/// A private bus with a display and dunst on it.
struct Dunst {
    bus: PrivateBus,
    display: String,
    _x: Process,
    dunst: Process,
}

impl Dunst {
    async fn start() -> Self {
        let bus = PrivateBus::start();
        let (x, display) = display();
        let dunst = Self::dunst(&bus, &display).await;
        Self { bus, display, _x: x, dunst }
    }

    async fn dunst(bus: &PrivateBus, display: &str) -> Process {
        let rules = bus.dir.path().join("dunstrc");
        std::fs::write(&rules, "[global]\nmonitor=0\nfollow=none\nmarkup=full\nformat=\"<b>%s</b> %b\"\n").unwrap();
        let dunst = Process::start(bus.command("dunst").arg("-conf").arg(rules).env("DISPLAY", display));
        bus.wait_for_owner("org.freedesktop.Notifications").await;
        dunst
    }

    async fn restart(&mut self) {
        self.dunst.kill();
        self.dunst = Self::dunst(&self.bus, &self.display).await;
    }

    fn ctl(&self, arguments: &[&str]) -> String {
        let output = self.bus.command("dunstctl").args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What dunst has shown, newest first: summaries and the markup that was rendered.
    fn history(&self) -> Vec<(String, String)> {
        let history: serde_json::Value = serde_json::from_str(&self.ctl(&["history"])).unwrap();
        let of = |toast: &serde_json::Value, what: &str| toast[what]["data"].as_str().unwrap().to_owned();
        let toasts = history["data"][0].as_array().unwrap();
        toasts.iter().map(|toast| (of(toast, "summary"), of(toast, "message"))).collect()
    }
}

#[tokio::test]
async fn dunst_shows_replaces_withdraws_and_reports_clicks() {
    let dunst = Dunst::start().await;
    let mut desk = Desk::at(&dunst.bus);
    desk.expect_up().await;
    desk.show("clicked").await;
    dunst.ctl(&["action", "0"]);
    desk.expect(SystemEvent::ToastClicked(key("clicked"))).await;
    dunst.ctl(&["close-all"]);
    desk.expect(SystemEvent::ToastClosed(key("clicked"))).await;
    desk.show("withdrawn").await;
    desk.toaster.show(key("withdrawn"), text("replaced"));
    desk.expect(SystemEvent::ToastShown(key("withdrawn"))).await;
    assert_eq!(dunst.ctl(&["count", "displayed"]).trim(), "1");
    desk.toaster.withdraw(key("withdrawn"));
    let markup = "<b>Tom</b> & Jerry";
    desk.toaster.show(key("markup"), ToastText { body: markup.to_owned(), ..text("<i>title</i>") });
    desk.expect(SystemEvent::ToastShown(key("markup"))).await;
    assert_eq!(dunst.ctl(&["count", "displayed"]).trim(), "1");
    dunst.ctl(&["close"]);
    desk.expect(SystemEvent::ToastClosed(key("markup"))).await;
    let history = dunst.history();
    let titles: Vec<&str> = history.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["<i>title</i>", "replaced", "clicked"]);
    assert!(history[0].1.contains("&lt;b&gt;Tom&lt;/b&gt; &amp; Jerry"), "{history:?}");
    assert!(history[0].1.contains("&lt;i&gt;title&lt;/i&gt;"), "{history:?}");
}

#[tokio::test]
async fn dunst_killed_and_started_again_shows_the_toast_again() {
    let mut dunst = Dunst::start().await;
    let mut desk = Desk::at(&dunst.bus);
    desk.expect_up().await;
    desk.show("kept").await;
    dunst.restart().await;
    while desk.next().await != SystemEvent::ToastShown(key("kept")) {}
    assert_eq!(dunst.ctl(&["count", "displayed"]).trim(), "1");
    dunst.ctl(&["action", "0"]);
    desk.expect(SystemEvent::ToastClicked(key("kept"))).await;
}

#[tokio::test]
async fn a_toast_disappears_after_its_time() {
    let dunst = Dunst::start().await;
    let mut desk = Desk::at(&dunst.bus);
    desk.expect_up().await;
    desk.toaster.show(key("a"), ToastText { expire: Duration::from_millis(300), ..text("a") });
    desk.expect(SystemEvent::ToastShown(key("a"))).await;
    desk.expect(SystemEvent::ToastClosed(key("a"))).await;
    assert_eq!(dunst.ctl(&["count", "displayed"]).trim(), "0");
}

#[tokio::test]
async fn the_server_of_xfce_shows_and_withdraws() {
    let bus = PrivateBus::start();
    let (_x, display) = display();
    let server = format!("/usr/lib/{}-linux-gnu/xfce4/notifyd/xfce4-notifyd", std::env::consts::ARCH);
    let _server = Process::start(bus.command(&server).env("DISPLAY", display));
    bus.wait_for_owner("org.freedesktop.Notifications").await;
    let mut desk = Desk::at(&bus);
    desk.expect_up().await;
    desk.show("a").await;
    desk.show("a").await;
    desk.toaster.withdraw(key("a"));
    desk.show("b").await;
}
