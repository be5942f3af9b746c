//! The keyring against a real GNOME Keyring and against broken ones, each test on its own message bus.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "in a test a panic is the answer")]
#![expect(unreachable_pub, dead_code, reason = "support files serve several tests")]

#[path = "support/platform_bus.rs"]
mod platform_bus;

use std::time::Duration;

use deskbell::platform::secret::{Keyring, SecretError};
use platform_bus::{LIMIT, LOGIN, PrivateBus, is_alone};
use secrecy::ExposeSecret as _;
use zbus::zvariant::ObjectPath;

const SERVICE: &str = "org.freedesktop.secrets";
const PATH: &str = "/org/freedesktop/secrets";
const INTERFACE: &str = "org.freedesktop.Secret.Service";
const ACCOUNT: &str = "center.example:443";

/// The keyring looks for its bus in the environment, so each test runs in a process of its own.
fn is_inside(test: &str, bus: &PrivateBus) -> bool {
    is_alone(test, &[("DBUS_SESSION_BUS_ADDRESS", &bus.address)])
}

/// A bus for the outer process only: the inner one gets the address.
fn bus() -> Option<PrivateBus> {
    std::env::var_os("DESKBELL_TEST_ALONE").is_none().then(PrivateBus::start)
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

async fn lock(bus: &PrivateBus) {
    let connection = bus.connect().await;
    let login = vec![ObjectPath::try_from(LOGIN).unwrap()];
    connection.call_method(Some(SERVICE), PATH, Some(INTERFACE), "Lock", &login).await.unwrap();
}

#[test]
fn a_token_is_kept_found_replaced_and_removed() {
    let name = "a_token_is_kept_found_replaced_and_removed";
    if let Some(bus) = bus() {
        let _keyring = runtime().block_on(bus.gnome_keyring());
        assert!(!is_inside(name, &bus));
        return;
    }
    runtime().block_on(async {
        let keyring = Keyring::start();
        assert!(keyring.read(ACCOUNT).await.unwrap().is_none());
        keyring.delete(ACCOUNT).await.unwrap();
        for token in ["first", "zażółć"] {
            keyring.write(ACCOUNT, token.into()).await.unwrap();
            assert_eq!(keyring.read(ACCOUNT).await.unwrap().unwrap().expose_secret(), token);
        }
        assert!(keyring.read("other.example:443").await.unwrap().is_none());
        keyring.delete(ACCOUNT).await.unwrap();
        assert!(keyring.read(ACCOUNT).await.unwrap().is_none());
    });
}

#[test]
fn a_locked_keyring_says_so() {
    let name = "a_locked_keyring_says_so";
    if let Some(bus) = bus() {
        let _keyring = runtime().block_on(async {
            let keyring = bus.gnome_keyring().await;
            lock(&bus).await;
            keyring
        });
        assert!(!is_inside(name, &bus));
        return;
    }
    let written = runtime().block_on(Keyring::start().write(ACCOUNT, "token".into()));
    assert_eq!(written, Err(SecretError::Locked));
}

#[test]
fn no_keyring_says_so() {
    if let Some(bus) = bus() {
        assert!(!is_inside("no_keyring_says_so", &bus));
        return;
    }
    runtime().block_on(async {
        let keyring = Keyring::start();
        assert_eq!(keyring.read(ACCOUNT).await.map(drop), Err(SecretError::Absent));
        assert_eq!(keyring.write(ACCOUNT, "token".into()).await, Err(SecretError::Absent));
    });
}

#[test]
fn no_bus_at_all_says_so() {
    let nowhere = [("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")];
    if is_alone("no_bus_at_all_says_so", &nowhere) {
        let read = runtime().block_on(Keyring::start().read(ACCOUNT));
        assert_eq!(read.map(drop), Err(SecretError::Absent));
    }
}

#[test]
fn a_keyring_that_does_not_answer_is_given_up_after_the_limit_each_time() {
    let name = "a_keyring_that_does_not_answer_is_given_up_after_the_limit_each_time";
    if let Some(bus) = bus() {
        let _owner = runtime().block_on(async {
            let connection = bus.connect().await;
            connection.request_name(SERVICE).await.unwrap();
            connection
        });
        assert!(!is_inside(name, &bus));
        return;
    }
    runtime().block_on(async {
        let keyring = Keyring::with_limit(Duration::from_millis(100));
        for _ in 0..5 {
            let read = tokio::time::timeout(Duration::from_secs(5), keyring.read(ACCOUNT)).await;
            assert_eq!(read.unwrap().map(drop), Err(SecretError::NotAnswering));
        }
        let threads = std::fs::read_dir("/proc/self/task").unwrap();
        let named =
            |task: std::io::Result<std::fs::DirEntry>| std::fs::read_to_string(task.unwrap().path().join("comm"));
        let stuck =
            threads.map(named).filter(|name| name.as_deref().is_ok_and(|name| name.trim() == "keyring")).count();
        assert!(stuck <= 3, "{stuck} threads are stuck");
    });
}

#[test]
fn a_keyring_that_was_restarted_is_found_again() {
    let name = "a_keyring_that_was_restarted_is_found_again";
    let Some(bus) = bus() else {
        runtime().block_on(async {
            let keyring = Keyring::start();
            keyring.write(ACCOUNT, "before".into()).await.unwrap();
            std::fs::write(std::env::var("HOME").unwrap() + "/written", "").unwrap();
            wait_for_file("restarted").await;
            keyring.write(ACCOUNT, "after".into()).await.unwrap();
            assert_eq!(keyring.read(ACCOUNT).await.unwrap().unwrap().expose_secret(), "after");
        });
        return;
    };
    let home = bus.dir.path().to_str().unwrap().to_owned();
    let mut keyring = runtime().block_on(bus.gnome_keyring());
    std::thread::scope(|scope| {
        let inner = scope.spawn(|| is_alone(name, &[("DBUS_SESSION_BUS_ADDRESS", &bus.address), ("HOME", &home)]));
        runtime().block_on(async {
            let written = std::path::Path::new(&home).join("written");
            while !written.exists() && !inner.is_finished() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            keyring.kill();
            keyring = bus.gnome_keyring().await;
            std::fs::write(std::path::Path::new(&home).join("restarted"), "").unwrap();
        });
        assert!(!inner.join().unwrap());
    });
}

async fn wait_for_file(name: &str) {
    let file = std::path::PathBuf::from(std::env::var("HOME").unwrap()).join(name);
    let waiting = async {
        while !file.exists() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(LIMIT, waiting).await.unwrap();
}
