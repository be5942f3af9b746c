//! What is over goes at once, and what was missed never rings.

use deskbell::domain::effect::Effect;
use deskbell::domain::input::{CenterNews, LinkProblem};
use deskbell::domain::view::{AlertPhase, GoneWhy, RecentWhat};
use deskbell::protocol::from_center::{NoticeKind, Outcome};

use crate::desk::*;
use crate::recent;

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

#[test]
fn a_replayed_change_of_an_open_offer_does_not_undo_the_snapshot() {
    let mut d = Table::new(preferences());
    d.ready(70, 3, vec![offer("a", 90)]);
    d.center(70, 1, offered("a", 45));
    d.center(70, 2, CenterNews::OfferUpdated(Box::new(offer("a", 60))));
    assert_eq!(d.alert().phase, AlertPhase::Ringing, "the deadline of then has passed, the one of now has not");
    d.center(70, 3, closed("a", Outcome::Rerouted, None));
    assert_eq!((d.alert().phase, d.alert().deadline), (AlertPhase::Ringing, Some(at(90))));
    d.center(71, 4, closed("a", Outcome::Rerouted, None));
    assert!(matches!(d.alert().phase, AlertPhase::Gone(_)), "what happens now counts");
}
