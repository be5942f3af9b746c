//! The parts of a private desktop, each started for real: window manager, notification server,
//! panel, keyring, browser handler.

use super::process::Process;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// How Chromium is started so that it asks nothing, looks nothing up, and can be read by tests.
pub const CHROMIUM: &[&str] = &[
    "--no-sandbox",
    // Says nothing about the missing sandbox.
    "--test-type",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-features=Translate,MediaRouter,OptimizationHints",
    "--password-store=basic",
    "--remote-debugging-port=0",
];

/// Starts openbox, a window manager.
pub fn window_manager(command: &mut Command) -> Process {
    Process::start(command.arg("--sm-disable"))
}

/// Starts dunst with our own configuration.
pub fn dunst(command: &mut Command, folder: &Path) -> Process {
    let path = folder.join("dunstrc");
    std::fs::write(&path, super::dunst::CONFIGURATION).expect("the session's folder is ours");
    Process::start(command.arg("-conf").arg(path))
}

/// Starts xfce's panel with a task list and a tray, at the screen's top edge.
pub fn panel(command: &mut Command, configuration: &Path) -> Process {
    let folder = configuration.join("xfce4/xfconf/xfce-perchannel-xml");
    std::fs::create_dir_all(&folder).expect("the session's folder is ours");
    std::fs::write(folder.join("xfce4-panel.xml"), PANEL).expect("the session's folder is ours");
    Process::start(command.args(["--disable-wm-check", "--sm-client-disable"]))
}

/// Starts gnome's keyring with its `login` collection open; no prompt is involved.
pub fn keyring(command: &mut Command) -> Process {
    let mut keyring = Process::start(command.args(["--unlock", "--foreground", "--components=secrets"]));
    // The password of a collection that is made now and thrown away with the session.
    keyring.feed("test");
    keyring
}

/// Makes a script the default browser: it writes down each address, and what it was last brought to the
/// front by, then does `then`.
pub fn browser_handler(folder: &Path, configuration: &Path, data: &Path, then: &str) {
    let script = folder.join("open-url");
    let record = folder.join("opened-urls");
    let text = format!(
        "#!/bin/sh\nprintf '%s %s\\n' \"$XDG_ACTIVATION_TOKEN\" \"$DESKTOP_STARTUP_ID\" >'{by}'\n\
         printf '%s\\n' \"$1\" >>'{record}'\n{then}\n",
        by = folder.join("opened-by").display(),
        record = record.display()
    );
    std::fs::write(&script, text).expect("the session's folder is ours");
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).expect("the session's folder is ours");
    let entry = format!(
        "[Desktop Entry]\nType=Application\nName=Browser of the test\nExec={} %u\nNoDisplay=true\n\
         MimeType=x-scheme-handler/http;x-scheme-handler/https;text/html;\n",
        script.display()
    );
    let applications = data.join("applications");
    std::fs::create_dir_all(&applications).expect("the session's folder is ours");
    std::fs::write(applications.join("test-browser.desktop"), entry).expect("the session's folder is ours");
    let defaults = "[Default Applications]\nx-scheme-handler/http=test-browser.desktop\n\
                    x-scheme-handler/https=test-browser.desktop\ntext/html=test-browser.desktop\n";
    std::fs::write(configuration.join("mimeapps.list"), defaults).expect("the session's folder is ours");
}

const PANEL: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="30"/>
      <property name="icon-size" type="uint" value="22"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/><value type="int" value="2"/><value type="int" value="3"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="tasklist"/>
    <property name="plugin-2" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-3" type="string" value="systray">
      <property name="hide-new-items" type="bool" value="false"/>
      <property name="square-icons" type="bool" value="true"/>
    </property>
  </property>
</channel>
"#;

/// Makes the folders that belong to one desktop alone; gives the variables that name them.
pub fn make_folders(folder: &Path) -> Vec<(String, String)> {
    let folders = [
        ("HOME", "home"),
        ("XDG_RUNTIME_DIR", "run"),
        ("XDG_CONFIG_HOME", "conf"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"),
        ("TMPDIR", "tmp"),
    ];
    let make = |(name, below): (&str, &str)| {
        let path = folder.join(below);
        std::fs::create_dir(&path).expect("the desktop's folder is ours");
        (name.to_owned(), path.display().to_string())
    };
    folders.map(make).into()
}
