//! Words: every text that a person sees comes from a Fluent file, one a language.
//!
//! Adding a language is one file in `src/i18n`, called by its tag: the build lists what is there, and
//! the setting `language` takes what is listed. The reference contact center has its own files in
//! `src/center/i18n`, found in the same way.

use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_langneg::{NegotiationStrategy, negotiate_languages};
use unic_langid::LanguageIdentifier;

pub use fluent_bundle::FluentValue;

/// A language: its BCP 47 tag and its Fluent file.
pub type Language = (&'static str, &'static str);

/// The languages of the daemon; the first is the fall-back.
pub const DAEMON: &[Language] = include!(concat!(env!("OUT_DIR"), "/daemon_languages.rs"));

/// The tags of the daemon's languages.
pub const TAGS: [&str; DAEMON.len()] = {
    let mut tags = [""; DAEMON.len()];
    let mut at = 0;
    while at < tags.len() {
        tags[at] = DAEMON[at].0;
        at += 1;
    }
    tags
};

/// The messages of one language, the fall-back's behind them.
///
/// Everybody who says something shares one of these, so that another language is there for all at
/// once: hence the lock, which is held for as long as one message takes.
pub struct Words {
    spoken: RwLock<Spoken>,
    languages: &'static [Language],
}

struct Spoken {
    tag: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({})", self.tag())
    }
}

impl Words {
    /// The daemon's words in the wished language, or in the system's where none is wished.
    pub fn daemon(wished: Option<&str>) -> Self {
        Self::choose(DAEMON, &tags(wished))
    }

    /// Speaks the wished language from now on, or the system's where none is wished.
    pub fn switch(&self, wished: Option<&str>) {
        let spoken = Spoken::choose(self.languages, &tags(wished));
        *self.spoken.write().unwrap_or_else(PoisonError::into_inner) = spoken;
    }

    /// The best of `languages` for somebody who asks for the tags in `wished`, best first.
    pub fn choose(languages: &'static [Language], wished: &[String]) -> Self {
        Self { spoken: RwLock::new(Spoken::choose(languages, wished)), languages }
    }

    /// The BCP 47 tag of the language.
    pub fn tag(&self) -> &'static str {
        self.spoken().tag
    }

    /// The message without arguments; a missing message is its own id, which a test finds.
    pub fn text(&self, id: &str) -> String {
        self.with(id, [])
    }

    /// The message with its arguments put in.
    pub fn with<'a, const N: usize>(&self, id: &str, values: [(&'a str, FluentValue<'a>); N]) -> String {
        let spoken = self.spoken();
        let Some(pattern) = spoken.bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        let args: FluentArgs<'_> = values.into_iter().collect();
        spoken.bundle.format_pattern(pattern, Some(&args), &mut vec![]).into_owned()
    }

    /// Whether there is such a message.
    pub fn has(&self, id: &str) -> bool {
        self.spoken().bundle.has_message(id)
    }

    fn spoken(&self) -> RwLockReadGuard<'_, Spoken> {
        self.spoken.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The languages to try, best first.
fn tags(wished: Option<&str>) -> Vec<String> {
    wished.map_or_else(|| sys_locale::get_locales().collect(), |tag| vec![tag.to_owned()])
}

impl Spoken {
    fn choose(languages: &[Language], wished: &[String]) -> Self {
        let requested: Vec<LanguageIdentifier> = wished.iter().filter_map(|tag| tag.parse().ok()).collect();
        let available: Vec<LanguageIdentifier> = languages.iter().filter_map(|(tag, _)| tag.parse().ok()).collect();
        let fall_back = available.first();
        let best = negotiate_languages(&requested, &available, fall_back, NegotiationStrategy::Lookup);
        let chosen = best.first().map_or_else(|| languages[0].0.to_owned(), ToString::to_string);
        let row = languages.iter().find(|(tag, _)| *tag == chosen).unwrap_or(&languages[0]);
        Self::load(*row, languages[0])
    }

    fn load((tag, file): Language, fall_back: Language) -> Self {
        let identifier = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Isolation marks would be shown as boxes by some notification servers.
        bundle.set_use_isolating(false);
        for source in [fall_back.1, file] {
            // What is broken in a file is left out of it; a test lets no such file through.
            let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partial, _)| partial);
            bundle.add_resource_overriding(resource);
        }
        Self { tag, bundle }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_language_is_there_for_all_at_once() {
        let words = std::sync::Arc::new(Words::daemon(Some("en")));
        let elsewhere = std::sync::Arc::clone(&words);
        words.switch(Some("pl"));
        assert_eq!((elsewhere.tag(), elsewhere.text("alert-accept")), ("pl", "Przyjmij".to_owned()));
    }

    #[test]
    fn the_nearest_language_is_chosen_and_english_is_the_fall_back() {
        let choose =
            |tags: &[&str]| Words::choose(DAEMON, &tags.iter().map(ToString::to_string).collect::<Vec<_>>()).tag();
        assert_eq!(choose(&["pl-PL"]), "pl");
        assert_eq!(choose(&["xx", "pl"]), "pl");
        assert_eq!(choose(&["de-AT"]), "de");
        assert_eq!(choose(&["es-MX"]), "es");
        assert_eq!(choose(&["en-GB"]), "en");
        assert_eq!(choose(&["not a tag!"]), "en");
        assert_eq!(choose(&[]), "en");
    }

    #[test]
    fn a_broken_file_costs_only_its_broken_messages_and_the_fall_back_stands_in() {
        const LANGUAGES: &[Language] = &[
            ("en", "before = Before\nbroken = Broken\nmissing = Missing\nafter = After\n"),
            ("de", "before = Davor\nbroken = { $\nafter = Danach\n"),
        ];
        let words = Words::choose(LANGUAGES, &["de".to_owned()]);
        assert_eq!(words.tag(), "de");
        let said = ["before", "broken", "missing", "after"].map(|id| words.text(id));
        assert_eq!(said, ["Davor", "Broken", "Missing", "Danach"]);
    }
}
