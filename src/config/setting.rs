//! The list of settings: the one place where a setting is added.

use crate::domain::privacy::Privacy;
use crate::domain::quiet::Holdable;
use crate::i18n;

/// What a value must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A `ws://` or `wss://` URL.
    Center,
    /// An `https://` URL (`http://` to this computer).
    Link,
    /// Any text.
    Text,
    /// A list of texts.
    Texts,
    /// A list of hosts, as [`crate::links::is_host_rule`] takes them.
    Hosts,
    /// A program and its arguments; in a variable written as for a shell, but no shell runs it.
    Command,
    /// The address of a proxy without user name and password, or `direct`, or `system`.
    Proxy,
    /// The whole path of a file; counts in the administrator's policy only.
    PolicyFile,
    /// A combination of keys, or nothing for none.
    HotKey,
    /// `true` or `false`.
    Switch,
    /// A whole number from 0 to 100.
    Percent,
    /// A list of whole numbers of seconds, each at most an hour.
    Seconds,
    /// A list of some of these.
    SomeOf(&'static [&'static str]),
    /// A table of templates by channel, each with a title and fields.
    Templates,
    /// One of these.
    OneOf(&'static [&'static str]),
}

/// What a value is made of, wherever it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Yes or no.
    Switch,
    /// A whole number.
    Number,
    /// A text.
    Text,
    /// A list of texts or numbers.
    List,
    /// A table.
    Table,
}

impl Kind {
    /// What a value of this kind is made of.
    pub const fn form(self) -> Form {
        match self {
            Self::Switch => Form::Switch,
            Self::Percent => Form::Number,
            Self::Texts | Self::Hosts | Self::Command | Self::Seconds | Self::SomeOf(_) => Form::List,
            Self::Templates => Form::Table,
            Self::Center | Self::Link | Self::Text | Self::Proxy | Self::PolicyFile | Self::HotKey | Self::OneOf(_) => {
                Form::Text
            }
        }
    }
}

/// One setting.
#[derive(Debug)]
pub struct Setting {
    /// Its key in the files, and its argument where it has one.
    pub name: &'static str,
    /// What a value must look like.
    pub kind: Kind,
    /// The environment variable that sets it; a list is separated by commas.
    pub env: &'static str,
    /// What it is for, in English, for the documentation.
    pub about: &'static str,
}

/// What agents choose in the window of settings.
pub const CHOSEN: [&str; 10] = [
    "sounds",
    "volume",
    "sound-device",
    "theme",
    "language",
    "privacy",
    "monitor",
    "hot-key-accept",
    "hot-key-decline",
    "start-at-log-on",
];

/// What belongs to the connection or to the start: another value counts from the next start.
pub const NEXT_START: [&str; 11] = [
    "center",
    "provider",
    "sign-in-issuer",
    "sign-in-client-id",
    "sign-in-scopes",
    "token-command",
    "proxy",
    "no-proxy",
    "client-certificate",
    "client-key",
    "log",
];

/// Everything that can wait, by its name.
const HOLDABLE: [&str; Holdable::ALL.len()] = {
    let mut names = [""; Holdable::ALL.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = Holdable::ALL[at].name();
        at += 1;
    }
    names
};

const PRIVACY: [&str; Privacy::ALL.len()] = [Privacy::ALL[0].name(), Privacy::ALL[1].name(), Privacy::ALL[2].name()];

/// Every setting.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "center",
        kind: Kind::Center,
        env: "DESKBELL_CENTER",
        about: "The contact center's WebSocket URL, e.g. wss://center.example.com/v1/agent",
    },
    Setting {
        name: "provider",
        kind: Kind::OneOf(&["native"]),
        env: "DESKBELL_PROVIDER",
        about: "How the contact center talks",
    },
    Setting {
        name: "sign-in-issuer",
        kind: Kind::Link,
        env: "DESKBELL_SIGN_IN_ISSUER",
        about: "Where agents sign in: the issuer of an OpenID provider; without it they need a token",
    },
    Setting {
        name: "sign-in-client-id",
        kind: Kind::Text,
        env: "DESKBELL_SIGN_IN_CLIENT_ID",
        about: "What Deskbell is called at the OpenID provider; without it deskbell",
    },
    Setting {
        name: "sign-in-scopes",
        kind: Kind::Texts,
        env: "DESKBELL_SIGN_IN_SCOPES",
        about: "What is asked of the OpenID provider; without it openid and offline_access",
    },
    Setting {
        name: "token-command",
        kind: Kind::Command,
        env: "DESKBELL_TOKEN_COMMAND",
        about: "A program and its arguments that print the token; without it the keyring is asked",
    },
    Setting {
        name: "allowed-hosts",
        kind: Kind::Hosts,
        env: "DESKBELL_ALLOWED_HOSTS",
        about: "Hosts that links may lead to (host, host:port, or *.example.com for all below), besides those the center allows; set by a policy, only these",
    },
    Setting {
        name: "agent-desktop-url",
        kind: Kind::Link,
        env: "DESKBELL_AGENT_DESKTOP_URL",
        about: "Opened for what has no link of its own",
    },
    Setting {
        name: "proxy",
        kind: Kind::Proxy,
        env: "DESKBELL_PROXY",
        about: "The proxy to go through, e.g. http://proxy.example.com:3128 or socks5://…, or direct, or system (default)",
    },
    Setting {
        name: "no-proxy",
        kind: Kind::Texts,
        env: "DESKBELL_NO_PROXY",
        about: "Hosts, domains and networks that are reached without the proxy",
    },
    Setting {
        name: "client-certificate",
        kind: Kind::PolicyFile,
        env: "DESKBELL_CLIENT_CERTIFICATE",
        about: "PEM file with the certificate that proves this computer to the center; in the policy only",
    },
    Setting {
        name: "client-key",
        kind: Kind::PolicyFile,
        env: "DESKBELL_CLIENT_KEY",
        about: "PEM file with the private key of that certificate; in the policy only",
    },
    Setting {
        name: "theme",
        kind: Kind::OneOf(&["light", "dark", "system"]),
        env: "DESKBELL_THEME",
        about: "How windows look; the center's wish wins unless a policy sets it",
    },
    Setting {
        name: "sounds",
        kind: Kind::Switch,
        env: "DESKBELL_SOUNDS",
        about: "Whether offers are heard; true unless the center says no",
    },
    Setting {
        name: "volume",
        kind: Kind::Percent,
        env: "DESKBELL_VOLUME",
        about: "How loud sounds are, in percent of the output's own volume; 70 unless set",
    },
    Setting {
        name: "sound-device",
        kind: Kind::Text,
        env: "DESKBELL_SOUND_DEVICE",
        about: "The output that sounds are played on, as the system names it; without it the system's own choice",
    },
    Setting {
        name: "sound-ladder",
        kind: Kind::Seconds,
        env: "DESKBELL_SOUND_LADDER",
        about: "When an offer is heard again, in seconds since it began to ring, then each time that the last is over; 10, 15 and 20 unless set, only once if empty",
    },
    Setting {
        name: "do-not-disturb-holds",
        kind: Kind::SomeOf(&HOLDABLE),
        env: "DESKBELL_DO_NOT_DISTURB_HOLDS",
        about: "What waits while the agent does not want to be disturbed: assigned, transferred, escalated, escalated-from-bot, consult, supervisor, missed, offers; all but offers unless set",
    },
    Setting {
        name: "privacy",
        kind: Kind::OneOf(&PRIVACY),
        env: "DESKBELL_PRIVACY",
        about: "How much of a customer alerts, toasts and the menu show: full (default), name-only, or hidden; while the screen is locked always hidden",
    },
    Setting {
        name: "language",
        kind: Kind::OneOf(&i18n::TAGS),
        env: "DESKBELL_LANGUAGE",
        about: "The language of all words; without it the system's",
    },
    Setting {
        name: "templates",
        kind: Kind::Templates,
        env: "DESKBELL_TEMPLATES",
        about: "What alerts of a channel say: a table by channel with a title and up to four fields, with placeholders as {customer-name}",
    },
    Setting {
        name: "monitor",
        kind: Kind::Text,
        env: "DESKBELL_MONITOR",
        about: "The monitor that alerts appear on, as the system names it, e.g. HDMI-1, or primary; without it the one with the mouse pointer",
    },
    Setting {
        name: "hot-key-accept",
        kind: Kind::HotKey,
        env: "DESKBELL_HOT_KEY_ACCEPT",
        about: "Keys that accept the oldest offer whatever program has the keyboard, e.g. ctrl+alt+a; off unless set",
    },
    Setting {
        name: "hot-key-decline",
        kind: Kind::HotKey,
        env: "DESKBELL_HOT_KEY_DECLINE",
        about: "Keys that decline the oldest offer, e.g. ctrl+alt+d; off unless set",
    },
    Setting {
        name: "start-at-log-on",
        kind: Kind::Switch,
        env: "DESKBELL_START_AT_LOG_ON",
        about: "Whether the daemon starts when the agent logs on; without it as it was installed",
    },
    Setting {
        name: "hide-quit",
        kind: Kind::Switch,
        env: "DESKBELL_HIDE_QUIT",
        about: "Whether the menu has no Quit, so that nobody ends the daemon by mistake; false unless set",
    },
    Setting {
        name: "log",
        kind: Kind::OneOf(&["error", "warn", "info", "debug", "trace"]),
        env: "DESKBELL_LOG",
        about: "How much is written to the log",
    },
];
