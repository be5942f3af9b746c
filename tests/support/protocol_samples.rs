//! One event of each type with every field filled, for all tests that need something to send.

use deskbell::protocol::from_center::{self as center, Event as FromCenter};
use deskbell::protocol::from_client::{self as client, Event as FromClient};
use deskbell::protocol::{Envelope, sequence_text, type_and_data};
use serde::Serialize;
use serde_json::Value;
use time::OffsetDateTime;
use time::macros::datetime;

/// The moment of all samples; deadlines lie 45 s after it.
pub(crate) const NOW: OffsetDateTime = datetime!(2025-11-03 09:15:00 UTC);

/// One event of each type that a center sends, numbered where its type is.
pub(crate) fn from_center() -> Vec<Envelope<Value>> {
    let events = center_events();
    events.iter().zip(1..).map(|(event, number)| center_envelope(event, number)).collect()
}

/// One event of each type that a client sends.
pub(crate) fn from_client() -> Vec<Envelope<Value>> {
    let events = client_events();
    events.iter().zip(1..).map(|(event, number)| envelope(event, "/agents/anna/devices/7f3c", number)).collect()
}

/// The bodies of [`from_center`].
pub(crate) fn center_events() -> Vec<FromCenter> {
    vec![
        FromCenter::Ready(Box::new(ready())),
        FromCenter::OfferCreated(Box::new(offer())),
        FromCenter::OfferUpdated(Box::new(offer())),
        FromCenter::OfferClosed(center::OfferClosed {
            offer_id: "o-41".into(),
            outcome: center::Outcome::Taken,
            by: Some("Piotr Lis".into()),
        }),
        FromCenter::Notice(Box::new(notice())),
        FromCenter::NoticeWithdrawn(center::NoticeWithdrawn { notice_id: "n-7".into() }),
        FromCenter::PresenceChanged(center::PresenceChanged {
            current: "away".into(),
            reason: Some("missed-offer".into()),
        }),
        FromCenter::SettingsChanged(settings()),
        FromCenter::CommandResult(center::CommandResult {
            ok: false,
            code: Some(center::RefusalCode::Taken),
            message: Some("Piotr Lis was faster".into()),
            url: Some("https://center.example/conversations/c-41".into()),
        }),
        FromCenter::Closing(center::Closing { reason: "maintenance".into(), reconnect_after_seconds: Some(30) }),
    ]
}

/// The bodies of [`from_client`].
pub(crate) fn client_events() -> Vec<FromClient> {
    vec![
        FromClient::Hello(client::Hello {
            protocol: 1,
            epoch: Some("e-2025-11-03".into()),
            last_sequence: Some(sequence_text(17)),
            device: client::Device { id: "7f3c".into(), os: "linux".into(), version: "0.1.0".into() },
            locale: "pl-PL".into(),
            capabilities: vec!["alerts".into(), "toasts".into(), "receipts".into()],
        }),
        FromClient::Ack(client::Ack { epoch: "e-2025-11-03".into(), sequence: sequence_text(18) }),
        FromClient::OfferShown(client::OfferShown {
            offer_id: "o-41".into(),
            how: client::How::Suppressed,
            why: Some("three alerts before it".into()),
        }),
        FromClient::NoticeShown(client::NoticeShown {
            notice_id: "n-7".into(),
            how: client::NoticeHow::Failed,
            why: Some("off-by-policy".into()),
        }),
        FromClient::Accept(client::Accept { offer_id: "o-41".into() }),
        FromClient::Decline(client::Decline { offer_id: "o-41".into(), reason: Some("In a meeting".into()) }),
        FromClient::Presence(client::SetPresence { presence: "away".into() }),
    ]
}

/// An offer that says everything an offer can say.
pub(crate) fn offer() -> center::Offer {
    center::Offer {
        offer_id: "o-41".into(),
        reason: center::OfferReason::BotEscalation,
        declinable: true,
        conversation: conversation(),
    }
}

fn conversation() -> center::Conversation {
    center::Conversation {
        id: "c-41".into(),
        channel: "sms".into(),
        queue: Some("Deliveries".into()),
        customer: center::Customer {
            id: Some("contact-12".into()),
            name: Some("Anna Nowak".into()),
            phone: Some("+48 601 234 567".into()),
            company: Some("Contoso Sp. z o.o.".into()),
            identified: center::Identified::Yes,
            authenticated: Some(true),
        },
        comment: Some("Gdzie jest moja paczka?".into()),
        answers: [("order".to_owned(), "4711-2026".to_owned())].into(),
        case: Some(center::Case { number: Some("CAS-01423".into()), title: Some("Late parcel".into()) }),
        waiting_since: NOW - time::Duration::seconds(48),
        summary_url: Some("https://center.example/conversations/c-41".into()),
    }
}

fn notice() -> center::Notice {
    center::Notice {
        notice_id: "n-7".into(),
        kind: center::NoticeKind::EscalatedFromBot,
        conversation: conversation(),
        from: Some("Parcel bot".into()),
        note: Some("Asked for a person twice".into()),
    }
}

fn settings() -> center::Settings {
    center::Settings {
        theme: Some(center::Theme::Dark),
        agent_desktop_url: Some("https://center.example/desk".into()),
        allowed_hosts: Some(vec!["center.example".into()]),
        sounds: Some(true),
        decline_reasons: Some(vec!["In a meeting".into()]),
    }
}

fn ready() -> center::Ready {
    let option = |id: &str, name: &str| center::PresenceOption { id: id.into(), name: name.into() };
    center::Ready {
        epoch: "e-2025-11-03".into(),
        recovered: true,
        head: sequence_text(18),
        server_time: NOW,
        heartbeat_seconds: 15,
        agent: center::Agent { id: "anna".into(), name: "Anna Lis".into() },
        presence: center::Presence {
            current: "available".into(),
            options: vec![option("available", "Available"), option("away", "Away")],
        },
        settings: settings(),
        offers: vec![center::OpenOffer { offer: offer(), expirytime: Some(NOW + time::Duration::seconds(45)) }],
    }
}

fn center_envelope(event: &FromCenter, number: u64) -> Envelope<Value> {
    let mut envelope = envelope(event, "https://center.example/", number);
    envelope.expirytime = Some(NOW + time::Duration::seconds(45));
    envelope.sequence = event.is_numbered().then(|| sequence_text(number));
    envelope
}

/// An envelope with all attributes but those that only a center gives.
fn envelope<E: Serialize>(event: &E, source: &str, number: u64) -> Envelope<Value> {
    let (kind, data) = type_and_data(event);
    let mut envelope = Envelope::new(format!("sample-{number}"), source, &kind, data);
    envelope.subject = Some("agent/anna".into());
    envelope.time = Some(NOW);
    envelope.correlationid = Some("c-41".into());
    envelope.causationid = Some("cause-1".into());
    envelope
}
