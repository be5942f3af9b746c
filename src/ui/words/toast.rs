//! The words of a toast.

use std::time::Duration;

use super::alert::{heading, reason_words};
use super::{channel_name, customer_name, duration, line, number, problem_words, said, sign_in_words};
use crate::domain::effect::ToastContent;
use crate::domain::preflight::Doubt;
use crate::i18n::Words;
use crate::protocol::from_center::NoticeKind;

/// Title and body of a toast, as plain text without markup.
pub fn toast_words(content: &ToastContent, words: &Words) -> (String, String) {
    match content {
        ToastContent::Notice { kind, channel, customer, from, queue, note } => {
            let who = line([Some(customer_name(customer, words)), Some(channel_name(channel, words)), queue.clone()]);
            let from = from.as_ref().map(|from| words.with("toast-by", [("from", said(from))]));
            let note = note.as_ref().map(|note| note.reveal().clone());
            let body = [Some(who), from, note].into_iter().flatten().collect::<Vec<_>>().join("\n");
            (words.text(kind_title(*kind)), body)
        }
        ToastContent::Summary { count } => {
            (words.with("toast-summary", [("count", number(*count))]), words.text("toast-summary-body"))
        }
        ToastContent::Offer { reason, channel, customer, queue, comment, declinable: _ } => {
            let who = line([Some(customer_name(customer, words)), queue.clone()]);
            let comment = comment.as_ref().map(|comment| comment.reveal().clone());
            let body = [Some(who), reason_words(*reason, words), comment].into_iter().flatten();
            (heading(channel, words), body.collect::<Vec<_>>().join("\n"))
        }
        ToastContent::Missed { channel, customer } => {
            let who = line([Some(customer_name(customer, words)), Some(channel_name(channel, words))]);
            (words.text("toast-missed"), who)
        }
        ToastContent::Inactive { current, back } => {
            let values = [("current", said(current)), ("back", said(back))];
            (words.with("toast-inactive", [("current", said(current))]), words.with("toast-inactive-body", values))
        }
        ToastContent::Preflight { doubts, name } => {
            (words.with("preflight", [("name", said(name))]), doubt_words(doubts, words).join("\n"))
        }
        ToastContent::NoConnection { problem, seconds, sign_in: _ } => {
            let time = duration(Duration::from_secs(*seconds), words);
            let problem = problem_words(problem, words);
            let values = [("time", said(&time)), ("problem", said(&problem))];
            (words.text("toast-no-connection"), words.with("toast-no-connection-body", values))
        }
        ToastContent::SignIn { problem, again: _ } => (words.text("toast-sign-in"), sign_in_words(problem, words)),
    }
}

/// Why customers might go unseen, a sentence each.
pub fn doubt_words(doubts: &[Doubt], words: &Words) -> Vec<String> {
    let sentence = |doubt: &Doubt| match doubt {
        Doubt::Alerts => words.text("trouble-alerts"),
        Doubt::Toasts => words.text("preflight-toasts"),
        Doubt::Sound => words.text("tray-no-sound"),
        Doubt::Quiet => words.text("preflight-quiet"),
    };
    doubts.iter().map(sentence).collect()
}

/// The way back to this presence, as a button says it.
pub fn presence_back(back: &str, words: &Words) -> String {
    words.with("presence-back", [("back", said(back))])
}

const fn kind_title(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Assigned => "toast-assigned",
        NoticeKind::Transferred => "toast-transferred",
        NoticeKind::Escalated => "toast-escalated",
        NoticeKind::EscalatedFromBot => "toast-escalated-from-bot",
        NoticeKind::Consult => "toast-consult",
        NoticeKind::Supervisor => "toast-supervisor",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::channel::Channel;
    use crate::domain::input::LinkProblem;
    use crate::domain::privacy::Called;
    use crate::pii::Pii;
    use crate::protocol::from_center::OfferReason;

    fn in_both(content: &ToastContent) -> [(String, String); 2] {
        ["en", "pl"].map(|tag| toast_words(content, &Words::daemon(Some(tag))))
    }

    #[test]
    fn a_transfer_says_who_where_by_whom_and_why() {
        let [en, pl] = in_both(&ToastContent::Notice {
            kind: NoticeKind::Transferred,
            channel: Channel::Chat,
            customer: Called::Name(Pii::new("Anna Nowak".into())),
            from: Some("Ewa".into()),
            queue: Some("Billing".into()),
            note: Some(Pii::new("Please call back".into())),
        });
        assert_eq!(en.0, "Conversation transferred to you");
        assert_eq!(en.1, "Anna Nowak · chat · Billing\nBy Ewa\nPlease call back");
        assert_eq!(pl.0, "Przekazano Ci rozmowę");
        assert_eq!(pl.1, "Anna Nowak · czat · Billing\nOd: Ewa\nPlease call back");
    }

    #[test]
    fn an_offer_says_what_its_alert_says_first() {
        let [en, pl] = in_both(&ToastContent::Offer {
            reason: OfferReason::Transfer,
            channel: Channel::Sms,
            customer: Called::Hidden,
            queue: Some("Billing".into()),
            comment: None,
            declinable: true,
        });
        assert_eq!(en, ("Incoming SMS".to_owned(), "Customer · Billing\nTransferred to you".to_owned()));
        assert_eq!(pl.0, "Nowa rozmowa: SMS");
    }

    #[test]
    fn many_notices_are_counted_by_the_plural_rules() {
        let title = |count| in_both(&ToastContent::Summary { count }).map(|(title, _)| title);
        assert!(title(22)[1].contains("przyszły 22 powiadomienia"));
        assert!(title(25)[1].contains("przyszło 25 powiadomień"));
        assert!(title(1)[0].starts_with("1 notice came"));
    }

    #[test]
    fn a_lost_connection_says_since_when_and_why() {
        let [en, pl] =
            in_both(&ToastContent::NoConnection { problem: LinkProblem::Timeout, seconds: 30, sign_in: false });
        assert!(en.1.starts_with("For 30 s. The contact center did not answer in time."), "{}", en.1);
        assert!(pl.1.starts_with("Od 30 s. Centrum kontaktu nie odpowiedziało na czas."), "{}", pl.1);
    }

    #[test]
    fn a_missed_offer_of_nobody_known_still_says_something() {
        let [en, pl] = in_both(&ToastContent::Missed { channel: Channel::Sms, customer: Called::Unknown });
        assert_eq!(en, ("Missed conversation".to_owned(), "Unknown customer · SMS".to_owned()));
        assert_eq!(pl.1, "Nieznany klient · SMS");
    }
}
