//! The pages, their live updates and who may ask.

use futures_util::StreamExt as _;
use serde_json::{Value, json};
use tokio_tungstenite::connect_async;

use crate::center_client::{LIMIT, center, chat, http, post};

#[tokio::test]
async fn other_sites_pages_change_nothing() {
    let center = center(&[]).await;
    let body = || Some(json!({ "channel": "chat" }).to_string());
    let json_type = ("content-type", "application/json".to_owned());
    let own = ("origin", format!("http://{}", center.address()));
    let foreign = ("origin", "http://evil.example".to_owned());
    let rebound = ("host", "evil.example".to_owned());
    let path = "/v1/conversations";
    assert_eq!(http(&center, "POST", path, &[json_type.clone(), own], body()).await.0, 201);
    assert_eq!(http(&center, "POST", path, &[json_type.clone(), foreign], body()).await.0, 403);
    assert_eq!(http(&center, "GET", path, &[rebound], None).await.0, 403);
    assert_eq!(http(&center, "POST", path, &[], body()).await.0, 415);
}

#[tokio::test]
async fn pages_are_served_in_both_languages_and_follow_live() {
    let center = center(&[]).await;
    for path in ["/", "/chat", "/phone", "/facebook", "/supervisor", "/conversations/x"] {
        let (status, english) = http(&center, "GET", path, &[], None).await;
        let (_, polish) = http(&center, "GET", path, &[("accept-language", "pl-PL,pl".to_owned())], None).await;
        let (english, polish) = (english.as_str().unwrap(), polish.as_str().unwrap());
        assert_eq!(status, 200, "{path}");
        assert!(english.contains("<html lang=\"en\"") && polish.contains("<html lang=\"pl\""), "{path}");
        assert!(!english.contains("{{") && !polish.contains("{{"), "{path}");
    }
    let id = chat(&center, "<b>Jan</b>").await;
    let live = format!("ws://{}/v1/live?conversation={id}", center.address());
    let (mut socket, _) = connect_async(live).await.unwrap();
    let mut seen = async || -> Value {
        let message = tokio::time::timeout(LIMIT, socket.next()).await.unwrap().unwrap().unwrap();
        serde_json::from_str(message.to_text().unwrap()).unwrap()
    };
    assert_eq!(seen().await["customer"]["name"], "<b>Jan</b>");
    post(&center, &format!("/v1/conversations/{id}/messages"), json!({ "from": "customer", "text": "Still here" }))
        .await;
    assert_eq!(seen().await["messages"][1]["text"], "Still here");
}
