//! Whether a change of the policy's folder is told, whatever became of it, and nothing else is.

use std::fs;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use deskbell::platform::policy::watch_folder;

const LIMIT: Duration = Duration::from_secs(20);
/// What is not told is not told within this.
const QUIET: Duration = Duration::from_secs(2);

fn told(changes: &Receiver<()>, what: &str) {
    changes.recv_timeout(LIMIT).unwrap_or_else(|_| panic!("not told: {what}"));
    // One change may be told twice, where its events came far apart.
    while changes.recv_timeout(Duration::from_millis(700)).is_ok() {}
}

#[test]
fn every_change_of_a_file_is_told_also_where_the_folder_comes_and_goes() {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("deskbell");
    let (tell, changes) = channel();
    let watched = folder.clone();
    std::thread::spawn(move || watch_folder(watched, || tell.send(()).expect("the test listens")));
    told(&changes, "that it watches");
    fs::write(above.path().join("other"), "x").unwrap();
    assert!(changes.recv_timeout(QUIET).is_err(), "other folders are nobody's business");
    let file = folder.join("policy.toml");
    for _ in 0..2 {
        fs::create_dir(&folder).unwrap();
        told(&changes, "the folder");
        fs::write(&file, "[enforced]\n").unwrap();
        told(&changes, "a new file");
        fs::write(folder.join("new"), "[defaults]\n").unwrap();
        told(&changes, "another file");
        fs::rename(folder.join("new"), &file).unwrap();
        told(&changes, "one file in place of another");
        fs::remove_file(&file).unwrap();
        told(&changes, "a file that is gone");
        fs::rename(&folder, above.path().join("away")).unwrap();
        told(&changes, "the folder that is gone");
        fs::write(above.path().join("away/policy.toml"), "").unwrap();
        assert!(changes.recv_timeout(QUIET).is_err(), "what was renamed is no longer the folder");
        fs::remove_dir_all(above.path().join("away")).unwrap();
    }
}
