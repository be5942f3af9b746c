//! Against servers that do what a test wants, right or wrong.

use std::collections::BTreeSet;
use std::time::Duration;

use deskbell::domain::effect::Activation;
use deskbell::domain::input::{NoToast, ServerHealth, SystemEvent};
use deskbell::domain::view::Press;
use deskbell::platform::toast::{ToastAction, ToastText, Urgency};

use super::platform_bus::{self, LIMIT, PrivateBus};
use super::platform_notifications::{Behaviour, Notifications};
use super::{ABLE, Desk, able, key, text, with_server};

/// What the played server sends with a click.
fn token() -> Activation {
    Activation("token".to_owned())
}

#[tokio::test]
async fn a_toast_carries_what_was_said_and_a_click_on_it_is_reported() {
    let (_bus, mut server, mut desk) = with_server(able()).await;
    desk.show("a").await;
    let shown = server.next_notify().await;
    assert_eq!((shown.app.as_str(), shown.title.as_str(), shown.body.as_str()), ("Deskbell", "a", "Billing queue"));
    assert_eq!((shown.replaces, shown.expire), (0, 60_000));
    assert_eq!(shown.actions, ["default", "Open"]);
    assert_eq!(<&str>::try_from(&shown.hints["desktop-entry"]).unwrap(), "deskbell");
    assert_eq!(u8::try_from(&shown.hints["urgency"]).unwrap(), 1);
    server.click(shown.id).await;
    server.close(shown.id).await;
    desk.expect(SystemEvent::ToastClicked(key("a"), Some(token()))).await;
    desk.expect(SystemEvent::ToastClosed(key("a"))).await;
}

#[tokio::test]
async fn each_button_is_told_by_its_name_with_the_token_that_came_for_it_and_for_no_other() {
    let (_bus, mut server, mut desk) = with_server(able()).await;
    let button = |press, word: &str| (ToastAction::Button(press), word.to_owned());
    let actions = vec![button(Press::Accept, "Accept"), button(Press::Decline, "Decline")];
    let offer = ToastText { actions, urgency: Urgency::Critical, expire: Duration::ZERO, ..text("Incoming chat") };
    desk.toaster.show(key("o"), offer);
    desk.expect(SystemEvent::ToastShown(key("o"))).await;
    let shown = server.next_notify().await;
    assert_eq!(shown.actions, ["accept", "Accept", "decline", "Decline"]);
    assert_eq!((u8::try_from(&shown.hints["urgency"]).unwrap(), shown.expire), (2, 0));
    server.tell(shown.id, "ActivationToken", "for another").await;
    server.tell(shown.id, "ActivationToken", "first").await;
    server.tell(shown.id, "ActionInvoked", "decline").await;
    server.tell(shown.id, "ActionInvoked", "accept").await;
    server.tell(shown.id, "ActionInvoked", "of another program").await;
    server.tell(shown.id, "ActivationToken", &"x".repeat(5_000)).await;
    server.click(shown.id + 1).await;
    server.tell(shown.id, "ActionInvoked", "accept").await;
    let first = Some(Activation("first".to_owned()));
    desk.expect(SystemEvent::ToastPressed(key("o"), Press::Decline, first)).await;
    desk.expect(SystemEvent::ToastPressed(key("o"), Press::Accept, None)).await;
    desk.expect(SystemEvent::ToastPressed(key("o"), Press::Accept, None)).await;
}

#[tokio::test]
async fn the_same_key_replaces_and_a_withdrawn_toast_is_closed() {
    let (_bus, mut server, mut desk) = with_server(able()).await;
    desk.show("a").await;
    let id = server.next_notify().await.id;
    desk.show("a").await;
    assert_eq!(server.next_notify().await.replaces, id);
    desk.toaster.withdraw(key("a"));
    assert_eq!(server.next_close().await, id);
    // What comes next is about the next toast: nothing was reported about the withdrawn one.
    desk.show("b").await;
}

#[tokio::test]
async fn a_toast_withdrawn_or_changed_before_the_answer_to_notify_is_not_left_behind() {
    let (_bus, mut server, mut desk) = with_server(able()).await;
    desk.toaster.show(key("a"), text("first"));
    desk.toaster.withdraw(key("a"));
    desk.toaster.show(key("b"), text("first"));
    desk.toaster.show(key("b"), text("second"));
    let a = server.next_notify().await;
    let b = server.next_notify().await;
    assert_eq!(server.next_close().await, a.id);
    let second = server.next_notify().await;
    assert_eq!((second.replaces, second.title.as_str()), (b.id, "second"));
    desk.expect(SystemEvent::ToastShown(key("b"))).await;
    desk.expect(SystemEvent::ToastShown(key("b"))).await;
}

#[tokio::test]
async fn what_is_withdrawn_at_the_very_end_does_not_stay_on_the_screen() {
    let (_bus, mut server, mut desk) = with_server(able()).await;
    let names: Vec<String> = (0..10).map(|number| number.to_string()).collect();
    for name in &names {
        desk.show(name).await;
        server.next_notify().await;
    }
    let Desk { toaster, inputs } = desk;
    for name in &names {
        toaster.withdraw(key(name));
    }
    drop(inputs);
    tokio::time::timeout(LIMIT, toaster.ended()).await.expect("it ends");
    for _ in &names {
        server.next_close().await;
    }
}

#[tokio::test]
async fn a_click_before_the_answer_to_notify_counts() {
    let (_bus, _server, mut desk) = with_server(Behaviour { click_before_answer: true, ..able() }).await;
    desk.show("a").await;
    desk.expect(SystemEvent::ToastClicked(key("a"), Some(token()))).await;
}

#[tokio::test]
async fn signals_for_other_toasts_or_from_other_programs_do_not_count() {
    let (bus, mut server, mut desk) = with_server(able()).await;
    desk.show("a").await;
    let id = server.next_notify().await.id;
    server.click(id + 1_000).await;
    let impostor = bus.connect().await;
    let to_all = None::<&str>;
    let (path, name) = ("/org/freedesktop/Notifications", "org.freedesktop.Notifications");
    impostor.emit_signal(to_all, path, name, "ActionInvoked", &(id, "default")).await.unwrap();
    server.close(id).await;
    desk.expect(SystemEvent::ToastClosed(key("a"))).await;
}

#[tokio::test]
async fn five_hundred_clicks_at_once_are_all_reported_with_few_descriptors() {
    if !platform_bus::is_alone("wilful::five_hundred_clicks_at_once_are_all_reported_with_few_descriptors", &[]) {
        return;
    }
    let bus = PrivateBus::start();
    let mut server = Notifications::start(&bus, able()).await;
    let mut desk = Desk::with_room(&bus, 4);
    desk.expect_up().await;
    for number in 0..500 {
        desk.toaster.show(key(&number.to_string()), text("toast"));
    }
    let mut ids = Vec::new();
    let mut shown = BTreeSet::new();
    for _ in 0..500 {
        let event = desk.next().await;
        let SystemEvent::ToastShown(key) = event else { panic!("unexpected {event:?}") };
        shown.insert(key);
        ids.push(server.next_notify().await.id);
    }
    assert_eq!(shown.len(), 500);
    // The server's own, the test runner's and the runtime's are among them.
    assert!(descriptors() <= 16, "{} descriptors", descriptors());
    let clicks = async {
        for id in &ids {
            server.click(*id).await;
        }
    };
    let reports = async {
        let mut clicked = BTreeSet::new();
        while clicked.len() < 500 {
            let event = desk.next().await;
            let SystemEvent::ToastClicked(key, _) = event else { panic!("unexpected {event:?}") };
            assert!(clicked.insert(key), "reported twice");
        }
    };
    tokio::join!(clicks, reports);
}

fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count()
}

#[tokio::test]
async fn without_a_server_failure_is_reported_and_the_toast_is_shown_when_one_comes() {
    let bus = PrivateBus::start();
    let mut desk = Desk::at(&bus);
    desk.expect(SystemEvent::ToastServer(ServerHealth::Absent)).await;
    desk.toaster.show(key("a"), text("a"));
    desk.toaster.show(key("b"), text("b"));
    let failed = [desk.next().await, desk.next().await];
    assert!(failed.contains(&SystemEvent::ToastFailed(key("a"), NoToast::NoServer)), "{failed:?}");
    assert!(failed.contains(&SystemEvent::ToastFailed(key("b"), NoToast::NoServer)), "{failed:?}");
    desk.toaster.withdraw(key("b"));
    let mut server = Notifications::start(&bus, able()).await;
    desk.expect_up().await;
    desk.expect(SystemEvent::ToastShown(key("a"))).await;
    assert_eq!(server.next_notify().await.title, "a");
    assert!(server.is_quiet(), "a withdrawn toast was shown");
}

#[tokio::test]
async fn after_a_restart_of_the_server_what_is_alive_is_shown_again_and_old_ids_mean_nothing() {
    let bus = PrivateBus::start();
    let mut first = Notifications::start(&bus, able()).await;
    let mut desk = Desk::at(&bus);
    desk.expect_up().await;
    desk.show("kept").await;
    let old = first.next_notify().await.id;
    desk.show("withdrawn").await;
    desk.toaster.withdraw(key("withdrawn"));
    assert!(first.next_notify().await.id > old);
    first.next_close().await;
    first.stop().await;
    desk.expect(SystemEvent::ToastServer(ServerHealth::Absent)).await;
    desk.expect(SystemEvent::ToastFailed(key("kept"), NoToast::NoServer)).await;
    let mut second = Notifications::start(&bus, Behaviour { first_id: 70, ..able() }).await;
    desk.expect_up().await;
    desk.expect(SystemEvent::ToastShown(key("kept"))).await;
    let again = second.next_notify().await;
    assert_eq!((again.title.as_str(), again.replaces, again.id), ("kept", 0, 70));
    second.click(old).await;
    second.close(70).await;
    desk.expect(SystemEvent::ToastClosed(key("kept"))).await;
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_reported_within_its_limit_while_other_work_goes_on() {
    let bus = PrivateBus::start();
    let mut server = Notifications::start(&bus, Behaviour { hangs: true, ..able() }).await;
    let mut desk = Desk::at(&bus);
    desk.toaster.show(key("a"), text("a"));
    let mut ticks = tokio::time::interval(Duration::from_millis(10));
    let mut counted = 0;
    let event = loop {
        tokio::select! {
            event = desk.next() => break event,
            _ = ticks.tick() => counted += 1,
        }
    };
    assert_eq!(event, SystemEvent::ToastServer(ServerHealth::Hung));
    assert!((250..500).contains(&counted), "{counted} ticks of 10 ms until the server was found to be hung");
    desk.expect(SystemEvent::ToastFailed(key("a"), NoToast::NoAnswer)).await;
    server.wake();
    desk.toaster.show(key("b"), text("b"));
    desk.expect_up().await;
    let shown = [desk.next().await, desk.next().await];
    assert!(shown.contains(&SystemEvent::ToastShown(key("a"))), "{shown:?}");
    assert!(shown.contains(&SystemEvent::ToastShown(key("b"))), "{shown:?}");
    server.next_notify().await;
    server.next_notify().await;
    assert!(server.is_quiet(), "shown more than once");
}

#[tokio::test]
async fn a_bus_that_comes_late_is_found_and_one_that_goes_is_reported() {
    let mut bus = PrivateBus::start();
    let socket = bus.dir.path().join("bus");
    let aside = bus.dir.path().join("aside");
    std::fs::rename(&socket, &aside).unwrap();
    let mut desk = Desk::at(&bus);
    desk.expect(SystemEvent::ToastServer(ServerHealth::Absent)).await;
    desk.toaster.show(key("a"), text("a"));
    desk.expect(SystemEvent::ToastFailed(key("a"), NoToast::NoServer)).await;
    std::fs::rename(&aside, &socket).unwrap();
    let mut server = Notifications::start(&bus, able()).await;
    desk.expect_up().await;
    desk.expect(SystemEvent::ToastShown(key("a"))).await;
    assert_eq!(server.next_notify().await.title, "a");
    bus.kill();
    desk.expect(SystemEvent::ToastServer(ServerHealth::Absent)).await;
    desk.expect(SystemEvent::ToastFailed(key("a"), NoToast::NoServer)).await;
}

#[tokio::test]
async fn markup_is_escaped_where_the_server_understands_it_and_left_alone_elsewhere() {
    let hostile = ToastText { body: "<b>Tom</b> & Jerry".to_owned(), ..text("<i>title</i>") };
    for (capabilities, body, actions) in
        [(ABLE.to_vec(), "&lt;b&gt;Tom&lt;/b&gt; &amp; Jerry", 2), (vec!["body"], "<b>Tom</b> & Jerry", 0)]
    {
        let (_bus, mut server, desk) = with_server(Behaviour { capabilities, ..Behaviour::default() }).await;
        desk.toaster.show(key("a"), hostile.clone());
        let shown = server.next_notify().await;
        assert_eq!((shown.title.as_str(), shown.body.as_str()), ("<i>title</i>", body));
        assert_eq!(shown.actions.len(), actions);
    }
}

#[tokio::test]
async fn a_toast_that_the_server_leaves_on_the_screen_is_closed_after_its_time() {
    let (_bus, mut server, mut desk) = with_server(able()).await;
    desk.toaster.show(key("a"), ToastText { expire: Duration::from_millis(200), ..text("a") });
    let id = server.next_notify().await.id;
    desk.expect(SystemEvent::ToastShown(key("a"))).await;
    assert_eq!(server.next_close().await, id);
    desk.expect(SystemEvent::ToastClosed(key("a"))).await;
}
