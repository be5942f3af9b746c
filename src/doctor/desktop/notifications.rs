//! Whether anybody shows toasts.

use zbus::Connection;

use crate::doctor::{Check, Row};
use crate::i18n::Words;
use crate::platform::toast::about::{self, Silence};

pub(super) async fn row(bus: &Connection, words: &Words) -> Row {
    let bad = |id: &str| Row::bad(Check::Notifications, words.text(id));
    match about::ask(bus).await {
        Ok(about) => {
            let abilities = about.capabilities.join(", ");
            let values = [("server", about.name.as_str().into()), ("abilities", abilities.into())];
            let what = words.with("doctor-notifications-good", values);
            // Without it nobody can open a conversation from its toast.
            if about.capabilities.iter().any(|ability| ability == "actions") {
                Row::good(Check::Notifications, what)
            } else {
                Row::note(Check::Notifications, what).hint(words.text("doctor-notifications-no-clicks"))
            }
        }
        Err(Silence::Absent) => bad("doctor-notifications-none").hint(words.text("doctor-notifications-none-hint")),
        Err(Silence::Hung) => bad("doctor-notifications-hung").hint(words.text("doctor-part-hung-hint")),
        Err(Silence::Strange(why)) => {
            Row::bad(Check::Notifications, words.with("doctor-notifications-strange", [("why", why.into())]))
                .hint(words.text("doctor-part-hung-hint"))
        }
    }
}
