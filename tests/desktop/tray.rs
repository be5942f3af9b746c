//! The tray icon and its menu, read over D-Bus as a panel reads them.

use crate::support::process::{wait_for, wait_until};
use crate::support::session::{Session, Tray};
use crate::support::toasts::Toast;
use crate::support::workplace::{AGENT, AGENT_ID, Center, Workplace, anna_chats};
use serde_json::json;

#[test]
fn the_menu_tells_the_state_what_waits_and_what_happened() {
    let place = Workplace::start(Session::builder().start());
    let tray = place.session.tray();
    tray.wait_for_line(&[&format!("Connected as {AGENT}")]);
    let calm = tray.icon();
    let conversation = place.center.customer_writes(&anna_chats("Hello"));
    tray.wait_for_line(&["Anna Nowak · chat"]);
    wait_until("another face", || tray.icon() != calm);
    let alert = place.wait_for_alert("Anna Nowak");
    place.click_in_alert(&alert, "Accept");
    tray.wait_for_line(&["Recent", "Accepted · Anna Nowak"]);
    wait_until("nothing waits", || tray.menu().find(&["Anna Nowak · chat"]).is_none());
    wait_until("the first face again", || tray.icon() == calm);
    let before = place.session.opened_urls().len();
    tray.choose(&["Recent", "Accepted · Anna Nowak"]);
    wait_until("the conversation opens again", || place.session.opened_urls().len() > before);
    assert!(place.session.opened_urls().last().is_some_and(|url| url.ends_with(&conversation)));
}

#[test]
fn presence_is_chosen_in_the_menu_and_ticked() {
    let place = Workplace::start(Session::builder().start());
    let tray = place.session.tray();
    assert_eq!(tray.wait_for_line(&["Presence", "Available"]).checked, Some(true));
    tray.choose(&["Presence", "Away"]);
    wait_until("the center knows", || {
        place.center.get("/v1/agents")[0]["presence"] == "away"
            || place.center.get("/v1/agents")[1]["presence"] == "away"
    });
    wait_until("the tick", || tray.wait_for_line(&["Presence", "Away"]).checked == Some(true));
    assert_eq!(tray.wait_for_line(&["Presence", "Available"]).checked, Some(false));
}

#[test]
fn the_tray_says_when_the_connection_is_lost_and_when_it_is_back() {
    let mut place = Workplace::start(Session::builder().start());
    place.session.tray().wait_for_line(&["Connected as"]);
    let calm = place.session.tray().icon();
    place.center.kill();
    let tray = place.session.tray();
    wait_for("the state in words", || {
        let text = tray.menu().text();
        (text.contains("Reconnecting") || text.contains("Connecting")).then_some(())
    });
    wait_until("another face", || tray.icon() != calm);
    let address = place.center.address.clone();
    place.center = Center::start_at(&place.session, &address, &[]);
    place.session.tray().wait_for_line(&["Connected as"]);
    wait_until("the first face again", || place.session.tray().icon() == calm);
    place.center.customer_writes(&anna_chats("Are you back?"));
    place.wait_for_alert("Anna Nowak");
}

#[test]
fn signing_an_agent_out_is_seen_in_the_tray() {
    let place = Workplace::start(Session::builder().start());
    place.session.tray().wait_for_line(&["Connected as"]);
    place.center.post(&format!("/v1/agents/{AGENT_ID}/sign-out"), &json!({}));
    place.session.tray().wait_for_line(&["You were signed out."]);
}

#[test]
fn a_tray_that_comes_later_gets_the_icon() {
    let mut place = Workplace::start(Session::builder().tray(Tray::None).start());
    place.session.bring_tray();
    place.session.tray().wait_for_line(&["Connected as"]);
}

#[test]
fn quit_ends_the_daemon_and_leaves_no_window() {
    let mut place = Workplace::start(Session::builder().start());
    place.center.customer_writes(&anna_chats("Hello"));
    place.wait_for_alert("Anna Nowak");
    place.session.tray().choose(&["Quit"]);
    wait_until("the daemon's end", || place.daemon.has_ended());
    place.wait_until_no_alert();
    wait_until("the center sees it", || {
        place.center.get("/v1/agents").as_array().is_some_and(|all| all.iter().all(|agent| agent["connected"] == false))
    });
}

#[test]
fn whom_the_center_sets_inactive_after_a_missed_offer_is_told_and_back_with_one_click() {
    let center = ["--offer-seconds", "2", "--missed-offer-presence", "away"];
    let place = Workplace::start_with(Session::builder().start(), &center, &[]);
    let tray = place.session.tray();
    place.center.customer_writes(&anna_chats("Is anybody there?"));
    tray.wait_for_line(&["You were set to Away"]);
    wait_until("the toast", || {
        let told = |toast: &Toast| toast.summary == "You were set to Away" && toast.body.contains("Available again");
        place.session.toasts.all().iter().any(told)
    });
    tray.choose(&["Go back to Available"]);
    wait_until("the presence at the center", || {
        place
            .center
            .get("/v1/agents")
            .as_array()
            .is_some_and(|all| all.iter().any(|agent| agent["presence"] == "available" && agent["id"] == AGENT_ID))
    });
    wait_until("nothing more about it", || tray.menu().find(&["You were set to Away"]).is_none());
}
