//! deskbell.exe as it is shipped, under wine, with the real reference center, real clicks and pictures:
//! `make windows-test`, which builds both. What wine cannot do is in docs/platforms.md.

#![cfg(target_os = "linux")]

#[expect(dead_code, unreachable_pub, reason = "each test file uses its own part of the support")]
mod support;

#[path = "windows/desk.rs"]
mod desk;
#[path = "windows/offers.rs"]
mod offers;
#[path = "windows/policy.rs"]
mod policy;
#[path = "windows/sign_in.rs"]
mod sign_in;
#[path = "windows/starts.rs"]
mod starts;
