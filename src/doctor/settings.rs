//! Whether the configuration is understood, and whether it names a contact center.

use std::collections::BTreeSet;

use super::{Check, Patient, Row};
use crate::config::words::sentence;
use crate::config::{Layer, SETTINGS, Sourced};
use crate::domain::input::LinkProblem;
use crate::link::network::Network;
use crate::ui::words::{problem_hints, problem_words};

pub(super) fn rows(patient: &Patient<'_>) -> Vec<Row> {
    vec![configuration(patient), center(patient)]
}

fn configuration(patient: &Patient<'_>) -> Row {
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

/// The file without the line; a variable or an argument as it is.
fn place(sourced: &Sourced) -> &str {
    match sourced.layer {
        Layer::System | Layer::User | Layer::Policy => {
            sourced.place.rsplit_once(':').map_or(sourced.place.as_str(), |(file, _)| file)
        }
        Layer::Default | Layer::Env | Layer::Cli => &sourced.place,
    }
}

fn center(patient: &Patient<'_>) -> Row {
    let words = patient.words;
    match patient.config.get("center").and_then(|center| Some((center.value.as_str()?, center.place.as_str()))) {
        Some((url, place)) => {
            // What stands behind a question mark may be a secret.
            let url = url.split(['?', '#']).next().unwrap_or(url);
            let what = words.with("doctor-center-good", [("center", url.into()), ("place", place.into())]);
            Row::good(Check::Center, what)
        }
        None => {
            let problem = LinkProblem::NotConfigured;
            let row = Row::bad(Check::Center, problem_words(&problem, words));
            problem_hints(&problem, words).into_iter().fold(row, Row::hint)
        }
    }
}
