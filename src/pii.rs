//! Words that must never reach a log.

use std::fmt;

/// A value that belongs to a customer: its `Debug` form says nothing about it.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pii<T>(T);

impl<T> Pii<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, to be shown to the agent and to nobody else.
    pub const fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Pii<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("‹private›")
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn debug_says_nothing_about_the_value() {
        assert_eq!(format!("{:?}", super::Pii::new("Anna Nowak")), "‹private›");
    }
}
