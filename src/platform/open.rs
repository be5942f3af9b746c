//! Opens links in the default browser.

use std::sync::mpsc;
use std::time::Duration;

/// A launcher that has not said anything for so long has most likely done its work.
const LIMIT: Duration = Duration::from_secs(2);

/// Opens a link that was found to be allowed. Waits at most two seconds for the launcher to start;
/// the browser itself runs on its own, and whether it shows the page is not known.
///
/// # Errors
/// A sentence of the operating system, where no launcher could be started.
pub fn open(url: &str) -> Result<(), String> {
    let url = url.to_owned();
    let (tell, told) = mpsc::channel();
    let thread = std::thread::Builder::new().name("open".to_owned()).spawn(move || {
        // Nobody listens any more once the limit has passed.
        drop(tell.send(launch(&url)));
    });
    thread.map_err(|error| error.to_string())?;
    told.recv_timeout(LIMIT).unwrap_or(Ok(()))
}

fn launch(url: &str) -> Result<(), String> {
    #[cfg(target_os = "linux")]
    if !has_launcher(std::env::var_os("PATH").as_deref()) {
        return Err("xdg-open: No such file or directory".to_owned());
    }
    opener::open_browser(url).map_err(|error| error.to_string())
}

/// Without `xdg-open` the opener falls back to a script of its own and calls that a success,
/// though such a machine has no browser either.
#[cfg(target_os = "linux")]
fn has_launcher(path: Option<&std::ffi::OsStr>) -> bool {
    path.is_some_and(|path| std::env::split_paths(path).any(|dir| dir.join("xdg-open").is_file()))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_launcher_is_looked_for_on_the_path() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!has_launcher(None));
        assert!(!has_launcher(Some(dir.path().as_os_str())));
        std::fs::write(dir.path().join("xdg-open"), "").unwrap();
        let path = std::env::join_paths(["/nowhere".as_ref(), dir.path()]).unwrap();
        assert!(has_launcher(Some(&path)));
    }
}
