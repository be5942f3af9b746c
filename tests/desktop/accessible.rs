//! The whole alert by a screen reader alone: what it announces, what it finds, what it presses.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::StreamExt as _;
use zbus::message::Type;
use zbus::zvariant::Value;
use zbus::{MatchRule, MessageStream};

use crate::support::atspi::Role;
use crate::support::process::wait_for;
use crate::support::session::Session;
use crate::support::workplace::{AGENT, Workplace, anna_chats};

/// What is announced from now on, in order.
fn announcements(place: &Workplace) -> std::sync::mpsc::Receiver<String> {
    let peer = place.session.accessibility.peer();
    let (tell, told) = std::sync::mpsc::channel();
    let connection = peer.connection.clone();
    let stream = peer.runner.run(async move {
        let rule = MatchRule::builder().msg_type(Type::Signal).member("Announcement").expect("a name").build();
        MessageStream::for_match_rule(rule, &connection, None).await.expect("the bus takes rules")
    });
    peer.runner.spawn(async move {
        let mut stream = stream;
        while let Some(Ok(signal)) = stream.next().await {
            let body = signal.body();
            // Kind, two numbers, the words, and more about them.
            let said = body.deserialize::<(&str, i32, i32, Value<'_>, BTreeMap<&str, Value<'_>>)>();
            let text = said.ok().and_then(|(_, _, _, text, _)| String::try_from(text).ok());
            if text.is_some_and(|text| tell.send(text).is_err()) {
                return;
            }
        }
    });
    told
}

#[test]
fn an_alert_is_announced_read_and_accepted_by_a_screen_reader_alone() {
    let place = Workplace::start(Session::builder().start());
    let told = announcements(&place);
    // What is said before the program has found the bus of screen readers is said to nobody.
    wait_for("the program for a screen reader", || {
        place.session.accessibility.all().into_iter().find(|found| found.depth > 1)
    });
    let conversation = place.center.customer_writes(&anna_chats("Can you hear me?"));
    let announced = told.recv_timeout(Duration::from_secs(20)).expect("it is announced");
    assert_eq!(announced, "Incoming chat, Anna Nowak");
    let accessibility = &place.session.accessibility;
    for words in ["Can you hear me?", "Contact identified · Contoso Sp. z o.o.", "Waiting"] {
        wait_for(words, || accessibility.all().into_iter().find(|found| found.name == words));
    }
    accessibility.press(&accessibility.wait_for(Role::Button, "Accept"));
    place.center.wait_until_taken_by(&conversation, AGENT);
    place.session.wait_for_opened(&conversation);
    place.wait_until_no_alert();
}
