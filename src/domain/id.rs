//! Names of things, each with a type of its own.

use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}

id!(
    /// Names an offer within the center.
    OfferId
);
id!(
    /// Names a notice within the center.
    NoticeId
);
id!(
    /// Names a conversation within the center.
    ConversationId
);
id!(
    /// Names a command: the same on every repetition, so that the center does it once.
    CommandId
);
id!(
    /// Names an event: `source` and `id` of the CloudEvent.
    EventKey
);
