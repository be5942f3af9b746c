//! Which links may be opened.
//!
//! Only `https`, and `http` to this computer; only hosts that the administrator or the signed-in
//! center allows; never with a user name in front of the host. Decided on the parsed URL, so that
//! no way of writing it gets around the rule (WHATWG URL).

use url::{Host, Url};

/// A longer link is not opened. In bytes.
const LINK_LIMIT: usize = 4096;
/// So much of a refused host is told: its end, which says whose it is. In bytes.
const TOLD: usize = 100;

/// A link that may not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Scheme, host in ASCII (punycode shown) and port, or the scheme alone where it has no host.
    pub what: String,
}

/// The link in its normal form, if it may be opened.
///
/// An entry of `allowed` is what [`is_host_rule`] takes; others allow nothing.
///
/// # Errors
/// Names the host or scheme that is not allowed.
pub fn check<'a>(link: &str, allowed: impl IntoIterator<Item = &'a String>) -> Result<Url, Refused> {
    let unclear = || Refused { what: "?".into() };
    // The parser drops line breaks and tabs; a link that has them hides what it is.
    if link.len() > LINK_LIMIT || link.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(unclear());
    }
    let url = Url::parse(link).map_err(|_| unclear())?;
    // Its normal form is what is opened, and up to nine times as long.
    if url.as_str().len() > LINK_LIMIT {
        return Err(unclear());
    }
    let Some(host) = url.host() else { return Err(Refused { what: told(&format!("{}:", url.scheme())) }) };
    let scheme_fits = url.scheme() == "https" || (url.scheme() == "http" && is_this_computer(&host));
    let anonymous = url.username().is_empty() && url.password().is_none();
    let port = url.port_or_known_default().unwrap_or(0);
    let listed = allowed.into_iter().filter_map(|entry| Rule::parse(entry)).any(|rule| rule.fits(&host, port));
    if scheme_fits && anonymous && listed {
        return Ok(url);
    }
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    Err(Refused { what: told(&format!("{}://{host}{port}", url.scheme())) })
}

/// Whether the entry can allow something: a host (`crm.example.com`, any port), host and port
/// (`127.0.0.1:7878`, `[::1]:7878`), or `*.example.com` for every host below `example.com`. All
/// hosts below a name without a dot, such as `*.com`, would be nearly all there are.
pub fn is_host_rule(entry: &str) -> bool {
    Rule::parse(entry).is_some()
}

/// Whether the host is this computer itself.
pub fn is_this_computer(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => name.eq_ignore_ascii_case("localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

/// A host that links may lead to, in the form that the URL parser gives.
struct Rule {
    host: Host,
    /// Not the host itself but all below it.
    below: bool,
    port: Option<u16>,
}

impl Rule {
    fn parse(entry: &str) -> Option<Self> {
        let (name, port) = split_port(entry)?;
        let (below, name) = name.strip_prefix("*.").map_or((false, name), |parent| (true, parent));
        // What an address or a pattern would have is no part of a name.
        if name.contains(['/', '\\', '?', '#', '@', '%', '*']) || name.ends_with('.') {
            return None;
        }
        let host = Host::parse(name).ok()?;
        let wide = below && !matches!(&host, Host::Domain(parent) if parent.contains('.'));
        (!wide).then_some(Self { host, below, port })
    }

    fn fits(&self, host: &Host<&str>, port: u16) -> bool {
        let host_fits = match (&self.host, host) {
            (Host::Domain(parent), Host::Domain(name)) if self.below => {
                name.strip_suffix(parent.as_str()).is_some_and(|left| left.len() > 1 && left.ends_with('.'))
            }
            (own, _) => own == &host.to_owned(),
        };
        host_fits && self.port.is_none_or(|wanted| wanted == port)
    }
}

/// The host, and the port if there is one. The colons of an IPv6 address stand in brackets.
fn split_port(entry: &str) -> Option<(&str, Option<u16>)> {
    let end = entry.rfind(']').map_or(0, |end| end + 1);
    let Some(colon) = entry[end..].find(':').map(|at| end + at) else { return Some((entry, None)) };
    let digits = &entry[colon + 1..];
    let port = digits.parse().ok().filter(|port| *port != 0 && digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some((&entry[..colon], Some(port)))
}

/// The end of what is too long: `crm.example.com.….evil.example` belongs to the end. It is ASCII.
fn told(what: &str) -> String {
    let start = what.len().saturating_sub(TOLD);
    what.get(start..).filter(|_| start > 0).map_or_else(|| what.to_owned(), |end| format!("…{end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(link: &str, hosts: &[&str]) -> bool {
        let hosts: Vec<String> = hosts.iter().map(ToString::to_string).collect();
        check(link, &hosts).is_ok()
    }

    #[test]
    fn a_link_is_as_long_as_its_normal_form() {
        let link = |letters: usize| format!("https://crm.example.com/{}", "ż".repeat(letters));
        assert!(allowed(&link(600), &["crm.example.com"]));
        assert!(!allowed(&link(1_000), &["crm.example.com"]), "each of them becomes six letters");
    }

    #[test]
    fn only_listed_hosts_over_https_or_this_computer() {
        assert!(allowed("https://crm.example.com/c/1", &["crm.example.com"]));
        assert!(allowed("https://a.b.example.com/", &["*.example.com"]));
        assert!(allowed("http://127.0.0.1:7878/c/1", &["127.0.0.1:7878"]));
        assert!(!allowed("https://crm.example.com:444/", &["crm.example.com:443"]));
        assert!(!allowed("http://crm.example.com/", &["crm.example.com"]), "plain http leaves this computer");
        assert!(!allowed("https://example.com.evil.net/", &["example.com"]));
        assert!(!allowed("https://evilexample.com/", &["*.example.com"]));
        assert!(!allowed("https://crm.example.com/", &[]));
    }

    #[test]
    fn no_other_scheme_and_no_user_name_gets_through() {
        let hosts = ["crm.example.com", "localhost"];
        for link in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "ftp://crm.example.com/",
            "https://crm.example.com@evil.net/",
            "https://someone@crm.example.com/",
            "//crm.example.com/",
            "crm.example.com",
            "",
            "https://crm.example.com\\@evil.net/",
            "https://crm.exam\nple.com/",
        ] {
            // A backslash is a slash to browsers (WHATWG URL), so that one really leads to crm.example.com.
            assert_eq!(allowed(link, &hosts), link.contains('\\'), "{link}");
        }
    }

    #[test]
    fn a_look_alike_host_is_shown_in_punycode() {
        let refused = check("https://crm.exаmple.com/", &["crm.example.com".to_owned()]).unwrap_err();
        assert_eq!(refused.what, "https://crm.xn--exmple-4nf.com");
    }

    #[test]
    fn hosts_are_compared_in_the_parsers_form_however_they_are_written() {
        for (link, entry) in [
            ("https://CRM.Example.COM/", "crm.example.com"),
            ("https://crm.example.com/", "CRM.Example.COM"),
            ("https://a.example.com/", "*.EXAMPLE.com"),
            ("https://crm%2eexample.com/", "crm.example.com"),
            ("https://crm.example.com:443/", "crm.example.com:443"),
            ("https://żółw.example/", "żółw.example"),
            ("https://xn--w-uga1v8h.example/", "żółw.example"),
            ("https://crm。example。com/", "crm.example.com"),
            ("https://a.żółw.example:8443/", "*.żółw.example:8443"),
            ("http://[::1]:7878/", "[::1]:7878"),
            ("http://[0:0:0:0:0:0:0:1]/", "[::1]"),
            ("https://[2001:db8::1]/", "[2001:DB8:0::1]"),
            ("http://0x7f.1/", "127.0.0.1"),
            ("https://10.0.0.1/", "10.0.0.1"),
            ("https://intranet/", "intranet"),
        ] {
            assert!(allowed(link, &[entry]), "{link} by {entry}");
        }
    }

    #[test]
    fn no_spelling_of_a_host_gets_around_the_list() {
        for (link, entry) in [
            // Another name to browsers, with other cookies and another certificate.
            ("https://crm.example.com./", "crm.example.com"),
            ("https://a.example.com./", "*.example.com"),
            ("https://example.com/", "*.example.com"),
            ("https://.example.com/", "*.example.com"),
            ("https://crm.example.com.evil.net/", "*.example.com"),
            ("https://crm.example.com:8443/", "crm.example.com:443"),
            ("https://crm.example.com:80/", "crm.example.com:443"),
            ("http://crm.example.com/", "crm.example.com:80"),
            ("wss://crm.example.com/", "crm.example.com"),
            ("blob:https://crm.example.com/x", "crm.example.com"),
            ("view-source:https://crm.example.com/", "crm.example.com"),
            ("intent://crm.example.com/", "crm.example.com"),
            ("https://:secret@crm.example.com/", "crm.example.com"),
            ("https://crm.example.com:443@evil.net/", "crm.example.com"),
            ("https://evil.net/#@crm.example.com/", "crm.example.com"),
            ("https://evil.net?@crm.example.com/", "crm.example.com"),
            ("https://evil.net%2f@crm.example.com/", "crm.example.com"),
            ("http://[::ffff:127.0.0.1]/", "[::ffff:127.0.0.1]"),
            ("http://127.0.0.1.evil.net/", "127.0.0.1"),
            ("http://localhost.evil.net/", "localhost"),
            ("https://[::1].evil.net/", "[::1]"),
            ("https://1.2.3.4/", "*.2.3.4"),
            ("https://a.com/", "*.com"),
            ("https://a.co.uk/", "*.uk"),
            ("https://crm.exam%70le.com.evil.net/", "crm.example.com"),
        ] {
            assert!(!allowed(link, &[entry]), "{link} by {entry}");
        }
        let long = format!("https://crm.example.com/{}", "x".repeat(LINK_LIMIT));
        assert!(!allowed(&long, &["crm.example.com"]));
    }

    #[test]
    fn what_is_no_host_is_no_rule() {
        for entry in [
            "",
            "*",
            "*.",
            "*.com",
            "*.1.2.3",
            "*.[::1]",
            "a*.example.com",
            "*.*.example.com",
            "https://crm.example.com",
            "crm.example.com/",
            "crm.example.com:",
            "crm.example.com:0",
            "crm.example.com:99999",
            "crm.example.com:+80",
            "crm.example.com.",
            "anna@crm.example.com",
            "crm.example.com:80:80",
            "::1",
            "2001:db8::1:443",
            "[::1",
            "[::1]x",
            "a b",
            "crm%2eexample.com",
            "crm.example.com\n",
            "1.2.3.256",
        ] {
            assert!(!is_host_rule(entry), "{entry:?}");
        }
    }

    #[test]
    fn of_a_long_host_the_end_is_told_and_of_another_port_the_port() {
        let allowed = ["crm.example.com:443".to_owned()];
        let told = |link: &str| check(link, &allowed).unwrap_err().what;
        let long = format!("https://crm.example.com.{}.evil.net/", "x.".repeat(1_000));
        assert!(told(&long).starts_with('…') && told(&long).ends_with(".evil.net"), "{}", told(&long));
        assert!(told(&long).len() < 110);
        assert_eq!(told("https://crm.example.com:8443/x"), "https://crm.example.com:8443");
        assert_eq!(told("javascript:alert(1)"), "javascript:");
    }
}
