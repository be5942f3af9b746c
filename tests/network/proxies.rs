//! Which proxy is gone through, if any: one that is not there tells.

use deskbell::config::ProblemKind;
use deskbell::domain::input::LinkProblem;
use deskbell::domain::network::{ProxyFault, ProxyProblem};
use deskbell::link::network::Network;
use http::StatusCode;

use super::agent::{get, network};
use super::authority::trusted;
use super::front::{Secure, nothing};

/// The port of the absent proxy that was asked; none: the center was reached directly.
async fn asked(place: &str, network: &Network) -> Option<String> {
    match get(place, network).await {
        Ok(status) => {
            assert_eq!(status, StatusCode::OK);
            None
        }
        Err(LinkProblem::Proxy(ProxyProblem { proxy, fault: ProxyFault::Refused })) => {
            Some(proxy.rsplit(':').next().unwrap().to_owned())
        }
        Err(problem) => panic!("{problem:?}"),
    }
}

/// A policy, variables of the environment, and the port of the proxy that they lead to.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], Option<&'a String>);

#[tokio::test]
async fn the_configuration_wins_over_the_environment_and_exceptions_stay_with_their_proxy() {
    let name = "proxies::the_configuration_wins_over_the_environment_and_exceptions_stay_with_their_proxy";
    let Some(authority) = trusted(name, &[]) else { return };
    let center = Secure::start(authority.localhost().server()).await;
    let place = format!("localhost:{}", center.port);
    let [one, two] = [nothing().await.to_string(), nothing().await.to_string()];
    let [first, second] = [&one, &two].map(|port| format!("http://127.0.0.1:{port}"));
    let own = format!("proxy = \"{second}\"\n");
    let own_except = format!("{own}no-proxy = [\"localhost\"]\n");
    let (first, second) = (first.as_str(), second.as_str());
    let cases: [Case<'_>; 14] = [
        ("", &[], None),
        ("", &[("HTTPS_PROXY", first)], Some(&one)),
        ("", &[("https_proxy", first)], Some(&one)),
        ("", &[("ALL_PROXY", first)], Some(&one)),
        ("", &[("all_proxy", second), ("HTTPS_PROXY", first)], Some(&one)),
        ("", &[("HTTPS_PROXY", ""), ("all_proxy", second)], Some(&two)),
        ("", &[("HTTP_PROXY", first), ("http_proxy", first)], None),
        ("", &[("HTTPS_PROXY", first), ("NO_PROXY", "example.com, localhost")], None),
        ("", &[("HTTPS_PROXY", first), ("no_proxy", "*")], None),
        ("", &[("HTTPS_PROXY", first), ("NO_PROXY", "example.com")], Some(&one)),
        ("no-proxy = [\"localhost\"]", &[("HTTPS_PROXY", first), ("NO_PROXY", "example.com")], None),
        ("proxy = \"direct\"", &[("HTTPS_PROXY", first)], None),
        (&own, &[("HTTPS_PROXY", first), ("NO_PROXY", "localhost")], Some(&two)),
        (&own_except, &[("HTTPS_PROXY", first)], None),
    ];
    for (policy, variables, expected) in cases {
        let network = network(policy, variables);
        assert_eq!(network.problems(), []);
        assert_eq!(asked(&place, &network).await.as_ref(), expected, "{policy} {variables:?}");
    }
}

#[tokio::test]
async fn this_computer_itself_is_behind_no_proxy() {
    let network = network("", &[("ALL_PROXY", "http://127.0.0.1:9")]);
    assert_eq!(network.proxy_account(&"ws://127.0.0.1:7878/v1/agent".parse().unwrap()), None);
    let account = network.proxy_account(&"wss://localhost:7878/v1/agent".parse().unwrap());
    assert_eq!(account.as_deref(), Some("proxy:127.0.0.1:9"), "only what is not encrypted goes directly");
}

#[test]
fn a_variable_that_is_not_understood_is_named_and_without_effect() {
    let center = "wss://center.example/v1/agent".parse().unwrap();
    for (address, pac) in [
        ("http://intranet.example/proxy.pac", true),
        ("file:///etc/wpad.dat", true),
        ("socks4://proxy.example:1080", false),
        ("http://", false),
    ] {
        let network = network("", &[("https_proxy", address)]);
        let [problem] = network.problems() else { panic!("{:?}", network.problems()) };
        assert_eq!(problem.place, "https_proxy");
        assert_eq!(problem.kind == ProblemKind::Pac, pac, "{address}");
        assert_eq!(network.proxy_account(&center), None);
    }
}

#[test]
fn a_password_is_in_no_debug_output() {
    for address in ["http://anna:sesame@proxy.example:3128", "socks5://anna:sesame@proxy.example"] {
        let network = network("", &[("ALL_PROXY", address)]);
        let shown = format!("{network:?}");
        assert!(shown.contains("proxy.example") && !shown.contains("sesame"), "{shown}");
    }
}
