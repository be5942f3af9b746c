//! The policy as it could last be read, for a start at which it cannot.
//!
//! It is kept in the agent's own folder, and agents may write there: so it counts only at a start, and only where a
//! policy is there and cannot be read, which no agent brings about. Without it everything that was enforced would be
//! free then.

use std::io;
use std::path::{Path, PathBuf};

use super::policy::{Entry, Store};
use super::read::FILE_LIMIT;
use super::{Config, Layer};
use crate::files::{make_folder, read_text, replace};

/// The copy.
#[derive(Clone, Debug)]
pub struct LastGood(PathBuf);

/// A value of it.
#[derive(serde::Deserialize, serde::Serialize)]
struct Kept {
    layer: Layer,
    name: String,
    value: toml::Value,
    /// Where the policy had it.
    place: String,
}

impl LastGood {
    /// In the folder of what the daemon keeps for itself.
    pub fn new(state: &Path) -> Self {
        Self(state.join("policy.json"))
    }

    /// Has the copy's values count wherever the policy cannot be read.
    pub fn stand_in(&self, config: &mut Config) {
        if config.broken.iter().any(|broken| broken.layer.is_policy()) {
            config.keep_last_good(&self.read());
        }
    }

    /// Without a copy, or with one that somebody spoilt, nothing could stand in.
    fn read(&self) -> Config {
        let text = read_text(&self.0, FILE_LIMIT).unwrap_or_default();
        let kept: Vec<Kept> = serde_json::from_str(&text).unwrap_or_default();
        let entry = |Kept { layer, name, value, place }| Entry { layer, name, value: Ok(value), place };
        let mut config = Config::default();
        // Where each kind of value is of the form that its setting has in a file.
        config.take_entries(Store::Profile, kept.into_iter().map(entry).filter(|entry| entry.layer.is_policy()));
        config
    }

    /// Keeps what counts of the policy, unless the copy says that already.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn keep(&self, config: &Config) -> io::Result<()> {
        let text = serde_json::to_string(&kept(config))?;
        if read_text(&self.0, FILE_LIMIT).is_ok_and(|kept| kept == text) {
            return Ok(());
        }
        make_folder(&self.0)?;
        replace(&self.0, text.as_bytes()).map(drop)
    }
}

fn kept(config: &Config) -> Vec<Kept> {
    let all = config.values.iter().flat_map(|(name, layers)| layers.values().map(move |sourced| (*name, sourced)));
    let policy = all.filter(|(_, sourced)| sourced.layer.is_policy());
    policy
        .map(|(name, sourced)| Kept {
            layer: sourced.layer,
            name: name.to_owned(),
            value: sourced.value.clone(),
            place: sourced.place.clone(),
        })
        .collect()
}
