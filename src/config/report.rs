//! Every setting with its value and where that came from, for people, for scripts, and for others.

use serde::Serialize;
use url::Url;

use super::words::sentence;
use super::{Config, Kind, Layer, Problem, SETTINGS, Setting};
use crate::i18n::Words;

/// Stands where something was left out.
const LEFT_OUT: &str = "…";

/// Who will read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discretion {
    /// The agent: everything is said.
    Everything,
    /// Others: no value is said as far as a secret might stand in it.
    NothingSecret,
}

/// A setting as it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Its name.
    pub name: &'static str,
    /// Its value; none: it is not set.
    pub value: Option<toml::Value>,
    /// The layer that the value is from.
    pub layer: Option<Layer>,
    /// File and line, variable, or argument.
    pub place: Option<String>,
    /// Nobody but the administrator can change it.
    pub enforced: bool,
}

/// Something that was not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// File and line, variable, or argument.
    pub place: String,
    /// What is wrong and what to do, as a sentence.
    pub sentence: String,
}

/// The whole configuration.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConfigReport {
    /// Every setting, set or not.
    pub settings: Vec<Line>,
    /// What was not understood.
    pub problems: Vec<Told>,
}

impl ConfigReport {
    /// The report of a configuration; `more` are problems of its surroundings.
    pub fn of(config: &Config, more: &[Problem], discretion: Discretion, words: &Words) -> Self {
        let line = |setting: &'static Setting| {
            let set = config.get(setting.name);
            Line {
                name: setting.name,
                value: set.map(|set| told(setting.kind, &set.value, discretion)),
                layer: set.map(|set| set.layer),
                place: set.map(|set| set.place.clone()),
                enforced: set.is_some_and(|set| set.layer == Layer::Policy),
            }
        };
        let problem = |problem: &Problem| Told { place: problem.place.clone(), sentence: sentence(problem, words) };
        Self {
            settings: SETTINGS.iter().map(line).collect(),
            problems: config.problems.iter().chain(more).map(problem).collect(),
        }
    }

    /// A line a setting, then a line a problem.
    pub fn text(&self, words: &Words) -> String {
        let unset = words.text("cli-config-unset");
        let lines = self.settings.iter().map(|line| match (&line.value, &line.place) {
            (Some(value), Some(place)) => format!("{} = {value}  # {place}", line.name),
            (Some(_) | None, _) => format!("# {}  # {unset}", line.name),
        });
        let problems = self.problems.iter().map(|problem| format!("! {}", problem.sentence));
        lines.chain(problems).collect::<Vec<_>>().join("\n")
    }

    /// The same for scripts.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("texts, numbers and switches in lists")
    }
}

/// The value as far as it may be said. No setting is a secret; but an argument of a program, or what
/// stands behind a question mark, may hold one.
fn told(kind: Kind, value: &toml::Value, discretion: Discretion) -> toml::Value {
    if discretion == Discretion::Everything {
        return value.clone();
    }
    match kind {
        Kind::Command => program(value),
        Kind::Center | Kind::Link => value.as_str().map_or_else(|| value.clone(), |text| without_query(text).into()),
        Kind::Text
        | Kind::Texts
        | Kind::Hosts
        | Kind::Proxy
        | Kind::PolicyFile
        | Kind::HotKey
        | Kind::Templates
        | Kind::Switch
        | Kind::Percent
        | Kind::Seconds
        | Kind::SomeOf(_)
        | Kind::OneOf(_) => value.clone(),
    }
}

/// The program without its arguments.
fn program(words: &toml::Value) -> toml::Value {
    let words = words.as_array().map_or(&[][..], Vec::as_slice);
    let shown = words.iter().take(1).cloned().chain((words.len() > 1).then(|| LEFT_OUT.into()));
    toml::Value::Array(shown.collect())
}

fn without_query(text: &str) -> String {
    let Ok(mut url) = Url::parse(text) else { return LEFT_OUT.to_owned() };
    let had_more = url.query().is_some() || url.fragment().is_some();
    url.set_query(None);
    url.set_fragment(None);
    if had_more { format!("{url}?{LEFT_OUT}") } else { text.to_owned() }
}
