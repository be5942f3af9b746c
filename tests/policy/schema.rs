//! `deskbell config --schema`: which files it takes.

use std::process::Command;

use deskbell::config::schema::schema;
use deskbell::config::{Kind, SETTINGS};
use jsonschema::Validator;
use serde_json::{Value, json};

fn validator() -> Validator {
    jsonschema::validator_for(&schema()).unwrap()
}

fn is_valid(file: &str) -> bool {
    let table: toml::Table = file.parse().unwrap();
    validator().is_valid(&serde_json::to_value(table).unwrap())
}

#[test]
fn it_is_printed_by_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskbell"));
    for name in ["HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        command.env(name, folder.path());
    }
    let printed = command.args(["config", "--schema"]).output().unwrap();
    assert!(printed.status.success());
    assert_eq!(serde_json::from_slice::<Value>(&printed.stdout).unwrap(), schema());
}

#[test]
fn it_takes_good_files_of_both_kinds() {
    let examples = super::examples();
    let policy = json!({ "enforced": examples, "defaults": examples });
    assert!(validator().is_valid(&policy));
    let own = examples.into_iter().filter(|(name, _)| !name.starts_with("client-"));
    assert!(validator().is_valid(&json!(own.collect::<toml::Table>())));
    assert!(is_valid(""));
}

#[test]
fn it_refuses_wrong_types_wrong_choices_and_wrong_places() {
    for wrong in [
        "volume = \"70\"",
        "volume = 101",
        "theme = \"drak\"",
        "sounds = 1",
        "allowed-hosts = \"a.example\"",
        "sound-ladder = [0]",
        "do-not-disturb-holds = [\"everything\"]",
        "center = \"http://center.example.com\"",
        "client-key = \"/etc/key.pem\"",
        "templates = { chat = { titel = \"x\" } }",
        "volum = 70",
        "[enforced]\nvolume = \"70\"",
        "[defaults]\nvolum = 70",
        "volume = 70\n[enforced]\nsounds = true",
        "[enforce]\nvolume = 70",
    ] {
        assert!(!is_valid(wrong), "{wrong}");
    }
}

#[test]
fn it_describes_every_setting() {
    let schema = schema();
    for setting in SETTINGS {
        let described = |table: &str| schema["$defs"][table]["properties"][setting.name]["description"].clone();
        assert_eq!(described("policySettings"), setting.about);
        assert_eq!(described("settings").is_null(), setting.kind == Kind::PolicyFile);
    }
}
