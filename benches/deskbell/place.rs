//! An agent's desktop with as little as possible beside the daemon: X, openbox, D-Bus, a tray, a
//! notification server. No screen reader and nobody who listens to the bus: both cost time.

use crate::center::{BenchCenter, TOKEN};
use crate::support::bus::Bus;
use crate::support::parts;
use crate::support::process::{Process, wait_until};
use crate::support::tray::TrayHost;
use crate::support::x11::Display;
use crate::toasts::ToastServer;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// How often the daemon pings: as the protocol says where a center says nothing.
pub(crate) const HEARTBEAT: Duration = Duration::from_secs(15);

/// The program that is measured.
pub(crate) const DESKBELL: &str = env!("CARGO_BIN_EXE_deskbell");

/// The desktop and the contact center.
pub(crate) struct Place {
    _window_manager: Process,
    tray: TrayHost,
    /// Who is asked to show toasts.
    pub(crate) toasts: ToastServer,
    /// Who sends.
    pub(crate) center: BenchCenter,
    /// The screen.
    pub(crate) display: Display,
    _bus: Bus,
    envs: Vec<(String, String)>,
    _folder: tempfile::TempDir,
}

impl Place {
    /// Starts all of it.
    pub(crate) fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("db.").tempdir().expect("a temporary folder");
        let mut envs = environment(folder.path());
        let display = Display::start((1280, 800), &[], &envs);
        envs.push(("DISPLAY".into(), display.name.clone()));
        let bus = Bus::start(folder.path(), &envs);
        envs.push(("DBUS_SESSION_BUS_ADDRESS".into(), bus.address.clone()));
        let window_manager = parts::window_manager(&mut command("openbox", &envs));
        display.wait_for_window_manager();
        Self {
            _window_manager: window_manager,
            tray: TrayHost::serve(&bus.peer),
            toasts: ToastServer::serve(&bus),
            center: BenchCenter::start(HEARTBEAT),
            display,
            _bus: bus,
            envs,
            _folder: folder,
        }
    }

    /// Starts the daemon and returns at once.
    pub(crate) fn launch(&self) -> Process {
        let mut command = command(DESKBELL, &self.envs);
        Process::start(command.args(["--center", &self.center.url()]).env("DESKBELL_TOKEN", TOKEN))
    }

    /// Starts the daemon and waits until it is connected and in the tray.
    pub(crate) fn start_daemon(&self) -> Process {
        let daemon = self.launch();
        wait_until("the daemon is connected", || self.center.is_connected());
        self.tray.wait_for_item();
        daemon
    }

    /// Waits until the center knows that the daemon has gone.
    pub(crate) fn wait_until_nobody_is_connected(&self) {
        wait_until("nobody is connected", || !self.center.is_connected());
    }
}

fn command(program: &str, envs: &[(String, String)]) -> Command {
    let mut command = Command::new(program);
    command.env_clear().envs(envs.iter().cloned());
    command
}

/// What a program of the session sees; makes the folders that it names.
fn environment(folder: &Path) -> Vec<(String, String)> {
    let path = std::env::var("PATH").unwrap_or_else(|_| "/usr/bin:/bin".into());
    let plain = [("LANG", "C.UTF-8"), ("PATH", path.as_str()), ("XDG_SESSION_TYPE", "x11"), ("NO_AT_BRIDGE", "1")];
    let mut envs: Vec<(String, String)> = plain.map(|(name, value)| (name.into(), value.into())).into();
    envs.extend(parts::make_folders(folder));
    envs
}
