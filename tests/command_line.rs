//! The commands without a daemon: what they print, and what they give to a launcher that writes it down.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A home with an allowed host, and a launcher in place of the system's.
struct Home(TempDir);

impl Home {
    fn new(launcher: &str) -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        let path = |name: &str| home.0.path().join(name);
        fs::create_dir_all(path("config/deskbell")).unwrap();
        fs::write(path("config/deskbell/config.toml"), "allowed-hosts = [\"crm.example\"]\n").unwrap();
        fs::create_dir(path("bin")).unwrap();
        fs::write(path("bin/xdg-open"), format!("#!/bin/sh\n{launcher}\n")).unwrap();
        fs::set_permissions(path("bin/xdg-open"), fs::Permissions::from_mode(0o755)).unwrap();
        home
    }

    fn open(&self, url: &str) -> Output {
        self.run(&["open", "--", url])
    }

    /// Runs `deskbell` with secrets in the environment.
    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deskbell"));
        let (home, path) = (self.0.path(), format!("{}:/usr/bin:/bin", self.0.path().join("bin").display()));
        command.args(arguments).env_clear().current_dir(home).env("PATH", path).env("HOME", home);
        command.env("XDG_CONFIG_HOME", home.join("config")).env("XDG_RUNTIME_DIR", home.join("run"));
        command.env("DESKBELL_TOKEN", "token-to-keep").env("DESKBELL_LANGUAGE", "en");
        command.env("HTTPS_PROXY", "http://anna:password-to-keep@proxy.example:3128");
        command.output().unwrap()
    }

    fn text(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.0.path().join(name)).ok()
    }
}

#[test]
fn the_launcher_gets_the_link_as_one_word_and_no_secret() {
    let home = Home::new("env > env; printf '%s\\n' $# \"$1\" > arguments");
    let odd = "https://crm.example/a$(touch${IFS}made)`touch${IFS}made`;touch${IFS}made&x='y'|z";
    let output = home.open(odd);
    assert!(output.status.success(), "{output:?}");
    let given = home.text("arguments").unwrap();
    assert!(given.starts_with("1\nhttps://crm.example/a$(touch$") && given.lines().count() == 2, "{given}");
    assert_eq!(home.text("made"), None, "no shell read the link");
    let environment = home.text("env").unwrap();
    assert!(environment.contains("HTTPS_PROXY=http://proxy.example:3128\n"), "{environment}");
    assert!(environment.contains("HOME="), "{environment}");
    for secret in ["token-to-keep", "password-to-keep", "anna", "DESKBELL"] {
        assert!(!environment.contains(secret), "{secret} in {environment}");
    }
}

#[test]
fn a_launcher_that_fails_or_is_missing_is_told() {
    let home = Home::new("exit 3");
    let output = home.open("https://crm.example/");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("xdg-open"), "{said}");
    fs::write(home.0.path().join("bin/xdg-open"), "no program").unwrap();
    let said = home.open("https://crm.example/");
    assert!(!said.status.success());
}

#[test]
fn a_link_that_is_not_allowed_never_reaches_the_launcher() {
    let home = Home::new("touch started");
    for link in ["https://evil.example/", "file:///etc/passwd", "--help", "https://crm.example@evil.example/"] {
        assert!(!home.open(link).status.success(), "{link}");
    }
    assert_eq!(home.text("started"), None);
}

#[test]
fn what_stands_in_a_file_commands_no_terminal() {
    let home = Home::new("");
    let file = home.0.path().join("config/deskbell/config.toml");
    let hostile = "\u{1b}]0;title\u{7}\u{9b}2J\u{202E}";
    let escaped = "\\u001b]0;title\\u0007\\u009b2J\\u202E";
    let text = format!("agent-desktop-url = \"https://crm.example/\"\n\"key{escaped}\" = 1\ncenter = \"{escaped}\"\n");
    fs::write(&file, text).unwrap();
    for arguments in [&["config"][..], &["status"], &["open", "--", &format!("https://{hostile}")], &["sign-out"]] {
        let output = home.run(arguments);
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        assert!(!said.is_empty(), "{arguments:?}");
        assert!(!said.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202E}'), "{arguments:?}: {said:?}");
    }
    fs::write(&file, format!("theme = \"dark\"\n# {hostile}\n{hostile} = 1\n")).unwrap();
    let said = String::from_utf8(home.run(&["config"]).stdout).unwrap();
    assert!(said.contains("config.toml:2") && !said.contains('\u{1b}'), "{said:?}");
}

#[test]
fn without_a_home_a_folder_that_somebody_else_may_have_prepared_is_not_used() {
    use std::os::unix::fs::{MetadataExt as _, symlink};
    let home = Home::new("");
    let own = fs::metadata(home.0.path()).unwrap().uid();
    symlink(home.0.path().join("config/deskbell"), home.0.path().join(format!("deskbell-{own}"))).unwrap();
    let run = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deskbell"));
        command.arg("config").env_clear().env("TMPDIR", home.0.path()).env("DESKBELL_LANGUAGE", "en");
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let said = run();
    assert!(!said.contains("crm.example"), "{said}");
    fs::remove_file(home.0.path().join(format!("deskbell-{own}"))).unwrap();
    fs::rename(home.0.path().join("config/deskbell"), home.0.path().join(format!("deskbell-{own}"))).unwrap();
    let said = run();
    assert!(said.contains("crm.example"), "one's own folder is used: {said}");
}
