use std::io;

pub(super) fn is_on() -> Option<bool> {
    None
}

pub(super) fn set(_on: bool) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}
