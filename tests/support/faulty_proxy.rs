//! A TCP proxy that does to connections what networks do, when and how a test says.
//!
//! *Up* is from the client to the server, *down* the way back. What [`FaultyProxy::set`] says holds
//! for every connection, also for those that are open, until something else is said. Nothing in here
//! is random: what happens depends on the bytes and on the test alone.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::timeout;

/// An end in good form is waited for so long.
const FAREWELL: Duration = Duration::from_secs(2);

/// What becomes of the bytes of one direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// They pass.
    #[default]
    Pass,
    /// They pass so much later.
    Delay(Duration),
    /// They pass singly, one so often.
    Trickle(Duration),
    /// They are read and forgotten. A connection that lost bytes lets none through ever after.
    Swallow,
    /// They are not read, until the sender's buffers are full.
    StopReading,
    /// After so many bytes of a connection both its ends are told that it is over (FIN). Happens
    /// once, then bytes pass again.
    CutAfter(u64),
    /// Of the next WebSocket frame with a payload the first half passes, then both ends are told
    /// that it is over (FIN). Happens once, then bytes pass again.
    TruncateFrame,
}

/// What becomes of a new connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Door {
    /// It leads to the server.
    #[default]
    Open,
    /// It is accepted, and then nothing is ever said.
    Mute,
    /// It is accepted and then reset (RST).
    Reset,
}

/// What the proxy does to connections; by default nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// To new connections.
    pub door: Door,
    /// To what the client says.
    pub up: Way,
    /// To what the server says.
    pub down: Way,
}

impl Faults {
    /// Nothing comes through in either direction, and nobody is told.
    pub const BLACK_HOLE: Self = Self { door: Door::Mute, up: Way::Swallow, down: Way::Swallow };

    /// A fault of what the client says.
    pub fn up(up: Way) -> Self {
        Self { up, ..Self::default() }
    }

    /// A fault of what the server says.
    pub fn down(down: Way) -> Self {
        Self { down, ..Self::default() }
    }

    /// A fault of new connections.
    pub fn door(door: Door) -> Self {
        Self { door, ..Self::default() }
    }
}

/// How open connections end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// In good form: FIN to both ends.
    Closed,
    /// RST to both ends.
    Reset,
}

/// What was counted so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Connections accepted.
    pub accepted: u64,
    /// Connections that the proxy itself ended.
    pub ended: u64,
    /// Bytes passed on to the server.
    pub up: u64,
    /// Bytes passed on to the client.
    pub down: u64,
}

/// The running proxy; its connections are reset when it is dropped.
pub struct FaultyProxy {
    /// Where it listens, on loopback.
    pub address: SocketAddr,
    shared: Arc<Shared>,
    task: tokio::task::JoinHandle<()>,
}

struct Shared {
    faults: watch::Sender<Faults>,
    hang_up: watch::Sender<Option<Ending>>,
    counts: watch::Sender<Counts>,
}

impl FaultyProxy {
    /// Starts it on the current Tokio runtime, before the server at `upstream`.
    ///
    /// # Panics
    /// If loopback has no free port.
    pub async fn start(upstream: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        let address = listener.local_addr().expect("it is bound");
        let shared = Shared {
            faults: watch::Sender::new(Faults::default()),
            hang_up: watch::Sender::new(None),
            counts: watch::Sender::new(Counts::default()),
        };
        let shared = Arc::new(shared);
        let task = tokio::spawn(serve(listener, upstream, Arc::clone(&shared)));
        Self { address, shared, task }
    }

    /// From now on it does this, and nothing else.
    pub fn set(&self, faults: Faults) {
        self.shared.faults.send_replace(faults);
    }

    /// From now on bytes and connections pass. What lost bytes before stays dead.
    pub fn heal(&self) {
        self.set(Faults::default());
    }

    /// What it does now: a fault that happens once is gone when it has happened.
    pub fn faults(&self) -> Faults {
        *self.shared.faults.borrow()
    }

    /// Ends all open connections.
    pub fn hang_up(&self, ending: Ending) {
        self.shared.hang_up.send_replace(Some(ending));
    }

    /// What was counted so far.
    pub fn counts(&self) -> Counts {
        *self.shared.counts.borrow()
    }

    /// Waits until the counts fit.
    ///
    /// # Panics
    /// After 30 s.
    pub async fn wait_until(&self, fits: impl FnMut(&Counts) -> bool) -> Counts {
        let mut counts = self.shared.counts.subscribe();
        let counted = timeout(Duration::from_secs(30), counts.wait_for(fits)).await;
        *counted.expect("it is counted in time").expect("the proxy lives")
    }
}

impl Drop for FaultyProxy {
    fn drop(&mut self) {
        self.task.abort();
        self.hang_up(Ending::Reset);
    }
}

async fn serve(listener: TcpListener, upstream: SocketAddr, shared: Arc<Shared>) {
    while let Ok((client, _)) = listener.accept().await {
        shared.counts.send_modify(|counts| counts.accepted += 1);
        tokio::spawn(connection(client, upstream, Arc::clone(&shared)));
    }
}

async fn connection(mut client: TcpStream, upstream: SocketAddr, shared: Arc<Shared>) {
    let mut hang_up = shared.hang_up.subscribe();
    hang_up.mark_unchanged();
    let door = shared.faults.borrow().door;
    let server = match door {
        Door::Open => TcpStream::connect(upstream).await.ok(),
        Door::Mute => {
            tokio::select! {
                () = discard(&mut client) => {}
                _ = hang_up.changed() => {}
            }
            return;
        }
        Door::Reset => None,
    };
    // A server that is not there refuses; this is as near to that as somebody in between can come.
    let Some(mut server) = server else { return reset(&client) };
    drop((client.set_nodelay(true), server.set_nodelay(true)));
    let ending = tokio::select! {
        ending = pass(&mut client, &mut server, &shared) => ending,
        _ = hang_up.changed() => hang_up.borrow().to_owned(),
    };
    let Some(ending) = ending else { return };
    shared.counts.send_modify(|counts| counts.ended += 1);
    match ending {
        Ending::Reset => {
            reset(&client);
            reset(&server);
        }
        Ending::Closed => close(client, server).await,
    }
}

/// Passes bytes until both ends have nothing more to say, or a fault ends it: how then.
async fn pass(client: &mut TcpStream, server: &mut TcpStream, shared: &Shared) -> Option<Ending> {
    let ((from_client, to_client), (from_server, to_server)) = (client.split(), server.split());
    let up = Pump { direction: Direction::Up, shared, passed: 0, frames: Frames::default() };
    let down = Pump { direction: Direction::Down, shared, passed: 0, frames: Frames::default() };
    tokio::try_join!(up.run(from_client, to_server), down.run(from_server, to_client)).err()
}

fn reset(stream: &TcpStream) {
    // Fails only where the other end was faster.
    drop(stream.set_zero_linger());
}

/// FIN to both, and what still comes is read: unread bytes would make an RST of it.
async fn close(mut client: TcpStream, mut server: TcpStream) {
    drop((client.shutdown().await, server.shutdown().await));
    let both = async { tokio::join!(discard(&mut client), discard(&mut server)) };
    drop(timeout(FAREWELL, both).await);
}

async fn discard(stream: &mut TcpStream) {
    let mut buffer = [0; 4096];
    while stream.read(&mut buffer).await.is_ok_and(|read| read > 0) {}
}

#[derive(Clone, Copy)]
enum Direction {
    Up,
    Down,
}

impl Direction {
    const fn way(self, faults: &mut Faults) -> &mut Way {
        match self {
            Self::Up => &mut faults.up,
            Self::Down => &mut faults.down,
        }
    }
}

/// One direction of one connection.
struct Pump<'a> {
    direction: Direction,
    shared: &'a Shared,
    passed: u64,
    frames: Frames,
}

impl Pump<'_> {
    async fn run(mut self, mut from: ReadHalf<'_>, mut to: WriteHalf<'_>) -> Result<(), Ending> {
        let mut faults = self.shared.faults.subscribe();
        let mut buffer = [0; 4096];
        let mut lost = false;
        loop {
            let way = *self.direction.way(&mut faults.borrow_and_update().to_owned());
            let read = tokio::select! {
                biased;
                changed = faults.changed() => match changed {
                    Ok(()) => continue,
                    Err(_) => return Err(Ending::Reset),
                },
                read = from.read(&mut buffer), if way != Way::StopReading => read,
            };
            lost |= way == Way::Swallow;
            let read = read.unwrap_or(0);
            if read == 0 {
                // Where nothing comes through, nobody hears of an end.
                if !lost {
                    drop(to.shutdown().await);
                }
                return Ok(());
            }
            if !lost && self.forward(way, &buffer[..read], &mut to).await?.is_none() {
                return Ok(());
            }
        }
    }

    /// None: the other end is gone.
    async fn forward(&mut self, way: Way, bytes: &[u8], to: &mut WriteHalf<'_>) -> Result<Option<()>, Ending> {
        let until = self.until(way, bytes);
        let part_size = if let Way::Trickle(_) = way { 1 } else { bytes.len() };
        for part in bytes[..until.unwrap_or(bytes.len())].chunks(part_size) {
            if let Way::Delay(time) | Way::Trickle(time) = way {
                self.wait_unless_changed(way, time).await;
            }
            if to.write_all(part).await.is_err() {
                return Ok(None);
            }
            self.count(part.len() as u64);
        }
        if until.is_none() {
            return Ok(Some(()));
        }
        self.shared.faults.send_modify(|faults| *self.direction.way(faults) = Way::Pass);
        Err(Ending::Closed)
    }

    /// What is held back passes at once when the fault is over.
    async fn wait_unless_changed(&self, way: Way, time: Duration) {
        let mut faults = self.shared.faults.subscribe();
        let direction = self.direction;
        let over = faults.wait_for(|faults| *direction.way(&mut faults.to_owned()) != way);
        // In time: the fault goes on.
        drop(timeout(time, over).await);
    }

    /// After how many of the bytes it is over; none: not yet.
    fn until(&mut self, way: Way, bytes: &[u8]) -> Option<usize> {
        let middle = bytes.iter().position(|byte| self.frames.pass(*byte) && way == Way::TruncateFrame);
        match way {
            Way::TruncateFrame => middle.map(|at| at + 1),
            Way::CutAfter(limit) => {
                let room = usize::try_from(limit.saturating_sub(self.passed)).unwrap_or(usize::MAX);
                (room <= bytes.len()).then_some(room)
            }
            Way::Pass | Way::Delay(_) | Way::Trickle(_) | Way::Swallow | Way::StopReading => None,
        }
    }

    fn count(&mut self, bytes: u64) {
        self.passed += bytes;
        self.shared.counts.send_modify(|counts| match self.direction {
            Direction::Up => counts.up += bytes,
            Direction::Down => counts.down += bytes,
        });
    }
}

/// Follows WebSocket frames (RFC 6455, 5.2) in a stream that begins with the head of an upgrade.
#[derive(Default)]
struct Frames {
    last: [u8; 4],
    upgraded: bool,
    header: Vec<u8>,
    payload: u64,
    left: u64,
}

impl Frames {
    /// Takes in the next byte; true: at least half of a payload has passed and some of it has not.
    fn pass(&mut self, byte: u8) -> bool {
        if !self.upgraded {
            self.last.rotate_left(1);
            self.last[3] = byte;
            self.upgraded = self.last == *b"\r\n\r\n";
        } else if self.left > 0 {
            self.left -= 1;
            return self.left > 0 && self.left <= self.payload / 2;
        } else {
            self.header.push(byte);
            if let Some(length) = payload(&self.header) {
                (self.payload, self.left) = (length, length);
                self.header.clear();
            }
        }
        false
    }
}

/// The length of the payload, once the header is whole.
fn payload(header: &[u8]) -> Option<u64> {
    let second = header.get(1)?;
    let (masked, short) = (second & 0x80 != 0, u64::from(second & 0x7f));
    let more = match short {
        126 => 2,
        127 => 8,
        _ => 0,
    };
    let whole = 2 + more + if masked { 4 } else { 0 };
    let long = || header[2..2 + more].iter().fold(0, |length, byte| length << 8 | u64::from(*byte));
    (header.len() == whole).then(|| if more == 0 { short } else { long() })
}
