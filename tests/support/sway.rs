//! A Wayland desktop: sway without a monitor, in a session whose X display its programs do not see.

use super::process::{Process, wait_for, wait_until};
use super::session::{Notify, Session};
use super::workplace::{AGENT, Center, TOKEN, Workplace, deskbell};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Width and height of the screen.
pub const SCREEN: (usize, usize) = (1280, 800);

/// A running compositor, with dunst on it.
pub struct Sway {
    /// For `WAYLAND_DISPLAY`.
    pub display: String,
    socket: String,
    chosen: PathBuf,
    _dunst: Process,
    _compositor: Process,
}

/// A picture of the screen.
pub struct Picture {
    width: usize,
    /// Three bytes (red, green, blue) a pixel, row by row.
    pub colours: Vec<u8>,
}

impl Picture {
    /// How many pixels have exactly this colour, `0xrrggbb`.
    pub fn count(&self, colour: u32) -> usize {
        let [_, red, green, blue] = colour.to_be_bytes();
        self.colours.chunks_exact(3).filter(|pixel| *pixel == [red, green, blue]).count()
    }

    /// How many rows have this colour somewhere.
    pub fn rows(&self, colour: u32) -> usize {
        let [_, red, green, blue] = colour.to_be_bytes();
        let has = |row: &&[u8]| row.chunks_exact(3).any(|pixel| pixel == [red, green, blue]);
        self.colours.chunks_exact(3 * self.width).filter(has).count()
    }
}

/// A window on the compositor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toplevel {
    /// Its app id.
    pub app: String,
    /// Its title.
    pub title: String,
    /// Width and height.
    pub size: (u64, u64),
}

impl Sway {
    /// A session with everything but a notification server and a window manager on its X display.
    pub fn session() -> Session {
        Session::builder().notify(Notify::None).wm(false).start()
    }

    /// Starts sway and dunst in the session.
    pub fn start(session: &Session) -> Self {
        let folder = session.folder();
        let (configuration, ready) = (folder.join("sway.conf"), folder.join("sway-ready"));
        std::fs::write(&configuration, self::configuration(&ready)).expect("the session's folder is ours");
        let compositor = Process::start(&compositor(session, &configuration));
        let told = wait_for("sway's word that it runs", || std::fs::read_to_string(&ready).ok());
        let (display, socket) = told.trim().split_once(' ').expect("the configuration writes both");
        let (display, socket, chosen) = (display.to_owned(), socket.to_owned(), folder.join("chosen"));
        let dunst = Process::start(&dunst(session, &display, &chosen));
        wait_until("a notification server", || session.bus.peer.has("org.freedesktop.Notifications"));
        Self { display, socket, chosen, _dunst: dunst, _compositor: compositor }
    }

    /// A command that sees the compositor and no X display.
    pub fn command(&self, session: &Session, program: &str) -> Command {
        on_wayland(session, &self.display, program)
    }

    /// Windows on the compositor.
    pub fn windows(&self, session: &Session) -> Vec<Toplevel> {
        let mut command = self.command(session, "swaymsg");
        let output = command.args(["--raw", "--type", "get_tree"]).env("SWAYSOCK", &self.socket).output();
        let tree = serde_json::from_slice(&output.expect("sway brings swaymsg").stdout).expect("sway speaks JSON");
        let mut found = vec![];
        collect(&tree, &mut found);
        found
    }

    /// What is on the screen.
    pub fn picture(&self, session: &Session) -> Picture {
        let output = self.command(session, "grim").args(["-t", "ppm", "-"]).output().expect("grim is installed");
        let header = format!("P6\n{} {}\n255\n", SCREEN.0, SCREEN.1);
        let colours = output.stdout.strip_prefix(header.as_bytes()).expect("a picture of the whole screen").to_vec();
        Picture { width: SCREEN.0, colours }
    }

    /// Writes a picture of the screen, for people.
    pub fn save_picture(&self, session: &Session, name: &str) {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let output = self.command(session, "grim").arg(path).output().expect("grim is installed");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Chooses the button of that name in dunst's menu of all that its toasts offer.
    pub fn choose(&self, session: &Session, button: &str) {
        std::fs::write(&self.chosen, format!("#{button} ")).expect("the session's folder is ours");
        let output = self.command(session, "dunstctl").arg("context").output().expect("dunst brings dunstctl");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Starts the center and the daemon in the session, the daemon with more environment, and waits
    /// until they are connected.
    pub fn workplace(&self, session: Session, envs: &[(&str, &str)]) -> Workplace {
        let center = Center::start(&session, &[]);
        let mut command = self.command(&session, &deskbell());
        command.args(["--center", &center.agents_url(), "--theme", "light"]).env("DESKBELL_TOKEN", TOKEN);
        let daemon = Process::start(command.envs(envs.iter().copied()));
        center.wait_until_connected(AGENT);
        Workplace { daemon, center, session }
    }
}

fn on_wayland(session: &Session, display: &str, program: &str) -> Command {
    let mut command = session.command(program);
    command.env_remove("DISPLAY").env("WAYLAND_DISPLAY", display).env("XDG_SESSION_TYPE", "wayland");
    command
}

/// sway does not run for root, as which tests may: it is shown a user of its own.
fn compositor(session: &Session, configuration: &Path) -> Command {
    let mut command = session.command("unshare");
    command.args(["--user", "--map-user=1000", "--map-group=1000", "sway", "--config"]).arg(configuration);
    command.env_remove("DISPLAY").env("WLR_BACKENDS", "headless").env("WLR_RENDERER", "pixman");
    command.env("WLR_LIBINPUT_NO_DEVICES", "1");
    command
}

fn configuration(ready: &Path) -> String {
    let ((width, height), ready) = (SCREEN, ready.display());
    format!(
        "xwayland disable\noutput HEADLESS-1 resolution {width}x{height}\n\
         exec echo \"$WAYLAND_DISPLAY $SWAYSOCK\" >'{ready}.part' && mv '{ready}.part' '{ready}'\n"
    )
}

/// dunst, whose menu is answered by a script with the line that begins as the file `chosen` says.
fn dunst(session: &Session, display: &str, chosen: &Path) -> Command {
    use std::os::unix::fs::PermissionsExt as _;
    let (menu, configuration) = (session.folder().join("menu"), session.folder().join("dunstrc"));
    let script = format!("#!/bin/sh\nexec grep -m 1 -F \"$(cat '{}')\"\n", chosen.display());
    std::fs::write(&menu, script).expect("the session's folder is ours");
    std::fs::set_permissions(&menu, std::fs::Permissions::from_mode(0o755)).expect("the session's folder is ours");
    let text = format!("{}dmenu = {}\n", super::dunst::CONFIGURATION, menu.display());
    std::fs::write(&configuration, text).expect("the session's folder is ours");
    let mut command = on_wayland(session, display, "dunst");
    command.arg("-conf").arg(configuration);
    command
}

fn collect(node: &Value, found: &mut Vec<Toplevel>) {
    if let Some(app) = node["app_id"].as_str() {
        let side = |name| node["rect"][name].as_u64().unwrap_or_default();
        let title = node["name"].as_str().unwrap_or_default().to_owned();
        found.push(Toplevel { app: app.to_owned(), title, size: (side("width"), side("height")) });
    }
    for children in ["nodes", "floating_nodes"] {
        node[children].as_array().into_iter().flatten().for_each(|child| collect(child, found));
    }
}
