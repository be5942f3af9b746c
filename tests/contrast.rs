//! Colours stand out from what is behind them, by the formula of WCAG 2.2 (relative luminance, success
//! criteria 1.4.3 and 1.4.11), in both themes.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use std::collections::BTreeMap;

/// Text and what it stands on; dimmed and large texts included.
const TEXTS: [(&str, &str); 10] = [
    ("text", "ground"),
    ("text", "sunken"),
    ("text", "button-hover"),
    ("muted", "ground"),
    ("muted", "sunken"),
    ("urgent", "ground"),
    ("accent", "ground"),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("accent", "sunken"),
];
/// What has to be told apart to be used: the button to accept, the ring of the focus, the bar, the icons.
const CONTROLS: [(&str, &str); 5] =
    [("accent", "ground"), ("text", "ground"), ("accent", "line"), ("urgent", "line"), ("on-accent", "accent")];

/// The colours of a theme by name; dark is the first of each pair.
fn colours(dark: bool) -> BTreeMap<String, [f64; 3]> {
    let source = include_str!("../src/ui/parts.slint");
    let lines = source.lines().filter_map(|line| line.trim().strip_prefix("out property <color> "));
    let colour = |line: &str| {
        let (name, value) = line.split_once(": dark ? ").unwrap();
        let (first, second) = value.trim_end_matches(';').split_once(" : ").unwrap();
        let digits = if dark { first } else { second }.strip_prefix('#').unwrap();
        let part = |at: usize| f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0;
        (name.to_owned(), [part(0), part(2), part(4)])
    };
    lines.map(colour).collect()
}

fn luminance(colour: [f64; 3]) -> f64 {
    let linear = |part: f64| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn texts_and_controls_stand_out_in_both_themes() {
    let mut weak = vec![];
    for (theme, dark) in [("light", false), ("dark", true)] {
        let colours = colours(dark);
        assert!(colours.len() >= 12, "the colours are found");
        for (pairs, least) in [(&TEXTS[..], 4.5), (&CONTROLS[..], 3.0)] {
            for (front, behind) in pairs {
                let ratio = contrast(colours[*front], colours[*behind]);
                if ratio < least {
                    weak.push(format!("{theme}: {front} on {behind} is {ratio:.2}, less than {least}"));
                }
            }
        }
    }
    assert!(weak.is_empty(), "{weak:#?}");
}

#[test]
fn the_formula_is_the_standards() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
    assert!((contrast([119.0 / 255.0; 3], [1.0; 3]) - 4.48).abs() < 0.005, "#777 on white fails by a little");
}
