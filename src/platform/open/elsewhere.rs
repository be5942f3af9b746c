//! The browser on Windows and macOS, as the system's own calls start it. **Written for them, not run on them yet.**

pub(super) fn launch(url: &str) -> Result<(), String> {
    opener::open_browser(url).map_err(|error| error.to_string())
}
