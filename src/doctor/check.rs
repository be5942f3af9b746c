//! The things that are looked at.

use serde::Serializer;

/// A thing that is looked at; the order is the report's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// Files, variables and arguments are understood.
    Configuration,
    /// A contact center is configured.
    Center,
    /// The look-up of a name: the center's, or the proxy's.
    Dns,
    /// The connection to the center, or to the proxy.
    Tcp,
    /// The way through the proxy.
    Proxy,
    /// The secure connection, and the center's certificate.
    Tls,
    /// The upgrade to a WebSocket.
    WebSocket,
    /// This computer's clock against the center's.
    Clock,
    /// The token, and whether the center accepts it.
    SignIn,
    /// Where the token is kept.
    Keyring,
    /// The desktop's message bus.
    SessionBus,
    /// Who shows toasts.
    Notifications,
    /// The desktop's own switch.
    DoNotDisturb,
    /// Who shows the tray's icon.
    TrayHost,
    /// What windows appear on.
    Display,
    /// What sounds are played on.
    Sound,
    /// What opens links.
    Browser,
    /// The start at log-on.
    Autostart,
    /// The running daemon.
    Daemon,
}

impl Check {
    /// All of them, in the report's order.
    pub const ALL: [Self; 19] = [
        Self::Configuration,
        Self::Center,
        Self::Dns,
        Self::Tcp,
        Self::Proxy,
        Self::Tls,
        Self::WebSocket,
        Self::Clock,
        Self::SignIn,
        Self::Keyring,
        Self::SessionBus,
        Self::Notifications,
        Self::DoNotDisturb,
        Self::TrayHost,
        Self::Display,
        Self::Sound,
        Self::Browser,
        Self::Autostart,
        Self::Daemon,
    ];

    /// Its name for scripts, which stays.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::Center => "center",
            Self::Dns => "dns",
            Self::Tcp => "tcp",
            Self::Proxy => "proxy",
            Self::Tls => "tls",
            Self::WebSocket => "websocket",
            Self::Clock => "clock",
            Self::SignIn => "sign-in",
            Self::Keyring => "keyring",
            Self::SessionBus => "session-bus",
            Self::Notifications => "notifications",
            Self::DoNotDisturb => "do-not-disturb",
            Self::TrayHost => "tray-host",
            Self::Display => "display",
            Self::Sound => "sound",
            Self::Browser => "browser",
            Self::Autostart => "autostart",
            Self::Daemon => "daemon",
        }
    }

    /// The message that names it to a person.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Configuration => "doctor-label-configuration",
            Self::Center => "doctor-label-center",
            Self::Dns => "doctor-label-dns",
            Self::Tcp => "doctor-label-tcp",
            Self::Proxy => "doctor-label-proxy",
            Self::Tls => "doctor-label-tls",
            Self::WebSocket => "doctor-label-websocket",
            Self::Clock => "doctor-label-clock",
            Self::SignIn => "doctor-label-sign-in",
            Self::Keyring => "doctor-label-keyring",
            Self::SessionBus => "doctor-label-session-bus",
            Self::Notifications => "doctor-label-notifications",
            Self::DoNotDisturb => "doctor-label-do-not-disturb",
            Self::TrayHost => "doctor-label-tray-host",
            Self::Display => "doctor-label-display",
            Self::Sound => "doctor-label-sound",
            Self::Browser => "doctor-label-browser",
            Self::Autostart => "doctor-label-autostart",
            Self::Daemon => "doctor-label-daemon",
        }
    }
}

/// A check as its name.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the library passes it so")]
pub(super) fn as_id<S: Serializer>(check: &Check, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(check.id())
}
