//! The words on an alert window.

use std::time::Duration;

use unicode_segmentation::UnicodeSegmentation as _;

use super::{channel_name, line, number, said, template};
use crate::domain::channel::Channel;
use crate::domain::conversation::Customer;
use crate::domain::input::Refusal;
use crate::domain::privacy::Privacy;
use crate::domain::view::{AlertPhase, AlertView, GoneWhy, Press};
use crate::i18n::Words;
use crate::protocol::from_center::{Identified, OfferReason, Outcome, RefusalCode};
use crate::time::Timestamp;

/// Every text of an alert that does not change with time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertWords {
    /// The whole alert for a screen reader: what comes and from whom.
    pub spoken: String,
    /// What comes: `Incoming chat`.
    pub heading: String,
    /// Where it waited or why it comes here.
    pub detail: String,
    /// One or two letters for the round picture.
    pub initials: String,
    /// What the customer is called.
    pub name: String,
    /// Whether a contact was found, and the company.
    pub identity: String,
    /// Labels and values of the rows, at most four.
    pub rows: Vec<(String, String)>,
    /// What is wrong; empty: nothing.
    pub problem: String,
    /// What that means for the agent.
    pub advice: String,
    /// On the button that accepts.
    pub accept: String,
}

/// The words of an alert at `now`.
pub fn alert_words(alert: &AlertView, now: Timestamp, words: &Words) -> AlertWords {
    let customer = &alert.conversation.customer;
    let heading = alert_heading(alert, now, words);
    let hidden = alert.privacy == Privacy::Hidden;
    let unnamed = if hidden { "alert-hidden-customer" } else { "alert-unknown-customer" };
    let name = customer.title().map_or_else(|| words.text(unnamed), str::to_owned);
    let unknown = if hidden { "•" } else { "?" };
    let (problem, advice) = problem(&alert.phase, words);
    AlertWords {
        spoken: words.with("alert-heading-spoken", [("heading", said(&heading)), ("customer", said(&name))]),
        heading,
        detail: detail(alert, words),
        initials: customer.name.as_ref().map_or_else(|| unknown.to_owned(), |name| initials(name.reveal())),
        name,
        identity: if hidden { words.text("alert-hidden") } else { identity(customer, words) },
        rows: alert_rows(alert, now, words),
        problem,
        advice,
        accept: words.text(accept_label(&alert.phase)),
    }
}

/// What comes, by the administrator's template where there is one.
pub fn alert_heading(alert: &AlertView, now: Timestamp, words: &Words) -> String {
    template::title(alert, now, words).unwrap_or_else(|| heading(&alert.conversation.channel, words))
}

/// Labels and values of the rows, at most four.
pub fn alert_rows(alert: &AlertView, now: Timestamp, words: &Words) -> Vec<(String, String)> {
    template::rows(alert, now, words)
}

/// The first letters of the first and the last word; a question mark where there are no letters.
pub fn initials(name: &str) -> String {
    let firsts = name.split_whitespace().filter_map(|word| word.graphemes(true).next());
    let letters: Vec<&str> = firsts.filter(|first| first.chars().next().is_some_and(char::is_alphabetic)).collect();
    match letters.as_slice() {
        [] => "?".to_owned(),
        [only] => only.to_uppercase(),
        [first, .., last] => format!("{}{}", first.to_uppercase(), last.to_uppercase()),
    }
}

/// Time left as a clock shows it, the begun second counted: `0:42`, `1:02:03`.
pub fn countdown(left: Duration) -> String {
    let seconds = left.as_millis().div_ceil(1000);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// How many more offers wait behind the last alert; empty: none.
pub fn more_behind(count: usize, words: &Words) -> String {
    if count == 0 {
        return String::new();
    }
    words.with("alert-more", [("count", number(u64::try_from(count).unwrap_or(u64::MAX)))])
}

/// That somebody writes, and how.
pub(super) fn heading(channel: &Channel, words: &Words) -> String {
    words.with("alert-heading", [("channel", said(&channel_name(channel, words)))])
}

fn detail(alert: &AlertView, words: &Words) -> String {
    let sample = alert.sample.then(|| words.text("alert-sample"));
    line([sample, reason_words(alert.reason, words), alert.conversation.queue.clone()])
}

/// Why an offer comes to this agent; none: as the next in the queue.
pub(super) fn reason_words(reason: OfferReason, words: &Words) -> Option<String> {
    let id = match reason {
        OfferReason::Incoming => None,
        OfferReason::Transfer => Some("alert-transfer"),
        OfferReason::Escalation => Some("alert-escalation"),
        OfferReason::BotEscalation => Some("alert-bot-escalation"),
        OfferReason::Consult => Some("alert-consult"),
    };
    id.map(|id| words.text(id))
}

fn identity(customer: &Customer, words: &Words) -> String {
    let by_phone = customer.phone.is_some();
    let id = match customer.identified {
        Identified::Yes => "alert-identified",
        Identified::No if by_phone => "alert-no-contact-with-phone",
        Identified::No => "alert-not-identified",
        Identified::Ambiguous if by_phone => "alert-ambiguous-phone",
        Identified::Ambiguous => "alert-ambiguous",
    };
    line([Some(words.text(id)), customer.company.as_ref().map(|company| company.reveal().clone())])
}

const fn accept_label(phase: &AlertPhase) -> &'static str {
    match phase {
        AlertPhase::Accepting => "alert-accepting",
        AlertPhase::Ringing | AlertPhase::Refused(_) | AlertPhase::Offline { .. } | AlertPhase::Gone(_) => {
            "alert-accept"
        }
    }
}

/// What is wrong, and what that means.
fn problem(phase: &AlertPhase, words: &Words) -> (String, String) {
    match phase {
        AlertPhase::Ringing | AlertPhase::Accepting => (String::new(), String::new()),
        AlertPhase::Refused(why) => (words.text(refusal(*why)), words.text("alert-refused-advice")),
        AlertPhase::Offline { pressed } => (words.text("alert-offline"), words.text(kept(*pressed))),
        AlertPhase::Gone(why) => (gone(why, words), words.text("alert-closes")),
    }
}

const fn kept(pressed: Option<Press>) -> &'static str {
    match pressed {
        None => "alert-offline-advice",
        Some(Press::Accept) => "alert-offline-accept",
        Some(Press::Decline) => "alert-offline-decline",
    }
}

const fn refusal(why: Refusal) -> &'static str {
    match why {
        Refusal::Said(RefusalCode::Taken) => "alert-refused-taken",
        Refusal::Said(RefusalCode::Expired) => "alert-refused-expired",
        Refusal::Said(RefusalCode::Withdrawn) => "alert-refused-withdrawn",
        Refusal::Said(RefusalCode::Forbidden) => "alert-refused-forbidden",
        Refusal::Said(RefusalCode::Unknown) => "alert-refused-unknown",
        Refusal::Said(RefusalCode::Busy) => "alert-refused-busy",
        Refusal::Unexplained => "alert-refused-unexplained",
    }
}

fn gone(why: &GoneWhy, words: &Words) -> String {
    let id = match why {
        GoneWhy::Closed { outcome: Outcome::Taken, by: Some(agent) } => {
            return words.with("alert-gone-taken-by", [("agent", said(agent))]);
        }
        GoneWhy::Closed { outcome: Outcome::Taken, by: None } => "alert-gone-taken",
        GoneWhy::Closed { outcome: Outcome::Accepted, .. } => "alert-gone-accepted",
        GoneWhy::Closed { outcome: Outcome::CustomerLeft, .. } => "alert-gone-customer-left",
        GoneWhy::Closed { outcome: Outcome::Expired, .. } | GoneWhy::Lapsed => "alert-gone-expired",
        GoneWhy::Closed { outcome: Outcome::Rerouted, .. } => "alert-gone-rerouted",
        GoneWhy::NotThere => "alert-gone-not-there",
        GoneWhy::NoAnswer => "alert-gone-no-answer",
    };
    words.text(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::conversation::{Case, Conversation};
    use crate::domain::template::{Field, Pattern, Template};
    use crate::pii::Pii;

    const NOW: Timestamp = Timestamp::from_millis(48_000);

    fn alert() -> AlertView {
        AlertView {
            id: "o1".into(),
            reason: OfferReason::Incoming,
            declinable: true,
            decline_reasons: vec![],
            privacy: Privacy::Full,
            template: None,
            sample: false,
            since: Timestamp::from_millis(0),
            deadline: None,
            conversation: Conversation {
                id: "c1".into(),
                channel: Channel::Chat,
                queue: Some("Billing queue".into()),
                customer: Customer {
                    name: Some(Pii::new("Anna Nowak".into())),
                    phone: None,
                    company: Some(Pii::new("Contoso".into())),
                    identified: Identified::Yes,
                },
                comment: None,
                answers: [("Order".to_owned(), Pii::new("4711".into()))].into(),
                case: Some(Case { number: Some("CAS-1".into()), title: Some(Pii::new("Charge".into())) }),
                waiting_since: Timestamp::from_millis(0),
                summary_url: None,
            },
            phase: AlertPhase::Ringing,
        }
    }

    fn in_both(alert: &AlertView) -> [AlertWords; 2] {
        ["en", "pl"].map(|tag| alert_words(alert, NOW, &Words::daemon(Some(tag))))
    }

    #[test]
    fn an_identified_chat_says_what_from_where_and_who() {
        let [en, pl] = in_both(&alert());
        assert_eq!((en.heading.as_str(), pl.heading.as_str()), ("Incoming chat", "Nowa rozmowa: czat"));
        assert_eq!(en.detail, "Billing queue");
        assert_eq!(en.identity, "Contact identified · Contoso");
        assert_eq!(pl.identity, "Kontakt rozpoznany · Contoso");
        assert_eq!(en.rows, [("Waiting".into(), "48 s".to_owned()), ("Case".into(), "CAS-1 · Charge".into())]);
        assert_eq!(en.initials, "AN");
        assert_eq!(en.spoken, "Incoming chat, Anna Nowak");
        assert_eq!((en.accept.as_str(), pl.accept.as_str()), ("Accept", "Przyjmij"));
    }

    #[test]
    fn a_template_says_what_an_administrator_wants_and_leaves_out_what_is_not_there() {
        let pattern = |text| Pattern::parse(text).unwrap();
        let field = |label: &str, text| Field { label: label.into(), text: pattern(text) };
        let fields = vec![
            field("Order", "{answer:Order}"),
            field("Phone", "{customer-phone}"),
            field("", "{queue} since {waiting}"),
        ];
        let template = Template { title: Some(pattern("{channel}: {customer-name}")), fields: Some(fields) };
        let [en, pl] = in_both(&AlertView { template: Some(template), ..alert() });
        assert_eq!((en.heading.as_str(), pl.heading.as_str()), ("chat: Anna Nowak", "czat: Anna Nowak"));
        let rows = [("Order", "4711"), ("", "Billing queue since 48 s")];
        assert_eq!(en.rows, rows.map(|(label, text)| (label.to_owned(), text.to_owned())));
        let empty = Template { title: Some(pattern("{customer-phone}")), fields: Some(vec![]) };
        let usual = in_both(&AlertView { template: Some(empty), ..alert() });
        assert_eq!((usual[0].heading.as_str(), usual[0].rows.len()), ("Incoming chat", 0));
    }

    #[test]
    fn a_number_without_or_with_several_contacts_is_told_apart() {
        let mut sms = alert();
        sms.conversation.channel = Channel::Sms;
        sms.conversation.customer = Customer {
            name: None,
            phone: Some(Pii::new("+48 601 234 567".into())),
            company: None,
            identified: Identified::No,
        };
        let [en, pl] = in_both(&sms);
        assert_eq!((en.name.as_str(), en.initials.as_str()), ("+48 601 234 567", "?"));
        assert_eq!(en.identity, "No contact with this mobile phone");
        assert_eq!(pl.identity, "Brak kontaktu z tym numerem komórkowym");
        sms.conversation.customer.identified = Identified::Ambiguous;
        let [en, pl] = in_both(&sms);
        assert_eq!(en.identity, "Several contacts have this mobile phone");
        assert_eq!(pl.identity, "Kilka kontaktów ma ten numer komórkowy");
    }

    #[test]
    fn an_escalation_from_a_bot_says_so_before_the_queue() {
        let mut escalated = alert();
        escalated.reason = OfferReason::BotEscalation;
        assert_eq!(in_both(&escalated)[0].detail, "Escalated from bot · Billing queue");
    }

    #[test]
    fn each_phase_says_what_is_wrong_and_what_that_means() {
        let say = |phase: AlertPhase| {
            let [en, pl] = in_both(&AlertView { phase, ..alert() });
            assert_ne!((&en.problem, &en.advice), (&pl.problem, &pl.advice));
            (en.problem, en.advice)
        };
        let taken = GoneWhy::Closed { outcome: Outcome::Taken, by: Some("Jan".into()) };
        assert_eq!(say(AlertPhase::Gone(taken)).0, "Taken by Jan.");
        let kept = say(AlertPhase::Offline { pressed: Some(Press::Accept) });
        assert_eq!(kept.0, "No connection to the contact center.");
        assert!(kept.1.contains("your Accept is sent"));
        assert_eq!(say(AlertPhase::Refused(Refusal::Said(RefusalCode::Taken))).0, "Another agent was faster.");
        assert_eq!(in_both(&AlertView { phase: AlertPhase::Accepting, ..alert() })[0].accept, "Accepting…");
    }

    #[test]
    fn the_count_of_those_behind_follows_the_plural_rules() {
        let say = |count| ["en", "pl"].map(|tag| more_behind(count, &Words::daemon(Some(tag))));
        assert_eq!(say(2), ["2 more waiting behind this one", "Za tą rozmową czekają jeszcze 2"]);
        assert_eq!(say(5)[1], "Za tą rozmową czeka jeszcze 5");
        assert_eq!(say(0), ["", ""]);
    }

    #[test]
    fn initials_come_from_letters_only() {
        assert_eq!(initials("żaneta maria łoś"), "ŻŁ");
        assert_eq!(initials("Madonna"), "M");
        assert_eq!(initials("+48 601"), "?");
        assert_eq!(initials("😀 王 小明"), "王小");
    }

    #[test]
    fn the_countdown_counts_the_begun_second() {
        assert_eq!(countdown(Duration::from_millis(41_001)), "0:42");
        assert_eq!(countdown(Duration::ZERO), "0:00");
        assert_eq!(countdown(Duration::from_secs(3_723)), "1:02:03");
    }
}
