//! The deciding half of Deskbell: a pure state machine.

pub mod channel;
pub mod conversation;
pub mod effect;
pub mod id;
pub mod input;
pub mod view;
