//! The words of every language have room: on the alert by measuring its texts as they are drawn, in
//! the menu and on toasts, which others draw, by counting characters.

use std::path::Path;
use std::time::Duration;

use deskbell::domain::channel::Channel;
use deskbell::domain::conversation::Case;
use deskbell::domain::input::Refusal;
use deskbell::domain::privacy::Privacy;
use deskbell::domain::view::{AlertPhase, AlertView, GoneWhy, Press};
use deskbell::i18n::{DAEMON, TAGS, Words};
use deskbell::pii::Pii;
use deskbell::protocol::from_center::{Identified, OfferReason, Outcome, RefusalCode, Theme};
use deskbell::time::Timestamp;
use deskbell::ui::alert::{AlertWindow, fill};

use slint::ComponentHandle as _;

use super::files::messages;
use super::memory_window::{FONTS, newest, set_platform};

const NOW: Timestamp = Timestamp::from_millis(500_000_000);
/// An alert is at most so many logical pixels high, so that three of them fit on a small screen.
const HEIGHT: f32 = 460.0;

/// An offer of which nothing is known but what the daemon says in its own words.
fn bare() -> AlertView {
    let mut alert = super::alert_view::bare(NOW);
    alert.deadline = Some(NOW + Duration::from_secs(10 * 3600));
    // The longest wait that anybody will read: 100 h 59 min.
    alert.conversation.waiting_since = NOW - Duration::from_secs(101 * 3600 - 60);
    alert
}

fn phases() -> Vec<AlertPhase> {
    let outcomes = [Outcome::Accepted, Outcome::Taken, Outcome::CustomerLeft, Outcome::Expired, Outcome::Rerouted];
    let codes = [
        RefusalCode::Taken,
        RefusalCode::Expired,
        RefusalCode::Withdrawn,
        RefusalCode::Forbidden,
        RefusalCode::Unknown,
        RefusalCode::Busy,
    ];
    let closed = outcomes.map(|outcome| GoneWhy::Closed { outcome, by: None });
    let gone = closed.into_iter().chain([GoneWhy::Lapsed, GoneWhy::NotThere, GoneWhy::NoAnswer]);
    let refused = codes.map(Refusal::Said).into_iter().chain([Refusal::Unexplained]);
    let offline = [None, Some(Press::Accept), Some(Press::Decline)];
    [AlertPhase::Ringing, AlertPhase::Accepting]
        .into_iter()
        .chain(gone.map(AlertPhase::Gone))
        .chain(refused.map(AlertPhase::Refused))
        .chain(offline.map(|pressed| AlertPhase::Offline { pressed }))
        .collect()
}

/// Every text of our own stands in at least one of these.
fn alerts(words: &Words) -> Vec<AlertView> {
    let reasons = [
        OfferReason::Incoming,
        OfferReason::Transfer,
        OfferReason::Escalation,
        OfferReason::BotEscalation,
        OfferReason::Consult,
    ];
    let mut all: Vec<_> = phases().into_iter().map(|phase| AlertView { phase, ..bare() }).collect();
    for (channel, reason) in Channel::KNOWN.iter().flat_map(|channel| reasons.map(|reason| (channel, reason))) {
        let mut alert = AlertView { reason, ..bare() };
        alert.conversation.channel = channel.clone();
        all.push(alert);
    }
    let found = [Identified::Yes, Identified::No, Identified::Ambiguous];
    for (identified, phone) in found.into_iter().flat_map(|found| [(found, None), (found, Some("+48 601 234 567"))]) {
        let mut alert = bare();
        alert.conversation.customer.identified = identified;
        alert.conversation.customer.phone = phone.map(|phone| Pii::new(phone.to_owned()));
        all.push(alert);
    }
    all.extend([
        sample(words),
        AlertView { privacy: Privacy::Hidden, ..bare() },
        AlertView { decline_reasons: vec!["Busy".into()], ..bare() },
    ]);
    all
}

/// The sample of `deskbell test-alert`, whose customer is made of our own words.
fn sample(words: &Words) -> AlertView {
    let private = |id| Some(Pii::new(words.text(id)));
    let mut alert = AlertView { sample: true, ..bare() };
    alert.conversation.queue = Some(words.text("sample-queue"));
    alert.conversation.customer.name = private("sample-customer");
    alert.conversation.customer.company = private("sample-company");
    alert.conversation.customer.identified = Identified::Yes;
    alert.conversation.comment = private("sample-comment");
    alert.conversation.case =
        Some(Case { number: Some(words.text("sample-case-number")), title: private("sample-case-title") });
    alert
}

/// A window in memory that shows alerts one after the other.
struct Measure {
    window: AlertWindow,
    /// Whether the window that was drawn last had the button that declines.
    declinable: Option<bool>,
}

impl Measure {
    fn new() -> Self {
        set_platform();
        let window = AlertWindow::new().expect("a window in memory");
        newest().set_size(slint::PhysicalSize::new(372, 460));
        Self { window, declinable: None }
    }

    fn show(&mut self, alert: &AlertView, behind: usize, words: &Words) {
        fill(&self.window, alert, behind, Theme::Light, NOW, words);
        self.window.set_choosing(!alert.decline_reasons.is_empty());
        let declinable = self.window.get_card().can_decline;
        // That button comes and goes with a drawn picture only, and takes half of the other's room.
        if self.declinable.replace(declinable) != Some(declinable) {
            self.window.window().take_snapshot().expect("a picture in memory");
        }
    }

    /// The texts of the window that have less room than they need. The button that declines is as
    /// wide as the one that accepts, which lends it its place.
    fn cut(&self) -> String {
        let accepts = self.window.get_cut();
        let mut card = self.window.get_card();
        if !card.can_decline {
            return accepts.into();
        }
        card.accept = card.decline.clone();
        self.window.set_card(card);
        if self.window.get_cut().contains("accept") { format!("{accepts}decline ") } else { accepts.into() }
    }
}

#[test]
fn no_text_of_our_own_is_cut_on_an_alert() {
    if !FONTS.iter().all(|font| Path::new(font).exists()) {
        println!("not measured: this machine does not have the fonts that alerts are drawn with");
        return;
    }
    let mut measure = Measure::new();
    let mut wrong = vec![];
    for words in TAGS.map(|tag| Words::daemon(Some(tag))) {
        for (behind, alert) in (0..).step_by(7).zip(alerts(&words)) {
            measure.show(&alert, behind, &words);
            let (height, cut) = (measure.window.get_wanted_height(), measure.cut());
            if !cut.is_empty() || height > HEIGHT {
                let (why, how) = (alert.reason, &alert.phase);
                wrong.push(format!("{}: {cut}in {height} px: {why:?}, {how:?}", words.tag()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_text_that_is_too_long_is_found_out() {
    let mut measure = Measure::new();
    let words = Words::daemon(Some("en"));
    let long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk";
    let mut found = |change: &dyn Fn(&mut AlertView)| {
        let mut alert = bare();
        change(&mut alert);
        measure.show(&alert, 0, &words);
        measure.cut()
    };
    assert_eq!(found(&|_| ()), "");
    assert_eq!(found(&|alert| alert.conversation.queue = Some(long.into())), "detail ");
    assert_eq!(found(&|alert| alert.conversation.customer.name = Some(Pii::new(long.into()))), "name ");
    assert_eq!(found(&|alert| alert.conversation.customer.company = Some(Pii::new(long.into()))), "identity ");
    assert_eq!(found(&|alert| alert.conversation.channel = Channel::Other(long.into())), "heading ");
    measure.show(&bare(), 0, &words);
    let mut card = measure.window.get_card();
    (card.waiting_label, card.case_label, card.case) = (long.into(), long.into(), long.into());
    (card.reasons_heading, card.back) = (long.repeat(2).into(), long.into());
    (card.more, card.decline) = (long.repeat(2).into(), "Diese Unterhaltung ablehnen".into());
    measure.window.set_card(card);
    assert_eq!(measure.cut(), "waiting-label case-label case reasons-heading back more decline ");
}

/// What stands on one line of the menu or is the title of a toast, by the beginnings of its ids.
const LINES: [(&[&str], usize); 3] = [
    (&["toast-"], 60),
    (&["tray-", "presence-back", "recent-", "trouble-", "link-hint-", "sign-in-hint-"], 80),
    (&["link-connect", "link-waiting", "link-stopped", "link-signed-out"], 80),
];

#[test]
fn lines_of_the_menu_and_titles_of_toasts_are_short() {
    for (tag, file) in DAEMON {
        for (id, message) in messages(file).expect("it is Fluent") {
            let limits = LINES.iter().filter(|(starts, _)| starts.iter().any(|start| id.starts_with(start)));
            for (_, limit) in limits.filter(|_| !id.ends_with("-body")) {
                assert!(message.length <= *limit, "{tag}: {id} has {} characters", message.length);
            }
        }
    }
}
