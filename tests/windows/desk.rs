//! A desk of Windows: a copy of the prepared wine on a display of its own, the reference center, and the exe.

use crate::support::process::{Process, wait_for, wait_until};
use crate::support::session::{Notify, Session, Tray};
use crate::support::windows::Shown;
use crate::support::workplace::{AGENT, Center, TOKEN};
use crate::support::x11::Area;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What fills the button Accept in the light theme.
const ACCENT: [u8; 3] = [0x0f, 0x6c, 0xbd];

/// The desk. It ends with the value, as everything that was started at it.
pub(crate) struct Desk {
    /// The display, and what opens links.
    pub(crate) session: Session,
    /// The contact center.
    pub(crate) center: Center,
}

impl Desk {
    /// Copies the wine that `packaging/windows/wine.sh prepare` made, so that no test finds another's registry.
    pub(crate) fn new() -> Self {
        // Without RANDR, by which wine would tell of monitors that are drawn 0 times a second.
        let session = Session::builder().notify(Notify::None).tray(Tray::None).wm(true);
        let session = session.display(&["-extension", "RANDR"]).start();
        let prepared = root().join("target/wine");
        assert!(prepared.join("deskbell-prepared").exists(), "make windows-test prepares {}", prepared.display());
        let copied = Command::new("cp").arg("-a").arg(&prepared).arg(session.folder().join("wine")).status();
        assert!(copied.is_ok_and(|status| status.success()), "wine is copied");
        let center = Center::start(&session, &[]);
        Self { session, center }
    }

    /// Starts a program in wine.
    pub(crate) fn start(&self, arguments: &[&str], envs: &[(&str, &str)]) -> Process {
        let script = root().join("packaging/windows/wine.sh");
        let wine = self.session.folder().join("wine").display().to_string();
        let mut all = vec!["run", "--display", &self.session.display.name];
        all.extend(arguments);
        let mut environment = vec![("DESKBELL_WINE", wine.as_str())];
        environment.extend(envs);
        self.session.spawn(&script.display().to_string(), &all, &environment)
    }

    /// Starts the daemon with more arguments and waits until the agent is connected.
    pub(crate) fn start_daemon(&self, more: &[&str], envs: &[(&str, &str)]) -> Process {
        let url = self.center.agents_url();
        let arguments = [&["--center", &url], more].concat();
        let daemon = self.start_exe(&arguments, envs);
        self.center.wait_until_connected(AGENT);
        daemon
    }

    /// The same with the agent's token in the environment.
    pub(crate) fn start_signed_in(&self, more: &[&str]) -> Process {
        self.start_daemon(more, &[("DESKBELL_TOKEN", TOKEN)])
    }

    /// Starts the program with these arguments and more environment.
    pub(crate) fn start_exe(&self, arguments: &[&str], envs: &[(&str, &str)]) -> Process {
        self.start(&[&[exe().as_str()], arguments].concat(), envs)
    }

    /// What a `deskbell` command prints, and whether it succeeded.
    pub(crate) fn run(&self, arguments: &[&str]) -> (bool, String) {
        let (status, output) = self.start_exe(arguments, &[]).finish();
        (status.success(), output.replace('\r', ""))
    }

    /// What a command says with `--json`.
    pub(crate) fn json(&self, command: &str) -> Value {
        let (_, output) = self.run(&[command, "--json"]);
        serde_json::from_str(&output).unwrap_or_else(|error| panic!("{error}: {output}"))
    }

    /// Runs Windows' own `reg` with these arguments and returns what it prints.
    pub(crate) fn registry(&self, arguments: &[&str]) -> String {
        self.start(&[&["reg"], arguments].concat(), &[]).finish().1
    }

    /// A folder of the user's application data, `Roaming` or `Local`.
    pub(crate) fn data(&self, kind: &str) -> PathBuf {
        let users = self.session.folder().join("wine/drive_c/users");
        let people = std::fs::read_dir(&users).expect("wine has users").flatten();
        let own = people.map(|entry| entry.path()).find(|path| !path.ends_with("Public"));
        own.expect("one of them runs this test").join("AppData").join(kind).join("deskbell")
    }

    /// Waits until a window is there whose title contains `part`.
    pub(crate) fn wait_for_window(&self, part: &str) -> Shown {
        self.session.display.wait_for_window(part, |window| window.title.contains(part))
    }

    /// Clicks Accept, which is found by its colour, until the agent has the conversation.
    pub(crate) fn accept(&self, alert: &Shown, conversation: &str) {
        let button = wait_for("the button Accept", || self.filled(alert.area)).middle();
        let display = &self.session.display;
        wait_until("Accept takes the click", || {
            display.click(button);
            std::thread::sleep(std::time::Duration::from_millis(200));
            self.center.conversation(conversation)["agent"]["name"] == AGENT
        });
    }

    /// The largest part of the area in the button's colour, row by row: the button is wide, the circle with
    /// the initials and the countdown's bar are not as wide and high.
    fn filled(&self, area: Area) -> Option<Area> {
        let width = usize::try_from(area.width).ok()?;
        let pixels = self.session.display.pixels(area);
        let rows: Vec<(i32, i32, i32)> =
            (0..).zip(pixels.chunks_exact(width * 3)).filter_map(|(y, row)| run(y, row)).collect();
        let (_, left, length) = *rows.iter().filter(|(_, _, length)| *length > 80).max_by_key(|(y, ..)| *y)?;
        let same = |row: &&(i32, i32, i32)| (row.1 - left).abs() <= 6 && (row.2 - length).abs() <= 12;
        let rows: Vec<i32> = rows.iter().filter(same).map(|row| row.0).collect();
        let (top, bottom) = (*rows.first()?, *rows.last()?);
        (bottom - top > 20).then_some(Area { x: area.x + left, y: area.y + top, width: length, height: bottom - top })
    }

    /// Keeps a picture of the screen for people, in `target/windows-test`.
    pub(crate) fn picture(&self, name: &str) {
        self.session.display.screenshot(&root().join("target/windows-test").join(format!("{name}.png")));
    }
}

/// The longest run of the button's colour in a row of pixels: its row, where it begins, and its length.
fn run(y: i32, row: &[u8]) -> Option<(i32, i32, i32)> {
    let (mut best, mut begin) = ((0, 0), None);
    let ends = row.chunks_exact(3).map(|pixel| pixel == ACCENT).chain([false]);
    for (x, filled) in (0..).zip(ends) {
        match (filled, begin) {
            (true, None) => begin = Some(x),
            (false, Some(first)) => {
                if x - first > best.1 {
                    best = (first, x - first);
                }
                begin = None;
            }
            _ => {}
        }
    }
    (best.1 > 0).then_some((y, best.0, best.1))
}

/// The project's folder.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program as it is shipped, or that of `DESKBELL_EXE`.
fn exe() -> String {
    let built = || root().join("target/x86_64-pc-windows-gnu/release/deskbell.exe").display().to_string();
    let exe = std::env::var("DESKBELL_EXE").unwrap_or_else(|_| built());
    assert!(Path::new(&exe).exists(), "make windows-build makes {exe}");
    exe
}
