//! One event, one line: what stands in a log line cannot look like another one.

use std::io::{self, Write};

use crate::text;

/// Passes lines on without anything that would end them early or command a terminal.
pub(super) struct Lines<W>(pub(super) W);

impl<W: Write> Write for Lines<W> {
    /// Takes one event as a whole, as the log's threads give it.
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let line = String::from_utf8_lossy(event);
        let mut line = text::visible_line(line.strip_suffix('\n').unwrap_or(&line));
        line.push('\n');
        self.0.write_all(line.as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_one_line_whatever_is_in_it() {
        let mut lines = Lines(vec![]);
        lines.write_all("WARN x=a\nERROR forged \u{1b}[2J\r\u{202E} żółw\n".as_bytes()).unwrap();
        lines.write_all(b"INFO next\n").unwrap();
        let written = String::from_utf8(lines.0).unwrap();
        assert_eq!(written, "WARN x=a\\nERROR forged \\u001b[2J\\u000d\\u202e żółw\nINFO next\n");
    }
}
