//! The published protocol: Rust types, JSON Schemas, AsyncAPI file and words say the same.
#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

#[path = "support/protocol_samples.rs"]
mod protocol_samples;
#[path = "support/protocol_schemas.rs"]
mod protocol_schemas;

#[path = "protocol/asyncapi.rs"]
mod asyncapi;
#[path = "protocol/examples.rs"]
mod examples;
#[path = "protocol/fixtures.rs"]
mod fixtures;
#[path = "protocol/schemas.rs"]
mod schemas;
