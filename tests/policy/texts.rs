//! What administrators read of each setting: `packaging/policy/*.ftl`.

use std::collections::BTreeMap;
use std::fs;

use deskbell::config::{Kind, Layer, NEXT_START, Setting};
use fluent_syntax::ast::{Entry, Pattern, PatternElement};

/// The languages that there are texts in.
pub const TAGS: [&str; 2] = ["en", "pl"];

/// The texts that belong to no setting.
pub const GENERAL: [&str; 13] = [
    "product",
    "description",
    "supported",
    "category-enforced",
    "category-defaults",
    "one-each-line",
    "toml-lines",
    "explain-enforced",
    "explain-default",
    "explain-switch",
    "explain-next-start",
    "sample-enforced",
    "sample-defaults",
];

/// The texts of a language; an attribute is called `message.attribute`.
pub struct Texts(BTreeMap<String, String>);

impl Texts {
    /// Reads the texts of a language.
    pub fn read(tag: &str) -> Self {
        let file = fs::read_to_string(super::packaged(&format!("{tag}.ftl"))).unwrap();
        let resource = fluent_syntax::parser::parse(file.as_str()).expect("the file is Fluent");
        let mut texts = BTreeMap::new();
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let name = message.id.name;
            let of_message = message.value.iter().map(|value| (name.to_owned(), value));
            let attribute = |attribute| format!("{name}.{attribute}");
            let others = message.attributes.iter().map(|other| (attribute(other.id.name), &other.value));
            for (name, pattern) in of_message.chain(others) {
                assert!(texts.insert(name.clone(), plain(pattern)).is_none(), "{name} is there twice");
            }
        }
        Self(texts)
    }

    /// What all texts are called.
    pub fn names(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    /// The text of that name.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).unwrap_or_else(|| panic!("there is no text {name}"))
    }

    /// What the setting does.
    pub fn explanation(&self, setting: &str) -> &str {
        self.text(&format!("{setting}.explain"))
    }

    /// What the setting does, and what that means in this layer of a policy.
    pub fn whole_explanation(&self, setting: &Setting, layer: Layer) -> String {
        let of_layer = if layer == Layer::Policy { "explain-enforced" } else { "explain-default" };
        let switch = (setting.kind == Kind::Switch).then_some("explain-switch");
        let next_start = NEXT_START.contains(&setting.name).then_some("explain-next-start");
        let more = [of_layer].into_iter().chain(switch).chain(next_start).map(|name| self.text(name));
        [self.explanation(setting.name)].into_iter().chain(more).collect::<Vec<_>>().join("\n\n")
    }

    /// What a choice of the setting is called.
    pub fn choice(&self, setting: &str, choice: &str) -> &str {
        self.text(&format!("{setting}.choice-{choice}"))
    }
}

/// The choices of a setting that has one of a few values.
pub fn choices(setting: &Setting) -> &'static [&'static str] {
    if let Kind::OneOf(choices) = setting.kind { choices } else { &[] }
}

fn plain(pattern: &Pattern<&str>) -> String {
    let text = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => (*value).to_owned(),
        PatternElement::Placeable { .. } => panic!("these texts have nothing to fill in: {element:?}"),
    };
    pattern.elements.iter().map(text).collect()
}
