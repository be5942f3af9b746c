//! Programs that a test starts: their output line by line, and their end with the test.

use deskbell::time::Clock;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The longest that anything may take before the test fails: generous, because a machine can be busy.
pub const LIMIT: Duration = Duration::from_secs(30);
/// How long to rest between two looks.
const REST: Duration = Duration::from_millis(10);

/// Looks again and again until there is something, and returns it.
///
/// # Panics
/// After [`LIMIT`], naming what was awaited.
pub fn wait_for<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    within(LIMIT, look).unwrap_or_else(|| panic!("{what}: nothing within {} s", LIMIT.as_secs()))
}

/// Looks again and again until the condition holds.
///
/// # Panics
/// After [`LIMIT`], naming what was awaited.
pub fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    wait_for(what, || holds().then_some(()));
}

/// Looks again and again for at most `limit`; none if there was nothing all that time.
pub fn within<T>(limit: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let clock = Clock::start();
    let end = clock.now() + limit;
    loop {
        if let Some(found) = look() {
            return Some(found);
        }
        if clock.now() >= end {
            return None;
        }
        std::thread::sleep(REST);
    }
}

/// A running program, in a process group of its own, that ends with this value.
#[derive(Debug)]
pub struct Process {
    name: String,
    child: Child,
    output: Output,
}

impl Process {
    /// Starts the program; what it writes to stdout and stderr is kept.
    ///
    /// The kernel ends it too when the thread that started it ends without a word, so that an
    /// interrupted test run leaves nothing behind.
    ///
    /// # Panics
    /// If the program cannot be started.
    pub fn start(command: &Command) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        let mut guarded = guarded(command);
        guarded.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
        let mut child = guarded.spawn().unwrap_or_else(|error| panic!("{name} does not start: {error}"));
        let output = Output::default();
        output.collect(child.stdout.take().expect("stdout is piped"), "");
        output.collect(child.stderr.take().expect("stderr is piped"), "! ");
        Self { name, child, output }
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Everything written so far; lines of stderr begin with `! `.
    pub fn output(&self) -> String {
        self.output.lines().join("\n")
    }

    /// Waits for a line that contains `part`, from the start of the output on, and returns it.
    ///
    /// # Panics
    /// When the limit is over, or the program ended without such a line; shows what it wrote.
    pub fn wait_for_line(&mut self, part: &str) -> String {
        self.wait_for_match(&format!("line with {part:?}"), |line| line.contains(part).then(|| line.to_owned()))
    }

    /// Waits for a line that `read` makes something of, from the start of the output on.
    ///
    /// # Panics
    /// When the limit is over, or the program ended without such a line; shows what it wrote.
    pub fn wait_for_match<T>(&mut self, what: &str, read: impl Fn(&str) -> Option<T>) -> T {
        let found = within(LIMIT, || {
            // Asked first: what the program wrote last may come just after its end.
            let ended = self.has_ended() && self.output.complete();
            let found = self.output.lines().iter().find_map(|line| read(line));
            if found.is_none() && ended { Some(None) } else { found.map(Some) }
        });
        found.flatten().unwrap_or_else(|| panic!("{}: no {what} in\n{}", self.name, self.output()))
    }

    /// Writes to the program's stdin and closes it.
    ///
    /// # Panics
    /// If the program does not read.
    pub fn feed(&mut self, text: &str) {
        let mut stdin = self.child.stdin.take().expect("stdin is piped and fed once");
        stdin.write_all(text.as_bytes()).expect("the program reads its stdin");
    }

    /// Whether the program has ended.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("our own child can be asked").is_some()
    }

    /// Waits until the program ended by itself and returns how, and all it wrote.
    ///
    /// # Panics
    /// When the limit is over.
    pub fn finish(mut self) -> (ExitStatus, String) {
        let name = self.name.clone();
        let status = wait_for(&format!("{name} ends"), || self.child.try_wait().expect("our own child can be asked"));
        within(Duration::from_secs(1), || self.output.complete().then_some(()));
        (status, self.output())
    }

    /// Ends the program and everything in its group at once.
    pub fn kill(&mut self) {
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(rustix::process::Pid::from_raw) {
            // Already gone is what we want.
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = self.child.wait();
    }

    /// Asks the program to end, and waits until it has.
    ///
    /// # Panics
    /// When the limit is over.
    pub fn terminate(&mut self) {
        if let Some(process) = i32::try_from(self.child.id()).ok().and_then(rustix::process::Pid::from_raw) {
            // Already gone is what we want.
            let _ = rustix::process::kill_process(process, rustix::process::Signal::TERM);
        }
        let name = self.name.clone();
        wait_until(&format!("{name} ends"), || self.has_ended());
    }

    /// Stops the program where it is, as a hung one would be, or lets it go on.
    pub fn pause(&self, stopped: bool) {
        let signal = if stopped { rustix::process::Signal::STOP } else { rustix::process::Signal::CONT };
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(rustix::process::Pid::from_raw) {
            let _ = rustix::process::kill_process_group(group, signal);
        }
    }
}

impl Drop for Process {
    #[expect(clippy::print_stderr, reason = "the test runner shows it below the failed test")]
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return self.kill();
        }
        // Left running for the picture of the screen; the session, or the kernel, ends it.
        let lines = self.output.lines();
        let last = lines.len().saturating_sub(60);
        eprintln!("--- {} wrote (the last lines):\n{}", self.name, lines[last..].join("\n"));
    }
}

/// The same command, ended by the kernel together with the thread that starts it.
fn guarded(command: &Command) -> Command {
    let mut guarded = Command::new("setpriv");
    guarded.args(["--pdeathsig", "KILL", "--"]).arg(command.get_program()).args(command.get_args());
    guarded.env_clear();
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            guarded.env(name, value);
        }
    }
    if let Some(folder) = command.get_current_dir() {
        guarded.current_dir(folder);
    }
    guarded
}

/// Lines as they come from the readers, and how many readers have come to the end.
#[derive(Clone, Debug, Default)]
struct Output(Arc<Mutex<(Vec<String>, usize)>>);

impl Output {
    fn collect(&self, from: impl Read + Send + 'static, mark: &'static str) {
        let kept = self.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
                kept.with(|(lines, _)| lines.push(format!("{mark}{}", String::from_utf8_lossy(&line))));
            }
            kept.with(|(_, ended)| *ended += 1);
        });
    }

    fn with<T>(&self, act: impl FnOnce(&mut (Vec<String>, usize)) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn lines(&self) -> Vec<String> {
        self.with(|(lines, _)| lines.clone())
    }

    fn complete(&self) -> bool {
        self.with(|(_, ended)| *ended == 2)
    }
}
