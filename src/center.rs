//! The reference contact center: small, honest, in memory, but for the events nobody acknowledged.
//!
//! ```text
//! agents ── session ─┐                       ┌─► mailbox (numbered, until acknowledged)
//! senders ── events ─┼─► actor ─► CenterState ┤─► routing, handover, sessions, raised
//! pages ── rest, live┘   (one owner)         └─► Output: send, close, changed
//! ```
//!
//! [`state::CenterState`] decides: `update(now, Input)` gives an answer and [`input::Output`]s, with
//! no clock, network or randomness, so tests run it in virtual time. `actor` owns it and does what
//! it says. Requests reach it by a channel; there is no lock.

mod actor;
pub mod agents;
pub mod archive;
mod clock;
pub mod contacts;
pub mod conversations;
mod events;
mod handover;
mod http;
pub mod input;
mod live;
pub mod mailbox;
pub mod openid;
mod pages;
mod raised;
mod rest;
pub mod routing;
#[cfg(test)]
mod scenarios;
mod session;
mod sessions;
pub mod state;
mod views;
pub mod words;

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use axum::serve::ListenerExt as _;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

pub use actor::Handle;

use crate::protocol::from_center::Event;
use crate::protocol::{Envelope, type_and_data};
use archive::Archive;
use contacts::Seed;
use input::{Answer, Input};
use state::{CenterState, Rules};

/// Time for the sessions to end at a shutdown.
const SHUTDOWN_WITHIN: Duration = Duration::from_secs(3);

/// How a center is started.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The agents.
    pub agents: Vec<NewAgent>,
    /// What senders must show; none: nobody may send.
    pub sender_token: Option<SecretString>,
    /// Contacts, cases and queues.
    pub seed: Seed,
    /// How long an offer rings.
    pub offer_time: Duration,
    /// How often agents' computers ping.
    pub heartbeat: Duration,
    /// The presence of an agent who did not answer; none: as before.
    pub missed_offer_presence: Option<String>,
    /// Why agents decline, for them to choose from; empty: nobody asks.
    pub decline_reasons: Vec<String>,
    /// Conversations at once, where the seed says nothing else.
    pub capacity: usize,
    /// Language of the pages; none: the browser's.
    pub language: Option<String>,
    /// How agents sign in.
    pub openid: openid::Settings,
    /// The file that keeps the events which no computer has acknowledged; none: in memory only.
    pub keep: Option<PathBuf>,
}

/// An agent to be.
#[derive(Clone, Debug)]
pub struct NewAgent {
    /// Name as people know it; the id is made of it.
    pub name: String,
    /// The token; none: a random one.
    pub token: Option<SecretString>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 7878)),
            agents: vec![],
            sender_token: None,
            seed: Seed::built_in(),
            offer_time: Duration::from_secs(45),
            heartbeat: Duration::from_secs(15),
            missed_offer_presence: None,
            decline_reasons: vec![],
            capacity: 3,
            language: None,
            openid: openid::Settings::default(),
            keep: None,
        }
    }
}

/// A running center.
#[derive(Debug)]
pub struct Center {
    address: SocketAddr,
    handle: Handle,
    tokens: Arc<http::Tokens>,
    server: tokio::task::JoinHandle<()>,
    owner: tokio::task::JoinHandle<()>,
    sessions: mpsc::Receiver<()>,
}

impl Center {
    /// Binds and serves on the present Tokio runtime, which may be a current-thread one.
    ///
    /// # Errors
    /// The address cannot be bound, two agents have the same token, there is no such presence, or
    /// the file of kept events cannot be read and written.
    pub async fn start(options: Options) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(options.listen).await;
        let listener = listener.with_context(|| format!("cannot listen on {}", options.listen))?;
        let address = listener.local_addr()?;
        check(&options)?;
        let agents = with_ids(&options.agents)?;
        let named: Vec<(String, String)> = agents.iter().map(|(id, agent)| (id.clone(), agent.name.clone())).collect();
        let rules = rules(&options, address);
        let clock = clock::WallClock::start();
        let openid = openid::Provider::start(options.openid, &rules.base_url, &named, clock);
        let mut state = CenterState::new(rules, &options.seed, &named);
        let archive = options.keep.as_deref().map(|path| archive(path, &mut state)).transpose()?;
        let (handle, owner) = actor::start(state, clock, archive);
        let tokens = agents.into_iter().map(|(id, agent)| (id, agent.token.unwrap_or_else(random_token))).collect();
        let tokens = Arc::new(http::Tokens::new(tokens, options.sender_token));
        let (open, sessions) = mpsc::channel(1);
        let web = http::Web {
            queues: options.seed.queues.clone().into(),
            center: handle.clone(),
            tokens: Arc::clone(&tokens),
            heartbeat: options.heartbeat,
            language: options.language,
            openid,
            sessions: open,
        };
        let server = tokio::spawn(serve(listener, web));
        Ok(Self { address, handle, tokens, server, owner, sessions })
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The token of the agent with this id or name.
    pub fn token(&self, agent: &str) -> Option<&str> {
        let token = self.tokens.of(agent).or_else(|| self.tokens.of(&agents::slug(agent)));
        token.map(|token| token.expose_secret())
    }

    /// The way to inject inputs from code; cheap to copy, usable from any task.
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// Raises an event for an agent as a sender would; answers when it is numbered.
    ///
    /// # Errors
    /// There is no such agent, or the center has stopped.
    pub async fn send(&self, agent: &str, event: &Event) -> Answer {
        self.handle.ask(raised(agent, event)).await
    }

    /// Tells all agents, closes their sessions, and stops serving.
    pub async fn shutdown(mut self) {
        drop(self.handle.ask(Input::Shutdown).await);
        self.server.abort();
        if tokio::time::timeout(SHUTDOWN_WITHIN, self.sessions.recv()).await.is_err() {
            tracing::warn!("some sessions did not end in time");
        }
        self.owner.abort();
    }
}

/// An event for an agent, as a sender would raise it, with an id of its own.
pub fn raised(agent: &str, event: &Event) -> Input {
    let (kind, data) = type_and_data(event);
    let mut envelope = Envelope::new(uuid::Uuid::new_v4().to_string(), "urn:deskbell:center:code", &kind, data);
    envelope.subject = Some(format!("agent/{agent}"));
    Input::Raised(Box::new(envelope))
}

async fn serve(listener: TcpListener, web: http::Web) {
    let listener = listener.tap_io(|connection| {
        // Small frames must not wait for more.
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "no TCP_NODELAY");
        }
    });
    if let Err(error) = axum::serve(listener, http::router(web)).await {
        tracing::error!(%error, "serving ended");
    }
}

/// Goes on where the center before ended, and keeps what comes.
fn archive(path: &Path, state: &mut CenterState) -> anyhow::Result<Archive> {
    let records = Archive::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    state.restore(records);
    Archive::begin(path, &state.records()).with_context(|| format!("cannot write {}", path.display()))
}

fn check(options: &Options) -> anyhow::Result<()> {
    let mut seen = BTreeMap::new();
    for agent in &options.agents {
        let Some(token) = &agent.token else { continue };
        anyhow::ensure!(!token.expose_secret().is_empty(), "the token of {} is empty", agent.name);
        let before = seen.insert(token.expose_secret().to_owned(), &agent.name);
        anyhow::ensure!(before.is_none(), "two agents have the same token: {} and another", agent.name);
    }
    let presence = options.missed_offer_presence.as_deref();
    anyhow::ensure!(presence.is_none_or(agents::is_presence), "there is no such presence for missed offers");
    Ok(())
}

/// The agents under ids made of their names.
fn with_ids(agents: &[NewAgent]) -> anyhow::Result<BTreeMap<String, NewAgent>> {
    let mut by_id = BTreeMap::new();
    for agent in agents {
        let id = agents::slug(&agent.name);
        anyhow::ensure!(!by_id.contains_key(&id), "two agents have the id {id}");
        by_id.insert(id, agent.clone());
    }
    Ok(by_id)
}

fn rules(options: &Options, address: SocketAddr) -> Rules {
    let reachable = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => SocketAddr::from((Ipv4Addr::LOCALHOST, address.port())),
        IpAddr::V6(ip) if ip.is_unspecified() => SocketAddr::from((Ipv4Addr::LOCALHOST, address.port())),
        IpAddr::V4(_) | IpAddr::V6(_) => address,
    };
    Rules {
        epoch: uuid::Uuid::new_v4().simple().to_string(),
        run: uuid::Uuid::new_v4().simple().to_string()[..8].to_owned(),
        base_url: format!("http://{reachable}"),
        offer_time: options.offer_time.try_into().unwrap_or(time::Duration::HOUR),
        heartbeat_seconds: u32::try_from(options.heartbeat.as_secs()).unwrap_or(u32::MAX).max(1),
        missed_offer_presence: options.missed_offer_presence.clone(),
        decline_reasons: options.decline_reasons.clone(),
        capacity: options.capacity,
    }
}

fn random_token() -> SecretString {
    SecretString::from(uuid::Uuid::new_v4().simple().to_string())
}
