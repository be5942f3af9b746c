// Which Unicode data the toolkit's text layout carries in the program. ICU4X's data crates read this
// file in place of their own where the build sets ICU4X_DATA_DIR, see
// https://docs.rs/icu_provider_baked; `.cargo/config.toml` sets it. Each takes what its own name says.
include!(concat!(env!("ICU4X_DATA_DIR"), "/", env!("CARGO_PKG_NAME"), ".rs"));
