//! Whether there is a display for windows: X's, on Wayland by its X server (Xwayland), else Wayland's.

use std::os::unix::net::UnixStream;
use std::path::PathBuf;

use tokio::time::timeout;
use x11rb::connection::Connection as _;

use super::ANSWER_WITHIN;
use crate::doctor::{Check, Row};
use crate::i18n::Words;

/// Alerts go to the first that there is, as in `ui::screen`.
pub(super) async fn row(words: &Words) -> Row {
    match (set("DISPLAY"), set("WAYLAND_DISPLAY")) {
        (Some(display), wayland) => match (x11(&display, words).await, wayland) {
            (Ok(good), _) => good,
            (Err(_), Some(wayland)) => only_wayland(&wayland, words),
            (Err(why), None) => bad(&display, why, words).hint(words.text("doctor-display-hint")),
        },
        (None, Some(wayland)) => only_wayland(&wayland, words),
        (None, None) => Row::bad(Check::Display, words.text("doctor-display-none")).hint(words.text("doctor-bus-hint")),
    }
}

fn set(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn bad(display: &str, why: String, words: &Words) -> Row {
    let values = [("display", display.into()), ("why", why.into())];
    Row::bad(Check::Display, words.with("doctor-display-bad", values))
}

async fn x11(display: &str, words: &Words) -> Result<Row, String> {
    match timeout(ANSWER_WITHIN, tokio::task::spawn_blocking(size)).await {
        Ok(Ok(size)) => {
            let (width, height) = size?;
            let (width, height) = (width.to_string(), height.to_string());
            let values = [("display", display.into()), ("width", width.into()), ("height", height.into())];
            Ok(Row::good(Check::Display, words.with("doctor-display-good", values)))
        }
        Ok(Err(_)) | Err(_) => Err(words.text("doctor-no-answer")),
    }
}

/// Alerts show there, but nobody can keep them on top.
fn only_wayland(display: &str, words: &Words) -> Row {
    let socket = PathBuf::from(set("XDG_RUNTIME_DIR").unwrap_or_default()).join(display);
    let row = match UnixStream::connect(socket) {
        Ok(_) => Row::note(Check::Display, words.with("doctor-display-only-wayland", [("display", display.into())])),
        Err(why) => bad(display, why.to_string(), words),
    };
    row.hint(words.text("doctor-display-wayland-hint"))
}

fn size() -> Result<(u16, u16), String> {
    let (connection, number) = x11rb::connect(None).map_err(|why| why.to_string())?;
    let screen = connection.setup().roots.get(number).ok_or("the X server has no screen")?;
    Ok((screen.width_in_pixels, screen.height_in_pixels))
}
