//! The browser on Linux: `xdg-open`, started directly, without a shell and without our secrets.

use std::ffi::{OsStr, OsString};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use tokio::time::timeout;

use crate::domain::effect::Activation;

/// What opens links.
pub(crate) const LAUNCHER: &str = "xdg-open";
/// What knows the desktop's browser; it comes with the launcher.
const KNOWER: &str = "xdg-mime";
/// By these a window may come to the front: Wayland's, and X11's older one.
const ACTIVATION: [&str; 2] = ["XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID"];

/// Starts the launcher and waits until it ends, which for some is when the browser does.
pub(super) fn launch(url: &str, activation: Option<Activation>) -> Result<(), String> {
    let mut command = Command::new(LAUNCHER);
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.env_clear().envs(std::env::vars_os().filter_map(passed_on));
    if let Some(Activation(token)) = activation {
        command.envs(ACTIVATION.map(|name| (name, token.clone())));
    }
    // The browser outlives us, and is not ended with us from a terminal.
    command.process_group(0);
    let status = command.status().map_err(|error| format!("{LAUNCHER}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{LAUNCHER}: {status}")) }
}

/// The name of the desktop entry that opens `https` links; none, if there is none or it is not said in time.
pub(crate) async fn default_browser(limit: Duration) -> Option<String> {
    let mut command = tokio::process::Command::new(KNOWER);
    command.args(["query", "default", "x-scheme-handler/https"]);
    command.stdin(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    command.env_clear().envs(std::env::vars_os().filter_map(passed_on));
    let output = timeout(limit, command.output()).await.ok()?.ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    // A name of a file, and not a way to another one.
    text.lines().next().map(str::trim).filter(|name| !name.is_empty() && !name.contains('/')).map(str::to_owned)
}

/// What the browser sees of our environment: neither our token, nor the password of a proxy, nor what
/// this program itself was started to the front by.
fn passed_on((name, value): (OsString, OsString)) -> Option<(OsString, OsString)> {
    let letters = name.to_str().unwrap_or_default().to_ascii_lowercase();
    let for_us = ACTIVATION.iter().any(|theirs| theirs.eq_ignore_ascii_case(&letters));
    if for_us || letters.starts_with("deskbell_") {
        return None;
    }
    let value = if letters.ends_with("_proxy") { without_password(&value)? } else { value };
    Some((name, value))
}

/// The address of a proxy without the user and password in it; none where it is no text.
fn without_password(address: &OsStr) -> Option<OsString> {
    let address = address.to_str()?;
    let (scheme, rest) = address.find("://").map_or(("", address), |at| address.split_at(at + 3));
    // The last one: a password may hold any other sign.
    let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    Some(format!("{scheme}{host}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(name: &str, value: &str) -> Option<String> {
        passed_on((name.into(), value.into())).map(|(_, value)| value.into_string().unwrap())
    }

    #[test]
    fn the_browser_gets_neither_token_nor_the_proxys_password() {
        assert_eq!(passed("DESKBELL_TOKEN", "secret"), None);
        assert_eq!(passed("DESKBELL_ANYTHING", "x"), None);
        assert_eq!(passed("XDG_ACTIVATION_TOKEN", "of our own start"), None);
        assert_eq!(passed("PATH", "/usr/bin:/a@b").as_deref(), Some("/usr/bin:/a@b"));
        for (given, left) in [
            ("http://anna:s3cret@proxy.example:3128/", "http://proxy.example:3128/"),
            ("anna:s3cret@proxy.example:3128", "proxy.example:3128"),
            ("socks5h://anna:p@ss/w?rd@[::1]:1080", "socks5h://[::1]:1080"),
            ("http://proxy.example:3128", "http://proxy.example:3128"),
            ("localhost,.example", "localhost,.example"),
            ("", ""),
        ] {
            for name in ["HTTPS_PROXY", "https_proxy", "All_Proxy"] {
                assert_eq!(passed(name, given).as_deref(), Some(left));
            }
        }
    }
}
