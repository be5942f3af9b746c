//! Contacts and their cases, and who a customer is.
//!
//! A text message's number is compared with the contacts' Mobile Phone in E.164, whatever the way
//! either was typed. A chat is identified by an e-mail address or by the id of a contact; a name
//! alone identifies nobody.

use std::collections::BTreeMap;

use phonenumber::{Mode, country};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::protocol::from_center::{Case, Customer, Identified};
use crate::text::{NAME, shown, shown_if_any};

/// What the center knows when it starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Seed {
    /// ISO 3166 code of the country whose numbers are typed without a country code.
    pub default_region: String,
    /// Names of the queues; the first takes what asks for none.
    pub queues: Vec<String>,
    /// What differs from the defaults for an agent.
    #[serde(default)]
    pub agents: Vec<AgentSeed>,
    /// The contacts.
    #[serde(default)]
    pub contacts: Vec<Contact>,
}

/// What differs from the defaults for an agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AgentSeed {
    /// The agent's name, as given to `--agent`.
    pub name: String,
    /// The queues that the agent serves; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queues: Option<Vec<String>>,
    /// Conversations at once; absent: the center's default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<usize>,
}

/// A person whom the center knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Contact {
    /// Names the contact.
    pub id: String,
    /// Full name.
    pub name: String,
    /// The company that the person speaks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// E-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Mobile phone as somebody typed it; text messages are identified by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile_phone: Option<String>,
    /// Another phone; identifies nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_phone: Option<String>,
    /// The open case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Case>,
    /// What happened before.
    #[serde(default)]
    pub history: Vec<History>,
}

/// Something that happened with a contact before the center started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct History {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// What.
    pub text: String,
}

impl Seed {
    /// The few contacts that come with the center.
    ///
    /// # Panics
    /// Never: a test reads the same file.
    pub fn built_in() -> Self {
        serde_json::from_str(include_str!("seed.json")).expect("the built-in seed is read by a test")
    }

    /// Reads a seed file's text.
    ///
    /// # Errors
    /// Says where the JSON is wrong, which region is not one, or that there is no queue.
    pub fn parse(json: &str) -> anyhow::Result<Self> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let seed: Self = serde_path_to_error::deserialize(&mut reader)?;
        anyhow::ensure!(!seed.queues.is_empty(), "queues: name at least one");
        anyhow::ensure!(region(&seed.default_region).is_some(), "defaultRegion: no such ISO 3166 country code");
        Ok(seed)
    }
}

/// What a customer says about themself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// The name as given.
    pub name: Option<String>,
    /// The number that a text message came from.
    pub phone: Option<String>,
    /// The e-mail address as given.
    pub email: Option<String>,
    /// Id of a contact, from a channel that knows it.
    pub contact: Option<String>,
}

/// The contacts, ready to be searched.
#[derive(Debug)]
pub struct Directory {
    region: Option<country::Id>,
    contacts: BTreeMap<String, Contact>,
    by_mobile: BTreeMap<String, Vec<String>>,
}

impl Directory {
    /// Indexes the contacts of a seed.
    pub fn new(seed: &Seed) -> Self {
        let region = region(&seed.default_region);
        let mut by_mobile: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for contact in &seed.contacts {
            if let Some(number) = contact.mobile_phone.as_deref().and_then(|typed| e164(region, typed)) {
                by_mobile.entry(number).or_default().push(contact.id.clone());
            }
        }
        let contacts = seed.contacts.iter().map(|contact| (contact.id.clone(), contact.clone())).collect();
        Self { region, contacts, by_mobile }
    }

    /// The contact of that id.
    pub fn contact(&self, id: &str) -> Option<&Contact> {
        self.contacts.get(id)
    }

    /// The number in E.164, where it is one.
    pub fn e164(&self, typed: &str) -> Option<String> {
        e164(self.region, typed)
    }

    /// The number as people write it across borders, or as it was typed where it is none.
    pub fn international(&self, typed: &str) -> String {
        parsed(self.region, typed)
            .map_or_else(|| shown(typed, NAME), |number| number.format().mode(Mode::International).to_string())
    }

    /// Who the customer is, and the contacts that they may be.
    pub fn identify(&self, claim: &Claim) -> (Customer, Vec<&Contact>) {
        let found = self.matches(claim);
        let phone = claim.phone.as_deref().map(|typed| self.international(typed));
        let customer = match found.as_slice() {
            [contact] => Customer {
                id: Some(contact.id.clone()),
                name: Some(contact.name.clone()),
                phone: phone.or_else(|| contact.mobile_phone.as_deref().map(|typed| self.international(typed))),
                company: contact.company.clone(),
                identified: Identified::Yes,
                authenticated: None,
            },
            several_or_none => Customer {
                name: shown_if_any(claim.name.as_deref(), NAME),
                phone,
                identified: if several_or_none.is_empty() { Identified::No } else { Identified::Ambiguous },
                ..Customer::default()
            },
        };
        (customer, found)
    }

    fn matches(&self, claim: &Claim) -> Vec<&Contact> {
        if let Some(contact) = claim.contact.as_deref().and_then(|id| self.contacts.get(id)) {
            return vec![contact];
        }
        if let Some(typed) = &claim.phone {
            let ids = self.e164(typed).and_then(|number| self.by_mobile.get(&number));
            return ids.into_iter().flatten().filter_map(|id| self.contacts.get(id)).collect();
        }
        let Some(email) = claim.email.as_deref().map(str::trim).filter(|email| !email.is_empty()) else {
            return vec![];
        };
        let same = |contact: &&Contact| contact.email.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(email));
        self.contacts.values().filter(same).collect()
    }
}

fn region(code: &str) -> Option<country::Id> {
    code.parse().ok()
}

/// A number typed with `00` in front of the country code is meant as `+`.
fn parsed(region: Option<country::Id>, typed: &str) -> Option<phonenumber::PhoneNumber> {
    let typed = typed.trim();
    let plus = typed.strip_prefix("00").map(|rest| format!("+{rest}"));
    let number = phonenumber::parse(region, plus.as_deref().unwrap_or(typed)).ok()?;
    phonenumber::is_valid(&number).then_some(number)
}

fn e164(region: Option<country::Id>, typed: &str) -> Option<String> {
    parsed(region, typed).map(|number| number.format().mode(Mode::E164).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_from(typed: &str) -> Claim {
        Claim { phone: Some(typed.into()), ..Claim::default() }
    }

    #[test]
    fn a_number_is_the_same_however_it_was_typed() {
        let directory = Directory::new(&Seed::built_in());
        for typed in
            ["601234567", "601 234 567", "+48 601-234-567", "0048 601 234 567", "(+48) 601 234 567", "48601234567"]
        {
            let (customer, _) = directory.identify(&text_from(typed));
            assert_eq!(customer.id.as_deref(), Some("anna-nowak"), "{typed}");
            assert_eq!(customer.phone.as_deref(), Some("+48 601 234 567"), "{typed}");
        }
        let (grace, _) = directory.identify(&text_from("+447400123456"));
        assert_eq!(grace.name.as_deref(), Some("Grace Hill"));
    }

    #[test]
    fn unknown_and_shared_numbers_identify_nobody_and_are_told_apart() {
        let directory = Directory::new(&Seed::built_in());
        let (unknown, none) = directory.identify(&text_from("609999888"));
        assert_eq!((unknown.identified, unknown.phone.as_deref()), (Identified::No, Some("+48 609 999 888")));
        assert!(none.is_empty());
        let (shared, two) = directory.identify(&text_from("603 456 789"));
        assert_eq!((shared.identified, shared.id, two.len()), (Identified::Ambiguous, None, 2));
        let (odd, _) = directory.identify(&text_from("not a\u{202e} number"));
        assert_eq!((odd.identified, odd.phone.as_deref()), (Identified::No, Some("not a number")));
    }

    #[test]
    fn a_chat_is_identified_by_its_address_and_not_by_a_name() {
        let directory = Directory::new(&Seed::built_in());
        let named = Claim { name: Some("Anna Nowak".into()), ..Claim::default() };
        assert_eq!(directory.identify(&named).0.identified, Identified::No);
        let by_address = Claim { email: Some(" Anna.Nowak@Contoso.example".into()), ..named };
        assert_eq!(directory.identify(&by_address).0.id.as_deref(), Some("anna-nowak"));
    }

    #[test]
    fn a_wrong_seed_says_where() {
        let wrong = r#"{"defaultRegion": "PL", "queues": ["A"], "contacts": [{"id": "x", "name": 7}]}"#;
        let error = Seed::parse(wrong).unwrap_err().to_string();
        assert!(error.contains("contacts[0].name"), "{error}");
        assert!(Seed::parse(r#"{"defaultRegion": "ZZZ", "queues": ["A"]}"#).is_err());
        assert!(Seed::parse(r#"{"defaultRegion": "PL", "queues": []}"#).is_err());
    }
}
