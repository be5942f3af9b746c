//! Sounds by the system's own player. **Not built there yet: no sound is played.**

use super::NoSound;

/// Says that there is no sound.
pub(super) async fn play(_sound: &[i16], _device: Option<&str>) -> Result<(), NoSound> {
    Err(NoSound::Absent("sounds are not built for this system yet".into()))
}

pub(super) async fn devices() -> Result<Vec<crate::domain::choice::SoundDevice>, NoSound> {
    Err(NoSound::Absent("not built for this system yet".into()))
}
