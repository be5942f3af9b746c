//! The policy as it could last be read, for a start at which it cannot.
//!
//! It is kept in the agent's own folder, and agents may write there: so it counts only where a policy is there
//! and cannot be read, which no agent brings about. Without it everything that was enforced would be free then.

use std::io;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::policy::TABLES;
use super::read::FILE_LIMIT;
use super::{Config, Layer};
use crate::files::{make_folder, read_text, replace};

/// The copy.
#[derive(Clone, Debug)]
pub struct LastGood(PathBuf);

impl LastGood {
    /// In the folder of what the daemon keeps for itself.
    pub fn new(state: &Path) -> Self {
        Self(state.join("policy.toml"))
    }

    /// Has the copy's values count wherever the policy cannot be read.
    pub fn stand_in(&self, config: &mut Config) {
        if !config.broken.keys().any(|(layer, _)| layer.is_policy()) {
            return;
        }
        // Without a copy, or with one that somebody spoilt, there is nothing that could stand in.
        let Ok(text) = read_text(&self.0, FILE_LIMIT) else { return };
        let mut before = Config::default();
        before.read_policy(&text, &self.0.display().to_string());
        config.keep_last_good(&before);
    }

    /// Keeps what counts of the policy, unless the copy says that already.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn keep(&self, config: &Config) -> io::Result<()> {
        let text = config.policy_text();
        if read_text(&self.0, FILE_LIMIT).is_ok_and(|kept| kept == text) {
            return Ok(());
        }
        make_folder(&self.0)?;
        replace(&self.0, text.as_bytes()).map(drop)
    }
}

impl Config {
    /// What the policy says, as the text of a policy file.
    fn policy_text(&self) -> String {
        let tables: Table = TABLES.into_iter().map(|(name, layer)| (name.to_owned(), self.table(layer))).collect();
        tables.to_string()
    }

    fn table(&self, layer: Layer) -> Value {
        let said = self.values.iter().filter_map(|(name, layers)| Some((*name, layers.get(&layer)?)));
        Value::Table(said.map(|(name, sourced)| (name.to_owned(), sourced.value.clone())).collect())
    }
}
