//! The proxy on the way: tinyproxy, whole and broken.

use std::net::TcpStream;
use std::process::Command;
use std::sync::atomic::Ordering;
use std::time::Duration;

use deskbell::time::Clock;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::authority::Authority;
use crate::findings::{Computer, Findings, examine};
use crate::front::{Secure, TOKEN, nothing, serve};
use crate::prompter::count_prompts;
use crate::sign_in::lock;
use crate::support::process::{Process, wait_until};
use crate::support::session::{Keyring, Session};
use crate::support::workplace::deskbell;

/// A center behind TLS, and a proxy that wants a user name and a password.
struct Office {
    port: u16,
    center: Secure,
    folder: TempDir,
    _proxy: Process,
}

impl Office {
    async fn start(more: &str) -> Self {
        let (folder, port) = (tempfile::tempdir().unwrap(), nothing().await);
        let authority = Authority::new("Contoso Root");
        authority.save(folder.path());
        let center = Secure::start(authority.localhost().server()).await;
        let configuration = folder.path().join("tinyproxy.conf");
        let text = format!("Port {port}\nListen 127.0.0.1\nAllow 127.0.0.1\nTimeout 60\nBasicAuth anna sesame\n{more}");
        std::fs::write(&configuration, text).unwrap();
        let proxy = Process::start(Command::new("tinyproxy").arg("-d").arg("-c").arg(&configuration));
        wait_until("the proxy listens", || TcpStream::connect(("127.0.0.1", port)).is_ok());
        Self { port, center, folder, _proxy: proxy }
    }

    /// What a computer in the office knows.
    fn variables(&self, proxy: &str) -> [(&'static str, String); 5] {
        let bundle = self.folder.path().join("authority.pem").display().to_string();
        [
            ("DESKBELL_CENTER", format!("wss://localhost:{}/v1/agent", self.center.port)),
            ("DESKBELL_TOKEN", TOKEN.to_owned()),
            ("SSL_CERT_FILE", bundle),
            ("SSL_CERT_DIR", String::new()),
            ("HTTPS_PROXY", proxy.to_owned()),
        ]
    }

    fn examined(&self, proxy: &str) -> Findings {
        let found = examine(Computer::new().deskbell(&[]).envs(self.variables(proxy)));
        assert!(!found.printed.contains("sesame"), "{}", found.printed);
        found
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_way_through_a_proxy_is_good_with_the_right_password_only() {
    let office = Office::start("").await;
    let place = format!("127.0.0.1:{}", office.port);
    let found = office.examined(&format!("http://anna:sesame@{place}"));
    found.good(&["dns", "tls", "websocket", "clock", "sign-in"]);
    found.says("tcp", "good", &format!("{place} answers."));
    found.says("proxy", "good", &format!("The proxy {place} leads to the contact center."));
    let found = office.examined(&format!("http://anna:wrong-sesame@{place}"));
    found.good(&["dns", "tcp"]);
    found.says("proxy", "bad", &place);
    found.unknown(&["tls", "websocket", "clock"]);
    let found = office.examined(&format!("http://{place}"));
    found.says("proxy", "bad", "deskbell proxy-sign-in");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_proxy_that_is_not_there_or_forbids_the_way_is_bad() {
    let office = Office::start("ConnectPort 1\n").await;
    office.examined(&format!("http://anna:sesame@127.0.0.1:{}", office.port)).says("proxy", "bad", "does not allow");
    let found = office.examined("http://no-such-proxy.invalid:3128");
    found.says("dns", "bad", "no-such-proxy.invalid:3128");
    found.unknown(&["tcp", "proxy", "tls"]);
    let found = office.examined(&format!("http://127.0.0.1:{}", nothing().await));
    found.good(&["dns"]);
    found.says("tcp", "bad", "Nothing answers at the proxy");
    let found = office.examined("http://127.0.0.1/proxy.pac");
    found.says("configuration", "bad", "HTTPS_PROXY");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_proxys_password_is_taken_from_the_keyring_and_nobody_is_asked_to_open_it() {
    let office = Office::start("").await;
    let session = Session::builder().keyring(Keyring::Unlocked).start();
    let variables = office.variables(&format!("http://127.0.0.1:{}", office.port));
    let envs: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut command = session.spawn(&deskbell(), &["proxy-sign-in", "--stdin"], &envs);
    command.feed("anna:sesame\n");
    let (status, output) = command.finish();
    assert!(status.success(), "{output}");
    let examined = || examine(session.command(deskbell()).envs(envs.iter().copied()));
    examined().good(&["proxy", "tls", "websocket", "sign-in", "keyring"]);
    lock(&session);
    let prompts = count_prompts(&session);
    let found = examined();
    found.says("proxy", "bad", "wants a user name and a password");
    found.says("keyring", "note", "locked");
    assert_eq!(prompts.load(Ordering::Relaxed), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_way_on_which_each_step_takes_nearly_too_long_is_given_up() {
    // Opens the way just in time, and to nobody who says anything.
    let slow = serve(|mut stream| async move {
        let _ = stream.read(&mut [0; 4096]).await;
        tokio::time::sleep(Duration::from_millis(4_500)).await;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
        std::future::pending::<()>().await;
    });
    let proxy = format!("http://127.0.0.1:{}", slow.await);
    let variables =
        [("DESKBELL_CENTER", "wss://localhost:1/v1/agent"), ("DESKBELL_TOKEN", TOKEN), ("HTTPS_PROXY", &proxy)];
    let clock = Clock::start();
    let found = examine(&mut Computer::new().deskbell(&variables));
    assert!(clock.now().as_millis() < 15_000, "{:?}", clock.now());
    found.good(&["dns", "tcp", "proxy"]);
    found.says("tls", "bad", "did not answer in time");
    found.unknown(&["websocket", "clock"]);
}
