//! On other systems than Linux nothing is asked of the desktop **yet**, and the rows say so.

use crate::doctor::{Check, Patient, Row, State};

pub(in crate::doctor) async fn rows(patient: &Patient<'_>) -> Vec<Row> {
    let all = [
        Check::SessionBus,
        Check::Notifications,
        Check::DoNotDisturb,
        Check::TrayHost,
        Check::Display,
        Check::Sound,
        Check::Browser,
        Check::Autostart,
    ];
    all.map(|check| Row::new(check, State::Unknown, patient.words.text("doctor-not-on-this-system"))).into()
}
