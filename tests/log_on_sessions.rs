//! One user with several log-on sessions on one computer: each has a daemon of its own.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]
#![expect(unreachable_pub, dead_code, reason = "support files serve several tests")]

#[path = "support/process.rs"]
mod process;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use process::{Process, wait_for, wait_until};

/// The program for the user whose home this is, in the session with this display.
fn program(home: &Path, display: Option<&str>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskbell"));
    command.env_clear().env("PATH", "/usr/bin:/bin").env("HOME", home).env("XDG_RUNTIME_DIR", home.join("run"));
    command.env("DESKBELL_LANGUAGE", "en").envs(display.map(|display| ("DISPLAY", display))).current_dir(home);
    command
}

fn says(home: &Path, display: Option<&str>, command: &str) -> Output {
    program(home, display).arg(command).output().unwrap()
}

fn has_daemon(home: &Path, display: Option<&str>) -> bool {
    says(home, display, "status").status.success()
}

fn started(home: &Path, display: &str) -> Process {
    let daemon = Process::start(&program(home, Some(display)));
    wait_until(display, || has_daemon(home, Some(display)));
    daemon
}

#[test]
fn each_session_has_its_own_daemon_and_a_shell_of_none_finds_the_only_one() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let first = started(home, ":61");
    assert!(has_daemon(home, Some(":61.0")) && has_daemon(home, None));
    assert!(!has_daemon(home, Some(":62")), "that session has none");

    let second = started(home, ":62");
    let states: Vec<u32> = fs::read_dir(home.join("run/deskbell"))
        .unwrap()
        .map(|session| fs::metadata(session.unwrap().path()).unwrap().permissions().mode() & 0o777)
        .collect();
    assert_eq!(states, [0o700, 0o700]);
    assert!(!has_daemon(home, None), "which one is meant?");

    assert!(says(home, Some(":62"), "quit").status.success());
    wait_for("the second daemon's end", || (!Path::new(&format!("/proc/{}/fd/0", second.id())).exists()).then_some(()));
    assert!(has_daemon(home, Some(":61")) && has_daemon(home, None), "{}", first.output());
    let again = program(home, Some(":61")).output().unwrap();
    assert!(again.status.success(), "a second start in the same session leaves everything to the first");
    assert!(has_daemon(home, Some(":61")));
}
