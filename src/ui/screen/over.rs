//! What another window over an alert means. Windows does not tell of such windows by itself.

/// What the agent has open for a moment: raised over it, an alert would take the choice away.
const CHOICES: [&str; 2] = ["#32768", "ComboLBox"];
/// The words that appear under the mouse.
const WORDS: &str = "tooltips_class32";

/// A window that has a part of the screen in common with an alert and stands over it.
pub(super) struct Over {
    /// Its kind.
    pub(super) class: String,
    /// Nobody sees it, though it counts as visible: on another virtual desktop, or of an app that sleeps.
    pub(super) cloaked: bool,
    /// The mouse goes through it, so that what is below is meant to be seen.
    pub(super) click_through: bool,
}

/// Whether alerts below these are to be raised.
pub(super) fn hides(over: &[Over]) -> bool {
    let seen = || over.iter().filter(|over| !over.cloaked && !over.click_through);
    let choosing = seen().any(|over| CHOICES.contains(&over.class.as_str()));
    !choosing && seen().any(|over| over.class != WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(class: &str) -> Over {
        Over { class: class.to_owned(), cloaked: false, click_through: false }
    }

    #[test]
    fn an_alert_is_raised_over_windows_and_not_over_what_nobody_sees_or_clicks() {
        assert!(hides(&[window("Chrome_WidgetWin_1")]));
        assert!(!hides(&[Over { cloaked: true, ..window("ApplicationFrameWindow") }]));
        assert!(!hides(&[Over { click_through: true, ..window("Overlay") }]));
        assert!(!hides(&[window("tooltips_class32")]));
        assert!(hides(&[window("tooltips_class32"), window("Notepad")]));
        assert!(!hides(&[]));
    }

    #[test]
    fn no_alert_is_raised_over_an_open_menu_or_list() {
        for class in ["#32768", "ComboLBox"] {
            assert!(!hides(&[window("Notepad"), window(class)]));
            assert!(hides(&[window("Notepad"), Over { cloaked: true, ..window(class) }]));
        }
    }
}
