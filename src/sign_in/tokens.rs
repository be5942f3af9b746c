//! What a sign-in gives, and how it lies in the keyring.

use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::Service;

/// Room for the text of an entry; what grows leaves copies behind. In bytes.
const ROOM: usize = 32 * 1024;

/// The tokens of a sign-in. Its debug form has nothing of them.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// Shown to the center; none: a refresh gives one.
    pub access: Option<SecretString>,
    /// Gives the next access token; none: the agent has to sign in again.
    pub refresh: Option<SecretString>,
    /// When the access token ends, in seconds since 1970 by this computer's clock; none: unknown.
    pub ends: Option<i64>,
}

impl Tokens {
    /// Tokens that were given just now, by a clock that shows `unix` seconds.
    pub fn given(access: SecretString, refresh: Option<SecretString>, life: Option<Duration>, unix: i64) -> Self {
        let ends = life.map(|life| unix.saturating_add(i64::try_from(life.as_secs()).unwrap_or(i64::MAX)));
        Self { access: Some(access), refresh, ends }
    }

    /// Whether those are the same tokens.
    pub fn are(&self, other: &Self) -> bool {
        let same = |left: &Option<SecretString>, right: &Option<SecretString>| match (left, right) {
            (Some(left), Some(right)) => left.expose_secret() == right.expose_secret(),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        same(&self.refresh, &other.refresh) && (self.refresh.is_some() || same(&self.access, &other.access))
    }
}

/// What the keyring, or another process, has for a center.
#[derive(Clone, Debug)]
pub enum Secret {
    /// A token that somebody put there: nobody can renew it.
    Plain(SecretString),
    /// What a sign-in gave, and where it was.
    Tokens {
        /// The provider's name.
        issuer: String,
        /// What Deskbell is called there.
        client: String,
        /// The tokens.
        tokens: Tokens,
    },
}

#[derive(Serialize)]
struct Written<'a> {
    issuer: &'a str,
    client: &'a str,
    access: Option<&'a str>,
    refresh: Option<&'a str>,
    ends: Option<i64>,
}

#[derive(Deserialize)]
struct Read {
    issuer: String,
    client: String,
    access: Option<SecretString>,
    refresh: Option<SecretString>,
    ends: Option<i64>,
}

impl Secret {
    /// What a sign-in at this service gave.
    pub fn of(service: &Service, tokens: Tokens) -> Self {
        Self::Tokens { issuer: service.issuer.clone(), client: service.client.clone(), tokens }
    }

    /// Reads what [`Secret::text`] wrote; everything else is a plain token.
    pub fn parse(text: &SecretString) -> Self {
        let text = text.expose_secret();
        match serde_json::from_str::<Read>(text) {
            Ok(Read { issuer, client, access, refresh, ends }) if access.is_some() || refresh.is_some() => {
                Self::Tokens { issuer, client, tokens: Tokens { access, refresh, ends } }
            }
            Ok(_) | Err(_) => Self::Plain(text.into()),
        }
    }

    /// The text for the keyring: a small JSON object, or the plain token.
    pub fn text(&self) -> SecretString {
        match self {
            Self::Plain(token) => token.clone(),
            Self::Tokens { issuer, client, tokens } => written(issuer, client, tokens),
        }
    }
}

fn written(issuer: &str, client: &str, tokens: &Tokens) -> SecretString {
    let refresh = tokens.refresh.as_ref().map(|token| token.expose_secret());
    let access = tokens.access.as_ref().map(|token| token.expose_secret());
    let mut text = Zeroizing::new(Vec::with_capacity(ROOM));
    let written = Written { issuer, client, access, refresh, ends: tokens.ends };
    serde_json::to_writer(&mut *text, &written).expect("texts and a number, written into memory");
    std::str::from_utf8(&text).expect("JSON is UTF-8").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(access: &str, refresh: Option<&str>) -> Tokens {
        Tokens::given(access.into(), refresh.map(Into::into), Some(Duration::from_secs(60)), 1_000)
    }

    #[test]
    fn tokens_come_back_from_the_keyring_as_they_were() {
        let service = Service { issuer: "https://id.example".into(), client: "deskbell".into(), scopes: vec![] };
        let kept = Secret::of(&service, tokens("a\"1", Some("r1"))).text();
        let Secret::Tokens { issuer, client, tokens: found } = Secret::parse(&kept) else { panic!("not tokens") };
        assert_eq!((issuer.as_str(), client.as_str(), found.ends), ("https://id.example", "deskbell", Some(1_060)));
        assert_eq!(found.access.unwrap().expose_secret(), "a\"1");
        assert_eq!(found.refresh.unwrap().expose_secret(), "r1");
    }

    #[test]
    fn everything_else_is_a_plain_token() {
        for plain in ["a-token", "{", "{}", "12", "{\"issuer\":\"x\",\"client\":\"y\"}", "[\"a\"]"] {
            let Secret::Plain(token) = Secret::parse(&plain.into()) else { panic!("{plain}") };
            assert_eq!(token.expose_secret(), plain);
        }
    }

    #[test]
    fn the_refresh_token_tells_tokens_apart_and_nothing_of_them_is_said() {
        assert!(tokens("a", Some("r")).are(&tokens("b", Some("r"))));
        assert!(!tokens("a", Some("r")).are(&tokens("a", Some("s"))));
        assert!(!tokens("a", Some("r")).are(&tokens("a", None)));
        assert!(!tokens("a", None).are(&tokens("b", None)));
        let said = format!("{:?}", Secret::Plain("hush".into())) + &format!("{:?}", tokens("hush", Some("hush")));
        assert!(!said.contains("hush"));
    }
}
