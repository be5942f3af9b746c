//! The file for whoever helps: what is in it, and what is not.

use std::io::{Cursor, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use serde_json::json;
use zip::ZipArchive;

use crate::findings::Computer;
use crate::support::process::wait_for;
use crate::support::session::{Keyring, Session};
use crate::support::toasts::Toast;
use crate::support::workplace::{OTHER_TOKEN, SENDER_TOKEN, TOKEN, Workplace, deskbell};

/// The files in a zip file, by name.
fn unpacked(path: &Path) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(std::fs::read(path).unwrap())).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let read = |name: String| {
        let mut text = String::new();
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        (name, text)
    };
    names.into_iter().map(read).collect()
}

#[test]
fn it_has_log_configuration_and_report_and_no_customers_word_and_no_secret() {
    let session = Session::builder().keyring(Keyring::Unlocked).start();
    let folder = session.configuration().join("deskbell");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), "log = \"trace\"\ntoken = \"planted-in-file\"\n").unwrap();
    let place = Workplace::start(session);
    place.wait_for_status("connected", |status| status["state"] == "connected");
    let customer = json!({
        "channel": "chat", "name": "Zenobia Quirk", "email": "zenobia@quirk.example", "comment": "My secret wish",
    });
    place.center.customer_writes(&customer);
    place.wait_for_alert("Zenobia Quirk");
    place.center.raise_notice("n-1", "Ulrika Norn");
    let told = |toast: &Toast| toast.summary.contains("Ulrika") || toast.body.contains("Ulrika");
    wait_for("the toast", || place.session.toasts.open().into_iter().find(told));

    // Also what only this command sees.
    let url = place.center.agents_url();
    let variables = [
        ("DESKBELL_CENTER", format!("{url}?key=planted-key")),
        ("DESKBELL_TOKEN", "planted-token".to_owned()),
        ("DESKBELL_TOKEN_COMMAND", "echo planted-command".to_owned()),
        ("HTTPS_PROXY", "http://anna:planted-password@127.0.0.1:9".to_owned()),
        ("https_proxy", "nonsense://anna:planted-password@127.0.0.1:9".to_owned()),
        ("DESKBELL_PROXY", "http://anna:planted-password@127.0.0.1:9".to_owned()),
    ];
    let mut command = place.session.command(deskbell());
    let output = command.envs(variables).args(["diagnostics", "for-it.zip"]).output().unwrap();
    let words = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && words.contains("for-it.zip"), "{words}");
    let path = place.session.folder().join("for-it.zip");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);

    let files = unpacked(&path);
    let text = |wanted: &str| files.iter().find(|(name, _)| name.starts_with(wanted)).map_or("", |(_, text)| text);
    assert!(text("about.txt").contains(concat!("deskbell ", env!("CARGO_PKG_VERSION"))), "{files:?}");
    assert!(text("logs/deskbell.").contains("connected to the contact center"), "{files:?}");
    assert!(text("config.txt").contains("log = \"trace\""), "{files:?}");
    let config: serde_json::Value = serde_json::from_str(text("config.json")).unwrap();
    assert!(config["problems"].as_array().is_some_and(|problems| problems.len() >= 2), "{config}");
    let report: serde_json::Value = serde_json::from_str(text("doctor.json")).unwrap();
    assert_eq!(report["rows"].as_array().unwrap().len(), 19);
    assert!(text("doctor.txt").contains("✗ "), "{files:?}");

    let hidden = ["Zenobia", "Quirk", "quirk.example", "secret wish", "Ulrika", "Norn", "planted", "anna:"];
    for word in hidden.into_iter().chain([TOKEN, OTHER_TOKEN, SENDER_TOKEN]) {
        let found = files.iter().find(|(_, text)| text.contains(word));
        assert!(found.is_none(), "{word} is in {found:?}");
    }
}

#[test]
fn no_file_is_overwritten() {
    let computer = Computer::new();
    let run = |arguments: &[&str]| {
        let output = computer.deskbell(&[]).arg("diagnostics").args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    };
    std::fs::write(computer.folder().join("mine.zip"), "mine").unwrap();
    let (code, words) = run(&["mine.zip"]);
    assert_eq!(code, Some(2), "{words}");
    assert!(words.contains("There is a file mine.zip already."), "{words}");
    assert_eq!(std::fs::read_to_string(computer.folder().join("mine.zip")).unwrap(), "mine");
    assert_eq!((run(&[]).0, run(&[]).0), (Some(0), Some(0)));
    let (code, words) = run(&["/nowhere/file.zip"]);
    assert_eq!(code, Some(1), "{words}");
    let made = std::fs::read_dir(computer.folder()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut made: Vec<String> = made.filter_map(|name| name.into_string().ok()).collect();
    made.retain(|name| name.starts_with("deskbell-diagnostics-"));
    made.sort();
    let [second, first] = made.as_slice() else { panic!("{made:?}") };
    assert!(first.ends_with(".zip") && *second == first.replace(".zip", "-2.zip"), "{made:?}");
    assert!(unpacked(&computer.folder().join(first)).iter().all(|(name, _)| !name.starts_with("logs/")));
}
