//! Reading one layer: what is understood is put in, what is not becomes a problem.

use std::io;
use std::path::Path;

use global_hotkey::hotkey::{HotKey, Modifiers};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};
use url::Url;

use super::proxy::{self, Mistake};
use super::setting::{Kind, SETTINGS, Setting};
use super::{Broken, Config, Layer, Part, Sourced, policy};
use crate::files::read_text;
use crate::links::{is_host_rule, is_this_computer};
use crate::text::{NAME, shown};

/// A longer file is not read: it is no configuration. In bytes.
pub(super) const FILE_LIMIT: u64 = 256 * 1024;
/// So many problems of one file are told; whoever mends these sees the next.
pub(super) const PROBLEMS_AT_MOST: usize = 20;

/// Something in the configuration that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// File and line, variable, or argument.
    pub place: String,
    /// What is wrong there.
    pub kind: ProblemKind,
}

/// What is wrong with the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The file cannot be read.
    Unreadable(String),
    /// The file is not TOML; none of it counts.
    Syntax(String),
    /// There is no such setting.
    UnknownKey {
        /// As it was written.
        key: String,
        /// The setting that was probably meant.
        meant: Option<&'static str>,
    },
    /// The value does not fit the setting.
    Value {
        /// The setting.
        key: &'static str,
        /// What fits.
        kind: Kind,
    },
    /// An entry of a list of hosts is none; the others count.
    Host {
        /// As it was written.
        entry: String,
    },
    /// A template has a placeholder that there is not.
    Placeholder {
        /// As it was written.
        name: String,
        /// The one that was probably meant.
        meant: Option<&'static str>,
    },
    /// Somebody wrote a token into a file.
    Secret,
    /// A script that chooses proxies (PAC), which is not understood.
    Pac,
    /// The setting, or the table of settings, counts in the administrator's policy only.
    PolicyOnly {
        /// The setting or the table.
        key: &'static str,
    },
    /// The policy has a setting outside of its tables.
    OutsideTables {
        /// The setting.
        key: &'static str,
    },
    /// The policy has no such table.
    UnknownTable {
        /// As it was written.
        key: String,
    },
    /// One of the policy's tables is none.
    NoTable {
        /// What should be a table.
        key: &'static str,
    },
    /// The registry or a profile keeps a value in the wrong form.
    Form {
        /// The setting.
        key: &'static str,
        /// The form that it has, as the system calls it.
        found: String,
        /// The form that it needs, as the system calls it.
        wanted: &'static str,
    },
    /// What the file said before counts on.
    LastGood,
    /// The setting has another value, which counts from the next start.
    NextStart {
        /// The setting.
        key: &'static str,
    },
}

impl Config {
    pub(super) fn read_file(&mut self, layer: Layer, path: &Path) {
        if let Some(text) = self.text_of(&[layer], path) {
            self.read_toml(layer, &text, &path.display().to_string());
        }
    }

    /// The text of a file that these layers are in; none: there is no file, or none that can be read.
    pub(super) fn text_of(&mut self, layers: &[Layer], path: &Path) -> Option<String> {
        let error = match read_text(path, FILE_LIMIT) {
            Ok(text) => return Some(text),
            Err(error) => error,
        };
        if error.kind() != io::ErrorKind::NotFound {
            let name = path.display().to_string();
            self.lost(layers, &name, name.clone(), ProblemKind::Unreadable(error.to_string()));
        }
        None
    }

    /// Reads a TOML text; `name` is what problems call it.
    pub fn read_toml(&mut self, layer: Layer, text: &str, name: &str) {
        let told = self.problems.len();
        if let Some(table) = self.parsed(&[layer], text, name) {
            self.read_table(layer, table, &Source { text, name });
        }
        self.problems.truncate(told + PROBLEMS_AT_MOST);
    }

    /// The table that a text is.
    pub(super) fn parsed<'t>(&mut self, layers: &[Layer], text: &'t str, name: &str) -> Option<DeTable<'t>> {
        match DeTable::parse(text) {
            Ok(table) => Some(table.into_inner()),
            Err(error) => {
                let place = Source { text, name }.place(error.span().map_or(0, |span| span.start));
                self.lost(layers, name, place, ProblemKind::Syntax(error.message().to_owned()));
                None
            }
        }
    }

    /// Takes every entry of a table, in the order of the text.
    pub(super) fn read_table(&mut self, layer: Layer, table: DeTable<'_>, source: &Source<'_>) {
        let mut entries: Vec<_> = table.into_iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let place = source.place(key.span().start);
            self.read_entry(layer, &key.into_inner(), value.into_inner(), place);
        }
    }

    fn read_entry(&mut self, layer: Layer, key: &str, value: DeValue<'_>, place: String) {
        let Some(setting) = SETTINGS.iter().find(|setting| setting.name == key) else {
            return self.problem(place, no_setting(key, layer));
        };
        match plain(value) {
            Some(value) => self.take(setting, Sourced { value, layer, place }),
            None => self.refuse(layer, setting, place, ProblemKind::Value { key: setting.name, kind: setting.kind }),
        }
    }

    /// The list without what is no host.
    fn hosts(&mut self, value: &toml::Value, place: &str) -> toml::Value {
        let entries = value.as_array().into_iter().flatten().filter_map(toml::Value::as_str).map(str::to_owned);
        let (good, bad): (Vec<String>, Vec<String>) = entries.partition(|entry| is_host_rule(entry));
        for entry in bad.into_iter().take(PROBLEMS_AT_MOST) {
            self.problem(place.to_owned(), ProblemKind::Host { entry: shown(&entry, NAME) });
        }
        list(good)
    }

    /// Reads a value from a variable or an argument.
    pub(super) fn read_text(&mut self, layer: Layer, setting: &'static Setting, text: &str, place: &str) {
        let value = match setting.kind {
            Kind::Texts | Kind::Hosts | Kind::SomeOf(_) => {
                list(text.split(',').map(str::trim).filter(|entry| !entry.is_empty()).map(str::to_owned).collect())
            }
            Kind::Switch => text.parse().map_or_else(|_| toml::Value::String(text.to_owned()), toml::Value::Boolean),
            Kind::Percent => number(text),
            Kind::Seconds => {
                let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty());
                toml::Value::Array(entries.map(number).collect())
            }
            Kind::Templates => {
                text.parse::<toml::Table>().map_or_else(|_| toml::Value::String(text.into()), toml::Value::Table)
            }
            Kind::Command => list(shlex::split(text).unwrap_or_default()),
            Kind::Center | Kind::Link | Kind::Text | Kind::HotKey | Kind::Proxy | Kind::PolicyFile | Kind::OneOf(_) => {
                toml::Value::String(text.to_owned())
            }
        };
        self.take(setting, Sourced { value, layer, place: place.to_owned() });
    }

    /// Puts the value in if it fits the setting and may come from there.
    pub(super) fn take(&mut self, setting: &'static Setting, mut sourced: Sourced) {
        if let Some(kind) = refused(setting, &sourced) {
            return self.refuse(sourced.layer, setting, sourced.place, kind);
        }
        if setting.kind == Kind::Templates {
            sourced.value = self.templates(sourced.value, &sourced.place);
        }
        if setting.kind == Kind::Hosts {
            sourced.value = self.hosts(&sourced.value, &sourced.place);
        }
        self.put(setting, sourced);
    }

    /// The layer has no value of the setting that could be taken.
    pub(super) fn refuse(&mut self, layer: Layer, setting: &'static Setting, place: String, kind: ProblemKind) {
        self.broken.push(Broken { layer, part: Part::Setting(setting.name), place: place.clone() });
        self.problem(place, kind);
    }

    /// Nothing of these layers could be read from the source.
    pub(super) fn lost(&mut self, layers: &[Layer], source: &str, place: String, kind: ProblemKind) {
        for layer in layers {
            self.broken.push(Broken { layer: *layer, part: Part::Source(source.to_owned()), place: place.clone() });
        }
        self.problem(place, kind);
    }

    pub(super) fn problem(&mut self, place: String, kind: ProblemKind) {
        self.problems.push(Problem { place, kind });
    }
}

/// A text with the name that problems call it.
#[derive(Clone, Copy)]
pub(super) struct Source<'t> {
    pub(super) text: &'t str,
    pub(super) name: &'t str,
}

impl Source<'_> {
    /// File and line of an offset in bytes.
    pub(super) fn place(&self, offset: usize) -> String {
        format!("{}:{}", self.name, line(self.text, offset))
    }
}

/// Why the setting does not take the value; none: it does.
fn refused(setting: &'static Setting, sourced: &Sourced) -> Option<ProblemKind> {
    let pac = setting.kind == Kind::Proxy && sourced.value.as_str().map(proxy::address) == Some(Err(Mistake::Pac));
    if pac {
        Some(ProblemKind::Pac)
    } else if !fits(setting.kind, &sourced.value) {
        Some(ProblemKind::Value { key: setting.name, kind: setting.kind })
    } else if setting.kind == Kind::PolicyFile && !sourced.layer.is_policy() {
        Some(ProblemKind::PolicyOnly { key: setting.name })
    } else {
        None
    }
}

/// What is wrong with a key that is no setting.
pub(super) fn no_setting(key: &str, layer: Layer) -> ProblemKind {
    let table = policy::TABLES.into_iter().find(|(table, _)| *table == key && !layer.is_policy());
    if let Some((key, _)) = table {
        ProblemKind::PolicyOnly { key }
    } else if ["token", "password", "secret"].contains(&key) {
        ProblemKind::Secret
    } else {
        unknown(key)
    }
}

fn list(items: Vec<String>) -> toml::Value {
    toml::Value::Array(items.into_iter().map(toml::Value::String).collect())
}

/// The number that the text is, or else the text, which no setting of numbers takes.
pub(super) fn number(text: &str) -> toml::Value {
    text.parse().map_or_else(|_| toml::Value::String(text.to_owned()), toml::Value::Integer)
}

/// A parsed value without its places: no setting holds a number with a fraction, or a date.
#[expect(clippy::wildcard_enum_match_arm, reason = "no setting is of any other type")]
fn plain(value: DeValue<'_>) -> Option<toml::Value> {
    match value {
        DeValue::String(text) => Some(toml::Value::String(text.into_owned())),
        DeValue::Boolean(on) => Some(toml::Value::Boolean(on)),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok().map(toml::Value::Integer),
        DeValue::Table(entries) => {
            let entry = |(key, value): (Spanned<DeString<'_>>, Spanned<DeValue<'_>>)| {
                Some((key.into_inner().into_owned(), plain(value.into_inner())?))
            };
            entries.into_iter().map(entry).collect::<Option<toml::Table>>().map(toml::Value::Table)
        }
        DeValue::Array(items) => {
            items.into_iter().map(|item| plain(item.into_inner())).collect::<Option<Vec<_>>>().map(toml::Value::Array)
        }
        _ => None,
    }
}

fn fits(kind: Kind, value: &toml::Value) -> bool {
    let text = value.as_str();
    match kind {
        Kind::Text => text.is_some(),
        Kind::Texts | Kind::Hosts | Kind::Command => {
            value.as_array().is_some_and(|items| items.iter().all(toml::Value::is_str))
        }
        Kind::Templates => value.is_table(),
        Kind::HotKey => text.is_some_and(|text| text.is_empty() || is_hot_key(text)),
        Kind::Switch => value.is_bool(),
        Kind::Percent => value.as_integer().is_some_and(|number| (0..=100).contains(&number)),
        Kind::Seconds => {
            let is_time = |item: &toml::Value| item.as_integer().is_some_and(|seconds| (1..=3600).contains(&seconds));
            value.as_array().is_some_and(|items| items.iter().all(is_time))
        }
        Kind::SomeOf(words) => {
            let known = |item: &toml::Value| item.as_str().is_some_and(|item| words.contains(&item));
            value.as_array().is_some_and(|items| items.iter().all(known))
        }
        Kind::OneOf(words) => text.is_some_and(|text| words.contains(&text)),
        Kind::Proxy => text.is_some_and(|text| matches!(text, "direct" | "system") || is_proxy(text)),
        Kind::PolicyFile => text.is_some_and(|text| Path::new(text).is_absolute()),
        Kind::Center => text.and_then(|text| Url::parse(text).ok()).is_some_and(|url| is_link(&url, "wss", "ws")),
        Kind::Link => text.and_then(|text| Url::parse(text).ok()).is_some_and(|url| is_link(&url, "https", "http")),
    }
}

/// Plain connections are for this computer only, and a password is a secret, which no file holds.
fn is_link(url: &Url, secure: &str, plain: &str) -> bool {
    let Some(host) = url.host().filter(|_| url.username().is_empty() && url.password().is_none()) else {
        return false;
    };
    url.scheme() == secure || (url.scheme() == plain && is_this_computer(&host))
}

/// Keys without Ctrl, Alt or Super would take letters from what the agent types.
fn is_hot_key(text: &str) -> bool {
    let plain = Modifiers::CONTROL | Modifiers::ALT | Modifiers::META;
    text.parse::<HotKey>().is_ok_and(|keys| keys.mods.intersects(plain))
}

/// An address of a proxy as a file may have it.
fn is_proxy(text: &str) -> bool {
    text.contains("://") && proxy::address(text).is_ok_and(|url| !proxy::has_sign_in(&url))
}

fn unknown(key: &str) -> ProblemKind {
    let meant = meant(key, SETTINGS.iter().map(|setting| setting.name));
    ProblemKind::UnknownKey { key: shown(key, NAME), meant }
}

/// The name that was probably meant.
pub(super) fn meant(written: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let near = names.map(|name| (strsim::jaro_winkler(written, name), name));
    let best = near.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(likeness, _)| *likeness > 0.8);
    best.map(|(_, name)| name)
}

fn line(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}
