//! What a center may say how much of: whatever is kept for long has a longest length and a largest number.

use std::collections::BTreeMap;

use crate::links::is_host_rule;
use crate::pii::Pii;
use crate::protocol::from_center::{Presence, Settings};
use crate::text::{NAME, shown, shown_if_any};

/// Ids and other names for machines longer than this are not believed. In bytes.
const ID_LIMIT: usize = 512;
/// Links longer than this count as absent. In bytes.
const LINK_LIMIT: usize = 4096;
/// So many presences are offered to the agent; a menu has no room for more.
const PRESENCES: usize = 50;
/// So many reasons are offered for declining.
const DECLINE_REASONS: usize = 50;
/// So many answers of a customer's are kept.
const ANSWERS: usize = 20;
/// So many hosts may be allowed by the center.
const HOSTS: usize = 100;
/// A host and port longer than this is none: names have at most 253 bytes (RFC 1035, 2.3.4). In bytes.
const HOST_LIMIT: usize = 260;

/// Whether this can name something: 1 to 512 bytes.
pub(super) const fn is_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= ID_LIMIT
}

/// The id, if it is one.
///
/// # Errors
/// Where it is empty or too long.
pub(super) fn id(text: String) -> Result<String, String> {
    if is_id(&text) { Ok(text) } else { Err("an id is empty or too long".into()) }
}

/// The link, unless it is too long to be believed.
pub(super) fn link(url: Option<String>) -> Option<String> {
    url.filter(|url| url.len() <= LINK_LIMIT)
}

/// The presences, without those that cannot be used.
///
/// # Errors
/// Where the present one has no proper id.
pub(super) fn presence(mut presence: Presence) -> Result<Presence, String> {
    presence.current = id(presence.current)?;
    presence.options.retain(|option| is_id(&option.id));
    cut("presences", &mut presence.options, PRESENCES);
    for option in &mut presence.options {
        option.name = shown(&option.name, NAME);
    }
    Ok(presence)
}

/// The answers that a customer gave before the conversation, without what is too much.
pub(super) fn answers(given: BTreeMap<String, String>) -> BTreeMap<String, Pii<String>> {
    if given.len() > ANSWERS {
        tracing::warn!(limit = ANSWERS, sent = given.len(), "the center sends more answers than there is room for");
    }
    let clean =
        |(question, answer): (String, String)| Some((shown(&question, NAME), shown_if_any(Some(&answer), NAME)?));
    given.into_iter().take(ANSWERS).filter_map(clean).map(|(question, answer)| (question, Pii::new(answer))).collect()
}

/// The settings, without what is too much.
pub(super) fn settings(mut settings: Settings) -> Settings {
    settings.agent_desktop_url = link(settings.agent_desktop_url);
    if let Some(hosts) = &mut settings.allowed_hosts {
        hosts.retain(|host| host.len() <= HOST_LIMIT && is_host_rule(host));
        cut("allowed hosts", hosts, HOSTS);
    }
    if let Some(reasons) = &mut settings.decline_reasons {
        cut("reasons for declining", reasons, DECLINE_REASONS);
        for reason in reasons {
            *reason = shown(reason, NAME);
        }
    }
    settings
}

fn cut<T>(what: &str, list: &mut Vec<T>, limit: usize) {
    if list.len() > limit {
        tracing::warn!(what, limit, sent = list.len(), "the center sends more than there is room for");
        list.truncate(limit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::from_center::PresenceOption;

    #[test]
    fn lists_from_the_center_have_an_end() {
        let option = |n: usize| PresenceOption { id: n.to_string(), name: "\u{202E}x".repeat(200) };
        let presence = presence(Presence { current: "0".into(), options: (0..900).map(option).collect() }).unwrap();
        assert_eq!((presence.options.len(), presence.options[0].id.as_str()), (PRESENCES, "0"));
        assert_eq!(presence.options[0].name.chars().count(), NAME);
        let settings = settings(Settings {
            agent_desktop_url: Some(format!("https://x/{}", "y".repeat(LINK_LIMIT))),
            allowed_hosts: Some(
                ["x".repeat(HOST_LIMIT + 1)]
                    .into_iter()
                    .chain(["*.com".into(), "https://x".into()])
                    .chain((0..900).map(|n| format!("h{n}.example")))
                    .collect(),
            ),
            decline_reasons: Some(vec!["why".into(); 900]),
            ..Settings::default()
        });
        assert_eq!(settings.agent_desktop_url, None);
        let hosts = settings.allowed_hosts.unwrap();
        assert_eq!((hosts.len(), hosts[0].as_str()), (HOSTS, "h0.example"));
        assert_eq!(settings.decline_reasons.unwrap().len(), DECLINE_REASONS);
    }

    #[test]
    fn a_presence_without_a_proper_id_is_not_offered() {
        let option = |id: &str| PresenceOption { id: id.into(), name: "x".into() };
        let given = |current: &str, ids: &[&str]| Presence {
            current: current.into(),
            options: ids.iter().map(|id| option(id)).collect(),
        };
        let long = "x".repeat(ID_LIMIT + 1);
        assert_eq!(presence(given("a", &["", "a", &long])).unwrap().options, [option("a")]);
        assert!(presence(given("", &["a"])).is_err() && presence(given(&long, &["a"])).is_err());
    }
}
