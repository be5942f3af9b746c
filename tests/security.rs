//! Promises about the source as a whole.
#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// The only places that start another program: the browser, and the command that prints the token.
const STARTERS: [&str; 2] = ["src/link/token.rs", "src/platform/open/linux.rs"];

/// Words that only somebody who starts a shell needs.
const SHELLS: [&str; 10] =
    ["sh", "bash", "dash", "zsh", "/bin/sh", "/bin/bash", "cmd", "cmd.exe", "powershell", "powershell.exe"];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src")];
    let mut files: Vec<PathBuf> = vec![];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    let named = |path: PathBuf| (path.strip_prefix(root).unwrap().display().to_string(), path);
    let rust = files.into_iter().map(named).filter(|(name, _)| name.ends_with(".rs"));
    let mut sources: Vec<_> = rust.map(|(name, path)| (name, fs::read_to_string(path).unwrap())).collect();
    sources.sort();
    sources
}

#[test]
fn other_programs_are_started_in_two_places_and_never_by_a_shell() {
    let sources = sources();
    assert!(sources.len() > 50, "the sources are found");
    let starters: Vec<&str> = sources
        .iter()
        .filter(|(_, text)| text.contains("process::Command") || text.contains("process::{Command"))
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(starters, STARTERS);
    for (name, text) in &sources {
        for shell in SHELLS {
            assert!(!text.contains(&format!("\"{shell}\"")), "{name} names the shell {shell}");
        }
        for unsafe_way in ["posix_spawn", "execv", "libc::system", "CommandExt::exec"] {
            assert!(!text.contains(unsafe_way), "{name} starts a program by {unsafe_way}");
        }
    }
}

/// The rows of the tables in that page that name tests: the threat, and file and function of each test.
fn promises(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let mut threats = vec![];
    let mut has_tests = false;
    for line in page.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        if !line.starts_with('|') || line.starts_with("|---") {
            has_tests &= line.starts_with("|---");
        } else if cells.last() == Some(&"tests") {
            has_tests = true;
        } else if let (true, [threat, _, tests]) = (has_tests, &cells[..]) {
            threats.push(((*threat).to_owned(), named(tests)));
        } else {
            assert!(!has_tests, "a row without its three cells: {line}");
        }
    }
    threats
}

/// Files in code spans, each with the functions in the code spans after it.
fn named(cell: &str) -> Vec<(String, String)> {
    let mut file = "";
    let mut tests = vec![];
    for span in cell.split('`').skip(1).step_by(2) {
        if span.contains('/') {
            file = span;
        } else {
            tests.push((file.to_owned(), span.to_owned()));
        }
    }
    tests
}

#[test]
fn every_threat_names_tests_that_exist() {
    exist("docs/security.md", 39);
}

#[test]
fn every_row_of_the_origin_and_every_behaviour_names_tests_that_exist() {
    exist("docs/behaviours.md", 21);
}

fn exist(page: &str, rows: usize) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let threats = promises(page);
    assert!(threats.len() >= rows, "only {} rows were found", threats.len());
    for (threat, tests) in threats {
        assert!(!tests.is_empty(), "{threat:?} names no test");
        for (file, test) in tests {
            let text = fs::read_to_string(root.join(&file)).unwrap_or_else(|_| panic!("{threat:?} names {file:?}"));
            let (before, _) = text.split_once(&format!("fn {test}(")).unwrap_or_else(|| panic!("{file} has no {test}"));
            let above = before.rsplit("\n\n").next().unwrap_or_default();
            let is_test = ["#[test]", "#[tokio::test"].iter().any(|mark| above.contains(mark));
            assert!(is_test, "{test} in {file} is not a test");
        }
    }
}
