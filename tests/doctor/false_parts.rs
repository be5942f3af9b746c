//! Parts of a desktop that are there and not as they should be.
#![expect(clippy::disallowed_types, reason = "the macro that makes a D-Bus interface writes a HashMap")]

/// A notification server that knows no clicks.
pub(crate) struct Plain;

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Plain {
    fn get_server_information(&self) -> (&str, &str, &str, &str) {
        ("Plain", "of a test", "7", "1.2")
    }

    fn get_capabilities(&self) -> Vec<&str> {
        vec!["body"]
    }
}

/// A tray that nobody shows.
pub(crate) struct Blind;

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Blind {
    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        false
    }
}
