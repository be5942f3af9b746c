//! Whoever shows notifications on a Linux desktop has a switch of its own; the first word of each is
//! asked for, further ones are told by signals.

use std::collections::BTreeMap;

use futures_util::StreamExt as _;
use tokio::sync::mpsc;
use zbus::message::Type;
use zbus::zvariant::{OwnedValue, Value};
use zbus::{Connection, MatchRule, Message, MessageStream};

use crate::domain::input::{Input, SystemEvent};
use crate::platform::bus::{Method, PROPERTIES, ask, switch};

/// The notification server, which KDE and dunst give the switch to.
const SERVER: &str = "org.freedesktop.Notifications";
const SERVER_PATH: &str = "/org/freedesktop/Notifications";
const DUNST: &str = "org.dunstproject.cmd0";
/// xfce's settings.
const XFCONF: &str = "org.xfce.Xfconf";
const XFCE: (&str, &str) = ("xfce4-notifyd", "/do-not-disturb");
/// The settings portal, which tells GNOME's.
const PORTAL: &str = "org.freedesktop.portal.Desktop";
const SETTINGS: &str = "org.freedesktop.portal.Settings";
const GNOME: (&str, &str) = ("org.gnome.desktop.notifications", "show-banners");

/// Whose switch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Switch {
    Dunst,
    Kde,
    Xfce,
    Gnome,
}

/// Reports every change until nobody listens or the bus has ended.
pub(super) async fn watch(inputs: mpsc::Sender<Input>) {
    if let Err(error) = listen(&inputs).await {
        tracing::info!(%error, "the desktop's do not disturb is not known");
    }
}

async fn listen(inputs: &mpsc::Sender<Input>) -> zbus::Result<()> {
    let bus = Connection::session().await?;
    let mut heard = MessageStream::from(&bus);
    for rule in rules()? {
        zbus::fdo::DBusProxy::new(&bus).await?.add_match_rule(rule).await?;
    }
    let mut on = BTreeMap::new();
    ask_all(&bus, &mut on).await;
    let mut told = false;
    loop {
        let now = on.values().any(|on| *on);
        if now != told && inputs.send(Input::System(SystemEvent::DesktopQuiet(now))).await.is_err() {
            return Ok(());
        }
        told = now;
        let Some(message) = heard.next().await else { return Ok(()) };
        match read(&message?) {
            Some(Word::Said(switch, is_on)) => drop(on.insert(switch, is_on)),
            Some(Word::Owner) => ask_all(&bus, &mut on).await,
            None => {}
        }
    }
}

fn rules() -> zbus::Result<[MatchRule<'static>; 4]> {
    let signal = || MatchRule::builder().msg_type(Type::Signal);
    Ok([
        signal().interface(PROPERTIES)?.member("PropertiesChanged")?.path(SERVER_PATH)?.build(),
        signal().interface(XFCONF)?.member("PropertyChanged")?.arg(0, XFCE.0)?.build(),
        signal().interface(SETTINGS)?.member("SettingChanged")?.arg(0, GNOME.0)?.build(),
        signal().sender("org.freedesktop.DBus")?.member("NameOwnerChanged")?.arg(0, SERVER)?.build(),
    ])
}

/// What a signal says.
enum Word {
    /// The switch is in this position.
    Said(Switch, bool),
    /// Another server shows notifications, or none.
    Owner,
}

fn read(message: &Message) -> Option<Word> {
    let header = message.header();
    if message.message_type() != Type::Signal {
        return None;
    }
    match header.member()?.as_str() {
        "PropertiesChanged" => {
            let body = message.body();
            let (_, changed, _): (&str, BTreeMap<&str, Value<'_>>, Vec<&str>) = body.deserialize().ok()?;
            let is = |name: &str| changed.get(name).and_then(|value| bool::try_from(value).ok());
            let dunst = is("paused").map(|on| Word::Said(Switch::Dunst, on));
            dunst.or_else(|| is("Inhibited").map(|on| Word::Said(Switch::Kde, on)))
        }
        "PropertyChanged" => setting(message, XFCE).map(|on| Word::Said(Switch::Xfce, on)),
        "SettingChanged" => setting(message, GNOME).map(|shows| Word::Said(Switch::Gnome, !shows)),
        "NameOwnerChanged" => Some(Word::Owner),
        _ => None,
    }
}

/// The value of the setting, if the signal is about that.
fn setting(message: &Message, wanted: (&str, &str)) -> Option<bool> {
    let body = message.body();
    let (group, name, value): (&str, &str, Value<'_>) = body.deserialize().ok()?;
    ((group, name) == wanted).then(|| switch(&value)).flatten()
}

/// Asks whoever is there; whoever is not has nothing switched on.
async fn ask_all(bus: &Connection, on: &mut BTreeMap<Switch, bool>) {
    on.extend(answers(bus).await.map(|(switch, is_on)| (switch, is_on.unwrap_or(false))));
}

/// The position of each switch that there is. Asked at the same time: one that hangs holds up no other.
async fn answers(bus: &Connection) -> [(Switch, Option<bool>); 4] {
    let server = (SERVER, SERVER_PATH, PROPERTIES, "Get");
    let (dunst, kde, xfce, gnome) = tokio::join!(
        asked(bus, server, &(DUNST, "paused")),
        asked(bus, server, &(SERVER, "Inhibited")),
        asked(bus, (XFCONF, "/org/xfce/Xfconf", XFCONF, "GetProperty"), &XFCE),
        asked(bus, (PORTAL, "/org/freedesktop/portal/desktop", SETTINGS, "Read"), &GNOME),
    );
    [(Switch::Dunst, dunst), (Switch::Kde, kde), (Switch::Xfce, xfce), (Switch::Gnome, gnome.map(|shows| !shows))]
}

/// Whether one of the switches is on; none: there is no switch that could be read.
pub(super) async fn is_on(bus: &Connection) -> Option<bool> {
    let known: Vec<bool> = answers(bus).await.into_iter().filter_map(|(_, is_on)| is_on).collect();
    (!known.is_empty()).then(|| known.contains(&true))
}

async fn asked(bus: &Connection, method: Method<'_>, arguments: &(&str, &str)) -> Option<bool> {
    let value: OwnedValue = ask(bus, method, arguments).await?;
    switch(&value)
}
