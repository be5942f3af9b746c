//! Windows' own player of waves (mmeapi.h): it takes the sound from our memory.
//! **Run under wine, not on Windows yet.**
#![expect(unsafe_code, reason = "sounds are played by functions of the system")]

use std::future::{Ready, ready};
use std::ptr;
use std::time::Duration;

use windows_sys::Win32::Media::Audio::{
    CALLBACK_NULL, HWAVEOUT, WAVE_FORMAT_PCM, WAVE_MAPPER, WAVEFORMATEX, WAVEHDR, WAVEOUTCAPSW, WHDR_DONE,
    waveOutClose, waveOutGetDevCapsW, waveOutGetNumDevs, waveOutOpen, waveOutPrepareHeader, waveOutReset,
    waveOutUnprepareHeader, waveOutWrite,
};

use super::{NoSound, Output, Outputs, bell};

/// So much later than computed a sound may end.
const DELAY: Duration = Duration::from_millis(300);
/// How often it is looked whether it has.
const GLANCE: Duration = Duration::from_millis(50);
/// The device did not take the sound and has not played it by then.
const PATIENCE: Duration = Duration::from_secs(3);
/// Bytes of a sample.
const SAMPLE: u16 = 2;

/// Plays the sound to its end; it ends at once when the future is dropped. Where the wished output is
/// missing, on the system's own choice: an offer that nobody hears is worse.
pub(super) async fn play(sound: &[i16], device: Option<&str>) -> Result<(), NoSound> {
    let length = Duration::from_secs_f64(sound.len() as f64 / f64::from(bell::RATE));
    let number = device.and_then(|device| names().position(|name| name == device));
    let number = number.and_then(|number| u32::try_from(number).ok()).unwrap_or(WAVE_MAPPER);
    let playing = Playing::start(sound.to_vec(), number)?;
    tokio::time::sleep(length + DELAY).await;
    let mut waited = Duration::ZERO;
    while !playing.is_over() {
        if waited >= PATIENCE {
            return Err(NoSound::Hung);
        }
        tokio::time::sleep(GLANCE).await;
        waited += GLANCE;
    }
    Ok(())
}

/// What sounds can be played on. Windows tells at most 31 letters of a name here, and not what is muted.
pub(super) fn outputs() -> Ready<Result<Outputs, NoSound>> {
    let all: Vec<Output> = names().map(|name| Output { called: name.clone(), name, muted: false }).collect();
    // The system's own choice is the first.
    let usual = all.first().map(|output| output.name.clone());
    ready(Ok(Outputs { all, usual }))
}

fn names() -> impl Iterator<Item = String> {
    // SAFETY: the call has no conditions.
    let count = unsafe { waveOutGetNumDevs() };
    (0..count).filter_map(|number| name(usize::try_from(number).ok()?))
}

fn name(number: usize) -> Option<String> {
    let mut found = WAVEOUTCAPSW::default();
    // SAFETY: the pointer is to a value of ours, whose size is said.
    let told = unsafe { waveOutGetDevCapsW(number, &raw mut found, size_in_bytes::<WAVEOUTCAPSW>()) };
    let letters = found.szPname;
    let length = letters.iter().position(|letter| *letter == 0).unwrap_or(letters.len());
    (told == 0).then(|| String::from_utf16_lossy(&letters[..length]))
}

/// A sound that is being played. Silent when dropped.
struct Playing {
    device: HWAVEOUT,
    /// The system writes to it while it plays: it stays where it is.
    header: *mut WAVEHDR,
    /// What the header names.
    _sound: Vec<i16>,
}

impl Playing {
    fn start(mut sound: Vec<i16>, number: u32) -> Result<Self, NoSound> {
        let mut device = ptr::null_mut();
        let format = format();
        // SAFETY: both pointers are to values of ours, and are not kept.
        told(unsafe { waveOutOpen(&raw mut device, number, &raw const format, 0, 0, CALLBACK_NULL) })?;
        let bytes = size_of_val(sound.as_slice());
        let header = WAVEHDR {
            lpData: sound.as_mut_ptr().cast(),
            dwBufferLength: u32::try_from(bytes).map_err(|error| NoSound::Absent(error.to_string()))?,
            ..WAVEHDR::default()
        };
        let playing = Self { device, header: Box::into_raw(Box::new(header)), _sound: sound };
        let size = size_in_bytes::<WAVEHDR>();
        // SAFETY: the device is open; header and sound live until it has let go of them.
        told(unsafe { waveOutPrepareHeader(device, playing.header, size) })?;
        // SAFETY: as above.
        told(unsafe { waveOutWrite(device, playing.header, size) })?;
        Ok(playing)
    }

    fn is_over(&self) -> bool {
        // SAFETY: the header is ours; the system changes its flags meanwhile, which is why they are read so.
        let flags = unsafe { (&raw const (*self.header).dwFlags).read_unaligned() };
        flags & WHDR_DONE != 0
    }
}

impl Drop for Playing {
    fn drop(&mut self) {
        // SAFETY: the device is open; after the reset it has let go of the header, which is ours again.
        unsafe {
            waveOutReset(self.device);
            waveOutUnprepareHeader(self.device, self.header, size_in_bytes::<WAVEHDR>());
            waveOutClose(self.device);
            drop(Box::from_raw(self.header));
        }
    }
}

const fn format() -> WAVEFORMATEX {
    WAVEFORMATEX {
        wFormatTag: WAVE_FORMAT_PCM as u16,
        nChannels: 1,
        nSamplesPerSec: bell::RATE,
        nAvgBytesPerSec: bell::RATE * SAMPLE as u32,
        nBlockAlign: SAMPLE,
        wBitsPerSample: SAMPLE * 8,
        cbSize: 0,
    }
}

fn told(result: u32) -> Result<(), NoSound> {
    if result == 0 { Ok(()) } else { Err(NoSound::Absent(format!("MMSYSERR {result}"))) }
}

fn size_in_bytes<T>() -> u32 {
    u32::try_from(size_of::<T>()).expect("a few numbers")
}
