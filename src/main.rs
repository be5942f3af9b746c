//! The daemon and its command line: parse, run, turn a failure into a sentence and an exit code.

// Started by a click it opens no console; started from one it writes there, see `platform::console`.
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    match deskbell::cli::main() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            #[expect(clippy::print_stderr, reason = "this is where failures become visible to a person")]
            {
                eprintln!("deskbell: {}", deskbell::text::visible(&failure.to_string()));
            }
            failure.exit_code()
        }
    }
}
