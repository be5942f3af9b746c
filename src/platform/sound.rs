//! Sounds: what the view says should be sounding, on a thread of its own.
//!
//! A sound server may hang, and nothing may wait for it. Between two sounds there is no connection to
//! it, so that the computer's sound may sleep.

use std::thread;

use tokio::sync::{mpsc, watch};

use crate::domain::choice::SoundDevice;
use crate::domain::input::{Input, ServerHealth, SystemEvent};
use crate::domain::view::Stroke;
use crate::text::{NAME, shown};

pub mod bell;
#[cfg(target_os = "macos")]
#[path = "sound/macos.rs"]
mod output;
#[cfg(windows)]
#[path = "sound/windows.rs"]
mod output;
#[cfg(target_os = "linux")]
#[path = "sound/linux.rs"]
mod output;

/// The outputs that the system has; none where no sound server answers.
pub async fn devices() -> Vec<SoundDevice> {
    let device = |output: Output| SoundDevice { name: shown(&output.name, NAME), label: shown(&output.called, NAME) };
    let outputs = outputs().await.map(|outputs| outputs.all).unwrap_or_default();
    outputs.into_iter().map(device).collect()
}

/// How loud sounds are unless it is set, in percent of the output's own volume.
pub const DEFAULT_VOLUME: u32 = 70;

/// How loud, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loudness {
    /// In percent of the output's own volume.
    pub volume: u32,
    /// The output, as the system names it; none: the system's choice.
    pub device: Option<String>,
}

/// Why a sound was not played.
#[derive(Debug)]
pub(crate) enum NoSound {
    /// There is no sound server, or it does not take the sound.
    Absent(String),
    /// It does not answer.
    #[cfg_attr(not(any(target_os = "linux", windows)), expect(dead_code, reason = "nothing there waits for an answer"))]
    Hung,
}

/// What a sound can be played on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Output {
    /// As the system names it.
    pub(crate) name: String,
    /// As people call it.
    pub(crate) called: String,
    /// It is silent.
    pub(crate) muted: bool,
}

/// Everything that sounds can be played on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outputs {
    /// All of it.
    pub(crate) all: Vec<Output>,
    /// The name of the system's own choice.
    pub(crate) usual: Option<String>,
}

/// Asks the sound server what sounds can be played on.
///
/// # Errors
/// Where there is none, or it does not answer.
pub(crate) async fn outputs() -> Result<Outputs, NoSound> {
    output::outputs().await
}

/// Plays what should be sounding. May be used from any thread; silent when dropped.
#[derive(Debug)]
pub struct Player {
    wishes: mpsc::UnboundedSender<Option<Stroke>>,
}

impl Player {
    /// Starts the thread, which looks at `loudness` before each sound; `inputs` is told whether sounds can be played.
    pub fn start(loudness: watch::Receiver<Loudness>, inputs: mpsc::Sender<Input>) -> Self {
        let (wishes, received) = mpsc::unbounded_channel();
        let run = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
            match runtime {
                Ok(runtime) => runtime.block_on(play_all(loudness, received, inputs)),
                Err(error) => tracing::warn!(%error, "there are no sounds"),
            }
        };
        if let Err(error) = thread::Builder::new().name("sound".into()).spawn(run) {
            tracing::warn!(%error, "there are no sounds");
        }
        Self { wishes }
    }

    /// Plays the stroke, once for each number, and ends what sounded before; none: silence.
    pub fn apply(&self, stroke: Option<Stroke>) {
        if self.wishes.send(stroke).is_err() {
            tracing::debug!("nobody plays sounds");
        }
    }
}

async fn play_all(
    loudness: watch::Receiver<Loudness>,
    mut wishes: mpsc::UnboundedReceiver<Option<Stroke>>,
    inputs: mpsc::Sender<Input>,
) {
    let mut health = ServerHealth::Unknown;
    let mut played = None;
    let mut wish = wishes.recv().await;
    while let Some(wanted) = wish {
        let Some(stroke) = wanted.filter(|stroke| Some(stroke.number) != played) else {
            wish = wishes.recv().await;
            continue;
        };
        played = Some(stroke.number);
        let Loudness { volume, device } = loudness.borrow().clone();
        let sound = bell::render(stroke.kind, volume);
        tokio::select! {
            result = output::play(&sound, device.as_deref()) => {
                report(&mut health, &result, &inputs).await;
                wish = wishes.recv().await;
            }
            // Whatever comes now, what sounds is over: the future is dropped, and with it the sound.
            newer = next_other(&mut wishes, stroke) => wish = newer,
        }
    }
}

/// The next wish that is another one.
async fn next_other(wishes: &mut mpsc::UnboundedReceiver<Option<Stroke>>, stroke: Stroke) -> Option<Option<Stroke>> {
    loop {
        let wish = wishes.recv().await;
        if wish != Some(Some(stroke)) {
            return wish;
        }
    }
}

/// Tells whether sounds can be played, when that changes.
async fn report(health: &mut ServerHealth, result: &Result<(), NoSound>, inputs: &mpsc::Sender<Input>) {
    let (now, why) = match result {
        Ok(()) => (ServerHealth::Up, ""),
        Err(NoSound::Absent(why)) => (ServerHealth::Absent, why.as_str()),
        Err(NoSound::Hung) => (ServerHealth::Hung, "no answer"),
    };
    if now != *health {
        *health = now;
        if result.is_err() {
            tracing::warn!(why, "no sound could be played");
        }
        drop(inputs.send(Input::System(SystemEvent::SoundServer(now))).await);
    }
}
