//! What the server's ids mean.

use std::collections::BTreeMap;

use crate::domain::effect::{Activation, ToastKey};

/// The toasts on the screen by the server's ids.
#[derive(Debug)]
pub(super) struct Names(BTreeMap<u32, Named>);

#[derive(Debug)]
struct Named {
    key: ToastKey,
    /// What came for a click that is about to be told.
    token: Option<Activation>,
}

impl Names {
    pub(super) const fn none() -> Self {
        Self(BTreeMap::new())
    }

    pub(super) fn add(&mut self, id: u32, key: ToastKey) {
        self.0.insert(id, Named { key, token: None });
    }

    pub(super) fn key(&self, id: u32) -> Option<ToastKey> {
        self.0.get(&id).map(|named| named.key.clone())
    }

    pub(super) fn forget(&mut self, id: u32) {
        self.0.remove(&id);
    }

    pub(super) fn forget_toast(&mut self, key: &ToastKey) {
        self.0.retain(|_, named| named.key != *key);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Keeps a token for the next click.
    pub(super) fn keep_token(&mut self, id: u32, token: Activation) {
        if let Some(named) = self.0.get_mut(&id) {
            named.token = Some(token);
        }
    }

    /// The token that came for this click; it is good for one.
    pub(super) fn take_token(&mut self, id: u32) -> Option<Activation> {
        self.0.get_mut(&id)?.token.take()
    }
}
