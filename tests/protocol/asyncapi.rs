//! `docs/asyncapi.yaml` has one message an event, and everything in it leads somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::{Map, Value};

use crate::protocol_schemas::{self, Side, short_name};
use crate::schemas::in_package;

fn description() -> Value {
    let text = fs::read_to_string(in_package("docs/asyncapi.yaml")).unwrap();
    serde_saphyr::from_str(&text).unwrap()
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap_or_else(|| panic!("not an object: {value}"))
}

/// The type that a reference to a channel's or component's message ends at.
fn message_type<'a>(description: &'a Value, reference: &Value) -> &'a str {
    let message = follow(description, reference["$ref"].as_str().unwrap());
    match message.get("$ref") {
        Some(_) => message_type(description, message),
        None => message["name"].as_str().unwrap(),
    }
}

fn follow<'a>(description: &'a Value, reference: &str) -> &'a Value {
    let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference} leads out of the file"));
    description.pointer(pointer).unwrap_or_else(|| panic!("{reference} leads nowhere"))
}

#[test]
fn every_event_has_exactly_one_message_and_its_schema() {
    let description = description();
    let messages = object(&description["components"]["messages"]);
    let named: Vec<&str> = messages.values().map(|message| message["name"].as_str().unwrap()).collect();
    let distinct: BTreeSet<String> = named.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(named.len(), distinct.len(), "two messages have one name");
    assert_eq!(distinct, protocol_schemas::all().into_keys().collect(), "messages and event types");
    for message in messages.values() {
        let name = short_name(message["name"].as_str().unwrap());
        assert_eq!(message["payload"]["$ref"], format!("./schemas/{name}.json"));
        assert_eq!(message["contentType"], "application/cloudevents+json");
        assert!(message["title"].is_string() && message["summary"].is_string(), "{name} has no words");
    }
}

#[test]
fn every_reference_resolves() {
    let description = description();
    let mut open = vec![&description];
    let mut seen = 0;
    while let Some(value) = open.pop() {
        if let Some(reference) = value.get("$ref") {
            assert_resolves(&description, reference.as_str().unwrap());
            assert_eq!(object(value).len(), 1, "a reference has no neighbours: {value}");
            seen += 1;
        }
        open.extend(value.as_object().into_iter().flat_map(Map::values));
        open.extend(value.as_array().into_iter().flatten());
    }
    assert!(seen > 40, "only {seen} references were found");
}

fn assert_resolves(description: &Value, reference: &str) {
    if reference.starts_with('#') {
        follow(description, reference);
        return;
    }
    let text = fs::read_to_string(in_package("docs").join(reference)).unwrap_or_else(|e| panic!("{reference}: {e}"));
    let schema: Value = serde_json::from_str(&text).unwrap();
    assert!(schema["properties"]["type"]["const"].is_string(), "{reference} is no event's schema");
}

#[test]
fn the_channel_carries_every_message_once() {
    let description = description();
    let channels = object(&description["channels"]);
    assert_eq!(channels.keys().collect::<Vec<_>>(), ["agent"]);
    let carried: Vec<&str> =
        object(&channels["agent"]["messages"]).values().map(|it| message_type(&description, it)).collect();
    assert_eq!(carried.len(), protocol_schemas::all().len());
    assert_eq!(carried.iter().collect::<BTreeSet<_>>().len(), carried.len());
}

#[test]
fn operations_send_what_the_center_says_and_receive_what_the_client_says() {
    let description = description();
    let mut directions: BTreeMap<&str, Vec<Side>> = BTreeMap::new();
    for operation in object(&description["operations"]).values() {
        let own = match operation["action"].as_str().unwrap() {
            "send" => Side::Center,
            "receive" => Side::Client,
            other => panic!("AsyncAPI knows no action {other}"),
        };
        for message in operation["messages"].as_array().unwrap() {
            directions.entry(message_type(&description, message)).or_default().push(own);
        }
        for message in operation["reply"]["messages"].as_array().into_iter().flatten() {
            assert_eq!(own, Side::Client, "only the center replies");
            directions.entry(message_type(&description, message)).or_default().push(Side::Center);
        }
        assert_eq!(operation["channel"]["$ref"], "#/channels/agent");
    }
    let wanted: BTreeMap<String, Vec<Side>> =
        protocol_schemas::all().into_iter().map(|(kind, event)| (kind, vec![event.side])).collect();
    let found: BTreeMap<String, Vec<Side>> =
        directions.into_iter().map(|(kind, sides)| (kind.to_owned(), sides)).collect();
    assert_eq!(found, wanted, "each event is in one operation of its own direction");
}

#[test]
fn every_operation_refers_to_messages_of_its_channel() {
    let description = description();
    for (name, operation) in object(&description["operations"]) {
        let own = operation["messages"].as_array().unwrap();
        let replies = operation["reply"]["messages"].as_array();
        for message in own.iter().chain(replies.into_iter().flatten()) {
            let reference = message["$ref"].as_str().unwrap();
            assert!(reference.starts_with("#/channels/agent/messages/"), "{name}: {reference}");
        }
    }
}

#[test]
fn the_file_has_the_parts_that_asyncapi_3_demands() {
    let description = description();
    let known = ["asyncapi", "info", "defaultContentType", "servers", "channels", "operations", "components"];
    for name in object(&description).keys() {
        assert!(known.contains(&name.as_str()), "AsyncAPI 3 has no top-level field {name}, or this test does not");
    }
    assert_eq!(description["asyncapi"], "3.0.0");
    assert!(description["info"]["title"].is_string() && description["info"]["version"].is_string());
    for (name, server) in object(&description["servers"]) {
        assert!(server["host"].is_string(), "{name} has no host");
        assert_eq!(server["protocol"], "wss", "{name}");
        let scheme = follow(&description, server["security"][0]["$ref"].as_str().unwrap());
        assert_eq!((&scheme["type"], &scheme["scheme"]), (&"http".into(), &"bearer".into()));
    }
    for reference in description["channels"]["agent"]["servers"].as_array().unwrap() {
        assert!(reference["$ref"].as_str().unwrap().starts_with("#/servers/"));
    }
}

#[test]
fn the_binding_names_the_subprotocol_that_the_code_asks_for() {
    let description = description();
    let ws = &description["channels"]["agent"]["bindings"]["ws"];
    assert_eq!(ws["method"], "GET");
    let headers = &ws["headers"]["properties"];
    assert_eq!(headers["Sec-WebSocket-Protocol"]["const"], deskbell::protocol::SUBPROTOCOL);
    for required in ws["headers"]["required"].as_array().unwrap() {
        assert!(headers[required.as_str().unwrap()].is_object(), "{required} is not described");
    }
}

#[test]
fn correlation_ids_point_to_attributes_of_the_envelope() {
    let description = description();
    let attributes = protocol_schemas::all()["dev.deskbell.command.result.v1"].schema["properties"].clone();
    for (name, message) in object(&description["components"]["messages"]) {
        let Some(reference) = message["correlationId"]["$ref"].as_str() else {
            assert!(!name.starts_with("command"), "{name} is not tied to its command");
            continue;
        };
        let location = follow(&description, reference)["location"].as_str().unwrap();
        let attribute = location.strip_prefix("$message.payload#/").unwrap();
        assert!(attributes[attribute].is_object(), "{name}: no attribute {attribute}");
    }
}
