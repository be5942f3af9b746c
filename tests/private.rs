//! The daemon's memory is closed to other programs, and a crash leaves nothing of it behind.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]
#![expect(unreachable_pub, dead_code, reason = "support files serve several tests")]

#[path = "support/process.rs"]
mod process;

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::Path;
use std::process::Command;

use process::{Process, wait_for};
use tempfile::TempDir;

/// A user who is nobody in particular.
const USER: u32 = 65534;

/// The program as that user, with a folder of its own for everything.
fn as_user(folder: &Path, program: &Path) -> Command {
    let user = USER.to_string();
    let mut command = Command::new("setpriv");
    command.args(["--reuid", &user, "--regid", &user, "--clear-groups", "--"]).arg(program);
    command.env("PATH", "/usr/bin:/bin").env("HOME", folder).env("XDG_RUNTIME_DIR", folder);
    command.env("DESKBELL_TOKEN", "token-to-keep").env("DESKBELL_CENTER", "ws://127.0.0.1:9/").current_dir(folder);
    command
}

/// A folder of that user with the daemon's program in it; none where only the superuser could make it.
fn folder() -> Option<(TempDir, std::path::PathBuf)> {
    let folder = tempfile::tempdir().unwrap();
    if chown(folder.path(), Some(USER), Some(USER)).is_err() {
        #[expect(clippy::print_stderr, reason = "whoever reads the results should know")]
        {
            eprintln!("skipped: only the superuser can start programs as somebody else");
        }
        return None;
    }
    let program = folder.path().join("program");
    fs::copy(env!("CARGO_BIN_EXE_deskbell"), &program).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    Some((folder, program))
}

/// Whether that user may read the environment, which holds the token, of a process.
fn can_read(folder: &Path, process: &Process) -> bool {
    let mut reader = as_user(folder, Path::new("cat"));
    reader.arg(format!("/proc/{}/environ", process.id()));
    let read = reader.output().unwrap();
    String::from_utf8_lossy(&read.stdout).contains("token-to-keep")
}

#[test]
fn no_other_program_of_the_same_user_reads_the_daemons_memory_and_no_crash_file_is_written() {
    let Some((folder, program)) = folder() else { return };
    let daemon = Process::start(&as_user(folder.path(), &program));
    wait_for("the daemon's socket", || fs::metadata(folder.path().join("deskbell/outside/daemon.sock")).ok());
    assert!(!can_read(folder.path(), &daemon), "{}", daemon.output());
    let limits = fs::read_to_string(format!("/proc/{}/limits", daemon.id())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"]);

    // So that the refusal above has no other reason.
    let other = Process::start(as_user(folder.path(), Path::new("sleep")).arg("1000"));
    wait_for("another program's environment", || can_read(folder.path(), &other).then_some(()));
}
