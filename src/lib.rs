//! Deskbell sits in the tray of a contact-center agent's computer and makes sure that no waiting
//! customer goes unseen.

pub mod app;
pub mod center;
pub mod cli;
pub mod config;
pub mod diagnostics;
pub mod doctor;
pub mod domain;
pub mod driver;
pub mod effects;
pub mod error;
pub mod files;
pub mod i18n;
pub mod journal;
pub mod link;
pub mod links;
pub mod logging;
pub mod pii;
pub mod platform;
pub mod protocol;
pub mod provider;
pub mod sign_in;
pub mod status;
pub mod text;
pub mod time;
pub mod ui;
