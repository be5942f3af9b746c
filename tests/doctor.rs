//! What the doctor says: the real program, and for each of its rows the real thing, whole and broken.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

#[expect(dead_code, unreachable_pub, reason = "each test file uses its own part of the support")]
mod support;

#[path = "network/authority.rs"]
#[expect(dead_code, unreachable_pub, reason = "support files serve several tests")]
mod authority;
#[path = "doctor/configuration.rs"]
mod configuration;
#[path = "doctor/daemon.rs"]
mod daemon;
#[path = "doctor/desktop.rs"]
mod desktop;
#[path = "doctor/diagnostics.rs"]
mod diagnostics;
#[path = "doctor/false_parts.rs"]
mod false_parts;
#[path = "doctor/files.rs"]
mod files;
#[path = "doctor/findings.rs"]
mod findings;
#[path = "network/front.rs"]
#[expect(unreachable_pub, reason = "support files serve several tests")]
mod front;
#[path = "support/platform_bus.rs"]
#[expect(dead_code, unreachable_pub, reason = "support files serve several tests")]
mod platform_bus;
#[path = "sign_in/prompter.rs"]
mod prompter;
#[path = "doctor/proxies.rs"]
mod proxies;
#[path = "doctor/sign_in.rs"]
mod sign_in;
#[path = "doctor/sound.rs"]
mod sound;
#[path = "doctor/way.rs"]
mod way;
