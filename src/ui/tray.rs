//! The tray icon.
