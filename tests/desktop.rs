//! The real programs on a real desktop: a private D-Bus with dunst and a tray, an X display with a
//! window manager, the reference contact center, real clicks and keys. One session a test.

#[expect(dead_code, unreachable_pub, reason = "each test file uses its own part of the support")]
mod support;

#[path = "desktop/accessible.rs"]
mod accessible;
#[path = "desktop/activation.rs"]
mod activation;
#[path = "desktop/bad_input.rs"]
mod bad_input;
#[path = "desktop/behaviours.rs"]
mod behaviours;
#[path = "desktop/commands.rs"]
mod commands;
#[path = "desktop/declining.rs"]
mod declining;
#[path = "desktop/killed.rs"]
mod killed;
#[path = "desktop/pages.rs"]
mod pages;
#[path = "desktop/policy.rs"]
mod policy;
#[path = "desktop/privacy.rs"]
mod privacy;
#[path = "desktop/quiet.rs"]
mod quiet;
#[path = "desktop/rows.rs"]
mod rows;
#[path = "desktop/second_start.rs"]
mod second_start;
#[path = "desktop/secrets.rs"]
mod secrets;
#[path = "desktop/settings.rs"]
mod settings;
#[path = "desktop/tray.rs"]
mod tray;
