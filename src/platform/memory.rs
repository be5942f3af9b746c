//! Keeps what is in memory, the token and customers' words, out of files and of other programs.

use std::io;

/// From now on a crash leaves no picture of the memory, and on Linux no other program of the same
/// user may read it (only the superuser may). On Windows nothing is changed: there the
/// administrator decides about crash reports.
///
/// # Errors
/// If the system does not let it; everything else works without.
pub fn keep_private() -> io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        // The limit alone does not hold where crashes go to a program and not to a file (core(5)).
        set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    }
    Ok(())
}
