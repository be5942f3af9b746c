//! The rows about the way to the center: what each step of a survey means.

use std::net::IpAddr;
use std::time::Duration;

use url::{Host, Url};

use super::center::troubled;
use super::{Check, Row, State};
use crate::i18n::Words;
use crate::link::survey::{Admission, Security, Step, Survey, Times};
use crate::ui::words::duration;

/// Clocks may differ by so many seconds: more, and tokens are refused and deadlines are wrong.
const SKEW: u64 = 60;

/// The rows, where there was no way to go.
pub(super) fn unknown(words: &Words) -> Vec<Row> {
    let all = [Check::Dns, Check::Tcp, Check::Proxy, Check::Tls, Check::WebSocket, Check::Clock];
    all.map(|check| Row::unknown(check, words)).into()
}

/// The rows of a survey.
pub(super) fn rows(center: &Url, survey: &Survey, words: &Words) -> Vec<Row> {
    let host = center.host_str().unwrap_or_default();
    let port = center.port_or_known_default().unwrap_or_default();
    // With a proxy on the way it is the proxy that is looked up and connected to.
    let place = survey.proxy.clone().unwrap_or_else(|| format!("{host}:{port}"));
    let named = survey.proxy.is_some() || matches!(center.host(), Some(Host::Domain(_)));
    vec![
        row(Check::Dns, &survey.name, words, |found| name(&place, found, named, words)),
        row(Check::Tcp, &survey.connection, words, |()| {
            Row::good(Check::Tcp, words.with("doctor-tcp-good", [("place", place.clone().into())]))
        }),
        row(Check::Proxy, &survey.tunnel, words, |()| tunnel(survey.proxy.as_deref(), words)),
        row(Check::Tls, &survey.secure, words, |security| secure(security.as_ref(), words)),
        row(Check::WebSocket, &survey.upgrade, words, |admission| {
            Row::good(
                Check::WebSocket,
                words.text(match admission {
                    Admission::Open => "doctor-websocket-open",
                    Admission::SignInWanted => "doctor-websocket-asks",
                }),
            )
        }),
        clock(survey, words),
    ]
}

fn row<T>(check: Check, step: &Step<T>, words: &Words, good: impl FnOnce(&T) -> Row) -> Row {
    match step {
        None => Row::unknown(check, words),
        Some(Ok(found)) => good(found),
        Some(Err(problem)) => troubled(check, problem, words),
    }
}

fn name(place: &str, found: &[IpAddr], named: bool, words: &Words) -> Row {
    let host = place.rsplit_once(':').map_or(place, |(host, _)| host);
    if !named {
        return Row::good(Check::Dns, words.with("doctor-dns-address", [("host", host.into())]));
    }
    let mut addresses: Vec<String> = found.iter().map(ToString::to_string).collect();
    addresses.dedup();
    let what = words.with("doctor-dns-good", [("host", host.into()), ("addresses", addresses.join(", ").into())]);
    Row::good(Check::Dns, what)
}

fn tunnel(proxy: Option<&str>, words: &Words) -> Row {
    Row::good(
        Check::Proxy,
        match proxy {
            Some(proxy) => words.with("doctor-proxy-good", [("proxy", proxy.into())]),
            None => words.text("doctor-proxy-none"),
        },
    )
}

fn secure(security: Option<&Security>, words: &Words) -> Row {
    let Some(security) = security else { return Row::good(Check::Tls, words.text("doctor-tls-plain")) };
    let until = security.until.clone().unwrap_or_else(|| "?".to_owned());
    let authority = if security.authority.is_empty() { "?" } else { &security.authority };
    let values = [("version", security.version.into()), ("authority", authority.into()), ("until", until.into())];
    Row::good(Check::Tls, words.with("doctor-tls-good", values))
}

fn clock(survey: &Survey, words: &Words) -> Row {
    match (survey.time, &survey.upgrade) {
        (Some(times), _) => compared(times, words),
        (None, Some(Ok(_))) => Row::new(Check::Clock, State::Unknown, words.text("doctor-clock-untold")),
        (None, Some(Err(_)) | None) => Row::unknown(Check::Clock, words),
    }
}

fn compared(times: Times, words: &Words) -> Row {
    let apart = times.ours.abs_diff(times.center);
    let time = duration(Duration::from_secs(apart), words);
    if apart <= SKEW {
        return Row::good(Check::Clock, words.with("doctor-clock-good", [("time", time.into())]));
    }
    let id = if times.ours > times.center { "doctor-clock-ahead" } else { "doctor-clock-behind" };
    Row::bad(Check::Clock, words.with(id, [("time", time.into())])).hint(words.text("doctor-clock-hint"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_may_be_a_minute_off_in_either_direction_and_not_more() {
        let words = Words::daemon(Some("en"));
        let state = |ours| compared(Times { center: 1_000, ours }, &words).state;
        assert_eq!([940, 1_000, 1_060].map(state), [State::Good; 3]);
        assert_eq!([939, 1_061].map(state), [State::Bad; 2]);
    }
}
