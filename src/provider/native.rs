//! The native protocol, version 1 (`docs/protocol.md`), from the client's side.

use std::time::Duration;

use secrecy::ExposeSecret as _;
use serde::Serialize;
use serde_json::Value;
use time::OffsetDateTime;
use zeroize::Zeroizing;

use super::{DecodeError, Frame, Heartbeat, Login, Provider, Upgrade};
use crate::domain::channel::Channel;
use crate::domain::conversation::{Case, Conversation, Customer, Notice, Offer};
use crate::domain::effect::{Command, Message};
use crate::domain::id::{CommandId, ConversationId, EventKey, NoticeId, OfferId};
use crate::domain::input::{CenterEvent, CenterNews, LinkProblem, Ready, Refusal, Stamp};
use crate::links::is_this_computer;
use crate::pii::Pii;
use crate::protocol::{Envelope, MESSAGE_LIMIT, SUBPROTOCOL, TYPE_PREFIX, from_center, from_client};
use crate::protocol::{sequence_number, sequence_text, type_and_data};
use crate::text::{COMMENT, NAME, shown, shown_if_any};
use crate::time::Timestamp;

mod limits;

use limits::{answers, id, is_id, link, presence, settings};

/// The heartbeat where the center names none.
const HEARTBEAT_SECONDS: u32 = 15;
/// The longest heartbeat that is believed: a dead link is to be found within 30 s.
const HEARTBEAT_SECONDS_AT_MOST: u32 = 15;
/// The longest time that a center may keep everybody away.
const BACK_AFTER_AT_MOST: Duration = Duration::from_secs(3600);

/// The codec's state: the center's clock and the ids given so far.
#[derive(Debug, Default)]
pub struct Native {
    /// A moment on the center's clock and the same moment on ours.
    epoch_of_times: Option<(OffsetDateTime, Timestamp)>,
    heartbeat_seconds: Option<u32>,
    source: String,
    id_prefix: String,
    given: u64,
}

impl Provider for Native {
    fn begin(&mut self, login: &Login) -> Result<Upgrade, LinkProblem> {
        let secure = login.center.scheme() == "wss";
        let local = login.center.scheme() == "ws" && login.center.host().is_some_and(|host| is_this_computer(&host));
        if !secure && !local {
            return Err(LinkProblem::Insecure);
        }
        let authorization = Zeroizing::new(format!("Bearer {}", login.token.expose_secret())).as_str().into();
        Ok(Upgrade { url: login.center.clone(), subprotocol: SUBPROTOCOL, authorization })
    }

    fn on_open(&mut self, login: &Login) -> Vec<Frame> {
        self.epoch_of_times = None;
        self.source = format!("/devices/{}", login.device.id);
        self.id_prefix.clone_from(&login.id_prefix);
        let (epoch, last_sequence) = login.resume.clone().unzip();
        let hello = from_client::Hello {
            protocol: 1,
            epoch,
            last_sequence: last_sequence.map(sequence_text),
            device: login.device.clone(),
            locale: login.locale.clone(),
            capabilities: ["alerts", "toasts", "receipts"].map(str::to_owned).to_vec(),
        };
        vec![self.event(None, &from_client::Event::Hello(hello))]
    }

    fn decode(&mut self, frame: &Frame, now: Timestamp) -> Result<Vec<CenterEvent>, DecodeError> {
        let text = match frame {
            Frame::Binary(_) => return Err(wrong("binary message")),
            Frame::Text(text) if text.len() > MESSAGE_LIMIT => return Err(wrong("message over 64 KiB")),
            Frame::Text(text) => text,
        };
        let event: Envelope = serde_json::from_str(text).map_err(|error| wrong(&place(&error)))?;
        let stamp = stamp(&event)?;
        match self.news(&event, now) {
            Ok(Some(what)) => Ok(vec![CenterEvent { stamp, what }]),
            Ok(None) => Ok(stamp.map(unknown).into_iter().collect()),
            Err(what) => Err(DecodeError { what: format!("{}: {what}", shown(&event.kind, NAME)), stamp }),
        }
    }

    fn encode(&mut self, message: &Message) -> Vec<Frame> {
        match message {
            Message::Command(id, command) => vec![self.event(Some(id), &command_event(command))],
            Message::Shown { offer, how, why } => {
                let shown = from_client::OfferShown { offer_id: offer.0.clone(), how: *how, why: why.clone() };
                vec![self.event(None, &from_client::Event::OfferShown(shown))]
            }
            Message::NoticeShown { notice, how, why } => {
                let shown = from_client::NoticeShown { notice_id: notice.0.clone(), how: *how, why: why.clone() };
                vec![self.event(None, &from_client::Event::NoticeShown(shown))]
            }
            Message::Acknowledge { epoch, sequence } => {
                let ack = from_client::Ack { epoch: epoch.clone(), sequence: sequence_text(*sequence) };
                vec![self.event(None, &from_client::Event::Ack(ack))]
            }
        }
    }

    fn heartbeat(&self) -> Heartbeat {
        let seconds = self.heartbeat_seconds.unwrap_or(HEARTBEAT_SECONDS).clamp(1, HEARTBEAT_SECONDS_AT_MOST);
        let every = Duration::from_secs(u64::from(seconds));
        Heartbeat { every, dead_after: every * 2 }
    }
}

impl Native {
    fn event<E: Serialize>(&mut self, id: Option<&CommandId>, event: &E) -> Frame {
        let (kind, data) = type_and_data(event);
        let id = id.map_or_else(|| self.next_id(), |id| id.0.clone());
        let envelope = Envelope::new(id, self.source.clone(), &kind, data);
        Frame::Text(serde_json::to_string(&envelope).expect("an envelope has no maps with other keys than strings"))
    }

    fn next_id(&mut self) -> String {
        self.given += 1;
        format!("{}-m{}", self.id_prefix, self.given)
    }

    /// What the event says; nothing for a type that this version does not know.
    fn news(&mut self, event: &Envelope, now: Timestamp) -> Result<Option<CenterNews>, String> {
        if !KNOWN.contains(&event.kind.strip_prefix(TYPE_PREFIX).unwrap_or_default()) {
            tracing::debug!(kind = %shown(&event.kind, NAME), "event of an unknown type");
            return Ok(None);
        }
        // The error's own text repeats the wrong value, which may be a customer's: only its place is kept.
        let body: from_center::Event = event
            .body()
            .map_err(|error| format!("at {}: {}", shown(&error.path().to_string(), NAME), place(error.inner())))?;
        if let from_center::Event::Ready(ready) = body {
            return self.ready(*ready, now).map(Some);
        }
        let clock = self.epoch_of_times.ok_or("before session.ready")?;
        Reader { clock }.news(body, event)
    }

    fn ready(&mut self, ready: from_center::Ready, now: Timestamp) -> Result<CenterNews, String> {
        let head = sequence_number(&ready.head).ok_or("head is not a sequence")?;
        let clock = (ready.server_time, now);
        let reader = Reader { clock };
        let offers = ready.offers.into_iter().map(|open| reader.offer(open.offer, open.expirytime));
        let offers = offers.collect::<Result<_, _>>()?;
        let (epoch, agent) = (id(ready.epoch)?, id(ready.agent.id)?);
        let presence = presence(ready.presence)?;
        self.epoch_of_times = Some(clock);
        self.heartbeat_seconds = Some(ready.heartbeat_seconds);
        Ok(CenterNews::Ready(Box::new(Ready {
            epoch,
            head,
            agent: from_center::Agent { id: agent, name: shown(&ready.agent.name, NAME) },
            presence,
            settings: settings(ready.settings),
            offers,
        })))
    }
}

/// The types that this version knows, without their prefix. A test holds it against the schemas.
pub const KNOWN: [&str; 10] = [
    "session.ready.v1",
    "offer.created.v1",
    "offer.updated.v1",
    "offer.closed.v1",
    "notice.v1",
    "notice.withdrawn.v1",
    "presence.changed.v1",
    "settings.changed.v1",
    "command.result.v1",
    "session.closing.v1",
];

/// Reads wire types by the center's clock.
struct Reader {
    clock: (OffsetDateTime, Timestamp),
}

impl Reader {
    fn news(&self, body: from_center::Event, event: &Envelope) -> Result<Option<CenterNews>, String> {
        Ok(Some(match body {
            from_center::Event::Ready(_) => return Ok(None),
            from_center::Event::OfferCreated(offer) => {
                CenterNews::Offered(Box::new(self.offer(*offer, event.expirytime)?))
            }
            from_center::Event::OfferUpdated(offer) => {
                CenterNews::OfferUpdated(Box::new(self.offer(*offer, event.expirytime)?))
            }
            from_center::Event::OfferClosed(closed) => CenterNews::OfferClosed {
                offer: OfferId(id(closed.offer_id)?),
                outcome: closed.outcome,
                by: shown_if_any(closed.by.as_deref(), NAME),
            },
            from_center::Event::Notice(notice) => CenterNews::Notice(Box::new(self.notice(*notice)?)),
            from_center::Event::NoticeWithdrawn(gone) => CenterNews::NoticeWithdrawn(NoticeId(id(gone.notice_id)?)),
            from_center::Event::PresenceChanged(changed) => CenterNews::PresenceChanged {
                current: id(changed.current)?,
                reason: shown_if_any(changed.reason.as_deref(), NAME),
            },
            from_center::Event::SettingsChanged(settings) => CenterNews::SettingsChanged(self::settings(settings)),
            from_center::Event::CommandResult(result) => answer(result, event)?,
            // The close itself follows, and its code decides.
            from_center::Event::Closing(closing) => {
                tracing::info!(reason = %shown(&closing.reason, NAME), "the center announces that it closes");
                let back_after = closing.reconnect_after_seconds.map(|seconds| Duration::from_secs(seconds.into()));
                CenterNews::Closing { back_after: back_after.map(|time| time.min(BACK_AFTER_AT_MOST)) }
            }
        }))
    }

    /// A moment of the center's clock on ours.
    fn time(&self, at: OffsetDateTime) -> Timestamp {
        let (theirs, ours) = self.clock;
        let millis = (at - theirs).whole_milliseconds();
        let millis = i64::try_from(millis).unwrap_or(if millis < 0 { i64::MIN } else { i64::MAX });
        Timestamp::from_millis(ours.as_millis().saturating_add(millis))
    }

    fn offer(&self, offer: from_center::Offer, expires: Option<OffsetDateTime>) -> Result<Offer, String> {
        Ok(Offer {
            id: OfferId(id(offer.offer_id)?),
            reason: offer.reason,
            declinable: offer.declinable,
            deadline: expires.map(|at| self.time(at)),
            conversation: self.conversation(offer.conversation)?,
        })
    }

    fn notice(&self, notice: from_center::Notice) -> Result<Notice, String> {
        Ok(Notice {
            id: NoticeId(id(notice.notice_id)?),
            kind: notice.kind,
            conversation: self.conversation(notice.conversation)?,
            from: shown_if_any(notice.from.as_deref(), NAME),
            note: private(notice.note.as_deref(), COMMENT),
        })
    }

    fn conversation(&self, conversation: from_center::Conversation) -> Result<Conversation, String> {
        Ok(Conversation {
            id: ConversationId(id(conversation.id)?),
            channel: Channel::from_wire(&conversation.channel),
            queue: shown_if_any(conversation.queue.as_deref(), NAME),
            customer: customer(&conversation.customer),
            comment: private(conversation.comment.as_deref(), COMMENT),
            answers: answers(conversation.answers),
            case: conversation.case.map(|case| Case {
                number: shown_if_any(case.number.as_deref(), NAME),
                title: private(case.title.as_deref(), NAME),
            }),
            waiting_since: self.time(conversation.waiting_since),
            summary_url: link(conversation.summary_url),
        })
    }
}

fn customer(customer: &from_center::Customer) -> Customer {
    Customer {
        name: private(customer.name.as_deref(), NAME),
        phone: private(customer.phone.as_deref(), NAME),
        company: private(customer.company.as_deref(), NAME),
        identified: customer.identified,
    }
}

fn private(text: Option<&str>, limit: usize) -> Option<Pii<String>> {
    shown_if_any(text, limit).map(Pii::new)
}

fn answer(result: from_center::CommandResult, event: &Envelope) -> Result<CenterNews, String> {
    let command = CommandId(event.causationid.clone().ok_or("no causationid")?);
    let result = match (result.ok, result.code) {
        (true, _) => Ok(link(result.url)),
        (false, Some(code)) => Err(Refusal::Said(code)),
        (false, None) => Err(Refusal::Unexplained),
    };
    Ok(CenterNews::Answer { command, result })
}

fn command_event(command: &Command) -> from_client::Event {
    match command.clone() {
        Command::Accept(OfferId(offer_id)) => from_client::Event::Accept(from_client::Accept { offer_id }),
        Command::Decline(OfferId(offer_id), reason) => {
            from_client::Event::Decline(from_client::Decline { offer_id, reason })
        }
        Command::SetPresence(presence) => from_client::Event::Presence(from_client::SetPresence { presence }),
    }
}

/// The place and name of a numbered event.
fn stamp(event: &Envelope<Value>) -> Result<Option<Stamp>, DecodeError> {
    if event.specversion != "1.0" {
        return Err(wrong("specversion is not 1.0"));
    }
    if !is_id(&event.id) || !is_id(&event.source) {
        return Err(wrong("id or source is empty or too long"));
    }
    let Some(text) = &event.sequence else { return Ok(None) };
    let sequence = sequence_number(text).ok_or_else(|| wrong("sequence is not 20 decimal digits"))?;
    Ok(Some(Stamp { sequence, key: EventKey(format!("{} {}", event.source, event.id)) }))
}

const fn unknown(stamp: Stamp) -> CenterEvent {
    CenterEvent { stamp: Some(stamp), what: CenterNews::Unknown }
}

fn wrong(what: &str) -> DecodeError {
    DecodeError { what: what.to_owned(), stamp: None }
}

fn place(error: &serde_json::Error) -> String {
    format!("{:?} error in line {} column {}", error.classify(), error.line(), error.column())
}
