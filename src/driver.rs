//! The one loop: next input or deadline → update → effects → view.

use std::time::Duration;

use tokio::sync::{mpsc, watch};

use crate::domain::Desk;
use crate::domain::effect::Effect;
use crate::domain::input::Input;
use crate::domain::view::View;
use crate::time::Clock;

/// While something rings the loop looks at the clock this often: the operating system's timers do
/// not count the time that the computer slept.
const WHILE_RINGING: Duration = Duration::from_secs(1);
/// So many waiting inputs are taken in before the view is published again.
const BATCH: usize = 64;

/// Feeds the desk until the senders of inputs are gone or the desk wants to quit.
///
/// Effects are handed to `perform`, which must not block; views go to `views`, where the newest
/// wins.
pub async fn run(
    mut desk: Desk,
    clock: Clock,
    mut inputs: mpsc::Receiver<Input>,
    mut perform: impl FnMut(Effect),
    views: watch::Sender<View>,
) {
    loop {
        let Some(input) = next(&desk, &views, clock, &mut inputs).await else { return };
        let waiting = std::iter::from_fn(|| inputs.try_recv().ok()).take(BATCH);
        for input in std::iter::once(input).chain(waiting) {
            for effect in desk.update(clock.now(), input) {
                let last = effect == Effect::Quit;
                perform(effect);
                if last {
                    return;
                }
            }
        }
        views.send_if_modified(|shown| replace_if_different(shown, desk.view()));
    }
}

/// The next input, a tick at the next deadline; none: there will be no more.
async fn next(
    desk: &Desk,
    views: &watch::Sender<View>,
    clock: Clock,
    inputs: &mut mpsc::Receiver<Input>,
) -> Option<Input> {
    let Some(deadline) = desk.next_deadline() else { return inputs.recv().await };
    let mut wait = deadline.since(clock.now());
    if !views.borrow().alerts.is_empty() {
        wait = wait.min(WHILE_RINGING);
    }
    tokio::select! {
        biased;
        input = inputs.recv() => input,
        () = tokio::time::sleep(wait) => Some(Input::Tick),
    }
}

fn replace_if_different(shown: &mut View, view: View) -> bool {
    let different = *shown != view;
    if different {
        *shown = view;
    }
    different
}
