//! Whether offers can be heard.

use tokio::time::timeout;

use super::ANSWER_WITHIN;
use crate::config::Config;
use crate::doctor::{Check, Row};
use crate::i18n::Words;
use crate::platform::sound::{self, NoSound, Outputs};

pub(super) async fn row(config: &Config, words: &Words) -> Row {
    // Connecting has its own limit, and what is asked then another.
    let outputs = timeout(ANSWER_WITHIN * 2, sound::outputs()).await.unwrap_or(Err(NoSound::Hung));
    match outputs {
        Ok(outputs) => heard(&outputs, config, words),
        Err(NoSound::Hung) => {
            Row::bad(Check::Sound, words.text("doctor-sound-hung")).hint(words.text("doctor-part-hung-hint"))
        }
        Err(NoSound::Absent(why)) => {
            let row = Row::bad(Check::Sound, words.with("doctor-sound-none", [("why", why.into())]));
            row.hint(words.text("doctor-sound-none-hint"))
        }
    }
}

fn heard(outputs: &Outputs, config: &Config, words: &Words) -> Row {
    if outputs.all.is_empty() {
        let row = Row::bad(Check::Sound, words.text("doctor-sound-no-output"));
        return row.hint(words.text("doctor-sound-no-output-hint"));
    }
    let wished = config.text("sound-device");
    let name = wished.or(outputs.usual.as_deref());
    let output = outputs.all.iter().find(|output| name.is_none_or(|name| output.name == name));
    let Some(output) = output else {
        let names: Vec<&str> = outputs.all.iter().map(|output| output.name.as_str()).collect();
        let what = words.with("doctor-sound-unknown", [("device", name.unwrap_or_default().into())]);
        let there = words.with("doctor-sound-unknown-hint", [("devices", names.join(", ").into())]);
        return Row::bad(Check::Sound, what).hint(there);
    };
    let note = |id: &str, hint: &str| {
        Row::note(Check::Sound, words.with(id, [("device", output.called.as_str().into())])).hint(words.text(hint))
    };
    let off = config.get("sounds").is_some_and(|sounds| sounds.value.as_bool() == Some(false));
    if off {
        note("doctor-sound-off", "doctor-sound-off-hint")
    } else if output.muted {
        note("doctor-sound-muted", "doctor-sound-muted-hint")
    } else {
        Row::good(Check::Sound, words.with("doctor-sound-good", [("device", output.called.as_str().into())]))
    }
}
