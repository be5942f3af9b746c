//! The recorded frames are what their names say, by the schemas and the types.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use deskbell::protocol::{Envelope, from_center};
use serde_json::Value;

use crate::protocol_schemas::{self, Side};
use crate::schemas::{assert_reads, assert_valid, in_package, validators};

fn frames(prefix: &str) -> BTreeMap<String, String> {
    let found: BTreeMap<String, String> = fs::read_dir(in_package("tests/fixtures/native"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(prefix))
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    assert!(prefix.is_empty() || !found.is_empty(), "no frame {prefix}…");
    found
}

#[test]
fn every_frame_says_what_becomes_of_it() {
    for name in frames("").keys() {
        let told = ["good-", "odd-", "bad-"].iter().any(|prefix| name.starts_with(prefix));
        assert!(told && name.ends_with(".json"), "{name}");
    }
}

#[test]
fn good_frames_obey_their_schemas_and_every_type_has_one() {
    let validators = validators();
    let mut seen = BTreeSet::new();
    for (name, text) in frames("good-") {
        let event: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_valid(&validators, &event);
        assert_reads(&event);
        seen.insert(event["type"].as_str().unwrap().to_owned());
    }
    let from_center = protocol_schemas::all().into_iter().filter(|(_, event)| event.side == Side::Center);
    assert_eq!(seen, from_center.map(|(kind, _)| kind).collect());
}

#[test]
fn odd_frames_are_read_by_the_types_or_are_of_no_known_type() {
    let known = protocol_schemas::all();
    for (name, text) in frames("odd-") {
        let envelope: Envelope = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let center_knows = known.get(&envelope.kind).is_some_and(|event| event.side == Side::Center);
        let stranger = name.starts_with("odd-ignored-") || name.starts_with("odd-unknown-");
        assert_eq!(center_knows, !stranger, "{name}");
        assert_eq!(envelope.body::<from_center::Event>().is_ok(), center_knows, "{name}");
        let numbered = envelope.sequence.is_some();
        assert!(!name.starts_with("odd-ignored-") || !numbered, "{name}: a numbered event is acknowledged");
        assert!(!name.starts_with("odd-unknown-") || numbered, "{name}: nothing to acknowledge");
    }
}

#[test]
fn bad_frames_are_refused_by_the_schemas_or_cannot_be_read() {
    let validators = validators();
    for (name, text) in frames("bad-") {
        let Ok(envelope) = serde_json::from_str::<Envelope>(&text) else { continue };
        let event: Value = serde_json::from_str(&text).unwrap();
        assert!(!validators[&envelope.kind].is_valid(&event), "{name} obeys its schema");
    }
}

#[test]
fn bad_frames_that_the_types_take_break_a_rule_about_attributes_or_lengths() {
    let by_schema_only: Vec<String> = frames("bad-")
        .into_iter()
        .filter(|(_, text)| {
            let envelope = serde_json::from_str::<Envelope>(text);
            envelope.is_ok_and(|envelope| envelope.body::<from_center::Event>().is_ok())
        })
        .map(|(name, _)| name.trim_end_matches(".json").to_owned())
        .collect();
    let wanted = [
        "bad-closed-offer-id-empty",
        "bad-id-empty",
        "bad-id-huge",
        "bad-offer-id-empty",
        "bad-offer-id-huge",
        "bad-presence-empty",
        "bad-ready-agent-id-huge",
        "bad-ready-epoch-empty",
        "bad-result-without-causationid",
        "bad-sequence-short",
        "bad-sequence-too-large",
        "bad-sequence-words",
        "bad-source-empty",
        "bad-specversion",
        "bad-withdrawn-notice-id-huge",
    ];
    assert_eq!(by_schema_only, wanted, "a provider has to check these itself");
}

#[test]
fn the_place_of_a_fault_does_not_repeat_the_customers_words() {
    let mut places = 0;
    for (name, text) in frames("bad-") {
        let Ok(envelope) = serde_json::from_str::<Envelope>(&text) else { continue };
        let Err(error) = envelope.body::<from_center::Event>() else { continue };
        let place = error.path().to_string();
        assert!(["Anna", "invoice", "Please"].iter().all(|words| !place.contains(words)), "{name}: {place}");
        places += 1;
    }
    assert!(places >= 10, "only {places} frames had a place");
}
