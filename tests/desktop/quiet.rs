//! Do not disturb, by the agent and by the desktop's own switch: dunst's and xfce's are real, those of
//! KDE and GNOME are played by the test, for neither desktop runs here.

#![expect(clippy::disallowed_types, reason = "what zbus writes for an interface uses them")]

use crate::support::process::{wait_for, wait_until};
use crate::support::session::{Notify, Session};
use crate::support::workplace::Workplace;
use zbus::zvariant::{OwnedValue, Value};

const ON: [&str; 2] = ["Do not disturb", "On in your desktop's settings"];

fn wait_until_quiet(place: &Workplace, quiet: bool) {
    wait_until(&format!("quiet: {quiet}"), || place.session.tray().menu().find(&ON).is_some() == quiet);
}

/// Toasts that were asked for, by their first line.
fn asked(place: &Workplace) -> Vec<String> {
    place.session.toasts.all().into_iter().map(|toast| toast.summary).collect()
}

#[test]
fn dunsts_switch_keeps_notices_for_later_and_offers_come_all_the_same() {
    let place = Workplace::start(Session::builder().start());
    place.session.spawn("dunstctl", &["set-paused", "true"], &[]).finish();
    wait_until_quiet(&place, true);
    place.center.raise_notice("n1", "Jan");
    place.center.raise_notice("n2", "Ewa");
    place.session.tray().wait_for_line(&["Recent", "Assigned · Ewa"]);
    place.center.customer_writes(&crate::support::workplace::anna_chats("Hello"));
    place.wait_for_alert("Anna Nowak");
    assert_eq!(asked(&place), Vec::<String>::new());
    place.session.spawn("dunstctl", &["set-paused", "false"], &[]).finish();
    wait_until_quiet(&place, false);
    wait_for("the number of what came", || {
        asked(&place).first().cloned().filter(|title| title.starts_with("2 notices"))
    });
}

#[test]
fn the_agent_asks_for_quiet_in_the_menu_and_ends_it_there() {
    let place = Workplace::start(Session::builder().start());
    let tray = place.session.tray();
    tray.choose(&["Do not disturb", "For 30 minutes"]);
    wait_until("the tick", || tray.wait_for_line(&["Do not disturb", "For 30 minutes"]).checked == Some(true));
    place.center.raise_notice("n1", "Jan");
    tray.wait_for_line(&["Recent", "Assigned · Jan"]);
    assert_eq!(asked(&place), Vec::<String>::new());
    tray.choose(&["Do not disturb", "For 30 minutes"]);
    wait_for("the number of what came", || {
        asked(&place).first().cloned().filter(|title| title.starts_with("1 notice"))
    });
}

#[test]
fn xfces_switch_counts() {
    let place = Workplace::start(Session::builder().notify(Notify::None).start());
    let xfconf = |value: &str| {
        let arguments = ["-c", "xfce4-notifyd", "-p", "/do-not-disturb", "-n", "-t", "bool", "-s", value];
        let (status, output) = place.session.spawn("xfconf-query", &arguments, &[]).finish();
        assert!(status.success(), "{output}");
    };
    xfconf("true");
    wait_until_quiet(&place, true);
    xfconf("false");
    wait_until_quiet(&place, false);
}

/// A notification server with KDE's switch.
struct Kde(bool);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Kde {
    #[zbus(property)]
    fn inhibited(&self) -> bool {
        self.0
    }

    #[zbus(property)]
    fn set_inhibited(&mut self, inhibited: bool) {
        self.0 = inhibited;
    }
}

#[test]
fn kdes_switch_counts_from_the_start_and_as_it_turns() {
    let session = Session::builder().notify(Notify::None).start();
    let bus = session.bus.peer.connection.clone();
    let served = bus.clone();
    session.bus.peer.runner.run(async move {
        served.object_server().at("/org/freedesktop/Notifications", Kde(true)).await.expect("the path is free");
        served.request_name("org.freedesktop.Notifications").await.expect("the name is free");
    });
    let place = Workplace::start(session);
    wait_until_quiet(&place, true);
    place.session.bus.peer.runner.run(async move {
        let kde = bus.object_server().interface::<_, Kde>("/org/freedesktop/Notifications").await.expect("it is there");
        let mut switch = kde.get_mut().await;
        switch.set_inhibited(false);
        switch.inhibited_changed(kde.signal_emitter()).await.expect("the bus lives");
    });
    wait_until_quiet(&place, false);
}

/// The settings portal, with GNOME's switch.
struct Portal;

#[zbus::interface(name = "org.freedesktop.portal.Settings")]
impl Portal {
    /// A value within a value, as the portal answers.
    fn read(&self, group: &str, name: &str) -> zbus::fdo::Result<OwnedValue> {
        if (group, name) != ("org.gnome.desktop.notifications", "show-banners") {
            return Err(zbus::fdo::Error::Failed("no such setting".into()));
        }
        OwnedValue::try_from(Value::Value(Box::new(false.into()))).map_err(|error| zbus::Error::from(error).into())
    }
}

#[test]
fn gnomes_switch_counts_as_the_portal_tells_it() {
    let session = Session::builder().notify(Notify::None).start();
    let bus = session.bus.peer.connection.clone();
    let (served, path) = (bus.clone(), "/org/freedesktop/portal/desktop");
    session.bus.peer.runner.run(async move {
        served.object_server().at(path, Portal).await.expect("the path is free");
        served.request_name("org.freedesktop.portal.Desktop").await.expect("the name is free");
    });
    let place = Workplace::start(session);
    wait_until_quiet(&place, true);
    place.session.bus.peer.runner.run(async move {
        let body = ("org.gnome.desktop.notifications", "show-banners", Value::Bool(true));
        let interface = "org.freedesktop.portal.Settings";
        bus.emit_signal(None::<&str>, path, interface, "SettingChanged", &body).await.expect("the bus lives");
    });
    wait_until_quiet(&place, false);
}
