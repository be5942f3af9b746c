//! The sample of `policy.toml`, and the table of the documentation.

use deskbell::config::{Layer, NEXT_START, SETTINGS, Setting};
use toml::Value;

use super::texts::{Texts, choices};

/// Between these two lines of the documentation stands the table.
pub const TABLE_BEGINS: &str = "<!-- The table is made of the list of settings: see tests/policy.rs. -->\n";
pub const TABLE_ENDS: &str = "\n<!-- The table ends. -->";

/// Every setting as a comment, with an example.
pub fn policy_file(texts: &Texts) -> String {
    let examples = super::examples();
    let part = |layer: Layer, table: &str, note: &str| {
        let line = |setting: &Setting| {
            let value = inline(&examples[setting.name]);
            let explained = texts.explanation(setting.name);
            let explanation = if layer == Layer::Policy { format!("\n# {explained}\n") } else { String::new() };
            format!("{explanation}#{} = {value}\n", setting.name)
        };
        let lines: String = super::settings(layer).map(line).collect();
        format!("\n# {}\n[{table}]\n{lines}", texts.text(note))
    };
    let enforced = part(Layer::Policy, "enforced", "sample-enforced");
    let defaults = part(Layer::PolicyDefault, "defaults", "sample-defaults");
    format!("# /etc/deskbell/policy.toml\n# {}\n{enforced}{defaults}", texts.text("description"))
}

/// A value on one line.
fn inline(value: &Value) -> String {
    match value {
        Value::Table(table) => {
            let entries = table.iter().map(|(key, value)| format!("{key} = {}", inline(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {
            value.to_string()
        }
    }
}

/// A row for each setting.
pub fn table() -> String {
    let row = |setting: &Setting| {
        let counts = if NEXT_START.contains(&setting.name) { "at the next start" } else { "at once" };
        format!("| `{}` | `{}` | {}{} | {counts} |\n", setting.name, setting.env, setting.about, one_of(setting))
    };
    let rows: String = SETTINGS.iter().map(row).collect();
    format!("| setting | variable | what it is for | a change counts |\n|---|---|---|---|\n{rows}")
}

/// The choices, where the sentence does not name them.
fn one_of(setting: &Setting) -> String {
    let choices = choices(setting);
    if choices.iter().all(|choice| names(setting.about, choice)) {
        return String::new();
    }
    let choices = choices.iter().map(|choice| format!("`{choice}`")).collect::<Vec<_>>();
    format!("; one of {}", choices.join(", "))
}

fn names(sentence: &str, choice: &str) -> bool {
    sentence.split(|letter: char| !letter.is_alphanumeric() && letter != '-').any(|word| word == choice)
}
