//! A real sound server without a loudspeaker, and what could be heard of it.

use super::process::{Process, wait_for, wait_until};
use super::session::Session;

use std::path::PathBuf;
use std::time::Duration;

/// What is recorded: samples a second, one channel of 16 bits.
const RATE: usize = 8_000;
/// Loudness is judged in pieces of so many samples.
const PIECE: usize = RATE / 100;
/// A louder sample is a sound.
const LOUD: u16 = 200;
/// Two sounds have so much silence between them.
const PAUSE: Duration = Duration::from_millis(250);

/// Something that was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Since the recording began.
    pub from: Duration,
    /// Since the recording began.
    pub until: Duration,
    /// The loudest sample.
    pub peak: u16,
}

/// Records everything that is played.
pub struct Ear {
    file: PathBuf,
    _parts: [Process; 2],
}

impl Ear {
    /// Starts PulseAudio with an output that plays nowhere, and the recording of it.
    pub fn start(session: &Session) -> Self {
        let folder = session.folder().join("run/pulse");
        std::fs::create_dir_all(&folder).expect("the session's folder is ours");
        let socket = folder.join("native");
        let protocol = format!("module-native-protocol-unix socket={} auth-anonymous=1", socket.display());
        let quiet = ["-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm", "--use-pid-file=no"];
        let modules = ["-L", &protocol, "-L", "module-null-sink sink_name=test"];
        let server = session.spawn("pulseaudio", &[&quiet[..], &modules[..]].concat(), &[]);
        wait_until("a sound server", || std::os::unix::net::UnixStream::connect(&socket).is_ok());
        let file = session.folder().join("heard");
        let command = format!(
            "exec parec --raw --latency-msec=20 -d test.monitor --format=s16le --rate={RATE} --channels=1 >'{}'",
            file.display()
        );
        let recorder = session.spawn("sh", &["-c", &command], &[]);
        let ear = Self { file, _parts: [server, recorder] };
        wait_until("a recording", || !ear.samples().is_empty());
        ear
    }

    fn samples(&self) -> Vec<u16> {
        let bytes = std::fs::read(&self.file).unwrap_or_default();
        bytes.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]]).unsigned_abs()).collect()
    }

    /// How long the recording is by now.
    pub fn now(&self) -> Duration {
        moment(self.samples().len() / PIECE)
    }

    /// Every sound so far; the last one may go on.
    pub fn heard(&self) -> Vec<Heard> {
        let mut all: Vec<Heard> = vec![];
        for (index, piece) in self.samples().chunks(PIECE).enumerate() {
            let peak = piece.iter().copied().max().unwrap_or_default();
            if peak <= LOUD {
                continue;
            }
            let (from, until) = (moment(index), moment(index + 1));
            match all.last_mut().filter(|last| from - last.until < PAUSE) {
                Some(last) => (last.until, last.peak) = (until, last.peak.max(peak)),
                None => all.push(Heard { from, until, peak }),
            }
        }
        all
    }

    /// Waits until there were so many sounds, and returns the last of them as far as it goes.
    pub fn wait_for(&self, count: usize) -> Heard {
        wait_for(&format!("sound {count}"), || self.heard().get(count - 1).copied())
    }

    /// Waits until the recording is so much longer than now.
    pub fn listen(&self, time: Duration) {
        let end = self.now() + time;
        wait_until("the recording to go on", || self.now() >= end);
    }
}

fn moment(piece: usize) -> Duration {
    Duration::from_millis(10) * u32::try_from(piece).expect("no test is so long")
}
