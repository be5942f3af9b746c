//! Turns what the domain knows into what a person reads. Pure: values and [`Words`] in, text out.

use std::time::Duration;

use crate::domain::channel::Channel;
use crate::domain::privacy::Called;
use crate::i18n::{FluentValue, Words};

mod alert;
mod link;
mod network;
mod settings;
mod sign_in;
mod template;
mod toast;

pub use alert::{AlertWords, alert_heading, alert_rows, alert_words, countdown, initials, more_behind};
pub use link::{problem_hints, problem_words, recent_words, state_words, tray_tip, trouble_words};
pub use settings::{Options, hot_key, options};
pub(super) use settings::{settings_field, settings_words};
pub use sign_in::{sign_in_hints, sign_in_words};
pub use toast::{doubt_words, presence_back, toast_words};

/// The channel's name as it stands in the middle of a line.
pub fn channel_name(channel: &Channel, words: &Words) -> String {
    match channel {
        Channel::Other(name) => name.clone(),
        known @ (Channel::Chat
        | Channel::Sms
        | Channel::Facebook
        | Channel::WhatsApp
        | Channel::Email
        | Channel::Voice) => words.text(&format!("channel-{}", known.id())),
    }
}

/// A time span in the two units that matter: `48 s`, `2 min 14 s`, `1 h 5 min`.
pub fn duration(time: Duration, words: &Words) -> String {
    let seconds = time.as_secs();
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    if hours > 0 {
        return words.with("duration-hours", [("hours", number(hours)), ("minutes", number(minutes))]);
    }
    if minutes > 0 {
        return words.with("duration-minutes", [("minutes", number(minutes)), ("seconds", number(seconds % 60))]);
    }
    words.with("duration-seconds", [("seconds", number(seconds))])
}

/// What the customer is called, or that nobody knows or is to know.
pub fn customer_name(customer: &Called, words: &Words) -> String {
    match customer {
        Called::Name(name) => name.reveal().clone(),
        Called::Unknown => words.text("alert-unknown-customer"),
        Called::Hidden => words.text("alert-hidden-customer"),
    }
}

/// Parts of a line that are there, set apart by a middle dot.
fn line<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn number(value: u64) -> FluentValue<'static> {
    FluentValue::from(value)
}

fn said(text: &str) -> FluentValue<'_> {
    FluentValue::from(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_both(say: impl Fn(&Words) -> String) -> [String; 2] {
        [Words::daemon(Some("en")), Words::daemon(Some("pl"))].map(|words| say(&words))
    }

    #[test]
    fn wait_times_use_the_two_units_that_matter() {
        let say = |seconds| in_both(|words| duration(Duration::from_secs(seconds), words));
        assert_eq!(say(48), ["48 s", "48 s"]);
        assert_eq!(say(134), ["2 min 14 s", "2 min 14 s"]);
        assert_eq!(say(3_900), ["1 h 5 min", "1 godz. 5 min"]);
    }

    #[test]
    fn every_known_channel_has_a_name_and_others_keep_theirs() {
        for channel in Channel::KNOWN {
            for name in in_both(|words| channel_name(&channel, words)) {
                assert!(!name.starts_with("channel-"), "{name}");
            }
        }
        assert_eq!(in_both(|words| channel_name(&Channel::Other("line".into()), words)), ["line", "line"]);
    }
}
