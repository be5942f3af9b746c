//! The one place of the daemon that has the agent's tokens: reads, renews, keeps and gives them back.
//!
//! It is a task of its own and not a part of the link, because a renewal must be finished once it
//! has begun: the provider has taken the old refresh token back by then.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use super::Service;
use super::browser;
use super::keeping::{give_back, keyring_problem, put_away};
use super::provider::Provider;
use super::tokens::{Secret, Tokens};
use super::vault::Vault;
use crate::domain::input::{Input, LinkProblem, SystemEvent};
use crate::domain::sign_in::{Keep, SignInProblem};
use crate::i18n::Words;
use crate::link::http::HttpClient;
use crate::time::Clock;

mod held;
mod renewal;

use held::Held;

/// What has begun at the end of the program may take so long: a token is half exchanged, or on its
/// way back.
const END_TIME: Duration = Duration::from_secs(8);

/// A token for the center.
#[derive(Clone, Debug)]
pub struct Given {
    /// The token.
    pub token: SecretString,
    /// Whether to ask again if the center does not take it: for a better one, or for why there is
    /// none.
    pub renewable: bool,
}

/// What the keeper is asked for.
enum Ask {
    Token(oneshot::Sender<Result<Given, LinkProblem>>),
    Refused,
    Forget,
    Reload,
    Adopt(Secret),
    SignIn(Keep),
    SignOut,
    End,
}

/// The way to the keeper; cheap to copy.
#[derive(Clone, Debug)]
pub struct Keeper {
    asks: mpsc::UnboundedSender<Ask>,
}

/// Ends with the program.
#[derive(Debug)]
pub struct Running {
    keeper: Keeper,
    task: JoinHandle<()>,
}

/// What the keeper is made of.
#[derive(Debug)]
pub struct Parts {
    /// The keyring's entry.
    pub vault: Vault,
    /// Where agents sign in; none: with a token only.
    pub service: Option<Service>,
    /// The way to the service.
    pub http: HttpClient,
    /// The agent's language, for the browser.
    pub words: Arc<Words>,
    /// Where is told what became of a sign-in.
    pub inputs: mpsc::Sender<Input>,
    /// The clock.
    pub clock: Clock,
}

impl Keeper {
    /// Starts the keeper on the present Tokio runtime; nothing is read yet.
    pub fn start(parts: Parts) -> (Self, Running) {
        let (asks, inbox) = mpsc::unbounded_channel();
        let keeper = Self { asks };
        let task = Task { parts, held: Held::Unread, provider: None, flow: None };
        let running = Running { keeper: keeper.clone(), task: tokio::spawn(task.run(inbox)) };
        (keeper, running)
    }

    /// A token that is good, renewed before if it must be.
    ///
    /// # Errors
    /// Where there is none, or it cannot be had now.
    pub async fn token(&self) -> Result<Given, LinkProblem> {
        let (reply, answer) = oneshot::channel();
        self.ask(Ask::Token(reply));
        answer.await.unwrap_or(Err(LinkProblem::SignedOut))
    }

    /// The center did not take the last token: the next is another, or there is none.
    pub fn refused(&self) {
        self.ask(Ask::Refused);
    }

    /// The agent wants to connect: the keyring is asked anew.
    pub fn forget(&self) {
        self.ask(Ask::Forget);
    }

    /// Another process put tokens into the keyring: those count, whatever is held.
    pub fn reload(&self) {
        self.ask(Ask::Reload);
    }

    /// Takes these until the daemon ends, as the agent agreed.
    pub fn adopt(&self, secret: Secret) {
        self.ask(Ask::Adopt(secret));
    }

    /// Lets the agent sign in by browser; what becomes of it is told as an input.
    pub fn sign_in(&self, keep: Keep) {
        self.ask(Ask::SignIn(keep));
    }

    /// Removes the tokens, and gives them back to the provider.
    pub fn sign_out(&self) {
        self.ask(Ask::SignOut);
    }

    fn ask(&self, ask: Ask) {
        // The keeper is gone only when the program ends.
        drop(self.asks.send(ask));
    }
}

impl Running {
    /// Waits until what has begun is done, for some seconds at most.
    pub async fn end(self) {
        self.keeper.ask(Ask::End);
        if tokio::time::timeout(END_TIME, self.task).await.is_err() {
            tracing::warn!("the sign-in was not finished in time");
        }
    }
}

/// A browser sign-in that is under way: what it got, where that is not in the keyring.
type Flow = JoinHandle<Result<Option<Secret>, SignInProblem>>;

struct Task {
    parts: Parts,
    held: Held,
    /// The provider, once it was asked where everything is.
    provider: Option<Provider>,
    flow: Option<Flow>,
}

impl Task {
    async fn run(mut self, mut inbox: mpsc::UnboundedReceiver<Ask>) {
        loop {
            let until = self.held.next_work(self.parts.clock.now());
            let timer = async {
                match until {
                    Some(time) => tokio::time::sleep(time).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                ask = inbox.recv() => match ask {
                    None | Some(Ask::End) => return self.end().await,
                    Some(ask) => self.serve(ask).await,
                },
                ended = ended(&mut self.flow) => self.end_flow(ended).await,
                () = timer => self.work().await,
            }
        }
    }

    async fn serve(&mut self, ask: Ask) {
        match ask {
            Ask::Token(reply) => {
                let token = self.token().await;
                // The link may not wait any more; the token stays here for the next time.
                drop(reply.send(token));
            }
            Ask::Refused => self.held.refuse(self.parts.clock.now()),
            Ask::Forget => self.held.forget(),
            Ask::Reload => self.held = Held::Unread,
            Ask::Adopt(secret) => self.held = Held::in_memory(secret, self.parts.clock),
            Ask::SignIn(keep) => self.start_flow(keep),
            Ask::SignOut => self.sign_out().await,
            // Ends the loop before it gets here.
            Ask::End => {}
        }
    }

    /// The last moment for what a locked keyring did not take: the next daemon needs it.
    async fn end(&mut self) {
        self.stop_flow();
        self.catch_up().await;
    }

    fn start_flow(&mut self, keep: Keep) {
        self.stop_flow();
        let Some(service) = self.parts.service.clone() else { return };
        let (http, words) = (self.parts.http.clone(), Arc::clone(&self.parts.words));
        let vault = self.parts.vault.clone();
        self.flow = Some(tokio::spawn(flow(service, http, words, vault, keep)));
    }

    fn stop_flow(&mut self) {
        if let Some(flow) = self.flow.take() {
            flow.abort();
        }
    }

    async fn end_flow(&mut self, result: Result<Option<Secret>, SignInProblem>) {
        self.flow = None;
        if let Ok(secret) = &result {
            self.held = secret.clone().map_or(Held::Unread, |secret| Held::in_memory(secret, self.parts.clock));
        }
        self.tell(SystemEvent::SignIn(result.map(drop))).await;
    }

    /// The keyring's entry is removed whatever the network does, and the other way round.
    async fn sign_out(&mut self) {
        self.stop_flow();
        let held = std::mem::replace(&mut self.held, Held::SignedOut).into_tokens();
        let (kept, ()) = tokio::join!(self.take_out(), self.give_back(held.as_ref()));
        let newer = kept.filter(|kept| held.as_ref().is_none_or(|held| !held.are(kept)));
        self.give_back(newer.as_ref()).await;
    }

    /// Empties the keyring's entry, and says what was there: another process may have renewed it.
    async fn take_out(&self) -> Option<Tokens> {
        let _turn = self.parts.vault.turn().await;
        let kept = if self.parts.service.is_some() { self.parts.vault.read().await.ok().flatten() } else { None };
        if let Err(error) = self.parts.vault.delete().await {
            tracing::warn!(?error, "the token could not be removed from the keyring");
            let problem = SignInProblem::Keyring(error.message_id().to_owned());
            self.tell(SystemEvent::SignInHealth(Some(problem))).await;
        }
        kept.and_then(|secret| self.ours(secret))
    }

    async fn give_back(&self, tokens: Option<&Tokens>) {
        if let (Some(tokens), Some(service)) = (tokens, &self.parts.service) {
            let provider = async {
                match &self.provider {
                    Some(provider) => Ok(provider.clone()),
                    None => Provider::discover(service, &self.parts.http).await,
                }
            };
            give_back(provider, tokens).await;
        }
    }

    async fn provider(&mut self) -> Result<Provider, SignInProblem> {
        if let Some(provider) = &self.provider {
            return Ok(provider.clone());
        }
        let service = self.parts.service.as_ref().ok_or(SignInProblem::NotAProvider)?;
        let provider = Provider::discover(service, &self.parts.http).await?;
        self.provider = Some(provider.clone());
        Ok(provider)
    }

    /// The tokens, where they are of the service that is configured.
    fn ours(&self, secret: Secret) -> Option<Tokens> {
        let service = self.parts.service.as_ref()?;
        match secret {
            Secret::Tokens { issuer, client, tokens } if issuer == service.issuer && client == service.client => {
                Some(tokens)
            }
            Secret::Tokens { .. } | Secret::Plain(_) => None,
        }
    }

    async fn tell(&self, event: SystemEvent) {
        // The driver is gone only when the program ends.
        drop(self.parts.inputs.send(Input::System(event)).await);
    }
}

/// What the sign-in under way came to; never, where there is none.
async fn ended(flow: &mut Option<Flow>) -> Result<Option<Secret>, SignInProblem> {
    match flow {
        Some(flow) => flow.await.unwrap_or(Err(SignInProblem::TimedOut)),
        None => std::future::pending().await,
    }
}

/// A whole sign-in by browser.
async fn flow(
    service: Service,
    http: HttpClient,
    words: Arc<Words>,
    vault: Vault,
    keep: Keep,
) -> Result<Option<Secret>, SignInProblem> {
    if keep == Keep::InKeyring {
        vault.check().await.map_err(|error| keyring_problem(&error))?;
    }
    let provider = Provider::discover(&service, &http).await?;
    let mut in_memory = None;
    let kept = browser::sign_in(
        &provider,
        words,
        |_| {},
        async |tokens| {
            let secret = Secret::of(&service, tokens);
            match keep {
                Keep::InKeyring => put_away(&provider, &vault, &secret).await?,
                Keep::UntilLogOff => in_memory = Some(secret),
            }
            Ok(())
        },
    );
    kept.await?;
    Ok(in_memory)
}
