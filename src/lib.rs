//! Deskbell sits in the tray of a contact-center agent's computer and makes sure that no waiting
//! customer goes unseen.

pub mod center;
pub mod config;
pub mod domain;
pub mod i18n;
pub mod link;
pub mod links;
pub mod pii;
pub mod platform;
pub mod protocol;
pub mod provider;
pub mod text;
pub mod time;
pub mod ui;
