//! What is on the screen by accessible name, as a screen reader finds it.

use super::bus::{Bus, Peer};
use super::process::wait_for;
use super::x11::Area;
use std::time::Duration;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};

const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";
const ROOT: (&str, &str) = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root");
/// How long a screen reader waits for an answer before it goes on. The first question to a program that
/// has only just said that it is there may never be answered: the D-Bus library that the toolkit's
/// accessibility stands on (zbus 5.19) drops calls that come before it listens for them, which happens
/// once in some hundred starts. The library of screen readers, libatspi, has such a limit too.
const PATIENCE: Duration = Duration::from_secs(2);
/// Deeper than any window of ours.
const DEPTH: u8 = 24;

/// What something is; the numbers are AT-SPI's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Can be pressed.
    Button,
    /// Words.
    Label,
    /// A top-level window.
    Window,
    /// Anything else.
    Other(u32),
}

impl Role {
    const fn from_number(number: u32) -> Self {
        match number {
            43 => Self::Button,
            29 | 116 => Self::Label,
            23 | 69 => Self::Window,
            other => Self::Other(other),
        }
    }
}

/// Something accessible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its bus name and object path.
    pub address: (String, String),
    /// What it is called.
    pub name: String,
    /// What it is.
    pub role: Role,
    /// Levels below the desktop.
    pub depth: u8,
}

/// A connection to the accessibility bus.
#[derive(Debug)]
pub struct Accessibility {
    peer: Peer,
}

impl Accessibility {
    /// Says on the bus that a screen reader runs, and connects as one.
    pub fn switch_on(bus: &Bus) -> Self {
        let (name, path) = ("org.a11y.Bus", "/org/a11y/bus");
        let reply = bus.peer.call((name, path, "org.a11y.Bus"), "GetAddress", ()).expect("at-spi2-core is installed");
        let address: String = reply.body().deserialize().expect("an address is a string");
        for flag in ["IsEnabled", "ScreenReaderEnabled"] {
            let set = ("org.a11y.Status", flag, Value::from(true));
            bus.peer.call((name, path, "org.freedesktop.DBus.Properties"), "Set", set).expect("the flag can be set");
        }
        Self { peer: Peer::connect(&bus.peer.runner, &address) }
    }

    /// The connection, for what this does not do.
    pub const fn peer(&self) -> &Peer {
        &self.peer
    }

    /// Everything accessible, from the desktop down.
    pub fn all(&self) -> Vec<Found> {
        let mut found = vec![];
        self.walk(&(ROOT.0.to_owned(), ROOT.1.to_owned()), 0, &mut found);
        found
    }

    /// Waits until something of that role and name is there, and returns it.
    pub fn wait_for(&self, role: Role, name: &str) -> Found {
        wait_for(&format!("{role:?} {name:?} for a screen reader"), || self.find(role, name).into_iter().next())
    }

    /// All of that role and name, in the order in which their windows appeared.
    pub fn find(&self, role: Role, name: &str) -> Vec<Found> {
        self.all().into_iter().filter(|found| found.role == role && found.name == name).collect()
    }

    /// Everything inside the window of that title.
    pub fn inside(&self, title: &str) -> Vec<Found> {
        let all = self.all();
        let window = all.iter().position(|found| found.role == Role::Window && found.name == title);
        let below = window.map(|at| (all[at].depth, &all[at + 1..]));
        let inside = below.map(|(depth, rest)| rest.iter().take_while(move |found| found.depth > depth).cloned());
        inside.into_iter().flatten().collect()
    }

    /// Where it is in its window; none while it is not shown.
    pub fn area_in_window(&self, found: &Found) -> Option<Area> {
        const IN_WINDOW: u32 = 1;
        let address = (found.address.0.as_str(), found.address.1.as_str(), "org.a11y.atspi.Component");
        let reply = self.peer.call(address, "GetExtents", (IN_WINDOW,)).ok()?;
        let (x, y, width, height): (i32, i32, i32, i32) = reply.body().deserialize().ok()?;
        (width > 0 && height > 0).then_some(Area { x, y, width, height })
    }

    /// Does what the thing does first, as a screen reader would.
    pub fn press(&self, found: &Found) {
        let address = (found.address.0.as_str(), found.address.1.as_str(), "org.a11y.atspi.Action");
        self.peer.call(address, "DoAction", (0_i32,)).expect("it can be pressed");
    }

    /// All names and roles, indented: for a failing test's message.
    pub fn text(&self) -> String {
        let line =
            |found: &Found| format!("{}{:?} {:?}", "  ".repeat(usize::from(found.depth)), found.role, found.name);
        self.all().iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn walk(&self, address: &(String, String), depth: u8, found: &mut Vec<Found>) {
        // What goes away while it is looked at is not there.
        if let Some(this) = self.describe(address, depth) {
            found.push(this);
        }
        if depth < DEPTH {
            for child in self.children(address) {
                self.walk(&child, depth + 1, found);
            }
        }
    }

    fn describe(&self, address: &(String, String), depth: u8) -> Option<Found> {
        let at = (address.0.as_str(), address.1.as_str(), ACCESSIBLE);
        let properties = (at.0, at.1, "org.freedesktop.DBus.Properties");
        let name = self.peer.call_within(PATIENCE, properties, "Get", (ACCESSIBLE, "Name"))?;
        let name = name.body().deserialize::<OwnedValue>().ok()?.try_into().ok()?;
        let role: u32 = self.peer.call_within(PATIENCE, at, "GetRole", ())?.body().deserialize().ok()?;
        Some(Found { address: address.clone(), name, role: Role::from_number(role), depth })
    }

    fn children(&self, (name, path): &(String, String)) -> Vec<(String, String)> {
        let at = (name.as_str(), path.as_str(), ACCESSIBLE);
        let reply = self.peer.call_within(PATIENCE, at, "GetChildren", ());
        let children: Vec<(String, OwnedObjectPath)> =
            reply.and_then(|reply| reply.body().deserialize().ok()).unwrap_or_default();
        children.into_iter().map(|(name, path)| (name, path.to_string())).collect()
    }
}
