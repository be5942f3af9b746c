//! The daemon itself, behind a real proxy, with an authority that is installed as people install it.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::authority::Authority;
use super::front::{Secure, TOKEN};
use super::process::{Process, wait_for};
use super::real_proxies::RealProxy;

/// Gives the daemon a view of its own of the system's certificates, in which nothing is changed for
/// the others; installs the company's authority when it is told to.
const SCRIPT: &str = r#"
set -eu
cp -a /etc/ssl "$1/ssl"
mkdir "$1/local"
mount --bind "$1/ssl" /etc/ssl
mount --bind "$1/local" /usr/local/share/ca-certificates
"$2" <&- &
read -r line
cp "$1/authority.pem" /usr/local/share/ca-certificates/company.crt
update-ca-certificates
wait
"#;

/// `unshare` with what this user needs to have mounts of its own; none where that is not allowed.
fn unshare() -> Option<Command> {
    ["-m", "-rm"].into_iter().find_map(|how| {
        let mut command = Command::new("unshare");
        let allowed = command.args([how, "true"]).output().is_ok_and(|output| output.status.success());
        let mut command = Command::new("unshare");
        command.arg(how);
        allowed.then_some(command)
    })
}

/// A command in the daemon's session.
fn in_session(mut command: Command, folder: &Path) -> Command {
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    for name in ["HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"] {
        command.env(name, folder);
    }
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus").env("DESKBELL_LANGUAGE", "en");
    command
}

fn status(folder: &Path) -> Option<Value> {
    let mut command = in_session(Command::new(env!("CARGO_BIN_EXE_deskbell")), folder);
    let Output { stdout, .. } = command.args(["status", "--json"]).output().unwrap();
    serde_json::from_slice(&stdout).ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_authority_installed_in_the_system_is_trusted_through_a_proxy_without_a_new_start() {
    let Some(mut command) = unshare() else {
        eprintln!("skipped: this user may not have mounts of its own");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let company = Authority::new("Company Authority");
    company.save(folder.path());
    let center = Secure::start(company.localhost().server()).await;
    let proxy = RealProxy::tinyproxy("").await;
    command.args(["sh", "-c", SCRIPT, "sh"]).arg(folder.path()).arg(env!("CARGO_BIN_EXE_deskbell"));
    let mut command = in_session(command, folder.path());
    command.env("DESKBELL_TOKEN", TOKEN).env("HTTPS_PROXY", proxy.address("http", "anna:sesame@"));
    command.env("DESKBELL_CENTER", format!("wss://localhost:{}/v1/agent", center.port));
    let mut daemon = Process::start(&command);
    let status = || status(folder.path());
    let problem = wait_for("a problem", || status()?["problem"].as_str().map(str::to_owned));
    assert!(problem.contains("“Company Authority”, which this computer does not trust"), "{problem}");
    daemon.feed("install it\n");
    let connected = wait_for("the daemon connects by itself", || status().filter(|now| now["state"] == "connected"));
    assert_eq!(connected["agent"], "Anna");
    assert!(proxy.connections("localhost") >= 2, "also the first attempt went through the proxy");
    let outside = Path::new("/usr/local/share/ca-certificates/company.crt");
    assert!(!outside.exists(), "nothing was changed for the others");
}
