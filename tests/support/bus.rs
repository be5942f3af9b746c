//! A private D-Bus session bus, and a connection to it that tests use from ordinary functions.

use super::process::{LIMIT, Process};
use std::future::Future;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;
use zbus::zvariant::{DynamicType, OwnedValue};

/// Services that the bus may start by itself. What is not here and not started stays absent.
const ACTIVATABLE: &[&str] = &["org.a11y.Bus", "org.xfce.Xfconf", "ca.desrt.dconf"];

/// Runs futures on one thread of its own; a connection's tasks live there too.
#[derive(Clone, Debug)]
pub struct Runner(tokio::runtime::Handle);

impl Runner {
    /// Starts the thread; it ends when the returned value and all its clones are gone.
    pub fn start() -> (Self, tokio::sync::oneshot::Sender<()>) {
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime = runtime.expect("a runtime needs only a few descriptors");
            send.send(runtime.handle().clone()).expect("the starter waits for the handle");
            // Ended by the sender's drop as well.
            let _ = runtime.block_on(stopped);
        });
        (Self(receive.recv().expect("the thread sends its handle")), stop)
    }

    /// Runs the future to its end and returns what came out.
    ///
    /// # Panics
    /// When it takes longer than [`LIMIT`].
    pub fn run<T: Send + 'static>(&self, future: impl Future<Output = T> + Send + 'static) -> T {
        let (send, receive) = mpsc::channel();
        self.0.spawn(async move {
            // Nobody waits any more: the test has failed already.
            let _ = send.send(future.await);
        });
        receive.recv_timeout(LIMIT).expect("an answer within the limit")
    }

    /// Lets the future run beside the test.
    pub fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        self.0.spawn(future);
    }
}

/// Whom to call: bus name, object path, interface.
pub type Address<'a> = (&'a str, &'a str, &'a str);

/// A connection to a bus and the thread that its work is done on.
#[derive(Clone, Debug)]
pub struct Peer {
    /// Runs what the connection needs.
    pub runner: Runner,
    /// The connection.
    pub connection: zbus::Connection,
}

impl Peer {
    /// Connects to the bus at the address.
    ///
    /// # Panics
    /// If nobody answers there.
    pub fn connect(runner: &Runner, address: &str) -> Self {
        let address = address.to_owned();
        let connection = runner.run(async move {
            let builder = zbus::connection::Builder::address(address.as_str()).expect("the bus printed its address");
            builder.build().await.expect("the bus accepts us")
        });
        Self { runner: runner.clone(), connection }
    }

    /// Calls a method and waits for its answer.
    ///
    /// # Errors
    /// What the callee or the bus says.
    pub fn call<B>(&self, to: Address<'_>, method: &str, body: B) -> zbus::Result<zbus::Message>
    where
        B: serde::Serialize + DynamicType + Send + Sync + 'static,
    {
        self.runner.run(self.asking(to, method, body))
    }

    /// As [`call`](Self::call), but asks no longer than this; none: nobody has answered yet.
    pub fn call_within<B>(&self, limit: Duration, to: Address<'_>, method: &str, body: B) -> Option<zbus::Message>
    where
        B: serde::Serialize + DynamicType + Send + Sync + 'static,
    {
        let asking = self.asking(to, method, body);
        self.runner.run(async move { tokio::time::timeout(limit, asking).await.ok()?.ok() })
    }

    fn asking<B>(
        &self,
        (to, path, interface): Address<'_>,
        method: &str,
        body: B,
    ) -> impl Future<Output = zbus::Result<zbus::Message>> + Send + use<B>
    where
        B: serde::Serialize + DynamicType + Send + Sync + 'static,
    {
        let (to, path, interface) = (to.to_owned(), path.to_owned(), interface.to_owned());
        let (method, connection) = (method.to_owned(), self.connection.clone());
        async move {
            connection
                .call_method(Some(to.as_str()), path.as_str(), Some(interface.as_str()), method.as_str(), &body)
                .await
        }
    }

    /// A property's value.
    ///
    /// # Errors
    /// What the callee or the bus says.
    pub fn property(&self, (to, path, interface): Address<'_>, name: &str) -> zbus::Result<OwnedValue> {
        let which = (interface.to_owned(), name.to_owned());
        self.call((to, path, "org.freedesktop.DBus.Properties"), "Get", which)?.body().deserialize()
    }

    /// Whether somebody owns the name.
    pub fn has(&self, name: &str) -> bool {
        let bus = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus");
        let reply = self.call(bus, "NameHasOwner", (name.to_owned(),));
        reply.and_then(|reply| reply.body().deserialize()).unwrap_or(false)
    }
}

/// A running bus and our connection to it.
#[derive(Debug)]
pub struct Bus {
    /// For `DBUS_SESSION_BUS_ADDRESS`.
    pub address: String,
    /// Our own connection.
    pub peer: Peer,
    _stop: tokio::sync::oneshot::Sender<()>,
    _daemon: Process,
}

impl Bus {
    /// Starts a bus whose files are in `folder`, with the environment for what it activates.
    pub fn start(folder: &Path, envs: &[(String, String)]) -> Self {
        let configuration = write_configuration(folder);
        let mut command = Command::new("dbus-daemon");
        command.arg("--nofork").arg("--print-address=1").arg("--config-file").arg(configuration);
        command.envs(envs.iter().cloned());
        let mut daemon = Process::start(&command);
        let address = daemon.wait_for_line("unix:");
        let (runner, stop) = Runner::start();
        let peer = Peer::connect(&runner, &address);
        Self { address, peer, _stop: stop, _daemon: daemon }
    }
}

fn write_configuration(folder: &Path) -> std::path::PathBuf {
    let services = folder.join("services");
    std::fs::create_dir_all(&services).expect("the session's folder is ours");
    for name in ACTIVATABLE {
        let file = format!("{name}.service");
        if let Ok(text) = std::fs::read_to_string(Path::new("/usr/share/dbus-1/services").join(&file)) {
            // Without systemd's line the bus starts the program itself.
            let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("SystemdService")).collect();
            std::fs::write(services.join(file), kept.join("\n")).expect("the session's folder is ours");
        }
    }
    let path = folder.join("bus.conf");
    std::fs::write(&path, configuration(folder, &services)).expect("the session's folder is ours");
    path
}

fn configuration(folder: &Path, services: &Path) -> String {
    format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
  <limit name="max_replies_per_connection">50000</limit>
  <limit name="max_match_rules_per_connection">50000</limit>
</busconfig>
"#,
        folder.join("run/bus").display(),
        services.display()
    )
}
