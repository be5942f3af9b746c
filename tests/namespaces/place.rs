//! The daemon with its desktop at one end of the wire, and the center behind TLS at the other.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use time::OffsetDateTime;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::authority::Authority;
use crate::support::daemon_log::{Turn, now, turns};
use crate::support::process::{Process, within};
use crate::support::session::Session;
use crate::support::workplace::{AGENT, Center, TOKEN, deskbell};
use crate::wire::{CENTER, Namespace, Wire};

const PORT: u16 = 4433;
/// Longer than a dead link may take to be found, and the longest back-off after it.
const LIMIT: Duration = Duration::from_secs(90);

/// Everything that a test needs.
pub(crate) struct Place {
    _daemon: Process,
    pub(crate) center: Center,
    pub(crate) session: Session,
    pub(crate) wire: Wire,
}

impl Place {
    /// Starts all of it; none where there can be no namespaces.
    pub(crate) fn start() -> Option<Self> {
        let wire = Wire::lay()?;
        let session = Session::builder().start();
        let authority = Authority::new("Deskbell Test Authority");
        let trusted = authority.save(session.folder());
        let center = wire.center.enter(|| Center::start(&session, &[]));
        let server = authority.issue(&[CENTER], |_| {}).server();
        serve(&wire.center, server, center.address.parse().expect("an address and a port"));
        let url = format!("wss://{CENTER}:{PORT}/v1/agent");
        let trusted = trusted.display().to_string();
        let envs = [("DESKBELL_TOKEN", TOKEN), ("SSL_CERT_FILE", &trusted)];
        let daemon = wire.agent.enter(|| session.spawn(&deskbell(), &["--center", &url], &envs));
        let place = Self { _daemon: daemon, center, session, wire };
        place.wait_for("a first connection", |place| place.is_connected().then_some(()));
        Some(place)
    }

    /// Waits until there is something, and returns it.
    pub(crate) fn wait_for<T>(&self, what: &str, mut look: impl FnMut(&Self) -> Option<T>) -> T {
        within(LIMIT, || look(self)).unwrap_or_else(|| panic!("{what}: not within {} s", LIMIT.as_secs()))
    }

    /// When the daemon's log first tells of that turn after a moment.
    pub(crate) fn first(&self, turn: Turn, after: OffsetDateTime) -> Option<OffsetDateTime> {
        let turns = turns(&self.session.folder().join("state/deskbell"));
        turns.into_iter().find(|(when, what)| *when > after && *what == turn).map(|(when, _)| when)
    }

    /// The agent as the center sees it.
    fn agent(&self) -> Option<serde_json::Value> {
        let agents = self.wire.center.enter(|| self.center.get("/v1/agents"));
        agents.as_array()?.iter().find(|agent| agent["name"] == AGENT).cloned()
    }

    fn is_connected(&self) -> bool {
        self.agent().is_some_and(|agent| agent["connected"] == true)
    }

    /// Whether everything that was raised is acknowledged.
    pub(crate) fn all_acknowledged(&self) -> bool {
        self.agent().is_some_and(|agent| agent["unacknowledged"] == 0)
    }

    /// Raises a notice.
    pub(crate) fn raise_notice(&self, id: &str) {
        self.wire.center.enter(|| self.center.raise_notice(id, id));
    }

    /// How long it takes from now on until a notice that is raised now is acknowledged over a
    /// connection, and whether that is a new one.
    pub(crate) fn time_to_work(&self, from: OffsetDateTime) -> (Duration, bool) {
        self.raise_notice(&format!("n-{}", from.unix_timestamp_nanos()));
        self.wait_for("an acknowledgement", |place| place.all_acknowledged().then_some(()));
        let worked = now();
        match self.first(Turn::Connected, from) {
            Some(connected) => ((connected - from).unsigned_abs(), true),
            None => ((worked - from).unsigned_abs(), false),
        }
    }
}

/// Ends TLS for the center on the wire, in a thread that lives there until the test's process ends.
fn serve(namespace: &Namespace, config: ServerConfig, center: SocketAddr) {
    let (ready, wait) = std::sync::mpsc::channel();
    namespace.enter(|| {
        // A thread is where its starter is.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime takes a few descriptors").block_on(async move {
                let listener = TcpListener::bind((CENTER, PORT)).await.expect("the namespace is new");
                ready.send(()).expect("the test waits");
                accept(listener, TlsAcceptor::from(Arc::new(config)), center).await;
            });
        })
    });
    wait.recv().expect("it listens");
}

async fn accept(listener: TcpListener, acceptor: TlsAcceptor, center: SocketAddr) {
    while let Ok((outside, _)) = listener.accept().await {
        let acceptor = acceptor.clone();
        tokio::spawn(async move {
            drop(outside.set_nodelay(true));
            // Whoever gives up in the middle has its reasons.
            let Ok(mut outside) = acceptor.accept(outside).await else { return };
            let Ok(mut inside) = TcpStream::connect(center).await else { return };
            drop(inside.set_nodelay(true));
            drop(copy_bidirectional(&mut outside, &mut inside).await);
        });
    }
}
