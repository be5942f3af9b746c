//! PulseAudio's protocol, which PipeWire speaks as well; no library of the system is needed.

use std::ffi::CString;
use std::io;
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use pulseaudio::protocol::stream::{BufferAttr, StreamFlags};
use pulseaudio::protocol::{
    ChannelMap, DEFAULT_SINK, PlaybackStreamParams, ProtocolError, SampleFormat, SampleSpec, SinkInfo,
};
use pulseaudio::{AsPlaybackSource as _, Client, ClientError, PlaybackSource};
use tokio::time::timeout;

use super::{NoSound, Output, Outputs, bell};

/// A sound server answers within this time.
const PATIENCE: Duration = Duration::from_secs(3);
/// So much of the sound is with the server in advance, in milliseconds: little, lest it sound on
/// when the offer has ended.
const AHEAD: u32 = 60;
/// So long is the word that a client shows, in bytes.
const COOKIE: usize = 256;
/// Bytes of a sample.
const SAMPLE: u32 = 2;

/// Plays the sound to its end; it ends at once when the future is dropped.
pub(super) async fn play(sound: &[i16], device: Option<&str>) -> Result<(), NoSound> {
    let length = Duration::from_secs_f64(sound.len() as f64 / f64::from(bell::RATE));
    let server = Server::connect()?;
    let stream = timeout(PATIENCE, server.client.create_playback_stream(parameters(device), source(sound)));
    let stream = stream.await.map_err(|_| NoSound::Hung)?.map_err(absent)?;
    timeout(length + PATIENCE, stream.play_all()).await.map_err(|_| NoSound::Hung)?.map_err(absent)
}

/// A connection that ends when it is dropped, and everything that sounds with it.
struct Server {
    client: Client,
    socket: UnixStream,
}

impl Server {
    fn connect() -> Result<Self, NoSound> {
        let path = pulseaudio::socket_path_from_env()
            .ok_or_else(|| NoSound::Absent("nobody says where it would be".into()))?;
        let mut cookie =
            pulseaudio::cookie_path_from_env().and_then(|path| std::fs::read(path).ok()).unwrap_or_default();
        // A server that wants none still wants one of this length.
        cookie.resize(COOKIE, 0);
        let socket = UnixStream::connect(path).map_err(absent)?;
        socket.set_read_timeout(Some(PATIENCE)).map_err(absent)?;
        let own = socket.try_clone().map_err(absent)?;
        let client = Client::new_unix(c"Deskbell", socket, Some(cookie)).map_err(|error| refused(&error))?;
        Ok(Self { client, socket: own })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The crate's thread would otherwise wait for the server's next word.
        drop(self.socket.shutdown(Shutdown::Both));
    }
}

/// What sounds can be played on.
///
/// # Errors
/// Where there is no sound server, or it does not answer.
pub(super) async fn outputs() -> Result<Outputs, NoSound> {
    let server = tokio::task::spawn_blocking(Server::connect).await.map_err(absent)??;
    let asked = async { (server.client.server_info().await, server.client.list_sinks().await) };
    let (info, sinks) = timeout(PATIENCE, asked).await.map_err(|_| NoSound::Hung)?;
    let text = |name: &CString| name.to_string_lossy().into_owned();
    let usual = info.map_err(absent)?.default_sink_name.as_ref().map(text);
    let output = |sink: &SinkInfo| Output {
        name: text(&sink.name),
        called: sink.description.as_ref().map_or_else(|| text(&sink.name), text),
        muted: sink.muted,
    };
    // What the server makes up where there is no output plays nowhere.
    let real = |sink: &&SinkInfo| sink.name.as_c_str() != c"auto_null";
    Ok(Outputs { all: sinks.map_err(absent)?.iter().filter(real).map(output).collect(), usual })
}

/// Why a server that took the connection is not to be had: it may only say nothing.
fn refused(error: &ClientError) -> NoSound {
    if let ClientError::Io(error) | ClientError::Protocol(ProtocolError::Io(error)) = error
        && matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
    {
        return NoSound::Hung;
    }
    absent(error)
}

fn absent(error: impl std::fmt::Display) -> NoSound {
    NoSound::Absent(error.to_string())
}

fn parameters(device: Option<&str>) -> PlaybackStreamParams {
    let sink = device.and_then(|device| CString::new(device).ok()).unwrap_or_else(|| DEFAULT_SINK.to_owned());
    PlaybackStreamParams {
        sample_spec: SampleSpec { format: SampleFormat::S16Le, channels: 1, sample_rate: bell::RATE },
        channel_map: ChannelMap::mono(),
        sink_name: Some(sink),
        buffer_attr: BufferAttr { target_length: bell::RATE / 1000 * AHEAD * SAMPLE, ..BufferAttr::default() },
        flags: StreamFlags { adjust_latency: true, ..StreamFlags::default() },
        ..PlaybackStreamParams::default()
    }
}

/// Gives the sound away as the server asks for it.
fn source(sound: &[i16]) -> impl PlaybackSource + use<> {
    let bytes: Vec<u8> = sound.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    let mut given = 0;
    let give = move |wanted: &mut [u8]| {
        let length = wanted.len().min(bytes.len() - given);
        wanted[..length].copy_from_slice(&bytes[given..given + length]);
        given += length;
        length
    };
    give.as_playback_source()
}
