//! The page that the browser shows at the end. It loads nothing from anywhere.

use crate::i18n::Words;
use crate::text;

const PAGE: &str = include_str!("page.html");

/// What the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// The agent is signed in.
    SignedIn,
    /// Not, and why: a sentence.
    Failed(String),
    /// This is not the answer that is waited for.
    Strange,
}

/// The page in the agent's language.
pub(super) fn page(ending: &Ending, words: &Words) -> String {
    let (mark, heading, body) = match ending {
        Ending::SignedIn => ("good", "sign-in-page-done", words.text("sign-in-page-close")),
        Ending::Failed(why) => ("bad", "sign-in-page-failed", why.clone()),
        Ending::Strange => ("bad", "sign-in-page-strange", words.text("sign-in-page-strange-text")),
    };
    let values = [
        ("{{lang}}", words.tag().to_owned()),
        ("{{title}}", words.text("product")),
        ("{{mark}}", mark.to_owned()),
        ("{{heading}}", words.text(heading)),
        ("{{text}}", body),
    ];
    values.iter().fold(PAGE.to_owned(), |page, (name, value)| page.replace(name, &escaped(value)))
}

/// The text as HTML, without what a terminal or a reader could take for something else.
fn escaped(raw: &str) -> String {
    let text = text::shown(raw, text::COMMENT);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('{', "&#123;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ending_is_said_in_every_language_and_no_text_becomes_markup() {
        for words in crate::i18n::TAGS.map(|tag| Words::daemon(Some(tag))) {
            for ending in [Ending::SignedIn, Ending::Failed("<b>{{mark}}\"&".into()), Ending::Strange] {
                let html = page(&ending, &words);
                assert!(html.contains(&format!("lang=\"{}\"", words.tag())));
                assert!(!html.contains("{{") && !html.contains("<b>") && !html.contains("sign-in-page"), "{html}");
                assert!(!html.contains("http:") && !html.contains("https:") && !html.contains("src="), "{html}");
            }
        }
    }
}
