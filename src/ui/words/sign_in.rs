//! Why nobody is signed in, in words.

use super::network::{proxy_words, tls_words};
use super::said;
use crate::domain::input::LinkProblem;
use crate::domain::sign_in::SignInProblem;
use crate::i18n::Words;

/// What went wrong, and what to do about it.
pub fn sign_in_words(problem: &SignInProblem, words: &Words) -> String {
    let id = match problem {
        SignInProblem::Way(problem) => {
            return words.with("sign-in-way", [("detail", said(&way_words(problem, words)))]);
        }
        SignInProblem::Refused(code) => return words.with("sign-in-refused", [("code", said(code))]),
        SignInProblem::Unsaved(why) => {
            return words.with("sign-in-unsaved", [("detail", said(&words.text(why)))]);
        }
        SignInProblem::NotAProvider => "sign-in-not-a-provider",
        SignInProblem::NoDeviceFlow => "sign-in-no-device-flow",
        SignInProblem::Denied => "sign-in-denied",
        SignInProblem::TooLate => "sign-in-too-late",
        SignInProblem::Forged => "sign-in-forged",
        SignInProblem::NoBrowser => "sign-in-no-browser",
        SignInProblem::NoPort => "sign-in-no-port",
    };
    words.text(id)
}

/// Why the sign-in service cannot be reached, as a part of a sentence.
fn way_words(problem: &LinkProblem, words: &Words) -> String {
    let id = match problem {
        LinkProblem::Tls(problem) => return tls_words(problem, words),
        LinkProblem::Proxy(problem) => return proxy_words(problem, words),
        LinkProblem::UnknownHost => "sign-in-way-unknown-host",
        LinkProblem::Refused | LinkProblem::Unreachable => "sign-in-way-unreachable",
        LinkProblem::Timeout => "sign-in-way-timeout",
        LinkProblem::Insecure => "sign-in-way-insecure",
        LinkProblem::NotConfigured
        | LinkProblem::NoToken
        | LinkProblem::TokenUnavailable(_)
        | LinkProblem::Unauthorized
        | LinkProblem::SignInEnded
        | LinkProblem::SignIn(_)
        | LinkProblem::Http(_)
        | LinkProblem::NotTheProtocol
        | LinkProblem::Closed(_)
        | LinkProblem::Replaced
        | LinkProblem::SignedOut
        | LinkProblem::Lost => "sign-in-way-lost",
    };
    words.text(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_a_sentence_in_every_language() {
        let problems = [
            SignInProblem::Way(LinkProblem::UnknownHost),
            SignInProblem::Way(LinkProblem::Lost),
            SignInProblem::NotAProvider,
            SignInProblem::NoDeviceFlow,
            SignInProblem::Refused("invalid_client".into()),
            SignInProblem::Denied,
            SignInProblem::TooLate,
            SignInProblem::Forged,
            SignInProblem::NoBrowser,
            SignInProblem::NoPort,
            SignInProblem::Unsaved("secret-locked".into()),
        ];
        for words in ["en", "pl"].map(|tag| Words::daemon(Some(tag))) {
            for problem in &problems {
                let sentence = sign_in_words(problem, &words);
                assert!(sentence.ends_with('.') && !sentence.starts_with("sign-in-"), "{problem:?}: {sentence}");
            }
        }
    }
}
