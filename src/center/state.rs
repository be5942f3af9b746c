//! The deciding part of the center: a state machine without clock, network or randomness.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use super::agents::{AgentDesk, Receipt, Remembered, is_presence};
use super::archive::Record;
use super::contacts::{Directory, Seed};
use super::conversations::Conversation;
use super::input::{Answer, ConnectionId, Input, Look, Now, Output, Refusal, Refused};
use super::routing::{Ended, OpenOffer};
use crate::protocol::from_center::{Closing, Event, PresenceChanged, Settings, Theme};
use crate::protocol::{Envelope, close, sequence_text, type_and_data};

/// How the center behaves.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Names the numbering; a new one at each start, unless the events of the start before were kept.
    pub epoch: String,
    /// What ids begin with; a new one at each start.
    pub run: String,
    /// `http://host:port` of the center itself, without a slash at the end.
    pub base_url: String,
    /// How long an offer rings.
    pub offer_time: Duration,
    /// How often agents' computers ping, in seconds.
    pub heartbeat_seconds: u32,
    /// The presence of an agent who did not answer; none: as before.
    pub missed_offer_presence: Option<String>,
    /// Why agents decline, for them to choose from.
    pub decline_reasons: Vec<String>,
    /// Conversations at once, where the seed says nothing else.
    pub capacity: usize,
}

/// The whole state of the center.
#[derive(Debug)]
pub struct CenterState {
    pub(super) rules: Rules,
    pub(super) directory: Directory,
    pub(super) queues: Vec<String>,
    pub(super) agents: BTreeMap<String, AgentDesk>,
    pub(super) conversations: BTreeMap<String, Conversation>,
    pub(super) offers: BTreeMap<String, OpenOffer>,
    pub(super) ended: Remembered<Ended>,
    pub(super) receipts: VecDeque<Receipt>,
    pub(super) theme: Option<Theme>,
    made: u64,
    outputs: Vec<Output>,
}

impl CenterState {
    /// A center with agents, as pairs of id and name, and what a seed knows.
    pub fn new(rules: Rules, seed: &Seed, agents: &[(String, String)]) -> Self {
        let desk = |(id, name): &(String, String)| {
            let own = seed.agents.iter().find(|own| own.name == *name);
            let capacity = own.and_then(|own| own.capacity).unwrap_or(rules.capacity);
            let queues = own.and_then(|own| own.queues.clone());
            (id.clone(), AgentDesk::new(id.clone(), name.clone(), capacity, queues))
        };
        Self {
            directory: Directory::new(seed),
            queues: seed.queues.clone(),
            agents: agents.iter().map(desk).collect(),
            conversations: BTreeMap::new(),
            offers: BTreeMap::new(),
            ended: Remembered::default(),
            receipts: VecDeque::new(),
            theme: None,
            made: 0,
            outputs: vec![],
            rules,
        }
    }

    /// Takes an input in; says what the asker gets to know and what is to be done.
    pub fn update(&mut self, now: Now, input: Input) -> (Answer, Vec<Output>) {
        self.expire(now);
        let answer = self.decide(now, input);
        (answer, std::mem::take(&mut self.outputs))
    }

    /// When [`Input::Tick`] is next of use; always after `now`.
    pub fn next_deadline(&self, now: Now) -> Option<OffsetDateTime> {
        let offers = self.offers.values().filter_map(|offer| offer.deadline);
        let retries = self.conversations.values().flat_map(|conversation| self.retries(conversation));
        offers.chain(retries).filter(|at| *at > now).min()
    }

    fn decide(&mut self, now: Now, input: Input) -> Answer {
        match input {
            Input::Hello { agent, connection, hello } => self.hello(now, &agent, connection, &hello),
            Input::Gone { agent, connection } => self.gone(&agent, connection),
            Input::Said { agent, connection, id, event } => self.said(now, &agent, connection, &id, event),
            Input::Raised(envelope) => self.raised(now, *envelope),
            Input::Opened(new) => self.open(now, *new),
            Input::Wrote { conversation, from, text } => self.wrote(now, &conversation, from, &text),
            Input::Closed { conversation, by } => self.close(now, &conversation, by),
            Input::Handover { conversation, kind, order } => self.hand_over(now, &conversation, kind, &order),
            Input::OfferToAll { conversation } => self.offer_to_all(now, &conversation),
            Input::Presence { agent, presence } => self.set_presence(now, &agent, &presence, Some("supervisor")),
            Input::SignOut { agent } => self.sign_out(now, &agent),
            Input::Theme(theme) => Ok(self.set_theme(now, theme)),
            Input::Look(look) => self.look(&look),
            Input::Shutdown => Ok(self.shut_down()),
            Input::Tick => Ok(self.done(now)),
        }
    }

    fn look(&self, look: &Look) -> Answer {
        match look {
            Look::Overview => Ok(self.overview()),
            Look::Agents => Ok(self.agents_view()),
            Look::Conversations => Ok(self.conversations_view()),
            Look::Conversation(id) => self.conversation_view(id),
        }
    }

    /// Sets a presence; offers may follow.
    pub(super) fn set_presence(&mut self, now: Now, agent: &str, presence: &str, reason: Option<&str>) -> Answer {
        if !is_presence(presence) {
            return Err(Refused::at("/presence", format!("There is no presence “{presence}”.")));
        }
        self.desk(agent)?.presence = presence.into();
        let changed = PresenceChanged { current: presence.into(), reason: reason.map(Into::into) };
        self.tell(now, agent, &Event::PresenceChanged(changed), About::default());
        self.changed(None);
        Ok(self.done(now))
    }

    fn set_theme(&mut self, now: Now, theme: Option<Theme>) -> Value {
        self.theme = theme;
        let settings = self.settings();
        for agent in self.agents.keys().cloned().collect::<Vec<_>>() {
            self.tell(now, &agent, &Event::SettingsChanged(settings.clone()), About::default());
        }
        self.changed(None);
        self.done(now)
    }

    fn shut_down(&mut self) -> Value {
        let closing = Closing { reason: "The center stops.".into(), reconnect_after_seconds: Some(1) };
        for connection in self.agents.values().filter_map(AgentDesk::connection).collect::<Vec<_>>() {
            let text = self.unnumbered(&Event::Closing(closing.clone()), About::default());
            self.outputs.push(Output::Send { connection, text });
            self.close_connection(connection, close::RESTART, "the center stops");
        }
        json!({ "ok": true })
    }

    /// What the administrator set, as agents get it.
    pub(super) fn settings(&self) -> Settings {
        let host = self.rules.base_url.trim_start_matches("http://").to_owned();
        Settings {
            theme: self.theme,
            agent_desktop_url: Some(format!("{}/supervisor", self.rules.base_url)),
            allowed_hosts: Some(vec![host]),
            decline_reasons: Some(self.rules.decline_reasons.clone()).filter(|reasons| !reasons.is_empty()),
            ..Settings::default()
        }
    }

    /// Routing after a change, and an empty answer.
    pub(super) fn done(&mut self, now: Now) -> Value {
        self.route(now);
        json!({ "ok": true })
    }

    pub(super) fn desk(&mut self, agent: &str) -> Result<&mut AgentDesk, Refused> {
        self.agents
            .get_mut(agent)
            .ok_or_else(|| Refused::new(Refusal::NotFound, "There is no such agent in this center."))
    }

    pub(super) fn conversation(&mut self, id: &str) -> Result<&mut Conversation, Refused> {
        self.conversations
            .get_mut(id)
            .ok_or_else(|| Refused::new(Refusal::NotFound, "There is no such conversation in this center."))
    }

    pub(super) fn agent_name(&self, id: &str) -> Option<String> {
        self.agents.get(id).map(|desk| desk.name.clone())
    }

    /// A new id, different from those of earlier starts.
    pub(super) fn new_id(&mut self, letter: char) -> String {
        self.made += 1;
        format!("{letter}{:05}-{}", self.made, self.rules.run)
    }

    pub(super) fn changed(&mut self, conversation: Option<&str>) {
        let changed = Output::Changed { conversation: conversation.map(Into::into) };
        if self.outputs.last() != Some(&changed) {
            self.outputs.push(changed);
        }
    }

    pub(super) fn close_connection(&mut self, connection: ConnectionId, code: u16, reason: &'static str) {
        self.outputs.push(Output::Close { connection, code, reason });
    }

    /// Has it written down before anything else goes out.
    pub(super) fn record(&mut self, record: Record) {
        self.outputs.push(Output::Keep(record));
    }

    pub(super) fn send(&mut self, connection: ConnectionId, text: Arc<str>) {
        self.outputs.push(Output::Send { connection, text });
    }

    /// How much is to be done so far, for [`Self::send_before`].
    pub(super) fn mark(&self) -> usize {
        self.outputs.len()
    }

    /// Sends before everything that was decided since the mark.
    pub(super) fn send_before(&mut self, mark: usize, connection: ConnectionId, text: Arc<str>) {
        self.outputs.insert(mark, Output::Send { connection, text });
    }

    /// Numbers an event of our own, keeps it and sends it; nothing where there is no such agent.
    pub(super) fn tell(&mut self, now: Now, agent: &str, event: &Event, about: About) {
        let Some(sequence) = self.agents.get(agent).map(|desk| desk.mailbox.next()) else { return };
        let id = format!("{}-{agent}-{sequence}", self.rules.epoch);
        let mut envelope = self.envelope(id, event, about);
        envelope.subject = Some(format!("agent/{agent}"));
        envelope.time = Some(now);
        self.deliver(now, agent, envelope);
    }

    /// Numbers an event, keeps it and sends it; gives its number back.
    pub(super) fn deliver(&mut self, now: Now, agent: &str, mut envelope: Envelope<Value>) -> Option<u64> {
        let desk = self.agents.get_mut(agent)?;
        let sequence = desk.mailbox.next();
        envelope.sequence = Some(sequence_text(sequence));
        let text: Arc<str> = text_of(&envelope).into();
        desk.mailbox.keep(now, Arc::clone(&text));
        let connection = desk.connection();
        self.record(Record::Kept { agent: agent.to_owned(), at: now, text: text.to_string() });
        if let Some(connection) = connection {
            self.outputs.push(Output::Send { connection, text });
        }
        Some(sequence)
    }

    /// An event that is not kept: an answer, or about the session itself.
    pub(super) fn unnumbered(&mut self, event: &Event, about: About) -> Arc<str> {
        self.made += 1;
        let id = format!("{}-{}", self.rules.run, self.made);
        text_of(&self.envelope(id, event, about)).into()
    }

    fn envelope(&self, id: String, event: &Event, about: About) -> Envelope<Value> {
        let (kind, data) = type_and_data(event);
        let mut envelope = Envelope::new(id, self.rules.base_url.clone(), &kind, data);
        envelope.expirytime = about.expirytime;
        envelope.correlationid = about.conversation;
        envelope.causationid = about.command;
        envelope
    }
}

/// The optional attributes of an event.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    /// Deadline of an offer.
    pub(super) expirytime: Option<OffsetDateTime>,
    /// Id of the conversation.
    pub(super) conversation: Option<String>,
    /// Id of the command that is answered.
    pub(super) command: Option<String>,
}

impl About {
    /// About a conversation.
    pub(super) fn conversation(id: &str) -> Self {
        Self { conversation: Some(id.into()), ..Self::default() }
    }
}

fn text_of(envelope: &Envelope<Value>) -> String {
    serde_json::to_string(envelope)
        .expect("an envelope is plain data with string keys and dates within four-digit years")
}
