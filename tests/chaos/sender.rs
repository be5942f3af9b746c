//! The back end that raises notices and offers, and remembers what the center took.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::support::workplace::{AGENT_ID, Center, SENDER_TOKEN};

/// What an event is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A notice; its id.
    Notice(String),
    /// A notice is taken back.
    Withdrawal,
    /// An offer; its id.
    Offer(String),
    /// An offer ends; its id.
    OfferEnd(String),
    /// The agent's presence changes, which shows nothing and is acknowledged at once.
    Presence,
}

/// An event that the center took.
struct Sent {
    what: What,
    life: usize,
    sequence: u64,
}

/// One life of the center, from its start to its end.
#[derive(Default)]
struct Life {
    head: u64,
    /// What was acknowledged at its end, at least; none: it lives.
    acknowledged: Option<u64>,
}

/// What must have become of notices.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Due {
    /// These must have been shown.
    pub(crate) surely: BTreeSet<String>,
    /// These may have been forgotten by a center that ended before they were acknowledged.
    pub(crate) perhaps: BTreeSet<String>,
}

/// The sender.
pub(crate) struct Sender {
    http: ureq::Agent,
    waiting: VecDeque<(What, Value)>,
    sent: Vec<Sent>,
    lives: Vec<Life>,
    numbers: BTreeMap<&'static str, u32>,
    taken_back: BTreeSet<String>,
    /// Offers without a deadline that were not ended yet, the oldest first.
    pub(crate) open: Vec<String>,
}

impl Sender {
    pub(crate) fn new() -> Self {
        let http = ureq::Agent::config_builder().http_status_as_error(false);
        let http = http.timeout_global(Some(Duration::from_secs(5))).build().into();
        let (numbers, taken_back) = (BTreeMap::new(), BTreeSet::new());
        Self { http, waiting: VecDeque::new(), sent: vec![], lives: vec![], numbers, taken_back, open: vec![] }
    }

    /// A new center, which remembers nothing, is there.
    pub(crate) fn center_began(&mut self) {
        self.lives.push(Life::default());
    }

    /// The center is about to end with so many events unacknowledged.
    pub(crate) fn center_ends(&mut self, unacknowledged: u64) {
        if let Some(life) = self.lives.last_mut() {
            life.acknowledged = Some(life.head.saturating_sub(unacknowledged));
        }
    }

    pub(crate) fn notice(&mut self) {
        let id = self.next("n");
        let data = json!({ "noticeId": id, "kind": "assigned", "conversation": conversation(&id), "from": "Chaos" });
        self.wait_with(What::Notice(id.clone()), &id, "notice", data, None);
    }

    /// Takes a notice back that was seen.
    pub(crate) fn withdraw(&mut self, notice: &str) {
        let id = self.next("w");
        self.taken_back.insert(notice.to_owned());
        self.wait_with(What::Withdrawal, &id, "notice.withdrawn", json!({ "noticeId": notice }), None);
    }

    /// An offer that ends by itself after that time, or else not before it is ended.
    pub(crate) fn offer(&mut self, lasts: Option<Duration>) {
        let id = self.next("o");
        if lasts.is_none() {
            self.open.push(id.clone());
        }
        let conversation = conversation(&id);
        let data = json!({ "offerId": id, "reason": "incoming", "declinable": true, "conversation": conversation });
        self.wait_with(What::Offer(id.clone()), &id, "offer.created", data, lasts);
    }

    pub(crate) fn end_offer(&mut self, offer: &str) {
        let id = self.next("e");
        self.open.retain(|open| open != offer);
        let data = json!({ "offerId": offer, "outcome": "taken", "by": "Chaos" });
        self.wait_with(What::OfferEnd(offer.to_owned()), &id, "offer.closed", data, None);
    }

    pub(crate) fn presence(&mut self) {
        let id = self.next("p");
        self.wait_with(What::Presence, &id, "presence.changed", json!({ "current": "available" }), None);
    }

    fn next(&mut self, kind: &'static str) -> String {
        let number = self.numbers.entry(kind).or_default();
        *number += 1;
        format!("{kind}-{number}")
    }

    fn wait_with(&mut self, what: What, id: &str, name: &str, data: Value, lasts: Option<Duration>) {
        let mut event = crate::support::raw_center::event(id, name, data);
        event["subject"] = json!(format!("agent/{AGENT_ID}"));
        if let Some(lasts) = lasts {
            event["expirytime"] = json!((now() + lasts).format(&Rfc3339).expect("a year of four digits"));
        }
        self.waiting.push_back((what, event));
    }

    /// Sends what waits, in order; what got no answer is sent again, under the same id, the next time.
    pub(crate) fn send(&mut self, center: &Center) {
        while let Some((what, event)) = self.waiting.front() {
            match self.post(center, event) {
                Some((202, sequence)) => {
                    let life = self.lives.len() - 1;
                    self.lives[life].head = self.lives[life].head.max(sequence);
                    self.sent.push(Sent { what: what.clone(), life, sequence });
                }
                // The center that knew the offer is gone, or the agent was faster.
                Some((400 | 409, _)) if matches!(what, What::OfferEnd(_)) => {}
                Some((status, _)) => panic!("the center refuses {what:?} with {status}"),
                None => return,
            }
            self.waiting.pop_front();
        }
    }

    fn post(&self, center: &Center, event: &Value) -> Option<(u16, u64)> {
        let request =
            self.http.post(center.page("/v1/events")).header("authorization", format!("Bearer {SENDER_TOKEN}"));
        let request = request.header("content-type", "application/cloudevents+json");
        let mut answer = request.send(event.to_string()).ok()?;
        let body: Value = answer.body_mut().read_json().ok()?;
        let sequence = body["sequence"].as_str().and_then(|text| text.parse().ok()).unwrap_or(0);
        Some((answer.status().as_u16(), sequence))
    }

    /// Whether everything was taken by the center.
    pub(crate) fn is_done(&self) -> bool {
        self.waiting.is_empty()
    }

    pub(crate) fn was_taken_back(&self, notice: &str) -> bool {
        self.taken_back.contains(notice)
    }

    /// How many events of that kind the center took.
    pub(crate) fn count(&self, kind: impl Fn(&What) -> bool) -> u64 {
        self.sent.iter().filter(|sent| kind(&sent.what)).count() as u64
    }

    /// Everything that was taken, a line each.
    pub(crate) fn lines(&self) -> Vec<String> {
        let line = |sent: &Sent| format!("{:?} {} of life {}", sent.what, sent.sequence, sent.life);
        let life = |(index, life): (usize, &Life)| format!("life {index}: {:?} of {}", life.acknowledged, life.head);
        self.sent.iter().map(line).chain(self.lives.iter().enumerate().map(life)).collect()
    }

    /// What must have become of all notices, now that everything that the center still has is
    /// acknowledged.
    pub(crate) fn due(&self) -> Due {
        let mut due = Due::default();
        for sent in &self.sent {
            let What::Notice(id) = &sent.what else { continue };
            let acknowledged = self.lives[sent.life].acknowledged;
            let sure = acknowledged.is_none_or(|acknowledged| sent.sequence <= acknowledged);
            if sure { &mut due.surely } else { &mut due.perhaps }.insert(id.clone());
        }
        due
    }
}

/// The present moment by the wall clock.
pub(crate) fn now() -> OffsetDateTime {
    #[expect(clippy::disallowed_methods, reason = "deadlines and log lines are written by the wall clock")]
    OffsetDateTime::now_utc()
}

fn conversation(id: &str) -> Value {
    let now = crate::support::raw_center::now();
    let url = format!("https://crm.example/{id}");
    json!({ "id": id, "channel": "chat", "customer": { "name": id }, "waitingSince": now, "summaryUrl": url })
}
