//! What a person is told when a command cannot do its work.

use std::fmt;
use std::process::ExitCode;

/// A failure as a person reads it: one sentence and at most two things to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What sort of failure it is; decides the exit code.
    pub kind: FailureKind,
    /// What is wrong, a whole sentence.
    pub what: String,
    /// What to do about it.
    pub hints: Vec<String>,
}

/// What sort of failure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The arguments or the configuration are not right: exit code 2.
    Usage,
    /// No daemon is running: exit code 3.
    NotRunning,
    /// Something of the computer does not work: exit code 1.
    Broken,
}

impl Failure {
    /// A failure without hints.
    pub fn new(kind: FailureKind, what: impl Into<String>) -> Self {
        Self { kind, what: what.into(), hints: vec![] }
    }

    /// The failure with something to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// What the process ends with.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self.kind {
            FailureKind::Usage => 2,
            FailureKind::NotRunning => 3,
            FailureKind::Broken => 1,
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        self.hints.iter().try_for_each(|hint| write!(f, "\n  {hint}"))
    }
}

impl std::error::Error for Failure {}
