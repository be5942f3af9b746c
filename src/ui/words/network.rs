//! The words for what can go wrong on the way to the center.

use super::said;
use crate::domain::network::{CertificateProblem, ClientFileFault, ProxyFault, ProxyProblem, TlsProblem};
use crate::i18n::Words;

/// Why there is no secure connection, as the end of a sentence about the other side.
pub(super) fn tls_words(problem: &TlsProblem, words: &Words) -> String {
    let id = match problem {
        TlsProblem::Certificate(problem) => return certificate_words(problem, words),
        TlsProblem::ClientCertificateUnusable { file, fault } => return client_file_words(file, fault, words),
        TlsProblem::Other(detail) => return words.with("link-tls-other", [("detail", said(detail))]),
        TlsProblem::Timeout => "link-tls-timeout",
        TlsProblem::Cut => "link-tls-cut",
        TlsProblem::NotTls => "link-tls-not-tls",
        TlsProblem::Incompatible => "link-tls-incompatible",
        TlsProblem::ClientCertificateWanted => "link-tls-client-wanted",
        TlsProblem::ClientCertificateRefused => "link-tls-client-refused",
        TlsProblem::NoAuthorities => "link-tls-no-authorities",
    };
    words.text(id)
}

fn certificate_words(problem: &CertificateProblem, words: &Words) -> String {
    match problem {
        CertificateProblem::UnknownAuthority { authority } if authority.is_empty() => {
            words.text("link-tls-unknown-authority-unnamed")
        }
        CertificateProblem::UnknownAuthority { authority } => {
            words.with("link-tls-unknown-authority", [("authority", said(authority))])
        }
        CertificateProblem::Expired { since: Some(day) } => words.with("link-tls-expired", [("day", said(day))]),
        CertificateProblem::Expired { since: None } => words.text("link-tls-expired-undated"),
        CertificateProblem::NotYetValid { before: Some(day) } => {
            words.with("link-tls-not-yet-valid", [("day", said(day))])
        }
        CertificateProblem::NotYetValid { before: None } => words.text("link-tls-not-yet-valid-undated"),
        CertificateProblem::WrongName { names } if names.is_empty() => words.text("link-tls-wrong-name-unnamed"),
        CertificateProblem::WrongName { names } => words.with("link-tls-wrong-name", [("names", said(names))]),
        CertificateProblem::Revoked => words.text("link-tls-revoked"),
        CertificateProblem::Other(detail) => words.with("link-tls-certificate-other", [("detail", said(detail))]),
    }
}

fn client_file_words(file: &str, fault: &ClientFileFault, words: &Words) -> String {
    let id = match fault {
        ClientFileFault::Unreadable(why) => {
            return words.with("link-tls-client-unreadable", [("file", said(file)), ("why", said(why))]);
        }
        ClientFileFault::NotConfigured => "link-tls-client-not-configured",
        ClientFileFault::NoCertificate => "link-tls-client-no-certificate",
        ClientFileFault::NoKey => "link-tls-client-no-key",
        ClientFileFault::OtherKey => "link-tls-client-other-key",
    };
    words.with(id, [("file", said(file))])
}

/// What to do about it: ids of messages.
pub(super) const fn tls_hints(problem: &TlsProblem) -> &'static [&'static str] {
    match problem {
        TlsProblem::Certificate(CertificateProblem::UnknownAuthority { .. }) => {
            &["link-hint-authority", "link-hint-guest-network"]
        }
        TlsProblem::Certificate(CertificateProblem::Expired { .. } | CertificateProblem::NotYetValid { .. }) => {
            &["link-hint-clock", "link-hint-tls"]
        }
        TlsProblem::Certificate(CertificateProblem::WrongName { .. }) => {
            &["link-hint-address", "link-hint-guest-network"]
        }
        TlsProblem::Certificate(CertificateProblem::Revoked | CertificateProblem::Other(_)) => &["link-hint-tls"],
        TlsProblem::Timeout | TlsProblem::Cut => &["link-hint-network", "link-hint-firewall"],
        TlsProblem::NotTls => &["link-hint-address", "link-hint-guest-network"],
        TlsProblem::Incompatible | TlsProblem::Other(_) => &["link-hint-administrator"],
        TlsProblem::ClientCertificateWanted
        | TlsProblem::ClientCertificateRefused
        | TlsProblem::ClientCertificateUnusable { .. } => &["link-hint-client-certificate"],
        TlsProblem::NoAuthorities => &["link-hint-authorities"],
    }
}

/// What is wrong with the proxy, as a sentence.
pub(super) fn proxy_words(problem: &ProxyProblem, words: &Words) -> String {
    let proxy = said(&problem.proxy);
    let id = match &problem.fault {
        ProxyFault::Tls(detail) => {
            let detail = tls_words(detail, words);
            return words.with("link-proxy-tls", [("proxy", proxy), ("detail", said(&detail))]);
        }
        ProxyFault::Status(status) => {
            let status = status.to_string();
            return words.with("link-proxy-status", [("proxy", proxy), ("status", said(&status))]);
        }
        ProxyFault::UnknownHost => "link-proxy-unknown-host",
        ProxyFault::Refused => "link-proxy-refused",
        ProxyFault::Unreachable => "link-proxy-unreachable",
        ProxyFault::Timeout => "link-proxy-timeout",
        ProxyFault::Cut => "link-proxy-cut",
        ProxyFault::NotAProxy => "link-proxy-not-a-proxy",
        ProxyFault::SignInNeeded => "link-proxy-sign-in-needed",
        ProxyFault::SignInRefused => "link-proxy-sign-in-refused",
        ProxyFault::SignInUnsupported => "link-proxy-sign-in-unsupported",
        ProxyFault::Forbidden => "link-proxy-forbidden",
        ProxyFault::CannotReach => "link-proxy-cannot-reach",
    };
    words.with(id, [("proxy", proxy)])
}

/// What to do about it: ids of messages.
pub(super) const fn proxy_hints(fault: &ProxyFault) -> &'static [&'static str] {
    match fault {
        ProxyFault::UnknownHost | ProxyFault::Refused | ProxyFault::Unreachable => {
            &["link-hint-network", "link-hint-proxy-address"]
        }
        ProxyFault::Tls(problem) => tls_hints(problem),
        ProxyFault::Timeout | ProxyFault::Cut => &["link-hint-network", "link-hint-administrator"],
        ProxyFault::NotAProxy => &["link-hint-proxy-address"],
        ProxyFault::SignInNeeded => &["link-hint-proxy-sign-in"],
        ProxyFault::SignInRefused => &["link-hint-proxy-sign-in", "link-hint-proxy-variable"],
        ProxyFault::SignInUnsupported => &["link-hint-proxy-basic"],
        ProxyFault::Forbidden | ProxyFault::Status(_) => &["link-hint-proxy-allow", "link-hint-address"],
        ProxyFault::CannotReach => &["link-hint-address", "link-hint-administrator"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::input::LinkProblem;
    use crate::ui::words::{problem_hints, problem_words};

    fn tls_problems() -> Vec<TlsProblem> {
        let certificates = [
            CertificateProblem::UnknownAuthority { authority: "Contoso Root".into() },
            CertificateProblem::UnknownAuthority { authority: String::new() },
            CertificateProblem::Expired { since: Some("2026-01-31".into()) },
            CertificateProblem::Expired { since: None },
            CertificateProblem::NotYetValid { before: Some("2026-01-31".into()) },
            CertificateProblem::NotYetValid { before: None },
            CertificateProblem::WrongName { names: "a.example".into() },
            CertificateProblem::WrongName { names: String::new() },
            CertificateProblem::Revoked,
            CertificateProblem::Other("odd".into()),
        ];
        let files = [
            ClientFileFault::NotConfigured,
            ClientFileFault::Unreadable("no".into()),
            ClientFileFault::NoCertificate,
            ClientFileFault::NoKey,
            ClientFileFault::OtherKey,
        ];
        let unusable = |fault| TlsProblem::ClientCertificateUnusable { file: "/etc/deskbell/key.pem".into(), fault };
        let mut problems: Vec<_> = certificates.map(TlsProblem::Certificate).into();
        problems.extend(files.map(unusable));
        problems.extend([
            TlsProblem::Timeout,
            TlsProblem::Cut,
            TlsProblem::NotTls,
            TlsProblem::Incompatible,
            TlsProblem::ClientCertificateWanted,
            TlsProblem::ClientCertificateRefused,
            TlsProblem::NoAuthorities,
            TlsProblem::Other("odd".into()),
        ]);
        problems
    }

    fn proxy_problems() -> Vec<ProxyFault> {
        let mut faults: Vec<_> = tls_problems().into_iter().map(ProxyFault::Tls).collect();
        faults.extend([
            ProxyFault::UnknownHost,
            ProxyFault::Refused,
            ProxyFault::Unreachable,
            ProxyFault::Timeout,
            ProxyFault::Cut,
            ProxyFault::NotAProxy,
            ProxyFault::SignInNeeded,
            ProxyFault::SignInRefused,
            ProxyFault::SignInUnsupported,
            ProxyFault::Forbidden,
            ProxyFault::CannotReach,
            ProxyFault::Status(500),
        ]);
        faults
    }

    #[test]
    fn every_problem_on_the_way_has_a_sentence_of_its_own_and_one_or_two_things_to_do() {
        let proxy = |fault| LinkProblem::Proxy(ProxyProblem { proxy: "proxy.example:3128".into(), fault });
        let mut problems: Vec<_> = tls_problems().into_iter().map(LinkProblem::Tls).collect();
        problems.extend(proxy_problems().into_iter().map(proxy));
        for tag in crate::i18n::TAGS {
            let words = Words::daemon(Some(tag));
            let mut sentences = std::collections::BTreeSet::new();
            for problem in &problems {
                let sentence = problem_words(problem, &words);
                assert!(!sentence.contains("link-") && !sentence.contains('{'), "{sentence}");
                assert!(sentence.ends_with('.'), "{sentence}");
                assert!(sentences.insert(sentence.clone()), "said of two problems: {sentence}");
                let hints = problem_hints(problem, &words);
                assert!((1..=2).contains(&hints.len()), "{problem:?}");
                assert!(hints.iter().all(|hint| !hint.contains("link-")), "{hints:?}");
            }
        }
    }

    #[test]
    fn sentences_name_the_authority_the_day_and_the_proxy() {
        let words = Words::daemon(Some("en"));
        let say = |problem| problem_words(&problem, &words);
        let authority = CertificateProblem::UnknownAuthority { authority: "Contoso Root".into() };
        assert_eq!(
            say(LinkProblem::Tls(TlsProblem::Certificate(authority))),
            "No secure connection to the contact center: its certificate comes from “Contoso Root”, \
             which this computer does not trust."
        );
        let expired = TlsProblem::Certificate(CertificateProblem::Expired { since: Some("2026-01-31".into()) });
        let problem = ProxyProblem { proxy: "proxy.example:3128".into(), fault: ProxyFault::Tls(expired) };
        assert_eq!(
            say(LinkProblem::Proxy(problem)),
            "No secure connection to the proxy proxy.example:3128: its certificate expired on 2026-01-31."
        );
    }
}
