//! Text from the network, made fit to be shown to a person.
//!
//! Customers write what they like. Before any of it reaches a window, a toast or a menu it loses
//! control characters and the Unicode characters that reorder text (the "Trojan Source" ones,
//! Unicode TR 36), runs of white space become one space, and it is cut at a sensible length.

use unicode_segmentation::UnicodeSegmentation as _;

/// Characters a person sees of a customer's, queue's or agent's name.
pub const NAME: usize = 80;
/// Characters a person sees of a comment or note.
pub const COMMENT: usize = 280;

/// The text as it may be shown: one line, no control or direction-override characters, at most
/// `limit` grapheme clusters, the last of them an ellipsis where something was cut.
pub fn shown(raw: &str, limit: usize) -> String {
    // A grapheme cluster has no upper length, so the input is bounded first (8 chars per cluster
    // is more than any script or emoji sequence in use needs).
    let bounded = raw.chars().take(limit.saturating_mul(8));
    let calm: String = bounded.map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_hostile(*c)).collect();
    let line = calm.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    cut(&line, limit)
}

/// [`shown`], or nothing where nothing is left to show.
pub fn shown_if_any(raw: Option<&str>, limit: usize) -> Option<String> {
    raw.map(|raw| shown(raw, limit)).filter(|text| !text.is_empty())
}

/// The text for a terminal or a log: what a terminal would obey, or what would reorder the text, is
/// spelled out as `\u001b` and the like, as JSON does it. Lines stay lines.
pub fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\n' || !is_hostile(c) {
            visible.push(c);
        } else {
            let units = c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>();
            visible.push_str(&units);
        }
    }
    visible
}

fn cut(line: &str, limit: usize) -> String {
    let mut graphemes = line.graphemes(true);
    let kept: String = graphemes.by_ref().take(limit).collect();
    if graphemes.next().is_none() {
        return kept;
    }
    let shorter: String = kept.graphemes(true).take(limit.saturating_sub(1)).collect();
    format!("{}…", shorter.trim_end())
}

/// Control characters, direction overrides and isolates, and invisible format characters other
/// than the joiners that scripts and emoji need.
fn is_hostile(c: char) -> bool {
    let reorders =
        matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}');
    let invisible = matches!(
        c,
        '\u{200B}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0001}'
    );
    c.is_control() || reorders || invisible
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_direction_characters_go_and_white_space_collapses() {
        assert_eq!(shown("\u{202E}evil\u{0}\u{1b}[31m \n\n two\tthree", NAME), "evil[31m two three");
        assert_eq!(shown_if_any(Some("\u{200B}\u{0}  "), NAME), None);
    }

    #[test]
    fn long_text_is_cut_with_an_ellipsis() {
        let cut = shown(&"x".repeat(10_000), NAME);
        assert_eq!(cut.graphemes(true).count(), NAME);
        assert!(cut.ends_with('…'));
    }

    #[test]
    fn whole_emoji_and_accents_stay_whole() {
        let family = "👨‍👩‍👧‍👦";
        assert_eq!(shown(&family.repeat(5), 3), format!("{family}{family}…"));
        assert_eq!(shown("zażółć gęślą jaźń", NAME), "zażółć gęślą jaźń");
    }

    #[test]
    fn markup_stays_text() {
        assert_eq!(shown("<b>bold</b> & co", NAME), "<b>bold</b> & co");
    }
}
