//! The administrator's policy: what is enforced, and what is a default that the agent may change.
//!
//! It comes as the file `policy.toml` with two tables, or entry by entry from where the system keeps it: the
//! registry of Windows, the managed preferences of macOS. Reading those is the platform's; what they mean is
//! decided here, for all alike.

use std::path::Path;

use toml::Value;
use toml::de::{DeString, DeTable, DeValue};

use super::read::{PROBLEMS_AT_MOST, ProblemKind, Source, meant, no_setting, number};
use super::{Config, Form, Kind, Layer, SETTINGS, Setting, Sourced};
use crate::text::{NAME, shown};

/// The tables of the file, with the layer of each.
pub const TABLES: [(&str, Layer); 2] = [("enforced", Layer::Policy), ("defaults", Layer::PolicyDefault)];

const LAYERS: [Layer; 2] = [Layer::Policy, Layer::PolicyDefault];

/// Where a system keeps a policy that is in no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// The registry of Windows.
    Registry,
    /// The managed preferences of macOS, which configuration profiles bring.
    Profile,
}

/// One value of a policy as the system keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Enforced, or a default: the policy's, or the computer's own.
    pub layer: Layer,
    /// Its name, which should be that of a setting.
    pub name: String,
    /// Its value; or, where no setting is of that kind, what the system calls the kind.
    pub value: Result<Value, String>,
    /// Where it is, for people.
    pub place: String,
}

impl Store {
    /// What the store calls a value that is made so. Switches are numbers in the registry, 0 or 1, and a
    /// table is written there as the lines of a TOML text.
    pub const fn form(self, form: Form) -> &'static str {
        match (self, form) {
            (Self::Registry, Form::Switch | Form::Number) => "REG_DWORD",
            (Self::Registry, Form::Text) => "REG_SZ",
            (Self::Registry, Form::List | Form::Table) => "REG_MULTI_SZ",
            (Self::Profile, Form::Switch) => "boolean",
            (Self::Profile, Form::Number) => "integer",
            (Self::Profile, Form::Text) => "string",
            (Self::Profile, Form::List) => "array",
            (Self::Profile, Form::Table) => "dict",
        }
    }
}

impl Config {
    pub(super) fn read_policy_file(&mut self, path: &Path) {
        if let Some(text) = self.text_of(&LAYERS, path) {
            self.read_policy(&text, &path.display().to_string());
        }
    }

    /// Reads the text of a policy file; `name` is what problems call it.
    pub fn read_policy(&mut self, text: &str, name: &str) {
        let told = self.problems.len();
        let source = Source { text, name };
        let mut parts: Vec<_> = self.parsed(&LAYERS, text, name).into_iter().flatten().collect();
        parts.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in parts {
            let place = source.place(key.span().start);
            match named(key.get_ref(), value.into_inner()) {
                Ok((layer, table)) => self.read_table(layer, table, &source),
                Err((lost, kind)) if lost.is_empty() => self.problem(place, kind),
                Err((lost, kind)) => self.lost(&lost, name, place, kind),
            }
        }
        self.problems.truncate(told + PROBLEMS_AT_MOST);
    }

    /// Takes what the system keeps, the later entries over the earlier ones of the same layer.
    pub fn take_entries(&mut self, store: Store, entries: impl IntoIterator<Item = Entry>) {
        let told = self.problems.len();
        for entry in entries {
            self.take_entry(store, entry);
        }
        self.problems.truncate(told + PROBLEMS_AT_MOST);
    }

    /// Says that nothing could be read where the system keeps a layer, for these words of the system's.
    pub fn cannot_read(&mut self, layer: Layer, place: &str, why: String) {
        self.lost(&[layer], place, place.to_owned(), ProblemKind::Unreadable(why));
    }

    fn take_entry(&mut self, store: Store, Entry { layer, name, value, place }: Entry) {
        // The registry does not tell capitals from small letters.
        let Some(setting) = SETTINGS.iter().find(|setting| setting.name.eq_ignore_ascii_case(&name)) else {
            return self.problem(place, no_setting(&name, layer));
        };
        match value.and_then(|value| formed(store, setting, value)) {
            Ok(value) => self.take(setting, Sourced { value, layer, place }),
            Err(found) => {
                let wanted = store.form(setting.kind.form());
                self.refuse(layer, setting, place, ProblemKind::Form { key: setting.name, found, wanted });
            }
        }
    }
}

/// The layer that a part of the file belongs to, and its settings; or which layers are lost by what is wrong.
fn named<'t>(key: &DeString<'_>, value: DeValue<'t>) -> Result<(Layer, DeTable<'t>), (Vec<Layer>, ProblemKind)> {
    if let Some((name, layer)) = TABLES.into_iter().find(|(name, _)| name == key) {
        return match value {
            DeValue::Table(table) => Ok((layer, table)),
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_) => Err((vec![layer], ProblemKind::NoTable { key: name })),
        };
    }
    let setting = SETTINGS.iter().map(|setting| setting.name).find(|name| name == key);
    Err(setting.map_or_else(|| stranger(key), |key| (vec![], ProblemKind::OutsideTables { key })))
}

/// What is wrong with a part of the file that is neither a table of ours nor a setting. One that is nearly called as a
/// table of ours was meant to be it.
fn stranger(key: &str) -> (Vec<Layer>, ProblemKind) {
    let other = no_setting(key, Layer::Policy);
    let near = meant(key, TABLES.into_iter().map(|(name, _)| name));
    let lost = TABLES.into_iter().filter(|(name, _)| near == Some(*name)).map(|(_, layer)| layer).collect();
    if near.is_some() || matches!(other, ProblemKind::UnknownKey { meant: None, .. }) {
        return (lost, ProblemKind::UnknownTable { key: shown(key, NAME) });
    }
    (lost, other)
}

/// The value as the setting takes it, or what its form is called.
fn formed(store: Store, setting: &Setting, value: Value) -> Result<Value, String> {
    match (setting.kind.form(), value) {
        (Form::Switch, Value::Integer(number @ (0 | 1))) => Ok(Value::Boolean(number == 1)),
        (Form::Switch, value @ (Value::Boolean(_) | Value::Integer(_))) => Ok(value),
        (Form::Number, value @ Value::Integer(_)) => Ok(value),
        (Form::Text, value @ Value::String(_)) => Ok(value),
        (Form::List, Value::Array(items)) => Ok(Value::Array(filled(items).map(|item| of(setting, item)).collect())),
        (Form::Table, value @ Value::Table(_)) => Ok(value),
        (Form::Table, Value::Array(lines)) => Ok(table(&lines)),
        (_, value) => Err(called(store, &value).to_owned()),
    }
}

/// A list without its empty texts, which end it in the registry.
fn filled(items: Vec<Value>) -> impl Iterator<Item = Value> {
    items.into_iter().filter(|item| item.as_str() != Some(""))
}

/// The registry knows no lists of numbers.
fn of(setting: &Setting, item: Value) -> Value {
    match (setting.kind, item.as_str()) {
        (Kind::Seconds, Some(text)) => number(text.trim()),
        (_, _) => item,
    }
}

/// The table that these lines are in TOML; what is none stays a text, which no table takes.
fn table(lines: &[Value]) -> Value {
    let text = lines.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n");
    text.parse().map_or(Value::String(text), Value::Table)
}

/// What the store calls the form that this value has.
fn called(store: Store, value: &Value) -> &'static str {
    match value {
        Value::String(_) => store.form(Form::Text),
        Value::Integer(_) => store.form(Form::Number),
        Value::Boolean(_) => store.form(Form::Switch),
        Value::Array(_) => store.form(Form::List),
        Value::Table(_) => store.form(Form::Table),
        Value::Float(_) => "real",
        Value::Datetime(_) => "date",
    }
}
