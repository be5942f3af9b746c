//! Sounds by the system's own player. **Not built there yet: no sound is played.**

use super::{NoSound, Outputs};

/// Says that there is no sound.
pub(super) async fn play(_sound: &[i16], _device: Option<&str>) -> Result<(), NoSound> {
    Err(NoSound::Absent("sounds are not built for this system yet".into()))
}

/// Says that there is no sound.
pub(super) async fn outputs() -> Result<Outputs, NoSound> {
    Err(NoSound::Absent("sounds are not built for this system yet".into()))
}
