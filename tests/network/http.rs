//! Single HTTP requests to a server on loopback that answers what a test wants.

use deskbell::domain::input::LinkProblem;
use deskbell::link::http::HttpClient;
use deskbell::link::network::Network;
use http::{Request, Response, StatusCode};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::time::timeout;

use super::LIMIT;

async fn ask(uri: &str) -> Result<Response<Vec<u8>>, LinkProblem> {
    let request = Request::post(uri).body(b"grant_type=refresh_token".to_vec()).unwrap();
    timeout(LIMIT, HttpClient::new(Network::default()).send(request)).await.expect("it has a limit of its own")
}

/// What the client made of this answer, and what it had asked.
async fn answered(answer: Vec<u8>) -> (Result<Response<Vec<u8>>, LinkProblem>, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("http://{}/token?a=b", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = vec![];
        while !request.ends_with(b"grant_type=refresh_token") {
            assert!(stream.read_buf(&mut request).await.unwrap() > 0, "the whole request comes");
        }
        // A client that has read enough hangs up.
        let _ = stream.write_all(&answer).await;
        String::from_utf8(request).unwrap()
    });
    let result = ask(&uri).await;
    (result, timeout(LIMIT, server).await.unwrap().unwrap())
}

#[tokio::test]
async fn a_request_goes_out_in_origin_form_and_the_whole_answer_comes_back() {
    let answer = b"HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    let (result, request) = answered(answer.to_vec()).await;
    let response = result.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.body(), b"{}");
    let request = request.to_ascii_lowercase();
    assert!(request.starts_with("post /token?a=b http/1.1\r\n"), "{request}");
    assert!(request.contains("\r\nhost: 127.0.0.1:") && request.contains("\r\nuser-agent: deskbell/"), "{request}");
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_not_followed() {
    let answer = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
    let (result, _) = answered(answer.to_vec()).await;
    assert_eq!(result.unwrap().status(), StatusCode::FOUND);
}

#[tokio::test]
async fn an_answer_over_a_mebibyte_is_not_taken() {
    let length = 1024 * 1024;
    for (bytes, fits) in [(length, true), (length + 1, false)] {
        let mut answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {bytes}\r\n\r\n").into_bytes();
        answer.resize(answer.len() + bytes, b'x');
        let (result, _) = answered(answer).await;
        match result {
            Ok(response) => assert!(fits && response.body().len() == bytes),
            Err(problem) => assert!(!fits && problem == LinkProblem::NotTheProtocol, "{problem:?}"),
        }
    }
}

#[tokio::test]
async fn what_is_no_http_and_what_is_cut_are_told_apart() {
    assert_eq!(answered(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()).await.0.unwrap_err(), LinkProblem::NotTheProtocol);
    assert_eq!(answered(vec![]).await.0.unwrap_err(), LinkProblem::Lost);
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf";
    assert_eq!(answered(cut.to_vec()).await.0.unwrap_err(), LinkProblem::Lost);
}

#[tokio::test]
async fn unencrypted_requests_stay_on_this_computer() {
    assert_eq!(ask("http://center.example/token").await.unwrap_err(), LinkProblem::Insecure);
    assert_eq!(ask("ftp://127.0.0.1/token").await.unwrap_err(), LinkProblem::Insecure);
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("http://{}/", listener.local_addr().unwrap());
    assert_eq!(ask(&uri).await.unwrap_err(), LinkProblem::Timeout);
    drop(listener);
}
