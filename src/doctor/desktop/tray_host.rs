//! Whether anybody shows the tray's icon.

use tokio::time::timeout;
use zbus::Connection;
use zbus::zvariant::OwnedValue;

use super::ANSWER_WITHIN;
use crate::doctor::{Check, Row};
use crate::i18n::Words;

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const PATH: &str = "/StatusNotifierWatcher";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

pub(super) async fn row(bus: &Connection, words: &Words) -> Row {
    let which = (WATCHER, "IsStatusNotifierHostRegistered");
    let asked = bus.call_method(Some(WATCHER), PATH, Some(PROPERTIES), "Get", &which);
    let Ok(answer) = timeout(ANSWER_WITHIN, asked).await else {
        let row = Row::bad(Check::TrayHost, words.text("doctor-tray-hung"));
        return row.hint(words.text("doctor-part-hung-hint"));
    };
    let value = answer.and_then(|answer| answer.body().deserialize::<OwnedValue>());
    let bad = |id: &str| {
        let row = Row::bad(Check::TrayHost, words.text(id)).hint(words.text("doctor-tray-hint"));
        row.hint(words.text("doctor-tray-commands-hint"))
    };
    match value.ok().and_then(|value| bool::try_from(value).ok()) {
        Some(true) => Row::good(Check::TrayHost, words.text("doctor-tray-good")),
        Some(false) => bad("doctor-tray-no-host"),
        None => bad("doctor-tray-none"),
    }
}
