//! The committed schemas are those of the types, take every sample and refuse what is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cloudevents::AttributesReader as _;
use deskbell::protocol::{Envelope, from_center, from_client, sequence_number};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::protocol_samples;
use crate::protocol_schemas::{self, DIALECT, NUMBERED, Side, short_name};

/// A validator for the schema of each event type. Formats (`date-time`, …) are checked too.
pub(crate) fn validators() -> BTreeMap<String, Validator> {
    let compile = |schema: &Value| {
        jsonschema::options().should_validate_formats(true).build(schema).expect("a generated schema is valid")
    };
    protocol_schemas::all().iter().map(|(kind, event)| (kind.clone(), compile(&event.schema))).collect()
}

/// Panics with everything that the event's schema has against it.
pub(crate) fn assert_valid(validators: &BTreeMap<String, Validator>, event: &Value) {
    let kind = event["type"].as_str().unwrap_or_else(|| panic!("no type in {event}"));
    let validator = validators.get(kind).unwrap_or_else(|| panic!("no schema for {kind}"));
    let faults: Vec<String> =
        validator.iter_errors(event).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{kind}: {faults:#?}\n{event:#}");
}

/// Panics unless the event can be read as what its sender sends.
pub(crate) fn assert_reads(event: &Value) {
    let envelope: Envelope = serde_json::from_value(event.clone()).unwrap_or_else(|e| panic!("{e}: {event:#}"));
    let side = protocol_schemas::all()[&envelope.kind].side;
    let problem = match side {
        Side::Center => envelope.body::<from_center::Event>().err(),
        Side::Client => envelope.body::<from_client::Event>().err(),
    };
    assert!(problem.is_none(), "{}: {problem:?}", envelope.kind);
}

/// A path inside the package.
pub(crate) fn in_package(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn all_samples() -> Vec<Envelope<Value>> {
    protocol_samples::from_center().into_iter().chain(protocol_samples::from_client()).collect()
}

fn sample(name: &str) -> Value {
    let found = all_samples().into_iter().find(|sample| short_name(&sample.kind) == name);
    serde_json::to_value(found.unwrap()).unwrap()
}

#[test]
fn committed_schemas_are_those_of_the_types() {
    let folder = in_package("docs/schemas");
    let wanted: BTreeMap<String, String> = protocol_schemas::all()
        .iter()
        .map(|(kind, event)| {
            (format!("{}.json", short_name(kind)), serde_json::to_string_pretty(&event.schema).unwrap() + "\n")
        })
        .collect();
    if std::env::var_os("DESKBELL_UPDATE").is_some() {
        update(&folder, &wanted);
    }
    let committed: BTreeMap<String, String> =
        files(&folder).into_iter().map(|name| (name.clone(), fs::read_to_string(folder.join(name)).unwrap())).collect();
    assert_eq!(committed.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>(), "files in docs/schemas");
    for (name, text) in &wanted {
        let hint = "run DESKBELL_UPDATE=1 cargo test --test protocol";
        assert!(committed[name] == *text, "docs/schemas/{name} is not what the types say: {hint}");
    }
}

fn update(folder: &Path, wanted: &BTreeMap<String, String>) {
    fs::create_dir_all(folder).unwrap();
    for name in files(folder).into_iter().filter(|name| !wanted.contains_key(name)) {
        fs::remove_file(folder.join(name)).unwrap();
    }
    for (name, text) in wanted {
        fs::write(folder.join(name), text).unwrap();
    }
}

fn files(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn schemas_obey_the_meta_schema_of_2020_12() {
    for (kind, event) in protocol_schemas::all() {
        assert_eq!(event.schema["$schema"], DIALECT, "{kind}");
        let verdict = jsonschema::draft202012::meta::validate(&event.schema);
        assert!(verdict.is_ok(), "{kind}: {verdict:?}");
    }
}

#[test]
fn there_is_one_sample_of_each_type() {
    let samples: Vec<String> = all_samples().into_iter().map(|sample| sample.kind).collect();
    let distinct: BTreeSet<&String> = samples.iter().collect();
    assert_eq!(samples.len(), distinct.len(), "a type has two samples");
    assert_eq!(distinct, protocol_schemas::all().keys().collect(), "types with samples and types");
}

#[test]
fn the_numbered_types_are_those_whose_schema_demands_a_sequence() {
    let numbered: BTreeSet<String> = protocol_samples::center_events()
        .iter()
        .filter(|event| event.is_numbered())
        .map(|event| deskbell::protocol::type_and_data(event).0)
        .collect();
    assert_eq!(numbered, NUMBERED.into_iter().map(str::to_owned).collect());
}

#[test]
fn the_native_provider_knows_every_type_that_a_center_sends() {
    let of_center = protocol_schemas::all().into_iter().filter(|(_, event)| event.side == Side::Center);
    let types: BTreeSet<String> = of_center.map(|(kind, _)| kind).collect();
    let known = deskbell::provider::native::KNOWN.map(|name| format!("{}{name}", deskbell::protocol::TYPE_PREFIX));
    assert_eq!(known.into_iter().collect::<BTreeSet<_>>(), types);
}

#[test]
fn a_filled_sample_of_each_type_goes_through_serde_unchanged_and_obeys_its_schema() {
    let validators = validators();
    for sample in all_samples() {
        let text = serde_json::to_string(&sample).unwrap();
        let back: Envelope = serde_json::from_str(&text).unwrap();
        assert_eq!(back, sample);
        let value = serde_json::to_value(&sample).unwrap();
        assert_valid(&validators, &value);
        assert_reads(&value);
    }
    for event in protocol_samples::center_events() {
        let (kind, data) = deskbell::protocol::type_and_data(&event);
        assert_eq!(Envelope::new("1", "/", &kind, data).body::<from_center::Event>().unwrap(), event);
    }
    for event in protocol_samples::client_events() {
        let (kind, data) = deskbell::protocol::type_and_data(&event);
        assert_eq!(Envelope::new("1", "/", &kind, data).body::<from_client::Event>().unwrap(), event);
    }
}

#[test]
fn an_independent_cloudevents_implementation_reads_every_sample_alike() {
    for sample in all_samples() {
        let value = serde_json::to_value(&sample).unwrap();
        let event: cloudevents::Event = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(event.ty(), sample.kind);
        let seen: BTreeMap<String, String> = event.iter().map(|(name, it)| (name.to_owned(), it.to_string())).collect();
        assert_eq!(seen, attributes(&value), "{}", sample.kind);
        let Some(cloudevents::Data::Json(data)) = event.data() else { panic!("{}: not JSON data", sample.kind) };
        assert_eq!(*data, sample.data);
        assert_eq!(serde_json::from_value::<Envelope>(serde_json::to_value(&event).unwrap()).unwrap(), sample);
    }
}

/// What the other implementation should list: all but the data, its own time in its own spelling.
fn attributes(event: &Value) -> BTreeMap<String, String> {
    let fields = event.as_object().unwrap().iter().filter(|(name, _)| *name != "data");
    fields
        .map(|(name, value)| {
            let text = value.as_str().unwrap();
            (name.clone(), if name == "time" { text.replace('Z', "+00:00") } else { text.to_owned() })
        })
        .collect()
}

#[test]
fn a_sample_without_any_one_required_field_is_refused() {
    let validators = validators();
    for (kind, event) in protocol_schemas::all() {
        let whole = sample(short_name(&kind));
        let required = event.schema["required"].as_array().unwrap();
        for name in required.iter().map(|name| name.as_str().unwrap()) {
            let mut cut = whole.clone();
            cut.as_object_mut().unwrap().remove(name).unwrap();
            assert!(!validators[&kind].is_valid(&cut), "{kind} without {name}");
        }
    }
}

#[test]
fn required_fields_of_the_data_are_required_by_schema_and_by_type() {
    let validators = validators();
    let cases = [
        ("session.ready", "offers"),
        ("session.ready", "epoch"),
        ("offer.created", "offerId"),
        ("offer.updated", "conversation"),
        ("offer.closed", "outcome"),
        ("notice", "kind"),
        ("notice.withdrawn", "noticeId"),
        ("presence.changed", "current"),
        ("command.result", "ok"),
        ("session.closing", "reason"),
        ("session.hello", "device"),
        ("session.ack", "sequence"),
        ("offer.shown", "how"),
        ("notice.shown", "noticeId"),
        ("command.accept", "offerId"),
        ("command.decline", "offerId"),
        ("command.presence", "presence"),
    ];
    for (name, field) in cases {
        let mut cut = sample(name);
        cut["data"].as_object_mut().unwrap().remove(field).unwrap();
        assert_refused(&validators, &cut, field);
    }
}

#[test]
fn wrong_types_and_unknown_words_are_refused_by_schema_and_by_type() {
    let validators = validators();
    let cases = [
        ("offer.created", "/data/declinable", json!("yes")),
        ("offer.created", "/data/reason", json!("barge-in")),
        ("offer.created", "/data/conversation/waitingSince", json!("yesterday")),
        ("offer.created", "/data/conversation/customer/identified", json!(true)),
        ("offer.closed", "/data/outcome", json!("lost")),
        ("notice", "/data/kind", json!("birthday")),
        ("session.ready", "/data/heartbeatSeconds", json!(-15)),
        ("session.ready", "/data/offers", json!({})),
        ("settings.changed", "/data/theme", json!("sepia")),
        ("command.result", "/data/code", json!(409)),
        ("session.hello", "/data/protocol", json!("1")),
        ("offer.shown", "/data/how", json!("shouted")),
        ("notice.shown", "/data/how", json!("alert")),
        ("command.accept", "/data/offerId", json!(41)),
    ];
    for (name, pointer, wrong) in cases {
        let mut event = sample(name);
        *event.pointer_mut(pointer).unwrap() = wrong;
        assert_refused(&validators, &event, pointer);
    }
}

fn assert_refused(validators: &BTreeMap<String, Validator>, event: &Value, what: &str) {
    let kind = event["type"].as_str().unwrap();
    assert!(!validators[kind].is_valid(event), "the schema of {kind} takes a bad {what}");
    let envelope: Envelope = serde_json::from_value(event.clone()).unwrap();
    let refused = match protocol_schemas::all()[kind].side {
        Side::Center => envelope.body::<from_center::Event>().is_err(),
        Side::Client => envelope.body::<from_client::Event>().is_err(),
    };
    assert!(refused, "the type of {kind} takes a bad {what}");
}

#[test]
fn attributes_that_name_something_else_are_refused() {
    let validators = validators();
    let cases = [
        ("/type", json!("dev.deskbell.offer.created.v2")),
        ("/type", json!("dev.deskbell.offer.closed.v1")),
        ("/specversion", json!("0.3")),
        ("/id", json!("")),
        ("/sequence", json!("18")),
        ("/sequence", json!("0000000000000000001x")),
        ("/sequence", json!(18)),
        ("/sequence", Value::Null),
        ("/expirytime", json!("in a minute")),
        ("/time", json!(1_762_161_300)),
    ];
    for (pointer, wrong) in cases {
        let mut event = sample("offer.created");
        *event.pointer_mut(pointer).unwrap() = wrong.clone();
        assert!(!validators["dev.deskbell.offer.created.v1"].is_valid(&event), "{pointer}: {wrong}");
    }
}

#[test]
fn a_newer_peer_may_add_fields_and_attributes() {
    let validators = validators();
    for sample in all_samples() {
        let mut event = serde_json::to_value(&sample).unwrap();
        event["traceparent"] = json!("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        event["data"]["newerField"] = json!({ "of": "a later version" });
        assert_valid(&validators, &event);
        assert_reads(&event);
    }
}

#[test]
fn sequence_text_is_twenty_digits_and_nothing_else_is_read() {
    assert_eq!(deskbell::protocol::sequence_text(42), "00000000000000000042");
    assert_eq!(sequence_number("00000000000000000042"), Some(42));
    assert_eq!(sequence_number(&deskbell::protocol::sequence_text(u64::MAX)), Some(u64::MAX));
    for wrong in ["", "42", "0000000000000000004x", "+0000000000000000042", "99999999999999999999", "０００"] {
        assert_eq!(sequence_number(wrong), None, "{wrong}");
    }
}
