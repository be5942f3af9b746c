//! How often an icon that the panel did not take is tried again.

/// So often after each view; then it is left to the panel, which asks all programs when it starts.
const AT_MOST: u32 = 36;

/// The trials of one view.
#[derive(Debug, Default)]
pub(super) struct Trials {
    made: u32,
    waiting: bool,
}

impl Trials {
    /// There is another view: what was said of the one before counts no more.
    pub(super) const fn begin_anew(&mut self) {
        self.made = 0;
    }

    /// Whether the next is to be made in a while.
    pub(super) const fn is_next(&mut self, behind: bool) -> bool {
        let next = behind && !self.waiting && self.made < AT_MOST;
        if next {
            self.made += 1;
            self.waiting = true;
        }
        next
    }

    /// The while is over.
    pub(super) const fn make(&mut self) {
        self.waiting = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_trial_is_made_at_a_time_and_not_for_ever() {
        let mut trials = Trials::default();
        assert!(!trials.is_next(false));
        for _ in 0..AT_MOST {
            assert!(trials.is_next(true) && !trials.is_next(true));
            trials.make();
        }
        assert!(!trials.is_next(true));
        trials.begin_anew();
        assert!(trials.is_next(true));
    }

    #[test]
    fn views_in_a_row_share_the_one_that_waits() {
        let mut trials = Trials::default();
        assert!(trials.is_next(true));
        trials.begin_anew();
        assert!(!trials.is_next(true));
        trials.make();
        assert!(!trials.is_next(false) && trials.is_next(true));
    }
}
