//! The configuration profile for macOS: a template in which every setting stands as a comment.

use std::fs;

use deskbell::config::policy::Store;
use deskbell::config::{Layer, Setting};
use roxmltree::{Document, Node};
use toml::{Table, Value};

use super::admx::escaped;
use super::texts::Texts;
use super::{compare, examples, is_that_of_the_examples, packaged, settings, taken};

/// The file, which is called by the domain of the preferences.
const FILE: &str = "com.deskbell.deskbell.mobileconfig";

fn template(texts: &Texts) -> String {
    let enforced: String = settings(Layer::Policy).map(|setting| comment(setting, texts, 6)).collect();
    let defaults: String = settings(Layer::PolicyDefault).map(|setting| comment(setting, texts, 8)).collect();
    let (product, description) = (escaped(texts.text("product")), escaped(texts.text("description")));
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- A template: take away the marks around what is to count, and give both identifiers new values. -->
<plist version="1.0">
<dict>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadVersion</key><integer>1</integer>
  <key>PayloadIdentifier</key><string>com.deskbell.deskbell.profile</string>
  <key>PayloadUUID</key><string>6F1C4D0A-52B7-4C39-9B54-6B1E0D5A8C11</string>
  <key>PayloadScope</key><string>System</string>
  <key>PayloadDisplayName</key><string>{product}</string>
  <key>PayloadDescription</key><string>{description}</string>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadType</key><string>com.deskbell.deskbell</string>
      <key>PayloadVersion</key><integer>1</integer>
      <key>PayloadIdentifier</key><string>com.deskbell.deskbell.settings</string>
      <key>PayloadUUID</key><string>0B8E1B1E-7A7C-4C55-8D0F-2B6A4C0F9E22</string>
      <key>PayloadDisplayName</key><string>{product}</string>
      <!-- {} -->
{enforced}      <key>Defaults</key>
      <!-- {} -->
      <dict>
{defaults}      </dict>
    </dict>
  </array>
</dict>
</plist>
"#,
        texts.text("sample-enforced"),
        texts.text("sample-defaults"),
    )
}

/// What the setting does, and an example of it: a comment each, for Apple's reader takes no words between keys, and so
/// only the example's marks are to be taken away.
fn comment(setting: &Setting, texts: &Texts, indent: usize) -> String {
    let value = property(&examples()[setting.name]);
    let space = " ".repeat(indent);
    let (explanation, name) = (texts.explanation(setting.name), setting.name);
    format!("{space}<!-- {explanation} -->\n{space}<!--\n{space}<key>{name}</key>{value}\n{space}-->\n")
}

/// A value of a property list.
fn property(value: &Value) -> String {
    match value {
        Value::Boolean(on) => format!("<{on}/>"),
        Value::Integer(number) => format!("<integer>{number}</integer>"),
        Value::String(text) => format!("<string>{}</string>", escaped(text)),
        Value::Array(items) => format!("<array>{}</array>", items.iter().map(property).collect::<String>()),
        Value::Table(table) => {
            let entry = |(key, value): (&String, &Value)| format!("<key>{}</key>{}", escaped(key), property(value));
            format!("<dict>{}</dict>", table.iter().map(entry).collect::<String>())
        }
        Value::Float(_) | Value::Datetime(_) => panic!("no setting is one: {value}"),
    }
}

/// The value of a property list that an element is.
fn read(node: Node<'_, '_>) -> Value {
    let text = node.text().unwrap_or_default();
    match node.tag_name().name() {
        "true" => true.into(),
        "false" => false.into(),
        "integer" => text.parse::<i64>().unwrap().into(),
        "string" => text.into(),
        "array" => Value::Array(node.children().filter(Node::is_element).map(read).collect()),
        "dict" => Value::Table(read_dictionary(node)),
        other => panic!("{other} is no property"),
    }
}

fn read_dictionary(node: Node<'_, '_>) -> Table {
    let parts: Vec<_> = node.children().filter(Node::is_element).collect();
    let pair = |pair: &[Node<'_, '_>]| {
        assert!(pair[0].has_tag_name("key"), "a key and a value, in turn");
        (pair[0].text().unwrap().to_owned(), read(pair[1]))
    };
    parts.chunks(2).map(pair).collect()
}

/// The payload of a profile: what stands beside `PayloadContent`'s own keys.
fn payload(profile: &str) -> Table {
    let document =
        Document::parse_with_options(profile, roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() });
    let document = document.unwrap();
    let dictionary = document.root_element().first_element_child().unwrap();
    let content = read_dictionary(dictionary)["PayloadContent"].as_array().unwrap()[0].as_table().unwrap().clone();
    content.into_iter().filter(|(name, _)| !name.starts_with("Payload")).collect()
}

#[test]
fn the_profile_is_as_the_list_of_settings_says() {
    compare(&packaged(FILE), &template(&Texts::read("en")));
}

#[test]
fn all_that_the_profile_shows_is_understood() {
    let template = fs::read_to_string(packaged(FILE)).unwrap();
    assert_eq!(payload(&template), Table::from_iter([("Defaults".to_owned(), Value::Table(Table::new()))]));
    let is_mark = |line: &str| matches!(line.trim(), "<!--" | "-->");
    let all: String = template.lines().filter(|line| !is_mark(line)).map(|line| format!("{line}\n")).collect();
    let loose = all.lines().map(str::trim).find(|line| !line.starts_with('<') || !line.ends_with('>'));
    assert_eq!(loose, None, "Apple's reader takes no words between keys");
    let mut enforced = payload(&all);
    let Some(Value::Table(defaults)) = enforced.remove("Defaults") else { panic!("there are defaults") };
    is_that_of_the_examples(&taken(Store::Profile, Layer::Policy, &enforced), Layer::Policy);
    is_that_of_the_examples(&taken(Store::Profile, Layer::PolicyDefault, &defaults), Layer::PolicyDefault);
}
