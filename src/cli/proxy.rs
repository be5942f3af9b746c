//! `deskbell proxy-sign-in`: gives the keyring what the proxy wants to know.

use secrecy::ExposeSecret as _;

use super::{Context, first_line};
use crate::error::{Failure, FailureKind};
use crate::link::network::{Network, is_proxy_sign_in};
use crate::platform::instance::Request;
use crate::platform::secret::Keyring;

impl Context {
    /// Keeps `user:password` from the standard input for the proxy on the way to the center.
    pub(super) fn proxy_sign_in(&self) -> Result<(), Failure> {
        let usage = |message| self.failure(FailureKind::Usage, message);
        let account = Network::from_config(&self.config).proxy_account(&self.center()?);
        let account = account.ok_or_else(|| usage("cli-no-proxy").hint(self.words.text("cli-no-proxy-hint")))?;
        let line = first_line()
            .filter(|line| is_proxy_sign_in(line.expose_secret()))
            .ok_or_else(|| usage("cli-no-proxy-sign-in"))?;
        let stored = self.block_on(async { Keyring::start().write(&account, line).await })?;
        stored.map_err(|error| self.keyring_failure(&error))?;
        self.tell_if_running(Request::Reconnect)?;
        self.print(&self.words.with("cli-proxy-signed-in", [("account", account.into())]))
    }
}
