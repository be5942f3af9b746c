//! Which offers have a window, and how often they got one.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::windows::Shown;
use crate::support::workplace::is_alert;

/// What was seen of alert windows.
#[derive(Debug, Default)]
pub(crate) struct Alerts {
    life: usize,
    up: BTreeSet<String>,
    /// How often each offer got a window in each life of the daemon.
    appeared: BTreeMap<(usize, String), u32>,
}

impl Alerts {
    /// Takes in what is on the screen now, in this life of the daemon.
    pub(crate) fn look(&mut self, life: usize, windows: &[Shown]) {
        if std::mem::replace(&mut self.life, life) != life {
            self.up.clear();
        }
        let now: BTreeSet<String> = windows.iter().filter(|window| is_alert(window)).filter_map(offer).collect();
        for new in now.difference(&self.up) {
            *self.appeared.entry((life, new.clone())).or_default() += 1;
        }
        self.up = now;
    }

    /// Offers that have a window now.
    pub(crate) const fn up(&self) -> &BTreeSet<String> {
        &self.up
    }

    /// How many offers ever had a window.
    pub(crate) fn seen(&self) -> usize {
        self.appeared.keys().map(|(_, offer)| offer).collect::<BTreeSet<_>>().len()
    }

    /// Offers that got a window more than once within one life of the daemon.
    pub(crate) fn twice(&self) -> Vec<&str> {
        self.appeared.iter().filter(|(_, times)| **times > 1).map(|((_, offer), _)| offer.as_str()).collect()
    }
}

/// The offer's id, which is the customer's name.
fn offer(window: &Shown) -> Option<String> {
    window.title.split_whitespace().find(|word| word.starts_with("o-")).map(str::to_owned)
}
