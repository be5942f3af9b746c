//! The way to other computers: HTTP, TLS and proxies, with real servers and real proxies.
//!
//! Which authorities count is asked of the system, whose answer comes from the environment. So a
//! test that needs an authority runs once more in a process of its own that trusts it.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, clippy::wildcard_enum_match_arm, reason = "a test says what is wrong by panicking")]
#![expect(unreachable_pub, dead_code, reason = "support files serve several tests")]

#[path = "network/agent.rs"]
mod agent;
#[path = "network/authority.rs"]
mod authority;
#[path = "network/certificates.rs"]
mod certificates;
#[path = "network/client_certificates.rs"]
mod client_certificates;
#[path = "network/daemon.rs"]
mod daemon;
#[path = "network/front.rs"]
mod front;
#[path = "network/handshakes.rs"]
mod handshakes;
#[path = "network/http.rs"]
mod http;
#[path = "support/platform_bus.rs"]
mod platform_bus;
#[path = "support/process.rs"]
mod process;
#[path = "network/proxies.rs"]
mod proxies;
#[path = "network/proxy_faults.rs"]
mod proxy_faults;
#[path = "network/real_proxies.rs"]
mod real_proxies;

use std::time::Duration;

/// Generous: it is reached only where something is broken.
const LIMIT: Duration = Duration::from_secs(30);
