//! The desk as a pure function of time and input: one scenario a behaviour, in virtual time.

#![expect(clippy::wildcard_enum_match_arm, reason = "a test says what is wrong by panicking")]

#[path = "support/desk.rs"]
mod desk;

use deskbell::domain::effect::{Command, Effect, Message, ToastContent, ToastKey};
use deskbell::domain::input::{AgentAction, LinkEvent, LinkProblem, Refusal, ServerHealth, SystemEvent};
use deskbell::domain::view::{AlertPhase, Face, GoneWhy, LinkState, Press, RecentWhat, Trouble};
use deskbell::domain::{Locked, Preferences};
use deskbell::protocol::from_center::{NoticeKind, OfferReason, Outcome, RefusalCode, Settings, Theme};
use deskbell::protocol::from_client::How;

use desk::*;

// ---------------------------------------------------------------- the origin's rows, as decided

#[test]
fn row_01_incoming_chat_accept_opens_the_customer_summary_when_the_center_confirms() {
    let mut d = connected();
    d.center(1, 1, offered("a", 46));
    assert_eq!(d.alert().phase, AlertPhase::Ringing);
    let sent = d.agent(2, accept("a"));
    assert_eq!(commands(&sent), [Command::Accept("a".into())]);
    assert_eq!(d.alert().phase, AlertPhase::Accepting);
    assert!(d.agent(2, accept("a")).is_empty(), "a second click sends nothing");
    let done = d.answer(3, &sent, Ok(Some(url("a"))));
    assert_eq!(opened(&done), [url("a")]);
    assert!(d.view().alerts.is_empty());
}

#[test]
fn row_04_to_07_assigned_transferred_escalated_and_escalated_from_bot_are_toasts() {
    for kind in [NoticeKind::Assigned, NoticeKind::Transferred, NoticeKind::Escalated, NoticeKind::EscalatedFromBot] {
        let mut d = connected();
        let effects = d.center(1, 1, notice("n", kind));
        assert!(matches!(&toasts(&effects)[..], [ToastContent::Notice { kind: shown, .. }] if *shown == kind));
        assert!(d.view().alerts.is_empty(), "a notice is never an alert");
    }
}

#[test]
fn row_08_a_toast_goes_after_its_time_and_a_click_opens_its_conversation() {
    let mut d = connected();
    d.center(1, 1, notice("n", NoticeKind::Assigned));
    d.system(1, SystemEvent::ToastShown(key("n")));
    assert_eq!(d.tick(11), [Effect::WithdrawToast(key("n"))]);

    d.center(20, 2, notice("m", NoticeKind::Transferred));
    let clicked = d.system(21, SystemEvent::ToastClicked(key("m")));
    assert_eq!(opened(&clicked), [url("m")]);
    assert!(clicked.contains(&Effect::WithdrawToast(key("m"))));
}

#[test]
fn row_09_an_alert_disappears_when_its_time_is_up() {
    let mut d = connected();
    d.center(1, 1, offered("a", 46));
    assert_eq!(d.next_deadline(), Some(at(46)));
    let effects = d.tick(46);
    assert_eq!(d.alert().phase, AlertPhase::Gone(GoneWhy::Lapsed));
    assert!(matches!(&toasts(&effects)[..], [ToastContent::Missed { .. }]));
    d.tick(50);
    assert!(d.view().alerts.is_empty());
    assert_eq!(d.view().tray.recent[0].what, RecentWhat::Missed);
}

#[test]
fn row_10_the_administrators_theme_locks_and_the_centers_comes_next() {
    let dark = Settings { theme: Some(Theme::Dark), ..Settings::default() };
    let mut d = Table::new(Preferences { theme: Some((Theme::Light, Locked::No)), ..preferences() });
    assert_eq!(d.view().theme, Theme::Light);
    d.center(1, 1, changed(dark.clone()));
    assert_eq!(d.view().theme, Theme::Dark);
    let mut d = Table::new(Preferences { theme: Some((Theme::Light, Locked::Yes)), ..preferences() });
    d.center(1, 1, changed(dark));
    assert_eq!(d.view().theme, Theme::Light);
}

// ---------------------------------------------------------------- never silent

#[test]
fn without_a_connection_for_thirty_seconds_the_face_breaks_and_a_toast_says_so() {
    let mut d = connected();
    d.link(10, down(LinkProblem::Lost, Some(11)));
    assert_eq!(d.view().tray.face, Face::Reconnecting);
    let effects = d.tick(40);
    assert!(matches!(&toasts(&effects)[..], [ToastContent::NoConnection { seconds: 30, .. }]));
    assert_eq!(d.view().tray.face, Face::CannotAlert);
    let back = d.ready(60, 0, vec![]);
    assert!(back.contains(&Effect::WithdrawToast(ToastKey::Trouble)));
    assert_eq!(d.view().tray.face, Face::Connected);
}

#[test]
fn a_refused_token_shows_the_signed_out_face_and_a_replaced_session_the_broken_one() {
    let mut d = connected();
    d.link(10, down(LinkProblem::Unauthorized, None));
    assert_eq!(d.view().tray.face, Face::SignedOut);
    let mut d = connected();
    d.link(10, down(LinkProblem::Replaced, None));
    assert_eq!(d.view().tray.face, Face::CannotAlert);
    assert_eq!(d.view().tray.state, LinkState::Stopped(LinkProblem::Replaced));
}

#[test]
fn a_missing_notification_server_breaks_the_face_and_the_notice_stays_in_recent() {
    let mut d = connected();
    d.center(1, 1, notice("n", NoticeKind::Assigned));
    d.system(1, SystemEvent::ToastServer(ServerHealth::Absent));
    d.system(1, SystemEvent::ToastFailed(key("n")));
    assert_eq!(d.view().tray.face, Face::CannotAlert);
    assert_eq!(d.view().tray.recent[0].what, RecentWhat::Notice(NoticeKind::Assigned));
    assert!(d.tick(30).is_empty(), "the toast waits for a server");
    d.system(31, SystemEvent::ToastServer(ServerHealth::Up));
    assert_eq!(d.view().tray.face, Face::Connected);
}

#[test]
fn resuming_connects_at_once() {
    let mut d = connected();
    assert_eq!(d.system(1, SystemEvent::Woke), [Effect::Renew]);
    assert_eq!(d.system(2, SystemEvent::NetworkChanged), [Effect::Probe]);
}

// ---------------------------------------------------------------- never stale

#[test]
fn an_offer_taken_by_another_agent_says_so_for_four_seconds() {
    let mut d = connected();
    d.center(1, 1, offered("a", 46));
    d.center(5, 2, closed("a", Outcome::Taken, Some("Jan")));
    let why = GoneWhy::Closed { outcome: Outcome::Taken, by: Some("Jan".into()) };
    assert_eq!(d.alert().phase, AlertPhase::Gone(why));
    d.tick(8);
    assert_eq!(d.view().alerts.len(), 1);
    d.tick(9);
    assert!(d.view().alerts.is_empty());
}

#[test]
fn an_offer_that_expired_while_we_were_away_is_one_missed_line_and_no_alert() {
    let mut d = Table::new(preferences());
    d.ready(0, 2, vec![]);
    d.center(0, 1, offered("a", 46));
    d.center(0, 2, closed("a", Outcome::Expired, None));
    assert!(d.view().alerts.is_empty());
    assert_eq!(recent(&d), [RecentWhat::Missed]);
    let mut d = connected();
    d.center(100, 1, offered("late", 50));
    assert!(d.view().alerts.is_empty(), "its deadline has passed");
    assert_eq!(recent(&d), [RecentWhat::Missed]);
}

#[test]
fn what_is_not_in_the_snapshot_is_gone_and_what_is_in_it_rings() {
    let mut d = connected();
    d.center(1, 1, offered("a", 46));
    d.link(5, down(LinkProblem::Lost, Some(6)));
    d.ready(7, 1, vec![offer("b", 50)]);
    let phases: Vec<_> = d.view().alerts.into_iter().map(|alert| (alert.id.0, alert.phase)).collect();
    assert_eq!(phases, [("a".into(), AlertPhase::Gone(GoneWhy::NotThere)), ("b".into(), AlertPhase::Ringing)]);
}

#[test]
fn a_withdrawn_notice_takes_its_toast_and_its_line_away() {
    let mut d = connected();
    d.center(1, 1, notice("n", NoticeKind::Assigned));
    assert!(d.center(2, 2, withdrawn("n")).contains(&Effect::WithdrawToast(key("n"))));
    assert!(recent(&d).is_empty());
}

// ---------------------------------------------------------------- never twice

#[test]
fn the_same_event_again_changes_nothing() {
    let mut d = connected();
    d.center(1, 1, notice("n", NoticeKind::Assigned));
    assert!(toasts(&d.center(1, 1, notice("n", NoticeKind::Assigned))).is_empty());
    assert!(
        toasts(&d.center_keyed(2, 7, "event 1", notice("n", NoticeKind::Assigned))).is_empty(),
        "same name, new number"
    );
    d.center(3, 8, offered("a", 46));
    d.center(4, 9, offered("a", 46));
    assert_eq!(d.view().alerts.len(), 1);
}

#[test]
fn nothing_is_shown_again_after_a_restart_with_the_journal() {
    let mut d = connected();
    d.center(1, 1, notice("n", NoticeKind::Assigned));
    let effects = d.system(1, SystemEvent::ToastShown(key("n")));
    let journal = remembered(&effects).expect("the first acknowledgement goes out at once");
    assert_eq!(journal.sequence, 1);
    let mut d = Table::restarted(journal);
    d.ready(0, 1, vec![]);
    assert!(toasts(&d.center(0, 1, notice("n", NoticeKind::Assigned))).is_empty());
}

#[test]
fn a_notice_that_was_not_shown_before_the_crash_is_shown_after_it() {
    let mut d = connected();
    let effects = d.center(1, 1, notice("n", NoticeKind::Assigned));
    assert_eq!(remembered(&effects), None, "received is not shown");
    let mut d = Table::restarted(deskbell::domain::effect::Journal { epoch: Some("e".into()), ..Default::default() });
    d.ready(0, 1, vec![]);
    assert_eq!(toasts(&d.center(0, 1, notice("n", NoticeKind::Assigned))).len(), 1);
}

// ---------------------------------------------------------------- never a flood

#[test]
fn three_alerts_the_oldest_first_and_the_rest_are_counted() {
    let mut d = connected();
    for (sequence, name) in (1..).zip(["a", "b", "c", "d", "e"]) {
        d.center(1, sequence, offered(name, 60));
    }
    let view = d.view();
    assert_eq!(view.alerts.iter().map(|alert| alert.id.0.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(view.behind, 2);
    assert_eq!(view.tray.face, Face::Waiting(5));
}

#[test]
fn an_offer_behind_three_others_is_reported_as_suppressed_and_as_shown_when_it_comes_up() {
    let mut d = connected();
    let mut told = vec![];
    for (sequence, name) in (1..).zip(["a", "b", "c", "d"]) {
        told.extend(receipts(&d.center(1, sequence, offered(name, 60))));
    }
    assert_eq!(told, [("d".to_owned(), How::Suppressed)]);
    d.center(2, 5, closed("a", Outcome::CustomerLeft, None));
    d.tick(6);
    assert_eq!(receipts(&d.system(6, SystemEvent::AlertShown("d".into()))), [("d".to_owned(), How::Alert)]);
    assert!(receipts(&d.system(7, SystemEvent::AlertShown("d".into()))).is_empty(), "told once");
}

#[test]
fn more_than_three_notices_of_a_replay_are_one_summary_and_three_are_not() {
    let mut d = Table::new(preferences());
    d.ready(0, 5, vec![]);
    let effects: Vec<_> =
        (1..=5).flat_map(|n| d.center(0, n, notice(&format!("n{n}"), NoticeKind::Assigned))).collect();
    assert_eq!(toasts(&effects), [ToastContent::Summary { count: 5 }]);
    assert_eq!(recent(&d).len(), 5);
    let mut d = Table::new(preferences());
    d.ready(0, 3, vec![]);
    let effects: Vec<_> =
        (1..=3).flat_map(|n| d.center(0, n, notice(&format!("n{n}"), NoticeKind::Assigned))).collect();
    assert_eq!(toasts(&effects).len(), 3);
}

#[test]
fn a_burst_is_ten_toasts_and_one_summary_and_every_notice_is_acknowledged() {
    let mut d = connected();
    let mut shown = vec![];
    for n in 1..=1_000 {
        shown.extend(toasts(&d.center(1, n, notice(&format!("n{n}"), NoticeKind::Assigned))));
    }
    assert_eq!(shown.len(), 10);
    let summary = d.tick(2);
    assert_eq!(toasts(&summary), [ToastContent::Summary { count: 990 }]);
    assert!(summary.iter().any(|effect| matches!(effect, Effect::WithdrawToast(_))), "at most ten are alive");
    for n in 1..=10 {
        d.system(2, SystemEvent::ToastShown(key(&format!("n{n}"))));
    }
    let effects = d.system(2, SystemEvent::ToastShown(ToastKey::Summary));
    let acknowledged = effects.iter().chain(&d.tick(4)).filter_map(acknowledged).max();
    assert_eq!(acknowledged, Some(1_000));
}

// ---------------------------------------------------------------- never ambiguous

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
    assert_eq!(commands(&d.agent(2, decline("a"))), [Command::Decline("a".into())]);
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

// ---------------------------------------------------------------- links, presence, acknowledgements

#[test]
fn a_link_to_a_host_that_is_not_allowed_is_not_opened_and_the_tray_says_so() {
    for bad in ["https://evil.example/c/1", "javascript:alert(1)", "file:///etc/passwd"] {
        let mut d = connected();
        d.center(1, 1, offered("a", 46));
        let sent = d.agent(2, accept("a"));
        let effects = d.answer(3, &sent, Ok(Some(bad.into())));
        assert!(opened(&effects).is_empty(), "{bad}");
        assert!(matches!(d.view().tray.troubles[..], [Trouble::LinkRefused(_)]));
    }
}

#[test]
fn the_ticked_presence_is_the_centers() {
    let mut d = connected();
    let sent = d.agent(1, AgentAction::SetPresence("away".into()));
    assert_eq!(commands(&sent), [Command::SetPresence("away".into())]);
    assert_eq!(d.view().tray.presence.unwrap().current, "available", "not before the center says so");
    d.answer(2, &sent, Ok(None));
    assert_eq!(d.view().tray.presence.unwrap().current, "away");
    assert!(d.agent(3, AgentAction::SetPresence("no such".into())).is_empty());
}

#[test]
fn acknowledgements_are_cumulative_and_at_most_one_a_second() {
    let mut d = connected();
    d.center(1, 1, notice("a", NoticeKind::Assigned));
    d.center(1, 2, notice("b", NoticeKind::Assigned));
    assert_eq!(
        d.system(1, SystemEvent::ToastShown(key("b"))).iter().find_map(acknowledged),
        None,
        "1 is not shown yet"
    );
    assert_eq!(d.system(1, SystemEvent::ToastShown(key("a"))).iter().find_map(acknowledged), Some(2));
    d.center(1, 3, closed("x", Outcome::Taken, None));
    assert_eq!(d.next_deadline(), Some(at(2)));
    assert_eq!(d.tick(2).iter().find_map(acknowledged), Some(3));
}

#[test]
fn a_new_epoch_begins_a_new_numbering() {
    let mut d = connected();
    d.center(1, 900, notice("a", NoticeKind::Assigned));
    d.ready_in("another", 5, 0, vec![]);
    assert_eq!(toasts(&d.center(6, 1, notice("b", NoticeKind::Assigned))).len(), 1);
}

#[test]
fn a_name_that_was_seen_is_known_in_a_new_epoch_too() {
    let mut d = connected();
    d.center_keyed(1, 900, "sender x", notice("a", NoticeKind::Assigned));
    d.ready_in("another", 5, 0, vec![]);
    assert!(toasts(&d.center_keyed(6, 1, "sender x", notice("a", NoticeKind::Assigned))).is_empty());
}

#[test]
fn a_click_that_crosses_the_end_of_its_toast_still_opens_its_conversation() {
    let mut d = connected();
    d.center(1, 1, notice("n", NoticeKind::Assigned));
    d.tick(11);
    assert_eq!(opened(&d.system(11, SystemEvent::ToastClicked(key("n")))), [url("n")]);
    assert!(opened(&d.system(12, SystemEvent::ToastClicked(key("never shown")))).is_empty());
}

#[test]
fn a_replay_that_ends_with_a_known_event_is_told_at_once() {
    let mut d = connected();
    d.center_keyed(1, 1, "known", closed("x", Outcome::Taken, None));
    d.link(2, down(LinkProblem::Lost, Some(3)));
    d.ready(4, 3, vec![]);
    assert!(toasts(&d.center(4, 2, notice("n", NoticeKind::Assigned))).is_empty());
    assert_eq!(toasts(&d.center_keyed(4, 3, "known", closed("x", Outcome::Taken, None))).len(), 1);
}

#[test]
fn a_summary_of_one_is_the_notice_itself() {
    let mut d = connected();
    for n in 1..=11 {
        d.center(1, n, notice(&format!("n{n}"), NoticeKind::Assigned));
    }
    assert!(matches!(toasts(&d.tick(2))[..], [ToastContent::Notice { .. }]));
}

#[test]
fn a_sample_rings_without_a_center_and_ends_with_any_press() {
    let mut d = Table::new(preferences());
    let effects = d.agent(1, sample());
    assert_eq!(toasts(&effects).len(), 1);
    assert_eq!(d.alert().phase, AlertPhase::Ringing, "no connection is needed");
    assert!(d.system(1, SystemEvent::AlertShown("sample".into())).is_empty(), "no receipt either");
    assert!(commands(&d.agent(2, accept("sample"))).is_empty());
    assert!(d.view().alerts.is_empty());
}

#[test]
fn quitting_takes_every_toast_along() {
    let mut d = connected();
    d.center(1, 1, notice("n", NoticeKind::Assigned));
    assert_eq!(d.agent(2, AgentAction::Quit), [Effect::WithdrawToast(key("n")), Effect::Quit]);
}

#[test]
fn a_deadline_in_2099_is_kept_and_not_counted_down_to() {
    let mut d = connected();
    d.center(1, 1, offered("a", 2_300_000_000));
    assert_eq!(d.alert().deadline, None);
    assert_eq!(d.alert().phase, AlertPhase::Ringing);
}

#[test]
fn while_connecting_the_last_problem_stays_known() {
    let mut d = connected();
    d.link(1, down(LinkProblem::UnknownHost, Some(2)));
    d.link(2, LinkEvent::Connecting);
    assert_eq!(d.view().tray.state, LinkState::Connecting(Some(LinkProblem::UnknownHost)));
}

fn recent(d: &Table) -> Vec<RecentWhat> {
    d.view().tray.recent.into_iter().map(|line| line.what).collect()
}

fn receipts(effects: &[Effect]) -> Vec<(String, How)> {
    let shown = |effect: &Effect| match effect {
        Effect::Send(Message::Shown { offer, how, .. }) => Some((offer.0.clone(), *how)),
        _ => None,
    };
    effects.iter().filter_map(shown).collect()
}
