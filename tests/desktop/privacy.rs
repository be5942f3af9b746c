//! What strangers may see: the setting, and a screen that is locked. The screen saver and logind are
//! played by the test, with what those of the desktops share and what org.freedesktop.login1(5) says.

#![expect(clippy::disallowed_types, reason = "what zbus writes for an interface uses them")]

use crate::support::process::wait_until;
use crate::support::session::Session;
use crate::support::workplace::{AGENT, Center, TOKEN, Workplace, anna_chats, deskbell};
use zbus::zvariant::{ObjectPath, OwnedObjectPath};

const SAVER: &str = "org.freedesktop.ScreenSaver";
const LOG_ON_SESSION: &str = "/org/freedesktop/login1/session/_31";

struct Saver(bool);

#[zbus::interface(name = "org.freedesktop.ScreenSaver")]
impl Saver {
    fn get_active(&self) -> bool {
        self.0
    }
}

/// Has the screen saver on the bus, and locked or not.
fn with_saver(session: &Session, locked: bool) {
    let bus = session.bus.peer.connection.clone();
    session.bus.peer.runner.run(async move {
        bus.object_server().at("/org/freedesktop/ScreenSaver", Saver(locked)).await.expect("the path is free");
        bus.request_name(SAVER).await.expect("the name is free");
    });
}

fn tell(session: &Session, locked: bool) {
    let bus = session.bus.peer.connection.clone();
    session.bus.peer.runner.run(async move {
        let path = "/org/freedesktop/ScreenSaver";
        bus.emit_signal(None::<&str>, path, SAVER, "ActiveChanged", &locked).await.expect("the bus lives");
    });
}

fn sees(place: &Workplace, words: &str) -> bool {
    place.session.accessibility.text().contains(words)
}

#[test]
fn a_locked_screen_shows_that_somebody_waits_and_not_who() {
    let session = Session::builder().start();
    with_saver(&session, true);
    let place = Workplace::start(session);
    place.center.customer_writes(&anna_chats("My IBAN is secret"));
    place.wait_for_words("Details are hidden");
    assert!(!sees(&place, "Anna Nowak") && !sees(&place, "IBAN"));
    tell(&place.session, false);
    place.wait_for_words("My IBAN is secret");
    place.wait_for_alert("Anna Nowak");
    tell(&place.session, true);
    place.wait_for_words("Details are hidden");
    wait_until("the words to go", || !sees(&place, "Anna Nowak") && !sees(&place, "IBAN"));
}

struct Logind;

#[zbus::interface(name = "org.freedesktop.login1.Manager")]
impl Logind {
    fn get_session(&self, _id: &str) -> OwnedObjectPath {
        ObjectPath::from_static_str_unchecked(LOG_ON_SESSION).into()
    }
}

struct LogOnSession(bool);

#[zbus::interface(name = "org.freedesktop.login1.Session")]
impl LogOnSession {
    #[zbus(property)]
    fn locked_hint(&self) -> bool {
        self.0
    }

    #[zbus(property)]
    fn set_locked_hint(&mut self, locked: bool) {
        self.0 = locked;
    }
}

/// Has a logind on the session's bus, which plays the system's bus as well.
fn with_logind(session: &Session, locked: bool) {
    let bus = session.bus.peer.connection.clone();
    session.bus.peer.runner.run(async move {
        bus.object_server().at("/org/freedesktop/login1", Logind).await.expect("the path is free");
        bus.object_server().at(LOG_ON_SESSION, LogOnSession(locked)).await.expect("the path is free");
        bus.request_name("org.freedesktop.login1").await.expect("the name is free");
    });
}

fn lock(session: &Session, locked: bool) {
    let bus = session.bus.peer.connection.clone();
    session.bus.peer.runner.run(async move {
        let logged_on = bus.object_server().interface::<_, LogOnSession>(LOG_ON_SESSION).await.expect("it is there");
        let mut this = logged_on.get_mut().await;
        this.0 = locked;
        this.locked_hint_changed(logged_on.signal_emitter()).await.expect("the bus lives");
    });
}

#[test]
fn logind_tells_of_a_locked_screen_too() {
    let session = Session::builder().start();
    with_logind(&session, true);
    let center = Center::start(&session, &[]);
    let envs = [("DESKBELL_TOKEN", TOKEN), ("DBUS_SYSTEM_BUS_ADDRESS", &session.bus.address)];
    let daemon = session.spawn(&deskbell(), &["--center", &center.agents_url()], &envs);
    let place = Workplace { daemon, center, session };
    place.center.wait_until_connected(AGENT);
    place.center.customer_writes(&anna_chats("My IBAN is secret"));
    place.wait_for_words("Details are hidden");
    assert!(!sees(&place, "IBAN"));
    lock(&place.session, false);
    place.wait_for_words("My IBAN is secret");
    lock(&place.session, true);
    wait_until("the words to go", || !sees(&place, "Anna Nowak") && !sees(&place, "IBAN"));
}

#[test]
fn an_administrator_may_have_names_only_or_nothing_shown() {
    for (privacy, shown, hidden) in [("name-only", "Anna Nowak", "My IBAN"), ("hidden", "Details are hidden", "Anna")] {
        let session = Session::builder().start();
        let center = Center::start(&session, &[]);
        let daemon = session.spawn(
            &deskbell(),
            &["--center", &center.agents_url()],
            &[("DESKBELL_TOKEN", TOKEN), ("DESKBELL_PRIVACY", privacy)],
        );
        let place = Workplace { daemon, center, session };
        place.center.wait_until_connected(AGENT);
        place.center.customer_writes(&anna_chats("My IBAN is secret"));
        place.wait_for_words(shown);
        assert!(!sees(&place, hidden), "{privacy}: {}", place.session.accessibility.text());
        place.center.raise_notice("n1", "Anna Nowak");
        wait_until("the toast", || place.session.toasts.open().iter().any(|toast| toast.id > 0));
        let toasts = place.session.toasts.open();
        assert_eq!(toasts.iter().any(|toast| toast.body.contains("Anna")), privacy == "name-only", "{toasts:?}");
    }
}
