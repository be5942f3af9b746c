//! Reading templates: those without a mistake count, each other is told.

use toml::{Table, Value};

use super::read::{ProblemKind, meant};
use super::setting::Kind;
use super::{Config, Sourced};
use crate::domain::template::{FIELDS_AT_MOST, Field, Mistake, Pattern, Placeholder, Template, Templates};
use crate::text::{NAME, shown};

/// So many channels have a template: no more problems of them are told either.
const CHANNELS_AT_MOST: usize = 20;

impl Config {
    /// The table without the templates that have a mistake.
    pub(super) fn templates(&mut self, given: Value, place: &str) -> Value {
        let Value::Table(given) = given else { return given };
        let mut good = Table::new();
        for (channel, template) in given.into_iter().take(CHANNELS_AT_MOST) {
            match read(&template) {
                Ok(_) => drop(good.insert(channel, template)),
                Err(kind) => self.problem(place.to_owned(), kind),
            }
        }
        Value::Table(good)
    }
}

/// The templates of a setting.
pub(super) fn templates(sourced: &Sourced) -> Templates {
    let table = sourced.value.as_table().into_iter().flatten();
    Templates(table.filter_map(|(channel, template)| Some((channel.to_lowercase(), read(template).ok()?))).collect())
}

fn read(template: &Value) -> Result<Template, ProblemKind> {
    let wrong = || ProblemKind::Value { key: "templates", kind: Kind::Templates };
    let mut read = Template::default();
    for (key, value) in template.as_table().ok_or_else(wrong)? {
        match key.as_str() {
            "title" => read.title = Some(pattern(value.as_str().ok_or_else(wrong)?)?),
            "fields" => read.fields = Some(fields(value).ok_or_else(wrong)??),
            other => {
                let meant = meant(other, ["title", "fields"].into_iter());
                return Err(ProblemKind::UnknownKey { key: shown(other, NAME), meant });
            }
        }
    }
    Ok(read)
}

/// None: it is no list of so many texts.
fn fields(value: &Value) -> Option<Result<Vec<Field>, ProblemKind>> {
    let texts = value.as_array().filter(|list| list.len() <= FIELDS_AT_MOST)?;
    let texts: Vec<&str> = texts.iter().map(Value::as_str).collect::<Option<_>>()?;
    Some(texts.into_iter().map(field).collect())
}

/// `Label: text`, or the text alone.
fn field(text: &str) -> Result<Field, ProblemKind> {
    let labelled = text.split_once(": ").filter(|(label, _)| !label.contains(['{', '}']));
    let (label, text) = labelled.unwrap_or(("", text));
    Ok(Field { label: label.to_owned(), text: pattern(text)? })
}

fn pattern(text: &str) -> Result<Pattern, ProblemKind> {
    Pattern::parse(text).map_err(|mistake| match mistake {
        Mistake::Unknown(name) => {
            ProblemKind::Placeholder { meant: meant(&name, Placeholder::names()), name: shown(&name, NAME) }
        }
        Mistake::Brace => ProblemKind::Placeholder { name: shown(text, NAME), meant: None },
    })
}
