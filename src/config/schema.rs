//! What the files may say, as a JSON Schema for editors and for checks before a file is shipped.

use serde_json::{Map, Value, json};

use super::policy::TABLES;
use super::{Kind, SETTINGS, Setting};

/// The schema of `config.toml` and of `policy.toml`: a file is one or the other.
///
/// It knows the types, the choices and the bounds. Whether an address or a template is right, only
/// `deskbell config` says.
pub fn schema() -> Value {
    let tables = TABLES.map(|(name, _)| (name.to_owned(), json!({ "$ref": "#/$defs/policySettings" })));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Deskbell",
        "anyOf": [{ "$ref": "#/$defs/policy" }, { "$ref": "#/$defs/settings" }],
        "$defs": {
            "policy": closed("policy.toml", Map::from_iter(tables)),
            "settings": closed("config.toml", settings(|setting| setting.kind != Kind::PolicyFile)),
            "policySettings": closed("A table of policy.toml", settings(|_| true)),
        },
    })
}

/// An object with these members and no others.
fn closed(title: &str, properties: Map<String, Value>) -> Value {
    json!({ "title": title, "type": "object", "properties": properties, "additionalProperties": false })
}

fn settings(wanted: impl Fn(&Setting) -> bool) -> Map<String, Value> {
    let described = |setting: &Setting| {
        let mut schema = kind(setting.kind);
        schema["description"] = setting.about.into();
        (setting.name.to_owned(), schema)
    };
    SETTINGS.iter().filter(|setting| wanted(setting)).map(described).collect()
}

fn kind(kind: Kind) -> Value {
    match kind {
        Kind::Center => json!({ "type": "string", "pattern": "^wss?://" }),
        Kind::Link => json!({ "type": "string", "pattern": "^https?://" }),
        Kind::Text | Kind::Proxy | Kind::PolicyFile | Kind::HotKey => json!({ "type": "string" }),
        Kind::Texts | Kind::Hosts | Kind::Command => list(&json!({ "type": "string" })),
        Kind::Switch => json!({ "type": "boolean" }),
        Kind::Percent => json!({ "type": "integer", "minimum": 0, "maximum": 100 }),
        Kind::Seconds => list(&json!({ "type": "integer", "minimum": 1, "maximum": 3600 })),
        Kind::SomeOf(choices) => list(&json!({ "enum": choices })),
        Kind::OneOf(choices) => json!({ "enum": choices }),
        Kind::Templates => json!({ "type": "object", "additionalProperties": template() }),
    }
}

fn list(item: &Value) -> Value {
    json!({ "type": "array", "items": item })
}

fn template() -> Value {
    let mut fields = list(&json!({ "type": "string" }));
    fields["maxItems"] = crate::domain::template::FIELDS_AT_MOST.into();
    json!({
        "type": "object",
        "properties": { "title": { "type": "string" }, "fields": fields },
        "additionalProperties": false,
    })
}
