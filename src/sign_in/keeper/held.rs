//! What the keeper holds, as plain data.

use std::time::Duration;

use secrecy::SecretString;

use crate::link::backoff::{Backoff, Reason};
use crate::sign_in::plan::Life;
use crate::sign_in::tokens::{Secret, Tokens};
use crate::time::{Clock, Timestamp, unix_time};

/// The agent's tokens as far as they are known.
#[derive(Debug)]
pub(super) enum Held {
    /// The keyring was not asked yet.
    Unread,
    /// A token that nobody can renew.
    Plain {
        /// It.
        token: SecretString,
        /// Whether it is nowhere but here.
        in_memory: bool,
    },
    /// What a sign-in gave.
    Tokens(Box<HeldTokens>),
    /// The agent signed out.
    SignedOut,
}

/// Tokens of a sign-in.
#[derive(Debug)]
pub(super) struct HeldTokens {
    pub(super) tokens: Tokens,
    pub(super) place: Place,
    /// None: nobody knows when the access token ends.
    pub(super) life: Option<Life>,
    /// The provider does not renew them any more.
    pub(super) ended: bool,
    pub(super) retries: Retries,
}

/// Where else tokens are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Nowhere, as the agent agreed.
    Memory,
    /// In the keyring.
    Keyring,
    /// They belong into the keyring, which did not take them.
    NotYetInKeyring,
}

/// What did not work, to be done again.
#[derive(Debug, Default)]
pub(super) struct Retries {
    backoff: Backoff,
    at: Option<Timestamp>,
}

impl Retries {
    /// Whether something did not work.
    pub(super) const fn are_under_way(&self) -> bool {
        self.at.is_some()
    }

    /// It did not work.
    pub(super) fn later(&mut self, now: Timestamp) {
        self.at = Some(now + self.backoff.next(Reason::Failed));
    }
}

impl Held {
    /// A secret that is in the keyring, or only here.
    pub(super) fn new(secret: Secret, place: Place, clock: Clock) -> Self {
        match secret {
            Secret::Plain(token) => Self::Plain { token, in_memory: place == Place::Memory },
            Secret::Tokens { tokens, .. } => Self::Tokens(Box::new(HeldTokens::new(tokens, place, clock))),
        }
    }

    /// A secret that the agent gave for this run only.
    pub(super) fn in_memory(secret: Secret, clock: Clock) -> Self {
        Self::new(secret, Place::Memory, clock)
    }

    /// The center did not take the access token.
    pub(super) fn refuse(&mut self, now: Timestamp) {
        match self {
            Self::Tokens(held) => held.life = Some(Life::new(now, Duration::ZERO, 0.0)),
            Self::Plain { in_memory: false, .. } => *self = Self::Unread,
            Self::Plain { in_memory: true, .. } | Self::Unread | Self::SignedOut => {}
        }
    }

    /// What the keyring has counts from now on; what it does not have stays.
    pub(super) fn forget(&mut self) {
        let only_here = match self {
            Self::Tokens(held) => held.place != Place::Keyring,
            Self::Plain { in_memory, .. } => *in_memory,
            Self::Unread | Self::SignedOut => false,
        };
        if !only_here {
            *self = Self::Unread;
        }
    }

    /// After which time there is something to do, without being asked.
    pub(super) fn next_work(&self, now: Timestamp) -> Option<Duration> {
        match self {
            Self::Tokens(held) => held.next_work(now).map(|at| at.since(now)),
            Self::Plain { .. } | Self::Unread | Self::SignedOut => None,
        }
    }

    /// Whether those tokens are held.
    pub(super) fn are(&self, tokens: &Tokens) -> bool {
        match self {
            Self::Tokens(held) => held.tokens.are(tokens),
            Self::Plain { .. } | Self::Unread | Self::SignedOut => false,
        }
    }

    /// The tokens of a sign-in.
    pub(super) fn into_tokens(self) -> Option<Tokens> {
        match self {
            Self::Tokens(held) => Some(held.tokens),
            Self::Plain { .. } | Self::Unread | Self::SignedOut => None,
        }
    }
}

impl HeldTokens {
    pub(super) fn new(tokens: Tokens, place: Place, clock: Clock) -> Self {
        let life = life(&tokens, clock);
        Self { tokens, place, life, ended: false, retries: Retries::default() }
    }

    /// The access token, where it may be shown to the center.
    pub(super) fn good(&self, now: Timestamp) -> Option<&SecretString> {
        self.tokens.access.as_ref().filter(|_| self.life.is_none_or(|life| life.is_good(now)))
    }

    /// The access token, where it has not ended yet.
    pub(super) fn not_over(&self, now: Timestamp) -> Option<&SecretString> {
        self.tokens.access.as_ref().filter(|_| self.life.is_none_or(|life| life.is_not_over(now)))
    }

    /// Whether somebody can renew them.
    pub(super) const fn is_renewable(&self) -> bool {
        self.tokens.refresh.is_some() && !self.ended
    }

    /// Whether it is worth asking again where the center refuses the access token: there may be
    /// another, or it is known why there is none.
    pub(super) const fn is_more_known(&self) -> bool {
        self.tokens.refresh.is_some()
    }

    /// A renewal in time, or the next try of what did not work. Once the access token has ended it
    /// is renewed when somebody asks for it, so that a computer without a network is not kept awake.
    fn next_work(&self, now: Timestamp) -> Option<Timestamp> {
        let unsaved = (self.place == Place::NotYetInKeyring).then(|| self.retries.at.unwrap_or(now));
        let life = self.life.filter(|life| self.is_renewable() && life.is_not_over(now));
        let renewal = life.map(|life| self.retries.at.map_or(life.renew_at, |at| at.max(life.renew_at)));
        [unsaved, renewal].into_iter().flatten().min()
    }
}

/// The end of the access token on our clock.
fn life(tokens: &Tokens, clock: Clock) -> Option<Life> {
    let left = tokens.ends?.saturating_sub(unix_time());
    let left = Duration::from_secs(u64::try_from(left).unwrap_or(0));
    Some(Life::new(clock.now(), left, rand::random()))
}
