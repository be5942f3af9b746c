//! A private desktop session with real parts: X display, D-Bus, home folder, window manager,
//! notification server, tray, keyring, browser. Each test has its own, ready in about half a
//! second; everything it started ends with the value.

use super::atspi::{Accessibility, Role};
use super::bus::Bus;
use super::parts;
use super::process::{Process, wait_for, wait_until, within};
use super::toasts::Toasts;
use super::tray::TrayHost;
use super::windows::Shown;
use super::x11::{Area, Display};

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Who shows toasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notify {
    /// dunst.
    Dunst,
    /// Nobody.
    None,
}

/// Who shows tray items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tray {
    /// The test itself, which reads them ([`TrayHost`]).
    Watcher,
    /// xfce's panel, which draws them.
    Xfce,
    /// Nobody.
    None,
}

/// Whether there is a keyring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyring {
    /// None.
    None,
    /// gnome-keyring, open.
    Unlocked,
}

/// What opens links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// A script that writes the address down.
    Recording,
    /// The same, which then starts Chromium with it.
    Chromium,
}

/// What a session is to have.
#[derive(Clone, Debug)]
pub struct Builder {
    notify: Notify,
    tray: Tray,
    keyring: Keyring,
    browser: Browser,
    window_manager: bool,
    language: String,
    screen: (u16, u16),
    display: &'static [&'static str],
}

impl Builder {
    /// Who shows toasts; dunst unless said.
    pub fn notify(mut self, notify: Notify) -> Self {
        self.notify = notify;
        self
    }

    /// Who shows tray items; the test itself unless said.
    pub fn tray(mut self, tray: Tray) -> Self {
        self.tray = tray;
        self
    }

    /// Whether there is a keyring; none unless said.
    pub fn keyring(mut self, keyring: Keyring) -> Self {
        self.keyring = keyring;
        self
    }

    /// What opens links; the recording script unless said.
    pub fn browser(mut self, browser: Browser) -> Self {
        self.browser = browser;
        self
    }

    /// Whether openbox manages the windows; it does unless said.
    pub fn wm(mut self, window_manager: bool) -> Self {
        self.window_manager = window_manager;
        self
    }

    /// The language that programs see in `LANG`, e.g. `pl_PL.UTF-8`; English unless said.
    pub fn language(mut self, language: &str) -> Self {
        self.language = language.to_owned();
        self
    }

    /// Width and height of the screen in pixels; 1280 and 800 unless said.
    pub fn screen(mut self, width: u16, height: u16) -> Self {
        self.screen = (width, height);
        self
    }

    /// More arguments for the X server; none unless said.
    pub fn display(mut self, arguments: &'static [&'static str]) -> Self {
        self.display = arguments;
        self
    }

    /// Starts all of it and waits until each part is really there.
    pub fn start(self) -> Session {
        let folder = tempfile::Builder::new().prefix("db.").tempdir().expect("a temporary folder");
        let mut envs = environment(folder.path(), &self.language);
        let display = Display::start(self.screen, self.display, &envs);
        envs.push(("DISPLAY".into(), display.name.clone()));
        let bus = Bus::start(folder.path(), &envs);
        envs.push(("DBUS_SESSION_BUS_ADDRESS".into(), bus.address.clone()));
        let toasts = Toasts::watch(&bus);
        let tray = (self.tray == Tray::Watcher).then(|| TrayHost::serve(&bus.peer));
        let accessibility = Accessibility::switch_on(&bus);
        let mut session = Session { parts: vec![], display, tray, toasts, accessibility, bus, envs, folder };
        session.start_parts(&self);
        session.wait_for_parts(&self);
        session
    }
}

/// A running desktop session.
pub struct Session {
    parts: Vec<Process>,
    /// The X display: mouse, keyboard, windows, pictures.
    pub display: Display,
    /// The session bus.
    pub bus: Bus,
    /// Every toast that was asked for, whoever shows it.
    pub toasts: Toasts,
    /// Finds what is on the screen by its accessible name.
    pub accessibility: Accessibility,
    tray: Option<TrayHost>,
    envs: Vec<(String, String)>,
    folder: tempfile::TempDir,
}

impl Session {
    /// A session with dunst, our own tray, openbox and the recording browser, without a keyring.
    pub fn builder() -> Builder {
        Builder {
            notify: Notify::Dunst,
            tray: Tray::Watcher,
            keyring: Keyring::None,
            browser: Browser::Recording,
            window_manager: true,
            language: "C.UTF-8".into(),
            screen: (1280, 800),
            display: &[],
        }
    }

    /// The session's own folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The folder for configuration, `XDG_CONFIG_HOME`.
    pub fn configuration(&self) -> PathBuf {
        self.folder().join("conf")
    }

    /// The tray host of the test.
    ///
    /// # Panics
    /// In a session without [`Tray::Watcher`].
    pub fn tray(&self) -> &TrayHost {
        self.tray.as_ref().expect("the session was built with Tray::Watcher")
    }

    /// Starts the test's own tray host in a session that was built without one.
    pub fn bring_tray(&mut self) {
        self.tray = Some(TrayHost::serve(&self.bus.peer));
    }

    /// A command that sees this session and nothing of the person's own.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(self.envs.iter().cloned()).current_dir(self.folder());
        command
    }

    /// Starts a program in the session with arguments and more environment.
    pub fn spawn(&self, program: &str, arguments: &[&str], envs: &[(&str, &str)]) -> Process {
        let mut command = self.command(program);
        Process::start(command.args(arguments).envs(envs.iter().copied()))
    }

    /// Starts dunst in a session that was built without, or in the place of one that was ended.
    pub fn start_dunst(&self) -> Process {
        let dunst = parts::dunst(&mut self.command("dunst"), self.folder());
        wait_until("a notification server", || self.bus.peer.has("org.freedesktop.Notifications"));
        dunst
    }

    /// Addresses that the default browser was started with, the first one first.
    pub fn opened_urls(&self) -> Vec<String> {
        // No file yet: nothing was opened.
        let text = std::fs::read_to_string(self.folder().join("opened-urls")).unwrap_or_default();
        // A line that crosses a page of memory comes in two parts.
        text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')).map(str::to_owned).collect()
    }

    /// What the default browser was last started with to come to the front: `XDG_ACTIVATION_TOKEN`
    /// and `DESKTOP_STARTUP_ID`; none: it was not started.
    pub fn activated_by(&self) -> Option<(String, String)> {
        let text = std::fs::read_to_string(self.folder().join("opened-by")).ok()?;
        let (token, startup) = text.strip_suffix('\n')?.split_once(' ')?;
        Some((token.to_owned(), startup.to_owned()))
    }

    /// Waits until the default browser was started with an address that contains `part`.
    pub fn wait_for_opened(&self, part: &str) -> String {
        let what = format!("an opened address with {part:?}");
        wait_for(&what, || self.opened_urls().into_iter().find(|url| url.contains(part)))
    }

    /// Waits until the window has a button of that accessible name, and returns where on the screen.
    ///
    /// By its place in the window: AccessKit does not always know where an unmanaged window is.
    pub fn button(&self, window: &Shown, name: &str) -> Area {
        wait_for(&format!("button {name:?} of {:?}", window.title), || {
            let inside = self.accessibility.inside(&window.title);
            let button = inside.iter().find(|found| found.role == Role::Button && found.name == name)?;
            let part = self.accessibility.area_in_window(button)?;
            Some(Area { x: window.area.x + part.x, y: window.area.y + part.y, ..part })
        })
    }

    /// Clicks the window's button of that accessible name with the real pointer, until it is taken.
    ///
    /// An alert ignores a press in its first moments, which may have been meant for what was there
    /// before; a person then presses again.
    pub fn click_button(&self, window: &Shown, name: &str) {
        let button = self.button(window, name).middle();
        wait_until(&format!("{name:?} takes the click"), || {
            self.display.click(button);
            within(Duration::from_secs(1), || (!self.has_button(window, name)).then_some(())).is_some()
        });
    }

    fn has_button(&self, window: &Shown, name: &str) -> bool {
        let inside = self.accessibility.inside(&window.title);
        inside.iter().any(|found| found.role == Role::Button && found.name == name)
    }

    fn start_parts(&mut self, wanted: &Builder) {
        let (folder, configuration) = (self.folder().to_owned(), self.configuration());
        if wanted.window_manager {
            self.parts.push(parts::window_manager(&mut self.command("openbox")));
        }
        if wanted.notify == Notify::Dunst {
            self.parts.push(parts::dunst(&mut self.command("dunst"), &folder));
        }
        if wanted.tray == Tray::Xfce {
            self.parts.push(parts::panel(&mut self.command("xfce4-panel"), &configuration));
        }
        if wanted.keyring == Keyring::Unlocked {
            self.parts.push(parts::keyring(&mut self.command("gnome-keyring-daemon")));
        }
        let then = match wanted.browser {
            Browser::Recording => String::new(),
            Browser::Chromium => {
                let profile = folder.join("chromium");
                format!(
                    "exec chromium {} --user-data-dir='{}' --new-window \"$1\"",
                    parts::CHROMIUM.join(" "),
                    profile.display()
                )
            }
        };
        parts::browser_handler(&folder, &configuration, &folder.join("data"), &then);
    }

    fn wait_for_parts(&self, wanted: &Builder) {
        if wanted.window_manager {
            self.display.wait_for_window_manager();
        }
        if wanted.notify == Notify::Dunst {
            wait_until("a notification server", || self.bus.peer.has("org.freedesktop.Notifications"));
        }
        if wanted.tray == Tray::Xfce {
            wait_until("a tray", || self.bus.peer.has("org.kde.StatusNotifierWatcher"));
        }
        if wanted.keyring == Keyring::Unlocked {
            wait_until("a keyring", || self.keyring_is_open());
        }
    }

    /// Only once `default` means `login` can a secret be stored without a prompt.
    fn keyring_is_open(&self) -> bool {
        let service = ("org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service");
        let reply = self.bus.peer.call(service, "ReadAlias", ("default",));
        let collection = reply.and_then(|reply| reply.body().deserialize::<zbus::zvariant::OwnedObjectPath>());
        collection.is_ok_and(|collection| collection.as_str().ends_with("/login"))
    }
}

impl Drop for Session {
    #[expect(clippy::print_stderr, reason = "the test runner shows it below the failed test")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            let name = std::thread::current().name().unwrap_or("test").replace("::", "-");
            let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
            self.display.screenshot(&path);
            eprintln!("--- the screen: {}", path.display());
        }
        self.parts.clear();
        end_strays(self.folder());
    }
}

/// The environment of a session in `folder`; makes the folders that it names.
fn environment(folder: &Path, language: &str) -> Vec<(String, String)> {
    let mut envs: Vec<(String, String)> = vec![
        ("LANG".into(), language.into()),
        ("PATH".into(), std::env::var("PATH").unwrap_or_else(|_| "/usr/bin:/bin".into())),
        ("XDG_SESSION_TYPE".into(), "x11".into()),
        ("XDG_CURRENT_DESKTOP".into(), "X-Generic".into()),
        ("GSETTINGS_BACKEND".into(), "memory".into()),
        ("LIBGL_ALWAYS_SOFTWARE".into(), "1".into()),
        ("NO_AT_BRIDGE".into(), "0".into()),
        ("RUST_BACKTRACE".into(), "1".into()),
    ];
    envs.extend(parts::make_folders(folder));
    envs
}

/// Ends what the session's own programs started and left behind, and waits until it is gone.
fn end_strays(folder: &Path) {
    within(Duration::from_secs(5), || {
        let left = members(folder);
        for id in &left {
            let _ = rustix::process::kill_process(*id, rustix::process::Signal::KILL);
            // A child of this test is buried here; others are buried by their own parents.
            let _ = rustix::process::waitpid(Some(*id), rustix::process::WaitOptions::NOHANG);
        }
        left.is_empty().then_some(())
    });
}

/// Processes that have the session's folder as their home; others are not ours to end.
fn members(folder: &Path) -> Vec<rustix::process::Pid> {
    let mark = format!("HOME={}/home", folder.display());
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let ours = processes.filter(|process| {
        let environment = std::fs::read(process.path().join("environ")).unwrap_or_default();
        environment.split(|&byte| byte == 0).any(|pair| pair == mark.as_bytes())
    });
    let ids = ours.filter_map(|process| process.file_name().to_string_lossy().parse().ok());
    ids.filter_map(rustix::process::Pid::from_raw).collect()
}
