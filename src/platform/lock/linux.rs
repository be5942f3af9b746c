//! The screen savers' common signal, and logind's hint. Either of both locks.

use std::collections::BTreeMap;

use futures_util::StreamExt as _;
use tokio::sync::{mpsc, watch};
use zbus::message::Type;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, MatchRule, Message, MessageStream};

use crate::domain::input::{Input, SystemEvent};
use crate::platform::bus::{PROPERTIES, ask, switch};

/// The screen savers that tell by the common signal: bus name and interface, and object path.
const SAVERS: [(&str, &str); 5] = [
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
];
const LOGIND: &str = "org.freedesktop.login1";
const MANAGER: &str = "/org/freedesktop/login1";
const SESSION: &str = "org.freedesktop.login1.Session";

pub(super) fn watch(inputs: &mpsc::Sender<Input>) {
    let (saver, saver_locked) = watch::channel(false);
    let (hint, hinted) = watch::channel(false);
    tokio::spawn(async move {
        if let Err(error) = savers(&saver).await {
            tracing::info!(%error, "no screen saver tells of a lock");
        }
        saver.closed().await;
    });
    tokio::spawn(async move {
        if let Err(error) = logind(&hint).await {
            tracing::info!(%error, "logind does not tell of a lock");
        }
        hint.closed().await;
    });
    tokio::spawn(report(saver_locked, hinted, inputs.clone()));
}

/// Tells each change until nobody listens.
async fn report(mut saver: watch::Receiver<bool>, mut hint: watch::Receiver<bool>, inputs: mpsc::Sender<Input>) {
    let mut told = false;
    loop {
        let locked = *saver.borrow_and_update() || *hint.borrow_and_update();
        if locked != told && inputs.send(Input::System(SystemEvent::Locked(locked))).await.is_err() {
            return;
        }
        told = locked;
        let changed = tokio::select! {
            changed = saver.changed() => changed,
            changed = hint.changed() => changed,
            () = inputs.closed() => return,
        };
        if changed.is_err() {
            return;
        }
    }
}

async fn savers(locked: &watch::Sender<bool>) -> zbus::Result<()> {
    let bus = Connection::session().await?;
    let rule = MatchRule::builder().msg_type(Type::Signal).member("ActiveChanged")?.build();
    let mut signals = MessageStream::for_match_rule(rule, &bus, None).await?;
    for (name, path) in SAVERS {
        if let Some(active) = ask(&bus, (name, path, name, "GetActive"), &()).await {
            locked.send_if_modified(|locked| std::mem::replace(locked, *locked || active) != *locked);
        }
    }
    while let Some(signal) = signals.next().await {
        let signal = signal?;
        let interface = signal.header().interface().map(ToString::to_string);
        let known = SAVERS.iter().any(|(name, _)| Some(*name) == interface.as_deref());
        if let Some(active) = signal.body().deserialize::<bool>().ok().filter(|_| known) {
            locked.send_replace(active);
        }
    }
    Ok(())
}

async fn logind(locked: &watch::Sender<bool>) -> zbus::Result<()> {
    let bus = Connection::system().await?;
    let manager = (LOGIND, MANAGER, "org.freedesktop.login1.Manager", "GetSession");
    // `auto` is the session of this process, else the one on the display, see org.freedesktop.login1(5).
    let session: Option<OwnedObjectPath> = ask(&bus, manager, &"auto").await;
    let Some(session) = session else { return Err(zbus::Error::InterfaceNotFound) };
    let rule = MatchRule::builder().msg_type(Type::Signal).sender(LOGIND)?.path(session.clone())?;
    let rule = rule.interface(PROPERTIES)?.member("PropertiesChanged")?.build();
    let mut signals = MessageStream::for_match_rule(rule, &bus, None).await?;
    let get = (LOGIND, session.as_str(), PROPERTIES, "Get");
    let now: Option<OwnedValue> = ask(&bus, get, &(SESSION, "LockedHint")).await;
    locked.send_replace(now.is_some_and(|value| switch(&value) == Some(true)));
    while let Some(signal) = signals.next().await {
        if let Some(hint) = hint(&signal?) {
            locked.send_replace(hint);
        }
    }
    Ok(())
}

fn hint(signal: &Message) -> Option<bool> {
    let body = signal.body();
    let (_, changed, _): (&str, BTreeMap<&str, Value<'_>>, Vec<&str>) = body.deserialize().ok()?;
    switch(changed.get("LockedHint")?)
}
