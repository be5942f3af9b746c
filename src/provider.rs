//! Contact centers: what each one says on the wire, and nothing of how the bytes get there.
//!
//! A provider is a codec without I/O, clock or randomness. Adding one is a file below
//! `provider/` and a row in [`ALL`]. Only the WebSocket half of the seam exists so far: no
//! provider needs HTTP calls yet, and the first that does brings them.

use std::time::Duration;

use secrecy::SecretString;
use url::Url;

use crate::domain::effect::Message;
use crate::domain::input::{CenterEvent, LinkProblem, Stamp};
use crate::protocol::from_client::Device;
use crate::time::Timestamp;

pub mod native;

/// A WebSocket message.
#[derive(Clone, PartialEq, Eq)]
pub enum Frame {
    /// Text.
    Text(String),
    /// Bytes.
    Binary(Vec<u8>),
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => write!(f, "Text({} bytes)", text.len()),
            Self::Binary(bytes) => write!(f, "Binary({} bytes)", bytes.len()),
        }
    }
}

/// Who signs in, where, and from where to go on.
#[derive(Clone, Debug)]
pub struct Login {
    /// The center's WebSocket URL.
    pub center: Url,
    /// Proves who the agent is.
    pub token: SecretString,
    /// This computer.
    pub device: Device,
    /// The agent's language, as a BCP 47 tag.
    pub locale: String,
    /// What message ids begin with; random for each run.
    pub id_prefix: String,
    /// The numbering and the last sequence that was acknowledged.
    pub resume: Option<(String, u64)>,
}

/// The request that opens the WebSocket.
#[derive(Debug)]
pub struct Upgrade {
    /// Where to.
    pub url: Url,
    /// The subprotocol that the answer must name.
    pub subprotocol: &'static str,
    /// The value of the `Authorization` header.
    pub authorization: SecretString,
}

/// What silence means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heartbeat {
    /// A WebSocket ping goes out so often.
    pub every: Duration,
    /// Nothing heard for so long: the link is dead.
    pub dead_after: Duration,
}

/// A message that was not understood. Says nothing of what was in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// What is wrong and where.
    pub what: String,
    /// The place of the event, where that much was readable: it can be acknowledged.
    pub stamp: Option<Stamp>,
}

/// A contact center's way of talking.
pub trait Provider: Send + Sync {
    /// The request that opens the WebSocket.
    ///
    /// # Errors
    /// Where the center's address cannot be used.
    fn begin(&mut self, login: &Login) -> Result<Upgrade, LinkProblem>;

    /// What to say first.
    fn on_open(&mut self, login: &Login) -> Vec<Frame>;

    /// Understands a message. Total: it never panics, whatever the bytes.
    ///
    /// # Errors
    /// Where the message is malformed; the link stays up.
    fn decode(&mut self, frame: &Frame, now: Timestamp) -> Result<Vec<CenterEvent>, DecodeError>;

    /// Puts a message into the center's words.
    fn encode(&mut self, message: &Message) -> Vec<Frame>;

    /// What silence means.
    fn heartbeat(&self) -> Heartbeat;
}

/// A kind of contact center.
#[derive(Debug)]
pub struct Descriptor {
    /// Its name in the configuration.
    pub id: &'static str,
    /// Makes its codec.
    pub new: fn() -> Box<dyn Provider>,
}

/// Every kind of contact center.
pub const ALL: &[Descriptor] = &[Descriptor { id: "native", new: || Box::new(native::Native::default()) }];
