//! Configuration: one list of settings, in layers, each value with the place it came from.
//!
//! `Default < System < PolicyDefault < User < Env < Cli < Policy`: the later wins, and policy locks. What
//! cannot be understood never stops the daemon: the last good value counts, which at a start only the policy
//! has, else the lower layer's, and a [`Problem`] names file and line. Secrets are not settings: there is no key
//! for a token.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::choice::{self, Choice, Enforcer, Settings, Value};
use crate::domain::privacy::Privacy;
use crate::domain::quiet::{Holdable, Holds};
use crate::domain::sound::Ladder;
use crate::domain::view::HotKeys;
use crate::domain::{Locked, Preferences};
use crate::protocol::from_center::Theme;

pub mod keep;
pub mod last_good;
pub mod policy;
pub mod proxy;
mod read;
pub mod report;
pub mod schema;
mod setting;
mod templates;
pub mod words;

pub use read::{Problem, ProblemKind};
pub use setting::{CHOSEN, Form, Kind, NEXT_START, SETTINGS, Setting};

/// The setting that says whether the computer starts the daemon.
pub(crate) const START_AT_LOG_ON: &str = "start-at-log-on";

/// Where a value comes from; the order is the precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// Built in.
    Default,
    /// The computer's file, `/etc/deskbell/config.toml`; on Windows what its installer was told.
    System,
    /// What the administrator's policy proposes; the agent may choose otherwise.
    PolicyDefault,
    /// The agent's own file.
    User,
    /// An environment variable.
    Env,
    /// The command line.
    Cli,
    /// What the administrator's policy enforces: nothing else counts.
    Policy,
}

impl Layer {
    /// Whether only the administrator writes there.
    pub const fn is_policy(self) -> bool {
        matches!(self, Self::PolicyDefault | Self::Policy)
    }
}

/// The files of the layers that are files.
#[derive(Clone, Debug)]
pub struct Files {
    /// For [`Layer::System`]; none: this system keeps it in no file.
    pub system: Option<PathBuf>,
    /// For [`Layer::User`].
    pub user: PathBuf,
    /// For [`Layer::Policy`] and [`Layer::PolicyDefault`]; none: this system keeps the policy in no file.
    pub policy: Option<PathBuf>,
}

impl Files {
    /// The usual places; `user_directory` is the agent's own configuration folder.
    ///
    /// Nothing that an agent may set names the computer's places. On Windows every user may make files in
    /// `C:\ProgramData`, for all others to read: there what is the computer's is in the registry only.
    pub fn usual(user_directory: &Path) -> Self {
        let of_the_computer = |name: &str| cfg!(unix).then(|| Path::new("/etc/deskbell").join(name));
        Self {
            system: of_the_computer("config.toml"),
            user: user_directory.join("config.toml"),
            policy: of_the_computer("policy.toml"),
        }
    }

    /// The folder of what is the computer's; none: it is in no files.
    pub fn of_the_computer(&self) -> Option<&Path> {
        self.policy.as_deref()?.parent()
    }
}

/// A value and where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Sourced {
    /// The value, of the kind that its setting asks for.
    pub value: toml::Value,
    /// Which layer.
    pub layer: Layer,
    /// File and line, variable, or argument.
    pub place: String,
}

/// The value of every setting that has one, and what could not be understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// What each layer says; the last one counts.
    values: BTreeMap<&'static str, BTreeMap<Layer, Sourced>>,
    /// What could not be understood.
    pub problems: Vec<Problem>,
    /// What that leaves without a value.
    broken: Vec<Broken>,
}

/// What could not be read of a layer.
#[derive(Clone, Debug, PartialEq)]
struct Broken {
    layer: Layer,
    part: Part,
    /// Where it stands, for people.
    place: String,
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    /// The value of a setting.
    Setting(&'static str),
    /// All that is read from this file or key of the registry.
    Source(String),
}

impl Part {
    /// Whether the value is a part of it.
    fn has(&self, name: &str, sourced: &Sourced) -> bool {
        match self {
            Self::Setting(own) => *own == name,
            Self::Source(source) => {
                sourced.place.strip_prefix(source.as_str()).is_some_and(|rest| rest.starts_with([':', '\\']))
            }
        }
    }
}

/// Reads the configuration as it is now, in the same layers each time.
#[derive(Clone)]
pub struct LoadConfig(Arc<LoadWith>);

type LoadWith = dyn Fn(&Arguments) -> Config + Send + Sync;

/// Settings from the command line, by name.
pub type Arguments = Vec<(&'static str, String)>;

impl LoadConfig {
    /// Reads it so.
    pub fn new(load: impl Fn(&Arguments) -> Config + Send + Sync + 'static) -> Self {
        Self(Arc::new(load))
    }

    /// The configuration as it is now, with these arguments.
    pub fn load(&self, arguments: &Arguments) -> Config {
        (self.0)(arguments)
    }
}

impl std::fmt::Debug for LoadConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LoadConfig")
    }
}

impl Config {
    /// Reads all layers. `env` gives the value of an environment variable, `arguments` those of
    /// the command line by setting's name.
    pub fn load(files: &Files, env: impl Fn(&str) -> Option<String>, arguments: &[(&'static str, String)]) -> Self {
        let mut config = Self::default();
        if let Some(file) = &files.system {
            config.read_file(Layer::System, file);
        }
        config.read_file(Layer::User, &files.user);
        for setting in SETTINGS {
            if let Some(text) = env(setting.env).filter(|text| !text.is_empty()) {
                config.read_text(Layer::Env, setting, &text, setting.env);
            }
        }
        for (name, text) in arguments {
            if let Some(setting) = SETTINGS.iter().find(|setting| setting.name == *name) {
                config.read_text(Layer::Cli, setting, text, &format!("--{name}"));
            }
        }
        if let Some(file) = &files.policy {
            config.read_policy_file(file);
        }
        config
    }

    /// Has the values that counted before count on wherever these could not be read.
    pub fn keep_last_good(&mut self, before: &Self) {
        for Broken { layer, part, place } in &self.broken {
            let lost = before.values.iter().filter_map(|(name, layers)| Some((*name, layers.get(layer)?)));
            let lost: Vec<_> = lost.filter(|(name, sourced)| part.has(name, sourced)).collect();
            let last_good = Problem { place: place.clone(), kind: ProblemKind::LastGood };
            if matches!(part, Part::Source(_)) && !lost.is_empty() && !self.problems.contains(&last_good) {
                self.problems.push(last_good);
            }
            for (name, sourced) in lost {
                let layers = self.values.entry(name).or_default();
                match part {
                    // What is there of this layer is from a weaker source: the stronger one broke.
                    Part::Setting(_) => drop(layers.insert(*layer, sourced.clone())),
                    Part::Source(_) => drop(layers.entry(*layer).or_insert_with(|| sourced.clone())),
                }
            }
        }
    }

    /// Has what needs a new start stay as it was at the last one, and says where it will be another.
    pub fn hold_until_next_start(&mut self, started: &Self) {
        for name in NEXT_START {
            let (new, old) = (self.get(name), started.get(name));
            if new.map(|set| &set.value) == old.map(|set| &set.value) {
                continue;
            }
            let place = new.or(old).map(|set| set.place.clone()).unwrap_or_default();
            self.problems.push(Problem { place, kind: ProblemKind::NextStart { key: name } });
            match started.values.get(name) {
                Some(layers) => drop(self.values.insert(name, layers.clone())),
                None => drop(self.values.remove(name)),
            }
        }
    }

    /// Has the agent's choice count, which is in no file.
    pub fn choose(&mut self, choice: &Choice) {
        let Some(setting) = SETTINGS.iter().find(|setting| setting.name == choice.setting) else { return };
        let value = match &choice.value {
            Value::Switch(on) => (*on).into(),
            Value::Number(number) => i64::from(*number).into(),
            Value::Text(text) => text.clone().into(),
            Value::Unset => {
                self.values.entry(setting.name).or_default().remove(&Layer::User);
                return;
            }
        };
        self.put(setting, Sourced { value, layer: Layer::User, place: String::new() });
    }

    fn put(&mut self, setting: &'static Setting, sourced: Sourced) {
        // A stronger source of the layer has one.
        self.broken.retain(|broken| broken.layer != sourced.layer || broken.part != Part::Setting(setting.name));
        self.values.entry(setting.name).or_default().insert(sourced.layer, sourced);
    }

    /// The value of a setting and where it came from; none: not set.
    pub fn get(&self, name: &str) -> Option<&Sourced> {
        self.values.get(name)?.values().next_back()
    }

    /// The text of a setting.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.value.as_str()
    }

    /// The number of a setting.
    pub fn number(&self, name: &str) -> Option<u32> {
        u32::try_from(self.get(name)?.value.as_integer()?).ok()
    }

    /// The texts of a setting that is a list.
    pub fn list(&self, name: &str) -> Vec<String> {
        let items = self.get(name).and_then(|sourced| sourced.value.as_array());
        items.into_iter().flatten().filter_map(toml::Value::as_str).map(str::to_owned).collect()
    }

    /// The text of a setting where it is not empty.
    fn filled(&self, name: &str) -> Option<String> {
        self.text(name).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// Whether the computer is to start the daemon when the agent logs on; none: nobody decided.
    pub fn start_at_log_on(&self) -> Option<bool> {
        self.get(START_AT_LOG_ON)?.value.as_bool()
    }

    /// What agents choose, as it stands.
    fn chosen(&self) -> Settings {
        let setting = |name: &'static str| {
            let unset = choice::Setting { value: Value::Unset, by: None };
            (name, self.get(name).map_or(unset, |sourced| choice::Setting { value: value(sourced), by: by(sourced) }))
        };
        CHOSEN.into_iter().map(setting).collect()
    }

    fn privacy(&self) -> Privacy {
        let named = self.text("privacy");
        Privacy::ALL.into_iter().find(|privacy| Some(privacy.name()) == named).unwrap_or_default()
    }

    fn holds(&self) -> Holds {
        let named = self.list("do-not-disturb-holds");
        Holdable::ALL.into_iter().filter(|holdable| named.iter().any(|name| name == holdable.name())).collect()
    }

    /// What the domain needs to know. `command_prefix` is random for each run.
    pub fn preferences(&self, command_prefix: String) -> Preferences {
        Preferences {
            theme: self.get("theme").and_then(theme),
            allowed_hosts: self.list("allowed-hosts"),
            hosts_locked: self.get("allowed-hosts").map_or(Locked::No, locked),
            agent_desktop_url: self.text("agent-desktop-url").map(str::to_owned),
            muted: self.get("sounds").map_or((false, Locked::No), |sounds| (!is_on(sounds), locked(sounds))),
            ladder: self.get("sound-ladder").map(ladder).unwrap_or_default(),
            holds: self.get("do-not-disturb-holds").map(|_| self.holds()).unwrap_or_default(),
            privacy: self.privacy(),
            templates: self.get("templates").map(templates::templates).unwrap_or_default(),
            monitor: self.filled("monitor"),
            hot_keys: HotKeys { accept: self.filled("hot-key-accept"), decline: self.filled("hot-key-decline") },
            language: self.text("language").map(str::to_owned),
            settings: self.chosen(),
            center: self.text("center").map(str::to_owned),
            browser_sign_in: self.get("sign-in-issuer").is_some() && self.get("token-command").is_none(),
            hide_quit: self.get("hide-quit").is_some_and(is_on),
            command_prefix,
        }
    }
}

fn is_on(switch: &Sourced) -> bool {
    switch.value.as_bool() == Some(true)
}

fn value(sourced: &Sourced) -> Value {
    let number = sourced.value.as_integer().and_then(|number| u32::try_from(number).ok());
    let text = sourced.value.as_str().map(|text| Value::Text(text.to_owned()));
    let switch = sourced.value.as_bool().map(Value::Switch);
    switch.or(number.map(Value::Number)).or(text).unwrap_or(Value::Unset)
}

/// Who decided in place of the agent.
fn by(sourced: &Sourced) -> Option<Enforcer> {
    match sourced.layer {
        Layer::Default | Layer::System | Layer::PolicyDefault | Layer::User => None,
        Layer::Env | Layer::Cli => Some(Enforcer::Start(sourced.place.clone())),
        Layer::Policy => Some(Enforcer::Policy(sourced.place.clone())),
    }
}

fn ladder(sourced: &Sourced) -> Ladder {
    let steps = sourced.value.as_array().into_iter().flatten().filter_map(toml::Value::as_integer);
    Ladder::new(steps.filter_map(|step| u32::try_from(step).ok()).collect())
}

fn theme(sourced: &Sourced) -> Option<(Theme, Locked)> {
    let theme = match sourced.value.as_str()? {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        "system" => Theme::System,
        _ => return None,
    };
    Some((theme, locked(sourced)))
}

fn locked(sourced: &Sourced) -> Locked {
    if sourced.layer == Layer::Policy { Locked::Yes } else { Locked::No }
}
