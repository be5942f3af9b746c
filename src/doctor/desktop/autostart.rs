//! Whether Deskbell starts when the agent logs on (Desktop Application Autostart Specification).

use crate::doctor::{Check, Row};
use crate::i18n::Words;
use crate::platform::autostart;

pub(super) fn row(words: &Words) -> Row {
    let Some(entry) = autostart::entry() else {
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
