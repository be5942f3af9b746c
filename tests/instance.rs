//! One daemon a session: real processes, a real lock, a real socket.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "in a test a panic is the answer")]
#![expect(unreachable_pub, dead_code, reason = "support files serve several tests")]

#[path = "support/platform_bus.rs"]
mod platform_bus;

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use deskbell::platform::instance::{Answer, AskError, Claim, Handed, Listener, Request, ask, claim};
use platform_bus::{LIMIT, Process};
use secrecy::ExposeSecret as _;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;

/// A user who is nobody in particular.
const NOBODY: u32 = 65534;

fn first(dir: &Path) -> Listener {
    match claim(dir).unwrap() {
        Claim::First(listener) => listener,
        Claim::Second => panic!("somebody else is first"),
    }
}

/// Answers as a daemon would.
async fn answer(request: Request) -> Answer {
    match request {
        Request::Status => Answer::Status(json!({"waiting": 2})),
        Request::Open { url } => Answer::Failed { sentence: format!("not allowed: {url}") },
        Request::Quit => std::future::pending().await,
        Request::SignedInUntilLogOff { secret } => {
            assert_eq!(secret.reveal().expose_secret(), "a\n\"secret");
            Answer::Done
        }
        Request::TestAlert
        | Request::Again { .. }
        | Request::Settings
        | Request::SignedIn
        | Request::SignOut
        | Request::Reconnect => Answer::Done,
    }
}

#[tokio::test]
async fn each_request_gets_its_answer() {
    let dir = tempfile::tempdir().unwrap();
    tokio::spawn(first(dir.path()).serve(answer));
    let handed = Request::SignedInUntilLogOff { secret: Handed::new("a\n\"secret".into()) };
    assert!(!format!("{handed:?}").contains("secret\""), "nothing of it is said");
    for request in [Request::TestAlert, Request::SignedIn, Request::SignOut, Request::Reconnect, handed] {
        assert_eq!(ask(dir.path(), &request).await.unwrap(), Answer::Done);
    }
    assert_eq!(ask(dir.path(), &Request::Status).await.unwrap(), Answer::Status(json!({"waiting": 2})));
    let open = Request::Open { url: "https://x.example/ż\n".to_owned() };
    let sentence = "not allowed: https://x.example/ż\n".to_owned();
    assert_eq!(ask(dir.path(), &open).await.unwrap(), Answer::Failed { sentence });
}

#[tokio::test]
async fn without_a_daemon_that_is_what_is_said() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(ask(dir.path(), &Request::Status).await, Err(AskError::NotRunning)));
    assert!(matches!(ask(&dir.path().join("none"), &Request::Status).await, Err(AskError::NotRunning)));
}

#[tokio::test]
async fn the_second_start_is_told_and_the_place_is_free_after_the_first() {
    let dir = tempfile::tempdir().unwrap();
    let private = dir.path().join("made/here");
    let serving = tokio::spawn(first(&private).serve(answer));
    assert!(matches!(claim(&private).unwrap(), Claim::Second));
    assert_eq!(ask(&private, &Request::TestAlert).await.unwrap(), Answer::Done);
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&private), mode(&private.join("daemon.sock"))), (0o700, 0o600));
    serving.abort();
    assert!(serving.await.unwrap_err().is_cancelled());
    drop(first(&private));
}

#[tokio::test]
async fn a_request_that_comes_before_the_daemon_serves_is_not_lost() {
    let dir = tempfile::tempdir().unwrap();
    let listener = first(dir.path());
    let asked = tokio::spawn({
        let dir = dir.path().to_owned();
        async move { ask(&dir, &Request::TestAlert).await }
    });
    tokio::task::yield_now().await;
    tokio::spawn(listener.serve(answer));
    assert_eq!(asked.await.unwrap().unwrap(), Answer::Done);
}

#[tokio::test]
async fn bad_requests_are_refused_and_silent_peers_dropped_while_others_are_served() {
    let dir = tempfile::tempdir().unwrap();
    tokio::spawn(first(dir.path()).serve(answer));
    let socket = dir.path().join("daemon.sock");
    let mut silent = UnixStream::connect(&socket).await.unwrap();
    let long = format!("{}\n", "x".repeat(70_000));
    for line in ["nonsense\n", "\"fly\"\n", "{\"open\":{\"url\":\"x\",\"extra\":1}}\n", &long] {
        let mut peer = UnixStream::connect(&socket).await.unwrap();
        // The daemon stops reading a line that is too long.
        drop(peer.write_all(line.as_bytes()).await);
        let mut said = String::new();
        drop(peer.read_to_string(&mut said).await);
        assert!(said.starts_with("{\"failed\"") || line.len() > 70_000, "{said}");
        assert_eq!(ask(dir.path(), &Request::TestAlert).await.unwrap(), Answer::Done);
    }
    let end = tokio::time::timeout(LIMIT, silent.read(&mut [0; 1])).await;
    assert_eq!(end.expect("the silent peer was kept").unwrap(), 0);
}

#[tokio::test]
async fn sixteen_stuck_requests_do_not_make_a_client_wait_for_ever() {
    let dir = tempfile::tempdir().unwrap();
    tokio::spawn(first(dir.path()).serve(answer));
    let stuck: Vec<_> = (0..16)
        .map(|_| {
            let dir = dir.path().to_owned();
            tokio::spawn(async move { ask(&dir, &Request::Quit).await })
        })
        .collect();
    for asked in stuck {
        assert!(matches!(asked.await.unwrap(), Err(AskError::NoAnswer)));
    }
    assert_eq!(ask(dir.path(), &Request::TestAlert).await.unwrap(), Answer::Done);
}

#[tokio::test]
async fn a_hundred_at_once_are_all_answered() {
    let dir = tempfile::tempdir().unwrap();
    tokio::spawn(first(dir.path()).serve(answer));
    let asking = (0..100).map(|_| {
        let dir = dir.path().to_owned();
        tokio::spawn(async move { ask(&dir, &Request::TestAlert).await.unwrap() })
    });
    for asked in asking.collect::<Vec<_>>() {
        assert_eq!(asked.await.unwrap(), Answer::Done);
    }
}

#[tokio::test]
async fn a_peer_that_never_ends_its_line_is_dropped() {
    let dir = tempfile::tempdir().unwrap();
    tokio::spawn(first(dir.path()).serve(answer));
    let mut peer = UnixStream::connect(dir.path().join("daemon.sock")).await.unwrap();
    let dripping = async {
        // Until the other side hangs up.
        while peer.write_all(b" ").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(LIMIT, dripping).await.expect("the dripping peer was kept");
}

#[tokio::test]
async fn two_sessions_of_one_user_do_not_meet() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    tokio::spawn(first(one.path()).serve(|_| async { Answer::Status(json!("one")) }));
    tokio::spawn(first(other.path()).serve(|_| async { Answer::Status(json!("other")) }));
    assert_eq!(ask(one.path(), &Request::Status).await.unwrap(), Answer::Status(json!("one")));
    assert_eq!(ask(other.path(), &Request::Status).await.unwrap(), Answer::Status(json!("other")));
}

#[tokio::test]
async fn a_runtime_directory_that_is_a_link_or_somebody_elses_is_refused_and_a_loose_one_closed() {
    let dir = tempfile::tempdir().unwrap();
    let (real, link) = (dir.path().join("real"), dir.path().join("link"));
    std::fs::create_dir(&real).unwrap();
    std::fs::set_permissions(&real, Permissions::from_mode(0o777)).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    assert_eq!(claim(&link).unwrap_err().kind(), std::io::ErrorKind::PermissionDenied);
    assert!(std::fs::read_dir(&real).unwrap().next().is_none(), "nothing was made in it");
    drop(first(&real));
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o700);
    if std::os::unix::fs::chown(&real, Some(NOBODY), None).is_ok() {
        assert_eq!(claim(&real).unwrap_err().kind(), std::io::ErrorKind::PermissionDenied);
    }
}

/// Another user tries what it can; the directory and the socket were opened to all, so that only
/// the question who asks is left.
#[tokio::test]
async fn another_user_gets_no_answer_and_no_question() {
    if let Some(dir) = std::env::var_os("DESKBELL_TEST_DIR") {
        return as_somebody_else(Path::new(&dir)).await;
    }
    let dir = tempfile::tempdir().unwrap();
    // The test's own folder may be closed to others.
    let program = dir.path().join("program");
    std::fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let listener = first(&dir.path().join("run"));
    for path in [dir.path().to_owned(), program.clone(), dir.path().join("run"), dir.path().join("run/daemon.sock")] {
        std::fs::set_permissions(path, Permissions::from_mode(0o777)).unwrap();
    }
    let answered = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&answered);
    tokio::spawn(listener.serve(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        async { Answer::Done }
    }));
    let user = NOBODY.to_string();
    let mut command = tokio::process::Command::new("setpriv");
    command.args(["--reuid", &user, "--regid", &user, "--clear-groups", "--"]).arg(program);
    command.args(["another_user_gets_no_answer_and_no_question", "--exact", "--nocapture"]);
    let output = command.env("DESKBELL_TEST_DIR", dir.path().join("run")).output().await.unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    if said.contains("setpriv:") {
        return eprintln!("skipped: only the superuser can start programs as somebody else");
    }
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    assert_eq!(answered.load(Ordering::Relaxed), 0);
    assert_eq!(ask(&dir.path().join("run"), &Request::TestAlert).await.unwrap(), Answer::Done);
}

async fn as_somebody_else(dir: &Path) {
    // Our own client does not even ask a daemon of another user.
    let refused = ask(dir, &Request::Status).await.unwrap_err();
    assert!(
        matches!(&refused, AskError::Broken(error) if error.kind() == std::io::ErrorKind::PermissionDenied),
        "{refused:?}"
    );
    // A client that does not care is not answered.
    let mut peer = UnixStream::connect(dir.join("daemon.sock")).await.unwrap();
    drop(peer.write_all(b"\"status\"\n").await);
    let mut said = vec![];
    drop(tokio::time::timeout(LIMIT, peer.read_to_end(&mut said)).await.expect("the daemon hangs up"));
    assert_eq!(said, b"");
}

#[tokio::test]
async fn after_kill_9_the_next_start_is_first_again() {
    if let Some(dir) = std::env::var_os("DESKBELL_TEST_DIR") {
        // This is the process that will be killed.
        let serving = first(Path::new(&dir)).serve(answer);
        return tokio::time::timeout(LIMIT, serving).await.expect("nobody killed the daemon");
    }
    let dir = tempfile::tempdir().unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["after_kill_9_the_next_start_is_first_again", "--exact"]).env("DESKBELL_TEST_DIR", dir.path());
    let mut daemon = Process::start(command.stdout(std::process::Stdio::null()));
    let answering = async {
        while !matches!(ask(dir.path(), &Request::TestAlert).await, Ok(Answer::Done)) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(LIMIT, answering).await.expect("the daemon never answered");
    assert!(matches!(claim(dir.path()).unwrap(), Claim::Second));
    daemon.kill();
    assert!(dir.path().join("daemon.sock").exists(), "a killed daemon leaves its socket");
    assert!(matches!(ask(dir.path(), &Request::TestAlert).await, Err(AskError::NotRunning)));
    tokio::spawn(first(dir.path()).serve(answer));
    assert_eq!(ask(dir.path(), &Request::TestAlert).await.unwrap(), Answer::Done);
}
