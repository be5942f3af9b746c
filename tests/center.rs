//! The reference contact center over real sockets: the native protocol's server side, routing, REST.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

#[path = "support/center_client.rs"]
mod center_client;
#[path = "support/center_senders.rs"]
mod senders;
#[path = "support/center_web.rs"]
mod web;

use std::time::Duration;

use center_client::{Agent, center, chat, get, hello, options, post, upgrade_request};
use deskbell::center::{Center, raised};
use deskbell::protocol::from_center::{Conversation, Event, Notice, NoticeKind};
use serde_json::{Value, json};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::{self, Message};

async fn offer_of(agent: &mut Agent) -> (String, Value) {
    let event = agent.until("offer.created").await;
    (event.data["offerId"].as_str().unwrap().to_owned(), event.data)
}

fn notice(id: &str) -> Event {
    Event::Notice(Box::new(Notice {
        notice_id: id.into(),
        kind: NoticeKind::Assigned,
        conversation: Conversation {
            id: "x".into(),
            channel: "chat".into(),
            queue: None,
            customer: deskbell::protocol::from_center::Customer::default(),
            answers: std::collections::BTreeMap::new(),
            comment: None,
            case: None,
            waiting_since: time::macros::datetime!(2026-11-01 12:00 UTC),
            summary_url: None,
        },
        from: None,
        note: None,
    }))
}

#[tokio::test]
async fn incoming_chat_is_offered_accepted_and_talked_in() {
    let center = center(&["Bea"]).await;
    let (mut bea, ready) = Agent::connect(&center, "bea").await;
    assert_eq!(ready["agent"], json!({ "id": "bea", "name": "Bea" }));
    assert_eq!((&ready["recovered"], &ready["heartbeatSeconds"]), (&json!(false), &json!(15)));
    assert_eq!(ready["presence"]["current"], "available");
    assert_eq!(ready["settings"]["allowedHosts"], json!([center.address().to_string()]));
    assert_eq!(ready["offers"], json!([]));

    let body = json!({
        "channel": "chat", "name": "A. N.", "email": "anna.nowak@contoso.example", "queue": "billing",
        "comment": "My invoice shows two charges"
    });
    let (status, opened) = post(&center, "/v1/conversations", body).await;
    assert_eq!(status, 201);
    let event = bea.next("offer.created").await;
    assert!(event.expirytime.is_some() && event.sequence.as_deref() == Some("00000000000000000001"));
    let offered = &event.data["conversation"];
    assert_eq!(offered["customer"]["name"], "Anna Nowak");
    assert_eq!((&offered["queue"], &offered["case"]["number"]), (&json!("Billing"), &json!("CAS-01423")));

    let result = bea.accept(event.data["offerId"].as_str().unwrap()).await;
    let id = opened["id"].as_str().unwrap();
    assert_eq!(result, json!({ "ok": true, "url": format!("http://{}/conversations/{id}", center.address()) }));

    let messages = format!("/v1/conversations/{id}/messages");
    assert_eq!(post(&center, &messages, json!({ "from": "agent", "text": "Looking into it" })).await.0, 200);
    assert_eq!(post(&center, &messages, json!({ "from": "customer", "text": "Thank you" })).await.0, 200);
    let view = get(&center, &format!("/v1/conversations/{id}")).await;
    let said: Vec<_> = view["messages"].as_array().unwrap().iter().map(|m| (&m["name"], &m["text"])).collect();
    assert_eq!(said[1..], [(&json!("Bea"), &json!("Looking into it")), (&json!("Anna Nowak"), &json!("Thank you"))]);
    assert_eq!((&view["state"], &view["agent"]["name"]), (&json!("active"), &json!("Bea")));
}

#[tokio::test]
async fn a_declined_offer_goes_to_the_next_agent() {
    let center = center(&["Bea", "Cyd"]).await;
    let (mut bea, _) = Agent::connect(&center, "bea").await;
    let (mut cyd, _) = Agent::connect(&center, "cyd").await;
    let id = chat(&center, "Jan").await;
    let (offer, _) = offer_of(&mut bea).await;
    bea.say("command.decline", json!({ "offerId": offer })).await;
    assert_eq!(bea.next("command.result").await.data, json!({ "ok": true }), "the answer comes first");
    assert_eq!(bea.next("offer.closed").await.data["outcome"], "expired");
    let (offer, data) = offer_of(&mut cyd).await;
    assert_eq!(data["conversation"]["id"], id.as_str());
    assert_eq!(cyd.accept(&offer).await["ok"], true);
}

#[tokio::test]
async fn an_expired_offer_goes_to_the_next_agent() {
    let options = deskbell::center::Options {
        offer_time: Duration::from_millis(300),
        missed_offer_presence: Some("away".into()),
        ..options(&["Bea", "Cyd"])
    };
    let center = Center::start(options).await.unwrap();
    let (mut bea, _) = Agent::connect(&center, "bea").await;
    let (mut cyd, _) = Agent::connect(&center, "cyd").await;
    chat(&center, "Jan").await;
    let (late, _) = offer_of(&mut bea).await;
    assert_eq!(bea.next("offer.closed").await.data, json!({ "offerId": late, "outcome": "expired" }));
    let changed = bea.next("presence.changed").await.data;
    assert_eq!(changed, json!({ "current": "away", "reason": "missed-offer" }));
    let (offer, _) = offer_of(&mut cyd).await;
    assert_eq!(cyd.accept(&offer).await["ok"], true);
    assert_eq!(bea.accept(&late).await["code"], "expired");
}

#[tokio::test]
async fn an_offer_to_all_is_taken_by_the_first() {
    let center = center(&["Bea", "Cyd"]).await;
    let id = chat(&center, "Jan").await;
    let (mut bea, _) = Agent::connect(&center, "bea").await;
    offer_of(&mut bea).await;
    let (mut cyd, _) = Agent::connect(&center, "cyd").await;
    let (status, answer) = post(&center, &format!("/v1/conversations/{id}/offer-to-all"), json!({})).await;
    assert_eq!((status, answer), (200, json!({ "offeredTo": ["bea", "cyd"] })));
    assert_eq!(bea.next("offer.closed").await.data["outcome"], "rerouted");
    let (first, second) = (offer_of(&mut bea).await.0, offer_of(&mut cyd).await.0);
    let race = tokio::join!(bea.accept(&first), cyd.accept(&second));
    let (winner, loser) = if race.0["ok"] == true { (race.0, race.1) } else { (race.1, race.0) };
    assert_eq!(winner["ok"], true);
    assert_eq!((&loser["ok"], &loser["code"]), (&json!(false), &json!("taken")));
}

#[tokio::test]
async fn the_others_are_told_who_took_it_and_when_the_customer_leaves() {
    let center = center(&["Bea", "Cyd"]).await;
    let (mut bea, _) = Agent::connect(&center, "bea").await;
    let (mut cyd, _) = Agent::connect(&center, "cyd").await;
    let id = chat(&center, "Jan").await;
    offer_of(&mut bea).await;
    post(&center, &format!("/v1/conversations/{id}/offer-to-all"), json!({})).await;
    let (first, _) = offer_of(&mut bea).await;
    let (second, _) = offer_of(&mut cyd).await;
    assert_eq!(bea.accept(&first).await["ok"], true);
    let closed = cyd.next("offer.closed").await.data;
    assert_eq!(closed, json!({ "offerId": second, "outcome": "taken", "by": "Bea" }));

    let id = chat(&center, "Ola").await;
    let (offer, _) = offer_of(&mut cyd).await;
    post(&center, &format!("/v1/conversations/{id}/close"), json!({ "by": "customer" })).await;
    assert_eq!(cyd.next("offer.closed").await.data, json!({ "offerId": offer, "outcome": "customer-left" }));
    assert_eq!(cyd.accept(&offer).await["code"], "withdrawn");
}

#[tokio::test]
async fn resume_replays_in_order_what_was_not_acknowledged() {
    let center = center(&["Bea"]).await;
    let (mut bea, ready) = Agent::connect(&center, "bea").await;
    let epoch = ready["epoch"].as_str().unwrap().to_owned();
    for n in 1..=5 {
        center.send("bea", &notice(&format!("n{n}"))).await.unwrap();
    }
    for _ in 1..=5 {
        bea.next("notice").await;
    }
    let second = "00000000000000000002";
    bea.say("session.ack", json!({ "epoch": epoch, "sequence": second })).await;
    bea.heard_nothing().await;
    assert_eq!(get(&center, "/v1/agents").await[0]["unacknowledged"], 3, "acknowledged events are not kept");
    drop(bea);

    let (mut bea, ready) = Agent::resume(&center, "bea", Some(&epoch), Some(second)).await;
    assert_eq!((&ready["recovered"], &ready["head"]), (&json!(true), &json!("00000000000000000005")));
    for n in 3..=5 {
        assert_eq!(bea.next("notice").await.data["noticeId"], format!("n{n}"));
    }
    bea.heard_nothing().await;

    for (epoch, last) in [(Some("another"), Some(second)), (Some(&*epoch), Some("00000000000000000001")), (None, None)]
    {
        let (mut bea, ready) = Agent::resume(&center, "bea", epoch, last).await;
        assert_eq!(ready["recovered"], false);
        assert_eq!(bea.next("notice").await.data["noticeId"], "n3", "what was never acknowledged is told again");
    }
}

#[tokio::test]
async fn an_acknowledgement_that_was_lost_is_made_good_by_the_next_hello() {
    let center = center(&["Bea"]).await;
    let (mut bea, ready) = Agent::connect(&center, "bea").await;
    center.send("bea", &notice("n1")).await.unwrap();
    bea.next("notice").await;
    drop(bea);
    let (_bea, ready) = Agent::resume(&center, "bea", ready["epoch"].as_str(), Some("00000000000000000001")).await;
    assert_eq!(ready["recovered"], true);
    assert_eq!(get(&center, "/v1/agents").await[0]["unacknowledged"], 0);
}

#[tokio::test]
async fn open_offers_are_in_the_snapshot_with_their_deadline() {
    let center = center(&["Bea"]).await;
    let (mut bea, _) = Agent::connect(&center, "bea").await;
    chat(&center, "Jan").await;
    let (offer, _) = offer_of(&mut bea).await;
    drop(bea);
    let (mut bea, ready) = Agent::connect(&center, "bea").await;
    assert_eq!(ready["offers"][0]["offerId"], offer.as_str());
    assert!(ready["offers"][0]["expirytime"].is_string());
    assert_eq!(bea.accept(&offer).await["ok"], true);
}

#[tokio::test]
async fn a_repeated_command_gets_the_same_answer() {
    let center = center(&["Bea"]).await;
    let (mut bea, _) = Agent::connect(&center, "bea").await;
    chat(&center, "Jan").await;
    let (offer, _) = offer_of(&mut bea).await;
    bea.say_as("same", "command.accept", json!({ "offerId": offer })).await;
    let first = bea.until("command.result").await;
    drop(bea);
    let (mut bea, _) = Agent::connect(&center, "bea").await;
    bea.say_as("same", "command.accept", json!({ "offerId": offer })).await;
    assert_eq!(bea.until("command.result").await, first);
}

#[tokio::test]
async fn receipts_are_kept_and_a_failed_one_offers_to_the_next_at_once() {
    let center = center(&["Bea", "Cyd"]).await;
    let (mut bea, _) = Agent::connect(&center, "bea").await;
    let (mut cyd, _) = Agent::connect(&center, "cyd").await;
    chat(&center, "Jan").await;
    let (offer, _) = offer_of(&mut bea).await;
    bea.say("offer.shown", json!({ "offerId": offer, "how": "alert" })).await;
    bea.say("offer.shown", json!({ "offerId": offer, "how": "failed", "why": "no display" })).await;
    assert_eq!(bea.until("offer.closed").await.data["outcome"], "rerouted");
    offer_of(&mut cyd).await;
    let receipts = get(&center, "/v1/overview").await["receipts"].clone();
    assert_eq!((&receipts[0]["how"], &receipts[0]["why"]), (&json!("failed"), &json!("no display")));
    assert_eq!((&receipts[1]["how"], &receipts[1]["agent"]), (&json!("alert"), &json!("Bea")));
}

#[tokio::test]
async fn a_notice_that_was_not_shown_is_among_the_receipts_and_the_conversation_stays_the_agents() {
    let center = center(&["Bea"]).await;
    let (mut bea, _) = Agent::connect(&center, "bea").await;
    let conversation = chat(&center, "Jan").await;
    let assigned = json!({ "agent": "bea" });
    post(&center, &format!("/v1/conversations/{conversation}/assign"), assigned).await;
    let notice = bea.until("notice").await.data["noticeId"].clone();
    bea.say("notice.shown", json!({ "noticeId": notice, "how": "failed", "why": "off-by-policy" })).await;
    bea.say("notice.shown", json!({ "noticeId": "n-of-a-sender", "how": "toast" })).await;
    // Answered after both.
    bea.say_as("away", "command.presence", json!({ "presence": "away" })).await;
    bea.until("command.result").await;
    let receipts = get(&center, "/v1/overview").await["receipts"].clone();
    assert_eq!((&receipts[0]["how"], &receipts[0]["conversation"]), (&json!("toast"), &Value::Null));
    assert_eq!((&receipts[1]["noticeId"], &receipts[1]["why"]), (&notice, &json!("off-by-policy")));
    assert_eq!(receipts[1]["conversation"], conversation);
    assert_eq!(get(&center, &format!("/v1/conversations/{conversation}")).await["agent"]["id"], "bea");
}

#[tokio::test]
async fn incoming_sms_is_identified_by_the_mobile_phone_field() {
    let center = center(&[]).await;
    let sms = |phone: &str| json!({ "channel": "sms", "phone": phone, "comment": "Gdzie jest moja paczka?" });
    for typed in ["601 234 567", "+48601234567", "0048 601-234-567", "(601) 234567"] {
        let (_, view) = post(&center, "/v1/conversations", sms(typed)).await;
        assert_eq!(view["customer"]["identified"], "yes", "{typed}");
        assert_eq!(view["customer"]["company"], "Contoso Sp. z o.o.");
        assert_eq!(view["messages"].as_array().unwrap().last().unwrap()["name"], "Anna Nowak");
    }
    let all = get(&center, "/v1/conversations").await;
    assert_eq!(all.as_array().unwrap().len(), 1, "one number has one open conversation");
    let (_, view) = post(&center, "/v1/conversations", sms("609 999 888")).await;
    assert_eq!(view["customer"], json!({ "phone": "+48 609 999 888", "identified": "no" }));
    let (_, view) = post(&center, "/v1/conversations", sms("603456789")).await;
    assert_eq!(view["customer"]["identified"], "ambiguous");
    assert_eq!(view["candidates"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn assignment_transfer_and_escalations_are_told_and_taken_back() {
    let center = center(&["Bea", "Cyd"]).await;
    let (mut bea, _) = Agent::connect(&center, "bea").await;
    let kinds = [
        ("assign", "assigned"),
        ("transfer", "transferred"),
        ("escalate", "escalated"),
        ("escalate-from-bot", "escalated-from-bot"),
    ];
    for (path, kind) in kinds {
        let body = json!({ "channel": "facebook", "name": "Jan", "comment": "Hi", "bot": path == "escalate-from-bot" });
        let (_, view) = post(&center, "/v1/conversations", body).await;
        let id = view["id"].as_str().unwrap();
        let order = json!({ "agent": "bea", "from": "Ola", "note": "please" });
        let (status, view) = post(&center, &format!("/v1/conversations/{id}/{path}"), order).await;
        assert_eq!((status, &view["agent"]["name"]), (200, &json!("Bea")), "{view}");
        let told = bea.until("notice").await.data;
        assert_eq!((&told["kind"], &told["from"], &told["note"]), (&json!(kind), &json!("Ola"), &json!("please")));
        assert!(told["conversation"]["summaryUrl"].as_str().unwrap().ends_with(id));
        post(&center, &format!("/v1/conversations/{id}/close"), json!({ "by": "agent" })).await;
        assert_eq!(bea.until("notice.withdrawn").await.data["noticeId"], told["noticeId"]);
    }
    let (_, view) = post(&center, "/v1/conversations", json!({ "channel": "chat", "bot": true })).await;
    let path = format!("/v1/conversations/{}/escalate-from-bot", view["id"].as_str().unwrap());
    post(&center, &path, json!({ "agent": "bea", "ask": true })).await;
    assert_eq!(offer_of(&mut bea).await.1["reason"], "bot-escalation");
}

#[tokio::test]
async fn bad_messages_do_not_end_the_connection() {
    let center = center(&["Bea"]).await;
    let (mut bea, _) = Agent::connect(&center, "bea").await;
    for text in ["{", "[]", "\"x\"", "{\"specversion\":\"1.0\"}", &format!("\"{}\"", "x".repeat(100_000))] {
        bea.raw(Message::text(text)).await;
    }
    bea.raw(Message::binary(vec![0u8; 100])).await;
    bea.say("unheard-of", json!({})).await;
    bea.say("command.accept", json!({ "offerId": 7 })).await;
    bea.say("session.hello", hello(None, None)).await;
    bea.say("session.ack", json!({ "epoch": "?", "sequence": "1" })).await;
    bea.heard_nothing().await;
    for large in [Message::text("x".repeat(2_000_000)), Message::binary(vec![0u8; 2_000_000])] {
        let (mut bea, _) = Agent::connect(&center, "bea").await;
        bea.raw(large).await;
        assert_eq!(bea.closed().await, 1009);
    }
}

#[tokio::test]
async fn the_first_message_is_a_hello_of_version_1() {
    let center = center(&["Bea"]).await;
    let mut bea = Agent::silent(&center, "bea").await;
    let mut wrong = hello(None, None);
    wrong["protocol"] = json!(2);
    bea.say("session.hello", wrong).await;
    assert_eq!(bea.closed().await, 1002);
    let mut silent = Agent::silent(&center, "bea").await;
    assert_eq!(silent.closed().await, 1002, "no hello within 5 s");
}

#[tokio::test]
async fn a_second_connection_replaces_the_first_and_a_supervisor_signs_out() {
    let center = center(&["Bea"]).await;
    let (mut first, _) = Agent::connect(&center, "bea").await;
    let (mut second, _) = Agent::connect(&center, "bea").await;
    assert_eq!(first.closed().await, 4001);
    second.heard_nothing().await;
    assert_eq!(post(&center, "/v1/agents/bea/sign-out", json!({})).await.0, 200);
    assert_eq!(second.closed().await, 4002);
}

#[tokio::test]
async fn a_planned_stop_is_announced() {
    let center = center(&["Bea"]).await;
    let (mut bea, _) = Agent::connect(&center, "bea").await;
    let (_, code) = tokio::join!(center.shutdown(), async {
        bea.next("session.closing").await;
        bea.closed().await
    });
    assert_eq!(code, 1012);
}

#[tokio::test]
async fn an_upgrade_needs_a_token_and_the_subprotocol() {
    let center = center(&["Bea"]).await;
    let status = |error: tungstenite::Error| {
        let tungstenite::Error::Http(response) = error else { panic!("{error}") };
        response.status().as_u16()
    };
    let wrong = connect_async(upgrade_request(center.address(), "wrong")).await.unwrap_err();
    assert_eq!(status(wrong), 401);
    let mut bare = upgrade_request(center.address(), "token-bea");
    bare.headers_mut().remove("authorization");
    assert_eq!(status(connect_async(bare).await.unwrap_err()), 401);
    let mut plain = upgrade_request(center.address(), "token-bea");
    plain.headers_mut().remove("sec-websocket-protocol");
    assert_eq!(status(connect_async(plain).await.unwrap_err()), 400);
}

#[tokio::test]
async fn presence_and_theme_reach_the_agents() {
    let center = center(&["Bea"]).await;
    let (mut bea, _) = Agent::connect(&center, "bea").await;
    bea.say("command.presence", json!({ "presence": "busy" })).await;
    assert_eq!(bea.next("command.result").await.data, json!({ "ok": true }));
    assert_eq!(bea.next("presence.changed").await.data, json!({ "current": "busy" }));
    chat(&center, "Jan").await;
    bea.heard_nothing().await;
    post(&center, "/v1/agents/bea/presence", json!({ "presence": "available" })).await;
    assert_eq!(bea.next("presence.changed").await.data["reason"], "supervisor");
    offer_of(&mut bea).await;
    post(&center, "/v1/settings", json!({ "theme": "dark" })).await;
    assert_eq!(bea.next("settings.changed").await.data["theme"], "dark");
    assert_eq!(post(&center, "/v1/settings", json!({ "theme": "pink" })).await.1["pointer"], "/theme");
}

#[tokio::test]
async fn ten_thousand_notices_at_once_all_arrive_in_order() {
    let center = center(&["Bea"]).await;
    let (mut bea, ready) = Agent::connect(&center, "bea").await;
    let handle = center.handle();
    let sending = tokio::spawn(async move {
        for n in 0..10_000 {
            handle.ask(raised("bea", &notice(&n.to_string()))).await.unwrap();
        }
    });
    for n in 0..10_000 {
        assert_eq!(bea.next("notice").await.data["noticeId"], n.to_string());
    }
    sending.await.unwrap();
    let head = "00000000000000010000";
    bea.say("session.ack", json!({ "epoch": ready["epoch"], "sequence": head })).await;
    bea.heard_nothing().await;
    assert_eq!(get(&center, "/v1/agents").await[0]["unacknowledged"], 0);
}

#[test]
fn the_seed_in_the_documentation_is_one() {
    let docs = include_str!("../docs/center.md");
    let example = docs.split("```json seed\n").nth(1).and_then(|rest| rest.split("```").next());
    let seed = deskbell::center::contacts::Seed::parse(example.expect("the docs have an example")).unwrap();
    assert!(!seed.contacts.is_empty() && !seed.agents.is_empty());
}
