//! Which showing of each toast counts, and what that means, for the systems whose calls tell by toast and
//! not by number.

use std::collections::BTreeMap;

use crate::domain::effect::ToastKey;
use crate::domain::input::{ServerHealth, SystemEvent};
use crate::domain::view::Press;

/// What is told of one showing of a toast.
pub(super) struct Response {
    pub(super) key: ToastKey,
    pub(super) showing: u64,
    pub(super) what: What,
}

pub(super) enum What {
    Shown,
    Failed(String),
    Clicked,
    #[cfg_attr(target_os = "macos", expect(dead_code, reason = "buttons are not asked for there yet"))]
    Pressed(Press),
    Closed,
}

/// A replaced or withdrawn showing tells nothing any more.
#[derive(Default)]
pub(super) struct Showings {
    live: BTreeMap<ToastKey, u64>,
    last: u64,
    health: ServerHealth,
}

impl Showings {
    /// The number of the showing that begins, in place of the one before.
    pub(super) fn begin(&mut self, key: &ToastKey) -> u64 {
        self.last += 1;
        self.live.insert(key.clone(), self.last);
        self.last
    }

    /// It is taken away.
    pub(super) fn end(&mut self, key: &ToastKey) {
        self.live.remove(key);
    }

    pub(super) fn hear(&mut self, response: Response) -> Vec<SystemEvent> {
        let Response { key, showing, what } = response;
        if self.live.get(&key) != Some(&showing) {
            return vec![];
        }
        match what {
            What::Shown => self.changed(ServerHealth::Up, SystemEvent::ToastShown(key)),
            What::Failed(why) => self.failed(key, &why),
            What::Clicked => vec![SystemEvent::ToastClicked(key, None)],
            What::Pressed(press) => vec![SystemEvent::ToastPressed(key, press, None)],
            What::Closed => {
                self.end(&key);
                vec![SystemEvent::ToastClosed(key)]
            }
        }
    }

    pub(super) fn failed(&mut self, key: ToastKey, why: &str) -> Vec<SystemEvent> {
        tracing::warn!("a toast could not be shown: {why}");
        self.changed(ServerHealth::Absent, SystemEvent::ToastFailed(key))
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

    #[test]
    fn only_the_last_showing_of_a_toast_tells_and_health_is_told_when_it_changes() {
        let key = || ToastKey::Notice("n".into());
        let mut showings = Showings::default();
        let hear = |showings: &mut Showings, showing, what| showings.hear(Response { key: key(), showing, what });
        let first = showings.begin(&key());
        let up = SystemEvent::ToastServer(ServerHealth::Up);
        assert_eq!(hear(&mut showings, first, What::Shown), [up, SystemEvent::ToastShown(key())]);
        let second = showings.begin(&key());
        assert_eq!(hear(&mut showings, first, What::Clicked), []);
        assert_eq!(hear(&mut showings, second, What::Shown), [SystemEvent::ToastShown(key())]);
        let pressed = SystemEvent::ToastPressed(key(), Press::Accept, None);
        assert_eq!(hear(&mut showings, second, What::Pressed(Press::Accept)), [pressed]);
        assert_eq!(hear(&mut showings, second, What::Clicked), [SystemEvent::ToastClicked(key(), None)]);
        let absent = SystemEvent::ToastServer(ServerHealth::Absent);
        let failed = hear(&mut showings, second, What::Failed("why".into()));
        assert_eq!(failed, [absent, SystemEvent::ToastFailed(key())]);
        assert_eq!(hear(&mut showings, second, What::Closed), [SystemEvent::ToastClosed(key())]);
        assert_eq!(hear(&mut showings, second, What::Closed), []);
        let third = showings.begin(&key());
        showings.end(&key());
        assert_eq!(hear(&mut showings, third, What::Clicked), []);
    }
}
