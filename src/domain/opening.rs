//! Opening links: only allowed ones, and the agent is told of those that are not.

use super::effect::{Activation, Effect};
use super::view::Trouble;
use super::{Desk, Locked};
use crate::links;

impl Desk {
    /// Opens the link, or the agent desktop where there is none.
    pub(super) fn open_or_desktop(&mut self, link: Option<String>, activation: Option<Activation>) {
        if let Some(link) = link.or_else(|| self.agent_desktop_url().cloned()) {
            self.open(&link, activation);
        }
    }

    pub(super) fn open(&mut self, link: &str, activation: Option<Activation>) {
        match links::check(link, &self.allowed_hosts()) {
            Ok(url) => {
                self.link_trouble = None;
                self.effects.push(Effect::Open(url.into(), activation));
            }
            Err(links::Refused { what }) => self.link_trouble = Some(Trouble::LinkRefused(what)),
        }
    }

    /// The administrator's hosts, and those of the signed-in center unless a policy says which.
    pub(super) fn allowed_hosts(&self) -> Vec<String> {
        let center = match self.preferences.hosts_locked {
            Locked::Yes => None,
            Locked::No => self.settings.allowed_hosts.as_deref(),
        };
        let center = center.into_iter().flatten();
        self.preferences.allowed_hosts.iter().chain(center).cloned().collect()
    }

    pub(super) fn on_open_failed(&mut self, link: &str) {
        let host = url::Url::parse(link).ok().and_then(|url| url.host_str().map(ToOwned::to_owned));
        self.link_trouble = Some(Trouble::LinkFailed(host.unwrap_or_default()));
    }

    pub(super) fn agent_desktop_url(&self) -> Option<&String> {
        self.preferences.agent_desktop_url.as_ref().or(self.settings.agent_desktop_url.as_ref())
    }
}
