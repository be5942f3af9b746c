//! Which log-on session this process belongs to: one user may have several on one computer, and
//! each has a daemon of its own.

use std::ffi::OsString;

#[cfg(windows)]
mod windows;

/// What a session is called in the runtime directory that all sessions of a user share; none from a
/// shell that belongs to no desktop, as one over ssh.
#[cfg(all(unix, not(target_os = "macos")))]
pub fn name(variable: impl Fn(&str) -> Option<OsString>) -> Option<String> {
    // `XDG_SESSION_ID` would not do: what the user's service manager starts has none.
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    let wayland =
        set("WAYLAND_DISPLAY").and_then(|display| as_folder(std::path::Path::new(&display).file_name()?.to_str()?));
    wayland.or_else(|| as_folder(&format!("x11-{}", without_screen(set("DISPLAY")?.to_str()?))))
}

/// A user has one desktop there.
#[cfg(target_os = "macos")]
pub fn name(_variable: impl Fn(&str) -> Option<OsString>) -> Option<String> {
    Some("desktop".to_owned())
}

/// The session's number at the system. **Run under wine, not on Windows yet.**
#[cfg(windows)]
pub fn name(_variable: impl Fn(&str) -> Option<OsString>) -> Option<String> {
    windows::session().map(|number| format!("session-{number}"))
}

/// `host:1.0` is the first screen of the display `host:1`, see X(7).
#[cfg(all(unix, not(target_os = "macos")))]
fn without_screen(display: &str) -> &str {
    let Some((_, numbers)) = display.rsplit_once(':') else { return display };
    let screen = numbers.split_once('.').map_or(0, |(_, screen)| screen.len() + 1);
    &display[..display.len() - screen]
}

/// A socket's path is at most 107 bytes long, see unix(7): so the name is short.
#[cfg(all(unix, not(target_os = "macos")))]
fn as_folder(text: &str) -> Option<String> {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    Some(text.chars().map(plain).take(32).collect()).filter(|name: &String| !name.is_empty())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Option<String> {
        name(|wanted| variables.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.into()))
    }

    #[test]
    fn a_session_is_called_by_its_display_whichever_screen() {
        assert_eq!(of(&[("DISPLAY", ":0")]).unwrap(), "x11--0");
        assert_eq!(of(&[("DISPLAY", ":0.1")]).unwrap(), "x11--0");
        assert_eq!(of(&[("DISPLAY", "10.0.0.7:10.0")]).unwrap(), "x11-10-0-0-7-10");
        assert_eq!(of(&[("DISPLAY", ":1"), ("WAYLAND_DISPLAY", "wayland-0")]).unwrap(), "wayland-0");
        assert_eq!(of(&[("WAYLAND_DISPLAY", "/run/user/7/wayland-1")]).unwrap(), "wayland-1");
        assert_eq!(of(&[("DISPLAY", &"x".repeat(500))]).unwrap().len(), 32);
        assert_eq!(of(&[("DISPLAY", ""), ("WAYLAND_DISPLAY", "")]), None);
        assert_eq!(of(&[]), None);
    }
}
