//! Resume and network changes are noticed: logind by its stand-in on a private system bus (the
//! real one would put this computer to sleep), the network by a real interface.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test says what is wrong by panicking, and what it skips"
)]

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

/// Whether this is a process in a network namespace of its own; else the test of that name is run
/// again in one, which takes root. Elsewhere there is nothing to change safely.
fn is_in_a_network_of_its_own(test: &str) -> bool {
    if std::env::var_os("DESKBELL_TEST_INNER").is_some() {
        return true;
    }
    if !rustix::process::geteuid().is_root() {
        eprintln!("skipped: a network namespace takes root");
        return false;
    }
    let mut inner = Command::new("unshare");
    inner.arg("--net").arg(std::env::current_exe().unwrap()).stdin(Stdio::null());
    inner.args(["--exact", test, "--nocapture"]).env("DESKBELL_TEST_INNER", "1");
    assert!(inner.status().unwrap().success());
    false
}

fn shell(script: &str) {
    assert!(Command::new("sh").args(["-ec", script]).status().unwrap().success(), "{script}");
}

/// A watch that has begun, and a pair of interfaces `here` and `there` that carry.
async fn watched() -> mpsc::Receiver<Input> {
    // Without IPv6, whose addresses come and go with what is tested.
    shell("f=/proc/sys/net/ipv6/conf/default/disable_ipv6; [ ! -e $f ] || echo 1 >$f");
    shell("ip link add here type veth peer name there");
    shell("ip addr add 10.99.0.1/24 dev here; ip link set here up; ip link set there up");
    let (sender, mut inputs) = mpsc::channel(8);
    wake::watch(&sender);
    for number in 1.. {
        // Repeated with another address until the watch, which starts by itself, has begun.
        shell(&format!("ip addr add 10.99.{number}.1/24 dev here"));
        let told = heard(&mut inputs, &SystemEvent::NetworkChanged);
        if tokio::time::timeout(Duration::from_millis(200), told).await.is_ok() {
            break;
        }
    }
    inputs
}

#[tokio::test]
async fn a_new_address_is_a_changed_network() {
    if is_in_a_network_of_its_own("a_new_address_is_a_changed_network") {
        watched().await;
    }
}

#[tokio::test]
async fn a_cable_that_is_pulled_and_put_back_is_a_changed_network_without_any_address_changing() {
    if is_in_a_network_of_its_own(
        "a_cable_that_is_pulled_and_put_back_is_a_changed_network_without_any_address_changing",
    ) {
        let mut inputs = watched().await;
        for state in ["down", "up", "down", "up"] {
            shell(&format!("ip link set there {state}"));
            heard(&mut inputs, &SystemEvent::NetworkChanged).await;
        }
    }
}

#[tokio::test]
async fn another_default_route_is_a_changed_network() {
    if is_in_a_network_of_its_own("another_default_route_is_a_changed_network") {
        let mut inputs = watched().await;
        for change in ["add default via 10.99.0.2", "add default via 10.99.0.3 metric 9", "del default via 10.99.0.2"] {
            shell(&format!("ip route {change}"));
            heard(&mut inputs, &SystemEvent::NetworkChanged).await;
        }
    }
}
