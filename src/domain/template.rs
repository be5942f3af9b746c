//! What an administrator has alerts say, channel by channel: a title and fields with placeholders.

use std::collections::BTreeMap;

use super::channel::Channel;

/// A template has at most so many fields: an alert has room for them.
pub const FIELDS_AT_MOST: usize = 4;

/// Something that a placeholder stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// What the customer is called.
    CustomerName,
    /// The customer's phone number.
    CustomerPhone,
    /// The contact's company.
    Company,
    /// The case's number.
    CaseNumber,
    /// The case's title.
    CaseTitle,
    /// The queue.
    Queue,
    /// The customer's comment.
    Comment,
    /// How the customer writes.
    Channel,
    /// For how long the customer waits; counts up.
    Waiting,
    /// What the customer answered to the question of this name before the conversation.
    Answer(String),
}

impl Placeholder {
    /// Those that have a fixed name.
    const NAMED: [(&'static str, Self); 9] = [
        ("customer-name", Self::CustomerName),
        ("customer-phone", Self::CustomerPhone),
        ("company", Self::Company),
        ("case-number", Self::CaseNumber),
        ("case-title", Self::CaseTitle),
        ("queue", Self::Queue),
        ("comment", Self::Comment),
        ("channel", Self::Channel),
        ("waiting", Self::Waiting),
    ];

    fn parse(name: &str) -> Result<Self, Mistake> {
        if let Some(question) = name.strip_prefix("answer:").filter(|question| !question.is_empty()) {
            return Ok(Self::Answer(question.to_owned()));
        }
        let known = Self::NAMED.into_iter().find(|(known, _)| *known == name);
        known.map(|(_, placeholder)| placeholder).ok_or_else(|| Mistake::Unknown(name.to_owned()))
    }

    /// The names that a template may use; besides them `answer:` and the name of a question.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::NAMED.into_iter().map(|(name, _)| name)
    }
}

/// What is wrong with a text with placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// There is no such placeholder.
    Unknown(String),
    /// A brace has no other.
    Brace,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it stands.
    Plain(String),
    /// To be filled in.
    Filled(Placeholder),
}

/// A text with placeholders in braces; a brace itself is written twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern(Vec<Piece>);

impl Pattern {
    /// Reads it.
    ///
    /// # Errors
    /// Where a placeholder is unknown or not closed.
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let (mut pieces, mut plain) = (vec![], String::new());
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            plain.push_str(before);
            if let Some(after) = from.strip_prefix("{{").or_else(|| from.strip_prefix("}}")) {
                plain.push_str(&from[..1]);
                rest = after;
                continue;
            }
            let (name, after) =
                from.strip_prefix('{').and_then(|inside| inside.split_once('}')).ok_or(Mistake::Brace)?;
            pieces.push(Piece::Plain(std::mem::take(&mut plain)));
            pieces.push(Piece::Filled(Placeholder::parse(name.trim())?));
            rest = after;
        }
        plain.push_str(rest);
        pieces.push(Piece::Plain(plain));
        pieces.retain(|piece| *piece != Piece::Plain(String::new()));
        Ok(Self(pieces))
    }

    /// The text with `value` in place of each placeholder; none: all of them have nothing to say.
    pub fn fill(&self, value: impl Fn(&Placeholder) -> Option<String>) -> Option<String> {
        let (mut filled, mut asked, mut said) = (String::new(), false, false);
        for piece in &self.0 {
            match piece {
                Piece::Plain(text) => filled.push_str(text),
                Piece::Filled(placeholder) => {
                    asked = true;
                    let value = value(placeholder).filter(|value| !value.is_empty());
                    said |= value.is_some();
                    filled.push_str(value.as_deref().unwrap_or_default());
                }
            }
        }
        (said || !asked).then_some(filled)
    }
}

/// A row of an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is; may be empty.
    pub label: String,
    /// What it says; a row that has nothing to say is left out.
    pub text: Pattern,
}

/// What alerts of a channel say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// In place of “Incoming chat”; none: that.
    pub title: Option<Pattern>,
    /// In place of wait time and case; none: those.
    pub fields: Option<Vec<Field>>,
}

/// The templates, by the channel's name in the protocol.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Templates(pub BTreeMap<String, Template>);

impl Templates {
    /// What alerts of this channel say.
    pub fn of(&self, channel: &Channel) -> Option<&Template> {
        self.0.get(channel.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> Option<String> {
        let value = |placeholder: &Placeholder| match placeholder {
            Placeholder::CustomerName => Some("Anna {queue}".into()),
            Placeholder::Answer(question) => Some(format!("[{question}]")),
            Placeholder::Queue => Some(String::new()),
            Placeholder::CustomerPhone
            | Placeholder::Company
            | Placeholder::CaseNumber
            | Placeholder::CaseTitle
            | Placeholder::Comment
            | Placeholder::Channel
            | Placeholder::Waiting => None,
        };
        Pattern::parse(text).unwrap().fill(value)
    }

    #[test]
    fn placeholders_are_filled_once_and_what_says_nothing_is_left_out() {
        assert_eq!(filled("SMS from {customer-name}!").as_deref(), Some("SMS from Anna {queue}!"));
        assert_eq!(filled("{ answer:Order number }").as_deref(), Some("[Order number]"));
        assert_eq!(filled("Call {customer-phone}{queue}"), None);
        assert_eq!(filled("VIP").as_deref(), Some("VIP"));
        assert_eq!(filled("{{customer-name}} {customer-name}").as_deref(), Some("{customer-name} Anna {queue}"));
        assert_eq!(filled("").as_deref(), Some(""));
    }

    #[test]
    fn what_is_no_placeholder_is_a_mistake() {
        let mistake = |text| Pattern::parse(text).unwrap_err();
        assert_eq!(mistake("{customer_name}"), Mistake::Unknown("customer_name".into()));
        assert_eq!(mistake("{answer:}"), Mistake::Unknown("answer:".into()));
        for text in ["{queue", "queue}", "}{"] {
            assert_eq!(mistake(text), Mistake::Brace, "{text}");
        }
    }
}
