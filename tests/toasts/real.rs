//! Against the servers that people have.

use std::time::Duration;

use deskbell::domain::input::SystemEvent;
use deskbell::platform::toast::ToastText;

use super::platform_bus::{PrivateBus, Process, display};
use super::{Desk, key, text};

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
    desk.expect(SystemEvent::ToastClicked(key("clicked"), None)).await;
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
    desk.expect(SystemEvent::ToastClicked(key("kept"), None)).await;
}

#[tokio::test]
async fn dunst_replaces_the_toast_that_a_killed_program_left() {
    let dunst = Dunst::start().await;
    let mut killed = Desk::at(&dunst.bus);
    killed.expect_up().await;
    killed.show("kept").await;
    // Another connection, which knows nothing of the toast's id.
    let mut desk = Desk::at(&dunst.bus);
    desk.expect_up().await;
    desk.show("kept").await;
    assert_eq!(dunst.ctl(&["count", "displayed"]).trim(), "1");
    desk.show("another").await;
    assert_eq!(dunst.ctl(&["count", "displayed"]).trim(), "2");
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
