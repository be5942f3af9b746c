//! The kernel's word on the network (rtnetlink, RFC 3549): cables, radio links, addresses and
//! default routes that come and go.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::net::IpAddr;

use netlink_packet_core::{NetlinkMessage, NetlinkPayload};
use netlink_packet_route::RouteNetlinkMessage;
use netlink_packet_route::address::{AddressAttribute, AddressMessage};
use netlink_packet_route::link::{LinkFlags, LinkMessage};
use netlink_packet_route::route::{RouteAddress, RouteAttribute, RouteHeader, RouteMessage};
use netlink_sys::protocols::NETLINK_ROUTE;
use netlink_sys::{AsyncSocket as _, AsyncSocketExt as _, SocketAddr, TokioSocket};
use tokio::sync::mpsc;

use crate::domain::input::{Input, SystemEvent};

/// The groups of messages that are listened to, as `linux/rtnetlink.h` numbers them: links, and
/// addresses and routes of IPv4 and IPv6.
const GROUPS: u32 = 0x1 | 0x10 | 0x40 | 0x100 | 0x400;
/// Messages begin at multiples of so many bytes.
const ALIGNMENT: usize = 4;

/// Reports every change until nobody listens.
pub(super) async fn watch(inputs: mpsc::Sender<Input>) {
    if let Err(error) = listen(&inputs).await {
        tracing::warn!(%error, "network changes are not noticed at once");
    }
}

async fn listen(inputs: &mpsc::Sender<Input>) -> io::Result<()> {
    let mut socket = TokioSocket::new(NETLINK_ROUTE)?;
    socket.socket_mut().bind(&SocketAddr::new(0, GROUPS))?;
    let mut network = Network::default();
    loop {
        let changed = match socket.recv_from_full().await {
            Ok((bytes, kernel)) if kernel.port_number() == 0 => {
                messages(&bytes).filter(|message| network.take(message)).count() > 0
            }
            Ok(_) => false,
            // So much happened at once that some of it was lost.
            Err(error) if error.raw_os_error() == Some(rustix::io::Errno::NOBUFS.raw_os_error()) => true,
            Err(error) => return Err(error),
        };
        if changed && super::tell(inputs, SystemEvent::NetworkChanged).await.is_err() {
            return Ok(());
        }
    }
}

/// The messages of one packet; what cannot be read is passed over.
fn messages(packet: &[u8]) -> impl Iterator<Item = RouteNetlinkMessage> {
    let mut rest = packet;
    std::iter::from_fn(move || {
        let length = usize::try_from(u32::from_ne_bytes(*rest.first_chunk()?)).ok()?;
        let message = rest.get(..length).filter(|message| !message.is_empty())?;
        rest = rest.get(length.next_multiple_of(ALIGNMENT)..).unwrap_or_default();
        Some(NetlinkMessage::<RouteNetlinkMessage>::deserialize(message).ok())
    })
    .flatten()
    .filter_map(|message| if let NetlinkPayload::InnerMessage(inner) = message.payload { Some(inner) } else { None })
}

/// What was heard of the network. What was there before and was never spoken of counts as new when
/// it is, which costs no more than one look at the connection.
#[derive(Debug, Default)]
struct Network {
    /// Whether each interface can carry anything, by its index.
    links: BTreeMap<u32, bool>,
    addresses: BTreeSet<(u32, IpAddr)>,
    default_routes: BTreeSet<Route>,
}

type Route = (Option<u32>, Option<IpAddr>, Option<u32>);

impl Network {
    /// Takes in a message; true: the way to the center may be another one now. Many messages only
    /// repeat what is known: each look for radio networks makes some, and each router's hello.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the library's messages are many, and all others are not ours")]
    fn take(&mut self, message: &RouteNetlinkMessage) -> bool {
        match message {
            RouteNetlinkMessage::NewLink(link) if !is_loopback(link) => {
                let running = link.header.flags.contains(LinkFlags::Running);
                self.links.insert(link.header.index, running) != Some(running)
            }
            RouteNetlinkMessage::DelLink(link) if !is_loopback(link) => self.links.remove(&link.header.index).is_some(),
            RouteNetlinkMessage::NewAddress(message) => {
                address(message).is_some_and(|address| self.addresses.insert(address))
            }
            RouteNetlinkMessage::DelAddress(message) => address(message).is_some_and(|address| {
                self.addresses.remove(&address);
                true
            }),
            RouteNetlinkMessage::NewRoute(message) => {
                default_route(message).is_some_and(|route| self.default_routes.insert(route))
            }
            RouteNetlinkMessage::DelRoute(message) => default_route(message).is_some_and(|route| {
                self.default_routes.remove(&route);
                true
            }),
            _ => false,
        }
    }
}

fn is_loopback(link: &LinkMessage) -> bool {
    link.header.flags.contains(LinkFlags::Loopback)
}

/// The interface and the address; none for what leads nowhere else.
fn address(message: &AddressMessage) -> Option<(u32, IpAddr)> {
    let is_address = |attribute: &AddressAttribute| {
        if let AddressAttribute::Address(address) = attribute { Some(*address) } else { None }
    };
    let address = message.attributes.iter().find_map(is_address);
    address.filter(|address| !address.is_loopback()).map(|address| (message.header.index, address))
}

/// Where the route leads that leads to everywhere; none for any other, and for those of tables that only rules lead to.
#[expect(clippy::wildcard_enum_match_arm, reason = "a route's attributes are many, and all others are not its way")]
fn default_route(message: &RouteMessage) -> Option<Route> {
    let header = &message.header;
    if header.destination_prefix_length != 0 || header.table != RouteHeader::RT_TABLE_MAIN {
        return None;
    }
    let mut route = (None, None, None);
    for attribute in &message.attributes {
        match attribute {
            RouteAttribute::Oif(interface) => route.0 = Some(*interface),
            RouteAttribute::Gateway(RouteAddress::Inet(gateway)) => route.1 = Some(IpAddr::V4(*gateway)),
            RouteAttribute::Gateway(RouteAddress::Inet6(gateway)) => route.1 = Some(IpAddr::V6(*gateway)),
            RouteAttribute::Priority(metric) => route.2 = Some(*metric),
            _ => {}
        }
    }
    Some(route)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(index: u32, flags: LinkFlags) -> RouteNetlinkMessage {
        let mut link = LinkMessage::default();
        (link.header.index, link.header.flags) = (index, flags);
        RouteNetlinkMessage::NewLink(link)
    }

    fn with_address(address: &str) -> AddressMessage {
        let mut message = AddressMessage::default();
        message.attributes.push(AddressAttribute::Address(address.parse().unwrap()));
        message
    }

    fn route(prefix: u8, gateway: &str) -> RouteMessage {
        let mut message = RouteMessage::default();
        (message.header.destination_prefix_length, message.header.table) = (prefix, RouteHeader::RT_TABLE_MAIN);
        message.attributes.push(RouteAttribute::Gateway(gateway.parse::<IpAddr>().unwrap().into()));
        message
    }

    #[test]
    fn a_cable_that_is_pulled_and_put_back_is_told_and_repetitions_are_not() {
        let mut network = Network::default();
        let (carries, dead) = (LinkFlags::Up | LinkFlags::Running, LinkFlags::Up);
        let seen = [carries, carries, dead, dead, carries].map(|flags| network.take(&link(2, flags)));
        assert_eq!(seen, [true, false, true, false, true]);
        assert!(!network.take(&link(1, LinkFlags::Up | LinkFlags::Running | LinkFlags::Loopback)));
    }

    #[test]
    fn addresses_and_default_routes_are_told_once_when_they_come_and_when_they_go() {
        let mut network = Network::default();
        let new = RouteNetlinkMessage::NewAddress(with_address("192.0.2.7"));
        let gone = RouteNetlinkMessage::DelAddress(with_address("192.0.2.7"));
        assert_eq!([&new, &new, &gone, &new].map(|message| network.take(message)), [true, false, true, true]);
        assert!(!network.take(&RouteNetlinkMessage::NewAddress(with_address("127.0.0.1"))));
        let new = RouteNetlinkMessage::NewRoute(route(0, "192.0.2.1"));
        let gone = RouteNetlinkMessage::DelRoute(route(0, "192.0.2.1"));
        assert_eq!([&new, &new, &gone, &new].map(|message| network.take(message)), [true, false, true, true]);
        assert!(!network.take(&RouteNetlinkMessage::NewRoute(route(24, "192.0.2.1"))), "leads to one network only");
    }

    #[test]
    fn a_packet_of_nonsense_is_read_to_its_end() {
        for bytes in [&[][..], &[0; 64], &[255; 64], &[16, 0, 0, 0], &[3, 0, 0, 0, 9, 9, 9, 9]] {
            assert_eq!(messages(bytes).count(), 0, "{bytes:?}");
        }
    }
}
