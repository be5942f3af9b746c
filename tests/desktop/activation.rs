//! What a click opens may come to the front: the notification server's word for it reaches the browser.
#![expect(clippy::disallowed_types, reason = "what zbus writes for an interface uses them")]

use crate::support::process::{wait_for, wait_until};
use crate::support::session::{Notify, Session};
use crate::support::workplace::Workplace;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// A notification server that gives a token with each click: dunst has none to give.
struct Played;

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Played {
    fn get_capabilities(&self) -> Vec<String> {
        vec!["actions".into(), "body".into()]
    }

    #[expect(clippy::too_many_arguments, reason = "the specification wants them")]
    fn notify(
        &self,
        _app: String,
        _replaces: u32,
        _icon: String,
        _summary: String,
        _body: String,
        _actions: Vec<String>,
        _hints: std::collections::BTreeMap<String, zbus::zvariant::OwnedValue>,
        _expires: i32,
    ) -> u32 {
        7
    }

    fn close_notification(&self, _id: u32) {}
}

fn serve(session: &Session) {
    let connection = session.bus.peer.connection.clone();
    session.bus.peer.runner.run(async move {
        connection.object_server().at(PATH, Played).await.expect("nobody is there");
        connection.request_name(NAME).await.expect("nobody has the name");
    });
}

fn say(session: &Session, signal: &'static str, what: &'static str) {
    let connection = session.bus.peer.connection.clone();
    session.bus.peer.runner.run(async move {
        connection.emit_signal(None::<&str>, PATH, NAME, signal, &(7_u32, what)).await.expect("the bus lives");
    });
}

#[test]
fn a_click_on_a_toast_passes_the_servers_token_to_what_it_opens() {
    let session = Session::builder().notify(Notify::None).start();
    serve(&session);
    let place = Workplace::start(session);
    place.center.raise_notice("n1", "Anna Nowak");
    wait_until("the toast", || place.session.toasts.open().iter().any(|toast| toast.shown_at.is_some()));
    say(&place.session, "ActivationToken", "the-token");
    say(&place.session, "ActionInvoked", "default");
    let (token, startup) = wait_for("what the browser was started with", || place.session.activated_by());
    assert_eq!((token.as_str(), startup.as_str()), ("the-token", "the-token"));
    assert!(!place.daemon.output().contains("the-token"), "it reached the log");
}
