//! The words for the connection, for troubles and for what happened lately.

use super::network::{proxy_hints, proxy_words, tls_hints, tls_words};
use super::sign_in::{sign_in_hints, sign_in_words};
use super::{channel_name, duration, line, number, said};
use crate::domain::input::{LinkProblem, ServerHealth};
use crate::domain::view::{Face, LinkState, RecentView, RecentWhat, TrayView, Trouble};
use crate::i18n::Words;
use crate::protocol::from_center::NoticeKind;
use crate::time::Timestamp;

/// The connection's state in one line.
///
/// The time to the next try is said as "within", which stays true while nobody redraws the line.
pub fn state_words(state: &LinkState, now: Timestamp, words: &Words) -> String {
    match state {
        LinkState::Connected { agent } => words.with("link-connected", [("agent", said(agent))]),
        LinkState::Connecting(_) => words.text("link-connecting"),
        LinkState::Waiting { until, .. } => {
            let whole = std::time::Duration::from_secs(until.since(now).as_secs() + 1);
            words.with("link-waiting", [("time", said(&duration(whole, words)))])
        }
        LinkState::Stopped(LinkProblem::NoToken | LinkProblem::SignedOut) => words.text("link-signed-out"),
        LinkState::Stopped(_) => words.text("link-stopped"),
    }
}

/// Why there is no connection, as a sentence.
pub fn problem_words(problem: &LinkProblem, words: &Words) -> String {
    let id = match problem {
        LinkProblem::NotConfigured => "link-problem-not-configured",
        LinkProblem::NoToken => "link-problem-no-token",
        LinkProblem::TokenUnavailable(why) => {
            return words.with("link-problem-token-unavailable", [("detail", said(&words.text(why)))]);
        }
        LinkProblem::UnknownHost => "link-problem-unknown-host",
        LinkProblem::Refused => "link-problem-refused",
        LinkProblem::Unreachable => "link-problem-unreachable",
        LinkProblem::Tls(problem) => {
            return words.with("link-problem-tls", [("detail", said(&tls_words(problem, words)))]);
        }
        LinkProblem::Proxy(problem) => return proxy_words(problem, words),
        LinkProblem::Timeout => "link-problem-timeout",
        LinkProblem::Unauthorized => "link-problem-unauthorized",
        LinkProblem::Http(status) => {
            return words.with("link-problem-http", [("status", said(&status.to_string()))]);
        }
        LinkProblem::NotTheProtocol => "link-problem-not-the-protocol",
        LinkProblem::Insecure => "link-problem-insecure",
        LinkProblem::Closed(code) => {
            return words.with("link-problem-closed", [("code", said(&code.to_string()))]);
        }
        LinkProblem::Replaced => "link-problem-replaced",
        LinkProblem::SignedOut => "link-problem-signed-out",
        LinkProblem::Lost => "link-problem-lost",
        LinkProblem::SignIn(problem) => return sign_in_words(problem, words),
    };
    words.text(id)
}

/// At most two things to do about it, the likelier first.
pub fn problem_hints(problem: &LinkProblem, words: &Words) -> Vec<String> {
    let ids: &[&str] = match problem {
        LinkProblem::NotConfigured => &["link-hint-not-configured"],
        LinkProblem::NoToken | LinkProblem::Unauthorized | LinkProblem::SignedOut => &["link-hint-sign-in"],
        LinkProblem::TokenUnavailable(_) => &["link-hint-token-unavailable", "link-hint-sign-in"],
        LinkProblem::UnknownHost | LinkProblem::Unreachable => &["link-hint-network", "link-hint-address"],
        LinkProblem::Refused => &["link-hint-address", "link-hint-administrator"],
        LinkProblem::Tls(problem) => tls_hints(problem),
        LinkProblem::Proxy(problem) => proxy_hints(&problem.fault),
        LinkProblem::Timeout | LinkProblem::Lost => &["link-hint-network"],
        LinkProblem::Http(_) | LinkProblem::NotTheProtocol => &["link-hint-address", "link-hint-administrator"],
        LinkProblem::Insecure => &["link-hint-insecure"],
        LinkProblem::Closed(_) => &["link-hint-administrator"],
        LinkProblem::Replaced => &["link-hint-replaced"],
        LinkProblem::SignIn(problem) => sign_in_hints(problem),
    };
    ids.iter().map(|id| words.text(id)).collect()
}

/// What else is wrong, in one line; none where nothing is.
pub fn trouble_words(trouble: &Trouble, words: &Words) -> Option<String> {
    let line = match trouble {
        Trouble::Toasts(ServerHealth::Up | ServerHealth::Unknown) => return None,
        Trouble::Toasts(ServerHealth::Absent) => words.text("trouble-toasts-absent"),
        Trouble::Toasts(ServerHealth::Hung) => words.text("trouble-toasts-hung"),
        Trouble::Alerts => words.text("trouble-alerts"),
        Trouble::Configuration(detail) => words.with("trouble-configuration", [("detail", said(detail))]),
        Trouble::LinkRefused(url) => words.with("trouble-link-refused", [("url", said(url))]),
        Trouble::SignIn(problem) => sign_in_words(problem, words),
        Trouble::LinkFailed(url) => words.with("trouble-link-failed", [("url", said(url))]),
    };
    Some(line)
}

/// A line of *Recent*; missed offers carry a mark.
pub fn recent_words(recent: &RecentView, words: &Words) -> String {
    let what = match recent.what {
        RecentWhat::Notice(NoticeKind::Assigned) => "recent-assigned",
        RecentWhat::Notice(NoticeKind::Transferred) => "recent-transferred",
        RecentWhat::Notice(NoticeKind::Escalated) => "recent-escalated",
        RecentWhat::Notice(NoticeKind::EscalatedFromBot) => "recent-escalated-from-bot",
        RecentWhat::Notice(NoticeKind::Consult) => "recent-consult",
        RecentWhat::Notice(NoticeKind::Supervisor) => "recent-supervisor",
        RecentWhat::Accepted => "recent-accepted",
        RecentWhat::Declined => "recent-declined",
        RecentWhat::Missed => "recent-missed",
        RecentWhat::Gone => "recent-gone",
    };
    let customer = recent.customer.as_ref().map(|name| name.reveal().clone());
    let channel = channel_name(&recent.channel, words);
    let told = line([Some(words.text(what)), customer, Some(channel)]);
    if recent.unseen { words.with("recent-unseen", [("line", said(&told))]) } else { told }
}

/// The icon's meaning in words, for the mouse that rests on it.
pub fn tray_tip(tray: &TrayView, now: Timestamp, words: &Words) -> String {
    let state = state_words(&tray.state, now, words);
    let more = match tray.face {
        Face::Waiting(count) => {
            words.with("tray-tip-waiting", [("count", number(u64::try_from(count).unwrap_or(u64::MAX)))])
        }
        Face::CannotAlert => words.text("tray-tip-cannot-alert"),
        Face::Connected | Face::Reconnecting | Face::SignedOut => return state,
    };
    format!("{more}\n{state}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::channel::Channel;
    use crate::domain::input::RecentId;
    use crate::pii::Pii;

    fn both() -> [Words; 2] {
        ["en", "pl"].map(|tag| Words::daemon(Some(tag)))
    }

    const NOW: Timestamp = Timestamp::from_millis(1_000);

    #[test]
    fn the_state_is_said_in_one_line() {
        let say = |state: LinkState| both().map(|words| state_words(&state, NOW, &words));
        let connected = LinkState::Connected { agent: "Anna Nowak".into() };
        assert_eq!(say(connected), ["Connected as Anna Nowak", "Połączono jako Anna Nowak"]);
        let waiting = LinkState::Waiting { problem: LinkProblem::Lost, until: Timestamp::from_millis(8_500) };
        assert_eq!(
            say(waiting),
            ["Reconnecting, next try within 8 s", "Ponowne łączenie, następna próba najdalej za 8 s"]
        );
        assert_eq!(say(LinkState::Stopped(LinkProblem::SignedOut)), ["Signed out", "Wylogowano"]);
    }

    #[test]
    fn every_problem_has_a_sentence_and_one_or_two_things_to_do() {
        let problems = [
            LinkProblem::NotConfigured,
            LinkProblem::NoToken,
            LinkProblem::TokenUnavailable("locked".into()),
            LinkProblem::UnknownHost,
            LinkProblem::Unreachable,
            LinkProblem::Refused,
            LinkProblem::Timeout,
            LinkProblem::Unauthorized,
            LinkProblem::Http(503),
            LinkProblem::NotTheProtocol,
            LinkProblem::Insecure,
            LinkProblem::Closed(1008),
            LinkProblem::Replaced,
            LinkProblem::SignedOut,
            LinkProblem::Lost,
        ];
        for (problem, words) in problems.iter().flat_map(|problem| both().map(|words| (problem, words))) {
            let sentence = problem_words(problem, &words);
            assert!(!sentence.starts_with("link-"), "{sentence}");
            let hints = problem_hints(problem, &words);
            assert!((1..=2).contains(&hints.len()));
            assert!(hints.iter().all(|hint| !hint.starts_with("link-")), "{hints:?}");
        }
    }

    #[test]
    fn a_missed_offer_is_marked_among_the_recent_until_it_is_seen() {
        let missed = RecentView {
            id: RecentId(1),
            what: RecentWhat::Missed,
            channel: Channel::Sms,
            customer: Some(Pii::new("Jan".into())),
            unseen: true,
            at: NOW,
        };
        let in_both = |line: &RecentView| both().map(|words| recent_words(line, &words));
        assert_eq!(in_both(&missed), ["● Missed · Jan · SMS", "● Nieodebrana · Jan · SMS"]);
        let of_an_earlier_run = RecentView { customer: None, unseen: false, ..missed };
        assert_eq!(in_both(&of_an_earlier_run), ["Missed · SMS", "Nieodebrana · SMS"]);
    }

    #[test]
    fn the_tip_counts_by_the_plural_rules() {
        let tray = |count| TrayView {
            face: Face::Waiting(count),
            ..TrayView::with_only(LinkState::Connected { agent: "A".into() })
        };
        let polish = |count| tray_tip(&tray(count), NOW, &both()[1]);
        assert!(polish(1).starts_with("Czeka 1 rozmowa\n"));
        assert!(polish(2).starts_with("Czekają 2 rozmowy\n"));
        assert!(polish(5).starts_with("Czeka 5 rozmów\n"));
        assert!(tray_tip(&tray(1), NOW, &both()[0]).starts_with("1 conversation waiting\n"));
    }
}
