//! A tray item with a fixed menu, written down by the standard: what the tray host is tested with.
#![expect(clippy::disallowed_types, reason = "the macro that makes a D-Bus interface writes a HashMap")]

use super::bus::{Bus, Peer};
use std::collections::BTreeMap;
use zbus::zvariant::{Dict, ObjectPath, OwnedValue, StructureBuilder, Value};

const PATH: &str = "/sample";
const MENU_PATH: &str = "/sample/menu";

struct Item;

#[zbus::interface(name = "org.kde.StatusNotifierItem")]
impl Item {
    #[zbus(property)]
    fn title(&self) -> &str {
        "sample"
    }

    #[zbus(property)]
    fn menu(&self) -> ObjectPath<'static> {
        ObjectPath::from_static_str_unchecked(MENU_PATH)
    }

    #[zbus(property)]
    fn icon_pixmap(&self) -> Vec<(i32, i32, Vec<u8>)> {
        vec![(1, 1, vec![0xff; 4]), (2, 2, vec![0x80; 16])]
    }
}

struct Menu<F> {
    chosen: F,
}

type Line = (i32, BTreeMap<String, OwnedValue>, Vec<OwnedValue>);

#[zbus::interface(name = "com.canonical.dbusmenu")]
impl<F: Fn(i32) + Send + Sync + 'static> Menu<F> {
    fn get_layout(&self, _parent: i32, _depth: i32, _names: Vec<String>) -> (u32, Line) {
        let tick = |on: i32| vec![("toggle-type", Value::from("checkmark")), ("toggle-state", Value::from(on))];
        let presences = vec![line(21, "Available", tick(1), vec![]), line(22, "A_way", tick(0), vec![])];
        let grey = vec![("enabled", Value::from(false))];
        let separator = vec![("type", Value::from("separator"))];
        let lines = vec![
            line(1, "State__1", grey, vec![]),
            line(2, "_Presence", vec![], presences),
            line(3, "", separator, vec![]),
            line(4, "Quit", vec![], vec![]),
        ];
        (1, (0, BTreeMap::new(), lines))
    }

    fn event(&self, id: i32, kind: &str, _data: Value<'_>, _time: u32) {
        if kind == "clicked" {
            (self.chosen)(id);
        }
    }
}

fn line(id: i32, label: &str, more: Vec<(&'static str, Value<'static>)>, children: Vec<OwnedValue>) -> OwnedValue {
    let label = ("label", Value::from(label.to_owned()));
    let properties: BTreeMap<&'static str, Value<'static>> = std::iter::once(label).chain(more).collect();
    let children: Vec<Value<'static>> = children.into_iter().map(Value::from).collect();
    let line = StructureBuilder::new().add_field(id).append_field(Dict::from(properties).into()).add_field(children);
    let line = line.build().expect("it has fields");
    OwnedValue::try_from(Value::from(line)).expect("no descriptors in it")
}

/// Shows the item on the bus until the returned connection ends; `chosen` gets the ids of clicked lines.
pub fn show(bus: &Bus, chosen: impl Fn(i32) + Send + Sync + 'static) -> Peer {
    let peer = Peer::connect(&bus.peer.runner, &bus.address);
    let connection = peer.connection.clone();
    peer.runner.run(async move {
        let server = connection.object_server();
        server.at(PATH, Item).await.expect("the path is free");
        server.at(MENU_PATH, Menu { chosen }).await.expect("the path is free");
    });
    let watcher = ("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher", "org.kde.StatusNotifierWatcher");
    peer.call(watcher, "RegisterStatusNotifierItem", (PATH,)).expect("there is a tray");
    peer
}
