//! An offer is heard until it is answered, and nothing is heard without one.

use deskbell::domain::channel::Channel;
use deskbell::domain::choice::{Choice, Value};
use deskbell::domain::effect::Effect;
use deskbell::domain::input::{AgentAction, CenterNews, LinkProblem, Refusal, ServerHealth, SystemEvent};
use deskbell::domain::sound::Ladder;
use deskbell::domain::view::SoundKind;
use deskbell::domain::{Locked, Preferences};
use deskbell::protocol::from_center::{OfferReason, Outcome, RefusalCode, Settings};

use crate::desk::*;

/// What sounds: its kind, and which stroke of this run it is.
fn stroke(d: &Table) -> Option<(SoundKind, u64)> {
    d.view().stroke.map(|stroke| (stroke.kind, stroke.number))
}

fn offered_by(channel: Channel, reason: OfferReason) -> CenterNews {
    let mut offer = offer("o", 60);
    offer.conversation.channel = channel;
    offer.reason = reason;
    CenterNews::Offered(Box::new(offer))
}

fn silent_center(sounds: bool) -> CenterNews {
    changed(Settings { sounds: Some(sounds), ..Settings::default() })
}

#[test]
fn an_offer_is_heard_at_once_and_again_by_the_ladder_until_it_is_answered() {
    let mut d = connected();
    assert_eq!(stroke(&d), None);
    d.center(100, 1, offered("o", 200));
    let mut heard = vec![(100, stroke(&d).expect("at once"))];
    for second in 101..=165 {
        d.tick(second);
        let now = stroke(&d).expect("it rings");
        if heard.last().expect("there is one").1 != now {
            heard.push((second, now));
        }
    }
    let moments: Vec<i64> = heard.iter().map(|(second, _)| *second).collect();
    assert_eq!(moments, [100, 110, 115, 120, 140, 160]);
    let sent = d.agent(166, accept("o"));
    assert_eq!(stroke(&d), None, "the agent has answered");
    d.answer(167, &sent, Err(Refusal::Said(RefusalCode::Busy)));
    assert_eq!(stroke(&d), Some((SoundKind::Chat, 7)), "the customer waits again");
}

#[test]
fn the_daemon_wakes_up_for_each_stroke_and_for_nothing_between() {
    let mut d = connected();
    d.center(100, 1, offered("o", 200));
    d.system(100, SystemEvent::AlertShown("o".into()));
    d.tick(102);
    for next in [110, 115, 120, 140] {
        assert_eq!(d.next_deadline(), Some(at(next)));
        d.tick(next);
    }
}

#[test]
fn whatever_ends_the_offer_ends_its_sound() {
    let endings: [fn(&mut Table); 4] = [
        |d| drop(d.center(5, 2, closed("o", Outcome::Taken, Some("Jan")))),
        |d| drop(d.tick(61)),
        |d| drop(d.agent(5, decline("o"))),
        |d| drop(d.agent(5, AgentAction::SignOut)),
    ];
    for end in endings {
        let mut d = connected();
        d.center(1, 1, offered("o", 60));
        assert!(stroke(&d).is_some());
        end(&mut d);
        assert_eq!(stroke(&d), None);
    }
}

#[test]
fn each_kind_of_offer_has_a_sound_of_its_own() {
    let kinds = [
        (Channel::Chat, OfferReason::Incoming, SoundKind::Chat),
        (Channel::Sms, OfferReason::Incoming, SoundKind::Sms),
        (Channel::Facebook, OfferReason::Incoming, SoundKind::Social),
        (Channel::Other("line".into()), OfferReason::Incoming, SoundKind::Chat),
        (Channel::Sms, OfferReason::BotEscalation, SoundKind::HandedOver),
        (Channel::Chat, OfferReason::Transfer, SoundKind::HandedOver),
    ];
    for (channel, reason, kind) in kinds {
        let mut d = connected();
        d.center(1, 1, offered_by(channel, reason));
        assert_eq!(stroke(&d), Some((kind, 1)));
    }
}

#[test]
fn a_second_offer_is_heard_too_and_goes_on_when_the_first_is_over() {
    let mut d = connected();
    d.center(1, 1, offered("a", 100));
    d.center(3, 2, offered("b", 100));
    assert_eq!(stroke(&d), Some((SoundKind::Chat, 2)));
    d.center(4, 3, closed("a", Outcome::CustomerLeft, None));
    assert_eq!(stroke(&d), Some((SoundKind::Chat, 2)), "this one is of the other");
    d.center(5, 4, closed("b", Outcome::CustomerLeft, None));
    assert_eq!(stroke(&d), None);
}

#[test]
fn a_lost_connection_is_heard_once_when_it_is_told() {
    let mut d = connected();
    d.link(10, down(LinkProblem::Lost, Some(11)));
    assert_eq!(stroke(&d), None);
    d.tick(40);
    assert_eq!(stroke(&d), Some((SoundKind::ConnectionLost, 1)));
    d.tick(400);
    assert_eq!(stroke(&d), Some((SoundKind::ConnectionLost, 1)), "once");
    d.ready(500, 0, vec![]);
    assert_eq!(stroke(&d), None);
}

#[test]
fn the_agent_mutes_and_that_is_kept_for_the_next_start() {
    let mut d = connected();
    d.center(1, 1, offered("o", 60));
    let effects = d.agent(2, sounds(false));
    assert!(effects.contains(&Effect::Keep(Choice { setting: "sounds", value: Value::Switch(false) })));
    assert_eq!((stroke(&d), d.view().tray.sounds.on), (None, false));
    d.tick(15);
    assert_eq!(stroke(&d), None);
    d.agent(16, AgentAction::TrySound);
    assert_eq!(stroke(&d).map(|(kind, _)| kind), Some(SoundKind::Test), "asked for, it is heard");
    d.agent(17, sounds(true));
    assert_eq!(stroke(&d).map(|(kind, _)| kind), Some(SoundKind::Chat), "the customer still waits");
}

#[test]
fn an_administrators_word_on_sounds_counts_more_than_the_agents() {
    let policy = |muted| Table::new(Preferences { muted: (muted, Locked::Yes), ..preferences() });
    let mut always = policy(false);
    always.ready(0, 0, vec![]);
    always.center(1, 1, silent_center(false));
    assert!(!always.agent(1, sounds(false)).iter().any(|effect| matches!(effect, Effect::Keep(_))));
    let sounds = always.view().tray.sounds;
    assert_eq!((sounds.on, sounds.changeable), (true, false));
    let mut never = policy(true);
    never.ready(0, 0, vec![offer("o", 60)]);
    assert_eq!(stroke(&never), None);
}

#[test]
fn the_center_may_switch_sounds_off_and_not_on_against_the_agent() {
    let mut d = connected();
    d.center(1, 1, offered("o", 60));
    d.center(2, 2, silent_center(false));
    assert_eq!((stroke(&d), d.view().tray.sounds.changeable), (None, false));
    d.center(3, 3, silent_center(true));
    assert!(stroke(&d).is_some());
    d.agent(4, sounds(false));
    assert_eq!(stroke(&d), None);
}

#[test]
fn without_steps_an_offer_is_heard_once() {
    let mut d = Table::new(Preferences { ladder: Ladder::new(vec![]), ..preferences() });
    d.ready(0, 0, vec![offer("o", 60)]);
    d.tick(50);
    assert_eq!(stroke(&d), Some((SoundKind::Chat, 1)));
}

#[test]
fn that_no_sound_can_be_played_is_in_the_menu_and_breaks_no_face() {
    let mut d = connected();
    let face = d.view().tray.face;
    d.system(1, SystemEvent::SoundServer(ServerHealth::Absent));
    assert_eq!((d.view().tray.sounds.health, d.view().tray.face), (ServerHealth::Absent, face));
}
