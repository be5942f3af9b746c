//! Whether the configuration is understood.

use std::collections::BTreeSet;

use super::{Check, Patient, Row};
use crate::config::words::sentence;
use crate::config::{Layer, SETTINGS, Sourced};
use crate::link::network::Network;

pub(super) fn row(patient: &Patient<'_>) -> Row {
    let words = patient.words;
    let network = Network::from_config(patient.config);
    let problems: Vec<_> = patient.config.problems.iter().chain(network.problems()).collect();
    if !problems.is_empty() {
        let row = Row::bad(Check::Configuration, words.text("doctor-configuration-bad"));
        return problems.into_iter().fold(row, |row, problem| row.hint(sentence(problem, words)));
    }
    let set: Vec<&Sourced> = SETTINGS.iter().filter_map(|setting| patient.config.get(setting.name)).collect();
    if set.is_empty() {
        return Row::note(Check::Configuration, words.text("doctor-configuration-none"));
    }
    let places: BTreeSet<(Layer, &str)> = set.iter().map(|sourced| (sourced.layer, place(sourced))).collect();
    let places = places.into_iter().map(|(_, place)| place).collect::<Vec<_>>().join(", ");
    let what = words.with("doctor-configuration-good", [("count", set.len().into()), ("places", places.into())]);
    Row::good(Check::Configuration, what)
}

/// The file without the line, or the registry's key without the value; a variable or an argument as it is.
fn place(sourced: &Sourced) -> &str {
    match sourced.layer {
        Layer::System | Layer::PolicyDefault | Layer::User | Layer::Policy => {
            let cut = sourced.place.rsplit_once([':', '\\']);
            cut.map_or(sourced.place.as_str(), |(file, _)| file)
        }
        Layer::Default | Layer::Env | Layer::Cli => &sourced.place,
    }
}
