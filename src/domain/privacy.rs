//! How much of a customer is shown to whoever looks at the screen.

use super::Desk;
use super::conversation::{Conversation, Customer};
use super::effect::ToastKey;
use crate::pii::Pii;

/// How much is shown; what is greater shows less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Privacy {
    /// Everything that the center says.
    #[default]
    Full,
    /// Who writes, and nothing of what it is about.
    NameOnly,
    /// That somebody waits, where and for how long.
    Hidden,
}

/// What a customer is called on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Called {
    /// The name, else the number.
    Name(Pii<String>),
    /// Nobody knows.
    Unknown,
    /// Not for everybody's eyes.
    Hidden,
}

impl Privacy {
    /// Every grade.
    pub const ALL: [Self; 3] = [Self::Full, Self::NameOnly, Self::Hidden];

    /// Its name in the configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::NameOnly => "name-only",
            Self::Hidden => "hidden",
        }
    }

    /// What of the conversation may be shown.
    pub(super) fn conversation(self, whole: &Conversation) -> Conversation {
        let mut shown = whole.clone();
        if self > Self::Full {
            (shown.comment, shown.case, shown.customer.company) = (None, None, None);
            shown.answers.clear();
        }
        if self == Self::Hidden {
            (shown.customer.name, shown.customer.phone) = (None, None);
        }
        shown
    }

    /// What the customer is called.
    pub(super) fn called(self, customer: &Customer) -> Called {
        if self == Self::Hidden {
            return Called::Hidden;
        }
        customer.name.clone().or_else(|| customer.phone.clone()).map_or(Called::Unknown, Called::Name)
    }
}

impl Desk {
    /// The configuration's word; while the screen is locked only strangers look at it.
    pub(super) fn privacy(&self) -> Privacy {
        if self.locked { Privacy::Hidden } else { self.preferences.privacy }
    }

    /// The screen was locked or opened. What was on it goes; *Recent* keeps it.
    pub(super) fn on_locked(&mut self, locked: bool) {
        self.locked = locked;
        if locked {
            let told = |key: &ToastKey| matches!(key, ToastKey::Notice(_) | ToastKey::Missed(_));
            for key in self.notices.shown_keys().into_iter().filter(told) {
                self.withdraw(&key);
            }
        }
    }
}
