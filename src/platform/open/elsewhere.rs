//! The browser on Windows and macOS, as the system's own calls start it. **Written for them, not run on them yet.**

use crate::domain::effect::Activation;

/// A program that the agent clicked in may bring others to the front there, without a token.
pub(super) fn launch(url: &str, _activation: Option<Activation>) -> Result<(), String> {
    opener::open_browser(url).map_err(|error| error.to_string())
}
