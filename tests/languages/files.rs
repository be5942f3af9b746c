//! A Fluent file read as its grammar has it, strictly: what the daemon would silently leave out is a
//! failure here.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::parser::parse;

/// What a count and any other value that is put in are taken for, in characters.
const COUNT: usize = 4;
const VALUE: usize = 12;

/// A message of a language.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The values that it puts in or chooses by.
    pub values: BTreeSet<String>,
    /// For each value that it chooses by, the forms that it has.
    pub forms: BTreeMap<String, BTreeSet<String>>,
    /// How many characters it has at most, with values of a usual length.
    pub length: usize,
}

/// The messages of a file.
///
/// # Errors
/// In words, if there is anything else than messages, or one of them twice.
pub fn messages(file: &str) -> Result<BTreeMap<String, Message>, String> {
    let resource = parse(file).map_err(|(_, errors)| format!("it is not Fluent: {errors:?}"))?;
    let mut found = BTreeMap::new();
    for entry in &resource.body {
        let (id, message) = match entry {
            Entry::Message(message) => match (&message.value, &message.attributes[..]) {
                (Some(value), []) => (message.id.name, read(value)?),
                _ => return Err(format!("{} has no text, or attributes", message.id.name)),
            },
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
            Entry::Term(term) => return Err(format!("{} is a term", term.id.name)),
            Entry::Junk { content } => return Err(format!("it has junk: {content}")),
        };
        if found.insert(id.to_owned(), message).is_some() {
            return Err(format!("{id} is there twice"));
        }
    }
    Ok(found)
}

fn read(pattern: &Pattern<&str>) -> Result<Message, String> {
    let mut message = Message::default();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => message.length += value.chars().count(),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                let name = variable(inline)?;
                message.length += if name == "count" { COUNT } else { VALUE };
                message.values.insert(name);
            }
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                choose(&mut message, variable(selector)?, variants)?;
            }
        }
    }
    Ok(message)
}

fn choose(message: &mut Message, by: String, variants: &[Variant<&str>]) -> Result<(), String> {
    let mut longest = 0;
    for variant in variants {
        let inner = read(&variant.value)?;
        longest = longest.max(inner.length);
        message.values.extend(inner.values);
        let (VariantKey::Identifier { name: form } | VariantKey::NumberLiteral { value: form }) = &variant.key;
        if !message.forms.entry(by.clone()).or_default().insert((*form).to_owned()) {
            return Err(format!("[{form}] is there twice"));
        }
    }
    message.values.insert(by);
    message.length += longest;
    Ok(())
}

fn variable(inline: &InlineExpression<&str>) -> Result<String, String> {
    let InlineExpression::VariableReference { id } = inline else {
        return Err(format!("only values are put in, not {inline:?}"));
    };
    Ok(id.name.to_owned())
}

#[test]
fn what_the_daemon_would_leave_out_in_silence_is_a_failure_here() {
    for wrong in ["a = {\n", "a = A\na = B\n", "a\n", "a = { b }\n", "a =\n    .b = C\n", "-a = A\n"] {
        assert!(messages(wrong).is_err(), "{wrong}");
    }
    let counting = "a =\n    { $count ->\n        [one] One { $x }\n       *[other] { $count }\n    }\n";
    let message = messages(counting).expect("it is right").remove("a").expect("it is there");
    assert_eq!(message.values, ["count", "x"].map(str::to_owned).into());
    assert_eq!(message.forms["count"], ["one", "other"].map(str::to_owned).into());
    assert_eq!(message.length, 16);
}
