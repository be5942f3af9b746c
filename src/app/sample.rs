//! The sample alert and toast of `deskbell test-alert`: no center knows of them.

use std::time::Duration;

use crate::domain::channel::Channel;
use crate::domain::conversation::{Case, Conversation, Customer, Notice, Offer};
use crate::domain::input::AgentAction;
use crate::i18n::Words;
use crate::pii::Pii;
use crate::protocol::from_center::{Identified, NoticeKind, OfferReason};
use crate::time::Timestamp;

/// So long the sample rings.
const RINGS: Duration = Duration::from_secs(45);
/// So long the sample customer has waited.
const WAITED: Duration = Duration::from_secs(134);

/// The sample, in the agent's language.
pub(super) fn action(now: Timestamp, words: &Words) -> AgentAction {
    let id = format!("sample-{}", now.as_millis());
    let offer = Offer {
        id: id.as_str().into(),
        reason: OfferReason::Incoming,
        declinable: true,
        deadline: Some(now + RINGS),
        conversation: conversation(now, words),
    };
    let notice = Notice {
        id: id.as_str().into(),
        kind: NoticeKind::Assigned,
        conversation: conversation(now, words),
        from: None,
        note: None,
    };
    AgentAction::Test { offer: Box::new(offer), notice: Box::new(notice) }
}

fn conversation(now: Timestamp, words: &Words) -> Conversation {
    let private = |id| Some(Pii::new(words.text(id)));
    Conversation {
        id: "sample".into(),
        channel: Channel::Chat,
        queue: Some(words.text("sample-queue")),
        customer: Customer {
            name: private("sample-customer"),
            phone: None,
            company: private("sample-company"),
            identified: Identified::Yes,
        },
        comment: private("sample-comment"),
        answers: std::collections::BTreeMap::new(),
        case: Some(Case { number: Some(words.text("sample-case-number")), title: private("sample-case-title") }),
        waiting_since: now - WAITED,
        summary_url: None,
    }
}
