//! The operating system.
pub mod secret;
