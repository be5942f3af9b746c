//! Giving out a token, and renewing it before it ends.

use super::held::{Held, HeldTokens, Place};
use super::{Given, Task};
use crate::domain::input::{LinkProblem, SystemEvent};
use crate::domain::sign_in::SignInProblem;
use crate::platform::secret::SecretError;
use crate::sign_in::tokens::{Secret, Tokens};

impl Task {
    /// A token that is good.
    pub(super) async fn token(&mut self) -> Result<Given, LinkProblem> {
        if matches!(self.held, Held::Unread) {
            self.held = self.read().await?;
        }
        let now = self.parts.clock.now();
        match &self.held {
            Held::Unread => Err(LinkProblem::NoToken),
            Held::SignedOut => Err(LinkProblem::SignedOut),
            Held::Plain { token, .. } => Ok(Given { token: token.clone(), renewable: false }),
            Held::Tokens(held) => match held.good(now) {
                Some(token) => Ok(Given { token: token.clone(), renewable: held.is_more_known() }),
                None => self.renewed().await,
            },
        }
    }

    /// What the keyring has, as far as it is of use.
    async fn read(&self) -> Result<Held, LinkProblem> {
        let unavailable = |error: SecretError| {
            tracing::warn!(?error, "the keyring gave no token");
            LinkProblem::TokenUnavailable(error.message_id().to_owned())
        };
        let secret = self.parts.vault.read().await.map_err(unavailable)?.ok_or(LinkProblem::NoToken)?;
        let of_use = matches!(secret, Secret::Plain(_)) || self.ours(secret.clone()).is_some();
        if of_use { Ok(Held::new(secret, Place::Keyring, self.parts.clock)) } else { Err(LinkProblem::NoToken) }
    }

    /// A renewed token; where there is none to be had now, the old one as long as it lasts.
    async fn renewed(&mut self) -> Result<Given, LinkProblem> {
        let failed = self.renew().await.err();
        let now = self.parts.clock.now();
        let Held::Tokens(held) = &self.held else { return Err(failed.unwrap_or(LinkProblem::NoToken)) };
        match held.not_over(now) {
            Some(token) => Ok(Given { token: token.clone(), renewable: held.is_more_known() }),
            None => Err(failed.unwrap_or(LinkProblem::SignIn(SignInProblem::Ended))),
        }
    }

    /// What is to be done without being asked: a renewal in time, and what did not work before.
    pub(super) async fn work(&mut self) {
        self.catch_up().await;
        let now = self.parts.clock.now();
        let due = |held: &HeldTokens| held.is_renewable() && held.life.is_some_and(|life| life.renew_at <= now);
        if !matches!(&self.held, Held::Tokens(held) if due(held)) {
            return;
        }
        match self.renew().await {
            Err(LinkProblem::SignIn(SignInProblem::Ended)) => {
                self.tell(SystemEvent::SignInHealth(Some(SignInProblem::Ended))).await;
            }
            Err(problem) => {
                tracing::warn!(?problem, "the sign-in was not renewed, and will be tried again");
                if let Held::Tokens(held) = &mut self.held {
                    held.retries.later(self.parts.clock.now());
                }
            }
            Ok(()) => {}
        }
    }

    /// Puts into the keyring what belongs there and is not there yet.
    pub(super) async fn catch_up(&mut self) {
        if matches!(&self.held, Held::Tokens(held) if held.place == Place::NotYetInKeyring) {
            let _turn = self.parts.vault.turn().await;
            self.save().await;
        }
    }

    /// Exchanges the refresh token for the next tokens, and keeps them. Only one process does so at
    /// a time, and one that finds newer tokens in the keyring takes those.
    ///
    /// Where the keyring gives no answer it goes on without: customers are waiting. Should the
    /// daemon be killed before the keyring is well, the agent has to sign in again.
    async fn renew(&mut self) -> Result<(), LinkProblem> {
        let Held::Tokens(held) = &self.held else { return Err(LinkProblem::NoToken) };
        let place = held.place;
        let _turn = if place == Place::Memory { None } else { Some(self.parts.vault.turn().await) };
        let mut keyring = Ok(());
        if place == Place::Keyring {
            match self.found_newer().await {
                Ok(true) => return Ok(()),
                Ok(false) => {}
                Err(LinkProblem::TokenUnavailable(why)) => keyring = Err(why),
                Err(problem) => return Err(problem),
            }
        }
        let Held::Tokens(held) = &mut self.held else { return Err(LinkProblem::NoToken) };
        let ended = || LinkProblem::SignIn(SignInProblem::Ended);
        let refresh = held.tokens.refresh.clone().filter(|_| !held.ended).ok_or_else(ended)?;
        let renewed = match self.provider().await {
            Ok(provider) => provider.refresh(&refresh).await,
            Err(problem) => Err(problem),
        };
        match renewed {
            Ok(tokens) => self.take_in(tokens, keyring).await,
            Err(problem) => return Err(self.not_renewed(problem)),
        }
        Ok(())
    }

    fn not_renewed(&mut self, problem: SignInProblem) -> LinkProblem {
        if problem == SignInProblem::Ended {
            if let Held::Tokens(held) = &mut self.held {
                held.ended = true;
            }
        } else {
            // It may have moved.
            self.provider = None;
        }
        LinkProblem::SignIn(problem)
    }

    /// Whether another process renewed the tokens, or removed them.
    async fn found_newer(&mut self) -> Result<bool, LinkProblem> {
        let found = match self.read().await {
            Ok(found) => found,
            Err(problem) => {
                if problem == LinkProblem::NoToken {
                    self.held = Held::Unread;
                }
                return Err(problem);
            }
        };
        let now = self.parts.clock.now();
        let (newer, good) = match &found {
            Held::Tokens(kept) => (!self.held.are(&kept.tokens), kept.good(now).is_some()),
            Held::Plain { .. } => (true, true),
            Held::Unread | Held::SignedOut => (false, false),
        };
        if newer {
            self.held = found;
        }
        Ok(newer && good)
    }

    /// The new refresh token goes to where the old one is, which is lost only then. A keyring that
    /// failed just now, or before, is tried at a later time of its own: each try may last.
    async fn take_in(&mut self, tokens: Tokens, keyring: Result<(), String>) {
        let Held::Tokens(held) = &mut self.held else { return };
        let was = held.place;
        let place = if was == Place::Memory { was } else { Place::NotYetInKeyring };
        let retries = std::mem::take(&mut held.retries);
        **held = HeldTokens::new(tokens, place, self.parts.clock);
        tracing::info!("the sign-in was renewed");
        match (was, keyring) {
            (Place::Memory, _) => {}
            (Place::NotYetInKeyring, _) => held.retries = retries,
            (Place::Keyring, Ok(())) => self.save().await,
            (Place::Keyring, Err(why)) => self.put_off(why).await,
        }
    }

    /// Puts the tokens into the keyring; the caller has the turn. Where it is locked the agent was
    /// asked to open it when it was read, and is not asked again with each try.
    async fn save(&mut self) {
        let (Held::Tokens(held), Some(service)) = (&mut self.held, &self.parts.service) else { return };
        match self.parts.vault.write_quietly(&Secret::of(service, held.tokens.clone())).await {
            Ok(()) => {
                held.place = Place::Keyring;
                let was_told = std::mem::take(&mut held.retries).are_under_way();
                if was_told {
                    self.tell(SystemEvent::SignInHealth(None)).await;
                }
            }
            Err(error) => {
                tracing::warn!(?error, "the renewed sign-in is not in the keyring yet");
                self.put_off(error.message_id().to_owned()).await;
            }
        }
    }

    /// The tokens are not in the keyring, for this reason: the agent is told once.
    async fn put_off(&mut self, why: String) {
        let Held::Tokens(held) = &mut self.held else { return };
        let was_told = held.retries.are_under_way();
        held.retries.later(self.parts.clock.now());
        if !was_told {
            self.tell(SystemEvent::SignInHealth(Some(SignInProblem::Keyring(why)))).await;
        }
    }
}
