//! `deskbell open` against a launcher that writes down what it was given.
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

    /// Runs `deskbell open` with secrets in the environment.
    fn open(&self, url: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deskbell"));
        let (home, path) = (self.0.path(), format!("{}:/usr/bin:/bin", self.0.path().join("bin").display()));
        command.args(["open", "--", url]).env_clear().current_dir(home).env("PATH", path).env("HOME", home);
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
