//! An alert to be drawn, before a test says what is known of it.

use std::collections::BTreeMap;
use std::time::Duration;

use deskbell::domain::channel::Channel;
use deskbell::domain::conversation::{Conversation, Customer};
use deskbell::domain::privacy::Privacy;
use deskbell::domain::view::{AlertPhase, AlertView};
use deskbell::protocol::from_center::{Identified, OfferReason};
use deskbell::time::Timestamp;

/// An offer of a chat that began to ring at `now`, for one minute, and nothing else is known of it.
pub fn bare(now: Timestamp) -> AlertView {
    AlertView {
        id: "offer".into(),
        reason: OfferReason::Incoming,
        declinable: true,
        decline_reasons: vec![],
        privacy: Privacy::Full,
        template: None,
        sample: false,
        since: now,
        deadline: Some(now + Duration::from_secs(60)),
        conversation: Conversation {
            id: "conversation".into(),
            channel: Channel::Chat,
            queue: None,
            customer: Customer { name: None, phone: None, company: None, identified: Identified::No },
            comment: None,
            answers: BTreeMap::new(),
            case: None,
            waiting_since: now,
            summary_url: None,
        },
        phase: AlertPhase::Ringing,
    }
}
