//! Who has the token: one task, which everybody asks. It signs in, renews tokens before they end, and
//! gives them back; what it began with the sign-in service it sees through to the end.

use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::{mpsc, oneshot};
use tokio::task::AbortHandle;

use super::Origin;
use crate::domain::input::{AgentAction, Input, LinkProblem, SystemEvent};
use crate::domain::sign_in::SignInProblem;
use crate::i18n::Words;
use crate::link::backoff::{Backoff, Reason};
use crate::platform::secret::SecretError;
use crate::sign_in::{Provider, Renewal, Tokens, revoke};
use crate::time::unix_seconds;

/// A token that ends sooner is renewed before it is shown. In seconds.
const MARGIN: u64 = 10;
/// A token is renewed when this part of its time is left, or this many seconds, whichever is less.
const PART_LEFT: u64 = 10;
const LEFT_AT_MOST: u64 = 300;

/// With what agents sign in, where they do it themselves.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// The sign-in service.
    pub provider: Provider,
    /// The words of the page on which a sign-in ends.
    pub words: std::sync::Arc<Words>,
    /// Where it is told what became of a sign-in.
    pub inputs: mpsc::Sender<Input>,
}

/// The way to the token; cheap to copy.
#[derive(Clone, Debug)]
pub struct TokenSource {
    asks: mpsc::UnboundedSender<Ask>,
}

#[derive(Debug)]
enum Ask {
    Token(oneshot::Sender<Result<SecretString, LinkProblem>>),
    Rejected(oneshot::Sender<bool>),
    Accepted,
    Forget,
    SignOut,
    SignIn { session_only: bool },
    SignedIn(Result<(Tokens, bool), SignInProblem>),
}

impl TokenSource {
    /// A source that was not asked yet, on the present Tokio runtime.
    pub fn new(origin: Origin) -> Self {
        Self::with_sign_in(origin, None)
    }

    /// The same where agents sign in themselves.
    pub fn with_sign_in(origin: Origin, sign_in: Option<SignIn>) -> Self {
        let (asks, queue) = mpsc::unbounded_channel();
        let keeper = Keeper {
            origin,
            sign_in,
            held: Held::Nothing,
            session_only: false,
            signed_out: false,
            doubted: false,
            flow: None,
            backoff: Backoff::default(),
            renew_at: None,
            asks: asks.downgrade(),
        };
        tokio::spawn(keeper.run(queue));
        Self { asks }
    }

    /// The token, renewed where it is about to end.
    ///
    /// # Errors
    /// Where there is none, or it cannot be had now.
    pub async fn fetch(&self) -> Result<SecretString, LinkProblem> {
        let (reply, answer) = oneshot::channel();
        self.ask(Ask::Token(reply));
        answer.await.unwrap_or(Err(LinkProblem::NoToken))
    }

    /// The center did not accept the token; true: another one may be had by trying again.
    pub async fn rejected(&self) -> bool {
        let (reply, answer) = oneshot::channel();
        self.ask(Ask::Rejected(reply));
        answer.await.unwrap_or(false)
    }

    /// The center accepted the token.
    pub fn accepted(&self) {
        self.ask(Ask::Accepted);
    }

    /// Asks anew the next time, also after a sign-out.
    pub fn forget(&self) {
        self.ask(Ask::Forget);
    }

    /// Gives the tokens back, empties the keyring, and gives no token until [`Self::forget`].
    pub fn sign_out(&self) {
        self.ask(Ask::SignOut);
    }

    /// Has the agent sign in by the browser. Told by [`AgentAction::SignedIn`] or
    /// [`SystemEvent::SignInFailed`]. With `session_only` nothing is written anywhere.
    pub fn sign_in(&self, session_only: bool) {
        self.ask(Ask::SignIn { session_only });
    }

    /// Takes tokens that are kept in memory only, as the agent agreed to.
    pub fn hold(&self, tokens: Tokens) {
        self.ask(Ask::SignedIn(Ok((tokens, true))));
    }

    fn ask(&self, ask: Ask) {
        // The keeper lives as long as this sender.
        drop(self.asks.send(ask));
    }
}

/// What the keeper has.
#[derive(Debug)]
enum Held {
    Nothing,
    Plain(SecretString),
    Tokens(Tokens),
    /// The sign-in service knows the tokens no more.
    Ended,
}

struct Keeper {
    origin: Origin,
    sign_in: Option<SignIn>,
    held: Held,
    /// Only in memory: there is nothing to read anew.
    session_only: bool,
    signed_out: bool,
    /// The center rejected a token, and another was got since: one more attempt, not two.
    doubted: bool,
    /// The sign-in that is under way.
    flow: Option<AbortHandle>,
    backoff: Backoff,
    /// When the tokens are to be renewed, in seconds since 1970.
    renew_at: Option<u64>,
    asks: mpsc::WeakUnboundedSender<Ask>,
}

impl Keeper {
    async fn run(mut self, mut queue: mpsc::UnboundedReceiver<Ask>) {
        loop {
            tokio::select! {
                ask = queue.recv() => match ask {
                    Some(ask) => self.answer(ask).await,
                    None => return,
                },
                () = wait_until(self.renew_at) => drop(self.renew().await),
            }
        }
    }

    async fn answer(&mut self, ask: Ask) {
        match ask {
            // Whoever asked may be gone.
            Ask::Token(reply) => drop(reply.send(self.token().await)),
            Ask::Rejected(reply) => drop(reply.send(self.doubt())),
            Ask::Accepted => self.doubted = false,
            Ask::Forget => self.forget(),
            Ask::SignOut => self.sign_out(),
            Ask::SignIn { session_only } => self.begin_sign_in(session_only),
            Ask::SignedIn(outcome) => self.signed_in(outcome).await,
        }
    }

    async fn token(&mut self) -> Result<SecretString, LinkProblem> {
        if self.signed_out {
            return Err(LinkProblem::SignedOut);
        }
        if matches!(self.held, Held::Nothing) {
            let found = self.origin.ask().await?;
            match Tokens::read(&found) {
                Some(tokens) => self.hold(tokens),
                None => self.held = Held::Plain(found),
            }
        }
        match &self.held {
            Held::Nothing => Err(LinkProblem::NoToken),
            Held::Plain(token) => Ok(token.clone()),
            Held::Tokens(tokens) if tokens.is_good_for(MARGIN) => Ok(tokens.access.clone()),
            Held::Tokens(_) => self.renew().await,
            Held::Ended => Err(LinkProblem::SignInEnded),
        }
    }

    /// Gets new tokens, and gives the access token.
    async fn renew(&mut self) -> Result<SecretString, LinkProblem> {
        self.renew_at = None;
        let Held::Tokens(tokens) = &self.held else { return Err(LinkProblem::NoToken) };
        let ended = || LinkProblem::SignInEnded;
        let provider = self.sign_in.as_ref().map(|sign_in| &sign_in.provider).ok_or_else(ended)?;
        let Some(refresh) = &tokens.refresh else {
            self.held = Held::Ended;
            return Err(ended());
        };
        match provider.renew(refresh).await {
            Renewal::Renewed(tokens) => Ok(self.renewed(tokens).await),
            Renewal::Ended => {
                tracing::info!("the sign-in has ended");
                self.held = Held::Ended;
                Err(ended())
            }
            Renewal::Failed(problem) => {
                tracing::warn!(?problem, "the token could not be renewed");
                self.renew_at = Some(unix_seconds() + 1 + self.backoff.next(Reason::Failed).as_secs());
                Err(LinkProblem::SignIn(Box::new(problem)))
            }
        }
    }

    /// Kept before the old ones are forgotten. A keyring that does not take them costs the next start
    /// its sign-in, and this run nothing.
    async fn renewed(&mut self, tokens: Tokens) -> SecretString {
        if let Err(error) = self.save(&tokens).await {
            tracing::warn!(?error, "the renewed token is in memory only");
        }
        let access = tokens.access.clone();
        self.hold(tokens);
        access
    }

    fn hold(&mut self, tokens: Tokens) {
        self.renew_at = self.sign_in.as_ref().and_then(|_| renewal_time(&tokens, unix_seconds()));
        self.held = Held::Tokens(tokens);
        self.backoff = Backoff::default();
    }

    async fn save(&self, tokens: &Tokens) -> Result<(), SecretError> {
        match &self.origin {
            Origin::Keyring(keyring, account) if !self.session_only => keyring.write(account, tokens.write()).await,
            Origin::Keyring(..) | Origin::Given(_) | Origin::Command(_) => Ok(()),
        }
    }

    /// Whether it is worth another attempt: with tokens that were not renewed for this reason before.
    fn doubt(&mut self) -> bool {
        let renewable =
            self.sign_in.is_some() && matches!(&self.held, Held::Tokens(tokens) if tokens.refresh.is_some());
        if !renewable {
            self.forget();
            return false;
        }
        if std::mem::replace(&mut self.doubted, true) {
            self.held = Held::Ended;
            return false;
        }
        if let Held::Tokens(tokens) = &mut self.held {
            tokens.ends = Some(0);
        }
        true
    }

    fn forget(&mut self) {
        self.signed_out = false;
        self.doubted = false;
        if !self.session_only {
            self.held = Held::Nothing;
            self.renew_at = None;
        }
    }

    /// What takes time is done beside: the agent's wish is done at once.
    fn sign_out(&mut self) {
        self.flow.take().into_iter().for_each(|flow| flow.abort());
        self.signed_out = true;
        self.session_only = false;
        self.renew_at = None;
        let held = std::mem::replace(&mut self.held, Held::Nothing);
        if let (Held::Tokens(tokens), Some(sign_in)) = (held, &self.sign_in) {
            let provider = sign_in.provider.clone();
            tokio::spawn(async move { revoke(&provider, &tokens).await });
        }
        let Origin::Keyring(keyring, account) = self.origin.clone() else { return };
        tokio::spawn(async move {
            if let Err(error) = keyring.delete(&account).await {
                tracing::warn!(?error, "the token could not be removed from the keyring");
            }
        });
    }

    /// A new sign-in takes the place of one that is under way: the agent closed its page.
    fn begin_sign_in(&mut self, session_only: bool) {
        let (Some(sign_in), Some(asks)) = (self.sign_in.clone(), self.asks.upgrade()) else { return };
        self.flow.take().into_iter().for_each(|flow| flow.abort());
        let flow = tokio::spawn(async move {
            let outcome = sign_in.provider.sign_in_by_browser(&sign_in.words).await;
            drop(asks.send(Ask::SignedIn(outcome.map(|tokens| (tokens, session_only)))));
        });
        self.flow = Some(flow.abort_handle());
    }

    async fn signed_in(&mut self, outcome: Result<(Tokens, bool), SignInProblem>) {
        let taken = match outcome {
            Ok((tokens, session_only)) => self.take(tokens, session_only).await,
            Err(problem) => Err(problem),
        };
        let Some(sign_in) = &self.sign_in else { return };
        let input = match taken {
            Ok(()) => Input::Agent(AgentAction::SignedIn),
            Err(problem) => Input::System(SystemEvent::SignInFailed(problem)),
        };
        drop(sign_in.inputs.send(input).await);
    }

    async fn take(&mut self, tokens: Tokens, session_only: bool) -> Result<(), SignInProblem> {
        self.session_only = session_only;
        let saved = self.save(&tokens).await;
        saved.map_err(|error| SignInProblem::Unsaved(error.message_id().to_owned()))?;
        self.signed_out = false;
        self.hold(tokens);
        Ok(())
    }
}

/// When to renew, in seconds since 1970: some time before the end, so that a connection that breaks
/// does not wait for the sign-in service, and not at the same moment for all who began together.
fn renewal_time(tokens: &Tokens, now: u64) -> Option<u64> {
    tokens.refresh.as_ref()?;
    let ends = tokens.ends?;
    let left = ends.saturating_sub(now);
    let early = (left / PART_LEFT).min(LEFT_AT_MOST).max(MARGIN.min(left / 2));
    Some(ends.saturating_sub(early) - rand::random_range(0..=left.min(early) / 2))
}

/// Looks at the clock again at least each hour: it may have been set, or have stood still.
async fn wait_until(due: Option<u64>) {
    let Some(due) = due else { return std::future::pending().await };
    loop {
        let left = due.saturating_sub(unix_seconds());
        if left == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_secs(left.min(3600))).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn early(left: u64) -> u64 {
        let tokens = Tokens { access: "a".into(), refresh: Some("r".into()), ends: Some(1_000_000 + left) };
        1_000_000 + left - renewal_time(&tokens, 1_000_000).unwrap()
    }

    #[test]
    fn a_token_is_renewed_some_time_before_it_ends_and_never_at_the_same_moment_for_all() {
        for _ in 0..100 {
            assert!((300..=450).contains(&early(3600)), "an hour");
            assert!((60..=90).contains(&early(600)), "ten minutes");
            assert!((10..=15).contains(&early(60)), "a minute");
            assert!((1..=2).contains(&early(2)), "two seconds");
        }
        assert_eq!(early(0), 0, "over already: at once");
        let times: std::collections::BTreeSet<u64> = (0..100).map(|_| early(3600)).collect();
        assert!(times.len() > 20, "{times:?}");
    }
}
