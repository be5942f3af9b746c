//! What opens a link: asked in the way of `xdg-open`, which opens it.

use std::process::Stdio;

use tokio::process::Command;
use tokio::time::timeout;

use super::ANSWER_WITHIN;
use super::entry::{Entry, folders, is_program};
use crate::doctor::{Check, Row};
use crate::i18n::Words;
use crate::platform::open::{LAUNCHER, passed_on};

/// What knows the desktop's browser; it comes with the launcher.
const ASKED: &str = "xdg-mime";

pub(super) async fn row(words: &Words) -> Row {
    if !is_program(LAUNCHER) {
        let row = Row::bad(Check::Browser, words.with("doctor-browser-no-launcher", [("launcher", LAUNCHER.into())]));
        return row.hint(words.text("doctor-browser-no-launcher-hint"));
    }
    let Some(name) = default_browser().await else {
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

/// The name of the desktop entry that opens `https` links.
async fn default_browser() -> Option<String> {
    let mut command = Command::new(ASKED);
    command.args(["query", "default", "x-scheme-handler/https"]);
    command.stdin(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    command.env_clear().envs(std::env::vars_os().filter_map(passed_on));
    let output = timeout(ANSWER_WITHIN, command.output()).await.ok()?.ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    // A name of a file, and not a way to another one.
    text.lines().next().map(str::trim).filter(|name| !name.is_empty() && !name.contains('/')).map(str::to_owned)
}
