//! What is asked of Windows: of its notifications, monitors, outputs for sound and registry.

use std::time::Duration;

use tokio::time::timeout;

use crate::config::Config;
use crate::doctor::{Check, Patient, Row};
use crate::domain::input::NoToast;
use crate::i18n::Words;
use crate::platform::monitors::{self, Monitor};
use crate::platform::quiet::{self, Mood};
use crate::platform::toast::permission;
use crate::platform::{autostart, log_on, open, shell};

#[path = "sound.rs"]
mod sound;

/// Each part of Windows answers within this time.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);

pub(in crate::doctor) async fn rows(patient: &Patient<'_>) -> Vec<Row> {
    let words = patient.words;
    let (notifications, sound) = tokio::join!(notifications(words), sound::row(patient.config, words));
    vec![
        session(words),
        notifications,
        do_not_disturb(words),
        tray(words),
        display(words),
        sound,
        browser(words),
        autostart(patient.config, words),
    ]
}

/// There is no message bus; but a service has no desktop either.
fn session(words: &Words) -> Row {
    match log_on::name(|_| None) {
        Some(session) => {
            Row::good(Check::SessionBus, words.with("doctor-session-windows", [("session", session.into())]))
        }
        None => Row::unknown(Check::SessionBus, words),
    }
}

async fn notifications(words: &Words) -> Row {
    let asked = timeout(ANSWER_WITHIN, tokio::task::spawn_blocking(permission)).await;
    let bad = |id: &str, hint: &str| Row::bad(Check::Notifications, words.text(id)).hint(words.text(hint));
    match asked {
        Ok(Ok(Ok(()))) => Row::good(Check::Notifications, words.text("doctor-toasts-windows")),
        Ok(Ok(Err(NoToast::OffForDeskbell))) => bad("doctor-toasts-off-program", "doctor-toasts-off-hint"),
        Ok(Ok(Err(NoToast::OffForAll))) => bad("doctor-toasts-off-agent", "doctor-toasts-off-hint"),
        Ok(Ok(Err(NoToast::OffByPolicy))) => bad("doctor-toasts-off-policy", "doctor-toasts-off-policy-hint"),
        Ok(Ok(Err(NoToast::Refused(why)))) => {
            Row::bad(Check::Notifications, words.with("doctor-toasts-windows-none", [("why", why.into())]))
                .hint(words.text("doctor-toasts-windows-none-hint"))
        }
        Ok(Ok(Err(NoToast::NoServer | NoToast::NoAnswer | NoToast::NotAllowedYet)) | Err(_)) | Err(_) => {
            bad("doctor-notifications-hung", "doctor-part-hung-hint")
        }
    }
}

/// Windows tells no program of its switch, so nobody is told that it is off.
fn do_not_disturb(words: &Words) -> Row {
    let note = |id: &str, hint: &str| Row::note(Check::DoNotDisturb, words.text(id)).hint(words.text(hint));
    match quiet::mood() {
        Some(Mood::Unwelcome) => note("doctor-quiet-presentation", "doctor-quiet-presentation-hint"),
        Some(Mood::WholeScreen) => note("doctor-quiet-whole-screen", "doctor-quiet-windows-hint"),
        Some(Mood::Welcome | Mood::Away) | None => Row::good(Check::DoNotDisturb, words.text("doctor-quiet-windows")),
    }
}

fn tray(words: &Words) -> Row {
    if shell::has_task_bar() {
        Row::good(Check::TrayHost, words.text("doctor-tray-good"))
    } else {
        let row = Row::bad(Check::TrayHost, words.text("doctor-tray-none"));
        row.hint(words.text("doctor-tray-commands-hint"))
    }
}

fn display(words: &Words) -> Row {
    let all = monitors::all();
    if let Some(still) = all.iter().find(|monitor| monitor.hertz == Some(0)) {
        let what = words.with("doctor-display-still", [("display", still.name.as_str().into())]);
        return Row::bad(Check::Display, what).hint(words.text("doctor-display-still-hint"));
    }
    let Some(monitor) = all.iter().find(|monitor| monitor.primary).or(all.first()) else {
        return Row::bad(Check::Display, words.text("doctor-display-none")).hint(words.text("doctor-display-hint"));
    };
    let Monitor { name, whole, .. } = monitor;
    let (width, height) = ((whole.right - whole.left).to_string(), (whole.bottom - whole.top).to_string());
    let values = [("display", name.as_str().into()), ("width", width.into()), ("height", height.into())];
    Row::good(Check::Display, words.with("doctor-display-good", values))
}

fn browser(words: &Words) -> Row {
    match open::default_browser() {
        Some(browser) => Row::good(Check::Browser, words.with("doctor-browser-good", [("browser", browser.into())])),
        None => Row::bad(Check::Browser, words.text("doctor-browser-none")).hint(words.text("doctor-browser-hint")),
    }
}

fn autostart(config: &Config, words: &Words) -> Row {
    if config.start_at_log_on() == Some(false) {
        return Row::note(Check::Autostart, words.text("doctor-autostart-off-setting"))
            .hint(words.text("doctor-autostart-windows-hint"));
    }
    let Some(entry) = autostart::entry() else {
        return Row::note(Check::Autostart, words.text("doctor-autostart-none"))
            .hint(words.text("doctor-autostart-windows-hint"));
    };
    let place = [("file", entry.place.into())];
    if entry.off {
        return Row::note(Check::Autostart, words.with("doctor-autostart-off", place))
            .hint(words.text("doctor-autostart-windows-hint"));
    }
    if entry.has_program() {
        return Row::good(Check::Autostart, words.with("doctor-autostart-good", place));
    }
    let values = [("file", entry.place.into()), ("program", entry.command.as_str().into())];
    Row::bad(Check::Autostart, words.with("doctor-autostart-gone", values))
        .hint(words.text("doctor-autostart-gone-windows-hint"))
}
