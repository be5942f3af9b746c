//! An agent's desk where nobody is signed in yet: session, center, daemon, commands, keyring.

use std::fs;

use serde_json::Value;
use zbus::zvariant::{OwnedObjectPath, OwnedValue};

use crate::support::bus::Peer;
use crate::support::faulty_proxy::FaultyProxy;
use crate::support::process::{Process, wait_for};
use crate::support::session::{Builder, Keyring, Session};
use crate::support::workplace::{AGENT, AGENT_ID, Center, TOKEN, deskbell};
use crate::web;

const SECRETS: &str = "org.freedesktop.secrets";
const SECRETS_PATH: &str = "/org/freedesktop/secrets";
const LOGIN: &str = "/org/freedesktop/secrets/collection/login";

/// Session, center and, once started, the daemon.
pub(crate) struct Desk {
    /// The daemon.
    pub(crate) daemon: Option<Process>,
    /// The center, which is the sign-in service too.
    pub(crate) center: Center,
    /// The desktop.
    pub(crate) session: Session,
}

/// A session with a real keyring.
pub(crate) fn session() -> Builder {
    Session::builder().keyring(Keyring::Unlocked)
}

impl Desk {
    /// A desk whose center has these further arguments; no daemon runs yet.
    pub(crate) fn new(session: Session, center: &[&str]) -> Self {
        let center = Center::start(&session, center);
        let desk = Self { daemon: None, center, session };
        let (url, issuer) = (desk.center.agents_url(), desk.center.page(""));
        desk.configure(&format!("center = \"{url}\"\nsign-in-issuer = \"{issuer}\"\nlog = \"trace\"\n"));
        desk
    }

    /// The same with the daemon running, whose connection to the center goes through a proxy. The
    /// sign-in does not.
    pub(crate) fn behind_proxy(session: Session, center: &[&str]) -> (Self, FaultyProxy) {
        let mut desk = Self::new(session, center);
        let upstream = desk.center.address.parse().expect("an address");
        let proxy = desk.session.bus.peer.runner.run(async move { FaultyProxy::start(upstream).await });
        let issuer = desk.center.page("");
        desk.configure(&format!("center = \"ws://{}/v1/agent\"\nsign-in-issuer = \"{issuer}\"\n", proxy.address));
        desk.start_daemon();
        (desk, proxy)
    }

    /// The same with the daemon running.
    pub(crate) fn with_daemon(session: Session, center: &[&str]) -> Self {
        let mut desk = Self::new(session, center);
        desk.start_daemon();
        desk
    }

    /// Writes the agent's configuration.
    pub(crate) fn configure(&self, text: &str) {
        configure(&self.session, text);
    }

    /// Starts the daemon and waits until it answers.
    pub(crate) fn start_daemon(&mut self) {
        self.daemon = Some(start_daemon(&self.session, &[]));
    }

    /// Starts a command that takes its time.
    pub(crate) fn begin(&self, arguments: &[&str]) -> Process {
        self.session.spawn(&deskbell(), arguments, &[])
    }

    /// What a command prints, and whether it succeeded.
    pub(crate) fn run(&self, arguments: &[&str]) -> (bool, String) {
        run(&self.session, arguments)
    }

    /// What `deskbell status --json` says.
    pub(crate) fn status(&self) -> Value {
        status(&self.session)
    }

    /// Waits until the daemon's status fits.
    pub(crate) fn wait_for_status(&self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        wait_for_status(&self.session, what, fits)
    }

    /// Waits until the daemon is connected as the agent.
    pub(crate) fn wait_until_connected(&self) {
        self.wait_for_status("connected", |status| status["agent"] == AGENT);
    }

    /// Waits for the sign-in page that is opened after so many others, and signs in there.
    pub(crate) fn sign_in_on_page(&self, before: usize) -> web::Answer {
        let page = wait_for("the sign-in page", || self.session.opened_urls().get(before).cloned());
        web::sign_in(&page, AGENT_ID, TOKEN)
    }

    /// Signs in with the command and the browser, whatever runs.
    pub(crate) fn sign_in(&self) {
        let before = self.session.opened_urls().len();
        let command = self.begin(&["sign-in"]);
        let shown = self.sign_in_on_page(before);
        assert!(shown.body.contains("You are signed in"), "{}", shown.body);
        let (status, output) = command.finish();
        assert!(status.success(), "{output}");
    }

    /// The keyring's entry for the center as JSON; none: there is no entry.
    pub(crate) fn kept(&self) -> Option<Value> {
        kept(&self.session)
    }

    /// The refresh token in the keyring.
    pub(crate) fn refresh_token(&self) -> String {
        let kept = self.kept().expect("somebody is signed in");
        kept["refresh"].as_str().expect("there is a refresh token").to_owned()
    }

    /// What the provider says to a refresh token.
    pub(crate) fn exchange(&self, token: &str) -> web::Answer {
        let form = [("grant_type", "refresh_token"), ("client_id", "deskbell"), ("refresh_token", token)];
        web::post(&self.center.page("/openid/token"), &form)
    }
}

/// Writes the agent's configuration.
pub(crate) fn configure(session: &Session, text: &str) {
    let folder = session.configuration().join("deskbell");
    fs::create_dir_all(&folder).expect("the session's folder is ours");
    fs::write(folder.join("config.toml"), text).expect("the session's folder is ours");
}

/// Starts a daemon with more environment, and waits until it answers.
pub(crate) fn start_daemon(session: &Session, envs: &[(&str, &str)]) -> Process {
    let daemon = session.spawn(&deskbell(), &[], envs);
    wait_for("the daemon's answer", || {
        let (status, _) = session.spawn(&deskbell(), &["status"], envs).finish();
        status.success().then_some(())
    });
    daemon
}

/// What a command prints, and whether it succeeded.
pub(crate) fn run(session: &Session, arguments: &[&str]) -> (bool, String) {
    let mut command = session.spawn(&deskbell(), arguments, &[]);
    command.feed("");
    let (status, output) = command.finish();
    (status.success(), output)
}

/// What `deskbell status --json` says.
pub(crate) fn status(session: &Session) -> Value {
    let (_, output) = run(session, &["status", "--json"]);
    serde_json::from_str(&output).unwrap_or_else(|error| panic!("{error}: {output}"))
}

/// Waits until the daemon's status fits.
pub(crate) fn wait_for_status(session: &Session, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
    let mut last = Value::Null;
    let found = crate::support::process::within(crate::support::process::LIMIT, || {
        last = status(session);
        fits(&last).then(|| last.clone())
    });
    found.unwrap_or_else(|| panic!("status: {what}, but {last:#}"))
}

/// The keyring's only entry as JSON, or as a JSON string where it is something else.
pub(crate) fn kept(session: &Session) -> Option<Value> {
    let peer = &session.bus.peer;
    let (secrets, _) = open_secrets(session);
    let login = (SECRETS, LOGIN, "org.freedesktop.Secret.Collection");
    let items: Vec<OwnedObjectPath> = peer.property(login, "Items").expect("items").try_into().expect("paths");
    let item = items.first()?;
    let item = (SECRETS, item.as_str(), "org.freedesktop.Secret.Item");
    // Somebody may have removed it meanwhile.
    let secret = peer.call(item, "GetSecret", (secrets,)).ok()?;
    let (_, _, value, _): (OwnedObjectPath, Vec<u8>, Vec<u8>, String) =
        secret.body().deserialize::<((OwnedObjectPath, Vec<u8>, Vec<u8>, String),)>().expect("as the standard says").0;
    let text = String::from_utf8(value).expect("text");
    Some(serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

/// Locks the keyring; nobody is there to unlock it.
pub(crate) fn lock_keyring(session: &Session) {
    let login = OwnedObjectPath::try_from(LOGIN).expect("a path");
    let service = (SECRETS, SECRETS_PATH, "org.freedesktop.Secret.Service");
    session.bus.peer.call(service, "Lock", (vec![login],)).expect("it is locked");
}

/// Unlocks it again with its password, as its own window would.
pub(crate) fn unlock_keyring(session: &Session) {
    let peer = &session.bus.peer;
    let (secrets, _) = open_secrets(session);
    let secret = (secrets, Vec::<u8>::new(), b"test".to_vec(), "text/plain");
    let login = OwnedObjectPath::try_from(LOGIN).expect("a path");
    let service = (SECRETS, SECRETS_PATH, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface");
    peer.call(service, "UnlockWithMasterPassword", (login, secret)).expect("it is unlocked");
}

/// Stops the keyring where it is, as a hung one would be, or lets it go on.
pub(crate) fn pause_keyring(session: &Session, stopped: bool) {
    let bus = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus");
    let asked = session.bus.peer.call(bus, "GetConnectionUnixProcessID", (SECRETS,)).expect("there is a keyring");
    let process: u32 = asked.body().deserialize().expect("as the standard says");
    let process = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw).expect("a process");
    let signal = if stopped { rustix::process::Signal::STOP } else { rustix::process::Signal::CONT };
    rustix::process::kill_process(process, signal).expect("the session's keyring is ours");
}

/// A keyring that takes every call and answers none, as long as this lives.
pub(crate) fn hang_keyring(session: &Session) -> Peer {
    let peer = Peer::connect(&session.bus.peer.runner, &session.bus.address);
    let connection = peer.connection.clone();
    peer.runner.run(async move { connection.request_name(SECRETS).await.expect("the name is free") });
    peer
}

/// A session in which secrets are told as they are.
fn open_secrets(session: &Session) -> (OwnedObjectPath, OwnedValue) {
    let service = (SECRETS, SECRETS_PATH, "org.freedesktop.Secret.Service");
    let opened = session.bus.peer.call(service, "OpenSession", ("plain", zbus::zvariant::Value::from("")));
    let (nothing, secrets) = opened.expect("a session").body().deserialize().expect("as the standard says");
    (secrets, nothing)
}
