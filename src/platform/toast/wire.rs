//! The messages of the Desktop Notifications Specification 1.2 and of the message bus itself.

use std::collections::BTreeMap;

use zbus::message::{Flags, Message, Type};
use zbus::zvariant::Value;

use super::call::{Answer, Call, Features, Question, Sign, Ticket};
use super::{ToastAction, ToastText, Urgency};
use crate::domain::effect::Activation;

pub(super) const NAME: &str = "org.freedesktop.Notifications";
pub(super) const PATH: &str = "/org/freedesktop/Notifications";
const BUS: &str = "org.freedesktop.DBus";
const BUS_PATH: &str = "/org/freedesktop/DBus";

/// Tokens are some tens of bytes; a longer one than this is none, and has no room in an environment.
const TOKEN_AT_MOST: usize = 4096;

/// What the daemon asks the bus to pass on: one rule for all signals of the server, one for its comings and goings.
const WANTED: [&str; 2] = [
    "type='signal',sender='org.freedesktop.Notifications',interface='org.freedesktop.Notifications'",
    "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='org.freedesktop.Notifications'",
];

/// Something that came from the bus.
#[derive(Debug)]
pub(super) enum Heard {
    Answer { ticket: Ticket, sender: Option<String>, answer: Answer },
    Signal { sender: Option<String>, id: u32, sign: Sign },
    Owner(Option<String>),
}

/// The subscriptions, to be sent before anything else: the bus keeps the order, so no answer is awaited.
pub(super) fn subscriptions() -> zbus::Result<Vec<Message>> {
    let subscribe = |rule: &&str| {
        let call = Message::method_call(BUS_PATH, "AddMatch")?.destination(BUS)?.interface(BUS)?;
        call.with_flags(Flags::NoReplyExpected)?.build(rule)
    };
    WANTED.iter().map(subscribe).collect()
}

pub(super) fn message(call: &Call) -> zbus::Result<Message> {
    match call {
        Call::Features(ticket) => server_call("GetCapabilities")?.serial(*ticket).build(&()),
        Call::Startable(ticket) => {
            let call = Message::method_call(BUS_PATH, "ListActivatableNames")?.destination(BUS)?.interface(BUS)?;
            call.serial(*ticket).build(&())
        }
        Call::Notify { ticket, replaces, tag, features, text } => notify(*ticket, *replaces, tag, *features, text),
        Call::Close(id) => server_call("CloseNotification")?.with_flags(Flags::NoReplyExpected)?.build(id),
    }
}

/// Understands a message; none if it does not concern toasts.
pub(super) fn hear(message: &Message, question: impl FnOnce(Ticket) -> Option<Question>) -> Option<Heard> {
    let header = message.header();
    let sender = header.sender().map(ToString::to_string);
    match message.message_type() {
        Type::MethodReturn => {
            let ticket = header.reply_serial()?;
            let answer = understood(message, &question(ticket)?).unwrap_or(Answer::Refused);
            Some(Heard::Answer { ticket, sender, answer })
        }
        Type::Error => {
            let ticket = header.reply_serial()?;
            let name = header.error_name().map(ToString::to_string).unwrap_or_default();
            tracing::debug!(error = name, "the notification server refused");
            let answer = if is_absence(&name) { Answer::NoServer } else { Answer::Refused };
            Some(Heard::Answer { ticket, sender: None, answer })
        }
        Type::Signal => signal(message, sender),
        Type::MethodCall => None,
    }
}

fn server_call(member: &'static str) -> zbus::Result<zbus::message::Builder<'static>> {
    Message::method_call(PATH, member)?.destination(NAME)?.interface(NAME)
}

fn notify(ticket: Ticket, replaces: u32, tag: &str, features: Features, text: &ToastText) -> zbus::Result<Message> {
    let actions = text.actions.iter().filter(|_| features.actions);
    let actions: Vec<&str> = actions.flat_map(|(action, word)| [action.name(), word]).collect();
    let urgency: u8 = match text.urgency {
        Urgency::Low => 0,
        Urgency::Normal => 1,
        Urgency::Critical => 2,
    };
    let hints: BTreeMap<&str, Value<'_>> = BTreeMap::from([
        ("category", Value::from("im.received")),
        ("desktop-entry", Value::from("deskbell")),
        ("urgency", Value::from(urgency)),
        // No part of the specification, but what dunst and xfce replace a toast by whose id is not known.
        ("x-canonical-private-synchronous", Value::from(tag)),
        ("x-dunst-stack-tag", Value::from(tag)),
    ]);
    let body = if features.body_markup { escaped(&text.body) } else { text.body.clone() };
    let expire = i32::try_from(text.expire.as_millis()).unwrap_or(i32::MAX);
    let arguments = ("Deskbell", replaces, "deskbell", text.title.as_str(), body.as_str(), actions, hints, expire);
    server_call("Notify")?.serial(ticket).build(&arguments)
}

/// The text so that a server that understands markup shows it as it is.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn understood(message: &Message, question: &Question) -> zbus::Result<Answer> {
    let body = message.body();
    Ok(match question {
        Question::Features => {
            let offered: Vec<&str> = body.deserialize()?;
            Answer::Features(Features {
                actions: offered.contains(&"actions"),
                body_markup: offered.contains(&"body-markup"),
            })
        }
        Question::Startable => Answer::Startable(body.deserialize::<Vec<&str>>()?.contains(&NAME)),
        Question::Toast(_) | Question::Orphan => Answer::Shown(body.deserialize()?),
    })
}

/// Whether an error of the bus means that nobody shows toasts.
pub(super) fn is_absence(error: &str) -> bool {
    let Some(what) = error.strip_prefix("org.freedesktop.DBus.Error.") else { return false };
    matches!(
        what,
        "ServiceUnknown" | "NameHasNoOwner" | "NoReply" | "NoServer" | "Disconnected" | "TimedOut" | "Timeout"
    ) || what.starts_with("Spawn.")
}

fn signal(message: &Message, sender: Option<String>) -> Option<Heard> {
    let header = message.header();
    let body = message.body();
    match (header.interface()?.as_str(), header.member()?.as_str()) {
        (BUS, "NameOwnerChanged") if sender.as_deref() == Some(BUS) => {
            let (name, _, owner): (&str, &str, &str) = body.deserialize().ok()?;
            (name == NAME).then(|| Heard::Owner(Some(owner.to_owned()).filter(|owner| !owner.is_empty())))
        }
        (NAME, "ActionInvoked") => {
            let (id, name): (u32, &str) = body.deserialize().ok()?;
            Some(Heard::Signal { sender, id, sign: Sign::Done(ToastAction::named(name)?) })
        }
        (NAME, "ActivationToken") => {
            let (id, token): (u32, &str) = body.deserialize().ok()?;
            let sign = Sign::Token(Activation(token.to_owned()));
            (token.len() <= TOKEN_AT_MOST).then_some(Heard::Signal { sender, id, sign })
        }
        (NAME, "NotificationClosed") => {
            let (id, _): (u32, u32) = body.deserialize().ok()?;
            Some(Heard::Signal { sender, id, sign: Sign::Closed })
        }
        _ => None,
    }
}
