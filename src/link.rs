//! The one connection to the contact center: a task that connects, listens, and comes back.
//!
//! It decides nothing about offers. What it hears goes to the driver's one queue (a full queue
//! stops the reading, so TCP is the back-pressure); what it is to say comes as [`Order`]s.

use std::time::Duration;

use ::http::HeaderValue;
use tokio::sync::mpsc;

use crate::domain::effect::Message;
use crate::domain::input::{Input, LinkEvent, LinkProblem};
use crate::domain::network::{ProxyFault, ProxyProblem};
use crate::protocol::close;
use crate::provider::{Login, Provider};
use crate::time::Clock;

pub mod backoff;
mod client_certificate;
mod connect;
mod dial;
mod flow;
pub mod http;
pub mod network;
mod proxies;
mod proxy;
mod session;
pub mod survey;
mod tls;
mod tls_problem;
pub mod token;

use backoff::{Backoff, Reason};
use network::Network;
use session::End;
use token::TokenSource;

/// What the link is told to do.
#[derive(Debug)]
pub enum Order {
    /// Say this to the center.
    Send(Message),
    /// From now on, go on after this sequence of this epoch; none: from the beginning.
    Resume(Option<(String, u64)>),
    /// Connect now, with a token read anew.
    Reconnect,
    /// Connect anew now, with the same token.
    Renew,
    /// Ping now; no answer soon, or no connection: connect anew.
    Probe,
    /// Disconnect and forget the token.
    SignOut,
}

/// How often the counterpart of an [`Order`] is asked for.
pub type Orders = mpsc::UnboundedReceiver<Order>;

/// Everything the link needs to know.
pub struct Link {
    /// How the center talks.
    pub provider: Box<dyn Provider>,
    /// Who signs in and where; its token is filled in from `token` before each attempt.
    pub login: Login,
    /// The way to the center.
    pub network: Network,
    /// Where the token comes from.
    pub token: TokenSource,
    /// Where events go.
    pub inputs: mpsc::Sender<Input>,
    /// The clock.
    pub clock: Clock,
}

impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Link({})", self.login.center)
    }
}

/// Why there is no attempt under way.
enum Pause {
    /// Until somebody asks.
    Stopped,
    /// For so long.
    For(Duration),
}

impl Link {
    /// Connects, and comes back after every end, until the orders' sender is gone.
    pub async fn run(mut self, mut orders: Orders) {
        let mut backoff = Backoff::default();
        loop {
            self.tell(LinkEvent::Connecting).await;
            let end = self.attempt(&mut orders).await;
            let (problem, pause) = match end {
                End::OrdersClosed => return,
                End::Again => {
                    backoff = Backoff::default();
                    continue;
                }
                End::SignedOut => (LinkProblem::SignedOut, Pause::Stopped),
                End::Failed { problem, up_for, retry_after } => {
                    backoff.note_up(up_for);
                    let pause = pause(&problem, retry_after, &mut backoff);
                    (problem, pause)
                }
            };
            if !self.pause(problem, pause, &mut orders).await {
                return;
            }
        }
    }

    async fn attempt(&mut self, orders: &mut Orders) -> End {
        if let Err(end) = self.fetch_token(orders).await {
            return end;
        }
        let upgrade = match self.provider.begin(&self.login) {
            Ok(upgrade) => upgrade,
            Err(problem) => return End::failed(problem),
        };
        let network = self.network.clone();
        let opened = tokio::select! {
            opened = connect::open(&network, &upgrade) => opened,
            end = self.wait_for_urgent(orders, &Pause::For(Duration::ZERO)) => return end,
        };
        match opened {
            Ok(socket) => {
                self.token.accepted();
                self.tell(LinkEvent::Open).await;
                self.talk(socket, orders).await
            }
            Err(failure) => {
                if failure.problem == LinkProblem::Unauthorized && self.token.refused() {
                    return End::Again;
                }
                End::Failed { problem: failure.problem, up_for: Duration::ZERO, retry_after: failure.retry_after }
            }
        }
    }

    /// A keyring or a command may take its time, in which the agent's wishes count and a new network
    /// does not: it would only be asked a second time.
    async fn fetch_token(&mut self, orders: &mut Orders) -> Result<(), End> {
        let mut source = self.token.clone();
        let fetched = tokio::select! {
            fetched = source.fetch() => fetched,
            end = self.wait_for_urgent(orders, &Pause::Stopped) => return Err(end),
        };
        self.token = source;
        self.login.token = fetched.map_err(End::failed)?;
        Ok(())
    }

    /// Waits before the next attempt; false: there will be none.
    async fn pause(&mut self, problem: LinkProblem, pause: Pause, orders: &mut Orders) -> bool {
        tracing::info!(?problem, "no connection to the contact center");
        let retry_at = match pause {
            Pause::Stopped => None,
            Pause::For(time) => Some(self.clock.now() + time),
        };
        self.tell(LinkEvent::Down { problem, retry_at }).await;
        let timer = async {
            match pause {
                Pause::Stopped => std::future::pending().await,
                Pause::For(time) => tokio::time::sleep(time).await,
            }
        };
        let end = tokio::select! {
            () = timer => return true,
            end = self.wait_for_urgent(orders, &pause) => end,
        };
        match end {
            End::OrdersClosed => false,
            End::SignedOut => Box::pin(self.pause(LinkProblem::SignedOut, Pause::Stopped, orders)).await,
            End::Again | End::Failed { .. } => true,
        }
    }

    /// Takes in orders while there is no connection, until one of them ends the waiting.
    async fn wait_for_urgent(&mut self, orders: &mut Orders, pause: &Pause) -> End {
        loop {
            let Some(order) = orders.recv().await else { return End::OrdersClosed };
            // Stopped means: until the agent asks. A new network is no reason.
            let by_itself = matches!(order, Order::Renew | Order::Probe);
            if by_itself && matches!(pause, Pause::Stopped) {
                continue;
            }
            if let Some(end) = self.take_aside(order) {
                return end;
            }
        }
    }

    /// Deals with an order that does not need a connection.
    fn take_aside(&mut self, order: Order) -> Option<End> {
        match order {
            // The domain sends only while connected; what crossed the end of the connection is
            // repeated by it after the next snapshot.
            Order::Send(_) => None,
            Order::Resume(place) => {
                self.login.resume = place;
                None
            }
            Order::Reconnect => {
                self.token.forget();
                Some(End::Again)
            }
            Order::Renew | Order::Probe => Some(End::Again),
            Order::SignOut => {
                self.token.sign_out();
                Some(End::SignedOut)
            }
        }
    }

    async fn tell(&self, event: LinkEvent) {
        self.hand_over(Input::Link(event)).await;
    }

    async fn hand_over(&self, input: Input) {
        // The driver is gone only when the program ends.
        drop(self.inputs.send(input).await);
    }
}

/// Who asks: program, version and system.
fn user_agent() -> HeaderValue {
    let agent = format!("deskbell/{} ({})", env!("CARGO_PKG_VERSION"), std::env::consts::OS);
    HeaderValue::from_str(&agent).expect("version and system are ASCII words")
}

fn pause(problem: &LinkProblem, retry_after: Option<Duration>, backoff: &mut Backoff) -> Pause {
    match problem {
        LinkProblem::NotConfigured
        | LinkProblem::NoToken
        | LinkProblem::Unauthorized
        | LinkProblem::Insecure
        | LinkProblem::Replaced
        | LinkProblem::SignedOut => Pause::Stopped,
        // A wrong password said again and again gets an account locked.
        LinkProblem::Proxy(ProxyProblem { fault: ProxyFault::SignInRefused, .. }) => Pause::Stopped,
        LinkProblem::SignIn(problem) if problem.asks_for_sign_in() => Pause::Stopped,
        LinkProblem::TokenUnavailable(_)
        | LinkProblem::UnknownHost
        | LinkProblem::Refused
        | LinkProblem::Unreachable
        | LinkProblem::Tls(_)
        | LinkProblem::Proxy(_)
        | LinkProblem::SignIn(_)
        | LinkProblem::Timeout
        | LinkProblem::Http(_)
        | LinkProblem::NotTheProtocol
        | LinkProblem::Closed(_)
        | LinkProblem::Lost => Pause::For(backoff.next(reason(problem, retry_after))),
    }
}

fn reason(problem: &LinkProblem, told: Option<Duration>) -> Reason {
    if let Some(time) = told {
        Reason::Told(time)
    } else if matches!(problem, LinkProblem::Closed(close::GOING_AWAY | close::RESTART | close::TRY_LATER)) {
        Reason::SentAway
    } else {
        Reason::Failed
    }
}
