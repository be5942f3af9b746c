//! Numbered pictures of the screen and a page that shows them in order.

use crate::support::process::within;
use crate::support::x11::{Display, write_png};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The pictures taken so far.
pub(crate) struct Album {
    folder: PathBuf,
    pictures: Vec<(String, String)>,
}

impl Album {
    /// An empty album in the folder; pictures of an earlier one are removed.
    pub(crate) fn new(folder: &Path) -> Self {
        std::fs::create_dir_all(folder).expect("target can be written");
        for entry in std::fs::read_dir(folder).expect("it was just made").flatten() {
            if entry.path().extension().is_some_and(|extension| extension == "png") {
                std::fs::remove_file(entry.path()).expect("our own picture");
            }
        }
        Self { folder: folder.to_owned(), pictures: vec![] }
    }

    /// Takes a picture as soon as the screen rests, under a name for its file, with a sentence.
    pub(crate) fn picture(&mut self, display: &Display, name: &str, sentence: &str) {
        let screen = display.screen;
        let mut pixels = display.pixels(screen);
        // A countdown moves once a second and a page settles sooner.
        within(Duration::from_secs(3), || {
            std::thread::sleep(Duration::from_millis(250));
            let before = std::mem::replace(&mut pixels, display.pixels(screen));
            (before == pixels).then_some(())
        });
        let file = format!("{:02}-{name}.png", self.pictures.len() + 1);
        write_png(&self.folder.join(&file), screen, &pixels);
        self.pictures.push((file, sentence.to_owned()));
    }

    /// Writes the page, as HTML and as Markdown, and returns the former's path.
    pub(crate) fn finish(self) -> PathBuf {
        let mut html = format!("{HEAD}{LEAD} <a href=\"README.md\">As Markdown</a>.</p></header>\n");
        let mut text = format!("# {TITLE}\n\n{LEAD}\n");
        for (file, sentence) in &self.pictures {
            let figure = format!("<figure><a href=\"{file}\"><img src=\"{file}\" alt=\"\"></a>");
            writeln!(html, "{figure}<figcaption>{sentence}</figcaption></figure>").expect("a string takes all");
            write!(text, "\n{sentence}\n\n![{sentence}]({file})\n").expect("a string takes all");
        }
        html.push_str("</main>\n");
        std::fs::write(self.folder.join("README.md"), text).expect("target can be written");
        let path = self.folder.join("index.html");
        std::fs::write(&path, html).expect("target can be written");
        path
    }
}

const TITLE: &str = "Deskbell: the whole story in pictures";
const LEAD: &str = "Taken on a virtual desktop with openbox, dunst, xfce's panel and Chromium. \
                    What the agent, the customers and the supervisor do in a window are real clicks and \
                    keys; the other agent, and who waits in the last pictures, spoke to the contact \
                    center directly.";

const HEAD: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
<meta name=\"viewport\" content=\"width=device-width\">\n<title>Deskbell: the whole story in pictures</title>\n\
<style>\nbody { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: #f3f2f1; color: #1b1a19 }\n\
main { max-width: 1200px; margin: auto; padding: 24px; display: grid; gap: 28px;\n\
  grid-template-columns: repeat(auto-fill, minmax(520px, 1fr)) }\nheader { grid-column: 1 / -1 }\n\
figure { margin: 0 } img { width: 100%; border-radius: 8px; box-shadow: 0 2px 12px #0003 }\n\
figcaption { padding: 6px 2px }\n\
@media (prefers-color-scheme: dark) { body { background: #201f1e; color: #f5f4f3 } }\n\
</style>\n<main>\n<header><h1>Deskbell: the whole story in pictures</h1>\n\
<p>";
