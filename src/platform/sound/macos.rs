//! AppKit's player (NSSound), which takes the sound from our memory. **Type-checked for macOS, not run there.**

use std::future::{Ready, ready};
use std::time::Duration;

use objc2::AnyThread as _;
use objc2::rc::Retained;
use objc2_app_kit::NSSound;
use objc2_foundation::{NSData, NSString};

use super::{NoSound, Outputs, bell};

/// So much later than computed a sound may end.
const DELAY: Duration = Duration::from_millis(300);

/// Plays the sound to its end; it ends at once when the future is dropped. Where the wished output is
/// missing, on the system's own choice: an offer that nobody hears is worse.
pub(super) async fn play(sound: &[i16], device: Option<&str>) -> Result<(), NoSound> {
    let length = Duration::from_secs_f64(sound.len() as f64 / f64::from(bell::RATE));
    let wave = NSData::from_vec(bell::wave(sound));
    let player = NSSound::initWithData(NSSound::alloc(), &wave).ok_or_else(|| refused("the sound is not taken"))?;
    let playing = Playing(player);
    if let Some(device) = device {
        playing.0.setPlaybackDeviceIdentifier(Some(&NSString::from_str(device)));
    }
    if !playing.0.play() {
        playing.0.setPlaybackDeviceIdentifier(None);
        if !playing.0.play() {
            return Err(refused("it cannot be played"));
        }
    }
    tokio::time::sleep(length + DELAY).await;
    Ok(())
}

/// The system tells names of outputs by a library of its own only, which is not asked yet: no output can be
/// chosen, and sounds go to the system's own choice.
pub(super) fn outputs() -> Ready<Result<Outputs, NoSound>> {
    ready(Ok(Outputs { all: vec![], usual: None }))
}

fn refused(why: &str) -> NoSound {
    NoSound::Absent(why.into())
}

/// Silent when dropped.
struct Playing(Retained<NSSound>);

impl Drop for Playing {
    fn drop(&mut self) {
        self.0.stop();
    }
}
