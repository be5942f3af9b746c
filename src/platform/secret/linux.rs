//! The keyring on Linux: the Secret Service (GNOME Keyring, KWallet, KeePassXC) over D-Bus.

pub(super) use keyring_core::{Entry, Error};

use keyring_core::api::CredentialStoreApi as _;
use zbus_secret_service_keyring_store::Store;

use zbus::zvariant::{OwnedObjectPath, OwnedValue};

use super::SecretError;

const SERVICE: &str = "org.freedesktop.secrets";
const PATH: &str = "/org/freedesktop/secrets";

/// The entry of an account, over a connection of its own.
pub(super) fn entry(service: &str, account: &str) -> Result<Entry, Error> {
    Store::new()?.build(service, account, None)
}

/// Whether the collection for new secrets is locked. Only looks: the store would have somebody asked
/// for the password.
///
/// # Errors
/// Where the bus or the service does not say.
pub(super) async fn is_locked() -> zbus::Result<bool> {
    let bus = zbus::Connection::session().await?;
    let service = Some("org.freedesktop.Secret.Service");
    let alias = bus.call_method(Some(SERVICE), PATH, service, "ReadAlias", &"default").await?;
    let collection: OwnedObjectPath = alias.body().deserialize()?;
    let (properties, locked) = ("org.freedesktop.DBus.Properties", ("org.freedesktop.Secret.Collection", "Locked"));
    let answer = bus.call_method(Some(SERVICE), &collection, Some(properties), "Get", &locked).await?;
    Ok(answer.body().deserialize::<OwnedValue>()?.try_into()?)
}

/// What an error means to the agent.
pub(super) fn explain(error: &Error) -> SecretError {
    // Besides a locked keyring: its prompt was dismissed, or nobody is there to show one.
    if matches!(error, Error::NoStorageAccess(_)) {
        SecretError::Locked
    } else if matches!(error, Error::PlatformFailure(cause) if is_absence(cause.as_ref())) {
        SecretError::Absent
    } else {
        SecretError::Other(error.to_string())
    }
}

/// What the store says where nobody offers the service. Its causes are not told apart by type.
const ABSENCE: [&str; 5] =
    ["no secret service provider", "ServiceUnknown", "NameHasNoOwner", "Spawn.", "Failed to connect to address"];

fn is_absence(cause: &(dyn std::error::Error + Send + Sync)) -> bool {
    let words = cause.to_string();
    ABSENCE.iter().any(|part| words.contains(part))
}
