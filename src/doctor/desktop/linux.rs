//! What is asked of a Linux desktop: of its message bus, its display, its sound server and its files.

use std::time::Duration;

use tokio::time::timeout;
use zbus::Connection;

use crate::doctor::{Check, Patient, Row};
use crate::i18n::Words;
use crate::platform::quiet;

mod autostart;
mod browser;
mod display;
mod notifications;
mod sound;
mod tray_host;

/// Each part of the desktop answers within this time.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);

pub(in crate::doctor) async fn rows(patient: &Patient<'_>) -> Vec<Row> {
    let words = patient.words;
    let (mut rows, display, sound, browser) =
        tokio::join!(on_the_bus(words), display::row(words), sound::row(patient.config, words), browser::row(words),);
    rows.extend([display, sound, browser, autostart::row(words)]);
    rows
}

/// The bus, and who is asked on it.
async fn on_the_bus(words: &Words) -> Vec<Row> {
    let bad = |what: String| {
        let mut rows = vec![Row::bad(Check::SessionBus, what).hint(words.text("doctor-bus-hint"))];
        let asked = [Check::Notifications, Check::DoNotDisturb, Check::TrayHost];
        rows.extend(asked.map(|check| Row::unknown(check, words)));
        rows
    };
    let bus = match timeout(ANSWER_WITHIN, Connection::session()).await {
        Ok(Ok(bus)) => bus,
        Ok(Err(error)) => return bad(words.with("doctor-bus-none", [("why", error.to_string().into())])),
        Err(_) => return bad(words.text("doctor-bus-hung")),
    };
    let (notifications, quiet, tray_host) =
        tokio::join!(notifications::row(&bus, words), quiet::is_on(&bus), tray_host::row(&bus, words));
    let good = Row::good(Check::SessionBus, words.text("doctor-bus-good"));
    vec![good, notifications, do_not_disturb(quiet, words), tray_host]
}

fn do_not_disturb(on: Option<bool>, words: &Words) -> Row {
    match on {
        Some(true) => {
            Row::note(Check::DoNotDisturb, words.text("doctor-quiet-on")).hint(words.text("doctor-quiet-hint"))
        }
        Some(false) => Row::good(Check::DoNotDisturb, words.text("doctor-quiet-off")),
        None => Row::good(Check::DoNotDisturb, words.text("doctor-quiet-none")),
    }
}
