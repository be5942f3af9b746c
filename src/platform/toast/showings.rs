//! Which showing of each toast counts, and what that means, for the systems whose calls tell by toast and
//! not by number.

use std::collections::BTreeMap;
use std::time::Duration;

use super::ToastText;
use crate::domain::effect::ToastKey;
use crate::domain::input::{NoToast, ServerHealth, SystemEvent};
use crate::domain::view::Press;

/// So often a toast that the system refused is tried again, for it tells nobody when it would take it.
pub(super) const AGAIN: Duration = Duration::from_secs(30);

/// What is told of one showing of a toast.
pub(super) struct Response {
    pub(super) key: ToastKey,
    pub(super) showing: u64,
    pub(super) what: What,
}

pub(super) enum What {
    Shown,
    Failed(NoToast),
    Clicked,
    Pressed(Press),
    Closed,
}

/// A replaced or withdrawn showing tells nothing any more.
#[derive(Default)]
pub(super) struct Showings {
    live: BTreeMap<ToastKey, Showing>,
    last: u64,
    health: ServerHealth,
}

struct Showing {
    number: u64,
    /// What it says, until it is on the screen.
    text: Option<ToastText>,
    refused: bool,
}

impl Showings {
    /// The number of the showing that begins, in place of the one before.
    pub(super) fn begin(&mut self, key: &ToastKey, text: ToastText) -> u64 {
        self.last += 1;
        self.live.insert(key.clone(), Showing { number: self.last, text: Some(text), refused: false });
        self.last
    }

    /// It is taken away.
    pub(super) fn end(&mut self, key: &ToastKey) {
        self.live.remove(key);
    }

    /// Whether a toast waits to be tried again.
    pub(super) fn has_refused(&self) -> bool {
        self.live.values().any(|showing| showing.refused)
    }

    /// Those that the system refused, to be shown again.
    pub(super) fn refused(&self) -> Vec<(ToastKey, ToastText)> {
        let refused = self.live.iter().filter(|(_, showing)| showing.refused);
        refused.filter_map(|(key, showing)| Some((key.clone(), showing.text.clone()?))).collect()
    }

    pub(super) fn hear(&mut self, response: Response) -> Vec<SystemEvent> {
        let Response { key, showing, what } = response;
        let Some(live) = self.live.get_mut(&key).filter(|live| live.number == showing) else { return vec![] };
        match what {
            What::Shown => {
                (live.text, live.refused) = (None, false);
                self.changed(ServerHealth::Up, SystemEvent::ToastShown(key))
            }
            What::Failed(why) => self.failed(key, why),
            What::Clicked => vec![SystemEvent::ToastClicked(key, None)],
            What::Pressed(press) => vec![SystemEvent::ToastPressed(key, press, None)],
            What::Closed => {
                self.end(&key);
                vec![SystemEvent::ToastClosed(key)]
            }
        }
    }

    pub(super) fn failed(&mut self, key: ToastKey, why: NoToast) -> Vec<SystemEvent> {
        if let Some(live) = self.live.get_mut(&key) {
            live.refused = true;
        }
        if self.health != ServerHealth::Absent {
            tracing::warn!("toasts cannot be shown: {}", why.word());
        }
        self.changed(ServerHealth::Absent, SystemEvent::ToastFailed(key, why))
    }

    fn changed(&mut self, health: ServerHealth, event: SystemEvent) -> Vec<SystemEvent> {
        if self.health == health {
            return vec![event];
        }
        self.health = health;
        vec![SystemEvent::ToastServer(health), event]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::toast::Urgency;

    fn key() -> ToastKey {
        ToastKey::Notice("n".into())
    }

    fn text(title: &str) -> ToastText {
        ToastText { title: title.into(), body: String::new(), actions: vec![], urgency: Urgency::Normal, expire: AGAIN }
    }

    fn hear(showings: &mut Showings, showing: u64, what: What) -> Vec<SystemEvent> {
        showings.hear(Response { key: key(), showing, what })
    }

    #[test]
    fn only_the_last_showing_of_a_toast_tells_and_health_is_told_when_it_changes() {
        let mut showings = Showings::default();
        let first = showings.begin(&key(), text("first"));
        let up = SystemEvent::ToastServer(ServerHealth::Up);
        assert_eq!(hear(&mut showings, first, What::Shown), [up, SystemEvent::ToastShown(key())]);
        let second = showings.begin(&key(), text("second"));
        assert_eq!(hear(&mut showings, first, What::Clicked), []);
        assert_eq!(hear(&mut showings, second, What::Shown), [SystemEvent::ToastShown(key())]);
        let pressed = SystemEvent::ToastPressed(key(), Press::Accept, None);
        assert_eq!(hear(&mut showings, second, What::Pressed(Press::Accept)), [pressed]);
        assert_eq!(hear(&mut showings, second, What::Clicked), [SystemEvent::ToastClicked(key(), None)]);
        assert_eq!(hear(&mut showings, second, What::Closed), [SystemEvent::ToastClosed(key())]);
        assert_eq!(hear(&mut showings, second, What::Closed), []);
        let third = showings.begin(&key(), text("third"));
        showings.end(&key());
        assert_eq!(hear(&mut showings, third, What::Clicked), []);
    }

    #[test]
    fn what_was_refused_is_tried_again_until_it_is_shown_or_taken_away() {
        let mut showings = Showings::default();
        let first = showings.begin(&key(), text("first"));
        assert!(!showings.has_refused(), "it is on its way");
        let absent = SystemEvent::ToastServer(ServerHealth::Absent);
        let failed = || SystemEvent::ToastFailed(key(), NoToast::OffForAll);
        assert_eq!(hear(&mut showings, first, What::Failed(NoToast::OffForAll)), [absent, failed()]);
        assert_eq!(showings.refused(), [(key(), text("first"))]);
        let again = showings.begin(&key(), text("first"));
        assert!(!showings.has_refused());
        assert_eq!(hear(&mut showings, again, What::Failed(NoToast::OffForAll)), [failed()]);
        assert!(showings.has_refused());
        let shown = showings.begin(&key(), text("first"));
        let up = SystemEvent::ToastServer(ServerHealth::Up);
        assert_eq!(hear(&mut showings, shown, What::Shown), [up, SystemEvent::ToastShown(key())]);
        assert!(!showings.has_refused());
        let last = showings.begin(&key(), text("last"));
        hear(&mut showings, last, What::Failed(NoToast::OffForAll));
        showings.end(&key());
        assert_eq!(showings.refused(), []);
    }
}
