//! What is fuzzed, and what must hold whatever the bytes are. Run by libFuzzer (`make fuzz`), and
//! by `tests/fuzz_corpus.rs` over the inputs that are kept.

use std::path::PathBuf;
use std::sync::OnceLock;

use deskbell::config::words::sentence;
use deskbell::config::{Config, Files, Layer, SETTINGS};
use deskbell::domain::conversation::{Conversation, Notice, Offer};
use deskbell::domain::effect::{Effect, Journal};
use deskbell::domain::input::{AgentAction, CenterEvent, CenterNews, Input};
use deskbell::domain::view::ALERTS_AT_MOST;
use deskbell::domain::{Desk, OFFERS_AT_MOST, Preferences, TOASTS_AT_MOST};
use deskbell::i18n::{TAGS, Words};
use deskbell::links;
use deskbell::protocol::from_client::Device;
use deskbell::provider::{ALL, Frame, Login, Provider};
use deskbell::text::{COMMENT, NAME, shown, visible};
use deskbell::time::Timestamp;
use unicode_segmentation::UnicodeSegmentation as _;
use url::{Host, Url};

/// Ids and links are not longer than this. In bytes.
const ID_LIMIT: usize = 512;
const LINK_LIMIT: usize = 4096;
/// Sets frames apart in an input.
const BETWEEN: u8 = 0x1E;
/// What the agent's computer allows by itself.
const ALLOWED: &str = "crm.example.com";
/// The beginning of a session.
const READY: &str = r#"{"specversion":"1.0","id":"r","source":"/c","type":"dev.deskbell.session.ready.v1","data":{
    "epoch":"e","recovered":false,"head":"00000000000000000000","serverTime":"2026-01-01T00:00:00Z",
    "heartbeatSeconds":15,"agent":{"id":"a","name":"A"},"presence":{"current":"p","options":[]},"offers":[]}}"#;

/// Frames from a center, a second apart, on their way to the desk; the agent accepts what rings.
pub fn decode(bytes: &[u8]) {
    for descriptor in ALL {
        let mut provider = (descriptor.new)();
        provider.on_open(&login());
        let preferences = Preferences { allowed_hosts: vec![ALLOWED.into()], ..Preferences::default() };
        let mut desk = Desk::new(preferences, Journal::default());
        let first = [READY.as_bytes()].into_iter().filter(|_| bytes.first() != Some(&BETWEEN));
        for (frame, second) in first.chain(bytes.split(|byte| *byte == BETWEEN)).zip(0..) {
            let now = Timestamp::from_millis(second * 1000);
            for event in understood(provider.as_mut(), frame, now) {
                feed(&mut desk, now, Input::Center(event));
            }
            if let Some(alert) = desk.view().alerts.first() {
                feed(&mut desk, now, Input::Agent(AgentAction::Accept(alert.id.clone())));
            }
        }
    }
}

fn understood(provider: &mut dyn Provider, frame: &[u8], now: Timestamp) -> Vec<CenterEvent> {
    let frame = match std::str::from_utf8(frame) {
        Ok(text) => Frame::Text(text.to_owned()),
        Err(_) => Frame::Binary(frame.to_owned()),
    };
    match provider.decode(&frame, now) {
        Ok(events) => {
            assert!(events.len() <= 1);
            events.iter().for_each(check_event);
            events
        }
        Err(error) => {
            assert!(error.what.len() < 2_000 && is_calm(&error.what), "{:?}", error.what);
            assert!(error.stamp.is_none_or(|stamp| stamp.key.0.len() <= 2 * ID_LIMIT + 1));
            vec![]
        }
    }
}

fn feed(desk: &mut Desk, now: Timestamp, input: Input) {
    for effect in desk.update(now, input) {
        if let Effect::Open(link, _) = effect {
            let hosts = desk.view().allowed_hosts;
            assert!(links::check(&link, &hosts).is_ok(), "{link} by {hosts:?}");
        }
    }
    assert!(desk.next_deadline().is_none_or(|at| at > now), "a deadline that is not in the future");
    let view = desk.view();
    assert!(view.alerts.len() <= ALERTS_AT_MOST && view.tray.offers.len() <= OFFERS_AT_MOST);
    assert!(view.tray.recent.len() <= TOASTS_AT_MOST);
}

fn check_event(event: &CenterEvent) {
    if let Some(stamp) = &event.stamp {
        assert!(stamp.key.0.len() <= 2 * ID_LIMIT + 1);
    }
    match &event.what {
        CenterNews::Ready(ready) => {
            check_ids([&ready.epoch, &ready.agent.id, &ready.presence.current]);
            check_ids(ready.presence.options.iter().map(|option| &option.id));
            check_texts(ready.presence.options.iter().map(|option| option.name.as_str()), NAME);
            check_texts([ready.agent.name.as_str()], NAME);
            ready.offers.iter().for_each(check_offer);
            check_settings(&ready.settings);
        }
        CenterNews::Offered(offer) | CenterNews::OfferUpdated(offer) => check_offer(offer),
        CenterNews::OfferClosed { offer, by, .. } => {
            check_ids([&offer.0]);
            check_texts(by.as_deref(), NAME);
        }
        CenterNews::Notice(notice) => check_notice(notice),
        CenterNews::NoticeWithdrawn(notice) => check_ids([&notice.0]),
        CenterNews::PresenceChanged { current, reason } => {
            check_ids([current]);
            check_texts(reason.as_deref(), NAME);
        }
        CenterNews::SettingsChanged(settings) => check_settings(settings),
        CenterNews::Answer { result, .. } => {
            assert!(result.as_ref().ok().and_then(Option::as_ref).is_none_or(|url| url.len() <= LINK_LIMIT));
        }
        CenterNews::Closing { .. } | CenterNews::Unknown => {}
    }
}

fn check_offer(offer: &Offer) {
    check_ids([&offer.id.0]);
    check_conversation(&offer.conversation);
}

fn check_notice(notice: &Notice) {
    check_ids([&notice.id.0]);
    check_texts(notice.from.as_deref(), NAME);
    check_texts(notice.note.as_ref().map(|note| note.reveal().as_str()), COMMENT);
    check_conversation(&notice.conversation);
}

fn check_conversation(conversation: &Conversation) {
    check_ids([&conversation.id.0]);
    let customer = &conversation.customer;
    let names = [&customer.name, &customer.phone, &customer.company];
    check_texts(names.into_iter().flatten().map(|name| name.reveal().as_str()), NAME);
    check_texts(conversation.comment.as_ref().map(|comment| comment.reveal().as_str()), COMMENT);
    check_texts(conversation.queue.as_deref(), NAME);
    check_texts([conversation.channel.id()], NAME);
    for (question, answer) in &conversation.answers {
        check_texts(Some(question.as_str()), NAME);
        check_texts(Some(answer.reveal().as_str()), NAME);
    }
    let case = conversation.case.as_ref();
    check_texts(case.and_then(|case| case.number.as_deref()), NAME);
    check_texts(case.and_then(|case| case.title.as_ref()).map(|title| title.reveal().as_str()), NAME);
    assert!(conversation.summary_url.as_ref().is_none_or(|url| url.len() <= LINK_LIMIT));
}

fn check_settings(settings: &deskbell::protocol::from_center::Settings) {
    let hosts = settings.allowed_hosts.as_deref().unwrap_or_default();
    assert!(hosts.len() <= 100 && hosts.iter().all(|host| links::is_host_rule(host)));
    let reasons = settings.decline_reasons.as_deref().unwrap_or_default();
    assert!(reasons.len() <= 50);
    check_texts(reasons.iter().map(String::as_str), NAME);
    assert!(settings.agent_desktop_url.as_ref().is_none_or(|url| url.len() <= LINK_LIMIT));
}

fn check_ids<'a>(ids: impl IntoIterator<Item = &'a String>) {
    for id in ids {
        assert!(!id.is_empty() && id.len() <= ID_LIMIT);
    }
}

fn check_texts<'a>(texts: impl IntoIterator<Item = &'a str>, limit: usize) {
    for text in texts {
        assert!(text.graphemes(true).count() <= limit, "{text:?}");
        assert!(is_calm(text) && !text.contains('\n'), "{text:?}");
    }
}

/// Nothing that a terminal obeys, or that reorders what is around it.
fn is_calm(text: &str) -> bool {
    let reorders = |c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}');
    !text.chars().any(|c| (c.is_control() && c != '\n') || reorders(c))
}

fn login() -> Login {
    Login {
        center: "wss://center.example/v1/agent".parse().expect("it is one"),
        token: "secret".into(),
        device: Device { id: "d".into(), os: "linux".into(), version: "0".into() },
        locale: "en".into(),
        id_prefix: "run".into(),
        resume: None,
    }
}

/// A configuration file, and the same text as the value of every variable.
pub fn config(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut file = Config::default();
    file.read_toml(Layer::User, &text, "config.toml");
    let nowhere = || PathBuf::from("/nowhere");
    let files = Files { system: Some(nowhere()), user: nowhere(), policy: Some(nowhere()) };
    let variables = Config::load(&files, |_| Some(text.clone().into_owned()), &[]);
    let mut policy = Config::default();
    policy.read_policy(&text, "policy.toml");
    for config in [file, variables, policy] {
        // One of each setting, and as many as are told of the hosts and of the templates.
        assert!(config.problems.len() <= SETTINGS.len() + 40);
        for problem in &config.problems {
            for words in all_languages() {
                let said = sentence(problem, words);
                assert!(is_calm(&said) && !said.contains('\n'), "{said:?}");
            }
        }
        let preferences = config.preferences("p".into());
        assert!(preferences.allowed_hosts.iter().all(|host| links::is_host_rule(host)));
        assert!(preferences.agent_desktop_url.is_none_or(|url| Url::parse(&url).is_ok()));
        assert!(config.text("proxy").is_none_or(|proxy| !proxy.contains('@')));
        let center = config.text("center").map(|center| Url::parse(center).expect("it was checked"));
        assert!(center.is_none_or(|center| center.password().is_none() && center.username().is_empty()));
    }
}

fn all_languages() -> &'static [Words; TAGS.len()] {
    static WORDS: OnceLock<[Words; TAGS.len()]> = OnceLock::new();
    WORDS.get_or_init(|| TAGS.map(|tag| Words::daemon(Some(tag))))
}

/// The first line is a list of allowed hosts with commas between, the rest is a link.
pub fn links(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (hosts, link) = text.split_once('\n').unwrap_or((ALLOWED, &text));
    let hosts: Vec<String> = hosts.split(',').map(str::to_owned).collect();
    match links::check(link, &hosts) {
        Ok(url) => {
            let again = Url::parse(url.as_str()).expect("its normal form is a link");
            assert_eq!(again, url);
            assert!(again.username().is_empty() && again.password().is_none(), "{again}");
            let local = again.host().is_some_and(|host| links::is_this_computer(&host));
            assert!(again.scheme() == "https" || (again.scheme() == "http" && local), "{again}");
            assert!(!again.as_str().chars().any(|c| c.is_control() || c.is_whitespace()), "{again}");
            assert!(hosts.iter().any(|host| allows(host, &again)), "{again} by {hosts:?}");
            assert_eq!(links::check(again.as_str(), &hosts), Ok(url));
        }
        Err(refused) => {
            assert!(refused.what.len() <= 110 && refused.what.trim_start_matches('…').is_ascii(), "{:?}", refused.what);
            assert!(is_calm(&refused.what));
        }
    }
}

/// Whether the entry allows the host of the link, reckoned in another way than the program does.
fn allows(entry: &str, url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let port = url.port_or_known_default().unwrap_or_default();
    let with_port = entry.rsplit_once(':').filter(|(_, digits)| digits.parse() == Ok(port)).map(|(host, _)| host);
    [Some(entry), with_port].into_iter().flatten().any(|entry| match entry.strip_prefix("*.") {
        Some(parent) => Host::parse(parent).is_ok_and(|parent| host.ends_with(&format!(".{parent}"))),
        None => Host::parse(entry).is_ok_and(|own| own.to_string() == host),
    })
}

/// Text that is shown to a person, and printed on a terminal.
pub fn text(bytes: &[u8]) {
    let raw = String::from_utf8_lossy(bytes);
    for limit in [1, 3, NAME, COMMENT] {
        let once = shown(&raw, limit);
        check_texts([once.as_str()], limit);
        assert!(once.trim() == once && !once.contains("  "), "{once:?}");
        assert_eq!(shown(&once, limit), once);
    }
    let printed = visible(&raw);
    assert!(is_calm(&printed));
    assert_eq!(visible(&printed), printed);
}

/// A journal that was damaged in some way.
pub fn journal(bytes: &[u8]) {
    let journal = deskbell::journal::parse(&String::from_utf8_lossy(bytes));
    let mut desk = Desk::new(Preferences::default(), journal);
    feed(&mut desk, Timestamp::from_millis(0), Input::Tick);
    let mut provider = (ALL[0].new)();
    for event in understood(provider.as_mut(), READY.as_bytes(), Timestamp::from_millis(0)) {
        feed(&mut desk, Timestamp::from_millis(1000), Input::Center(event));
    }
}
