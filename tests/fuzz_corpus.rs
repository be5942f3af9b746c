//! The inputs that fuzzing started from and found, each again.
#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

#[path = "fuzz/targets.rs"]
#[expect(unreachable_pub, reason = "the fuzzer's programs use them too")]
mod targets;

use std::fs;
use std::path::Path;

fn replay(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(name);
    let mut inputs: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    inputs.sort();
    assert!(inputs.len() >= 10, "the corpus of {name} is there");
    for input in inputs {
        #[expect(clippy::print_stdout, reason = "if it panics, the harness tells with which input")]
        {
            println!("{}", input.display());
        }
        target(&fs::read(&input).unwrap());
    }
}

#[test]
fn decode() {
    replay("decode", targets::decode);
}

#[test]
fn config() {
    replay("config", targets::config);
}

#[test]
fn links() {
    replay("links", targets::links);
}

#[test]
fn text() {
    replay("text", targets::text);
}

#[test]
fn journal() {
    replay("journal", targets::journal);
}

#[test]
fn every_target_is_replayed() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let manifest = fs::read_to_string(package.join("Cargo.toml")).unwrap();
    let targets = manifest.lines().filter_map(|line| line.strip_prefix("path = \"")?.strip_suffix(".rs\""));
    let mut targets: Vec<_> = targets.map(str::to_owned).collect();
    targets.sort();
    assert_eq!(targets, ["config", "decode", "journal", "links", "text"]);
    for target in targets {
        let program = fs::read_to_string(package.join(format!("{target}.rs"))).unwrap();
        assert!(program.contains(&format!("targets::{target}(bytes)")), "{program}");
    }
}
