//! A private message bus and X display, gone with the value that stands for them.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Nothing in these tests takes longer than this on a working machine.
pub const LIMIT: Duration = Duration::from_secs(20);

/// The Secret Service's name on the bus.
const SECRETS: &str = "org.freedesktop.secrets";
const PATH: &str = "/org/freedesktop/secrets";
const INTERFACE: &str = "org.freedesktop.Secret.Service";
/// The collection that opens at the log-on.
pub const LOGIN: &str = "/org/freedesktop/secrets/collection/login";

/// A process that is ended with this value.
pub struct Process(Child);

impl Process {
    /// Starts it, silent.
    pub fn start(command: &mut Command) -> Self {
        Self(command.stdin(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    }

    /// Starts it and gives the first line that it prints.
    pub fn start_and_read(command: &mut Command) -> (Self, String) {
        let mut process = Self::start(command.stdout(Stdio::piped()));
        let mut line = String::new();
        BufReader::new(process.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(!line.is_empty(), "{command:?} printed nothing");
        (process, line.trim().to_owned())
    }

    /// Starts it and gives it something to read.
    pub fn start_with_input(command: &mut Command, input: &[u8]) -> Self {
        let mut process = Self(command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
        process.0.stdin.take().unwrap().write_all(input).unwrap();
        process
    }

    /// Ends it at once.
    pub fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// A message bus on which only the services exist that the test starts.
pub struct PrivateBus {
    /// Where it listens.
    pub address: String,
    /// Its directory, also fit as a home and a runtime directory.
    pub dir: tempfile::TempDir,
    process: Process,
}

impl PrivateBus {
    /// Starts it; it is ready.
    pub fn start() -> Self {
        let dir = tempfile::Builder::new().prefix("db").tempdir().unwrap();
        let config = dir.path().join("bus.conf");
        std::fs::create_dir(dir.path().join("services")).unwrap();
        std::fs::write(&config, configuration(dir.path())).unwrap();
        let mut command = Command::new("dbus-daemon");
        command.arg("--config-file").arg(&config).args(["--nofork", "--print-address=1"]);
        let (process, address) = Process::start_and_read(&mut command);
        Self { address, dir, process }
    }

    /// Ends the bus under everybody's feet.
    pub fn kill(&mut self) {
        self.process.kill();
    }

    /// A command that lives in this session.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.address).env("HOME", self.dir.path());
        for name in ["XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"] {
            command.env(name, self.dir.path());
        }
        command.env_remove("WAYLAND_DISPLAY").env_remove("DISPLAY").env("GSETTINGS_BACKEND", "memory");
        command
    }

    /// Waits until somebody owns the name.
    pub async fn wait_for_owner(&self, name: &str) {
        let connection = self.connect().await;
        let proxy = zbus::fdo::DBusProxy::new(&connection).await.unwrap();
        let mut changes = proxy.receive_name_owner_changed_with_args(&[(0, name)]).await.unwrap();
        if proxy.name_has_owner(name.try_into().unwrap()).await.unwrap() {
            return;
        }
        let change = tokio::time::timeout(LIMIT, futures_util::StreamExt::next(&mut changes)).await;
        assert!(change.unwrap_or_else(|_| panic!("{name} never appeared")).is_some());
    }

    /// GNOME Keyring with an unlocked login collection; the password goes in by standard input.
    pub async fn gnome_keyring(&self) -> Process {
        let mut command = self.command("gnome-keyring-daemon");
        command.args(["--foreground", "--unlock", "--components=secrets"]);
        let process = Process::start_with_input(command.stdout(Stdio::null()), b"testpw");
        self.wait_for_owner(SECRETS).await;
        let connection = self.connect().await;
        let waiting = async {
            loop {
                let asked = connection.call_method(Some(SECRETS), PATH, Some(INTERFACE), "ReadAlias", &"default");
                let alias = asked.await.unwrap();
                if alias.body().deserialize::<zbus::zvariant::ObjectPath<'_>>().unwrap().as_str() == LOGIN {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(LIMIT, waiting).await.expect("the login collection never became the default");
        process
    }

    /// A connection to it.
    pub async fn connect(&self) -> zbus::Connection {
        let builder = zbus::connection::Builder::address(self.address.as_str()).unwrap();
        tokio::time::timeout(LIMIT, builder.build()).await.expect("the bus does not answer").unwrap()
    }
}

fn configuration(dir: &Path) -> String {
    let dir = dir.display();
    format!(
        "<busconfig><type>session</type><keep_umask/><listen>unix:path={dir}/bus</listen><auth>EXTERNAL</auth>\
         <servicedir>{dir}/services</servicedir><policy context=\"default\">\
         <allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>"
    )
}

/// A virtual X display; gives the process and the display's name.
pub fn display() -> (Process, String) {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp", "-noreset"]);
    let (process, number) = Process::start_and_read(&mut command);
    (process, format!(":{number}"))
}

/// Runs a test of this program in a process of its own, with the environment given; true in that process.
pub fn is_alone(test: &str, environment: &[(&str, &str)]) -> bool {
    if std::env::var_os("DESKBELL_TEST_ALONE").is_some() {
        return true;
    }
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--nocapture"]).env("DESKBELL_TEST_ALONE", "1");
    let output = command.envs(environment.iter().copied()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}{}", String::from_utf8_lossy(&output.stderr));
    false
}
