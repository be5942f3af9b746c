//! What the address of a proxy looks like, in the files and in the usual variables.

use url::Url;

/// Why a text is not the address of a proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// It names a script that chooses proxies (PAC).
    Pac,
    /// It is nothing that could be understood.
    Unclear,
}

/// The ways of talking to a proxy that are known. `socks5h` is `socks5` with names looked up by the
/// proxy, which is always so here.
const SCHEMES: [&str; 4] = ["http", "https", "socks5", "socks5h"];

/// Reads the address of a proxy; without a scheme it is an `http` one, as in curl.
///
/// # Errors
/// Names what is wrong with it.
pub fn address(text: &str) -> Result<Url, Mistake> {
    let url = if text.contains("://") { Url::parse(text) } else { Url::parse(&format!("http://{text}")) };
    let url = url.map_err(|_| Mistake::Unclear)?;
    let path = url.path().to_ascii_lowercase();
    if path.ends_with(".pac") || path.ends_with("/wpad.dat") {
        return Err(Mistake::Pac);
    }
    let has_host = url.host_str().is_some_and(|host| !host.is_empty());
    let plain = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
    if SCHEMES.contains(&url.scheme()) && has_host && plain { Ok(url) } else { Err(Mistake::Unclear) }
}

/// Whether the address has a user name or a password in it.
pub fn has_sign_in(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_proxies_are_told_from_scripts_and_from_nonsense() {
        let scheme = |text: &str| address(text).map(|url| url.scheme().to_owned());
        assert_eq!(scheme("proxy.example:3128").as_deref(), Ok("http"));
        assert_eq!(scheme("http://anna:pw@proxy.example:3128/").as_deref(), Ok("http"));
        assert_eq!(scheme("socks5h://[::1]:1080").as_deref(), Ok("socks5h"));
        for pac in ["http://proxy.example/proxy.pac", "file:///etc/Proxy.PAC", "http://wpad/wpad.dat"] {
            assert_eq!(scheme(pac), Err(Mistake::Pac), "{pac}");
        }
        for unclear in
            ["", "socks4://proxy.example:1080", "ftp://proxy.example", "http://", "http://p/?x=1", "http:///"]
        {
            assert_eq!(scheme(unclear), Err(Mistake::Unclear), "{unclear}");
        }
    }
}
