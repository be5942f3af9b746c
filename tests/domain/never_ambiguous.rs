//! A press is sent, kept or refused, and the alert says which.

use deskbell::domain::effect::{Command, Effect};
use deskbell::domain::input::{AgentAction, LinkProblem, Refusal};
use deskbell::domain::view::{AlertPhase, GoneWhy, Press};
use deskbell::protocol::from_center::{NoticeKind, OfferReason, Outcome, RefusalCode};

use crate::desk::*;
use crate::recent;

#[test]
fn a_refusal_says_why_and_the_buttons_are_live_again_where_that_makes_sense() {
    for (code, phase) in [
        (RefusalCode::Busy, AlertPhase::Refused(Refusal::Said(RefusalCode::Busy))),
        (RefusalCode::Forbidden, AlertPhase::Refused(Refusal::Said(RefusalCode::Forbidden))),
        (RefusalCode::Taken, AlertPhase::Gone(GoneWhy::Closed { outcome: Outcome::Taken, by: None })),
        (RefusalCode::Unknown, AlertPhase::Gone(GoneWhy::NotThere)),
    ] {
        let mut d = connected();
        d.center(1, 1, offered("a", 46));
        let sent = d.agent(2, accept("a"));
        let effects = d.answer(3, &sent, Err(Refusal::Said(code)));
        assert_eq!(d.alert().phase, phase);
        assert!(opened(&effects).is_empty());
    }
}

#[test]
fn without_a_connection_the_press_is_kept_and_sent_when_the_offer_is_still_there() {
    let mut d = connected();
    d.center(1, 1, offered("a", 46));
    d.link(2, down(LinkProblem::Lost, Some(3)));
    assert_eq!(d.alert().phase, AlertPhase::Offline { pressed: None });
    assert!(d.agent(4, accept("a")).is_empty(), "nothing is sent while offline");
    assert_eq!(d.alert().phase, AlertPhase::Offline { pressed: Some(Press::Accept) });
    let sent = d.ready(5, 1, vec![offer("a", 46)]);
    assert_eq!(commands(&sent), [Command::Accept("a".into())]);
    assert_eq!(d.alert().phase, AlertPhase::Accepting);
}

#[test]
fn an_accept_whose_answer_was_lost_is_repeated_under_the_same_id_and_opens_once() {
    let mut d = connected();
    d.center(1, 1, offered("a", 46));
    let first = d.agent(2, accept("a"));
    d.link(3, down(LinkProblem::Lost, Some(4)));
    let again = d.ready(5, 1, vec![]);
    assert_eq!(command_ids(&again), command_ids(&first));
    assert_eq!(opened(&d.answer(6, &again, Ok(Some(url("a"))))), [url("a")]);
    assert!(d.answer(7, &again, Ok(Some(url("a")))).is_empty(), "a second answer does nothing");
}

#[test]
fn an_answer_that_comes_after_the_alert_gave_up_still_opens_the_summary() {
    let mut d = connected();
    d.center(1, 1, offered("a", 12));
    let sent = d.agent(10, accept("a"));
    d.tick(20);
    d.tick(21);
    assert_eq!(opened(&d.answer(21, &sent, Ok(Some(url("a"))))), [url("a")]);
}

#[test]
fn no_answer_to_accept_makes_the_buttons_live_again_and_the_next_press_has_the_same_id() {
    let mut d = connected();
    d.center(1, 1, offered("a", 46));
    let first = d.agent(2, accept("a"));
    d.tick(12);
    assert_eq!(d.alert().phase, AlertPhase::Ringing);
    assert_eq!(command_ids(&d.agent(13, accept("a"))), command_ids(&first));
}

#[test]
fn decline_takes_the_alert_away_at_once_and_only_where_it_is_allowed() {
    let mut d = connected();
    d.center(1, 1, offered("a", 46));
    assert_eq!(commands(&d.agent(2, decline("a"))), [Command::Decline("a".into(), None)]);
    assert!(d.view().alerts.is_empty());
    let mut must = offer("b", 46);
    must.declinable = false;
    must.reason = OfferReason::Transfer;
    d.center(3, 2, deskbell::domain::input::CenterNews::Offered(Box::new(must)));
    assert!(d.agent(4, decline("b")).is_empty());
    assert_eq!(d.alert().phase, AlertPhase::Ringing);
}

#[test]
fn a_decline_that_nobody_answers_does_not_hide_a_customer_for_ever() {
    let mut d = connected();
    let mut open_ended = offer("a", 46);
    open_ended.deadline = None;
    d.center(1, 1, deskbell::domain::input::CenterNews::Offered(Box::new(open_ended.clone())));
    d.agent(2, decline("a"));
    assert!(d.view().alerts.is_empty());
    let wake = d.next_deadline().expect("the answer is waited for");
    d.tick(wake.as_millis() / 1000);
    assert_eq!(d.alert().phase, AlertPhase::Ringing);
}

#[test]
fn a_late_refusal_does_not_make_a_gone_alert_ring_again() {
    let mut d = connected();
    d.center(1, 1, offered("a", 46));
    let sent = d.agent(2, accept("a"));
    d.center(3, 2, closed("a", Outcome::Taken, None));
    d.answer(3, &sent, Err(Refusal::Said(RefusalCode::Busy)));
    assert!(matches!(d.alert().phase, AlertPhase::Gone(_)));
}

#[test]
fn a_refused_decline_rings_again_and_says_why() {
    let mut d = connected();
    d.center(1, 1, offered("a", 46));
    let sent = d.agent(2, decline("a"));
    d.answer(3, &sent, Err(Refusal::Said(RefusalCode::Forbidden)));
    assert_eq!(d.alert().phase, AlertPhase::Refused(Refusal::Said(RefusalCode::Forbidden)));
    assert!(recent(&d).is_empty(), "it was not declined");
}

#[test]
fn signing_out_leaves_nothing_of_the_agent_behind() {
    let mut d = connected();
    d.center(1, 1, offered("a", 46));
    d.center(1, 2, notice("n", NoticeKind::Assigned));
    d.agent(2, accept("a"));
    let effects = d.agent(3, AgentAction::SignOut);
    assert!(effects.contains(&Effect::WithdrawToast(key("n"))) && effects.contains(&Effect::SignOut));
    assert_eq!(remembered(&effects), Some(deskbell::domain::effect::Journal::default()));
    assert!(d.view().alerts.is_empty() && recent(&d).is_empty());
    assert!(commands(&d.center_for("jan", 5, 0)).is_empty(), "nothing is repeated in another agent's name");
}

#[test]
fn another_agents_numbering_is_not_gone_on_with() {
    let mut d = connected();
    d.center(1, 9, closed("x", Outcome::Taken, None));
    let effects = d.center_for("jan", 5, 3);
    assert_eq!(remembered(&effects), Some(deskbell::domain::effect::Journal::default()));
    assert!(effects.contains(&Effect::Reconnect), "asked again without the other's sequence");
    d.center_for("jan", 6, 1);
    assert_eq!(toasts(&d.center(6, 1, notice("n", NoticeKind::Assigned))).len(), 1);
}

#[test]
fn an_accept_that_is_still_to_be_answered_without_a_connection_is_said_to_be_kept() {
    let mut d = connected();
    d.center(1, 1, offered("a", 46));
    let first = d.agent(2, accept("a"));
    d.link(3, down(LinkProblem::Lost, Some(30)));
    d.tick(12);
    assert_eq!(d.alert().phase, AlertPhase::Offline { pressed: Some(Press::Accept) });
    let again = d.ready(30, 1, vec![offer("a", 46)]);
    assert_eq!(command_ids(&again), command_ids(&first), "once, under the same id");
    assert_eq!(d.alert().phase, AlertPhase::Accepting);
}
