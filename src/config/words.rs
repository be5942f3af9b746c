//! Problems of the configuration in words.

use super::{Kind, Problem, ProblemKind};
use crate::i18n::Words;
use crate::text::visible_line;

/// The problem as a sentence that names its place and what to do.
pub fn sentence(problem: &Problem, words: &Words) -> String {
    let place = visible_line(&problem.place);
    let place = place.as_str();
    match &problem.kind {
        ProblemKind::Unreadable(why) => {
            words.with("config-unreadable", [("place", place.into()), ("why", visible_line(why).into())])
        }
        ProblemKind::Syntax(why) => {
            words.with("config-syntax", [("place", place.into()), ("why", visible_line(why).into())])
        }
        ProblemKind::UnknownKey { key, meant: Some(meant) } => words.with(
            "config-unknown-meant",
            [("place", place.into()), ("key", key.as_str().into()), ("meant", (*meant).into())],
        ),
        ProblemKind::UnknownKey { key, meant: None } => {
            words.with("config-unknown", [("place", place.into()), ("key", key.as_str().into())])
        }
        ProblemKind::Value { key, kind } => {
            let wanted = wanted(*kind, words);
            words.with("config-value", [("place", place.into()), ("key", (*key).into()), ("wanted", wanted.into())])
        }
        ProblemKind::Host { entry } => {
            words.with("config-host", [("place", place.into()), ("entry", entry.as_str().into())])
        }
        ProblemKind::Pac => words.with("config-pac", [("place", place.into())]),
        ProblemKind::PolicyOnly { key } => {
            words.with("config-policy-only", [("place", place.into()), ("key", (*key).into())])
        }
        ProblemKind::Placeholder { name, meant: Some(meant) } => words.with(
            "config-placeholder-meant",
            [("place", place.into()), ("name", name.as_str().into()), ("meant", (*meant).into())],
        ),
        ProblemKind::Placeholder { name, meant: None } => {
            words.with("config-placeholder", [("place", place.into()), ("name", name.as_str().into())])
        }
        ProblemKind::Secret => words.with("config-secret", [("place", place.into())]),
        ProblemKind::OutsideTables { key } => {
            words.with("config-outside-tables", [("place", place.into()), ("key", (*key).into())])
        }
        ProblemKind::UnknownTable { key } => {
            words.with("config-unknown-table", [("place", place.into()), ("key", key.as_str().into())])
        }
        ProblemKind::NoTable { key } => {
            words.with("config-no-table", [("place", place.into()), ("key", (*key).into())])
        }
        ProblemKind::Form { key, found, wanted } => words.with(
            "config-form",
            [
                ("place", place.into()),
                ("key", (*key).into()),
                ("found", visible_line(found).into()),
                ("wanted", (*wanted).into()),
            ],
        ),
        ProblemKind::LastGood => words.with("config-last-good", [("place", place.into())]),
        ProblemKind::NextStart { key } => {
            words.with("config-next-start", [("place", place.into()), ("key", (*key).into())])
        }
    }
}

fn wanted(kind: Kind, words: &Words) -> String {
    match kind {
        Kind::Center => words.text("config-wants-center"),
        Kind::Link => words.text("config-wants-link"),
        Kind::Text => words.text("config-wants-text"),
        Kind::Texts => words.text("config-wants-texts"),
        Kind::Hosts => words.text("config-wants-hosts"),
        Kind::Command => words.text("config-wants-command"),
        Kind::Proxy => words.text("config-wants-proxy"),
        Kind::PolicyFile => words.text("config-wants-file"),
        Kind::Templates => words.text("config-wants-templates"),
        Kind::HotKey => words.text("config-wants-hot-key"),
        Kind::Switch => words.text("config-wants-switch"),
        Kind::Percent => words.text("config-wants-percent"),
        Kind::Seconds => words.text("config-wants-seconds"),
        Kind::SomeOf(choices) => words.with("config-wants-some-of", [("choices", choices.join(", ").into())]),
        Kind::OneOf(choices) => words.with("config-wants-one-of", [("choices", choices.join(", ").into())]),
    }
}
