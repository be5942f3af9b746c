//! A real Chromium on the session's display, asked over its DevTools protocol.
//!
//! Tests act by real clicks and keys at positions that the page tells; the protocol is only asked.

use super::bus::Runner;
use super::parts::CHROMIUM;
use super::process::{Process, wait_for, wait_until, within};
use super::session::Session;
use super::x11::{Area, Display, Key};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio_tungstenite::MaybeTlsStream;
use tokio_tungstenite::tungstenite::Message;

type Socket = tokio_tungstenite::WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

/// A running Chromium.
pub struct Chromium {
    address: String,
    runner: Runner,
    _process: Option<Process>,
}

/// An open page of it.
pub struct Page {
    socket: Option<Socket>,
    runner: Runner,
    next: u64,
    /// The window that the page is in, as the protocol names it.
    target: String,
}

impl Chromium {
    /// Starts Chromium with a window of its own at the address.
    pub fn start(session: &Session, url: &str) -> Self {
        let profile = profile(session);
        let mut command = session.command("chromium");
        command.args(CHROMIUM).arg(format!("--user-data-dir={}", profile.display()));
        command.arg("--new-window").arg(url);
        let process = Process::start(&command);
        // A window that comes later would take the keyboard from the page that a test works with.
        session.display.wait_for_window("Chromium", |window| window.class == "Chromium");
        Self { _process: Some(process), ..Self::find(session) }
    }

    /// The Chromium that the session's default browser handler started (`Browser::Chromium`).
    pub fn find(session: &Session) -> Self {
        let port = profile(session).join("DevToolsActivePort");
        let address = wait_for("Chromium's debugging port", || read_port(&port));
        Self { address, runner: session.bus.peer.runner.clone(), _process: None }
    }

    /// Waits until a page is open whose address contains `part`.
    pub fn page(&self, part: &str) -> Page {
        let target = wait_for(&format!("a page at {part:?}"), || {
            let pages = self.targets();
            pages.into_iter().find(|target| target["url"].as_str().is_some_and(|url| url.contains(part)))
        });
        self.attach(&target)
    }

    /// Opens a page in a window of its own at the place on the screen.
    pub fn open(&self, url: &str, area: Area) -> Page {
        let mut browser = self.attach(&self.get("/json/version"));
        let place = json!({ "left": area.x, "top": area.y, "width": area.width, "height": area.height });
        let mut wish = place;
        wish["url"] = json!(url);
        wish["newWindow"] = json!(true);
        let target = browser.call("Target.createTarget", wish)["targetId"].clone();
        let target = wait_for("the new page", || self.targets().into_iter().find(|known| known["id"] == target));
        let mut page = self.attach(&target);
        page.place(area);
        page.wait("document.readyState == 'complete'");
        page
    }

    fn targets(&self) -> Vec<Value> {
        let all = self.get("/json/list").as_array().cloned().unwrap_or_default();
        all.into_iter().filter(|target| target["type"] == "page").collect()
    }

    fn get(&self, path: &str) -> Value {
        let url = format!("http://{}{path}", self.address);
        let mut response = ureq::get(&url).call().expect("Chromium answers its debugging port");
        response.body_mut().read_json().expect("the protocol speaks JSON")
    }

    fn attach(&self, target: &Value) -> Page {
        let url = target["webSocketDebuggerUrl"].as_str().expect("nobody else is attached").to_owned();
        let socket = self.runner.run(async move { tokio_tungstenite::connect_async(url).await });
        let (socket, _) = socket.expect("Chromium answers its debugging port");
        let target = target["id"].as_str().unwrap_or_default().to_owned();
        Page { socket: Some(socket), runner: self.runner.clone(), next: 1, target }
    }
}

impl Page {
    /// What the JavaScript expression gives.
    ///
    /// # Panics
    /// If it throws.
    pub fn eval(&mut self, script: &str) -> Value {
        let wish = json!({ "expression": script, "returnByValue": true, "awaitPromise": true });
        let mut answer = self.call("Runtime.evaluate", wish);
        assert!(answer.get("exceptionDetails").is_none(), "{script}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].take()
    }

    /// Waits until the JavaScript condition holds.
    pub fn wait(&mut self, condition: &str) {
        wait_until(condition, || self.eval(&format!("!!({condition})")) == true);
    }

    /// Waits until the page shows the text.
    pub fn wait_for_text(&mut self, text: &str) {
        self.wait(&format!("document.body && document.body.innerText.includes({})", json!(text)));
    }

    /// Everything that the page shows as text.
    pub fn text(&mut self) -> String {
        self.eval("document.body.innerText").as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the element that the CSS selector names is shown, and tells where on the screen.
    ///
    /// Before its first paint a page is given no click and no key: Chromium drops them.
    pub fn area(&mut self, selector: &str) -> Area {
        let script = format!(
            "(() => {{ const e = document.querySelector({});
               if (!e || !performance.getEntriesByType('paint').length) return null;
               e.scrollIntoView({{block: 'nearest'}}); const r = e.getBoundingClientRect();
               if (!r.width || !r.height) return null;
               const edge = (outerWidth - innerWidth) / 2, top = outerHeight - innerHeight - edge;
               return [screenX + edge + r.x, screenY + top + r.y, r.width, r.height].map(Math.round); }})()",
            json!(selector)
        );
        let found = wait_for(&format!("element {selector}"), || self.eval(&script).as_array().cloned());
        let number =
            |index: usize| i32::try_from(found[index].as_i64().expect("a rounded number")).expect("on a screen");
        Area { x: number(0), y: number(1), width: number(2), height: number(3) }
    }

    /// Clicks the element with the real pointer.
    pub fn click(&mut self, display: &Display, selector: &str) {
        let middle = self.area(selector).middle();
        display.click(middle);
    }

    /// Clicks into the element and types with real keys, once the keyboard is there.
    pub fn type_into(&mut self, display: &Display, selector: &str, text: &str) {
        let focused =
            format!("document.hasFocus() && document.activeElement === document.querySelector({})", json!(selector));
        wait_until(&format!("the keyboard in {selector}"), || {
            self.click(display, selector);
            within(Duration::from_secs(2), || (self.eval(&focused) == true).then_some(())).is_some()
        });
        display.type_text(text);
        self.wait(&format!("document.querySelector({}).value.endsWith({})", json!(selector), json!(text)));
    }

    /// Types over what the text field holds.
    pub fn type_over(&mut self, display: &Display, selector: &str, text: &str) {
        self.type_into(display, selector, "");
        display.press_with_control('a');
        display.type_text(text);
    }

    /// Opens a list with the real pointer and chooses by typing how the choice begins.
    pub fn choose(&mut self, display: &Display, selector: &str, choice: &str) {
        let list = self.area(selector);
        display.click(list.middle());
        // Where there is no room below, it opens upwards.
        let belongs = |area: &Area| area.x.abs_diff(list.x) < 5 && area.height > list.height;
        display.wait_for_window("the open list", |window| window.unmanaged && belongs(&window.area));
        display.type_text(choice);
        display.press(Key::Return);
        let chosen = format!(
            "(e => e.options[e.selectedIndex].text)(document.querySelector({})) == {}",
            json!(selector),
            json!(choice)
        );
        self.wait(&chosen);
    }

    /// Puts the page's window away, as a task in the panel.
    pub fn minimize(&mut self) {
        let window = self.call("Browser.getWindowForTarget", json!({ "targetId": self.target }))["windowId"].clone();
        let bounds = json!({ "windowState": "minimized" });
        self.call("Browser.setWindowBounds", json!({ "windowId": window, "bounds": bounds }));
    }

    /// Closes the page.
    pub fn close(mut self) {
        self.call("Page.close", json!({}));
    }

    /// Puts the page's window at the place on the screen and before the others.
    pub fn place(&mut self, area: Area) {
        let window = self.call("Browser.getWindowForTarget", json!({ "targetId": self.target }))["windowId"].clone();
        let bounds = json!({ "left": area.x, "top": area.y, "width": area.width, "height": area.height });
        self.call("Browser.setWindowBounds", json!({ "windowId": window, "bounds": { "windowState": "normal" } }));
        self.call("Browser.setWindowBounds", json!({ "windowId": window, "bounds": bounds }));
        self.raise();
    }

    /// Puts the page's window before the others.
    pub fn raise(&mut self) {
        self.call("Page.bringToFront", json!({}));
    }

    /// Writes a PNG picture of the page.
    pub fn screenshot(&mut self, path: &Path) {
        let answer = self.call("Page.captureScreenshot", json!({ "format": "png" }));
        let text = answer["data"].as_str().expect("a picture");
        std::fs::write(path, from_base64(text)).expect("the picture can be written");
    }

    /// Calls a method of the protocol and returns its result.
    ///
    /// # Panics
    /// If the method fails.
    pub fn call(&mut self, method: &str, parameters: Value) -> Value {
        let id = self.next;
        self.next += 1;
        let wish = json!({ "id": id, "method": method, "params": parameters }).to_string();
        let mut socket = self.socket.take().expect("put back after each call");
        let (socket, answer) = self.runner.run(async move {
            socket.send(Message::text(wish)).await.expect("Chromium lives");
            loop {
                let message = socket.next().await.expect("Chromium lives").expect("Chromium lives");
                let answer: Value = serde_json::from_slice(&message.into_data()).unwrap_or_default();
                if answer["id"] == id {
                    break (socket, answer);
                }
            }
        });
        self.socket = Some(socket);
        assert!(answer.get("error").is_none(), "{method}: {}", answer["error"]);
        answer["result"].clone()
    }
}

fn profile(session: &Session) -> PathBuf {
    session.folder().join("chromium")
}

fn read_port(file: &Path) -> Option<String> {
    // Written in two lines; before that there is nothing to read.
    let text = std::fs::read_to_string(file).ok()?;
    let (port, path) = text.split_once('\n')?;
    (!path.is_empty()).then(|| format!("127.0.0.1:{port}"))
}

/// The bytes that a standard Base64 text stands for.
fn from_base64(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => u32::from(letter - b'A'),
        b'a'..=b'z' => u32::from(letter - b'a') + 26,
        b'0'..=b'9' => u32::from(letter - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let letters: Vec<u32> = text.bytes().filter(|&letter| letter != b'=').map(value).collect();
    letters
        .chunks(4)
        .flat_map(|group| {
            let bits = group.iter().enumerate().fold(0, |bits, (place, value)| bits | value << (18 - 6 * place));
            bits.to_be_bytes()[1..group.len()].to_vec()
        })
        .collect()
}
