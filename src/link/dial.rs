//! From a host and a port to an open TCP connection.

use std::error::Error as _;
use std::io;
use std::net::IpAddr;
use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::net::{TcpStream, lookup_host};
use tower_service::Service as _;

/// The longest that the look-up of the name and the connecting to all of its addresses take.
const DIAL_TIME: Duration = Duration::from_secs(5);

/// The longest that the look-up of a name alone takes.
const LOOK_UP_TIME: Duration = Duration::from_secs(3);

/// Why there is no TCP connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DialProblem {
    /// The name is not known to DNS.
    UnknownHost,
    /// Nothing listens there.
    Refused,
    /// No way there, or no answer in time.
    Unreachable,
}

/// Connects to the first address that answers; IPv6 and IPv4 are tried side by side (RFC 8305),
/// and a dead address costs its share of the time only.
pub(super) async fn tcp(host: &str, port: u16) -> Result<TcpStream, DialProblem> {
    let mut connector = HttpConnector::new();
    connector.set_connect_timeout(Some(DIAL_TIME));
    // Nagle's algorithm would hold an Accept back for a delayed ACK.
    connector.set_nodelay(true);
    let authority = Uri::builder().scheme("http").authority(format!("{host}:{port}")).path_and_query("/");
    let uri = authority.build().map_err(|_| DialProblem::UnknownHost)?;
    match tokio::time::timeout(DIAL_TIME, connector.call(uri)).await {
        Ok(Ok(stream)) => Ok(stream.into_inner()),
        Ok(Err(error)) => Err(problem(error.source().and_then(|cause| cause.downcast_ref()))),
        Err(_) => Err(DialProblem::Unreachable),
    }
}

/// The addresses of a name, asked of the system as [`tcp`] does.
pub(super) async fn look_up(host: &str, port: u16) -> Result<Vec<IpAddr>, DialProblem> {
    // An IPv6 address stands in brackets where a port may follow.
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let found = tokio::time::timeout(LOOK_UP_TIME, lookup_host((bare, port))).await;
    let addresses: Vec<IpAddr> =
        found.ok().and_then(Result::ok).into_iter().flatten().map(|address| address.ip()).collect();
    if addresses.is_empty() { Err(DialProblem::UnknownHost) } else { Ok(addresses) }
}

/// A look-up of a name fails without an error number of the operating system, a connection with one.
#[expect(clippy::wildcard_enum_match_arm, reason = "the kinds of I/O errors are many")]
fn problem(cause: Option<&io::Error>) -> DialProblem {
    let Some(cause) = cause else { return DialProblem::Unreachable };
    match cause.kind() {
        io::ErrorKind::ConnectionRefused => DialProblem::Refused,
        io::ErrorKind::TimedOut | io::ErrorKind::NotConnected => DialProblem::Unreachable,
        _ if cause.raw_os_error().is_none() => DialProblem::UnknownHost,
        _ => DialProblem::Unreachable,
    }
}
