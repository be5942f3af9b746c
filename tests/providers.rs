//! Every provider of the registry replays its recorded frames, and no bytes make one panic.

#![expect(clippy::unwrap_used, clippy::wildcard_enum_match_arm, reason = "a test says what is wrong by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use deskbell::domain::conversation::Conversation;
use deskbell::domain::effect::{Command, Journal, Message};
use deskbell::domain::input::{CenterEvent, CenterNews, Input, LinkProblem};
use deskbell::domain::{Desk, Preferences};
use deskbell::protocol::from_client::{Device, How, NoticeHow};
use deskbell::protocol::{Envelope, from_client};
use deskbell::provider::{ALL, DecodeError, Descriptor, Frame, Login, Provider};
use deskbell::text::{COMMENT, NAME};
use deskbell::time::Timestamp;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

const NOW: Timestamp = Timestamp::from_millis(60_000);

fn folder(id: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(id)
}

/// The recorded frames of a provider whose names begin so, with their names.
fn frames(id: &str, prefix: &str) -> Vec<(String, Frame)> {
    let mut found = vec![];
    for entry in fs::read_dir(folder(id)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with(prefix) {
            let bytes = fs::read(&path).unwrap();
            found.push((name, String::from_utf8(bytes).map_or_else(|e| Frame::Binary(e.into_bytes()), Frame::Text)));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn login(center: &str) -> Login {
    Login {
        center: center.parse().unwrap(),
        token: "secret".to_owned().into(),
        device: Device { id: "d-1".into(), os: "linux".into(), version: "0".into() },
        locale: "pl".into(),
        id_prefix: "run".into(),
        resume: Some(("e-1".into(), 17)),
    }
}

/// A provider that has read the recorded beginning of a session.
fn in_session(descriptor: &Descriptor) -> Box<dyn Provider> {
    let mut provider = (descriptor.new)();
    provider.on_open(&login("wss://center.example/v1/agent"));
    let (_, ready) = frames(descriptor.id, "good-session-ready").remove(0);
    let events = provider.decode(&ready, NOW).expect("the recorded beginning is good");
    assert!(matches!(events[..], [CenterEvent { what: CenterNews::Ready(_), .. }]));
    provider
}

fn replay(descriptor: &Descriptor, frame: &Frame) -> Result<Vec<CenterEvent>, DecodeError> {
    in_session(descriptor).decode(frame, NOW)
}

#[test]
fn every_provider_has_recorded_frames_of_both_kinds_and_a_name_of_its_own() {
    let ids: BTreeSet<_> = ALL.iter().map(|descriptor| descriptor.id).collect();
    assert_eq!(ids.len(), ALL.len());
    for id in ids {
        assert!(!frames(id, "good-").is_empty() && !frames(id, "bad-").is_empty(), "{id} has no fixtures");
    }
}

#[test]
fn good_frames_are_one_event_each() {
    for descriptor in ALL {
        for (name, frame) in frames(descriptor.id, "good-") {
            let events = replay(descriptor, &frame).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            assert_eq!(events.len(), 1, "{name}");
        }
    }
}

#[test]
fn bad_frames_are_errors_that_repeat_nothing_of_what_was_said() {
    for descriptor in ALL {
        for (name, frame) in frames(descriptor.id, "bad-") {
            let error = replay(descriptor, &frame).expect_err(&name);
            for private in ["Anna", "Nowak", "invoice", "Kowalski"] {
                assert!(!error.what.contains(private), "{name}: {:?}", error.what);
            }
        }
    }
}

#[test]
fn a_bad_frame_leaves_no_trace() {
    for descriptor in ALL {
        let (_, good) = frames(descriptor.id, "good-offer-chat").remove(0);
        let expected = replay(descriptor, &good);
        let mut provider = in_session(descriptor);
        for (name, bad) in frames(descriptor.id, "bad-") {
            assert!(provider.decode(&bad, NOW).is_err(), "{name}");
        }
        assert_eq!(provider.decode(&good, NOW), expected);
    }
}

#[test]
fn a_numbered_frame_that_is_not_understood_can_still_be_acknowledged() {
    let mut provider = in_session(&ALL[0]);
    let frame = r#"{"specversion":"1.0","id":"x","source":"/c","type":"dev.deskbell.offer.created.v1",
        "sequence":"00000000000000000009","data":{"offerId":7}}"#;
    let error = provider.decode(&Frame::Text(frame.into()), NOW).unwrap_err();
    assert_eq!(error.stamp.map(|stamp| stamp.sequence), Some(9));
}

#[test]
fn odd_frames_leave_nothing_hostile_or_endless() {
    for descriptor in ALL {
        for (name, frame) in frames(descriptor.id, "odd-") {
            let events = replay(descriptor, &frame).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            assert_eq!(events.len(), usize::from(!name.starts_with("odd-ignored-")), "{name}");
            for event in events {
                check_event(&name, event);
            }
        }
    }
}

fn check_event(name: &str, event: CenterEvent) {
    for conversation in conversations(&event.what) {
        for (text, limit) in texts(conversation) {
            assert!(text.graphemes(true).count() <= limit, "{name}: too long");
            let hostile = |c: char| {
                c.is_control() || ('\u{202A}'..='\u{202E}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c)
            };
            assert!(!text.chars().any(hostile), "{name}: {text:?}");
        }
    }
    if name.contains("markup") {
        let marked = conversations(&event.what).into_iter().flat_map(texts).any(|(text, _)| text.contains('<'));
        assert!(marked, "{name}: markup stays text, sign by sign");
    }
    if name.contains("url") && name.starts_with("odd-offer") {
        assert!(opened_after_accept(event).is_empty(), "{name}");
    } else if name.contains("expired-long-ago") {
        assert!(desk_with(event).view().alerts.is_empty(), "{name}");
    }
}

fn conversations(what: &CenterNews) -> Vec<&Conversation> {
    match what {
        CenterNews::Offered(offer) | CenterNews::OfferUpdated(offer) => vec![&offer.conversation],
        CenterNews::Notice(notice) => vec![&notice.conversation],
        CenterNews::Ready(ready) => ready.offers.iter().map(|offer| &offer.conversation).collect(),
        _ => vec![],
    }
}

fn texts(conversation: &Conversation) -> Vec<(&str, usize)> {
    let customer = &conversation.customer;
    let names = [&customer.name, &customer.phone, &customer.company];
    let names = names.into_iter().flatten().map(|name| (name.reveal().as_str(), NAME));
    let comment = conversation.comment.iter().map(|comment| (comment.reveal().as_str(), COMMENT));
    let queue = conversation.queue.iter().map(|queue| (queue.as_str(), NAME));
    names.chain(comment).chain(queue).collect()
}

fn desk_with(event: CenterEvent) -> Desk {
    let preferences = Preferences { allowed_hosts: vec!["center.example".into()], ..Preferences::default() };
    let mut desk = Desk::new(preferences, Journal::default());
    let (_, ready) = frames("native", "good-session-ready").remove(0);
    for event in replay_first(&ready) {
        let _ = desk.update(NOW, Input::Center(event));
    }
    let _ = desk.update(NOW, Input::Center(event));
    desk
}

fn replay_first(frame: &Frame) -> Vec<CenterEvent> {
    let mut events = (ALL[0].new)().decode(frame, NOW).unwrap();
    for event in &mut events {
        if let CenterNews::Ready(ready) = &mut event.what {
            ready.offers.clear();
            ready.head = 0;
            ready.settings.agent_desktop_url = None;
        }
    }
    events
}

/// The links that Accept would open.
fn opened_after_accept(event: CenterEvent) -> Vec<String> {
    let mut desk = desk_with(event);
    let Some(alert) = desk.view().alerts.first().cloned() else { return vec![] };
    let sent = desk.update(NOW, Input::Agent(deskbell::domain::input::AgentAction::Accept(alert.id)));
    let command = sent.iter().find_map(|effect| match effect {
        deskbell::domain::effect::Effect::Send(Message::Command(id, _)) => Some(id.clone()),
        _ => None,
    });
    let what = CenterNews::Answer { command: command.expect("accept is sent"), result: Ok(None) };
    let effects = desk.update(NOW, Input::Center(CenterEvent { stamp: None, what }));
    let link = |effect| if let deskbell::domain::effect::Effect::Open(url, _) = effect { Some(url) } else { None };
    effects.into_iter().filter_map(link).collect()
}

#[test]
fn hello_resumes_and_every_message_has_an_id_of_its_own() {
    for descriptor in ALL {
        let mut provider = (descriptor.new)();
        let hello = provider.on_open(&login("wss://center.example/v1/agent"));
        let messages = [
            Message::Command("run-1".into(), Command::Accept("o".into())),
            Message::Command("run-2".into(), Command::Decline("o".into(), Some("In a meeting".into()))),
            Message::Command("run-3".into(), Command::SetPresence("away".into())),
            Message::Shown { offer: "o".into(), how: How::Alert, why: None },
            Message::NoticeShown { notice: "n".into(), how: NoticeHow::Failed, why: Some("no-server".into()) },
            Message::Acknowledge { epoch: "e-1".into(), sequence: 18 },
        ];
        let frames: Vec<Frame> = hello.into_iter().chain(messages.iter().flat_map(|m| provider.encode(m))).collect();
        let envelopes: Vec<Envelope> = frames.iter().map(envelope).collect();
        let ids: BTreeSet<_> = envelopes.iter().map(|envelope| envelope.id.clone()).collect();
        assert_eq!(ids.len(), frames.len());
        let from_client::Event::Hello(hello) = envelopes[0].body().unwrap() else { panic!("hello comes first") };
        assert_eq!(
            (hello.epoch.as_deref(), hello.last_sequence.as_deref()),
            (Some("e-1"), Some("00000000000000000017"))
        );
        assert_eq!(envelopes[1].id, "run-1", "a command's id is the domain's");
    }
}

fn envelope(frame: &Frame) -> Envelope {
    let Frame::Text(text) = frame else { panic!("the native protocol is text") };
    serde_json::from_str(text).unwrap()
}

#[test]
fn plain_websockets_are_for_this_computer_only() {
    let mut provider = (ALL[0].new)();
    for (center, fine) in [
        ("wss://center.example/v1/agent", true),
        ("ws://127.0.0.1:7878/v1/agent", true),
        ("ws://[::1]:7878/v1/agent", true),
        ("ws://localhost/v1/agent", true),
        ("ws://center.example/v1/agent", false),
        ("ws://127.0.0.1.center.example/", false),
        ("https://center.example/", false),
    ] {
        let begun = provider.begin(&login(center));
        assert_eq!(begun.as_ref().err(), (!fine).then_some(&LinkProblem::Insecure), "{center}");
    }
}

#[test]
fn the_heartbeat_finds_a_dead_link_within_thirty_seconds_whatever_the_center_says() {
    for descriptor in ALL {
        for (name, frame) in
            frames(descriptor.id, "odd-ready-heartbeat").into_iter().chain(frames(descriptor.id, "good-session-ready"))
        {
            let mut provider = (descriptor.new)();
            provider.decode(&frame, NOW).unwrap();
            let heartbeat = provider.heartbeat();
            assert!(
                heartbeat.every >= Duration::from_secs(1) && heartbeat.dead_after <= Duration::from_secs(30),
                "{name}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_provider_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in ".{0,200}") {
        for descriptor in ALL {
            let mut provider = in_session(descriptor);
            prop_assert!(provider.decode(&Frame::Binary(bytes.clone()), NOW).is_err());
            let _ = provider.decode(&Frame::Text(text.clone()), NOW);
        }
    }

    #[test]
    fn no_damage_to_a_good_frame_makes_a_provider_panic(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), put in "[ -~]{0,4}", cut in any::<bool>()) {
        for descriptor in ALL {
            let good = frames(descriptor.id, "good-");
            let (_, Frame::Text(text)) = which.get(&good) else { continue };
            let chars: Vec<char> = text.chars().collect();
            let place = at.index(chars.len());
            let rest = if cut { vec![] } else { chars[(place + 1).min(chars.len())..].to_vec() };
            let damaged: String = chars[..place].iter().copied().chain(put.chars()).chain(rest).collect();
            let _ = in_session(descriptor).decode(&Frame::Text(damaged), NOW);
        }
    }
}
