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
