//! Words for a thread that sleeps until there is one.
//!
//! On Windows such a thread may own windows that nobody sees, the tray's and the hot-keys' for two: it
//! takes their messages meanwhile.

use std::sync::mpsc::{Receiver, SendError, Sender, channel};

#[cfg(windows)]
#[path = "bell/windows.rs"]
mod os;

#[cfg(not(windows))]
mod os {
    use std::sync::mpsc::Receiver;

    /// A thread that waits for words only.
    #[derive(Clone, Debug)]
    pub(super) struct Sleeper;

    impl Sleeper {
        pub(super) const fn new() -> Self {
            Self
        }

        pub(super) const fn wake(&self) {}

        pub(super) fn next<T>(&self, words: &Receiver<T>) -> Option<T> {
            words.recv().ok()
        }
    }
}

#[cfg(windows)]
pub(super) use os::take_message;

/// Wakes the thread. May be used from any other.
#[derive(Debug)]
pub(crate) struct Bell<T> {
    words: Sender<T>,
    sleeper: os::Sleeper,
}

impl<T> Clone for Bell<T> {
    fn clone(&self) -> Self {
        Self { words: self.words.clone(), sleeper: self.sleeper.clone() }
    }
}

impl<T> Bell<T> {
    /// Tells the thread.
    ///
    /// # Errors
    /// If it has ended: the word comes back.
    pub(crate) fn ring(&self, word: T) -> Result<(), SendError<T>> {
        self.words.send(word)?;
        self.sleeper.wake();
        Ok(())
    }

    /// For what tells the thread from calls that the thread itself makes, or where there are no messages.
    pub(crate) const fn words(&self) -> &Sender<T> {
        &self.words
    }
}

/// Where the thread listens.
#[derive(Debug)]
pub(crate) struct Ear<T> {
    words: Receiver<T>,
    sleeper: os::Sleeper,
}

impl<T> Ear<T> {
    /// The next word; none: nobody is left to say one. To be called on one thread only.
    pub(crate) fn next(&self) -> Option<T> {
        self.sleeper.next(&self.words)
    }
}

/// A bell and its ear.
pub(crate) fn pair<T>() -> (Bell<T>, Ear<T>) {
    let (sender, words) = channel();
    let sleeper = os::Sleeper::new();
    (Bell { words: sender, sleeper: sleeper.clone() }, Ear { words, sleeper })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_arrive_in_order_from_other_threads_and_from_the_same_one() {
        let (bell, ear) = pair();
        bell.ring(1).unwrap();
        assert_eq!(ear.next(), Some(1));
        bell.words().send(2).unwrap();
        let other = bell.clone();
        let thread = std::thread::spawn(move || other.ring(3).unwrap());
        assert_eq!((ear.next(), ear.next()), (Some(2), Some(3)));
        thread.join().unwrap();
        drop(ear);
        assert!(bell.ring(4).is_err());
    }
}
