//! A toast as Windows wants it: XML of the schema "toast" (Windows.UI.Notifications).

use std::fmt::Write as _;
use std::time::Duration;

use url::Url;

use super::{ToastAction, ToastText, Urgency};
use crate::domain::effect::ToastKey;
use crate::domain::view::Press;

/// Windows shows a toast for about seven seconds, or for about 25.
const SHORT: Duration = Duration::from_secs(7);
/// What is told of a click on a toast that no link leads on from.
pub(super) const CLICK: &str = "click";
/// What is told of a button.
pub(super) const ACCEPT: &str = "accept";
pub(super) const DECLINE: &str = "decline";

/// The whole toast. Sounds are our own, so it has none.
pub(super) fn markup(key: &ToastKey, text: &ToastText) -> String {
    let (mut buttons, mut opening) = (String::new(), String::new());
    for (action, word) in &text.actions {
        match action {
            ToastAction::Click => opening = launch(key),
            ToastAction::Button(press) => button(&mut buttons, *press, word),
        }
    }
    let scenario = scenario(text, !buttons.is_empty());
    let duration = if text.expire > SHORT { " duration=\"long\"" } else { "" };
    let (title, body) = (escaped(&text.title), escaped(&text.body));
    format!(
        "<toast{opening}{scenario}{duration}><visual><binding template=\"ToastGeneric\">\
         <text>{title}</text><text>{body}</text></binding></visual>\
         <actions>{buttons}</actions><audio silent=\"true\"/></toast>"
    )
}

/// By a link a click is heard even if this program has ended meanwhile. Only what a link may ask for goes
/// this way: whatever page may carry one. All else is told to the running program.
fn launch(key: &ToastKey) -> String {
    let conversation = match key {
        ToastKey::Notice(id) => Some(("notice", id.to_string())),
        ToastKey::Missed(id) => Some(("missed", id.to_string())),
        ToastKey::Summary => Some(("summary", String::new())),
        ToastKey::Offer(_) | ToastKey::Presence | ToastKey::Preflight | ToastKey::Trouble => None,
    };
    let link = conversation.and_then(|(kind, id)| Url::parse_with_params("deskbell://toast", [(kind, id)]).ok());
    match link {
        Some(link) => format!(" launch=\"{}\" activationType=\"protocol\"", escaped(link.as_str())),
        None => format!(" launch=\"{CLICK}\""),
    }
}

fn button(buttons: &mut String, press: Press, word: &str) {
    let what = match press {
        Press::Accept => ACCEPT,
        Press::Decline => DECLINE,
    };
    // Writing into a text never fails.
    write!(buttons, "<action content=\"{}\" arguments=\"{what}\"/>", escaped(word)).unwrap_or_default();
}

/// An offer stays until it is answered, which needs buttons; what presses gets through to agents who do
/// not want to be disturbed, if they let it (Windows 11; earlier ones take it for an ordinary toast).
fn scenario(text: &ToastText, has_buttons: bool) -> &'static str {
    match text.urgency {
        Urgency::Critical if text.expire.is_zero() && has_buttons => " scenario=\"incomingCall\"",
        Urgency::Critical => " scenario=\"urgent\"",
        Urgency::Normal | Urgency::Low => "",
    }
}

/// Letters that mean something in XML, and those that it may not have.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\n' | '\t' => escaped.push(letter),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            letter if letter.is_control() => escaped.push('\u{fffd}'),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// The key in 16 letters, for Windows takes no more than 16 or, later, 64: the same in every run, so that
/// the toast of a killed one is replaced. FNV-1a with 64 bits.
pub(super) fn tag(key: &ToastKey) -> String {
    let start = 0xcbf2_9ce4_8422_2325_u64;
    let hash = key.tag().bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(urgency: Urgency, seconds: u64, actions: Vec<(ToastAction, String)>) -> ToastText {
        let expire = Duration::from_secs(seconds);
        ToastText { title: "<b>Anna & Co</b>".into(), body: "a\u{0}\"b'".into(), actions, urgency, expire }
    }

    #[test]
    fn customers_words_are_text_and_never_markup() {
        let toast = markup(&ToastKey::Trouble, &text(Urgency::Normal, 5, vec![]));
        assert!(toast.contains("<text>&lt;b&gt;Anna &amp; Co&lt;/b&gt;</text><text>a\u{fffd}&quot;b&apos;</text>"));
        assert!(!toast.contains("launch=") && !toast.contains("duration="));
    }

    #[test]
    fn a_click_on_a_notice_is_a_link_and_one_that_changes_something_is_not() {
        let click = || vec![(ToastAction::Click, "Open".into())];
        let notice = markup(&ToastKey::Notice("n 1&\"".into()), &text(Urgency::Normal, 10, click()));
        let opens =
            "<toast launch=\"deskbell://toast?notice=n+1%26%22\" activationType=\"protocol\" duration=\"long\">";
        assert!(notice.starts_with(opens), "{notice}");
        let presence = markup(&ToastKey::Presence, &text(Urgency::Critical, 10, click()));
        assert!(presence.starts_with("<toast launch=\"click\" scenario=\"urgent\""), "{presence}");
    }

    #[test]
    fn an_offer_stays_with_its_buttons_until_it_is_answered() {
        let buttons = vec![
            (ToastAction::Button(Press::Accept), "Take & go".into()),
            (ToastAction::Button(Press::Decline), "No".into()),
        ];
        let offer = markup(&ToastKey::Offer("o1".into()), &text(Urgency::Critical, 0, buttons));
        assert!(offer.starts_with("<toast scenario=\"incomingCall\">"), "{offer}");
        assert!(offer.contains("<action content=\"Take &amp; go\" arguments=\"accept\"/>"), "{offer}");
    }

    #[test]
    fn tags_are_short_and_stay_what_they_are() {
        assert_eq!(tag(&ToastKey::Summary).len(), 16);
        assert_eq!(tag(&ToastKey::Notice("n1".into())), tag(&ToastKey::Notice("n1".into())));
        assert_ne!(tag(&ToastKey::Notice("n1".into())), tag(&ToastKey::Missed("n1".into())));
    }
}
