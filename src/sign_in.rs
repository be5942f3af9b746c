//! Signing in with OpenID Connect: by the browser, or by a code that is typed elsewhere.
//!
//! ```text
//! browser ─┐                                   ┌─ vault (keyring)
//! device  ─┼─► provider ─► Tokens ─► keeper ───┤
//!          │   (their rules)         (ours)    └─► the link's token, renewed before it ends
//! ```
//!
//! [`provider::Provider`] knows what OpenID Connect wants, by a library; [`browser`] and [`device`]
//! get tokens; [`vault::Vault`] keeps them in the keyring, which two processes may share;
//! [`keeper::Keeper`] is the one place of the daemon that has them. [`plan`] decides when they are
//! renewed, without a clock.

pub mod browser;
pub mod device;
pub mod keeper;
pub mod keeping;
mod loopback;
mod page;
pub mod plan;
mod problem;
pub mod provider;
pub mod tokens;
pub mod vault;

use crate::config::Config;

/// The client id of those who set no other.
const CLIENT: &str = "deskbell";
/// What is asked for where nothing else is set: who the agent is, and that it lasts.
const SCOPES: [&str; 2] = ["openid", "offline_access"];

/// Where agents sign in, as configured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// The provider's name, which is also its address.
    pub issuer: String,
    /// What Deskbell is called there.
    pub client: String,
    /// What is asked for; `openid` always is.
    pub scopes: Vec<String>,
}

impl Service {
    /// The configured service; none: agents sign in with a token.
    pub fn from_config(config: &Config) -> Option<Self> {
        let issuer = config.text("sign-in-issuer")?.to_owned();
        let client = config.text("sign-in-client-id").unwrap_or(CLIENT).to_owned();
        let wished = config.list("sign-in-scopes");
        let scopes = if wished.is_empty() { SCOPES.map(str::to_owned).into() } else { wished };
        Some(Self { issuer, client, scopes })
    }
}
