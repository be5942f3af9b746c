//! Whether there is a display for windows. They are X's; on Wayland by its X server (Xwayland).

use tokio::time::timeout;
use x11rb::connection::Connection as _;

use super::ANSWER_WITHIN;
use crate::doctor::{Check, Row};
use crate::i18n::Words;

pub(super) async fn row(words: &Words) -> Row {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let Some(display) = set("DISPLAY") else {
        let (id, hint) = match set("WAYLAND_DISPLAY") {
            Some(_) => ("doctor-display-only-wayland", "doctor-display-wayland-hint"),
            None => ("doctor-display-none", "doctor-bus-hint"),
        };
        return Row::bad(Check::Display, words.text(id)).hint(words.text(hint));
    };
    let bad = |why: String| {
        let values = [("display", display.as_str().into()), ("why", why.into())];
        Row::bad(Check::Display, words.with("doctor-display-bad", values)).hint(words.text("doctor-display-hint"))
    };
    match timeout(ANSWER_WITHIN, tokio::task::spawn_blocking(size)).await {
        Ok(Ok(Ok((width, height)))) => {
            let (width, height) = (width.to_string(), height.to_string());
            let values = [("display", display.as_str().into()), ("width", width.into()), ("height", height.into())];
            Row::good(Check::Display, words.with("doctor-display-good", values))
        }
        Ok(Ok(Err(why))) => bad(why),
        Ok(Err(_)) | Err(_) => bad(words.text("doctor-no-answer")),
    }
}

fn size() -> Result<(u16, u16), String> {
    let (connection, number) = x11rb::connect(None).map_err(|why| why.to_string())?;
    let screen = connection.setup().roots.get(number).ok_or("the X server has no screen")?;
    Ok((screen.width_in_pixels, screen.height_in_pixels))
}
