//! The words: complete in every language, with the same values, none missing or unused, and with room.
//! The languages are the files that are there; no test names them, but for what only one of them has.
#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]
#![expect(unreachable_pub, reason = "support files serve several tests")]

#[path = "support/alert_view.rs"]
mod alert_view;
#[path = "languages/files.rs"]
mod files;
#[path = "languages/fits.rs"]
mod fits;
#[path = "support/memory_window.rs"]
mod memory_window;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use deskbell::domain::channel::Channel;
use deskbell::i18n::{DAEMON, TAGS, Words};
use files::{Message, messages};
use intl_pluralrules::{PluralRuleType, PluralRules};

/// The messages of a file that is in order.
fn in_order((tag, file): (&str, &str)) -> BTreeMap<String, Message> {
    messages(file).unwrap_or_else(|why| panic!("{tag}.ftl: {why}"))
}

/// A text of this repository.
fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
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

/// Everything that the command line says about itself, on one line.
fn help(words: &Words) -> String {
    let mut command = deskbell::cli::command(words);
    command.build();
    let mut all = command.render_long_help().to_string();
    for below in command.get_subcommands_mut() {
        all.push_str(&below.render_long_help().to_string());
    }
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_languages_are_the_files_that_are_there_english_first() {
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/i18n")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let there: BTreeSet<String> = names.filter_map(|name| name.strip_suffix(".ftl").map(str::to_owned)).collect();
    assert_eq!(there, TAGS.map(str::to_owned).into());
    assert_eq!(TAGS[0], "en");
    for tag in TAGS {
        assert_eq!(Words::daemon(Some(tag)).tag(), tag, "it can be chosen by its name");
    }
}

#[test]
fn the_documentation_names_every_language_and_no_other() {
    let page = text("docs/configuration.md");
    let row = page.lines().find(|line| line.starts_with("| `language` |")).unwrap();
    let named: BTreeSet<&str> = row.rsplit("one of ").next().unwrap().split('`').skip(1).step_by(2).collect();
    assert_eq!(named, TAGS.into(), "{row}");
}

#[test]
fn every_language_has_the_messages_of_english_with_their_values_and_no_others() {
    let english = in_order(DAEMON[0]);
    for language in DAEMON {
        let (tag, own) = (language.0, in_order(*language));
        let missing: Vec<_> = english.keys().filter(|id| !own.contains_key(*id)).collect();
        let extra: Vec<_> = own.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{tag}.ftl lacks {missing:?} and has only itself {extra:?}");
        for (id, message) in own {
            assert_eq!(message.values, english[&id].values, "{tag}.ftl: the values of {id}");
        }
    }
}

#[test]
fn every_message_is_used() {
    let source = source(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let english = Words::daemon(Some("en"));
    let help = help(&english);
    for id in in_order(DAEMON[0]).keys() {
        let used = match id.split_once('-') {
            Some(("channel", name)) => Channel::KNOWN.iter().any(|channel| channel.id() == name),
            Some(("help", _)) => help.contains(&english.text(id)),
            _ => source.contains(&format!("\"{id}\"")),
        };
        assert!(used, "{id} is not used");
    }
}

#[test]
fn every_used_message_is_there() {
    let english = in_order(DAEMON[0]);
    let source = source(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let looks_like_one = |word: &&str| {
        let plain = word.contains('-') && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        let kinds = [
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
            "settings",
        ];
        plain && word.split('-').next().is_some_and(|kind| kinds.contains(&kind))
    };
    for word in source.split('"').filter(looks_like_one) {
        let begins_some = word.ends_with('-') && english.keys().any(|id| id.starts_with(word));
        assert!(begins_some || english.contains_key(word), "{word} is used and missing");
    }
}

/// The forms that whole and broken numbers take in this language, by the rules of CLDR.
fn forms(tag: &str) -> BTreeSet<String> {
    let rules =
        PluralRules::create(tag.parse::<unic_langid::LanguageIdentifier>().unwrap(), PluralRuleType::CARDINAL).unwrap();
    let mut numbers: Vec<String> = (0..=1_000).map(|number: u32| number.to_string()).collect();
    numbers.extend(["10000", "100000", "1000000", "0.0", "0.1", "1.0", "1.5", "2.0", "10.0"].map(str::to_owned));
    let form = |number: &String| format!("{:?}", rules.select(number.as_str()).unwrap()).to_lowercase();
    numbers.iter().map(form).chain(["other".to_owned()]).collect()
}

#[test]
fn every_count_has_all_plural_forms_of_its_language_and_no_others() {
    assert_eq!(forms("pl"), ["one", "few", "many", "other"].map(str::to_owned).into());
    for language in DAEMON {
        let wanted = forms(language.0);
        let own = in_order(*language);
        let counting = own.iter().filter(|(_, message)| message.values.contains("count"));
        for (id, message) in counting {
            assert_eq!(message.forms.get("count"), Some(&wanted), "{}.ftl: {id}", language.0);
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
fn german_and_spanish_count_by_one_and_other() {
    let say = |tag, count: u64| Words::daemon(Some(tag)).with("toast-summary", [("count", count.into())]);
    assert_eq!(say("de", 1), "1 Mitteilung kam während Ihrer Abwesenheit");
    assert_eq!(say("de", 0), "0 Mitteilungen kamen während Ihrer Abwesenheit");
    assert_eq!(say("es", 1), "Ha llegado 1 aviso durante su ausencia");
    assert_eq!(say("es", 21), "Han llegado 21 avisos durante su ausencia");
}

#[test]
fn the_command_line_speaks_every_language() {
    for tag in TAGS {
        let help = help(&Words::daemon(Some(tag)));
        assert!(!help.contains("help-"), "{tag}: {help}");
    }
}
