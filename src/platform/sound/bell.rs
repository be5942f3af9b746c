//! The sounds themselves: small bells, made of numbers here and nowhere recorded.
//!
//! Each is a few notes of a struck bell: sine waves whose upper partials die away sooner. Short,
//! pleasant in an office, and told apart by their melody; the licence is the program's own.

use std::f32::consts::TAU;

use crate::domain::view::SoundKind;

/// Samples a second, one channel.
pub const RATE: u32 = 48_000;
/// So loud is the loudest sample at full volume: several bells at once do not break.
const PEAK: f32 = 0.7;
/// A note rises so fast, in seconds: faster would click.
const ATTACK: f32 = 0.006;
/// The end of a sound fades so long, in seconds.
const FADE: f32 = 0.02;
/// The partials of a bell: how high, how loud, how fast they die away.
const PARTIALS: [(f32, f32, f32); 4] = [(1.0, 1.0, 5.0), (2.0, 0.45, 8.0), (3.01, 0.18, 12.0), (5.4, 0.06, 20.0)];

/// A note: begins after so many seconds, at so many hertz.
type Note = (f32, f32);

const C4: f32 = 261.63;
const G4: f32 = 392.0;
const A4: f32 = 440.0;
const C5: f32 = 523.25;
const E5: f32 = 659.26;
const G5: f32 = 783.99;
const A5: f32 = 880.0;
const C6: f32 = 1046.5;

/// The notes of a sound and how long it is, in seconds.
const fn melody(kind: SoundKind) -> (&'static [Note], f32) {
    match kind {
        SoundKind::Chat => (&[(0.0, E5), (0.16, A5)], 0.9),
        SoundKind::Sms => (&[(0.0, C6), (0.13, C6)], 0.7),
        SoundKind::Social => (&[(0.0, C5), (0.12, E5), (0.24, G5)], 0.95),
        SoundKind::HandedOver => (&[(0.0, A5), (0.16, E5), (0.32, A5)], 1.1),
        SoundKind::ConnectionLost => (&[(0.0, G4), (0.22, C4)], 1.1),
        SoundKind::Test => (&[(0.0, A4), (0.14, C5), (0.28, A5)], 1.0),
    }
}

/// The sound as samples; `volume` in percent.
pub fn render(kind: SoundKind, volume: u32) -> Vec<i16> {
    let (notes, seconds) = melody(kind);
    let moments = (0..samples(seconds)).map(|sample| sample as f32 / RATE as f32);
    let plain: Vec<f32> = moments.map(|moment| at(notes, moment) * ((seconds - moment) / FADE).min(1.0)).collect();
    let loudest = plain.iter().fold(f32::EPSILON, |loudest, sample| loudest.max(sample.abs()));
    let scale = PEAK * volume.min(100) as f32 / 100.0 / loudest * f32::from(i16::MAX);
    plain.into_iter().map(|sample| (sample * scale) as i16).collect()
}

/// The samples as a file of the WAVE format (Multimedia Programming Interface 1.0, chapter 3): PCM of 16 bits.
#[cfg(any(target_os = "macos", test))]
pub(super) fn wave(samples: &[i16]) -> Vec<u8> {
    let length = u32::try_from(size_of_val(samples)).expect("a sound is short");
    let mut file = b"RIFF".to_vec();
    file.extend((36 + length).to_le_bytes());
    // The format's part is 16 bytes long: PCM, one channel.
    file.extend(*b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    // Samples and bytes a second, bytes and bits a sample.
    file.extend(RATE.to_le_bytes());
    file.extend((2 * RATE).to_le_bytes());
    file.extend(*b"\x02\0\x10\0data");
    file.extend(length.to_le_bytes());
    file.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    file
}

/// How many samples a sound of this length has.
fn samples(seconds: f32) -> u32 {
    (seconds * RATE as f32) as u32
}

fn at(notes: &[Note], moment: f32) -> f32 {
    let begun = notes.iter().filter(|(begin, _)| *begin <= moment);
    begun.map(|(begin, hertz)| note(*hertz, moment - begin)).sum()
}

fn note(hertz: f32, age: f32) -> f32 {
    let rise = (age / ATTACK).min(1.0);
    let partial =
        |(height, loud, dies): (f32, f32, f32)| (TAU * hertz * height * age).sin() * loud * (-dies * age).exp();
    rise * PARTIALS.into_iter().map(partial).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [SoundKind; 6] = [
        SoundKind::Chat,
        SoundKind::Sms,
        SoundKind::Social,
        SoundKind::HandedOver,
        SoundKind::ConnectionLost,
        SoundKind::Test,
    ];

    #[test]
    fn every_sound_is_its_own_short_and_begins_and_ends_in_silence() {
        for (index, kind) in ALL.into_iter().enumerate() {
            let sound = render(kind, 100);
            let loudest = sound.iter().map(|sample| sample.unsigned_abs()).max().unwrap();
            assert!((22_000..23_000).contains(&loudest), "{kind:?}: {loudest}");
            assert!(sound.len() < RATE as usize * 12 / 10, "{kind:?}");
            assert!(sound[0].unsigned_abs() < 100 && sound[sound.len() - 1].unsigned_abs() < 100, "{kind:?}");
            assert!(ALL.into_iter().skip(index + 1).all(|other| render(other, 100) != sound), "{kind:?}");
        }
    }

    #[test]
    fn volume_is_in_percent() {
        let loudest =
            |volume| render(SoundKind::Chat, volume).iter().map(|sample| sample.unsigned_abs()).max().unwrap();
        assert_eq!(loudest(0), 0);
        assert!(loudest(50).abs_diff(loudest(100) / 2) < 10);
        assert_eq!(loudest(1000), loudest(100));
    }

    #[test]
    fn a_wave_says_what_it_holds() {
        let wave = wave(&[1, -2, 3]);
        let number = |at: usize| u32::from_le_bytes(wave[at..at + 4].try_into().unwrap());
        assert_eq!((&wave[..4], &wave[8..16], &wave[36..40]), (&b"RIFF"[..], &b"WAVEfmt "[..], &b"data"[..]));
        // The size of all that follows, of the format, samples and bytes a second, the size of the samples.
        assert_eq!([4, 16, 24, 28, 40].map(number), [42, 16, RATE, 2 * RATE, 6]);
        assert_eq!(wave[44..], [1, 0, 0xfe, 0xff, 3, 0]);
    }
}
