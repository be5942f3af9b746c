//! The private desktop session that other tests stand on does what they rely on.

#[expect(dead_code, unreachable_pub, reason = "each test file uses its own part of the support")]
mod support;

use support::browser::Chromium;
use support::process::{wait_for, wait_until, within};
use support::session::{Browser, Keyring, Notify, Session, Tray};
use support::x11::{Area, Key};

#[test]
fn a_toast_reaches_dunst_and_its_history() {
    let session = Session::builder().start();
    let toast = session.spawn("notify-send", &["-a", "tester", "Hello", "world & all"], &[]);
    assert!(toast.finish().0.success());
    wait_until("the toast on the screen", || session.dunst_displayed() == 1);
    let seen = wait_for("the toast on the bus", || session.toasts.open().into_iter().find(|toast| toast.id > 0));
    assert_eq!((seen.app.as_str(), seen.summary.as_str(), seen.body.as_str()), ("tester", "Hello", "world & all"));
    session.dunst_close_all();
    wait_until("an empty screen", || session.dunst_displayed() == 0);
    let past = session.dunst_history();
    assert_eq!((past[0].app.as_str(), past[0].summary.as_str()), ("tester", "Hello"));
    wait_until("the end on the bus", || session.toasts.open().is_empty());
}

#[test]
fn a_real_click_on_a_toast_runs_its_action() {
    let session = Session::builder().start();
    let mut toast = session.spawn("notify-send", &["--wait", "--action=default=Open", "Click me"], &[]);
    let window = session.display.wait_for_window("dunst", |window| window.class == "Dunst");
    session.display.click(window.area.middle());
    assert_eq!(toast.wait_for_line("default"), "default");
}

#[test]
fn the_default_browser_gets_the_address() {
    let session = Session::builder().start();
    let (status, output) = session.spawn("xdg-open", &["http://127.0.0.1:1/summary?id=7&x=y"], &[]).finish();
    assert!(status.success(), "{output}");
    assert_eq!(session.wait_for_opened("summary"), "http://127.0.0.1:1/summary?id=7&x=y");
}

#[test]
fn typed_keys_reach_the_window_that_has_the_keyboard() {
    let session = Session::builder().start();
    let file = session.folder().join("typed");
    let script = format!("cat >'{}'", file.display());
    let _terminal = session.spawn("xterm", &["-e", "sh", "-c", &script], &[]);
    let window = session.display.wait_for_window("xterm", |window| window.class == "XTerm");
    wait_until("the keyboard in xterm", || session.display.focus() == window.id);
    session.display.type_text("Hello, World_1: done");
    session.display.press(Key::Return);
    wait_until("the typed line", || std::fs::read_to_string(&file).is_ok_and(|text| text == "Hello, World_1: done\n"));
}

#[test]
fn a_tray_item_is_read_and_clicked() {
    let session = Session::builder().start();
    let choices = std::sync::Arc::new(std::sync::Mutex::new(vec![]));
    let kept = std::sync::Arc::clone(&choices);
    let chosen = move |id| kept.lock().expect("nobody panics with it").push(id);
    let _item = support::sample_item::show(&session.bus, chosen);
    let tray = session.tray();
    tray.wait_for_item();
    assert_eq!(tray.menu().text(), "State_1 (grey)\nPresence\n  [x] Available\n  [ ] Away\nQuit");
    tray.choose(&["Presence", "Away"]);
    wait_until("the click", || *choices.lock().expect("nobody panics with it") == [22]);
    assert_eq!(tray.title(), "sample");
    let icon = tray.icon();
    assert_eq!((icon.width, icon.height, icon.argb.len()), (2, 2, 16));
}

#[test]
fn a_real_click_in_a_real_browser_is_seen_by_its_page() {
    let session = Session::builder().browser(Browser::Chromium).notify(Notify::None).start();
    let page = "data:text/html,<title>t</title><button onclick=\"this.textContent='clicked'\">press</button><input>";
    let browser = Chromium::start(&session, "about:blank");
    let mut page = browser.open(page, Area { x: 40, y: 30, width: 800, height: 600 });
    page.click(&session.display, "button");
    page.wait("document.querySelector('button').textContent == 'clicked'");
    page.type_into(&session.display, "input", "Typed by keys!");
    page.wait("document.querySelector('input').value == 'Typed by keys!'");
}

#[test]
fn the_panel_shows_its_tray_and_the_keyring_is_open() {
    let session = Session::builder().tray(Tray::Xfce).keyring(Keyring::Unlocked).start();
    let mut store = session.spawn("secret-tool", &["store", "--label=x", "of", "test"], &[]);
    store.feed("a secret");
    assert!(store.finish().0.success());
    let (_, secret) = session.spawn("secret-tool", &["lookup", "of", "test"], &[]).finish();
    assert_eq!(secret, "a secret");
    session.display.wait_for_window("the panel", |window| window.class == "Xfce4-panel");
}

#[test]
fn what_a_session_leaves_out_is_absent() {
    let session = Session::builder().notify(Notify::None).tray(Tray::None).wm(false).start();
    for name in ["org.freedesktop.Notifications", "org.kde.StatusNotifierWatcher", "org.freedesktop.secrets"] {
        assert!(!session.bus.peer.has(name), "{name}");
    }
}

#[test]
fn a_session_ends_everything_it_started() {
    let session = Session::builder().tray(Tray::Xfce).start();
    let folder = session.folder().to_owned();
    // Leaves its own process group, as daemons do.
    let mut stray = session.spawn("setsid", &["--fork", "sleep", "1000"], &[]);
    wait_until("the fork", || stray.has_ended());
    assert!(!members(&folder).is_empty());
    drop(session);
    let left = within(support::process::LIMIT, || members(&folder).is_empty().then_some(()));
    assert!(left.is_some(), "still there: {:?}", members(&folder));
    assert!(!folder.exists());
}

/// Processes whose environment names the folder.
fn members(folder: &std::path::Path) -> Vec<String> {
    let name = folder.display().to_string();
    let entries = std::fs::read_dir("/proc").expect("Linux").flatten();
    let in_it = entries.filter(|entry| {
        std::fs::read(entry.path().join("environ"))
            .is_ok_and(|environment| String::from_utf8_lossy(&environment).contains(&name))
    });
    in_it.map(|entry| std::fs::read_to_string(entry.path().join("comm")).unwrap_or_default()).collect()
}
