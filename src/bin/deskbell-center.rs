//! The reference contact center as a program.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use clap::Parser;
use deskbell::center::contacts::Seed;
use deskbell::center::{Center, NewAgent, Options, openid};
use secrecy::SecretString;

/// The reference contact center of Deskbell: routing, contacts, pages and the native protocol, in
/// memory. Its pages have no sign-in, so it listens on loopback unless told otherwise.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:7878")]
    listen: SocketAddr,
    /// An agent, and the token; without one a random token is printed. May be given again
    #[arg(long, value_name = "NAME[=TOKEN]")]
    agent: Vec<String>,
    /// What senders to POST /v1/events must show; without it nobody may send
    #[arg(long, value_name = "TOKEN", env = "DESKBELL_CENTER_SENDER_TOKEN", hide_env_values = true)]
    sender_token: Option<String>,
    /// Contacts, cases and queues, as JSON
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// How long an offer rings
    #[arg(long, value_name = "SECONDS", default_value_t = 45, value_parser = clap::value_parser!(u32).range(1..=3600))]
    offer_seconds: u32,
    /// How often agents' computers ping
    #[arg(long, value_name = "SECONDS", default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..=600))]
    heartbeat_seconds: u32,
    /// The presence of an agent who did not answer an offer in time
    #[arg(long, value_name = "PRESENCE", value_parser = ["away", "busy", "offline"])]
    missed_offer_presence: Option<String>,
    /// A reason that agents choose from when they decline. May be given again
    #[arg(long, value_name = "TEXT")]
    decline_reason: Vec<String>,
    /// Conversations that an agent has at once
    #[arg(long, value_name = "N", default_value_t = 3)]
    capacity: usize,
    /// Keep the events that no computer has acknowledged in this file, so that the center may be killed
    #[arg(long, value_name = "FILE")]
    keep: Option<PathBuf>,
    /// Language of the pages (en, pl); without it the browser's
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
    /// How long a token is good that an agent gets by signing in
    #[arg(long, value_name = "SECONDS", default_value_t = 3600, value_parser = clap::value_parser!(u32).range(1..=86400))]
    access_token_seconds: u32,
}

fn main() -> ExitCode {
    deskbell::logging::start_on_terminal(&std::env::var("DESKBELL_LOG").unwrap_or_else(|_| "info".into()));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let ended = runtime.context("cannot start").and_then(|runtime| runtime.block_on(run(Arguments::parse())));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            drop(writeln!(std::io::stderr(), "deskbell-center: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let options = options(arguments)?;
    let unnamed: Vec<String> =
        options.agents.iter().filter(|agent| agent.token.is_none()).map(|agent| agent.name.clone()).collect();
    let center = Center::start(options).await?;
    let mut out = std::io::stdout();
    for name in unnamed {
        writeln!(out, "agent {name} token {}", center.token(&name).unwrap_or_default())?;
    }
    writeln!(out, "listening on http://{}", center.address())?;
    out.flush()?;
    asked_to_stop().await?;
    center.shutdown().await;
    Ok(())
}

fn options(arguments: Arguments) -> anyhow::Result<Options> {
    let seed = match &arguments.seed {
        Some(path) => {
            let json = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            Seed::parse(&json).with_context(|| format!("{} is not a seed", path.display()))?
        }
        None => Seed::built_in(),
    };
    Ok(Options {
        listen: arguments.listen,
        agents: arguments.agent.iter().map(|argument| agent(argument)).collect(),
        sender_token: arguments.sender_token.map(SecretString::from),
        seed,
        offer_time: Duration::from_secs(arguments.offer_seconds.into()),
        heartbeat: Duration::from_secs(arguments.heartbeat_seconds.into()),
        missed_offer_presence: arguments.missed_offer_presence,
        decline_reasons: arguments.decline_reason,
        capacity: arguments.capacity,
        language: arguments.lang,
        openid: openid::Settings {
            access_token_time: Duration::from_secs(arguments.access_token_seconds.into()),
            ..openid::Settings::default()
        },
        keep: arguments.keep,
    })
}

fn agent(argument: &str) -> NewAgent {
    match argument.split_once('=') {
        Some((name, token)) => NewAgent { name: name.trim().into(), token: Some(SecretString::from(token)) },
        None => NewAgent { name: argument.trim().into(), token: None },
    }
}

#[cfg(unix)]
async fn asked_to_stop() -> anyhow::Result<()> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        asked = tokio::signal::ctrl_c() => asked?,
        _ = terminate.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn asked_to_stop() -> anyhow::Result<()> {
    tokio::signal::ctrl_c().await.map_err(Into::into)
}
