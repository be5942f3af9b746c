//! Signing in, with the reference center's OpenID provider, a real keyring and the real programs.
//! One session a test.
#![cfg(target_os = "linux")]

#[expect(dead_code, unreachable_pub, reason = "each test file uses its own part of the support")]
mod support;

#[path = "sign_in/browser.rs"]
mod browser;
#[path = "sign_in/chromium.rs"]
mod chromium;
#[path = "sign_in/desk.rs"]
mod desk;
#[path = "sign_in/device.rs"]
mod device;
#[path = "sign_in/false_service.rs"]
mod false_service;
#[path = "sign_in/intruders.rs"]
mod intruders;
#[path = "sign_in/keyrings.rs"]
mod keyrings;
#[path = "sign_in/misbehaving.rs"]
mod misbehaving;
#[path = "sign_in/prompter.rs"]
mod prompter;
#[path = "sign_in/renewal.rs"]
mod renewal;
#[path = "sign_in/web.rs"]
mod web;
