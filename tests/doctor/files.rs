//! What stands in files: the browser and the start at log-on.

use std::os::unix::fs::symlink;

use crate::desktop::examined;
use crate::support::session::Session;

/// Has Deskbell start at log-on, by an entry with these lines.
pub(crate) fn autostart(session: &Session, lines: &str) {
    let folder = session.configuration().join("autostart");
    std::fs::create_dir_all(&folder).unwrap();
    let entry = format!("[Desktop Entry]\nType=Application\nName=Deskbell\n{lines}");
    std::fs::write(folder.join("deskbell.desktop"), entry).unwrap();
}

#[test]
fn the_browser_is_named_and_a_missing_one_is_told() {
    let session = Session::builder().start();
    examined(&session, &[]).says("browser", "good", "They are opened by Browser of the test.");
    std::fs::remove_file(session.folder().join("open-url")).unwrap();
    // Not what this computer has besides, where its desktop keeps a list of that.
    let ours_only = [("XDG_DATA_DIRS", "/nowhere")];
    examined(&session, &ours_only).says("browser", "bad", "test-browser.desktop is not installed");

    // Programs of the system without those of xdg-utils, or without any browser.
    let programs = session.folder().join("programs");
    std::fs::create_dir(&programs).unwrap();
    examined(&session, &[("PATH", programs.to_str().unwrap())]).says("browser", "bad", "Install xdg-utils");
    for name in ["xdg-open", "xdg-mime", "sh", "sed", "grep", "awk", "cut", "head", "readlink", "dirname", "basename"] {
        let found = ["/usr/bin", "/bin"].map(|folder| std::path::Path::new(folder).join(name));
        symlink(found.iter().find(|path| path.exists()).unwrap(), programs.join(name)).unwrap();
    }
    std::fs::remove_file(session.configuration().join("mimeapps.list")).unwrap();
    let nowhere = [("PATH", programs.to_str().unwrap()), ("XDG_DATA_DIRS", "/nowhere"), ("XDG_DATA_HOME", "/nowhere")];
    examined(&session, &nowhere).says("browser", "bad", "No browser is chosen.");
}

#[test]
fn whether_it_starts_at_log_on_is_told() {
    let session = Session::builder().start();
    examined(&session, &[("XDG_CONFIG_DIRS", "/nowhere")]).says("autostart", "note", "does not start by itself");
    let shared = session.folder().join("xdg");
    std::fs::create_dir_all(shared.join("autostart")).unwrap();
    std::fs::write(shared.join("autostart/deskbell.desktop"), "[Desktop Entry]\nExec=sh\n").unwrap();
    let shared = [("XDG_CONFIG_DIRS", shared.to_str().unwrap())];
    examined(&session, &shared).says("autostart", "good", "xdg/autostart/deskbell.desktop");
    // The agent's own file counts in place of the computer's.
    autostart(&session, "Exec=sh\nHidden=true\n");
    examined(&session, &shared).says("autostart", "note", "Off, by ");
    autostart(&session, "Exec=/nowhere/deskbell\n");
    examined(&session, &shared).says("autostart", "bad", "“/nowhere/deskbell”, which is not there");
    autostart(&session, "Exec=sh\n");
    examined(&session, &shared).says("autostart", "good", "conf/autostart/deskbell.desktop");
}
