//! The administrator's policy while the daemon runs: what changes there counts, locks, and is said.
//!
//! The daemon reads `/etc/deskbell` and no other folder, and nothing that an agent sets leads elsewhere.
//! So it gets an `/etc` of its own, in which everything else is this computer's.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::process::{Process, wait_until};
use crate::support::session::Session;
use crate::support::workplace::{AGENT, Center, TOKEN, Workplace, anna_chats, deskbell};

/// Gives the command after the folder an `/etc` with that folder's `etc/deskbell` in it.
const SCRIPT: &str = r#"
set -eu
mkdir -p "$1/etc-before"
mount --rbind /etc "$1/etc-before"
find "$1/etc-before" -mindepth 1 -maxdepth 1 ! -name deskbell -exec ln -sfn -t "$1/etc" {} +
mount --bind "$1/etc" /etc
shift
exec "$@"
"#;

/// What this user needs to have mounts of its own; none where that is not allowed.
fn unshare() -> Option<&'static [&'static str]> {
    let ways: [&[&str]; 2] = [&["--mount"], &["--user", "--map-current-user", "--keep-caps", "--mount"]];
    let allowed = |way: &&[&str]| {
        let tried = Command::new("unshare").args(*way).args(["mount", "--bind", "/tmp", "/tmp"]).output();
        tried.is_ok_and(|output| output.status.success())
    };
    ways.into_iter().find(allowed)
}

/// A workplace whose daemon has a policy of its own.
struct Administered {
    way: &'static [&'static str],
    place: Workplace,
    etc: PathBuf,
}

fn launch(way: &[&str], session: &Session, center: &Center) -> Process {
    let folder = session.folder().display().to_string();
    let (program, url) = (deskbell(), center.agents_url());
    let command = ["sh", "-c", SCRIPT, "sh", &folder, &program, "--center", &url];
    let arguments: Vec<&str> = way.iter().copied().chain(command).collect();
    session.spawn("unshare", &arguments, &[("DESKBELL_TOKEN", TOKEN)])
}

impl Administered {
    /// Starts it without a policy, not even a folder for one.
    fn start() -> Option<Self> {
        let way = unshare()?;
        let session = Session::builder().start();
        let etc = session.folder().join("etc");
        fs::create_dir(&etc).expect("the session's folder is ours");
        let center = Center::start(&session, &[]);
        let daemon = launch(way, &session, &center);
        let place = Workplace { daemon, center, session };
        place.center.wait_until_connected(AGENT);
        Some(Self { way, place, etc })
    }

    /// Quits the daemon, and starts it again when that was done.
    fn restart(&mut self, meanwhile: impl FnOnce(&Self)) {
        self.place.run(&["quit"]);
        wait_until("the daemon has ended", || self.place.daemon.has_ended());
        meanwhile(self);
        self.place.daemon = launch(self.way, &self.place.session, &self.place.center);
        self.place.center.wait_until_connected(AGENT);
    }

    /// Puts another policy in place, as programs that administer do: whole, under its name.
    fn policy(&self, text: &str) {
        let folder = self.etc.join("deskbell");
        fs::create_dir_all(&folder).expect("the session's folder is ours");
        fs::write(folder.join(".new"), text).expect("the session's folder is ours");
        fs::rename(folder.join(".new"), folder.join("policy.toml")).expect("the session's folder is ours");
    }

    /// The daemon's copy of the policy: the file, and what stands in it.
    fn copy(&self) -> (PathBuf, String) {
        let file = self.place.session.folder().join("state/deskbell/policy.json");
        let text = fs::read_to_string(&file).unwrap_or_default();
        (file, text)
    }

    /// Waits until sounds are on as the agent may choose, or off as the administrator says.
    fn wait_for_sounds(&self, on: bool) {
        let line = if on { "Sounds on" } else { "Sounds off, set by your administrator" };
        let tray = self.place.session.tray();
        wait_until(line, || tray.menu().find(&["Sound", line]).is_some());
    }

    /// What troubles the daemon, as one text.
    fn troubles(&self) -> String {
        let troubles = self.place.status()["troubles"].clone();
        troubles.as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>().join("\n")
    }

    fn wait_for_trouble(&self, part: &str) {
        wait_until(&format!("{part:?} among the troubles"), || self.troubles().contains(part));
    }

    fn sees(&self, words: &str) -> bool {
        self.place.session.accessibility.all().iter().any(|found| found.name.contains(words))
    }
}

#[test]
fn a_policy_that_changes_counts_locks_and_gives_free_again_without_a_new_start() {
    let Some(administered) = Administered::start() else {
        return eprintln!("skipped: this user may not have mounts of its own");
    };
    let place = &administered.place;
    place.session.tray().choose(&["Settings"]);
    administered.wait_for_sounds(true);
    administered.policy("# ours\n[enforced]\nsounds = false\n[defaults]\nprivacy = \"hidden\"\n");
    administered.wait_for_sounds(false);
    place.wait_for_words("Set by your administrator (/etc/deskbell/policy.toml:3)");
    assert!(!administered.sees("policy.toml:5"), "a default locks nothing");
    place.center.customer_writes(&anna_chats("Hello"));
    let alert = place.wait_for_alert("");
    assert!(!alert.title.contains("Anna"), "a default counts: {}", alert.title);
    administered.policy("[enforced]\nvolume = 70\n");
    administered.wait_for_sounds(true);
    wait_until("sounds are the agent's again", || !administered.sees("policy.toml:3"));
    place.wait_for_words("Set by your administrator (/etc/deskbell/policy.toml:2)");
    place.wait_for_alert("Anna Nowak");
    fs::remove_dir_all(administered.etc.join("deskbell")).expect("it is there");
    wait_until("nothing is locked", || !administered.sees("Set by your administrator"));
    assert!(!Path::new("/etc/deskbell/policy.toml").exists(), "nothing was changed for the others");
}

#[test]
fn a_policy_that_breaks_leaves_the_last_good_one_and_says_so_and_a_new_center_waits_for_the_next_start() {
    let Some(administered) = Administered::start() else {
        return eprintln!("skipped: this user may not have mounts of its own");
    };
    administered.policy("[enforced]\nsounds = false\n");
    administered.wait_for_sounds(false);
    assert_eq!(administered.troubles(), "");
    administered.policy("[enforced]\nsounds = \n");
    administered.wait_for_trouble("/etc/deskbell/policy.toml:2 is not understood");
    administered.wait_for_trouble("/etc/deskbell/policy.toml:2: what was read there before still counts");
    administered.wait_for_sounds(false);
    administered.policy("[enforced]\nsounds = \"no\"\nvolum = 50\n");
    administered
        .wait_for_trouble("/etc/deskbell/policy.toml:2: “sounds” must be true or false; the value before it stays.");
    administered.wait_for_trouble("/etc/deskbell/policy.toml:3: there is no setting “volum”; did you mean “volume”?");
    administered.wait_for_sounds(false);
    administered.policy("[enforced]\ncenter = \"ws://127.0.0.1:9/elsewhere\"\n");
    administered
        .wait_for_trouble("policy.toml:2: the new value of “center” counts when Deskbell is started the next time.");
    administered.wait_for_sounds(true);
    let status = administered.place.status();
    assert_eq!(
        (&status["state"], &status["center"]),
        (&"connected".into(), &administered.place.center.agents_url().into())
    );
    administered.policy("");
    wait_until("all is well", || administered.troubles().is_empty());
    let log = administered.place.daemon.output();
    assert!(log.contains("there is no setting “volum”"), "each problem is in the log: {log}");
}

#[test]
fn a_policy_that_is_broken_at_the_next_start_leaves_the_last_good_one() {
    let Some(mut administered) = Administered::start() else {
        return eprintln!("skipped: this user may not have mounts of its own");
    };
    administered.policy("[enforced]\nsounds = false\n");
    administered.wait_for_sounds(false);
    administered.restart(|administered| administered.policy("[enforced]\nsounds = \n"));
    administered.wait_for_sounds(false);
    administered.wait_for_trouble("/etc/deskbell/policy.toml:2: what was read there before still counts");
    // From then on nothing that an agent may write counts.
    let copy = administered.copy();
    assert!(copy.1.contains("\"sounds\""), "{}", copy.1);
    fs::write(&copy.0, "[]").expect("the session's folder is ours");
    administered.policy("[enforced]\n\nsounds = \n");
    administered.wait_for_trouble("/etc/deskbell/policy.toml:3: what was read there before still counts");
    administered.wait_for_sounds(false);
    wait_until("the copy to be whole again", || administered.copy() == copy);
}

#[test]
fn what_the_computer_starts_at_log_on_ends_where_the_setting_says_no() {
    let session = Session::builder().start();
    let daemon = session.spawn(&deskbell(), &["--at-log-on"], &[("DESKBELL_START_AT_LOG_ON", "false")]);
    let (status, output) = daemon.finish();
    assert_eq!((status.code(), output.as_str()), (Some(0), ""));
    let center = Center::start(&session, &[]);
    let place = [("DESKBELL_START_AT_LOG_ON", "true"), ("DESKBELL_TOKEN", TOKEN)];
    let _daemon = session.spawn(&deskbell(), &["--at-log-on", "--center", &center.agents_url()], &place);
    center.wait_until_connected(AGENT);
}
