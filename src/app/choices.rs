//! What the agent chooses while the daemon runs: kept in the agent's file, and counting at once.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use crate::config::keep::keep;
use crate::config::last_good::LastGood;
use crate::config::words::sentence;
use crate::config::{Arguments, Config, LoadConfig, START_AT_LOG_ON};
use crate::domain::Preferences;
use crate::domain::choice::{Choice, Value};
use crate::domain::input::{Input, SystemEvent};
use crate::i18n::Words;
use crate::link::network::Network;
use crate::platform::autostart;
use crate::platform::sound::{DEFAULT_VOLUME, Loudness};

/// What the configuration is to be from now on.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// As the agent chose, in later runs too.
    Choice(Choice),
    /// As these arguments say, in this run.
    Arguments(Arguments),
    /// As its files and the system say now: the policy may be another.
    Reload,
}

/// Everything that has to know of another configuration.
pub(super) struct Choices {
    /// The file that choices are kept in.
    pub(super) file: PathBuf,
    pub(super) load: LoadConfig,
    /// Settings from the command line, of the last start that gave any.
    pub(super) arguments: Arguments,
    pub(super) words: Arc<Words>,
    pub(super) loudness: watch::Sender<Loudness>,
    /// The configuration that counts now.
    pub(super) current: watch::Sender<Arc<Config>>,
    pub(super) inputs: mpsc::Sender<Input>,
    /// What is the same in every configuration of this run.
    pub(super) same: Same,
    /// What could not be kept counts in this run all the same.
    pub(super) unkept: Vec<Choice>,
    /// The configuration of the start, of which some counts until the next one.
    pub(super) started: Arc<Config>,
    /// As it was last read, before what waits for the next start.
    pub(super) read: Config,
    pub(super) last_good: LastGood,
}

/// What the domain is told besides the configuration.
#[derive(Clone)]
pub(super) struct Same {
    pub(super) command_prefix: String,
    /// The token comes from somewhere else than a sign-in.
    pub(super) token_given: bool,
}

impl Same {
    /// What the domain needs to know of a configuration.
    pub(super) fn preferences(&self, config: &Config) -> Preferences {
        let mut preferences = config.preferences(self.command_prefix.clone());
        preferences.browser_sign_in &= !self.token_given;
        if let Some(start) = preferences.settings.get_mut(START_AT_LOG_ON).filter(|start| start.value == Value::Unset) {
            start.value = autostart::is_on().map_or(Value::Unset, Value::Switch);
        }
        preferences
    }
}

/// All that is wrong with the configuration, and with what it says of the network.
pub(super) fn problems(config: &Config, network: &Network, words: &Words) -> Vec<String> {
    config.problems.iter().chain(network.problems()).map(|problem| sentence(problem, words)).collect()
}

/// How loud sounds are, and where.
pub(super) fn loudness(config: &Config) -> Loudness {
    let volume = config.number("volume").unwrap_or(DEFAULT_VOLUME);
    Loudness { volume, device: config.text("sound-device").filter(|name| !name.is_empty()).map(str::to_owned) }
}

/// Keeps the policy for a start at which it cannot be read.
pub(super) fn remember_policy(last_good: &LastGood, config: &Config) {
    if let Err(error) = last_good.keep(config) {
        tracing::warn!(%error, "the policy is not kept for a start at which it cannot be read");
    }
}

/// Sees to it that the computer starts the daemon, or does not, where that was decided.
pub(super) fn start_as_configured(config: &Config) {
    if let Some(Err(error)) = config.start_at_log_on().map(autostart::set) {
        tracing::warn!(%error, "whether it starts at log-on is not as configured");
    }
}

impl Choices {
    /// Keeps each choice and has it count, until there will be no more.
    pub(super) async fn run(mut self, mut wishes: mpsc::UnboundedReceiver<Wanted>) {
        while let Some(wanted) = wishes.recv().await {
            let only_looked = matches!(wanted, Wanted::Reload);
            let kept = tokio::task::spawn_blocking(move || self.take(wanted)).await;
            let Ok((this, config)) = kept else { return };
            self = this;
            if only_looked && config == **self.current.borrow() {
                continue;
            }
            self.log(&config);
            self.count(&config).await;
            self.current.send_replace(Arc::new(config));
        }
    }

    /// The log has each new problem, as it has those of the start.
    fn log(&self, config: &Config) {
        tracing::info!("the configuration was read anew");
        let known = &self.current.borrow().problems;
        for problem in config.problems.iter().filter(|problem| !known.contains(problem)) {
            let problem = sentence(problem, &self.words);
            tracing::warn!(%problem, "the configuration has a problem");
        }
    }

    fn take(mut self, wanted: Wanted) -> (Self, Config) {
        match wanted {
            Wanted::Choice(choice) => self.keep(choice),
            Wanted::Arguments(given) => {
                self.arguments.retain(|(name, _)| !given.iter().any(|(other, _)| other == name));
                self.arguments.extend(given);
            }
            Wanted::Reload => {}
        }
        let mut config = self.load.load(&self.arguments);
        config.keep_last_good(&self.read);
        self.read = config.clone();
        self.unkept.iter().for_each(|choice| config.choose(choice));
        remember_policy(&self.last_good, &self.read);
        config.hold_until_next_start(&self.started);
        // Not at every look: an installer that has just taken the computer's entry away, or is about to put another in
        // its place, must not find one of the agent's own.
        if config.start_at_log_on() != self.current.borrow().start_at_log_on() {
            start_as_configured(&config);
        }
        (self, config)
    }

    fn keep(&mut self, choice: Choice) {
        self.unkept.retain(|other| other.setting != choice.setting);
        if let Err(error) = keep(&self.file, &choice) {
            tracing::warn!(%error, file = %self.file.display(), "a choice is not kept for the next start");
            self.unkept.push(choice);
        }
    }

    async fn count(&self, config: &Config) {
        self.words.switch(config.text("language"));
        self.loudness.send_replace(loudness(config));
        let problems = problems(config, &Network::from_config(config), &self.words);
        let preferences = Box::new(self.same.preferences(config));
        for event in [SystemEvent::Configuration(problems), SystemEvent::Configured(preferences)] {
            drop(self.inputs.send(Input::System(event)).await);
        }
    }
}
