//! The center's words: one Fluent file a language.

use crate::i18n::{Language, Words};

/// The languages of the center's pages; the first is the fall-back.
pub const CENTER: &[Language] = include!(concat!(env!("OUT_DIR"), "/center_languages.rs"));

/// The best language for somebody who asks for these tags, best first.
pub fn choose(wished: &[String]) -> Words {
    Words::choose(CENTER, wished)
}

/// The tags of an `Accept-Language` header, best first.
pub fn accepted(header: &str) -> Vec<String> {
    let weighed = header.split(',').filter_map(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let tag = pieces.next().filter(|tag| !tag.is_empty())?;
        let weight = pieces.find_map(|piece| piece.strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
        (weight > 0.0).then(|| (tag.to_owned(), weight))
    });
    let mut tags: Vec<(String, f32)> = weighed.collect();
    tags.sort_by(|left, right| right.1.total_cmp(&left.1));
    tags.into_iter().map(|(tag, _)| tag).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_read_by_weight() {
        assert_eq!(accepted("en;q=0.3, pl-PL, pl;q=0.9, de;q=0"), ["pl-PL", "pl", "en"]);
        assert_eq!(choose(&accepted("pl-PL,pl;q=0.9,en;q=0.3")).tag(), "pl");
        assert_eq!(choose(&accepted("*")).tag(), "en");
    }
}
