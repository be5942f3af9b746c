//! Whether Deskbell starts when the agent logs on (Desktop Application Autostart Specification).

use super::entry::{Entry, folders};
use crate::doctor::{Check, Row};
use crate::i18n::Words;

/// The entry, in the agent's folder or the computer's.
const FILE: &str = "autostart/deskbell.desktop";

pub(super) fn row(words: &Words) -> Row {
    // The agent's own file counts in place of the computer's of the same name.
    let folders = folders(("XDG_CONFIG_HOME", ".config"), ("XDG_CONFIG_DIRS", "/etc/xdg"));
    let Some(entry) = Entry::find(folders.into_iter().map(|folder| folder.join(FILE))) else {
        return Row::note(Check::Autostart, words.text("doctor-autostart-none"))
            .hint(words.text("doctor-autostart-hint"));
    };
    let file = entry.file.display().to_string();
    if entry.off {
        let what = words.with("doctor-autostart-off", [("file", file.into())]);
        return Row::note(Check::Autostart, what).hint(words.text("doctor-autostart-off-hint"));
    }
    if entry.has_program() {
        return Row::good(Check::Autostart, words.with("doctor-autostart-good", [("file", file.into())]));
    }
    let values = [("file", file.into()), ("program", entry.program.as_str().into())];
    Row::bad(Check::Autostart, words.with("doctor-autostart-gone", values))
        .hint(words.text("doctor-autostart-gone-hint"))
}
