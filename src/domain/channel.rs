//! The channels that customers come by.

/// A kind of channel. Adding one is a variant here and a message `channel-…` in each language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// Web chat.
    Chat,
    /// Text message.
    Sms,
    /// Facebook.
    Facebook,
    /// WhatsApp.
    WhatsApp,
    /// E-mail.
    Email,
    /// Telephone.
    Voice,
    /// Any other, shown under its own name.
    Other(String),
}

impl Channel {
    /// Every channel with a name of its own in the words files.
    pub const KNOWN: [Self; 6] = [Self::Chat, Self::Sms, Self::Facebook, Self::WhatsApp, Self::Email, Self::Voice];

    /// The channel that has this name on the wire.
    pub fn from_wire(name: &str) -> Self {
        Self::KNOWN
            .into_iter()
            .find(|known| known.id() == name.to_ascii_lowercase())
            .unwrap_or_else(|| Self::Other(crate::text::shown(name, crate::text::NAME)))
    }

    /// The name on the wire and in message ids.
    pub fn id(&self) -> &str {
        match self {
            Self::Chat => "chat",
            Self::Sms => "sms",
            Self::Facebook => "facebook",
            Self::WhatsApp => "whatsapp",
            Self::Email => "email",
            Self::Voice => "voice",
            Self::Other(name) => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Channel;

    #[test]
    fn known_channels_have_unique_names_and_others_keep_theirs() {
        for known in Channel::KNOWN {
            assert_eq!(Channel::from_wire(known.id()), known);
        }
        assert_eq!(Channel::from_wire("SMS"), Channel::Sms);
        assert_eq!(Channel::from_wire("line\u{202E}"), Channel::Other("line".into()));
    }
}
