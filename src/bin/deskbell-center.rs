//! The reference contact center.
fn main() {}
