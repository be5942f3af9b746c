//! The layers of the configuration, and the documentation that must not drift from them.
#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use deskbell::config::last_good::LastGood;
use deskbell::config::words::sentence;
use deskbell::config::{Config, Files, Layer, ProblemKind, SETTINGS};
use deskbell::domain::choice::{Choice, Value};
use deskbell::domain::effect::Journal;
use deskbell::domain::{Desk, Locked};
use deskbell::i18n::{DAEMON, Words};
use deskbell::protocol::from_center::Theme;
use tempfile::TempDir;

/// Three files in a folder of their own.
struct Folder(TempDir);

impl Folder {
    fn new(system: &str, user: &str, policy: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, text) in [("system.toml", system), ("user.toml", user), ("policy.toml", policy)] {
            if !text.is_empty() {
                fs::write(folder.0.path().join(name), text).unwrap();
            }
        }
        folder
    }

    fn load(&self, env: &[(&str, &str)], arguments: &[(&'static str, &str)]) -> Config {
        let file = |name: &str| self.0.path().join(name);
        let files =
            Files { system: Some(file("system.toml")), user: file("user.toml"), policy: Some(file("policy.toml")) };
        let variable = |wanted: &str| env.iter().find(|(name, _)| *name == wanted).map(|(_, text)| (*text).to_owned());
        let arguments: Vec<_> = arguments.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
        Config::load(&files, variable, &arguments)
    }
}

fn user_file(text: &str) -> Config {
    Folder::new("", text, "").load(&[], &[])
}

/// The problems of a user's file, without its folder.
fn problems(text: &str) -> Vec<(String, ProblemKind)> {
    let place = |place: &str| place.rsplit('/').next().unwrap_or_default().to_owned();
    user_file(text).problems.into_iter().map(|problem| (place(&problem.place), problem.kind)).collect()
}

#[test]
fn the_later_layer_wins_and_policy_wins_over_all() {
    let folder = Folder::new("theme = \"light\"", "theme = \"dark\"", "[enforced]\ntheme = \"system\"");
    let proposed = "[defaults]\ntheme = \"system\"";
    let layers = [
        (Folder::new("", "", proposed).load(&[], &[]), Layer::PolicyDefault, "system"),
        (Folder::new("theme = \"light\"", "", proposed).load(&[], &[]), Layer::PolicyDefault, "system"),
        (Folder::new("", "theme = \"dark\"", proposed).load(&[], &[]), Layer::User, "dark"),
        (Folder::new("", "", proposed).load(&[("DESKBELL_THEME", "light")], &[]), Layer::Env, "light"),
        (Folder::new("theme = \"light\"", "", "").load(&[], &[]), Layer::System, "light"),
        (Folder::new("theme = \"light\"", "theme = \"dark\"", "").load(&[], &[]), Layer::User, "dark"),
        (folder.load(&[("DESKBELL_THEME", "light")], &[("theme", "dark")]), Layer::Policy, "system"),
        (user_file("").clone(), Layer::Default, ""),
        (Folder::new("", "theme = \"dark\"", "").load(&[("DESKBELL_THEME", "light")], &[]), Layer::Env, "light"),
        (Folder::new("", "", "").load(&[("DESKBELL_THEME", "light")], &[("theme", "dark")]), Layer::Cli, "dark"),
    ];
    for (config, layer, value) in layers {
        assert_eq!(config.problems, []);
        match config.get("theme") {
            Some(sourced) => assert_eq!((sourced.layer, sourced.value.as_str()), (layer, Some(value))),
            None => assert_eq!(layer, Layer::Default),
        }
    }
}

#[test]
fn every_value_knows_its_file_and_line() {
    let config = user_file("# mine\n\ncenter = \"wss://center.example/v1/agent\"\nallowed-hosts = [\"a\", \"b\"]\n");
    assert!(config.get("center").unwrap().place.ends_with("user.toml:3"));
    assert!(config.get("allowed-hosts").unwrap().place.ends_with("user.toml:4"));
    assert_eq!(config.list("allowed-hosts"), ["a", "b"]);
}

#[test]
fn quit_is_in_the_menu_unless_an_administrator_hides_it() {
    let quit = |policy| {
        let preferences = Folder::new("", "", policy).load(&[], &[]).preferences("p".into());
        Desk::new(preferences, Journal::default()).view().tray.quit
    };
    assert!(quit(""));
    assert!(quit("[enforced]\nhide-quit = false"));
    assert!(!quit("[enforced]\nhide-quit = true"));
}

#[test]
fn only_policy_locks_the_theme() {
    let theme = |folder: Folder| folder.load(&[], &[]).preferences("p".into()).theme;
    assert_eq!(theme(Folder::new("", "theme = \"dark\"", "")), Some((Theme::Dark, Locked::No)));
    assert_eq!(theme(Folder::new("", "", "enforced.theme = \"dark\"")), Some((Theme::Dark, Locked::Yes)));
    assert_eq!(theme(Folder::new("", "", "defaults.theme = \"dark\"")), Some((Theme::Dark, Locked::No)));
    assert_eq!(theme(Folder::new("", "", "")), None);
}

#[test]
fn a_file_that_is_not_toml_does_not_count_and_says_its_line() {
    let folder = Folder::new("theme = \"dark\"", "theme = \"light\"\ncenter = wss://x\n", "");
    let config = folder.load(&[], &[]);
    assert_eq!(config.text("theme"), Some("dark"), "the lower layer's value stays");
    assert!(config.problems[0].place.ends_with("user.toml:2"), "{:?}", config.problems);
    assert!(matches!(config.problems[0].kind, ProblemKind::Syntax(_)));
}

#[test]
fn a_wrong_value_is_named_and_the_others_of_the_file_count() {
    let config = user_file("theme = 7\nlanguage = \"pl\"\ncenter = \"http://x\"\n");
    assert_eq!(config.text("language"), Some("pl"));
    let places: Vec<_> = config.problems.iter().map(|problem| problem.place.rsplit(':').next().unwrap()).collect();
    assert_eq!(places, ["1", "3"]);
}

#[test]
fn an_unknown_key_gets_a_suggestion_and_a_token_gets_a_warning() {
    let found = problems("centre = \"wss://x\"\nzzz = 1\ntoken = \"abc\"\n");
    assert_eq!(
        found,
        [
            ("user.toml:1".into(), ProblemKind::UnknownKey { key: "centre".into(), meant: Some("center") }),
            ("user.toml:2".into(), ProblemKind::UnknownKey { key: "zzz".into(), meant: None }),
            ("user.toml:3".into(), ProblemKind::Secret),
        ]
    );
}

#[test]
fn plain_addresses_are_for_this_computer_only() {
    assert_eq!(problems("center = \"ws://127.0.0.1:7878/v1/agent\""), []);
    assert_eq!(problems("agent-desktop-url = \"https://crm.example.com\""), []);
    assert_eq!(problems("center = \"ws://center.example/v1/agent\"").len(), 1);
    assert_eq!(problems("agent-desktop-url = \"javascript:alert(1)\"").len(), 1);
}

#[test]
fn an_address_with_a_password_is_not_taken() {
    for bad in ["wss://anna:secret@center.example/v1/agent", "wss://anna@center.example/v1/agent"] {
        let problems = problems(&format!("center = \"{bad}\""));
        assert!(matches!(problems[..], [(_, ProblemKind::Value { key: "center", .. })]), "{bad}: {problems:?}");
    }
}

#[test]
fn a_proxy_is_an_address_without_password_and_no_script() {
    for good in ["direct", "system", "http://proxy.example:3128", "https://proxy.example", "socks5h://[::1]:1080/"] {
        assert_eq!(problems(&format!("proxy = \"{good}\"")), [], "{good}");
    }
    for bad in ["http://anna:secret@proxy.example", "socks4://proxy.example", "proxy.example:3128", "", "auto"] {
        let problems = problems(&format!("proxy = \"{bad}\""));
        assert!(matches!(problems[..], [(_, ProblemKind::Value { key: "proxy", .. })]), "{bad}: {problems:?}");
    }
    assert_eq!(problems("proxy = \"http://intranet/proxy.pac\""), [("user.toml:1".into(), ProblemKind::Pac)]);
}

#[test]
fn a_client_certificate_counts_in_the_policy_only() {
    let text = "client-certificate = \"/etc/deskbell/computer.pem\"";
    let folder = Folder::new(text, text, &format!("[enforced]\n{text}"));
    let config = folder.load(&[("DESKBELL_CLIENT_CERTIFICATE", "/tmp/own.pem")], &[]);
    assert_eq!(config.get("client-certificate").unwrap().layer, Layer::Policy);
    assert_eq!(config.problems.len(), 3, "{:?}", config.problems);
    let only = ProblemKind::PolicyOnly { key: "client-certificate" };
    assert!(config.problems.iter().all(|problem| problem.kind == only));
    let relative = Folder::new("", "", "enforced.client-key = \"key.pem\"").load(&[], &[]);
    assert!(matches!(relative.problems[0].kind, ProblemKind::Value { key: "client-key", .. }));
}

/// The problems of a policy file as sentences, with the number of their line in front.
fn policy_problems(text: &str) -> Vec<String> {
    let words = Words::daemon(Some("en"));
    let said = |problem: &deskbell::config::Problem| {
        sentence(problem, &words).rsplit_once("policy.toml:").unwrap().1.to_owned()
    };
    Folder::new("", "", text).load(&[], &[]).problems.iter().map(said).collect()
}

#[test]
fn what_stands_outside_of_the_policys_tables_is_told_where_it_belongs() {
    let outside = "1: “volume” stands outside of the policy's tables and does not count. Write it below [enforced], \
                   or below [defaults] if agents may choose otherwise.";
    assert_eq!(policy_problems("volume = 70\n[enforced]\nsounds = true\n"), [outside]);
    assert!(policy_problems("[templates.chat]\ntitle = \"x\"\n")[0].starts_with("1: “templates” stands outside"));
    for (text, said) in [
        ("[enforce]\nvolume = 70\n", "1: a policy has the tables [enforced] and [defaults], and no “enforce”."),
        ("\n[other]\n", "2: a policy has the tables [enforced] and [defaults], and no “other”."),
        ("enforced = 7\n", "1: “enforced” must be a table, as in [enforced], with a line for each setting below it."),
        ("[defaults]\nvolum = 7\n", "2: there is no setting “volum”; did you mean “volume”?"),
        ("volum = 7\n", "1: there is no setting “volum”; did you mean “volume”?"),
        (
            "[enforced]\nvolume = \"7\"\n",
            "2: “volume” must be a whole number from 0 to 100; the value before it stays.",
        ),
    ] {
        assert_eq!(policy_problems(text), [said]);
    }
    assert!(policy_problems("token = \"abc\"\n")[0].starts_with("1: a token does not belong"));
    assert_eq!(
        problems("[enforced]\nvolume = 7\n"),
        [("user.toml:1".into(), ProblemKind::PolicyOnly { key: "enforced" })]
    );
}

#[test]
fn a_default_gives_way_to_the_agent_and_comes_back_without_a_choice() {
    let folder = Folder::new("", "volume = 30", "[defaults]\nvolume = 50\nprivacy = \"hidden\"\n");
    let mut config = folder.load(&[], &[]);
    assert_eq!((config.number("volume"), config.text("privacy")), (Some(30), Some("hidden")));
    let settings = config.preferences("p".into()).settings;
    assert!(settings.values().all(|setting| setting.by.is_none()), "nothing is locked: {settings:?}");
    config.choose(&Choice { setting: "volume", value: Value::Unset });
    assert_eq!((config.number("volume"), config.get("volume").unwrap().layer), (Some(50), Layer::PolicyDefault));
}

/// What is read after `before` counted, by a daemon that runs.
fn reread(before: &Config, folder: &Folder) -> Config {
    let mut config = folder.load(&[], &[]);
    config.keep_last_good(before);
    config
}

#[test]
fn a_policy_that_became_unreadable_leaves_the_last_good_values_and_says_so() {
    let good = "[enforced]\nvolume = 50\ntheme = \"dark\"\n[defaults]\nprivacy = \"hidden\"\n";
    let folder = Folder::new("", "volume = 10", good);
    let before = folder.load(&[], &[]);
    let file = folder.0.path().join("policy.toml");
    for _ in 0..2 {
        fs::write(&file, "[enforced]\nvolume = ").unwrap();
        let broken = reread(&before, &folder);
        assert_eq!((broken.number("volume"), broken.text("theme")), (Some(50), Some("dark")));
        assert_eq!((broken.get("volume").unwrap().layer, broken.text("privacy")), (Layer::Policy, Some("hidden")));
        assert!(matches!(broken.problems[0].kind, ProblemKind::Syntax(_)));
        assert_eq!(broken.problems[1].kind, ProblemKind::LastGood);
        assert_eq!(broken.problems.len(), 2);
        let again = reread(&broken, &folder);
        assert_eq!(again, broken, "it is the same however often it is looked at");
    }
    fs::remove_file(&file).unwrap();
    let gone = reread(&before, &folder);
    assert_eq!((gone.number("volume"), gone.get("theme"), &gone.problems[..]), (Some(10), None, &[][..]));
}

#[test]
fn a_wrong_value_leaves_the_last_good_one_of_its_layer_only() {
    let folder = Folder::new("", "", "[enforced]\nvolume = 50\nlog = \"warn\"\n[defaults]\ntheme = \"dark\"\n");
    let before = folder.load(&[], &[]);
    fs::write(folder.0.path().join("policy.toml"), "[enforced]\nvolume = 500\n[defaults]\ntheme = \"drak\"\n").unwrap();
    let after = reread(&before, &folder);
    assert_eq!((after.number("volume"), after.text("theme"), after.text("log")), (Some(50), Some("dark"), None));
    assert_eq!(after.problems.len(), 2);
}

#[test]
fn what_belongs_to_the_connection_stays_until_the_next_start_and_says_so() {
    let at = |center: &str, volume: u32| {
        let text = format!("[enforced]\ncenter = \"wss://{center}/v1\"\nvolume = {volume}\n");
        Folder::new("", "proxy = \"direct\"", &text).load(&[], &[])
    };
    let started = at("one.example", 10);
    let mut same = at("one.example", 20);
    same.hold_until_next_start(&started);
    assert_eq!((same.number("volume"), same.problems.len()), (Some(20), 0));
    let mut other = Folder::new("", "", "[enforced]\ncenter = \"wss://two.example/v1\"\nvolume = 30\n").load(&[], &[]);
    other.hold_until_next_start(&started);
    assert_eq!((other.text("center"), other.number("volume")), (Some("wss://one.example/v1"), Some(30)));
    assert_eq!(other.text("proxy"), Some("direct"), "what was taken away counts on too");
    let said: Vec<_> = other.problems.iter().map(|problem| sentence(problem, &Words::daemon(Some("en")))).collect();
    assert!(
        said[0].ends_with("policy.toml:2: the new value of “center” counts when Deskbell is started the next time.")
    );
    assert!(said[1].ends_with("user.toml:1: the new value of “proxy” counts when Deskbell is started the next time."));
}

#[test]
fn a_command_in_a_variable_is_split_as_a_shell_would_and_a_list_at_commas() {
    let folder = Folder::new("", "", "");
    let config =
        folder.load(&[("DESKBELL_TOKEN_COMMAND", "pass show 'my token'"), ("DESKBELL_ALLOWED_HOSTS", "a, b")], &[]);
    assert_eq!(config.list("token-command"), ["pass", "show", "my token"]);
    assert_eq!(config.list("allowed-hosts"), ["a", "b"]);
}

#[test]
fn every_problem_is_a_sentence_that_names_its_place_in_every_language() {
    let texts = [
        "proxy = \"http://intranet/proxy.pac\"",
        "client-key = \"/etc/key.pem\"",
        "center = wss",
        "theme = 7",
        "centre = \"x\"",
        "zzz = 1",
        "token = \"abc\"",
        "center = \"x\"",
        "token-command = 1",
        "allowed-hosts = 1",
        "agent-desktop-url = 1",
    ];
    for (tag, _) in DAEMON {
        let words = Words::daemon(Some(tag));
        for problem in texts.iter().flat_map(|text| user_file(text).problems) {
            let sentence = sentence(&problem, &words);
            assert!(sentence.contains("user.toml:1"), "{sentence}");
            assert!(!sentence.contains("config-"), "{tag}: a message is missing: {sentence}");
            assert!(!sentence.contains("abc"), "a token is not repeated");
        }
    }
}

#[test]
fn an_unreadable_file_is_a_problem_and_no_end() {
    let folder = Folder::new("", "", "");
    fs::create_dir(folder.0.path().join("user.toml")).unwrap();
    assert!(matches!(folder.load(&[], &[]).problems[0].kind, ProblemKind::Unreadable(_)));
}

// ---------------------------------------------------------------- the documentation

fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<_> = docs.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    all.push(root.join("README.md"));
    all
}

#[test]
fn every_toml_block_of_the_documentation_is_understood() {
    let mut blocks = 0;
    for path in documents() {
        let text = fs::read_to_string(&path).unwrap();
        for block in text.split("```toml\n").skip(1) {
            let block = block.split("```").next().unwrap();
            let policy = block.contains("[enforced]") || block.contains("[defaults]");
            let (user, policy) = if policy { ("", block) } else { (block, "") };
            let config = Folder::new("", user, policy).load(&[], &[]);
            assert_eq!(config.problems, [], "{}: {block}", path.display());
            blocks += 1;
        }
    }
    assert!(blocks > 0, "the documentation shows how to configure");
}

#[test]
fn every_setting_is_documented_with_its_variable() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md")).unwrap();
    for setting in SETTINGS {
        let row = text.lines().find(|line| line.starts_with(&format!("| `{}` |", setting.name)));
        let row = row.unwrap_or_else(|| panic!("{} has no row", setting.name));
        assert!(row.contains(setting.env) && row.contains(setting.about), "the row of {} differs: {row}", setting.name);
    }
}

#[test]
fn every_setting_has_a_name_and_a_variable_of_its_own() {
    for (index, setting) in SETTINGS.iter().enumerate() {
        let twin = SETTINGS[..index].iter().find(|other| other.name == setting.name || other.env == setting.env);
        assert!(twin.is_none(), "{}", setting.name);
        assert_eq!(setting.env, format!("DESKBELL_{}", setting.name.to_uppercase().replace('-', "_")));
    }
}

#[test]
fn a_file_that_is_too_long_or_no_file_is_a_problem_and_not_read() {
    let long = format!("theme = \"dark\"\n# {}", "x".repeat(300_000));
    let config = user_file(&long);
    assert!(config.get("theme").is_none());
    assert!(matches!(&config.problems[..], [problem] if matches!(problem.kind, ProblemKind::Unreadable(_))));
    let folder = Folder::new("", "", "");
    fs::create_dir(folder.0.path().join("user.toml")).unwrap();
    assert!(matches!(folder.load(&[], &[]).problems[0].kind, ProblemKind::Unreadable(_)));
}

#[test]
fn thousands_of_problems_are_not_all_told_and_hide_none_of_another_file() {
    let wrong: String = (0..5_000).map(|n| format!("key-{n} = 1\n")).collect();
    let config = Folder::new("", &wrong, "polcy = 1").load(&[], &[]);
    assert_eq!(config.problems.len(), 21);
    assert!(config.problems[20].place.ends_with("policy.toml:1"));
}

#[test]
fn an_entry_that_is_no_host_is_named_and_the_others_count() {
    let text = "allowed-hosts = [\"a.example\", \"https://b.example\", \"*.com\", \"*.c.example:8443\"]";
    let config = user_file(text);
    assert_eq!(config.list("allowed-hosts"), ["a.example", "*.c.example:8443"]);
    let host = |entry: &str| ("user.toml:1".to_owned(), ProblemKind::Host { entry: entry.into() });
    assert_eq!(problems(text), [host("https://b.example"), host("*.com")]);
    for (tag, words) in [("en", "is no host"), ("pl", "nie jest hostem")] {
        let said = sentence(&config.problems[0], &Words::daemon(Some(tag)));
        assert!(said.contains("https://b.example") && said.contains(words), "{said}");
    }
    let config = Folder::new("", "", "").load(&[("DESKBELL_ALLOWED_HOSTS", "a.example, ,b:1,b:x,")], &[]);
    assert_eq!((config.list("allowed-hosts").len(), config.problems.len()), (2, 1));
}

#[test]
fn only_policy_keeps_the_center_from_allowing_hosts() {
    let locked = |folder: Folder| folder.load(&[], &[]).preferences("p".into()).hosts_locked;
    assert_eq!(locked(Folder::new("", "allowed-hosts = [\"a\"]", "")), Locked::No);
    assert_eq!(locked(Folder::new("", "", "enforced.theme = \"dark\"")), Locked::No);
    assert_eq!(locked(Folder::new("", "", "enforced.allowed-hosts = []")), Locked::Yes);
}

#[test]
fn templates_with_a_mistake_are_told_with_what_was_meant_and_the_others_count() {
    let text = "[templates.sms]\ntitle = \"SMS from {customer-name}\"\nfields = [\"Case: {case-title}\", \"{answer:order}\"]\n\
        [templates.chat]\ntitle = \"{custmer-name}\"\n[templates.email]\nfiedls = []\n\
        [templates.voice]\nfields = [\"{queue\"]\n[templates.whatsapp]\nfields = [\"1\", \"2\", \"3\", \"4\", \"5\"]\n";
    let mut config = Config::default();
    config.read_toml(Layer::Policy, text, "policy.toml");
    let templates = config.preferences("run".into()).templates.0;
    assert_eq!(templates.keys().collect::<Vec<_>>(), ["sms"]);
    assert_eq!(templates["sms"].fields.as_ref().map(Vec::len), Some(2));
    let words = Words::daemon(Some("en"));
    let said: Vec<String> = config.problems.iter().map(|problem| sentence(problem, &words)).collect();
    for part in [
        "“custmer-name” that there is not. Did you mean customer-name?",
        "did you mean “fields”?",
        "“{queue”",
        "at most four fields",
    ] {
        assert!(said.iter().any(|line| line.contains(part)), "{part}: {said:?}");
    }
    assert_eq!(said.len(), 4);
}

#[test]
fn a_policy_that_cannot_be_read_at_the_start_is_the_last_good_one() {
    let good = "[enforced]\nvolume = 50\nallowed-hosts = [\"a.example\"]\n[defaults]\nprivacy = \"hidden\"\n\n[enforced.templates.chat]\ntitle = \"Chat for {queue}\"\n";
    let folder = Folder::new("", "volume = 10", good);
    let last_good = LastGood::new(&folder.0.path().join("state"));
    let before = folder.load(&[], &[]);
    assert_eq!(before.problems, []);
    last_good.keep(&before).unwrap();

    fs::write(folder.0.path().join("policy.toml"), "[enforced]\nvolume = ").unwrap();
    let mut broken = folder.load(&[], &[]);
    assert_eq!(broken.number("volume"), Some(10));
    last_good.stand_in(&mut broken);
    assert_eq!((broken.number("volume"), broken.text("privacy")), (Some(50), Some("hidden")));
    assert_eq!(
        (broken.list("allowed-hosts"), broken.get("volume").unwrap().layer),
        (vec!["a.example".into()], Layer::Policy)
    );
    assert_eq!(broken.get("volume"), before.get("volume"), "it says where the administrator wrote it");
    assert_eq!(broken.get("templates").map(|set| &set.value), before.get("templates").map(|set| &set.value));
    assert!(broken.problems.iter().any(|problem| problem.kind == ProblemKind::LastGood));
    last_good.keep(&broken).unwrap();
    let mut again = folder.load(&[], &[]);
    last_good.stand_in(&mut again);
    assert_eq!(again.number("volume"), Some(50), "one start after the other");

    for slip in ["[enforcd]\nvolume = 20\n[defaults]\n", "enforced = \"volume\"\n[defaults]\n"] {
        fs::write(folder.0.path().join("policy.toml"), slip).unwrap();
        let mut slipped = folder.load(&[], &[]);
        last_good.stand_in(&mut slipped);
        assert_eq!((slipped.number("volume"), slipped.text("privacy")), (Some(50), None), "{slip}");
    }

    fs::remove_file(folder.0.path().join("policy.toml")).unwrap();
    let mut without = folder.load(&[], &[]);
    last_good.stand_in(&mut without);
    assert_eq!(without.number("volume"), Some(10), "an administrator may take the policy away");
}
