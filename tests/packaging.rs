//! What the packages bring beside the program: manual pages and completions are those of the command line,
//! and desktop entries know every language.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clap::Command;
use clap_complete::aot::{Bash, Fish, Generator, Zsh, generate};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use deskbell::config::SETTINGS;
use deskbell::i18n::{TAGS, Words};

/// Where manual pages find each other.
const MANUAL: &str = "Deskbell";

fn in_package(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn text(path: &str) -> String {
    fs::read_to_string(in_package(path)).unwrap()
}

fn grammar() -> Command {
    deskbell::cli::command(&Words::daemon(Some("en"))).disable_help_subcommand(true)
}

#[test]
fn committed_manual_pages_are_those_of_the_command_line() {
    let mut command = grammar();
    command.build();
    let mut pages = BTreeMap::new();
    for sub in command.get_subcommands() {
        let man = Man::new(sub.clone()).source(source()).manual(MANUAL);
        pages.insert(man.get_filename(), rendered(&man, &Roff::new()));
    }
    let man = Man::new(command).source(source()).manual(MANUAL);
    pages.insert(man.get_filename(), rendered(&man, &more()));
    same_as_committed("packaging/linux/man", &pages);
}

#[test]
fn committed_completions_are_those_of_the_command_line() {
    let completions = [
        ("deskbell.bash".to_owned(), completion(Bash)),
        ("_deskbell".to_owned(), completion(Zsh)),
        ("deskbell.fish".to_owned(), completion(Fish)),
    ];
    same_as_committed("packaging/linux/completions", &completions.into());
}

#[test]
fn desktop_entries_know_every_language() {
    for (file, keys) in [
        ("packaging/linux/deskbell.desktop", &["GenericName", "Comment", "Keywords", "Name"][..]),
        ("packaging/linux/autostart.desktop", &["Comment"]),
    ] {
        let entry = text(file);
        for key in keys {
            let wanted = TAGS.iter().filter(|tag| **tag != "en").map(|tag| format!("\n{key}[{tag}]="));
            let missing: Vec<_> = wanted.filter(|start| !entry.contains(start)).collect();
            assert!(missing.is_empty(), "{file}: {missing:?}");
        }
    }
    let metainfo = text("packaging/linux/deskbell.metainfo.xml");
    for tag in TAGS.iter().filter(|tag| **tag != "en") {
        assert!(metainfo.contains(&format!("<summary xml:lang=\"{tag}\">")), "{tag}");
    }
}

/// What a user is told in the menu must be a link that does something.
#[test]
fn the_menus_entries_start_what_there_is() {
    let entry = text("packaging/linux/deskbell.desktop");
    let starts: Vec<_> = entry.lines().filter_map(|line| line.strip_prefix("Exec=")).collect();
    assert_eq!(starts.len(), 3);
    for start in starts {
        let words = shlex::split(&start.replace(" %u", "")).unwrap();
        assert!(grammar().try_get_matches_from(words).is_ok(), "{start}");
    }
}

fn source() -> String {
    format!("deskbell {}", env!("CARGO_PKG_VERSION"))
}

fn rendered(man: &Man, more: &Roff) -> String {
    let mut page = Vec::new();
    man.render(&mut page).unwrap();
    more.to_writer(&mut page).unwrap();
    String::from_utf8(page).unwrap()
}

/// What only the page of the whole program says.
fn more() -> Roff {
    let mut roff = Roff::new();
    section(
        &mut roff,
        "FILES",
        &[
            ("/etc/deskbell/policy.toml", "What the administrator enforces; it wins over everything below."),
            ("/etc/deskbell/config.toml", "What the administrator suggests."),
            ("~/.config/deskbell/config.toml", "What the agent chose."),
            ("~/.local/state/deskbell/log", "The log: a file a day, of the last seven days."),
            ("/etc/xdg/autostart/deskbell.desktop", "Starts the daemon at log-on."),
        ],
    );
    let settings: Vec<_> =
        SETTINGS.iter().map(|it| (format!("{} ({})", it.name, it.env), format!("{}.", it.about))).collect();
    let settings: Vec<_> = settings.iter().map(|(name, about)| (name.as_str(), about.as_str())).collect();
    section(&mut roff, "SETTINGS AND THEIR ENVIRONMENT VARIABLES", &settings);
    section(
        &mut roff,
        "EXIT STATUS",
        &[
            ("0", "All is well."),
            ("1", "Something does not work, and is said."),
            ("2", "The arguments, or what they ask for, are not allowed."),
            ("3", "No daemon runs."),
        ],
    );
    roff
}

fn section(roff: &mut Roff, name: &str, rows: &[(&str, &str)]) {
    roff.control("SH", [name]);
    for (what, about) in rows {
        roff.control("TP", []);
        roff.text([bold(*what)]);
        roff.text([roman(*about)]);
    }
}

fn completion(shell: impl Generator) -> String {
    let mut script = Vec::new();
    generate(shell, &mut grammar(), "deskbell", &mut script);
    String::from_utf8(script).unwrap()
}

fn same_as_committed(folder: &str, wanted: &BTreeMap<String, String>) {
    let there = in_package(folder);
    if std::env::var_os("DESKBELL_UPDATE").is_some() {
        fs::remove_dir_all(&there).ok();
        fs::create_dir_all(&there).unwrap();
        wanted.iter().for_each(|(name, text)| fs::write(there.join(name), text).unwrap());
    }
    let names: BTreeSet<_> =
        fs::read_dir(&there).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names, wanted.keys().cloned().collect(), "files in {folder}");
    for (name, text) in wanted {
        let hint = "run DESKBELL_UPDATE=1 cargo test --test packaging";
        assert!(fs::read_to_string(there.join(name)).unwrap() == *text, "{folder}/{name} is old: {hint}");
    }
}
