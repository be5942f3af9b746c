//! Who shows toasts, and what they can do.

use std::time::Duration;

use tokio::time::timeout;
use zbus::zvariant::Type;
use zbus::{Connection, Message};

use super::wire::{NAME, PATH, is_absence};

/// A notification server answers within this time.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);

/// A notification server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct About {
    /// What it is called, and its version.
    pub(crate) name: String,
    /// What it can do, as the Desktop Notifications Specification names it.
    pub(crate) capabilities: Vec<String>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Silence {
    /// Nobody shows toasts.
    Absent,
    /// It does not answer.
    Hung,
    /// Its answer is not to be understood, or an error.
    Strange(String),
}

/// Asks the notification server about itself.
///
/// # Errors
/// Why it does not tell.
pub(crate) async fn ask(bus: &Connection) -> Result<About, Silence> {
    let (information, capabilities) = tokio::join!(call(bus, "GetServerInformation"), call(bus, "GetCapabilities"));
    let (name, _, version, _) = read::<(String, String, String, String)>(&information?)?;
    Ok(About { name: format!("{name} {version}").trim().to_owned(), capabilities: read(&capabilities?)? })
}

async fn call(bus: &Connection, method: &str) -> Result<Message, Silence> {
    let answer = timeout(ANSWER_WITHIN, bus.call_method(Some(NAME), PATH, Some(NAME), method, &())).await;
    answer.map_err(|_| Silence::Hung)?.map_err(|error| {
        let absent = matches!(&error, zbus::Error::MethodError(name, ..) if is_absence(name));
        if absent { Silence::Absent } else { Silence::Strange(error.to_string()) }
    })
}

fn read<T: for<'de> serde::Deserialize<'de> + Type>(answer: &Message) -> Result<T, Silence> {
    answer.body().deserialize().map_err(|error| Silence::Strange(error.to_string()))
}
