//! A tray host without a picture: it takes tray items in, and reads and clicks their menus.
#![expect(clippy::disallowed_types, reason = "the macro that makes a D-Bus interface writes a HashMap")]

use super::bus::Peer;
use super::process::wait_for;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use zbus::object_server::SignalEmitter;
use zbus::zvariant::{Array, Dict, OwnedValue, Structure, Value};

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const WATCHER_PATH: &str = "/StatusNotifierWatcher";
const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";

/// The registered items: bus name and object path.
type Items = Arc<Mutex<Vec<(String, String)>>>;

/// The watcher that items register with, served on the test's own connection.
struct Watcher {
    items: Items,
}

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    async fn register_status_notifier_item(
        &self,
        service: String,
        #[zbus(header)] header: zbus::message::Header<'_>,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) -> zbus::fdo::Result<()> {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let item = if service.starts_with('/') { (sender, service) } else { (service, "/StatusNotifierItem".into()) };
        let told = format!("{}{}", item.0, item.1);
        self.items.lock().unwrap_or_else(PoisonError::into_inner).push(item);
        Ok(Self::status_notifier_item_registered(&emitter, &told).await?)
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        let items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
        items.iter().map(|(name, path)| format!("{name}{path}")).collect()
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }

    #[zbus(signal)]
    async fn status_notifier_item_registered(emitter: &SignalEmitter<'_>, service: &str) -> zbus::Result<()>;
}

/// Serves the tray on the bus until the bus ends.
#[derive(Debug)]
pub struct TrayHost {
    items: Items,
    peer: Peer,
}

/// A line of a tray menu, with the lines below it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MenuItem {
    /// Names it until the next change of the menu.
    pub id: i32,
    /// The words, without mnemonic marks.
    pub label: String,
    /// Whether it can be clicked.
    pub enabled: bool,
    /// Whether it is a line between others.
    pub separator: bool,
    /// Whether it is ticked; none: not tickable.
    pub checked: Option<bool>,
    /// The submenu.
    pub children: Vec<Self>,
}

impl MenuItem {
    /// The item at the end of the path of labels; each is the whole label or how it begins.
    pub fn find(&self, path: &[&str]) -> Option<&Self> {
        let Some((first, rest)) = path.split_first() else { return Some(self) };
        let whole = self.children.iter().find(|item| item.label == *first);
        whole.or_else(|| self.children.iter().find(|item| item.label.starts_with(first)))?.find(rest)
    }

    /// All labels, those of submenus indented under their own.
    pub fn text(&self) -> String {
        let mut lines = vec![];
        self.write(0, &mut lines);
        lines.join("\n")
    }

    fn write(&self, depth: usize, lines: &mut Vec<String>) {
        for item in self.children.iter().filter(|item| !item.separator) {
            let tick = match item.checked {
                Some(true) => "[x] ",
                Some(false) => "[ ] ",
                None => "",
            };
            let grey = if item.enabled { "" } else { " (grey)" };
            lines.push(format!("{}{tick}{}{grey}", "  ".repeat(depth), item.label));
            item.write(depth + 1, lines);
        }
    }
}

/// The picture of a tray item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Icon {
    /// Width in pixels.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// Four bytes a pixel: alpha, red, green, blue.
    pub argb: Vec<u8>,
}

impl TrayHost {
    /// Begins to serve the tray.
    pub fn serve(peer: &Peer) -> Self {
        let items = Items::default();
        let (watcher, connection) = (Watcher { items: items.clone() }, peer.connection.clone());
        peer.runner.run(async move {
            connection.object_server().at(WATCHER_PATH, watcher).await.expect("the path is free");
            connection.request_name(WATCHER).await.expect("the name is free");
        });
        Self { items, peer: peer.clone() }
    }

    /// Waits until a program shows an item.
    pub fn wait_for_item(&self) -> (String, String) {
        wait_for("a tray item", || self.item())
    }

    /// The latest item whose program lives.
    pub fn item(&self) -> Option<(String, String)> {
        let items = self.items.lock().unwrap_or_else(PoisonError::into_inner).clone();
        items.into_iter().rev().find(|(name, _)| self.peer.has(name))
    }

    /// The item's title.
    pub fn title(&self) -> String {
        self.property("Title").try_into().expect("a title is a string")
    }

    /// The first two texts of the item's tooltip, title and description.
    pub fn tooltip(&self) -> (String, String) {
        type ToolTip = (String, Vec<(i32, i32, Vec<u8>)>, String, String);
        let (_, _, title, text): ToolTip = self.property("ToolTip").try_into().expect("as the standard says");
        (title, text)
    }

    /// The largest picture of the item.
    pub fn icon(&self) -> Icon {
        let all: Vec<(i32, i32, Vec<u8>)> = self.property("IconPixmap").try_into().expect("as the standard says");
        let largest = all.into_iter().max_by_key(|(width, _, _)| *width).expect("an item has a picture");
        Icon { width: largest.0, height: largest.1, argb: largest.2 }
    }

    /// The item's menu: a root without words, with the menu's lines below it.
    pub fn menu(&self) -> MenuItem {
        let (name, path) = self.menu_address();
        let arguments = (0_i32, -1_i32, Vec::<String>::new());
        let reply = self.peer.call((&name, &path, MENU), "GetLayout", arguments).expect("the item has a menu");
        let (_revision, root): (u32, Layout) = reply.body().deserialize().expect("as the standard says");
        read(root)
    }

    /// Waits until the menu has a line at the path, and returns it.
    pub fn wait_for_line(&self, path: &[&str]) -> MenuItem {
        wait_for(&format!("{path:?} in the tray menu"), || self.menu().find(path).cloned())
    }

    /// Clicks the line at the path of labels.
    pub fn choose(&self, path: &[&str]) {
        self.click(&self.wait_for_line(path));
    }

    fn click(&self, line: &MenuItem) {
        let (name, menu) = self.menu_address();
        let event = (line.id, "clicked", Value::from(""), 0_u32);
        // A program that quits may do so before it answers; the test waits for what the click does.
        let _ = self.peer.call((&name, &menu, MENU), "Event", event);
    }

    /// Clicks the line if the menu has it now; says whether.
    pub fn choose_if_there(&self, path: &[&str]) -> bool {
        let line = self.item().and_then(|_| self.menu().find(path).cloned());
        line.iter().for_each(|line| self.click(line));
        line.is_some()
    }

    /// Clicks the icon itself.
    pub fn activate(&self) {
        let (name, path) = self.wait_for_item();
        self.peer.call((&name, &path, ITEM), "Activate", (0_i32, 0_i32)).expect("the item takes clicks");
    }

    fn property(&self, which: &str) -> OwnedValue {
        let (name, path) = self.wait_for_item();
        self.peer.property((&name, &path, ITEM), which).unwrap_or_else(|error| panic!("the item's {which}: {error}"))
    }

    fn menu_address(&self) -> (String, String) {
        let (name, _) = self.wait_for_item();
        let path: zbus::zvariant::OwnedObjectPath = self.property("Menu").try_into().expect("a menu is an object");
        (name, path.to_string())
    }
}

type Layout = (i32, BTreeMap<String, OwnedValue>, Vec<OwnedValue>);

fn read((id, properties, children): Layout) -> MenuItem {
    let word = |name: &str| properties.get(name).and_then(|value| <&str>::try_from(value).ok()).unwrap_or_default();
    let flag = |name: &str| properties.get(name).and_then(|value| bool::try_from(value).ok()).unwrap_or(true);
    let state = properties.get("toggle-state").and_then(|value| i32::try_from(value).ok());
    let children = children.into_iter().map(|child| layout(child).expect("as the standard says"));
    MenuItem {
        id,
        label: without_mnemonic(word("label")),
        enabled: flag("enabled"),
        separator: word("type") == "separator",
        checked: (!word("toggle-type").is_empty()).then_some(state == Some(1)),
        children: children.map(read).collect(),
    }
}

/// A submenu's line comes as a variant, which has to be taken apart by hand.
fn layout(line: OwnedValue) -> zbus::zvariant::Result<Layout> {
    let line = unwrapped(line.into());
    let mut fields = Structure::try_from(line)?.into_fields().into_iter();
    let mut next = || fields.next().ok_or(zbus::zvariant::Error::IncorrectType);
    let id = next()?.try_into()?;
    let properties = Dict::try_from(next()?)?.try_into()?;
    let children = Array::try_from(next()?)?.iter().map(OwnedValue::try_from).collect::<Result<_, _>>()?;
    Ok((id, properties, children))
}

fn unwrapped(value: Value<'static>) -> Value<'static> {
    if let Value::Value(inner) = value { *inner } else { value }
}

/// In a label one underscore marks a letter, and two stand for one.
fn without_mnemonic(label: &str) -> String {
    label.replace("__", "\0").replace('_', "").replace('\0', "_")
}
