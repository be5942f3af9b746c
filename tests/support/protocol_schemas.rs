//! The JSON Schema of each event, made from the Rust types: the whole CloudEvent, not only its data.

use std::collections::BTreeMap;

use deskbell::protocol::{Envelope, TYPE_PREFIX, from_center, from_client};
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

/// The version of JSON Schema that the files are written in.
pub(crate) const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Who sends an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The contact center.
    Center,
    /// The agent's computer.
    Client,
}

/// An event type and its schema.
pub(crate) struct EventSchema {
    /// Who sends it.
    pub(crate) side: Side,
    /// The JSON Schema of the CloudEvent.
    pub(crate) schema: Value,
}

/// Every event of both sides by its CloudEvents `type`.
pub(crate) fn all() -> BTreeMap<String, EventSchema> {
    let center = of_side::<from_center::Event>(Side::Center);
    let client = of_side::<from_client::Event>(Side::Client);
    center.into_iter().chain(client).collect()
}

/// The name of a type's schema file and of its AsyncAPI message: `offer.created` and the like.
pub(crate) fn short_name(kind: &str) -> &str {
    let name = kind.strip_prefix(TYPE_PREFIX).and_then(|rest| rest.strip_suffix(".v1"));
    name.expect("every type of this version is dev.deskbell.<name>.v1")
}

/// Numbered events, which are those that a center keeps until they are acknowledged.
pub(crate) const NUMBERED: [&str; 7] = [
    "dev.deskbell.notice.v1",
    "dev.deskbell.notice.withdrawn.v1",
    "dev.deskbell.offer.closed.v1",
    "dev.deskbell.offer.created.v1",
    "dev.deskbell.offer.updated.v1",
    "dev.deskbell.presence.changed.v1",
    "dev.deskbell.settings.changed.v1",
];

/// The enum's schema is one branch a variant: `{type: {const}, data: {$ref}}` and a description.
fn of_side<E: JsonSchema>(side: Side) -> Vec<(String, EventSchema)> {
    let whole = generated::<E>();
    let definitions = whole["$defs"].as_object().expect("events hold structs").clone();
    let branches = whole["oneOf"].as_array().expect("an adjacently tagged enum is a oneOf");
    branches
        .iter()
        .map(|branch| {
            let kind = branch["properties"]["type"]["const"].as_str().expect("the tag is a constant").to_owned();
            let schema = event_schema(&kind, branch, &definitions);
            (kind, EventSchema { side, schema })
        })
        .collect()
}

fn event_schema(kind: &str, branch: &Value, definitions: &Map<String, Value>) -> Value {
    let mut schema = json!({ "$schema": DIALECT, "title": kind, "description": branch["description"] });
    schema.as_object_mut().expect("made above").extend(envelope_fields());
    schema["properties"]["type"] = json!({ "const": kind });
    schema["properties"]["data"] = branch["properties"]["data"].clone();
    let required = schema["required"].as_array_mut().expect("an envelope has required attributes");
    required.extend(extra_required(kind).iter().map(|name| json!(name)));
    for name in extra_required(kind) {
        schema["properties"][name]["type"] = json!("string");
    }
    let used = used_definitions(&schema["properties"]["data"], definitions);
    if !used.is_empty() {
        schema["$defs"] = Value::Object(used);
    }
    schema
}

/// The schema of any CloudEvent of this protocol, without its heading.
fn envelope_fields() -> impl Iterator<Item = (String, Value)> {
    let fields = generated::<Envelope>().as_object().cloned().expect("an envelope is an object");
    fields.into_iter().filter(|(name, _)| !["$schema", "title", "description"].contains(&name.as_str()))
}

/// Attributes that an envelope may have, and that this event must have.
fn extra_required(kind: &str) -> &'static [&'static str] {
    if NUMBERED.contains(&kind) {
        &["sequence"]
    } else if kind == "dev.deskbell.command.result.v1" {
        &["causationid"]
    } else {
        &[]
    }
}

fn used_definitions(data: &Value, definitions: &Map<String, Value>) -> Map<String, Value> {
    let mut used = BTreeMap::new();
    let mut open = references(data);
    while let Some(name) = open.pop() {
        let definition = &definitions[&name];
        if used.insert(name, definition.clone()).is_none() {
            open.extend(references(definition));
        }
    }
    used.into_iter().collect()
}

fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => {
            let own = fields.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix("#/$defs/"));
            own.map(str::to_owned).into_iter().chain(fields.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

fn generated<T: JsonSchema>() -> Value {
    let generator = SchemaGenerator::new(SchemaSettings::draft2020_12());
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    without_rust_links(&mut schema);
    schema
}

/// Descriptions are doc comments; their links to Rust items mean nothing in a schema.
fn without_rust_links(value: &mut Value) {
    match value {
        Value::String(text) => *text = text.replace("[`", "`").replace("`]", "`"),
        Value::Array(items) => items.iter_mut().for_each(without_rust_links),
        Value::Object(fields) => fields.values_mut().for_each(without_rust_links),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
