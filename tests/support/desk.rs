//! A desk and a clock of its own, with short words for what happens to it.

use deskbell::domain::channel::Channel;
use deskbell::domain::choice::{Choice, Value};
use deskbell::domain::conversation::{Conversation, Customer, Notice, Offer};
use deskbell::domain::effect::{Command, Effect, Journal, Message, ToastContent, ToastKey};
use deskbell::domain::id::{CommandId, EventKey};
use deskbell::domain::input::*;
use deskbell::domain::privacy::Called;
use deskbell::domain::view::{AlertView, View};
use deskbell::domain::{Desk, Preferences};
use deskbell::pii::Pii;
use deskbell::protocol::from_center::{
    Agent, Identified, NoticeKind, OfferReason, Outcome, Presence, PresenceOption, Settings,
};
use deskbell::time::Timestamp;

/// A desk; times are whole seconds.
#[derive(Debug)]
pub(crate) struct Table(Desk);

impl Table {
    pub(crate) fn new(preferences: Preferences) -> Self {
        Self(Desk::new(preferences, Journal::default()))
    }

    pub(crate) fn restarted(journal: Journal) -> Self {
        Self(Desk::new(preferences(), journal))
    }

    pub(crate) fn put(&mut self, seconds: i64, input: Input) -> Vec<Effect> {
        self.0.update(at(seconds), input)
    }

    pub(crate) fn tick(&mut self, seconds: i64) -> Vec<Effect> {
        self.put(seconds, Input::Tick)
    }

    pub(crate) fn agent(&mut self, seconds: i64, action: AgentAction) -> Vec<Effect> {
        self.put(seconds, Input::Agent(action))
    }

    pub(crate) fn system(&mut self, seconds: i64, event: SystemEvent) -> Vec<Effect> {
        self.put(seconds, Input::System(event))
    }

    pub(crate) fn link(&mut self, seconds: i64, event: LinkEvent) -> Vec<Effect> {
        self.put(seconds, Input::Link(event))
    }

    pub(crate) fn center(&mut self, seconds: i64, sequence: u64, what: CenterNews) -> Vec<Effect> {
        self.center_keyed(seconds, sequence, &format!("event {sequence}"), what)
    }

    pub(crate) fn center_keyed(&mut self, seconds: i64, sequence: u64, key: &str, what: CenterNews) -> Vec<Effect> {
        let stamp = Some(Stamp { sequence, key: EventKey(key.into()) });
        self.put(seconds, Input::Center(CenterEvent { stamp, what }))
    }

    pub(crate) fn ready(&mut self, seconds: i64, head: u64, offers: Vec<Offer>) -> Vec<Effect> {
        self.ready_in("e", seconds, head, offers)
    }

    pub(crate) fn ready_in(&mut self, epoch: &str, seconds: i64, head: u64, offers: Vec<Offer>) -> Vec<Effect> {
        self.put(seconds, Input::Center(CenterEvent { stamp: None, what: ready(epoch, head, offers) }))
    }

    /// The session of another agent is ready.
    pub(crate) fn center_for(&mut self, agent: &str, seconds: i64, head: u64) -> Vec<Effect> {
        self.put(seconds, Input::Center(CenterEvent { stamp: None, what: ready_for(agent, head) }))
    }

    /// The center's answer to the first command among `sent`.
    pub(crate) fn answer(
        &mut self,
        seconds: i64,
        sent: &[Effect],
        result: Result<Option<String>, Refusal>,
    ) -> Vec<Effect> {
        let command = command_ids(sent)[0].clone();
        let what = CenterNews::Answer { command, result };
        self.put(seconds, Input::Center(CenterEvent { stamp: None, what }))
    }

    pub(crate) fn view(&self) -> View {
        self.0.view()
    }

    pub(crate) fn next_deadline(&self) -> Option<Timestamp> {
        self.0.next_deadline()
    }

    /// The only alert.
    pub(crate) fn alert(&self) -> AlertView {
        let alerts = self.view().alerts;
        assert_eq!(alerts.len(), 1, "{alerts:?}");
        alerts.into_iter().next().expect("there is one")
    }
}

pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds * 1000)
}

pub(crate) fn preferences() -> Preferences {
    Preferences {
        allowed_hosts: vec!["crm.example.com".into()],
        command_prefix: "test".into(),
        browser_sign_in: true,
        ..Preferences::default()
    }
}

/// A desk whose session is ready.
pub(crate) fn connected() -> Table {
    let mut table = Table::new(preferences());
    table.ready(0, 0, vec![]);
    table
}

pub(crate) fn ready(epoch: &str, head: u64, offers: Vec<Offer>) -> CenterNews {
    let option = |id: &str| PresenceOption { id: id.into(), name: id.to_uppercase() };
    CenterNews::Ready(Box::new(Ready {
        epoch: epoch.into(),
        head,
        agent: Agent { id: "anna".into(), name: "Anna".into() },
        presence: Presence { current: "available".into(), options: vec![option("available"), option("away")] },
        settings: Settings::default(),
        offers,
    }))
}

pub(crate) fn url(name: &str) -> String {
    format!("https://crm.example.com/conversations/{name}")
}

pub(crate) fn conversation(name: &str) -> Conversation {
    Conversation {
        id: name.into(),
        channel: Channel::Chat,
        queue: Some("Billing".into()),
        customer: Customer {
            name: Some(Pii::new("Anna Nowak".into())),
            phone: None,
            company: None,
            identified: Identified::Yes,
        },
        comment: Some(Pii::new("My invoice shows two charges".into())),
        answers: std::collections::BTreeMap::new(),
        case: None,
        waiting_since: at(-60),
        summary_url: Some(url(name)),
    }
}

pub(crate) fn offer(name: &str, deadline: i64) -> Offer {
    Offer {
        id: name.into(),
        reason: OfferReason::Incoming,
        declinable: true,
        deadline: Some(at(deadline)),
        conversation: conversation(name),
    }
}

pub(crate) fn offered(name: &str, deadline: i64) -> CenterNews {
    CenterNews::Offered(Box::new(offer(name, deadline)))
}

pub(crate) fn closed(name: &str, outcome: Outcome, by: Option<&str>) -> CenterNews {
    CenterNews::OfferClosed { offer: name.into(), outcome, by: by.map(str::to_owned) }
}

pub(crate) fn plain_notice(name: &str, kind: NoticeKind) -> Notice {
    Notice { id: name.into(), kind, conversation: conversation(name), from: Some("Jan".into()), note: None }
}

pub(crate) fn notice(name: &str, kind: NoticeKind) -> CenterNews {
    CenterNews::Notice(Box::new(plain_notice(name, kind)))
}

/// What the toast of [`plain_notice`] says.
pub(crate) fn plain_toast(name: &str) -> ToastContent {
    let notice = plain_notice(name, NoticeKind::Assigned);
    ToastContent::Notice {
        kind: notice.kind,
        channel: notice.conversation.channel,
        customer: notice.conversation.customer.name.map_or(Called::Unknown, Called::Name),
        from: notice.from,
        queue: notice.conversation.queue,
        note: notice.conversation.comment,
    }
}

pub(crate) fn withdrawn(name: &str) -> CenterNews {
    CenterNews::NoticeWithdrawn(name.into())
}

pub(crate) fn ready_for(agent: &str, head: u64) -> CenterNews {
    let CenterNews::Ready(mut ready) = ready("e", head, vec![]) else { unreachable!("it is ready") };
    ready.agent = Agent { id: agent.into(), name: agent.into() };
    CenterNews::Ready(ready)
}

pub(crate) fn changed(settings: Settings) -> CenterNews {
    CenterNews::SettingsChanged(settings)
}

pub(crate) fn accept(name: &str) -> AgentAction {
    AgentAction::Accept(name.into())
}

pub(crate) fn decline(name: &str) -> AgentAction {
    AgentAction::Decline(name.into(), None)
}

pub(crate) fn sounds(on: bool) -> AgentAction {
    AgentAction::Choose(Choice { setting: "sounds", value: Value::Switch(on) })
}

pub(crate) fn sample() -> AgentAction {
    let notice = Box::new(plain_notice("sample", NoticeKind::Assigned));
    AgentAction::Test { offer: Box::new(offer("sample", 46)), notice }
}

pub(crate) fn down(problem: LinkProblem, retry_at: Option<i64>) -> LinkEvent {
    LinkEvent::Down { problem, retry_at: retry_at.map(at) }
}

pub(crate) fn key(name: &str) -> ToastKey {
    ToastKey::Notice(name.into())
}

pub(crate) fn commands(effects: &[Effect]) -> Vec<Command> {
    effects.iter().filter_map(sent).map(|(_, command)| command.clone()).collect()
}

pub(crate) fn command_ids(effects: &[Effect]) -> Vec<CommandId> {
    effects.iter().filter_map(sent).map(|(id, _)| id.clone()).collect()
}

fn sent(effect: &Effect) -> Option<(&CommandId, &Command)> {
    if let Effect::Send(Message::Command(id, command)) = effect { Some((id, command)) } else { None }
}

pub(crate) fn opened(effects: &[Effect]) -> Vec<String> {
    let url = |effect: &Effect| if let Effect::Open(url, _) = effect { Some(url.clone()) } else { None };
    effects.iter().filter_map(url).collect()
}

pub(crate) fn toasts(effects: &[Effect]) -> Vec<ToastContent> {
    let content =
        |effect: &Effect| if let Effect::ShowToast(toast) = effect { Some(toast.content.clone()) } else { None };
    effects.iter().filter_map(content).collect()
}

pub(crate) fn remembered(effects: &[Effect]) -> Option<Journal> {
    effects
        .iter()
        .rev()
        .find_map(|effect| if let Effect::Remember(journal) = effect { Some(journal.clone()) } else { None })
}

pub(crate) fn acknowledged(effect: &Effect) -> Option<u64> {
    if let Effect::Send(Message::Acknowledge { sequence, .. }) = effect { Some(*sequence) } else { None }
}
