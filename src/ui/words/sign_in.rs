//! The words for what can go wrong with signing in.

use super::network::{proxy_hints, tls_hints, tls_words};
use super::said;
use crate::domain::input::LinkProblem;
use crate::domain::sign_in::SignInProblem;
use crate::i18n::Words;

/// Why a sign-in, or its renewal, did not work, as a sentence.
pub fn sign_in_words(problem: &SignInProblem, words: &Words) -> String {
    let id = match problem {
        SignInProblem::Network(problem) => return network_words(problem, words),
        SignInProblem::Refused(code) => return words.with("sign-in-problem-refused", [("code", said(code))]),
        SignInProblem::Keyring(id) => {
            return words.with("sign-in-problem-keyring", [("detail", said(&words.text(id)))]);
        }
        SignInProblem::NotAProvider => "sign-in-problem-not-a-provider",
        SignInProblem::WrongIssuer => "sign-in-problem-wrong-issuer",
        SignInProblem::ClientUnknown => "sign-in-problem-client-unknown",
        SignInProblem::Denied => "sign-in-problem-denied",
        SignInProblem::TimedOut => "sign-in-problem-timed-out",
        SignInProblem::Untrusted => "sign-in-problem-untrusted",
        SignInProblem::NoBrowser => "sign-in-problem-no-browser",
        SignInProblem::NoPort => "sign-in-problem-no-port",
        SignInProblem::NoDeviceFlow => "sign-in-problem-no-device-flow",
        SignInProblem::Ended => "sign-in-problem-ended",
    };
    words.text(id)
}

/// The same service is reached by the same ways as the center, and has to be told apart from it.
fn network_words(problem: &LinkProblem, words: &Words) -> String {
    let id = match problem {
        LinkProblem::Tls(problem) => {
            return words.with("sign-in-network-tls", [("detail", said(&tls_words(problem, words)))]);
        }
        LinkProblem::Proxy(problem) => {
            return words.with("sign-in-network-proxy", [("proxy", said(&problem.proxy))]);
        }
        LinkProblem::Http(status) => {
            return words.with("sign-in-network-http", [("status", said(&status.to_string()))]);
        }
        LinkProblem::UnknownHost => "sign-in-network-unknown-host",
        LinkProblem::Timeout => "sign-in-network-timeout",
        LinkProblem::Insecure => "sign-in-network-insecure",
        LinkProblem::Refused
        | LinkProblem::Unreachable
        | LinkProblem::Lost
        | LinkProblem::NotConfigured
        | LinkProblem::NoToken
        | LinkProblem::TokenUnavailable(_)
        | LinkProblem::Unauthorized
        | LinkProblem::NotTheProtocol
        | LinkProblem::Closed(_)
        | LinkProblem::Replaced
        | LinkProblem::SignedOut
        | LinkProblem::SignIn(_) => "sign-in-network-unreachable",
    };
    words.text(id)
}

/// What to do about it: ids of messages, the likelier first, at most two.
pub fn sign_in_hints(problem: &SignInProblem) -> &'static [&'static str] {
    match problem {
        SignInProblem::Network(problem) => network_hints(problem),
        SignInProblem::NotAProvider | SignInProblem::WrongIssuer => &["sign-in-hint-issuer"],
        SignInProblem::ClientUnknown => &["sign-in-hint-client"],
        SignInProblem::Denied | SignInProblem::TimedOut | SignInProblem::Ended => &["link-hint-sign-in"],
        SignInProblem::Refused(_) => &["link-hint-administrator"],
        SignInProblem::Untrusted => &["link-hint-clock", "link-hint-administrator"],
        SignInProblem::NoBrowser => &["sign-in-hint-device"],
        SignInProblem::NoPort => &["sign-in-hint-device", "link-hint-administrator"],
        SignInProblem::NoDeviceFlow => &["sign-in-hint-browser"],
        SignInProblem::Keyring(_) => &["sign-in-hint-keyring"],
    }
}

fn network_hints(problem: &LinkProblem) -> &'static [&'static str] {
    match problem {
        LinkProblem::Tls(problem) => tls_hints(problem),
        LinkProblem::Proxy(problem) => proxy_hints(&problem.fault),
        LinkProblem::Insecure => &["sign-in-hint-issuer"],
        LinkProblem::Http(_) => &["link-hint-administrator"],
        LinkProblem::UnknownHost
        | LinkProblem::Timeout
        | LinkProblem::Refused
        | LinkProblem::Unreachable
        | LinkProblem::Lost
        | LinkProblem::NotConfigured
        | LinkProblem::NoToken
        | LinkProblem::TokenUnavailable(_)
        | LinkProblem::Unauthorized
        | LinkProblem::NotTheProtocol
        | LinkProblem::Closed(_)
        | LinkProblem::Replaced
        | LinkProblem::SignedOut
        | LinkProblem::SignIn(_) => &["link-hint-network", "sign-in-hint-issuer"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::network::{ProxyFault, ProxyProblem, TlsProblem};

    #[test]
    fn every_problem_has_a_sentence_and_one_or_two_things_to_do() {
        let network = [
            LinkProblem::UnknownHost,
            LinkProblem::Unreachable,
            LinkProblem::Timeout,
            LinkProblem::Insecure,
            LinkProblem::Http(503),
            LinkProblem::Tls(TlsProblem::Cut),
            LinkProblem::Proxy(ProxyProblem { proxy: "http://p:1".into(), fault: ProxyFault::Forbidden }),
        ];
        let others = [
            SignInProblem::NotAProvider,
            SignInProblem::WrongIssuer,
            SignInProblem::ClientUnknown,
            SignInProblem::Denied,
            SignInProblem::Refused("server_error".into()),
            SignInProblem::TimedOut,
            SignInProblem::Untrusted,
            SignInProblem::NoBrowser,
            SignInProblem::NoPort,
            SignInProblem::NoDeviceFlow,
            SignInProblem::Keyring("secret-locked".into()),
            SignInProblem::Ended,
        ];
        let problems = network.map(|problem| SignInProblem::Network(Box::new(problem))).into_iter().chain(others);
        for problem in problems {
            for words in crate::i18n::TAGS.map(|tag| Words::daemon(Some(tag))) {
                let sentence = sign_in_words(&problem, &words);
                let hints = sign_in_hints(&problem);
                assert!(!sentence.starts_with("sign-in-") && sentence.ends_with('.'), "{sentence}");
                assert!((1..=2).contains(&hints.len()), "{hints:?}");
                assert!(hints.iter().all(|hint| words.has(hint)), "{hints:?}");
            }
        }
    }
}
