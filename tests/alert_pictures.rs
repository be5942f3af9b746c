//! Every face of the alert window, drawn without a display and compared with pictures that a
//! person looked at. `DESKBELL_NEW_PICTURES=1` takes today's as the new reference.
#![expect(clippy::unwrap_used, clippy::unnecessary_wraps, reason = "a test that panics has failed, as it should")]
#![expect(unreachable_pub, reason = "support files serve several tests")]

#[path = "support/alert_view.rs"]
mod alert_view;
#[path = "support/memory_window.rs"]
mod memory_window;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use deskbell::domain::channel::Channel;
use deskbell::domain::conversation::{Case, Customer};
use deskbell::domain::input::Refusal;
use deskbell::domain::privacy::Privacy;
use deskbell::domain::template::{Field, Pattern, Template};
use deskbell::domain::view::{AlertPhase, AlertView, GoneWhy, Press};
use deskbell::i18n::{TAGS, Words};
use deskbell::pii::Pii;
use deskbell::protocol::from_center::{Identified, OfferReason, Outcome, RefusalCode, Theme};
use deskbell::time::Timestamp;
use deskbell::ui::alert::{AlertWindow, fill};
use memory_window::{FONTS, newest, set_platform};
use slint::platform::WindowEvent;
use slint::{ComponentHandle as _, PhysicalSize, Rgba8Pixel, SharedPixelBuffer};

/// The mean difference of a colour channel (0 to 255) that smoothing may make.
const TOLERANCE: f64 = 1.0;
const NOW: Timestamp = Timestamp::from_millis(200_000);

/// A face: its name, the alert, and how many wait behind it.
struct Face {
    name: &'static str,
    alert: AlertView,
    behind: usize,
}

fn text(text: &str) -> Option<Pii<String>> {
    Some(Pii::new(text.to_owned()))
}

fn chat() -> AlertView {
    let mut chat = alert_view::bare(NOW);
    chat.since = NOW - Duration::from_secs(18);
    chat.deadline = Some(NOW + Duration::from_secs(42));
    let conversation = &mut chat.conversation;
    conversation.queue = Some("Billing queue".into());
    conversation.customer = Customer {
        name: text("Anna Nowak"),
        phone: None,
        company: text("Contoso Sp. z o.o."),
        identified: Identified::Yes,
    };
    conversation.comment = text("My invoice shows two charges for October, can you check it please?");
    conversation.case = Some(Case { number: Some("CAS-01423".into()), title: text("Double charge") });
    conversation.waiting_since = NOW - Duration::from_secs(134);
    chat
}

fn sms(identified: Identified) -> AlertView {
    let mut sms = chat();
    sms.deadline = Some(NOW + Duration::from_secs(9));
    sms.conversation.channel = Channel::Sms;
    sms.conversation.queue = Some("Deliveries".into());
    sms.conversation.customer = Customer { name: None, phone: text("+48 601 234 567"), company: None, identified };
    sms.conversation.comment = text("Gdzie jest moja paczka? Miała być w poniedziałek…");
    sms.conversation.case = None;
    sms
}

/// As much of everything as the daemon lets through.
fn longest() -> AlertView {
    let mut long = chat();
    long.reason = OfferReason::BotEscalation;
    long.conversation.channel = Channel::Facebook;
    long.conversation.queue = Some("Warranty, returns and complaints of business customers".into());
    long.conversation.customer.name =
        text("Wolfeschlegelsteinhausenbergerdorff-Konstantynopolitańczykowianeczka Maria");
    long.conversation.customer.company = text("Przedsiębiorstwo Wielobranżowe Brzęczyszczykiewicz i Wspólnicy");
    long.conversation.comment = text(&"This has been going on for far too long and nobody tells me why. ".repeat(5));
    long.conversation.case = Some(Case {
        number: Some("CAS-2026-0000001423".into()),
        title: text("The parcel came open, wet and with another customer's invoice in it"),
    });
    long
}

fn other_script() -> AlertView {
    let mut alert = chat();
    alert.declinable = false;
    alert.deadline = None;
    alert.conversation.channel = Channel::WhatsApp;
    alert.conversation.customer.name = text("محمد العلي");
    alert.conversation.comment = text("مرحبا، أين طلبي؟ Order 1423 ❤");
    alert
}

/// As the domain gives it where nobody is to know who writes.
fn hidden() -> AlertView {
    let mut alert = AlertView { privacy: Privacy::Hidden, ..chat() };
    alert.conversation.customer = Customer { name: None, phone: None, company: None, identified: Identified::Yes };
    (alert.conversation.comment, alert.conversation.case) = (None, None);
    alert
}

/// With the agent asked for a reason to decline, of more than there is room for at once.
fn choosing() -> AlertView {
    let reasons = ["In a meeting", "Not my field", "I do not speak the customer's language", "Technical problems"];
    let more = (1..=4).map(|number| format!("Another reason {number}"));
    AlertView { decline_reasons: reasons.into_iter().map(str::to_owned).chain(more).collect(), ..chat() }
}

/// With what an administrator wants it to say.
fn templated() -> AlertView {
    let pattern = |text| Pattern::parse(text).unwrap();
    let field = |label: &str, text| Field { label: label.into(), text: pattern(text) };
    let fields = vec![
        field("Order", "{answer:order}"),
        field("Case", "{case-number}"),
        field("Customer", "{company}, waiting {waiting}"),
        field("", "Offer a voucher"),
    ];
    let mut alert = chat();
    alert.conversation.answers.insert("order".into(), Pii::new("4711-2026".into()));
    AlertView { template: Some(Template { title: Some(pattern("Order chat")), fields: Some(fields) }), ..alert }
}

fn faces() -> Vec<Face> {
    let in_phase = |phase| AlertView { phase, ..chat() };
    let face = |name, alert| Face { name, alert, behind: 0 };
    let taken = GoneWhy::Closed { outcome: Outcome::Taken, by: None };
    vec![
        face("ringing", chat()),
        Face { name: "unknown-number", alert: sms(Identified::No), behind: 2 },
        face("ambiguous-number", sms(Identified::Ambiguous)),
        face("gone", in_phase(AlertPhase::Gone(taken))),
        face("accepting", in_phase(AlertPhase::Accepting)),
        face("offline", in_phase(AlertPhase::Offline { pressed: None })),
        face("offline-kept", in_phase(AlertPhase::Offline { pressed: Some(Press::Accept) })),
        face("refused", in_phase(AlertPhase::Refused(Refusal::Said(RefusalCode::Busy)))),
        Face { name: "longest", alert: longest(), behind: 5 },
        face("other-script", other_script()),
        face("hidden", hidden()),
        face("template", templated()),
        Face { name: "choosing", alert: choosing(), behind: 0 },
    ]
}

#[test]
fn every_face_looks_like_its_reference() {
    set_platform();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    fs::create_dir_all(&folder).unwrap();
    let renew = std::env::var_os("DESKBELL_NEW_PICTURES").is_some();
    if renew {
        fs::write(references().join("fonts"), fonts()).unwrap();
    }
    let comparable = fs::read_to_string(references().join("fonts")).unwrap_or_default() == fonts();
    if !comparable {
        println!("not compared with the references: they were drawn with other fonts than this machine's");
    }
    let mut wrong = vec![];
    for face in faces() {
        for (look, scale) in looks() {
            let name = format!("{}-{}-{}-{scale}x.png", face.name, look.0, look.1);
            let picture = draw(&face, look, scale);
            save(&folder.join(&name), &picture, png::Compression::Fastest);
            let reference = references().join(&name);
            if renew && kept(face.name, look, scale) {
                save(&reference, &picture, png::Compression::High);
            }
            if comparable && kept(face.name, look, scale) {
                wrong.extend(difference(&reference, &picture).map(|why| format!("{name}: {why}")));
            }
            assert_eq!(picture.width(), 372 * scale, "{name}");
            let height = picture.height() / scale;
            assert!((110..=460).contains(&height), "{name} is {height} high");
        }
    }
    assert!(wrong.is_empty(), "see {}: {wrong:#?}", folder.display());
}

type Look = (&'static str, &'static str);

/// Every language in light and dark; how words are drawn two and three times as large shows in one of them.
fn looks() -> Vec<(Look, u32)> {
    let each = TAGS.into_iter().flat_map(|tag| [(tag, "light"), (tag, "dark")]);
    let scales = |look| match look {
        ("en", "light") => 1..=3,
        ("en", _) => 1..=2,
        _ => 1..=1,
    };
    each.flat_map(|look| scales(look).map(move |scale| (look, scale))).collect()
}

/// Not every picture is worth its bytes: the others differ in what these show already. A further
/// language needs none; that its words fit is measured in `languages.rs`.
fn kept(face: &str, (language, theme): Look, scale: u32) -> bool {
    let wordy = ["ringing", "unknown-number", "offline", "gone"].contains(&face);
    let shows_more = match language {
        "en" => true,
        "pl" => theme == "light",
        "de" | "es" => theme == "light" && wordy,
        _ => false,
    };
    scale == 1 && shows_more
}

fn references() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference")
}

/// Tells the fonts of this machine from others: the sizes of their files.
fn fonts() -> String {
    let size = |path: &&str| fs::metadata(path).map_or(0, |file| file.len());
    FONTS.iter().map(|path| format!("{path} {}\n", size(path))).collect()
}

fn draw(face: &Face, (language, theme): Look, scale: u32) -> SharedPixelBuffer<Rgba8Pixel> {
    let window = AlertWindow::new().unwrap();
    let memory = newest();
    let factor = f32::from(u16::try_from(scale).unwrap());
    memory.dispatch_event(WindowEvent::ScaleFactorChanged { scale_factor: factor });
    let theme = if theme == "dark" { Theme::Dark } else { Theme::Light };
    fill(&window, &face.alert, face.behind, theme, NOW, &Words::daemon(Some(language)));
    window.set_choosing(!face.alert.decline_reasons.is_empty());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some hundreds of pixels")]
    let height = (window.get_wanted_height() * factor).ceil() as u32;
    memory.set_size(PhysicalSize::new(372 * scale, height));
    window.show().unwrap();
    window.window().take_snapshot().unwrap()
}

fn save(path: &Path, picture: &SharedPixelBuffer<Rgba8Pixel>, how: png::Compression) {
    let file = fs::File::create(path).unwrap();
    let mut encoder = png::Encoder::new(std::io::BufWriter::new(file), picture.width(), picture.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(how);
    let bytes: Vec<u8> = picture.as_slice().iter().flat_map(|p| [p.r, p.g, p.b]).collect();
    encoder.write_header().unwrap().write_image_data(&bytes).unwrap();
}

/// How the picture differs from its reference, if it does.
fn difference(reference: &Path, picture: &SharedPixelBuffer<Rgba8Pixel>) -> Option<String> {
    let Ok(file) = fs::File::open(reference) else { return Some("there is no reference".into()) };
    let mut reader = png::Decoder::new(std::io::BufReader::new(file)).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    if (info.width, info.height) != (picture.width(), picture.height()) {
        let now = (picture.width(), picture.height());
        return Some(format!("measures {now:?} instead of {:?}", (info.width, info.height)));
    }
    let now = picture.as_slice().iter().flat_map(|p| [p.r, p.g, p.b]);
    let total: u64 = bytes.iter().zip(now).map(|(before, now)| u64::from(before.abs_diff(now))).sum();
    #[expect(clippy::cast_precision_loss, reason = "a picture has less than 2^52 bytes")]
    let mean = total as f64 / bytes.len() as f64;
    (mean > TOLERANCE).then(|| format!("differs by {mean:.2} a channel"))
}
