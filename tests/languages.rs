//! The words: complete in every language, with the same placeholders, and none missing or unused.
#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use deskbell::i18n::{DAEMON, Words};

/// The messages of a Fluent file and the placeholders of each.
fn messages(file: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if let Some((id, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
            assert!(!found.contains_key(id), "{id} is there twice");
            id.clone_into(&mut current);
            found.insert(current.clone(), BTreeSet::new());
        }
        let names = line.split("{ $").skip(1).map(|rest| rest.split([' ', '}']).next().unwrap().to_owned());
        found.entry(current.clone()).or_default().extend(names);
    }
    found.remove("");
    found
}

/// All of the source code, where messages are asked for.
fn source(folder: &Path) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("center") {
            all.push_str(&source(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            all.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
    all
}

#[test]
fn every_language_has_the_same_messages_with_the_same_placeholders() {
    let english = messages(DAEMON[0].1);
    for (tag, file) in DAEMON {
        assert_eq!(messages(file), english, "{tag}");
    }
}

#[test]
fn every_message_is_used_and_every_used_message_is_there() {
    let english = messages(DAEMON[0].1);
    let source = source(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    // Ids that are put together: what their beginnings are followed by.
    let made = ["channel-", "help-value-", "help-"];
    for id in english.keys() {
        let named = source.contains(&format!("\"{id}\""));
        assert!(named || made.iter().any(|start| id.starts_with(start)), "{id} is not used");
    }
    let prefixes: BTreeSet<&str> = english.keys().filter_map(|id| id.split('-').next()).collect();
    for word in
        source.split('"').filter(|word| word.contains('-') && word.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
    {
        let looks_like_one = word.split('-').next().is_some_and(|prefix| {
            [
                "alert",
                "toast",
                "link",
                "trouble",
                "recent",
                "config",
                "cli",
                "help",
                "secret",
                "sample",
                "doctor",
                "diagnostics",
            ]
            .contains(&prefix)
                && prefixes.contains(prefix)
        });
        let is_prefix = made.contains(&word) || english.keys().any(|id| id.starts_with(word) && word.ends_with('-'));
        assert!(!looks_like_one || is_prefix || english.contains_key(word), "{word} is used and missing");
    }
}

#[test]
fn every_language_has_all_plural_forms_that_it_needs() {
    let forms = [("en", &["one", "other"][..]), ("pl", &["one", "few", "many", "other"][..])];
    for (tag, file) in DAEMON {
        let (_, wanted) = forms.iter().find(|(known, _)| known == tag).expect("its plural forms are listed here");
        for block in file.split("->").skip(1) {
            let block = block.split("\n    }").next().unwrap();
            for form in *wanted {
                assert!(block.contains(&format!("[{form}]")), "{tag}: {form} is missing in {block}");
            }
        }
    }
}

#[test]
fn polish_counts_as_poles_do() {
    let words = Words::daemon(Some("pl"));
    let say = |count: u64| words.with("cli-waiting", [("count", count.into())]);
    assert_eq!(say(1), "1 rozmowa czeka");
    assert_eq!(say(2), "2 rozmowy czekają");
    assert_eq!(say(5), "5 rozmów czeka");
    assert_eq!(say(12), "12 rozmów czeka");
    assert_eq!(say(22), "22 rozmowy czekają");
}

#[test]
fn the_command_line_speaks_every_language() {
    for (tag, _) in DAEMON {
        let help = deskbell::cli::command(&Words::daemon(Some(tag))).render_long_help().to_string();
        assert!(!help.contains("help-"), "{tag}: {help}");
    }
}
