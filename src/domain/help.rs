//! Helping the agent to find out what is wrong: the doctor's findings, and a file for whoever helps.

use super::Desk;
use super::choice::Page;
use super::effect::Effect;

/// How a thing is that the doctor looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// As it should be, or there is only something to know.
    Well,
    /// It was not looked at.
    Unknown,
    /// It does not work.
    Ill,
}

/// What the doctor says of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How it is.
    pub condition: Condition,
    /// The thing, and how it is, as a line.
    pub what: String,
    /// What to do about it.
    pub hints: Vec<String>,
}

/// What is known so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HelpView {
    /// The doctor is at work.
    pub examining: bool,
    /// What the doctor found; empty: not asked yet.
    pub findings: Vec<Finding>,
    /// What became of the file for whoever helps, as a sentence.
    pub file: Option<String>,
}

impl Desk {
    /// Looks at everything, and shows what is found.
    pub(super) fn examine(&mut self) {
        self.open_settings(Page::Doctor);
        if !self.help.examining {
            self.help.examining = true;
            self.effects.push(Effect::Examine);
        }
    }

    pub(super) fn on_examined(&mut self, findings: Vec<Finding>) {
        self.help.examining = false;
        self.help.findings = findings;
    }

    /// Writes the file for whoever helps, and shows where.
    pub(super) fn save_diagnostics(&mut self) {
        self.help.file = None;
        self.open_settings(Page::Doctor);
        self.effects.push(Effect::SaveDiagnostics);
    }
}
