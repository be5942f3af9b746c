//! The deciding part in virtual time: one scenario a behaviour, then everything at random.

use proptest::prelude::*;
use serde_json::{Value, json};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use super::contacts::{Claim, Seed};
use super::input::{Author, Handover, HandoverOrder, Input, Look, NewConversation, Output};
use super::state::{CenterState, Rules};
use crate::protocol::from_client::{self, Accept, Decline, Device, Hello, How, OfferShown};
use crate::protocol::{Envelope, from_center, sequence_number, sequence_text, type_and_data};

const START: OffsetDateTime = datetime!(2026-11-01 12:00 UTC);
const RING: Duration = Duration::seconds(45);

/// A center with its own time.
struct Scene {
    state: CenterState,
    now: OffsetDateTime,
    commands: u32,
}

impl Scene {
    fn new(capacity: usize, agents: &[&str]) -> Self {
        let seed = r#"{"defaultRegion": "PL", "queues": ["Billing", "Support"],
            "agents": [{"name": "dora", "queues": ["Support"]}]}"#;
        let rules = Rules {
            epoch: "0123456789".into(),
            run: "run".into(),
            base_url: "http://127.0.0.1:1".into(),
            offer_time: RING,
            heartbeat_seconds: 15,
            missed_offer_presence: None,
            decline_reasons: vec![],
            capacity,
        };
        let agents: Vec<_> = agents.iter().map(|name| ((*name).to_owned(), (*name).to_owned())).collect();
        Self { state: CenterState::new(rules, &Seed::parse(seed).unwrap(), &agents), now: START, commands: 0 }
    }

    fn with_connected(capacity: usize, agents: &[&str]) -> Self {
        let mut scene = Self::new(capacity, agents);
        agents.iter().for_each(|agent| scene.connect(agent));
        scene
    }

    fn act(&mut self, input: Input) -> (Value, Vec<Output>) {
        let (answer, outputs) = self.state.update(self.now, input);
        (answer.unwrap_or_default(), outputs)
    }

    fn connect(&mut self, agent: &str) {
        self.connect_by(agent, connection(agent));
    }

    fn connect_by(&mut self, agent: &str, connection: u64) -> Vec<Output> {
        let device = Device { id: "d".into(), os: "linux".into(), version: "0".into() };
        let hello =
            Hello { protocol: 1, epoch: None, last_sequence: None, device, locale: "en".into(), capabilities: vec![] };
        self.act(Input::Hello { agent: agent.into(), connection, hello }).1
    }

    /// The numbers of the events that anna gets who went away after `last`.
    fn resumed(&mut self, last: u64) -> Vec<u64> {
        let device = Device { id: "d".into(), os: "linux".into(), version: "0".into() };
        let (epoch, last) = (Some(self.state.rules.epoch.clone()), Some(sequence_text(last)));
        let hello =
            Hello { protocol: 1, epoch, last_sequence: last, device, locale: "en".into(), capabilities: vec![] };
        let (_, outputs) = self.act(Input::Hello { agent: "anna".into(), connection: connection("anna"), hello });
        let number = |output: &Output| {
            let Output::Send { text, .. } = output else { return None };
            let envelope: Envelope = serde_json::from_str(text).unwrap();
            envelope.sequence.as_deref().and_then(sequence_number)
        };
        outputs.iter().filter_map(number).collect()
    }

    fn say(&mut self, agent: &str, event: from_client::Event) {
        self.commands += 1;
        let id = self.commands.to_string();
        self.act(Input::Said { agent: agent.into(), connection: connection(agent), id, event });
    }

    fn open(&mut self, queue: &str) -> String {
        let new = NewConversation {
            channel: "chat".into(),
            claim: Claim::default(),
            comment: None,
            answers: std::collections::BTreeMap::new(),
            queue: Some(queue.into()),
            bot: false,
        };
        self.act(Input::Opened(Box::new(new))).0["id"].as_str().unwrap().to_owned()
    }

    fn look(&mut self, id: &str) -> Value {
        self.act(Input::Look(Look::Conversation(id.into()))).0
    }

    /// On whose screens the conversation rings.
    fn rings(&mut self, id: &str) -> Vec<String> {
        let view = self.look(id);
        view["offers"].as_array().unwrap().iter().map(|o| o["agent"].as_str().unwrap().to_owned()).collect()
    }

    fn offer(&mut self, id: &str) -> String {
        self.look(id)["offers"][0]["offerId"].as_str().unwrap().to_owned()
    }

    fn accept(&mut self, agent: &str, id: &str) {
        let offer_id = self.offer(id);
        self.say(agent, from_client::Event::Accept(Accept { offer_id }));
    }

    fn decline(&mut self, agent: &str, id: &str) {
        let offer_id = self.offer(id);
        self.say(agent, from_client::Event::Decline(Decline { offer_id, reason: None }));
    }

    fn close(&mut self, id: &str) {
        self.act(Input::Closed { conversation: id.into(), by: Author::Agent });
    }

    fn wait(&mut self, seconds: i64) {
        self.now += Duration::seconds(seconds);
        self.act(Input::Tick);
    }

    fn hand_over(&mut self, id: &str, kind: Handover, agent: &str, ask: bool) {
        let order = HandoverOrder { agent: Some(agent.into()), ask, ..HandoverOrder::default() };
        self.act(Input::Handover { conversation: id.into(), kind, order });
    }
}

fn connection(agent: &str) -> u64 {
    u64::from(agent.as_bytes()[0])
}

#[test]
fn a_later_connection_replaces_an_earlier_one_and_never_the_other_way_round() {
    let closed = |outputs: &[Output]| {
        let mut connections = vec![];
        for output in outputs {
            if let Output::Close { connection, .. } = output {
                connections.push(*connection);
            }
        }
        connections
    };
    let mut scene = Scene::new(1, &["anna"]);
    assert_eq!(closed(&scene.connect_by("anna", 1)), [0; 0]);
    assert_eq!(closed(&scene.connect_by("anna", 3)), [1]);
    // Its hello was under way when it was cut, and is read only now.
    assert_eq!(closed(&scene.connect_by("anna", 2)), [2]);
    assert_eq!(scene.state.agents["anna"].connection(), Some(3));
}

#[test]
fn without_a_free_agent_a_conversation_waits_for_the_first_who_becomes_free() {
    let mut scene = Scene::new(1, &["anna", "bea"]);
    let first = scene.open("Billing");
    assert_eq!(scene.rings(&first), [""; 0]);
    scene.connect("anna");
    assert_eq!(scene.rings(&first), ["anna"]);
    scene.accept("anna", &first);
    let second = scene.open("Billing");
    assert_eq!(scene.rings(&second), [""; 0], "capacity is used up");
    scene.close(&first);
    assert_eq!(scene.rings(&second), ["anna"]);
}

#[test]
fn the_least_busy_agent_who_serves_the_queue_is_chosen_and_the_longest_waiting_goes_first() {
    let mut scene = Scene::with_connected(2, &["anna", "bea", "dora"]);
    let first = scene.open("Billing");
    let second = scene.open("Billing");
    assert_eq!((scene.rings(&first), scene.rings(&second)), (vec!["anna".into()], vec!["bea".into()]));
    let third = scene.open("Support");
    assert_eq!(scene.rings(&third), ["dora"], "dora has nothing yet");
    for _ in 0..2 {
        scene.open("Billing");
    }
    let sixth = scene.open("Billing");
    scene.wait(1);
    let seventh = scene.open("Billing");
    assert_eq!(scene.rings(&sixth), [""; 0], "dora serves only Support");
    scene.close(&first);
    assert_eq!((scene.rings(&sixth), scene.rings(&seventh)), (vec!["anna".into()], vec![]));
}

#[test]
fn nobody_gets_it_again_before_all_others_had_it_and_never_at_once() {
    let mut scene = Scene::with_connected(3, &["anna", "bea"]);
    let id = scene.open("Billing");
    scene.decline("anna", &id);
    assert_eq!(scene.rings(&id), ["bea"]);
    scene.wait(20);
    scene.decline("bea", &id);
    assert_eq!(scene.rings(&id), ["anna"], "anna declined longer ago than the pause");
    scene.decline("anna", &id);
    assert_eq!(scene.rings(&id), [""; 0], "both declined just now");
    let next = scene.state.next_deadline(scene.now).unwrap();
    assert_eq!(next - scene.now, Duration::seconds(10));
    scene.wait(10);
    assert_eq!(scene.rings(&id), ["bea"]);
}

#[test]
fn an_offer_ends_at_its_deadline_to_the_second() {
    let mut scene = Scene::with_connected(3, &["anna", "bea"]);
    let id = scene.open("Billing");
    assert_eq!(scene.state.next_deadline(scene.now), Some(START + RING));
    scene.wait(44);
    assert_eq!(scene.rings(&id), ["anna"]);
    scene.wait(1);
    assert_eq!(scene.rings(&id), ["bea"]);
    let happened = scene.look(&id)["timeline"].clone();
    assert_eq!((&happened[2]["what"], &happened[2]["agent"]), (&json!("missed"), &json!("anna")));
}

#[test]
fn an_unanswered_transfer_leaves_the_conversation_where_it_was() {
    let mut scene = Scene::with_connected(3, &["anna", "bea"]);
    let id = scene.open("Billing");
    scene.accept("anna", &id);
    scene.hand_over(&id, Handover::Transfer, "bea", true);
    assert_eq!(scene.rings(&id), ["bea"]);
    assert_eq!(scene.look(&id)["agent"]["name"], "anna");
    scene.wait(45);
    assert_eq!((scene.rings(&id), &scene.look(&id)["agent"]["name"]), (vec![], &json!("anna")));
    scene.hand_over(&id, Handover::Escalate, "bea", true);
    scene.accept("bea", &id);
    assert_eq!(scene.look(&id)["agent"]["name"], "bea");
}

#[test]
fn a_conversation_sent_back_to_its_queue_is_offered_to_another() {
    let mut scene = Scene::with_connected(3, &["anna", "bea"]);
    let id = scene.open("Billing");
    scene.accept("anna", &id);
    let order = HandoverOrder::default();
    scene.act(Input::Handover { conversation: id.clone(), kind: Handover::Transfer, order });
    assert_eq!(scene.rings(&id), ["bea"]);
}

#[test]
fn signing_an_agent_out_sends_what_rings_to_others() {
    let mut scene = Scene::with_connected(3, &["anna", "bea"]);
    let id = scene.open("Billing");
    scene.act(Input::SignOut { agent: "anna".into() });
    assert_eq!(scene.rings(&id), ["bea"]);
}

#[test]
fn a_center_that_was_killed_goes_on_with_what_nobody_acknowledged() {
    let mut scene = Scene::with_connected(1, &["anna"]);
    for n in 1..=4 {
        scene.act(Input::Raised(Box::new(raised(n))));
    }
    let acknowledged = from_client::Ack { epoch: "0123456789".into(), sequence: sequence_text(2) };
    scene.say("anna", from_client::Event::Ack(acknowledged));
    let records = scene.state.records();
    let mut scene = Scene::new(1, &["anna"]);
    scene.state.restore(records);
    assert_eq!(scene.resumed(2), [3, 4], "in the same epoch");
    let (answer, outputs) = scene.act(Input::Raised(Box::new(raised(4))));
    assert_eq!(answer["sequence"], sequence_text(4), "a sender that sends again is told the same number");
    assert!(!outputs.iter().any(|output| matches!(output, Output::Send { .. })));
    assert_eq!(scene.act(Input::Raised(Box::new(raised(5)))).0["sequence"], sequence_text(5));
}

fn raised(n: u64) -> Envelope {
    let withdrawn = from_center::NoticeWithdrawn { notice_id: n.to_string() };
    let (kind, data) = type_and_data(&from_center::Event::NoticeWithdrawn(withdrawn));
    Envelope { subject: Some("agent/anna".into()), ..Envelope::new(n.to_string(), "/test", &kind, data) }
}

#[derive(Clone, Debug)]
enum Step {
    Open(bool),
    Answer(usize, usize, u8),
    Close(usize),
    HandOver(usize, usize, bool),
    ToAll(usize),
    Presence(usize, usize),
    Connect(usize),
    Leave(usize),
    Wait(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        any::<bool>().prop_map(Step::Open),
        (0..3usize, 0..9usize, 0..3u8).prop_map(|(agent, offer, how)| Step::Answer(agent, offer, how)),
        (0..9usize).prop_map(Step::Close),
        (0..9usize, 0..3usize, any::<bool>()).prop_map(|(id, agent, ask)| Step::HandOver(id, agent, ask)),
        (0..9usize).prop_map(Step::ToAll),
        (0..3usize, 0..4usize).prop_map(|(agent, presence)| Step::Presence(agent, presence)),
        (0..3usize).prop_map(Step::Connect),
        (0..3usize).prop_map(Step::Leave),
        (0..60i64).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 1..60)
}

const AGENTS: [&str; 3] = ["anna", "bea", "dora"];

fn take(scene: &mut Scene, ids: &mut Vec<String>, step: Step) {
    let nth = |ids: &[String], n: usize| ids.get(n % ids.len().max(1)).cloned().unwrap_or_default();
    match step {
        Step::Open(billing) => ids.push(scene.open(if billing { "Billing" } else { "Support" })),
        Step::Answer(agent, offer, how) => {
            let offers: Vec<String> = scene.state.offers.keys().cloned().collect();
            let offer_id = nth(&offers, offer);
            let event = match how {
                0 => from_client::Event::Accept(Accept { offer_id }),
                1 => from_client::Event::Decline(Decline { offer_id, reason: None }),
                _ => from_client::Event::OfferShown(OfferShown { offer_id, how: How::Failed, why: None }),
            };
            scene.say(AGENTS[agent], event);
        }
        Step::Close(n) => scene.close(&nth(ids, n)),
        Step::HandOver(n, agent, ask) => scene.hand_over(&nth(ids, n), Handover::Transfer, AGENTS[agent], ask),
        Step::ToAll(n) => drop(scene.act(Input::OfferToAll { conversation: nth(ids, n) })),
        Step::Presence(agent, n) => {
            let presence = super::agents::PRESENCES[n].into();
            scene.act(Input::Presence { agent: AGENTS[agent].into(), presence });
        }
        Step::Connect(agent) => scene.connect(AGENTS[agent]),
        Step::Leave(agent) => {
            let agent = AGENTS[agent];
            scene.act(Input::Gone { agent: agent.into(), connection: connection(agent) });
        }
        Step::Wait(seconds) => scene.wait(seconds),
    }
}

fn check(scene: &Scene) {
    use super::conversations::State;
    use super::routing::Subject;
    let state = &scene.state;
    assert!(state.next_deadline(scene.now).is_none_or(|at| at > scene.now), "a deadline is in the future");
    for offer in state.offers.values() {
        assert!(offer.deadline.is_some_and(|deadline| deadline > scene.now), "an expired offer never rings");
        let Subject::Ours(id) = &offer.subject else { continue };
        let conversation = &state.conversations[id];
        assert!(conversation.is_open(), "a closed conversation never rings");
        assert_ne!(conversation.owner.as_ref(), Some(&offer.agent), "nobody is offered their own conversation");
        let twice = state.offers.values().filter(|o| o.agent == offer.agent && o.subject == offer.subject).count();
        assert_eq!(twice, 1, "a conversation rings once on a screen");
    }
    for conversation in state.conversations.values() {
        assert_eq!(conversation.state == State::Active, conversation.owner.is_some() && conversation.is_open());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_nothing_rings_that_should_not(steps in steps()) {
        let mut scene = Scene::with_connected(2, &AGENTS);
        let mut ids = vec![];
        for step in steps {
            take(&mut scene, &mut ids, step);
            check(&scene);
        }
    }
}
