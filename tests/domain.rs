//! The desk as a pure function of time and input: one scenario a behaviour, in virtual time.

#[path = "support/desk.rs"]
mod desk;

#[path = "domain/chosen.rs"]
mod chosen;
#[path = "domain/dealings.rs"]
mod dealings;
#[path = "domain/declined.rs"]
mod declined;
#[path = "domain/heard.rs"]
mod heard;
#[path = "domain/inactive.rs"]
mod inactive;
#[path = "domain/may_hide.rs"]
mod may_hide;
#[path = "domain/never_a_flood.rs"]
mod never_a_flood;
#[path = "domain/never_ambiguous.rs"]
mod never_ambiguous;
#[path = "domain/never_silent.rs"]
mod never_silent;
#[path = "domain/never_stale.rs"]
mod never_stale;
#[path = "domain/never_twice.rs"]
mod never_twice;
#[path = "domain/preflight.rs"]
mod preflight;
#[path = "domain/privacy.rs"]
mod privacy;
#[path = "domain/quiet.rs"]
mod quiet;
#[path = "domain/remembered.rs"]
mod remembered;
#[path = "domain/rows.rs"]
mod rows;
#[path = "domain/signing_in.rs"]
mod signing_in;

use deskbell::domain::effect::{Effect, Message};
use deskbell::domain::view::RecentWhat;
use deskbell::protocol::from_client::How;

use desk::Table;

/// What *Recent* tells, the newest first.
fn recent(d: &Table) -> Vec<RecentWhat> {
    d.view().tray.recent.into_iter().map(|line| line.what).collect()
}

/// The receipts among these effects.
fn receipts(effects: &[Effect]) -> Vec<(String, How)> {
    let shown = |effect: &Effect| {
        if let Effect::Send(Message::Shown { offer, how, .. }) = effect { Some((offer.0.clone(), *how)) } else { None }
    };
    effects.iter().filter_map(shown).collect()
}
