//! What integration tests share: a private desktop session with real parts, real input, a real
//! browser. Each test file says `mod support;` and uses its own part of it.

pub mod agent;
pub mod atspi;
pub mod browser;
pub mod bus;
pub mod daemon_log;
pub mod dunst;
pub mod ear;
pub mod faulty_proxy;
pub mod files;
pub mod parts;
pub mod process;
pub mod raw_center;
pub mod sample_item;
pub mod session;
pub mod sway;
pub mod toasts;
pub mod tray;
pub mod windows;
pub mod workplace;
pub mod x11;
