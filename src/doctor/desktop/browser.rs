//! What opens a link: asked in the way of `xdg-open`, which opens it.

use super::ANSWER_WITHIN;
use crate::doctor::{Check, Row};
use crate::i18n::Words;
use crate::platform::desktop_entry::{Entry, folders, is_program};
use crate::platform::open::{LAUNCHER, default_browser};

pub(super) async fn row(words: &Words) -> Row {
    if !is_program(LAUNCHER) {
        let row = Row::bad(Check::Browser, words.with("doctor-browser-no-launcher", [("launcher", LAUNCHER.into())]));
        return row.hint(words.text("doctor-browser-no-launcher-hint"));
    }
    let Some(name) = default_browser(ANSWER_WITHIN).await else {
        let row = Row::bad(Check::Browser, words.text("doctor-browser-none"));
        return row.hint(words.text("doctor-browser-hint"));
    };
    let data = folders(("XDG_DATA_HOME", ".local/share"), ("XDG_DATA_DIRS", "/usr/local/share:/usr/share"));
    let entry = Entry::find(data.into_iter().map(|folder| folder.join("applications").join(&name)));
    match entry.filter(Entry::has_program) {
        Some(entry) => {
            let called = if entry.name.is_empty() { name } else { entry.name };
            Row::good(Check::Browser, words.with("doctor-browser-good", [("browser", called.into())]))
        }
        None => Row::bad(Check::Browser, words.with("doctor-browser-gone", [("browser", name.into())]))
            .hint(words.text("doctor-browser-hint")),
    }
}
