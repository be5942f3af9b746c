//! An alert window's contents: fills the toolkit's component from a view. Knows nothing of places.

use slint::{ComponentHandle as _, Global as _, Model as _, ModelRc, SharedString, VecModel};

use super::pictures;
use super::words::{alert_heading, alert_rows, alert_words, countdown, more_behind};
use crate::domain::view::{AlertPhase, AlertView};
use crate::i18n::Words;
use crate::protocol::from_center::Theme;
use crate::time::Timestamp;

pub use super::generated::AlertWindow;
use super::generated::{Card, Colors, Tone};

/// The countdown turns red when so many milliseconds are left.
const URGENT: u128 = 10_000;
/// A deadline later than this many milliseconds has no countdown: nobody counts days down.
const COUNTED: u128 = 24 * 60 * 60 * 1000;

/// What names, queues and comments are mostly made of in the languages that the daemon speaks.
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789 \
    ĄĆĘŁŃÓŚŹŻ ąćęłńóśźż ÄÖÜ äöüß ÁÉÍÑÚ áéíñú +-·…?!¿¡.,:;()@/'\"&„“«»";

/// Puts everything on the window that does not change with time.
pub fn fill(window: &AlertWindow, alert: &AlertView, behind: usize, theme: Theme, now: Timestamp, words: &Words) {
    Colors::get(window).set_tone(tone(theme));
    let side = window.window().scale_factor() * 18.0;
    let icon = pictures::channel(&alert.conversation.channel, side);
    let card = card(alert, behind, now, words, icon);
    if !card.problem.is_empty() && window.get_card().problem != card.problem {
        window.set_announced(card.problem.clone());
    }
    if !same(&window.get_card(), &card) {
        window.set_card(card);
    }
    if !can_choose(alert) {
        window.set_choosing(false);
    }
    tick(window, alert, now, words);
}

/// Puts on the window what changes with time: countdown, bar and wait.
pub fn tick(window: &AlertWindow, alert: &AlertView, now: Timestamp, words: &Words) {
    if !matches!(alert.phase, AlertPhase::Gone(_)) {
        tick_rows(window, alert, now, words);
    }
    let Some(deadline) = alert.deadline else { return };
    let (left, whole) = (deadline.since(now), deadline.since(alert.since));
    window.set_countdown(countdown(left).into());
    window.set_left(left.as_secs_f32() / whole.as_secs_f32().max(0.001));
    window.set_urgent(left.as_millis() <= URGENT);
}

/// The wait may stand in any row, and in the heading of a template.
fn tick_rows(window: &AlertWindow, alert: &AlertView, now: Timestamp, words: &Words) {
    let rows = alert_rows(alert, now, words);
    window.set_waited(rows.first().map(|(_, value)| value.into()).unwrap_or_default());
    if alert.template.is_some() {
        let mut card = Card { heading: alert_heading(alert, now, words).into(), ..window.get_card() };
        put_rows(&mut card, &rows);
        if !same(&window.get_card(), &card) {
            window.set_card(card);
        }
    }
}

/// The first row's value is apart: it usually changes each second.
fn put_rows(card: &mut Card, rows: &[(String, String)]) {
    let row = |at: usize| rows.get(at).map(|(label, value)| (label.into(), value.into())).unwrap_or_default();
    card.waiting_label = row(0).0;
    (card.case_label, card.case) = row(1);
    (card.third_label, card.third) = row(2);
    (card.fourth_label, card.fourth) = row(3);
}

/// Lists of reasons are compared by what is in them.
fn same(before: &Card, now: &Card) -> bool {
    let same_reasons = before.reasons.iter().eq(now.reasons.iter());
    same_reasons && *before == Card { reasons: before.reasons.clone(), ..now.clone() }
}

/// Whether the agent may be asked for a reason to decline.
const fn can_choose(alert: &AlertView) -> bool {
    let open = !matches!(alert.phase, AlertPhase::Gone(_) | AlertPhase::Accepting);
    open && alert.declinable && !alert.decline_reasons.is_empty()
}

/// Has screen readers say what came. Only once it is on the screen: what a new window begins with is
/// not announced.
pub fn announce(window: &AlertWindow) {
    window.set_announced(window.get_card().spoken);
}

/// Takes every word off the window.
pub fn clear(window: &AlertWindow) {
    window.set_choosing(false);
    window.set_announced(SharedString::new());
    window.set_card(Card::default());
    window.set_waited(SharedString::new());
    window.set_countdown(SharedString::new());
}

/// Draws every usual letter in every size once, to nowhere, so that the first customer does not
/// wait for fonts.
///
/// # Errors
/// If the toolkit cannot draw.
pub fn rehearse(window: &AlertWindow, words: &Words) -> Result<(), slint::PlatformError> {
    let letters: SharedString = LETTERS.into();
    window.set_card(Card {
        heading: letters.clone(),
        detail: letters.clone(),
        initials: letters.clone(),
        name: letters.clone(),
        identity: letters.clone(),
        comment: letters.clone(),
        waiting_label: letters.clone(),
        case: letters.clone(),
        problem: letters.clone(),
        advice: letters,
        accept: words.text("alert-accept").into(),
        decline: words.text("alert-decline").into(),
        more: more_behind(2, words).into(),
        can_accept: true,
        can_decline: true,
        live: true,
        counts_down: true,
        ..Card::default()
    });
    window.window().set_size(slint::LogicalSize::new(372.0, window.get_wanted_height()));
    window.window().take_snapshot()?;
    clear(window);
    Ok(())
}

fn card(alert: &AlertView, behind: usize, now: Timestamp, words: &Words, icon: slint::Image) -> Card {
    let said = alert_words(alert, now, words);
    let open = !matches!(alert.phase, AlertPhase::Gone(_));
    let accepting = alert.phase == AlertPhase::Accepting;
    let comment = alert.conversation.comment.as_ref().filter(|_| open);
    let mut card = Card {
        spoken: said.spoken.into(),
        heading: said.heading.into(),
        detail: said.detail.into(),
        icon,
        initials: said.initials.into(),
        name: said.name.into(),
        identity: said.identity.into(),
        comment: comment.map(|comment| comment.reveal().into()).unwrap_or_default(),
        problem: said.problem.into(),
        advice: said.advice.into(),
        accept: said.accept.into(),
        decline: words.text("alert-decline").into(),
        reasons: reasons(&alert.decline_reasons),
        reasons_heading: words.text("alert-reasons").into(),
        back: words.text("alert-back").into(),
        can_accept: open,
        can_decline: open && alert.declinable && !accepting,
        live: open && !accepting,
        dimmed: matches!(alert.phase, AlertPhase::Offline { .. }),
        counts_down: open && alert.deadline.is_some_and(|deadline| deadline.since(now).as_millis() < COUNTED),
        more: more_behind(behind, words).into(),
        ..Card::default()
    };
    if open {
        put_rows(&mut card, &said.rows);
    }
    card
}

fn reasons(reasons: &[String]) -> ModelRc<SharedString> {
    let reasons: Vec<SharedString> = reasons.iter().map(Into::into).collect();
    ModelRc::new(VecModel::from(reasons))
}

pub(super) const fn tone(theme: Theme) -> Tone {
    match theme {
        Theme::Light => Tone::Light,
        Theme::Dark => Tone::Dark,
        Theme::System => Tone::System,
    }
}
