//! Access and refresh tokens: families that begin with a sign-in and end together.

use std::collections::{BTreeMap, VecDeque};

use time::Duration;

use super::state::Refusal;
use crate::center::input::Now;

/// So many used refresh tokens of a family are remembered.
const USED_REMEMBERED: usize = 100;
/// A family that was not refreshed for so long ends.
const FAMILY_TIME: Duration = Duration::days(30);

/// New random texts for the tokens to be given out.
#[derive(Clone)]
pub struct NewTokens {
    /// The access token.
    pub access: String,
    /// The refresh token, if there is to be one.
    pub refresh: String,
    /// The name of the family, if one begins.
    pub family: String,
}

/// What an agent agreed to.
#[derive(Clone)]
pub struct Grant {
    /// The program.
    pub client: String,
    /// The agent's id.
    pub agent: String,
    /// What was asked for.
    pub scopes: Vec<String>,
    /// For the ID token.
    pub nonce: Option<String>,
    /// When the agent signed in.
    pub signed_in: Now,
}

impl Grant {
    /// Whether the program gets a refresh token (OpenID Connect Core, 11).
    fn is_lasting(&self) -> bool {
        self.scopes.iter().any(|scope| scope == "offline_access")
    }
}

/// What a program gets.
pub struct Tokens {
    /// What the agent agreed to.
    pub grant: Grant,
    /// The access token.
    pub access: String,
    /// How long it is good.
    pub access_time: Duration,
    /// The refresh token; none where it was not asked for.
    pub refresh: Option<String>,
}

struct Family {
    grant: Grant,
    current: Option<String>,
    used: VecDeque<String>,
    until: Now,
}

struct Access {
    family: String,
    until: Now,
}

/// All tokens that are good, and the refresh tokens that no longer are.
pub(super) struct Grants {
    access_time: Duration,
    families: BTreeMap<String, Family>,
    access: BTreeMap<String, Access>,
}

impl Grants {
    pub(super) const fn new(access_time: Duration) -> Self {
        Self { access_time, families: BTreeMap::new(), access: BTreeMap::new() }
    }

    /// Begins a family.
    pub(super) fn begin(&mut self, now: Now, grant: Grant, fresh: NewTokens) -> Tokens {
        let NewTokens { access, refresh, family } = fresh;
        let refresh = Some(refresh).filter(|_| grant.is_lasting());
        let life = if refresh.is_some() { FAMILY_TIME } else { self.access_time };
        let member =
            Family { grant: grant.clone(), current: refresh.clone(), used: VecDeque::new(), until: now + life };
        self.families.insert(family.clone(), member);
        self.access.insert(access.clone(), Access { family, until: now + self.access_time });
        Tokens { grant, access, access_time: self.access_time, refresh }
    }

    /// Exchanges a refresh token for the next one.
    pub(super) fn rotate(&mut self, now: Now, client: &str, token: &str, fresh: NewTokens) -> Result<Tokens, Refusal> {
        let (name, family) = self.family_of(token).ok_or(Refusal::InvalidGrant)?;
        if family.grant.client != client {
            return Err(Refusal::InvalidGrant);
        }
        if family.current.as_deref() != Some(token) {
            self.revoke_family(&name);
            return Err(Refusal::InvalidGrant);
        }
        family.used.extend(family.current.replace(fresh.refresh.clone()));
        if family.used.len() > USED_REMEMBERED {
            family.used.pop_front();
        }
        family.until = now + FAMILY_TIME;
        let grant = family.grant.clone();
        self.access.insert(fresh.access.clone(), Access { family: name, until: now + self.access_time });
        Ok(Tokens { grant, access: fresh.access, access_time: self.access_time, refresh: Some(fresh.refresh) })
    }

    /// Takes back an access token, or a refresh token with all of its family.
    pub(super) fn revoke(&mut self, client: &str, token: &str) -> Result<(), Refusal> {
        let family = match self.access.get(token) {
            Some(access) => Some(access.family.clone()),
            None => self.family_of(token).map(|(name, _)| name),
        };
        let Some(family) = family else { return Ok(()) };
        if self.families.get(&family).is_some_and(|family| family.grant.client != client) {
            return Err(Refusal::InvalidGrant);
        }
        if self.access.remove(token).is_none() {
            self.revoke_family(&family);
        }
        Ok(())
    }

    pub(super) fn revoke_family(&mut self, name: &str) {
        self.families.remove(name);
        self.access.retain(|_, access| access.family != name);
    }

    pub(super) fn agent_of(&self, access: &str) -> Option<String> {
        let family = self.families.get(&self.access.get(access)?.family)?;
        Some(family.grant.agent.clone())
    }

    pub(super) fn expire(&mut self, now: Now) {
        self.access.retain(|_, access| access.until > now);
        self.families.retain(|_, family| family.until > now);
    }

    /// The family that a refresh token belongs, or once belonged, to.
    fn family_of(&mut self, token: &str) -> Option<(String, &mut Family)> {
        let belongs =
            |family: &Family| family.current.as_deref() == Some(token) || family.used.iter().any(|used| used == token);
        let found = self.families.iter_mut().find(|(_, family)| belongs(family));
        found.map(|(name, family)| (name.clone(), family))
    }
}
