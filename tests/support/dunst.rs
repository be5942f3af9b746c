//! dunst, a real notification server, asked and clicked through `dunstctl`.

use super::session::Session;
use serde_json::Value;

/// The configuration that tests run dunst with: one column, no surprise from a person's own file.
pub const CONFIGURATION: &str = r#"[global]
monitor = 0
follow = none
width = 360
origin = top-right
offset = 16x44
show_indicators = no
font = Noto Sans 10
markup = full
format = "<b>%s</b>\n%b"
corner_radius = 6
mouse_left_click = do_action, close_current
mouse_right_click = close_current
"#;

/// A toast of dunst's history: one that is not on the screen any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// Who asked for it.
    pub app: String,
    /// First line.
    pub summary: String,
    /// Text.
    pub body: String,
}

impl Session {
    /// Toasts that have left the screen, the latest first.
    pub fn dunst_history(&self) -> Vec<Past> {
        let text = self.dunstctl(&["history"]);
        let history: Value = serde_json::from_str(&text).expect("dunstctl prints JSON");
        let rows = history["data"][0].as_array().cloned().unwrap_or_default();
        let word = |row: &Value, key: &str| row[key]["data"].as_str().unwrap_or_default().to_owned();
        rows.iter()
            .map(|row| Past { app: word(row, "appname"), summary: word(row, "summary"), body: word(row, "body") })
            .collect()
    }

    /// How many toasts are on the screen.
    pub fn dunst_displayed(&self) -> usize {
        self.dunstctl(&["count", "displayed"]).trim().parse().expect("dunstctl prints a number")
    }

    /// Clicks the toast at the position (0: the newest on the screen): runs its default action.
    pub fn dunst_action(&self, position: usize) {
        self.dunstctl(&["action", &position.to_string()]);
    }

    /// Closes everything on the screen.
    pub fn dunst_close_all(&self) {
        self.dunstctl(&["close-all"]);
    }

    fn dunstctl(&self, arguments: &[&str]) -> String {
        let mut command = self.command("dunstctl");
        let output = command.args(arguments).output().expect("dunst brings dunstctl");
        assert!(output.status.success(), "dunstctl {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}
