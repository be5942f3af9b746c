//! What administrators get: files for Group Policy, a configuration profile, a sample of `policy.toml`, a
//! schema and the table of the documentation. All of them come from the list of settings; a file that
//! differs from it fails. `DESKBELL_NEW_POLICY=1` writes them anew.
#![expect(clippy::unwrap_used, unreachable_pub, reason = "a test says what is wrong by panicking")]

#[path = "policy/admx.rs"]
mod admx;
#[path = "policy/group_policy.rs"]
mod group_policy;
#[path = "policy/profile.rs"]
mod profile;
#[path = "policy/sample.rs"]
mod sample;
#[path = "policy/schema.rs"]
mod schema;
#[path = "policy/texts.rs"]
mod texts;
#[cfg(target_os = "linux")]
#[path = "policy/watching.rs"]
mod watching;

use std::fs;
use std::path::{Path, PathBuf};

use deskbell::config::policy::{Entry, Store};
use deskbell::config::{Config, Kind, Layer, SETTINGS, Setting};
use texts::Texts;
use toml::{Table, Value};

/// The settings that a layer of the policy may have: nobody else's certificate can count, so that none
/// is a default.
fn settings(layer: Layer) -> impl Iterator<Item = &'static Setting> {
    SETTINGS.iter().filter(move |setting| layer == Layer::Policy || setting.kind != Kind::PolicyFile)
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A file of `packaging/policy`.
fn packaged(name: &str) -> PathBuf {
    root().join("packaging/policy").join(name)
}

/// A good value of each setting.
fn examples() -> Table {
    fs::read_to_string(packaged("examples.toml")).unwrap().parse().unwrap()
}

/// The configuration that these values of a system's store give.
fn taken(store: Store, layer: Layer, values: &Table) -> Config {
    let mut config = Config::default();
    let entry = |(name, value): (&String, &Value)| Entry {
        layer,
        name: name.clone(),
        value: Ok(value.clone()),
        place: format!("place-of-{name}"),
    };
    config.take_entries(store, values.iter().map(entry));
    config
}

/// Fails unless the configuration is that of the examples, without a problem.
fn is_that_of_the_examples(config: &Config, layer: Layer) {
    assert_eq!(config.problems, []);
    let examples = examples();
    for setting in settings(layer) {
        let taken = config.get(setting.name).unwrap_or_else(|| panic!("{} was lost", setting.name));
        assert_eq!((&taken.value, taken.layer), (&examples[setting.name], layer), "{}", setting.name);
    }
}

/// Compares the file with what the list of settings says, or writes it.
fn compare(path: &Path, made: &str) {
    if std::env::var_os("DESKBELL_NEW_POLICY").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        return fs::write(path, made).unwrap();
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    let differs = there.lines().zip(made.lines()).position(|(there, made)| there != made);
    let line = differs.unwrap_or_else(|| there.lines().count().min(made.lines().count())) + 1;
    assert!(
        there == made,
        "{}:{line} is not as the list of settings says; DESKBELL_NEW_POLICY=1 cargo test --test policy renews it",
        path.display()
    );
}

#[test]
fn every_setting_has_a_name_an_explanation_and_choices_in_both_languages() {
    for tag in texts::TAGS {
        let texts = Texts::read(tag);
        let mut wanted = texts::GENERAL.map(str::to_owned).to_vec();
        for setting in SETTINGS {
            assert!(texts.explanation(setting.name).ends_with('.'), "{tag}: {}", setting.name);
            wanted.extend([setting.name.to_owned(), format!("{}.explain", setting.name)]);
            let choices = texts::choices(setting).iter().map(|choice| format!("{}.choice-{choice}", setting.name));
            wanted.extend(choices);
        }
        wanted.sort();
        assert_eq!(texts.names(), wanted, "{tag}");
    }
}

#[test]
fn every_example_is_a_good_value() {
    let mut config = Config::default();
    config.read_policy(&format!("[enforced]\n{}", fs::read_to_string(packaged("examples.toml")).unwrap()), "x");
    is_that_of_the_examples(&config, Layer::Policy);
    assert_eq!(examples().len(), SETTINGS.len());
}

#[test]
fn the_documentation_has_the_table_of_the_settings() {
    let path = root().join("docs/configuration.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(sample::TABLE_BEGINS).unwrap();
    let (_, after) = rest.split_once(sample::TABLE_ENDS).unwrap();
    let table = sample::table();
    compare(&path, &format!("{before}{}\n{table}{}{after}", sample::TABLE_BEGINS, sample::TABLE_ENDS));
}

#[test]
fn the_sample_of_the_file_has_every_setting() {
    compare(&packaged("policy.toml"), &sample::policy_file(&Texts::read("en")));
}

#[test]
fn all_that_the_sample_shows_is_understood() {
    let sample = fs::read_to_string(packaged("policy.toml")).unwrap();
    let shown = |line: &str| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line).to_owned();
    let all: String = sample.lines().map(|line| shown(line) + "\n").collect();
    let (enforced, defaults) = all.split_once("[defaults]").unwrap();
    let mut config = Config::default();
    config.read_policy(enforced, "policy.toml");
    is_that_of_the_examples(&config, Layer::Policy);
    let mut config = Config::default();
    config.read_policy(&format!("[defaults]{defaults}"), "policy.toml");
    is_that_of_the_examples(&config, Layer::PolicyDefault);
    let mut untouched = Config::default();
    untouched.read_policy(&sample, "policy.toml");
    assert_eq!(untouched, Config::default(), "as it is, it says nothing");
}
