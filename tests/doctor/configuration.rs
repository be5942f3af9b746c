//! The configuration: as a row, and as `deskbell config` prints it.

use std::path::Path;

use deskbell::config::report::{ConfigReport, Discretion};
use deskbell::config::{Config, Files, Layer, SETTINGS};
use deskbell::doctor::Check;
use deskbell::i18n::Words;
use serde_json::{Value, json};

use crate::findings::{Computer, examine};

fn configure(computer: &Computer, text: &str) {
    let folder = computer.folder().join("conf/deskbell");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), text).unwrap();
}

#[test]
fn the_row_names_the_places_or_every_problem() {
    let computer = Computer::new();
    examine(&mut computer.deskbell(&[])).says("configuration", "note", "Nothing is set.");
    configure(&computer, "theme = \"dark\"\nvolume = 50\n");
    let found = examine(&mut computer.deskbell(&[("DESKBELL_CENTER", "ws://127.0.0.1:9/x?key=hush")]));
    found.says("configuration", "good", "3 settings are set, in ");
    found.says("configuration", "good", "config.toml, DESKBELL_CENTER.");
    found.says("center", "good", "ws://127.0.0.1:9/x, as DESKBELL_CENTER says.");
    assert!(!found.printed.contains("hush"));
    configure(&computer, "theme = \"drak\"\nvolum = 50\n");
    let found = examine(&mut computer.deskbell(&[("DESKBELL_CENTER", "ws://example.com/")]));
    for part in ["config.toml:1", "config.toml:2", "DESKBELL_CENTER"] {
        found.says("configuration", "bad", part);
    }
    found.says("center", "bad", "No contact center is set up.");
}

fn line<'a>(report: &'a Value, name: &str) -> &'a Value {
    report["settings"].as_array().unwrap().iter().find(|line| line["name"] == name).unwrap()
}

#[test]
fn config_json_tells_value_layer_and_place_of_every_setting_and_the_problems() {
    let computer = Computer::new();
    configure(&computer, "volume = 50\nallowed-hosts = [\"crm.example\"]\nvolum = 3\n");
    let mut command = computer.deskbell(&[("DESKBELL_SOUNDS", "false")]);
    let output = command.args(["config", "--json", "--theme", "dark"]).output().unwrap();
    assert!(output.status.success());
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["settings"].as_array().unwrap().len(), SETTINGS.len());
    let file = computer.folder().join("conf/deskbell/config.toml").display().to_string();
    for (name, value, layer, place) in [
        ("volume", json!(50), "user", format!("{file}:1")),
        ("allowed-hosts", json!(["crm.example"]), "user", format!("{file}:2")),
        ("sounds", json!(false), "env", "DESKBELL_SOUNDS".into()),
        ("theme", json!("dark"), "cli", "--theme".into()),
    ] {
        let wanted = json!({ "name": name, "value": value, "layer": layer, "place": place, "enforced": false });
        assert_eq!(*line(&report, name), wanted);
    }
    let unset = json!({ "name": "center", "value": null, "layer": null, "place": null, "enforced": false });
    assert_eq!(*line(&report, "center"), unset);
    assert_eq!(report["problems"][0]["place"], format!("{file}:3"));
    assert!(report["problems"][0]["sentence"].as_str().unwrap().contains("did you mean “volume”?"));
}

#[test]
fn what_a_policy_sets_is_enforced_and_what_might_hold_a_secret_is_for_the_agents_eyes_only() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let policy = "[enforced]\ntheme = \"dark\"\ncenter = \"wss://center.example/v1?key=hush\"\n\
                  token-command = [\"vault\", \"--key=hush\"]\nproxy = \"http://proxy.example:3128\"\n";
    std::fs::write(place("policy.toml"), policy).unwrap();
    std::fs::write(place("system.toml"), "volume = 10\ntheme = \"light\"\n").unwrap();
    let files = Files { system: Some(place("system.toml")), user: place("none"), policy: Some(place("policy.toml")) };
    let config = Config::load(&files, |_| None, &[]);
    assert_eq!(config.problems, []);
    let words = Words::daemon(Some("en"));
    let of = |discretion| -> (Value, String) {
        let report = ConfigReport::of(&config, &[], discretion, &words);
        (serde_json::from_str(&report.json()).unwrap(), report.text(&words))
    };
    let (own, _) = of(Discretion::Everything);
    assert_eq!((&line(&own, "theme")["enforced"], &line(&own, "theme")["layer"]), (&json!(true), &json!("policy")));
    assert_eq!((&line(&own, "volume")["enforced"], &line(&own, "volume")["layer"]), (&json!(false), &json!("system")));
    assert_eq!(line(&own, "token-command")["value"], json!(["vault", "--key=hush"]));
    assert_eq!(config.get("theme").unwrap().layer, Layer::Policy);
    let (others, text) = of(Discretion::NothingSecret);
    assert_eq!(line(&others, "token-command")["value"], json!(["vault", "…"]));
    assert_eq!(line(&others, "center")["value"], json!("wss://center.example/v1?…"));
    assert_eq!(line(&others, "proxy")["value"], json!("http://proxy.example:3128"));
    assert!(!others.to_string().contains("hush") && !text.contains("hush"), "{text}");
}

#[test]
fn every_row_is_in_the_documentation() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/doctor.md")).unwrap();
    for check in Check::ALL {
        assert!(text.contains(&format!("| `{}` |", check.id())), "{} is missing", check.id());
    }
}
