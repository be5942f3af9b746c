//! The way to other computers: HTTP, TLS and proxies, with real servers and real proxies.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

#[path = "network/http.rs"]
mod http;

use std::time::Duration;

/// Generous: it is reached only where something is broken.
const LIMIT: Duration = Duration::from_secs(30);
