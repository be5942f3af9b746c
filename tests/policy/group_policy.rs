//! Whether the files for Group Policy are whole, and what the registry then has is understood.

use std::collections::BTreeSet;
use std::fs;

use deskbell::config::policy::{Entry, Store};
use deskbell::config::words::sentence;
use deskbell::config::{Config, Form, Layer, SETTINGS};
use deskbell::i18n::Words;
use roxmltree::{Document, Node};
use toml::{Table, Value};

use super::texts::Texts;
use super::{admx, compare, examples, is_that_of_the_examples, packaged, settings, taken};

const LANGUAGES: [(&str, &str); 2] = [("en", "en-US/deskbell.adml"), ("pl", "pl-PL/deskbell.adml")];

#[test]
fn the_files_for_group_policy_are_as_the_list_of_settings_says() {
    compare(&packaged("deskbell.admx"), &admx::definitions());
    for (tag, file) in LANGUAGES {
        compare(&packaged(file), &admx::resources(&Texts::read(tag)));
    }
}

/// What an attribute of an element, or of those below it, refers to in that table.
fn references(node: Node<'_, '_>, table: &str) -> BTreeSet<String> {
    let attributes = node.descendants().flat_map(|node| node.attributes().collect::<Vec<_>>());
    let reference = |value: &str| Some(value.strip_prefix(&format!("$({table}."))?.strip_suffix(')')?.to_owned());
    attributes.filter_map(|attribute| reference(attribute.value())).collect()
}

fn named<'a>(document: &'a Document<'_>, tag: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    document
        .descendants()
        .filter(move |node| node.has_tag_name((document.root_element().tag_name().namespace().unwrap(), tag)))
}

fn attributes(document: &Document<'_>, tag: &'static str, attribute: &str) -> Vec<String> {
    named(document, tag).filter_map(|node| node.attribute(attribute)).map(str::to_owned).collect()
}

fn unique(names: Vec<String>) -> BTreeSet<String> {
    let count = names.len();
    let set: BTreeSet<String> = names.into_iter().collect();
    assert_eq!(set.len(), count, "a name is there twice");
    let odd = set.iter().find(|name| !name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_'));
    assert_eq!(odd, None, "names have letters, digits and underscores only");
    set
}

#[test]
fn every_reference_between_the_files_for_group_policy_leads_somewhere() {
    let text = fs::read_to_string(packaged("deskbell.admx")).unwrap();
    let definitions = Document::parse(&text).unwrap();
    let categories = unique(attributes(&definitions, "category", "name"));
    assert!(attributes(&definitions, "parentCategory", "ref").iter().all(|name| categories.contains(name)));
    let supported = unique(attributes(&definitions, "definition", "name"));
    assert!(
        named(&definitions, "supportedOn")
            .filter_map(|node| node.attribute("ref"))
            .all(|name| supported.contains(name))
    );
    unique(attributes(&definitions, "policy", "name"));
    for (_, file) in LANGUAGES {
        let text = fs::read_to_string(packaged(file)).unwrap();
        let resources = Document::parse(&text).unwrap();
        let root = definitions.root_element();
        assert_eq!(references(root, "string"), unique(attributes(&resources, "string", "id")), "{file}");
        assert_eq!(references(root, "presentation"), unique(attributes(&resources, "presentation", "id")), "{file}");
        assert!(named(&resources, "string").all(|node| node.text().is_some_and(|text| !text.is_empty())));
        every_element_is_asked_for(&definitions, &resources);
    }
}

/// The parts of a presentation are those of its policy.
fn every_element_is_asked_for(definitions: &Document<'_>, resources: &Document<'_>) {
    for policy in named(definitions, "policy") {
        let elements = policy.descendants().filter_map(|node| node.attribute("id")).map(str::to_owned).collect();
        let wanted = references(policy, "presentation");
        let asked =
            named(resources, "presentation").filter(|node| node.attribute("id").is_some_and(|id| wanted.contains(id)));
        let asked = asked.flat_map(|node| node.descendants()).filter_map(|node| node.attribute("refId"));
        assert_eq!(asked.map(str::to_owned).collect::<BTreeSet<_>>(), elements, "{:?}", policy.attribute("name"));
    }
}

/// The form of what a policy writes into the registry under a name.
fn written(policy: Node<'_, '_>) -> (String, &'static str) {
    let below = policy.descendants().find(|node| node.has_attribute("valueName")).unwrap();
    let form = match below.tag_name().name() {
        "policy" | "decimal" => "REG_DWORD",
        "text" | "enum" => "REG_SZ",
        "multiText" => "REG_MULTI_SZ",
        other => panic!("what does {other} write?"),
    };
    (below.attribute("valueName").unwrap().to_owned(), form)
}

#[test]
fn group_policy_writes_every_setting_into_its_key_and_in_the_form_that_is_read() {
    let text = fs::read_to_string(packaged("deskbell.admx")).unwrap();
    let definitions = Document::parse(&text).unwrap();
    for (layer, _, _, key) in admx::LAYERS {
        let policies = named(&definitions, "policy").filter(|node| node.attribute("key") == Some(key));
        let found: Vec<_> = policies.map(written).collect();
        let wanted =
            settings(layer).map(|setting| (setting.name.to_owned(), Store::Registry.form(setting.kind.form())));
        assert_eq!(found, wanted.collect::<Vec<_>>());
    }
}

/// The value as the registry has it.
fn in_registry(form: Form, value: &Value) -> Value {
    let line = |item: &Value| item.as_str().map_or_else(|| item.to_string(), str::to_owned);
    let lines = |lines: Vec<String>| Value::Array(lines.into_iter().map(Value::String).collect());
    match form {
        Form::Switch => Value::Integer(i64::from(value.as_bool().unwrap())),
        Form::Number | Form::Text => value.clone(),
        // The empty text that ends such a list in the registry.
        Form::List => lines(value.as_array().unwrap().iter().map(line).chain([String::new()]).collect()),
        Form::Table => lines(toml::to_string(value).unwrap().lines().map(str::to_owned).collect()),
    }
}

#[test]
fn what_group_policy_writes_is_understood() {
    for layer in [Layer::Policy, Layer::PolicyDefault] {
        let examples = examples();
        let value = |name: &str, form| (name.to_owned(), in_registry(form, &examples[name]));
        let registry: Table = settings(layer).map(|setting| value(setting.name, setting.kind.form())).collect();
        is_that_of_the_examples(&taken(Store::Registry, layer, &registry), layer);
    }
}

fn entry(name: &str, value: Result<Value, String>) -> Entry {
    let place = format!("HKLM\\Software\\Policies\\Deskbell\\{name}");
    Entry { layer: Layer::Policy, name: name.into(), value, place }
}

/// What is said of one value of the registry.
fn said(name: &str, value: Result<Value, String>) -> String {
    let mut config = Config::default();
    config.take_entries(Store::Registry, [entry(name, value)]);
    assert!(SETTINGS.iter().all(|setting| config.get(setting.name).is_none()), "{name} does not count");
    let words = Words::daemon(Some("en"));
    let said: Vec<_> = config.problems.iter().map(|problem| sentence(problem, &words)).collect();
    let [said] = &said[..] else { panic!("one sentence: {said:?}") };
    said.strip_prefix("HKLM\\Software\\Policies\\Deskbell\\").unwrap_or_else(|| panic!("no place: {said}")).to_owned()
}

#[test]
fn each_wrong_value_of_the_registry_gets_one_sentence_with_its_place() {
    for (name, value, wanted) in [
        (
            "volume",
            Ok("70".into()),
            "volume: “volume” is kept as REG_SZ and must be REG_DWORD; the value before it stays.",
        ),
        (
            "sounds",
            Err("REG_QWORD".to_owned()),
            "sounds: “sounds” is kept as REG_QWORD and must be REG_DWORD; the value before it stays.",
        ),
        (
            "allowed-hosts",
            Ok("a.example".into()),
            "allowed-hosts: “allowed-hosts” is kept as REG_SZ and must be REG_MULTI_SZ; the value before it stays.",
        ),
        ("volume", Ok(700.into()), "volume: “volume” must be a whole number from 0 to 100; the value before it stays."),
        ("sounds", Ok(2.into()), "sounds: “sounds” must be true or false; the value before it stays."),
        ("volum", Ok(70.into()), "volum: there is no setting “volum”; did you mean “volume”?"),
        ("token", Ok("abc".into()), "token: a token does not belong into a file."),
    ] {
        let said = said(name, value);
        assert!(said.starts_with(wanted), "{said}");
    }
}

#[test]
fn the_machine_wins_over_the_user_and_what_is_enforced_over_every_default() {
    let mut config = Config::default();
    let of = |layer, value: i64| Entry { layer, ..entry("Volume", Ok(value.into())) };
    let (default, enforced) = (Layer::PolicyDefault, Layer::Policy);
    config.take_entries(Store::Registry, [of(default, 1), of(default, 2)]);
    assert_eq!(config.number("volume"), Some(2), "the machine's come last; capitals do not matter");
    config.take_entries(Store::Registry, [of(enforced, 3), of(default, 4)]);
    assert_eq!((config.number("volume"), config.get("volume").unwrap().layer), (Some(3), Layer::Policy));
}

#[test]
fn where_the_machines_value_breaks_its_last_good_one_wins_over_the_users() {
    let (mut before, mut after) = (Config::default(), Config::default());
    let (user, machine) = (entry("volume", Ok(10.into())), entry("volume", Ok(30.into())));
    before.take_entries(Store::Registry, [user.clone(), machine.clone()]);
    let broken = entry("volume", Ok("30".into()));
    after.take_entries(Store::Registry, [user.clone(), broken.clone()]);
    after.keep_last_good(&before);
    assert_eq!(after.number("volume"), Some(30));
    let mut other = Config::default();
    other.take_entries(Store::Registry, [broken, machine]);
    other.keep_last_good(&after);
    assert_eq!(other.number("volume"), Some(30), "the user's broke");
}

#[test]
fn a_key_that_cannot_be_read_leaves_what_was_in_it_and_nothing_else() {
    let (mut before, mut after) = (Config::default(), Config::default());
    let of = |hive: &str, name: &str, value: i64| {
        let place = format!("{hive}\\Software\\Policies\\Deskbell\\{name}");
        Entry { place, ..entry(name, Ok(value.into())) }
    };
    before.take_entries(Store::Registry, [of("HKCU", "volume", 10), of("HKLM", "sounds", 1)]);
    after.cannot_read(Layer::Policy, "HKLM\\Software\\Policies\\Deskbell", "Access is denied.".into());
    after.keep_last_good(&before);
    assert_eq!(after.get("sounds").and_then(|sounds| sounds.value.as_bool()), Some(true));
    assert_eq!(after.number("volume"), None, "it was taken away on purpose");
}

#[test]
fn a_value_of_the_wrong_kind_leaves_the_last_good_one() {
    let (mut before, mut after) = (Config::default(), Config::default());
    before.take_entries(Store::Registry, [entry("volume", Ok(30.into())), entry("theme", Ok("dark".into()))]);
    after.take_entries(Store::Registry, [entry("volume", Ok("30".into()))]);
    after.keep_last_good(&before);
    assert_eq!((after.number("volume"), after.text("theme")), (Some(30), None));
}
