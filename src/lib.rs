//! Deskbell sits in the tray of a contact-center agent's computer and makes sure that no waiting
//! customer goes unseen.

pub mod center;
pub mod domain;
pub mod i18n;
pub mod pii;
pub mod protocol;
pub mod text;
pub mod time;
