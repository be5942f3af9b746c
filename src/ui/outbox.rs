//! Inputs on their way from the main thread to the driver.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use slint::{Timer, TimerMode};
use tokio::sync::mpsc::error::TrySendError;

use super::UiSender;
use crate::domain::input::Input;

/// How long a full queue is left alone before the next try.
const PATIENCE: Duration = Duration::from_millis(20);

/// Never blocks the main thread and never loses a press: what the queue does not take is kept, in
/// order, and tried again.
#[derive(Clone)]
pub(super) struct Outbox(Rc<Inner>);

struct Inner {
    sender: UiSender,
    kept: RefCell<VecDeque<Input>>,
    retry: Timer,
}

impl Outbox {
    pub(super) fn new(sender: UiSender) -> Self {
        Self(Rc::new(Inner { sender, kept: RefCell::default(), retry: Timer::default() }))
    }

    /// Sends now or as soon as there is room.
    pub(super) fn send(&self, input: Input) {
        self.0.kept.borrow_mut().push_back(input);
        if !self.0.empty() && !self.0.retry.running() {
            let inner = Rc::downgrade(&self.0);
            self.0.retry.start(TimerMode::Repeated, PATIENCE, move || {
                if let Some(inner) = inner.upgrade().filter(|inner| inner.empty()) {
                    inner.retry.stop();
                }
            });
        }
    }
}

impl Inner {
    /// Sends what the queue takes; whether nothing is left.
    fn empty(&self) -> bool {
        let mut kept = self.kept.borrow_mut();
        while let Some(input) = kept.pop_front() {
            match self.sender.0.try_send(input) {
                Ok(()) => {}
                Err(TrySendError::Full(input)) => {
                    kept.push_front(input);
                    return false;
                }
                // The driver has ended: nobody is left to tell.
                Err(TrySendError::Closed(_)) => kept.clear(),
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::input::AgentAction;

    #[test]
    fn presses_that_find_the_queue_full_are_kept_in_order() {
        let (sender, mut queue) = tokio::sync::mpsc::channel(1);
        let outbox = Outbox::new(UiSender::new(sender));
        let presses = ["a", "b", "c"].map(|offer| Input::Agent(AgentAction::Accept(offer.into())));
        for press in presses.clone() {
            outbox.send(press);
        }
        assert!(outbox.0.retry.running());
        for press in presses {
            assert_eq!(queue.try_recv().ok(), Some(press));
            outbox.0.empty();
        }
        assert!(outbox.0.empty());
        assert!(queue.try_recv().is_err());
    }
}
