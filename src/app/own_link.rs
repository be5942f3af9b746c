//! Links of the scheme `deskbell:`, by which pages and other programs ask the daemon for something.
//!
//! Whatever page may carry them, so they do nothing that an agent could regret: none answers an offer.

use url::Url;

use crate::domain::choice::Page;
use crate::domain::effect::ToastKey;
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
        // A toast of a run that has ended: nobody knows its conversation any more.
        "toast" => toast(link.as_str()).map(|_| AgentAction::OpenAgentDesktop),
        "sign-in" => Some(AgentAction::SignIn(Keep::InKeyring)),
        "open" => {
            let (_, url) = link.query_pairs().find(|(name, _)| name == "url")?;
            Some(AgentAction::OpenLink(url.into_owned()))
        }
        _ => None,
    }
}

/// The toast that was clicked, where that came as a link; only of those whose click opens something.
pub(super) fn toast(link: &str) -> Option<ToastKey> {
    let link = Url::parse(link).ok().filter(|link| link.scheme() == SCHEME && link.host_str() == Some("toast"))?;
    let (kind, id) = link.query_pairs().next()?;
    match &*kind {
        "notice" => Some(ToastKey::Notice((&*id).into())),
        "missed" => Some(ToastKey::Missed((&*id).into())),
        "summary" => Some(ToastKey::Summary),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_on_a_toast_comes_as_a_link_only_where_it_opens_something() {
        assert_eq!(toast("deskbell://toast?notice=n+1%26"), Some(ToastKey::Notice("n 1&".into())));
        assert_eq!(toast("deskbell://toast?missed=o1"), Some(ToastKey::Missed("o1".into())));
        assert_eq!(toast("deskbell://toast?summary="), Some(ToastKey::Summary));
        for other in
            ["deskbell://toast?offer=o1", "deskbell://toast?presence=", "deskbell://toast", "deskbell://open?notice=n1"]
        {
            assert_eq!(toast(other), None, "{other}");
        }
        assert_eq!(action("deskbell://toast?notice=n1"), Some(AgentAction::OpenAgentDesktop));
        assert_eq!(action("deskbell://toast?offer=o1"), None);
    }

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
