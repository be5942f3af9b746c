//! Which programs may ask for a sign-in, and where their answers may go.

use std::net::IpAddr;

use url::{Host, Url};

/// A program that may ask for a sign-in. It has no secret, for it runs on agents' computers
/// (RFC 8252, 8.4); PKCE takes the secret's place.
#[derive(Clone, Debug)]
pub struct Client {
    /// Its id.
    pub id: String,
    /// Where answers may go, in full; the port of a loopback address is the program's choice
    /// (RFC 8252, 7.3).
    pub redirects: Vec<String>,
}

impl Client {
    /// Deskbell as every agent has it.
    pub fn deskbell() -> Self {
        let redirects = ["127.0.0.1", "[::1]"].map(|host| format!("http://{host}/signed-in"));
        Self { id: "deskbell".into(), redirects: redirects.into() }
    }

    /// Whether an answer for this program may go there.
    pub(super) fn may_be_answered_at(&self, address: &str) -> bool {
        self.redirects.iter().any(|own| own == address || is_same_but_for_the_port(own, address))
    }
}

/// `localhost` is not among them, because a name may lead elsewhere (RFC 8252, 8.3).
fn is_same_but_for_the_port(own: &str, address: &str) -> bool {
    let (Ok(mut own), Ok(mut address)) = (Url::parse(own), Url::parse(address)) else { return false };
    let loopback = own.scheme() == "http" && own.host().is_some_and(|host| is_loopback(&host));
    loopback && own.set_port(None).is_ok() && address.set_port(None).is_ok() && own == address
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(_) => false,
        Host::Ipv4(address) => IpAddr::from(*address).is_loopback(),
        Host::Ipv6(address) => IpAddr::from(*address).is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_port_of_a_loopback_address_is_free() {
        let client = Client {
            id: "c".into(),
            redirects: vec!["http://127.0.0.1/signed-in".into(), "https://crm.example/back?a=b".into()],
        };
        for good in ["http://127.0.0.1:49152/signed-in", "http://127.0.0.1/signed-in", "https://crm.example/back?a=b"] {
            assert!(client.may_be_answered_at(good), "{good}");
        }
        for bad in [
            "http://127.0.0.1:49152/elsewhere",
            "http://127.0.0.1:49152/signed-in?x=1",
            "http://127.0.0.1:49152/signed-in#x",
            "http://anna@127.0.0.1:49152/signed-in",
            "https://127.0.0.1:49152/signed-in",
            "http://127.0.0.2:49152/signed-in",
            "http://localhost:49152/signed-in",
            "http://127.0.0.1.evil.example:49152/signed-in",
            "https://crm.example:444/back?a=b",
            "https://crm.example/back",
            "not an address",
            "",
        ] {
            assert!(!client.may_be_answered_at(bad), "{bad}");
        }
        assert!(Client::deskbell().may_be_answered_at("http://[::1]:7/signed-in"));
    }
}
