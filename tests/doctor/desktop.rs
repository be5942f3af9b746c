//! The desktop: its bus, toasts, do not disturb, tray and display.

use std::os::unix::net::UnixListener;

use deskbell::time::Clock;
use zbus::zvariant::Value;

use crate::false_parts::{Blind, Plain};
use crate::files::autostart;
use crate::findings::{Computer, Findings, examine};
use crate::front::silent;
use crate::support::ear::Ear;
use crate::support::process::wait_until;
use crate::support::session::{Keyring, Notify, Session, Tray};
use crate::support::workplace::{AGENT, Workplace, deskbell};

/// What the doctor says in the session, with more variables.
pub(crate) fn examined(session: &Session, variables: &[(&str, &str)]) -> Findings {
    examine(session.command(deskbell()).envs(variables.iter().copied()))
}

/// Rows that need the bus.
const ON_THE_BUS: [&str; 3] = ["notifications", "do-not-disturb", "tray-host"];

#[test]
fn where_everything_is_there_every_row_is_good_and_the_command_succeeds() {
    let session = Session::builder().keyring(Keyring::Unlocked).start();
    let _ear = Ear::start(&session);
    autostart(&session, "Exec=sh\n");
    let place = Workplace::start(session);
    place.wait_for_status("connected", |status| status["state"] == "connected");
    let url = place.center.agents_url();
    let found = examined(&place.session, &[("DESKBELL_CENTER", &url)]);
    found.good(&deskbell::doctor::Check::ALL.map(deskbell::doctor::Check::id));
    assert_eq!(found.code, Some(0));
    found.says("daemon", "good", &format!("Connected as {AGENT}"));
    let (ok, words) = place.run(&["doctor", "--center", &url]);
    assert!(ok && words.lines().count() == 19 && words.lines().all(|line| line.starts_with("✓ ")), "{words}");
    let polish = place
        .session
        .command(deskbell())
        .args(["doctor", "--language", "pl", "--center", "wss://no-such-center.invalid/"])
        .output()
        .unwrap();
    let summary = String::from_utf8(polish.stderr).unwrap();
    assert_eq!(summary, "deskbell: 2 rzeczy nie działają tak, jak powinny.\n", "it is no part of the report");
    let polish = String::from_utf8(polish.stdout).unwrap();
    assert!(polish.contains("✗ Nazwa: ") && polish.contains("\n    "), "{polish}");
}

#[test]
fn without_a_message_bus_or_with_a_hung_one_that_is_bad_and_nothing_is_asked_there() {
    let session = Session::builder().start();
    let hung = session.folder().join("hung-bus");
    let _silent = UnixListener::bind(&hung).unwrap();
    let hung = format!("unix:path={}", hung.display());
    for (address, words) in [("unix:path=/nowhere/bus", "There is no message bus"), (&hung, "does not answer")] {
        let found = examined(&session, &[("DBUS_SESSION_BUS_ADDRESS", address)]);
        found.says("session-bus", "bad", words);
        found.unknown(&ON_THE_BUS);
        found.says("keyring", "bad", "");
    }
    examined(&session, &[]).good(&["session-bus", "notifications", "do-not-disturb", "tray-host", "display"]);
}

#[test]
fn nobody_who_shows_toasts_or_one_who_is_hung_or_knows_no_clicks_is_told() {
    let session = Session::builder().notify(Notify::None).start();
    examined(&session, &[]).says("notifications", "bad", "Nobody shows toasts.");
    let mut dunst = session.start_dunst();
    examined(&session, &[]).says("notifications", "good", "dunst");
    dunst.pause(true);
    let found = examined(&session, &[]);
    found.says("notifications", "bad", "does not answer");
    found.good(&["tray-host"]);
    dunst.kill();
    wait_until("the end of dunst", || !session.bus.peer.has("org.freedesktop.Notifications"));
    let connection = session.bus.peer.connection.clone();
    session.bus.peer.runner.run(async move {
        connection.object_server().at("/org/freedesktop/Notifications", Plain).await.unwrap();
        connection.request_name("org.freedesktop.Notifications").await.unwrap();
    });
    let found = examined(&session, &[]);
    found.says("notifications", "note", "Plain 7 (body)");
    found.says("do-not-disturb", "good", "has no switch");
}

#[test]
fn the_desktops_do_not_disturb_is_told() {
    let session = Session::builder().start();
    examined(&session, &[]).says("do-not-disturb", "good", "switched off");
    let switched = session.command("dunstctl").args(["set-paused", "true"]).status().unwrap();
    assert!(switched.success());
    examined(&session, &[]).says("do-not-disturb", "note", "notices wait in Recent");
}

#[test]
fn a_desktop_without_a_tray_or_with_one_that_nobody_shows_is_told() {
    let mut session = Session::builder().tray(Tray::None).start();
    let found = examined(&session, &[]);
    found.says("tray-host", "bad", "The desktop shows no icons.");
    found.says("tray-host", "bad", "GNOME");
    session.bring_tray();
    wait_until("a tray", || session.bus.peer.has("org.kde.StatusNotifierWatcher"));
    examined(&session, &[]).good(&["tray-host"]);

    let session = Session::builder().tray(Tray::None).start();
    let connection = session.bus.peer.connection.clone();
    session.bus.peer.runner.run(async move {
        connection.object_server().at("/StatusNotifierWatcher", Blind).await.unwrap();
        connection.request_name("org.kde.StatusNotifierWatcher").await.unwrap();
    });
    let which = ("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher", "org.kde.StatusNotifierWatcher");
    let value = session.bus.peer.property(which, "IsStatusNotifierHostRegistered").unwrap();
    assert_eq!(Value::from(value), Value::from(false));
    examined(&session, &[]).says("tray-host", "bad", "nobody shows them");
}

#[test]
fn a_display_that_is_not_there_is_told() {
    let session = Session::builder().start();
    examined(&session, &[]).says("display", "good", "1280 × 800 pixels");
    examined(&session, &[("DISPLAY", "")]).says("display", "bad", "There is none");
    examined(&session, &[("DISPLAY", ":4711")]).says("display", "bad", "No alert can be shown on :4711: ");
    let wayland = [("DISPLAY", ""), ("WAYLAND_DISPLAY", "wayland-0")];
    examined(&session, &wayland).says("display", "bad", "No alert can be shown on wayland-0: ");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn where_everything_hangs_the_report_is_there_in_time_all_the_same() {
    let computer = Computer::new();
    // X listens on TCP from port 6000 on, where that number is a display's.
    let display = i32::from(silent().await) - 6000;
    let daemon = format!("run/deskbell/x11-127-0-0-1-{display}/daemon.sock");
    let _silent = ["bus", "run/pulse/native", &daemon].map(|name| {
        let path = computer.folder().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        UnixListener::bind(path).unwrap()
    });
    let display = format!("127.0.0.1:{display}");
    let bus = format!("unix:path={}", computer.folder().join("bus").display());
    let center = format!("wss://localhost:{}/v1/agent", silent().await);
    let variables = [
        ("DBUS_SESSION_BUS_ADDRESS", bus.as_str()),
        ("DESKBELL_CENTER", &center),
        ("DESKBELL_TOKEN_COMMAND", "sleep 60"),
        ("DISPLAY", &display),
    ];
    let clock = Clock::start();
    let found = examine(&mut computer.deskbell(&variables));
    let took = clock.now().as_millis();
    println!("the report took {took} ms");
    assert!(took < 15_000, "{took} ms");
    found.says("tls", "bad", "did not finish the handshake in time");
    found.says("sign-in", "bad", "The command that prints the token failed.");
    found.says("keyring", "note", "does not answer");
    found.says("session-bus", "bad", "does not answer");
    found.says("display", "bad", "no answer");
    found.says("sound", "bad", "does not answer");
    found.says("daemon", "bad", "does not answer");
}
