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

/// Marks on top of each other beyond this cover the lines around them. No language in use has more.
const MARKS: usize = 4;

/// The text as it may be shown: one line, no control, direction-override or invisible characters,
/// no towers of marks, at most `limit` grapheme clusters, the last of them an ellipsis where
/// something was cut.
pub fn shown(raw: &str, limit: usize) -> String {
    // A grapheme cluster has no upper length, so the input is bounded first (8 chars per cluster
    // is more than any script or emoji sequence in use needs).
    let bounded = raw.chars().take(limit.saturating_mul(8));
    let mut marks = 0;
    let calm = bounded.map(|c| if is_blank(c) { ' ' } else { c }).filter(|c| !is_hostile(*c)).filter(|c| {
        marks = if is_mark(*c) { marks + 1 } else { 0 };
        marks <= MARKS
    });
    let calm: String = calm.collect();
    let words = calm.split(' ').filter(|word| word.chars().any(|c| !is_joiner(c)));
    cut(&words.collect::<Vec<_>>().join(" "), limit)
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

/// [`visible`] in one line.
pub fn visible_line(text: &str) -> String {
    visible(text).replace('\n', "\\n")
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

/// White space, and the letters that look like it.
const fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}')
}

/// What scripts and emoji are put together with, and nothing by itself.
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Marks that are put on the letter before them, in the blocks that hold nothing else.
const fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{0300}'..='\u{036F}'
            | '\u{0483}'..='\u{0489}'
            | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{FE20}'..='\u{FE2F}'
    )
}

/// Control characters, direction overrides and isolates, noncharacters, and invisible format
/// characters other than the joiners and selectors that scripts and emoji need.
fn is_hostile(c: char) -> bool {
    let reorders =
        matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}');
    let invisible = matches!(
        c,
        '\u{00AD}' | '\u{034F}' | '\u{180E}' | '\u{200B}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}'
            | '\u{206A}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E00FF}'
            | '\u{E01F0}'..='\u{E0FFF}'
    );
    let nothing = matches!(c, '\u{FDD0}'..='\u{FDEF}') || c as u32 & 0xFFFE == 0xFFFE;
    c.is_control() || reorders || invisible || nothing
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

    #[test]
    fn what_cannot_be_seen_is_gone_and_what_looks_like_a_blank_is_one() {
        let tags: String = "hidden".chars().map(|c| char::from_u32(0xE0000 + u32::from(c)).unwrap()).collect();
        assert_eq!(shown(&format!("A{tags}\u{AD}nna\u{2063}\u{FFFE}\u{180E}"), NAME), "Anna");
        assert_eq!(shown_if_any(Some("\u{3164}\u{2800}\u{115F}\u{A0}"), NAME), None);
        assert_eq!(shown_if_any(Some("\u{200D} \u{FE0F}\u{200C}"), NAME), None);
        assert_eq!(shown("a\u{2800}\u{3164}b", NAME), "a b");
        // The selectors and joiners that emoji and scripts are made with stay.
        assert_eq!(shown("❤\u{FE0F} می\u{200C}خواهم", NAME), "❤\u{FE0F} می\u{200C}خواهم");
    }

    #[test]
    fn towers_of_marks_are_cut_down_and_real_accents_stay() {
        let tower = format!("Z{}a", "\u{0300}\u{0489}\u{20DD}".repeat(30));
        assert_eq!(shown(&tower, NAME).chars().filter(|c| is_mark(*c)).count(), MARKS);
        let accents = "ệ ᾧ z\u{0323}\u{0307}";
        assert_eq!(shown(accents, NAME), accents);
    }

    #[test]
    fn a_terminal_is_told_nothing_that_it_would_obey() {
        let hostile = "\u{1b}]0;title\u{7}\u{9b}2J\r\u{202E}x\u{E0041}\nnext żółw";
        assert_eq!(visible(hostile), "\\u001b]0;title\\u0007\\u009b2J\\u000d\\u202ex\\udb40\\udc41\nnext żółw");
        let json = serde_json::json!({ "name": hostile }).to_string();
        let read: serde_json::Value = serde_json::from_str(&visible(&json)).unwrap();
        assert_eq!(read["name"], hostile, "JSON stays what it was");
    }
}
