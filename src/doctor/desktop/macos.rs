//! What is asked of macOS: of its notifications, and of what starts at log-on. **Type-checked for macOS, not
//! run there.** Nothing is asked of the other parts yet, and their rows say so.

use std::time::Duration;

use tokio::time::timeout;

use crate::config::Config;
use crate::doctor::{Check, Patient, Row, State};
use crate::domain::input::NoToast;
use crate::i18n::Words;
use crate::platform::autostart;
use crate::platform::toast::permission;

/// Each part of macOS answers within this time.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);

pub(in crate::doctor) async fn rows(patient: &Patient<'_>) -> Vec<Row> {
    let words = patient.words;
    let unknown = |check| Row::new(check, State::Unknown, words.text("doctor-not-on-this-system"));
    vec![
        unknown(Check::SessionBus),
        notifications(words).await,
        unknown(Check::DoNotDisturb),
        unknown(Check::TrayHost),
        unknown(Check::Display),
        unknown(Check::Sound),
        unknown(Check::Browser),
        autostart(patient.config, words),
    ]
}

async fn notifications(words: &Words) -> Row {
    let bad = |id: &str, hint: &str| Row::bad(Check::Notifications, words.text(id)).hint(words.text(hint));
    match timeout(ANSWER_WITHIN, permission()).await.unwrap_or(Err(NoToast::NoAnswer)) {
        Ok(()) => Row::good(Check::Notifications, words.text("doctor-toasts-macos")),
        Err(NoToast::NotAllowedYet) => bad("doctor-toasts-macos-unasked", "doctor-toasts-macos-unasked-hint"),
        Err(NoToast::OffForDeskbell | NoToast::OffForAll | NoToast::OffByPolicy) => {
            bad("doctor-toasts-macos-off", "doctor-toasts-macos-off-hint")
        }
        Err(NoToast::Refused(why)) => {
            Row::bad(Check::Notifications, words.with("doctor-toasts-macos-none", [("why", why.into())]))
                .hint(words.text("doctor-toasts-macos-none-hint"))
        }
        Err(NoToast::NoServer | NoToast::NoAnswer) => bad("doctor-notifications-hung", "doctor-part-hung-hint"),
    }
}

fn autostart(config: &Config, words: &Words) -> Row {
    if config.start_at_log_on() == Some(false) {
        return Row::note(Check::Autostart, words.text("doctor-autostart-off-setting"))
            .hint(words.text("doctor-autostart-macos-hint"));
    }
    match autostart::file() {
        Some(file) => {
            let file = file.display().to_string();
            Row::good(Check::Autostart, words.with("doctor-autostart-good", [("file", file.into())]))
        }
        None => Row::note(Check::Autostart, words.text("doctor-autostart-none"))
            .hint(words.text("doctor-autostart-macos-hint")),
    }
}
