//! `POST /v1/events`.

use serde_json::{Value, json};

use crate::center_client::{Agent, SENDER, center, http, raise};

const ONE: &str = "application/cloudevents+json";
const BATCH: &str = "application/cloudevents-batch+json";

fn raised_offer(id: &str) -> Value {
    json!({
        "specversion": "1.0", "id": id, "source": "urn:crm", "type": "dev.deskbell.offer.created.v1",
        "subject": "agent/bea",
        "data": {
            "offerId": id, "reason": "incoming", "declinable": true,
            "conversation": {
                "id": "crm-1", "channel": "whatsapp", "waitingSince": "2026-11-01T12:00:00Z",
                "summaryUrl": "https://crm.example/1"
            }
        }
    })
}

#[tokio::test]
async fn senders_raise_offers_that_can_be_accepted() {
    let center = center(&["Bea"]).await;
    let (mut bea, _) = Agent::connect(&center, "bea").await;
    let first = raise(&center, ONE, raised_offer("o-1").to_string()).await;
    assert_eq!(first, (202, json!({ "sequence": "00000000000000000001" })));
    assert_eq!(raise(&center, ONE, raised_offer("o-1").to_string()).await, first, "the same event is told once");
    let event = bea.next("offer.created").await;
    assert_eq!((event.id.as_str(), event.source.as_str()), ("o-1", "urn:crm"));
    bea.heard_nothing().await;
    assert_eq!(bea.accept("o-1").await, json!({ "ok": true, "url": "https://crm.example/1" }));

    let batch = json!([raised_offer("o-2"), raised_offer("o-3")]).to_string();
    let (status, answer) = raise(&center, BATCH, batch).await;
    assert_eq!((status, answer["sequences"].as_array().unwrap().len()), (202, 2));
    let closed = json!({
        "specversion": "1.0", "id": "c", "source": "urn:crm", "type": "dev.deskbell.offer.closed.v1",
        "subject": "agent/bea", "data": { "offerId": "o-2", "outcome": "taken", "by": "Ola" }
    });
    assert_eq!(raise(&center, ONE, closed.to_string()).await.0, 202);
    assert_eq!(bea.accept("o-2").await["code"], "taken");
}

#[tokio::test]
async fn senders_are_told_what_is_wrong_and_where() {
    let center = center(&["Bea"]).await;
    let with = |path: &str, value: Value| {
        let mut event = raised_offer("o");
        *event.pointer_mut(path).unwrap() = value;
        event
    };
    let mut without_id = raised_offer("o");
    without_id["data"].as_object_mut().unwrap().remove("offerId");
    let mut nothing = raised_offer("o");
    nothing.as_object_mut().unwrap().remove("source");
    let wrong = [
        (with("/data/reason", json!("because")), "/data/reason"),
        (with("/data/conversation/channel", json!(7)), "/data/conversation/channel"),
        (with("/data/conversation/waitingSince", json!("noon")), "/data/conversation/waitingSince"),
        (without_id, "/data/offerId"),
        (nothing, "/source"),
        (with("/type", json!("dev.deskbell.unheard.v1")), "/type"),
        (with("/type", json!("dev.deskbell.command.result.v1")), "/type"),
        (with("/specversion", json!("0.3")), "/specversion"),
        (with("/subject", json!("bea")), "/subject"),
    ];
    for (event, pointer) in wrong {
        let (status, answer) = raise(&center, ONE, event.to_string()).await;
        assert_eq!((status, answer["pointer"].as_str()), (400, Some(pointer)), "{answer}");
        assert!(answer["error"].as_str().unwrap().ends_with('.'), "{answer}");
    }
    let batch = json!([raised_offer("fine"), with("/data/declinable", json!("yes"))]).to_string();
    assert_eq!(raise(&center, BATCH, batch).await.1["pointer"], "/1/data/declinable");
    assert_eq!(raise(&center, ONE, "{".into()).await.0, 400);
    assert_eq!(raise(&center, ONE, with("/subject", json!("agent/nobody")).to_string()).await.0, 404);
    let long = with("/data/conversation/id", json!("x".repeat(70_000)));
    assert_eq!(raise(&center, ONE, long.to_string()).await.0, 413);
    assert_eq!(raise(&center, BATCH, json!([long]).to_string()).await.0, 413);
    assert_eq!(raise(&center, BATCH, " ".repeat(2_000_000)).await.0, 413);
    assert_eq!(raise(&center, "text/plain", "{}".into()).await.0, 415);
    for headers in [vec![], vec![("authorization", format!("Bearer {SENDER}x"))]] {
        assert_eq!(http(&center, "POST", "/v1/events", &headers, Some("{}".into())).await.0, 401);
    }
}
