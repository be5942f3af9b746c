//! Links of the scheme `deskbell:`, by which pages and other programs ask the daemon for something.
//!
//! Whatever page may carry them, so they do nothing that an agent could regret: none answers an offer.

use url::Url;

use crate::domain::choice::Page;
use crate::domain::input::AgentAction;
use crate::domain::sign_in::Keep;

/// The scheme.
const SCHEME: &str = "deskbell";

/// What the link asks for; none: it is no link of ours. A link that it wants opened is still to be
/// checked against the allowed hosts, as every other.
pub(super) fn action(link: &str) -> Option<AgentAction> {
    let link = Url::parse(link).ok().filter(|link| link.scheme() == SCHEME)?;
    match link.host_str()? {
        "settings" => Some(AgentAction::OpenSettings(Page::Settings)),
        "about" => Some(AgentAction::OpenSettings(Page::About)),
        "doctor" => Some(AgentAction::Examine),
        "sign-in" => Some(AgentAction::SignIn(Keep::InKeyring)),
        "open" => {
            let (_, url) = link.query_pairs().find(|(name, _)| name == "url")?;
            Some(AgentAction::OpenLink(url.into_owned()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_asks_for_what_is_harmless_and_for_nothing_else() {
        assert_eq!(action("deskbell://settings"), Some(AgentAction::OpenSettings(Page::Settings)));
        assert_eq!(action("deskbell://settings/"), Some(AgentAction::OpenSettings(Page::Settings)));
        assert_eq!(
            action("deskbell://open?url=https%3A%2F%2Fcrm.example.com%2Fc%2F1"),
            Some(AgentAction::OpenLink("https://crm.example.com/c/1".into()))
        );
        for other in ["deskbell://accept?offer=o1", "deskbell://quit", "https://settings", "deskbell:", "x", ""] {
            assert_eq!(action(other), None, "{other}");
        }
    }
}
