//! Through proxies as they are in use: tinyproxy and microsocks from Debian.

use std::io::Write as _;
use std::net::TcpStream;
use std::process::{Command, Stdio};

use deskbell::domain::input::LinkProblem;
use deskbell::domain::network::{ProxyFault, ProxyProblem};
use tempfile::TempDir;

use super::agent::{Agent, both_arrive, both_fail, network};
use super::authority::trusted;
use super::front::{Secure, front, nothing};
use super::platform_bus::PrivateBus;
use super::process::{Process, wait_until};

/// User name and password that both proxies want.
const USER: &str = "anna";
const PASSWORD: &str = "sesame";

/// A proxy that writes down whom it connected.
pub struct RealProxy {
    process: Process,
    /// Its port on loopback.
    pub port: u16,
    /// What it writes of a connection.
    mark: &'static str,
    _folder: TempDir,
}

impl RealProxy {
    /// tinyproxy: HTTP `CONNECT` with a user name and a password, and with more lines of configuration.
    pub async fn tinyproxy(more: &str) -> Self {
        let (folder, port) = (tempfile::tempdir().unwrap(), nothing().await);
        let configuration = folder.path().join("tinyproxy.conf");
        let text = format!(
            "Port {port}\nListen 127.0.0.1\nAllow 127.0.0.1\nMaxClients 20\nTimeout 60\nLogLevel Connect\n\
             BasicAuth {USER} {PASSWORD}\n{more}"
        );
        std::fs::write(&configuration, text).unwrap();
        let process = Process::start(Command::new("tinyproxy").arg("-d").arg("-c").arg(&configuration));
        Self { process, port, mark: "Established connection to host", _folder: folder }.listening()
    }

    /// microsocks: SOCKS5 with a user name and a password.
    pub async fn microsocks() -> Self {
        let (folder, port) = (tempfile::tempdir().unwrap(), nothing().await);
        let port_text = port.to_string();
        let arguments = ["-i", "127.0.0.1", "-p", &port_text, "-u", USER, "-P", PASSWORD];
        let process = Process::start(Command::new("microsocks").args(arguments));
        Self { process, port, mark: "connected to", _folder: folder }.listening()
    }

    fn listening(self) -> Self {
        wait_until("the proxy listens", || TcpStream::connect(("127.0.0.1", self.port)).is_ok());
        self
    }

    /// Its address for a variable, with a user name and a password where they are given.
    pub fn address(&self, scheme: &str, sign_in: &str) -> String {
        format!("{scheme}://{sign_in}127.0.0.1:{}", self.port)
    }

    /// How many connections to that name it made.
    pub fn connections(&self, name: &str) -> usize {
        self.process.output().lines().filter(|line| line.contains(self.mark) && line.contains(name)).count()
    }

    /// What is wrong with it.
    pub fn problem(&self, fault: ProxyFault) -> LinkProblem {
        LinkProblem::Proxy(ProxyProblem { proxy: format!("127.0.0.1:{}", self.port), fault })
    }
}

/// Both go through the proxy with the right password, and with a wrong one or none it is said.
async fn is_gone_through(proxy: &RealProxy, scheme: &str, center: &Secure) {
    let place = format!("localhost:{}", center.port);
    let through = |sign_in: &str| network("", &[("HTTPS_PROXY", &proxy.address(scheme, sign_in))]);
    both_arrive(&place, &through(&format!("{USER}:{PASSWORD}@"))).await;
    wait_until("the proxy made both connections", || proxy.connections("localhost") == 2);
    let wrong = through("anna:wrong@");
    both_fail(&place, &wrong, &proxy.problem(ProxyFault::SignInRefused)).await;
    let (_, comes_back) = Agent::start(&place, &wrong).outcome().await.expect_err("the password is wrong");
    assert!(!comes_back, "a wrong password is not said again and again");
    both_fail(&place, &through(""), &proxy.problem(ProxyFault::SignInNeeded)).await;
    assert_eq!(proxy.connections("localhost"), 2);
}

#[tokio::test]
async fn websocket_and_requests_go_through_tinyproxy() {
    let Some(authority) = trusted("real_proxies::websocket_and_requests_go_through_tinyproxy", &[]) else { return };
    let center = Secure::start(authority.localhost().server()).await;
    is_gone_through(&RealProxy::tinyproxy("").await, "http", &center).await;
}

#[tokio::test]
async fn websocket_and_requests_go_through_microsocks_which_looks_names_up_itself() {
    let name = "real_proxies::websocket_and_requests_go_through_microsocks_which_looks_names_up_itself";
    let Some(authority) = trusted(name, &[]) else { return };
    let center = Secure::start(authority.localhost().server()).await;
    is_gone_through(&RealProxy::microsocks().await, "socks5", &center).await;
}

#[tokio::test]
async fn a_proxy_may_itself_be_reached_over_tls() {
    let Some(authority) = trusted("real_proxies::a_proxy_may_itself_be_reached_over_tls", &[]) else { return };
    let center = Secure::start(authority.localhost().server()).await;
    let proxy = RealProxy::tinyproxy("").await;
    let secure = front(authority.localhost().server(), ([127, 0, 0, 1], proxy.port).into()).await;
    let address = format!("https://{USER}:{PASSWORD}@localhost:{secure}");
    both_arrive(&format!("localhost:{}", center.port), &network("", &[("HTTPS_PROXY", &address)])).await;
    wait_until("the proxy made both connections", || proxy.connections("localhost") == 2);
}

#[tokio::test]
async fn what_the_proxies_refuse_is_told_apart() {
    if trusted("real_proxies::what_the_proxies_refuse_is_told_apart", &[]).is_none() {
        return;
    }
    let sign_in = format!("{USER}:{PASSWORD}@");
    let place = format!("localhost:{}", nothing().await);
    let strict = RealProxy::tinyproxy("ConnectPort 443\n").await;
    let through = network("", &[("HTTPS_PROXY", &strict.address("http", &sign_in))]);
    both_fail(&place, &through, &strict.problem(ProxyFault::Forbidden)).await;
    let socks = RealProxy::microsocks().await;
    let through = network("", &[("ALL_PROXY", &socks.address("socks5h", &sign_in))]);
    both_fail(&place, &through, &socks.problem(ProxyFault::CannotReach)).await;
}

/// Whether `deskbell proxy-sign-in` kept what it was given.
fn sign_in(place: &str, proxy: &str, line: &str) -> bool {
    let session = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskbell"));
    command.args(["proxy-sign-in", "--stdin", "--center", &format!("wss://{place}/v1/agent")]);
    command
        .env("DESKBELL_PROXY", proxy)
        .envs(["HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME"].map(|name| (name, session.path())));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(line.as_bytes()).unwrap();
    child.wait().unwrap().success()
}

#[tokio::test]
async fn the_password_may_be_in_the_keyring() {
    let name = "real_proxies::the_password_may_be_in_the_keyring";
    let inside = std::env::var_os("DESKBELL_TEST_ALONE").is_some();
    let bus = (!inside).then(PrivateBus::start);
    let _keyring = if let Some(bus) = &bus { Some(bus.gnome_keyring().await) } else { None };
    let address = bus.as_ref().map_or("", |bus| bus.address.as_str());
    let Some(authority) = trusted(name, &[("DBUS_SESSION_BUS_ADDRESS", address)]) else { return };
    let center = Secure::start(authority.localhost().server()).await;
    let place = format!("localhost:{}", center.port);
    for (proxy, scheme) in [(RealProxy::tinyproxy("").await, "http"), (RealProxy::microsocks().await, "socks5")] {
        let network = network(&format!("proxy = \"{}\"", proxy.address(scheme, "")), &[]);
        both_fail(&place, &network, &proxy.problem(ProxyFault::SignInNeeded)).await;
        let account = network.proxy_account(&format!("wss://{place}/").parse().unwrap()).unwrap();
        assert_eq!(account, format!("proxy:127.0.0.1:{}", proxy.port));
        let keep = |line: &str| sign_in(&place, &proxy.address(scheme, ""), line);
        assert!(!keep("no password\n"), "there is nothing to keep");
        assert!(keep("anna:wrong\n"));
        both_fail(&place, &network, &proxy.problem(ProxyFault::SignInRefused)).await;
        assert!(keep(&format!("{USER}:{PASSWORD}\n")));
        both_arrive(&place, &network).await;
        wait_until("the proxy made both connections", || proxy.connections("localhost") == 2);
    }
}
