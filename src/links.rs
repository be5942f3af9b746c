//! Which links may be opened.
//!
//! Only `https`, and `http` to this computer; only hosts that the administrator or the signed-in
//! center allows; never with a user name in front of the host. Decided on the parsed URL, so that
//! no way of writing it gets around the rule (WHATWG URL).

use url::{Host, Url};

/// A link that may not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its host in ASCII (punycode shown), or its scheme where it has no host.
    pub what: String,
}

/// The link in its normal form, if it may be opened.
///
/// An entry of `allowed` is a host (`crm.example.com`, any port) or host and port
/// (`127.0.0.1:7878`); `*.example.com` stands for every host below `example.com`.
///
/// # Errors
/// Names the host or scheme that is not allowed.
pub fn check<'a>(link: &str, allowed: impl IntoIterator<Item = &'a String>) -> Result<Url, Refused> {
    let unclear = || Refused { what: "?".into() };
    // The parser drops line breaks and tabs; a link that has them hides what it is.
    if link.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(unclear());
    }
    let url = Url::parse(link).map_err(|_| unclear())?;
    let Some(host) = url.host() else { return Err(Refused { what: format!("{}:", url.scheme()) }) };
    let scheme_fits = url.scheme() == "https" || (url.scheme() == "http" && is_this_computer(&host));
    let anonymous = url.username().is_empty() && url.password().is_none();
    let name = host.to_string();
    let port = url.port_or_known_default().unwrap_or(0);
    let listed = allowed.into_iter().any(|entry| matches(entry, &name, port));
    if scheme_fits && anonymous && listed {
        Ok(url)
    } else {
        Err(Refused { what: format!("{}://{name}", url.scheme()) })
    }
}

/// Whether the host is this computer itself.
pub fn is_this_computer(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => name.eq_ignore_ascii_case("localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

fn matches(entry: &str, host: &str, port: u16) -> bool {
    let (name, wanted): (&str, Option<u16>) = match entry.rsplit_once(':') {
        Some((name, digits)) if !name.ends_with(':') && digits.parse::<u16>().is_ok() => (name, digits.parse().ok()),
        Some(_) | None => (entry, None),
    };
    let name_fits = match name.strip_prefix("*.") {
        Some(parent) => host.strip_suffix(parent).is_some_and(|left| left.len() > 1 && left.ends_with('.')),
        None => host.eq_ignore_ascii_case(name),
    };
    name_fits && wanted.is_none_or(|wanted| wanted == port)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(link: &str, hosts: &[&str]) -> bool {
        let hosts: Vec<String> = hosts.iter().map(ToString::to_string).collect();
        check(link, &hosts).is_ok()
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
}
