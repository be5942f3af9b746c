//! What a sign-in gives, and how the keyring keeps it.

use openidconnect::OAuth2TokenResponse as _;
use openidconnect::core::CoreTokenResponse;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::time::unix_seconds;

/// Room for the JSON of all tokens: what grows leaves copies behind. In bytes.
const ROOM: usize = 16 * 1024;

/// An agent's tokens.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// Shown to the center.
    pub access: SecretString,
    /// Gets the next access token, once; none: the agent must sign in again after this one.
    pub refresh: Option<SecretString>,
    /// When the access token ends, in seconds since 1970 by this computer's clock; none: unknown.
    pub ends: Option<u64>,
}

/// As in the keyring. Borrowed, so that no copies of secrets are left behind.
#[derive(Serialize, Deserialize)]
struct Kept<'a> {
    access_token: &'a str,
    #[serde(borrow)]
    refresh_token: Option<&'a str>,
    ends: Option<u64>,
}

impl Tokens {
    pub(super) fn of(answer: &CoreTokenResponse) -> Self {
        Self {
            access: answer.access_token().secret().as_str().into(),
            refresh: answer.refresh_token().map(|token| token.secret().as_str().into()),
            ends: answer.expires_in().map(|time| unix_seconds().saturating_add(time.as_secs())),
        }
    }

    /// The tokens that the keyring keeps; none: it is a plain token.
    pub fn read(kept: &SecretString) -> Option<Self> {
        let kept: Kept<'_> = serde_json::from_str(kept.expose_secret()).ok()?;
        let (access, refresh) = (kept.access_token.into(), kept.refresh_token.map(Into::into));
        Some(Self { access, refresh, ends: kept.ends })
    }

    /// As the keyring is to keep them.
    pub fn write(&self) -> SecretString {
        let kept = Kept {
            access_token: self.access.expose_secret(),
            refresh_token: self.refresh.as_ref().map(|token| token.expose_secret()),
            ends: self.ends,
        };
        let mut text = Zeroizing::new(Vec::with_capacity(ROOM));
        serde_json::to_writer(&mut *text, &kept).expect("two texts and a number are JSON");
        std::str::from_utf8(&text).expect("JSON is text").into()
    }

    /// Whether the access token is still good for `seconds`.
    pub fn is_good_for(&self, seconds: u64) -> bool {
        self.ends.is_none_or(|ends| ends > unix_seconds().saturating_add(seconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keyring_gives_back_what_it_was_given_and_a_plain_token_is_none() {
        let tokens = Tokens { access: "a".into(), refresh: Some("r".into()), ends: Some(7) };
        let read = Tokens::read(&tokens.write()).unwrap();
        let secrets = |tokens: &Tokens| {
            (tokens.access.expose_secret().to_owned(), tokens.refresh.as_ref().map(|r| r.expose_secret().to_owned()))
        };
        assert_eq!((secrets(&read), read.ends), (secrets(&tokens), Some(7)));
        assert!(Tokens::read(&"token-of-anna".into()).is_none());
        assert!(!format!("{tokens:?}").contains("\"a\""));
    }

    #[test]
    fn a_token_without_an_end_is_good_and_one_of_long_ago_is_not() {
        let ending = |ends| Tokens { access: "a".into(), refresh: None, ends };
        assert!(ending(None).is_good_for(1_000_000));
        assert!(!ending(Some(7)).is_good_for(0));
        assert!(ending(Some(unix_seconds() + 100)).is_good_for(60));
        assert!(!ending(Some(unix_seconds() + 100)).is_good_for(200));
    }
}
