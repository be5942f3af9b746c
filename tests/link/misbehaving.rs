//! Against a server that misbehaves.

use deskbell::domain::effect::{Command, Message};
use deskbell::domain::input::{CenterNews, Input, LinkEvent, LinkProblem};
use deskbell::link::Order;
use deskbell::link::token::Origin;
use deskbell::time::Clock;
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message as Wire;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use super::{LIMIT, Running, SOON, accept, in_session, listen, ready, withdrawn};

#[tokio::test]
async fn malformed_binary_and_long_messages_are_dropped_and_the_connection_stays() {
    let (_listener, mut socket, mut link) = in_session().await;
    for bad in [Wire::text("{"), Wire::binary(vec![0, 159]), Wire::text("x".repeat(100 * 1024)), Wire::text("[1,2]")] {
        socket.send(bad).await.unwrap();
    }
    socket.send(withdrawn(1)).await.unwrap();
    link.news(|what| matches!(what, CenterNews::NoticeWithdrawn(_)).then_some(())).await;
}

#[tokio::test]
async fn a_message_over_a_mebibyte_closes_with_1009_and_it_comes_back() {
    let (listener, socket, mut link) = in_session().await;
    let mut sending = socket;
    let server = tokio::spawn(async move {
        // The other side stops reading in the middle, so the sending may fail.
        let _ = sending.send(Wire::text("x".repeat(2 * 1024 * 1024))).await;
        loop {
            match sending.next().await {
                Some(Ok(Wire::Close(Some(frame)))) => return Some(u16::from(frame.code)),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return None,
            }
        }
    });
    assert_eq!(link.down().await, (LinkProblem::Closed(1009), true));
    assert_eq!(timeout(LIMIT, server).await.unwrap().unwrap(), Some(1009));
    accept(&listener).await;
}

#[tokio::test]
async fn it_goes_on_after_what_was_acknowledged() {
    let (listener, url) = listen().await;
    let mut link = Running::start(&url, "secret", Some(("e".into(), 7)));
    let (mut socket, hello) = accept(&listener).await;
    assert_eq!((hello.epoch.as_deref(), hello.last_sequence.as_deref()), (Some("e"), Some("00000000000000000007")));
    socket.send(ready(15)).await.unwrap();
    link.ready().await;
    link.orders.send(Order::Resume(Some(("e".into(), 9)))).unwrap();
    link.orders.send(Order::Reconnect).unwrap();
    let (_, hello) = accept(&listener).await;
    assert_eq!(hello.last_sequence.as_deref(), Some("00000000000000000009"));
}

#[tokio::test]
async fn a_server_that_goes_silent_is_found_dead_by_the_heartbeat() {
    let (listener, url) = listen().await;
    let mut link = Running::start(&url, "secret", None);
    let (mut socket, _) = accept(&listener).await;
    socket.send(ready(1)).await.unwrap();
    link.ready().await;
    // Held open and never read: no pong is ever sent.
    let (problem, comes_back) = link.down().await;
    assert_eq!((problem, comes_back), (LinkProblem::Timeout, true));
    drop(socket);
}

#[tokio::test]
async fn close_codes_mean_what_the_protocol_says() {
    for (code, problem, comes_back) in [
        (1001, LinkProblem::Closed(1001), true),
        (1008, LinkProblem::Closed(1008), true),
        (1009, LinkProblem::Closed(1009), true),
        (1012, LinkProblem::Closed(1012), true),
        (1013, LinkProblem::Closed(1013), true),
        (4001, LinkProblem::Replaced, false),
        (4002, LinkProblem::SignedOut, false),
    ] {
        let (_listener, mut socket, mut link) = in_session().await;
        socket.close(Some(CloseFrame { code: code.into(), reason: "".into() })).await.unwrap();
        assert_eq!(link.down().await, (problem, comes_back), "{code}");
    }
}

#[tokio::test]
async fn a_center_that_announces_its_close_is_asked_again_when_it_said() {
    let (_listener, mut socket, mut link) = in_session().await;
    let closing = serde_json::json!({
        "specversion": "1.0", "id": "c", "source": "/c", "type": "dev.deskbell.session.closing.v1",
        "data": { "reason": "maintenance", "reconnectAfterSeconds": 3000 }
    });
    socket.send(Wire::text(closing.to_string())).await.unwrap();
    socket.close(Some(CloseFrame { code: 1012.into(), reason: "".into() })).await.unwrap();
    let retry_at = link.wait(|input| match input {
        Input::Link(LinkEvent::Down { retry_at, .. }) => *retry_at,
        _ => None,
    });
    assert!((2_990_000..3_010_000).contains(&retry_at.await.as_millis()));
}

#[tokio::test]
async fn the_servers_close_is_answered() {
    let (_listener, mut socket, mut link) = in_session().await;
    socket.send(Wire::Close(Some(CloseFrame { code: 1012.into(), reason: "".into() }))).await.unwrap();
    link.down().await;
    let answer = timeout(LIMIT, socket.next()).await.expect("it ends");
    assert!(matches!(answer, Some(Ok(Wire::Close(_)))), "{answer:?}");
}

#[tokio::test]
async fn signing_out_and_quitting_do_not_wait_for_a_token_that_does_not_come() {
    let slow = || Origin::Command(["sleep", "60"].map(str::to_owned).to_vec());
    let (_listener, url) = listen().await;
    let mut link = Running::start_with(&url, slow(), None);
    link.orders.send(Order::SignOut).unwrap();
    assert_eq!(timeout(SOON, link.down()).await.expect("at once"), (LinkProblem::SignedOut, false));
    let Running { mut inputs, orders } = Running::start_with(&url, slow(), None);
    drop(orders);
    while timeout(SOON, inputs.recv()).await.expect("it ends at once").is_some() {}
}

#[tokio::test]
async fn a_server_without_the_subprotocol_is_named_as_such() {
    let (listener, url) = listen().await;
    let mut link = Running::start(&url, "secret", None);
    let server = async {
        let (stream, _) = listener.accept().await.unwrap();
        let _ = tokio_tungstenite::accept_async(stream).await;
    };
    let (down, ()) = tokio::join!(link.down(), server);
    assert_eq!(down.0, LinkProblem::NotTheProtocol);
}

#[tokio::test]
async fn http_answers_are_told_apart_and_retry_after_is_obeyed() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let seconds = "Retry-After: 3000";
    // The server's clock, not this computer's, says how far away the date is.
    let date = "Date: Tue, 03 Nov 2015 09:00:00 GMT\r\nRetry-After: Tue, 03 Nov 2015 09:50:00 GMT";
    for (status, headers, problem, waits) in [
        (401, seconds, LinkProblem::Unauthorized, None),
        (403, seconds, LinkProblem::Unauthorized, None),
        (404, "Server: x", LinkProblem::Http(404), Some(0..500)),
        (429, seconds, LinkProblem::Http(429), Some(2_900_000..3_100_000)),
        (503, seconds, LinkProblem::Http(503), Some(2_900_000..3_100_000)),
        (503, date, LinkProblem::Http(503), Some(2_900_000..3_100_000)),
    ] {
        let (listener, url) = listen().await;
        let mut link = Running::start(&url, "secret", None);
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = [0; 4096];
        let read = stream.read(&mut request).await.unwrap();
        assert!(read > 0);
        let answer = format!("HTTP/1.1 {status} No\r\n{headers}\r\nContent-Length: 0\r\n\r\n");
        stream.write_all(answer.as_bytes()).await.unwrap();
        let down = link.wait(|input| match input {
            Input::Link(LinkEvent::Down { problem, retry_at }) => Some((problem.clone(), *retry_at)),
            _ => None,
        });
        let (seen, retry_at) = down.await;
        assert_eq!(seen, problem);
        // The link's clock began with the test's.
        let until = retry_at.map(|at| at.as_millis());
        match waits {
            Some(range) => {
                assert!(until.is_some_and(|at| (range.start..range.end + 20_000).contains(&at)), "{until:?}");
            }
            None => assert_eq!(until, None, "{status}: nobody signed in anew"),
        }
    }
}

#[tokio::test]
async fn nobody_there_and_no_such_name_are_told_apart() {
    let (listener, url) = listen().await;
    drop(listener);
    let mut link = Running::start(&url, "secret", None);
    assert_eq!(link.down().await, (LinkProblem::Refused, true));
    let mut link = Running::start("wss://no-such-host.invalid/v1/agent", "secret", None);
    assert_eq!(link.down().await, (LinkProblem::UnknownHost, true));
}

#[tokio::test]
async fn a_flood_is_read_no_faster_than_allowed_and_the_agents_answer_gets_through_it() {
    const MESSAGES: u64 = 26_000;
    let (_listener, socket, mut link) = in_session().await;
    let clock = Clock::start();
    let (mut sending, mut receiving) = socket.split();
    let flood = tokio::spawn(async move {
        for sequence in 1..=MESSAGES {
            sending.feed(withdrawn(sequence)).await.unwrap();
        }
        sending.flush().await.unwrap();
        sending
    });
    let command = Message::Command("c-1".into(), Command::Accept("o-1".into()));
    let mut read = 0;
    while read < MESSAGES {
        link.news(|what| matches!(what, CenterNews::NoticeWithdrawn(_)).then_some(())).await;
        read += 1;
        if read == 21_000 {
            link.orders.send(Order::Send(command.clone())).unwrap();
            let answer = timeout(SOON, receiving.next()).await.expect("soon").unwrap().unwrap();
            assert!(answer.to_text().unwrap().contains("command.accept"), "{answer}");
        }
    }
    assert!(clock.now().as_millis() >= 2_800, "six thousand after the burst take three seconds");
    drop(timeout(LIMIT, flood).await.expect("it was read to its end").unwrap());
}
