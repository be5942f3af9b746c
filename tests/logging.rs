//! The log: what must not get into it, and what it must not hold up.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use deskbell::logging;

/// Set where a test runs itself again as a program of its own.
const INNER: &str = "DESKBELL_TEST_INNER";

fn is_inner() -> bool {
    std::env::var_os(INNER).is_some()
}

fn again(test: &str) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--nocapture"]).env(INNER, "1");
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn a_panic_that_leaves_nobody_to_alert_ends_the_program_and_quotes_no_customer() {
    if is_inner() {
        logging::watch_panics();
        let _log = logging::start("info", None);
        let cut = || {
            let words = String::from("Żaneta wrote this");
            words[1..].len()
        };
        // Does not come back.
        drop(std::thread::Builder::new().name("daemon".into()).spawn(cut).unwrap().join());
        return;
    }
    let mut program = again("a_panic_that_leaves_nobody_to_alert_ends_the_program_and_quotes_no_customer");
    let mut said = String::new();
    program.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(program.wait().unwrap().code(), Some(101), "{said}");
    assert!(said.contains("tests/logging.rs") && said.contains("daemon"), "{said}");
    assert!(!said.contains("Żaneta") && !said.contains("wrote"), "{said}");
}

#[test]
fn a_terminal_that_stands_still_holds_nothing_up() {
    if is_inner() {
        // Generous: it is reached only where something is broken.
        std::thread::spawn(|| {
            std::thread::sleep(Duration::from_secs(30));
            std::process::exit(1);
        });
        let _log = logging::start("info", None);
        for number in 0..10_000 {
            tracing::warn!(number, "a line that nobody reads");
        }
        return;
    }
    let mut program = again("a_terminal_that_stands_still_holds_nothing_up");
    // The pipe is held open and never read.
    let pipe = program.stderr.take().unwrap();
    assert!(program.wait().unwrap().success());
    drop(pipe);
}
