//! Resume and network changes are noticed: logind by its stand-in on a private system bus (the
//! real one would put this computer to sleep), the network by a real interface.

use std::process::{Command, Stdio};
use std::time::Duration;

use deskbell::domain::input::{Input, SystemEvent};
use deskbell::platform::wake;
use tokio::sync::mpsc;

/// Generous: it is reached only where something is broken.
const LIMIT: Duration = Duration::from_secs(20);

async fn heard(inputs: &mut mpsc::Receiver<Input>, wanted: &SystemEvent) {
    let found = async {
        while let Some(input) = inputs.recv().await {
            if input == Input::System(wanted.clone()) {
                return;
            }
        }
        panic!("nobody tells any more");
    };
    tokio::time::timeout(LIMIT, found).await.expect("it is told in time");
}

/// In a process of its own, because the system bus is named by an environment variable: this test
/// starts itself again inside a private bus.
#[tokio::test]
async fn logind_telling_of_a_resume_is_passed_on() {
    if std::env::var_os("DESKBELL_TEST_INNER").is_none() {
        let mut inner = tokio::process::Command::new("dbus-run-session");
        inner.args(["--"]).arg(std::env::current_exe().unwrap());
        inner
            .args(["--exact", "logind_telling_of_a_resume_is_passed_on", "--nocapture"])
            .env("DESKBELL_TEST_INNER", "1");
        assert!(inner.status().await.unwrap().success());
        return;
    }
    // Inside, the private session bus plays the system bus, and zbus' own service plays logind.
    let address = std::env::var("DBUS_SESSION_BUS_ADDRESS").unwrap();
    let logind = zbus::connection::Builder::address(address.as_str()).unwrap();
    let logind = logind.name("org.freedesktop.login1").unwrap().build().await.unwrap();
    let (sender, mut inputs) = mpsc::channel(8);
    tokio::spawn(wake::listen_at(address, sender));
    let told = heard(&mut inputs, &SystemEvent::Woke);
    tokio::pin!(told);
    // The signal is repeated until the subscription is there: nothing tells from outside when it is.
    loop {
        for asleep in [true, false] {
            let (path, interface) = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager");
            logind.emit_signal(None::<&str>, path, interface, "PrepareForSleep", &asleep).await.unwrap();
        }
        if tokio::time::timeout(Duration::from_millis(50), &mut told).await.is_ok() {
            return;
        }
    }
}

/// In a network namespace of its own, which takes root; elsewhere there is nothing to change safely.
#[tokio::test]
async fn a_new_address_is_a_changed_network() {
    if std::env::var_os("DESKBELL_TEST_INNER").is_none() {
        let mut inner = Command::new("unshare");
        inner.arg("--net").arg(std::env::current_exe().unwrap()).stdin(Stdio::null());
        inner.args(["--exact", "a_new_address_is_a_changed_network", "--nocapture"]).env("DESKBELL_TEST_INNER", "1");
        if !rustix::process::geteuid().is_root() {
            eprintln!("skipped: a network namespace takes root");
            return;
        }
        assert!(inner.status().unwrap().success());
        return;
    }
    let (sender, mut inputs) = mpsc::channel(8);
    wake::watch(&sender);
    let told = heard(&mut inputs, &SystemEvent::NetworkChanged);
    tokio::pin!(told);
    for number in 1.. {
        // Repeated with another address until the watch, which starts by itself, has begun.
        let script = format!(
            "ip link add d{number} type veth peer name e{number} && ip addr add 10.99.{number}.1/24 dev d{number} && ip link set d{number} up"
        );
        assert!(Command::new("sh").args(["-c", &script]).status().unwrap().success());
        if tokio::time::timeout(Duration::from_millis(200), &mut told).await.is_ok() {
            return;
        }
    }
}
