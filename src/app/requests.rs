//! What other processes of the same user ask the running daemon for.

use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use super::sample;
use crate::domain::input::{AgentAction, Input};
use crate::domain::view::View;
use crate::i18n::Words;
use crate::links::{self, Refused};
use crate::platform::instance::{Answer, Handed, Request};
use crate::sign_in::keeper::Keeper;
use crate::sign_in::tokens::Secret;
use crate::status::Status;
use crate::time::Clock;

/// What is needed to answer.
#[derive(Clone)]
pub(super) struct Desktop {
    pub(super) views: watch::Receiver<View>,
    pub(super) inputs: mpsc::Sender<Input>,
    pub(super) words: Arc<Words>,
    pub(super) clock: Clock,
    pub(super) center: Option<String>,
    /// Has what the agent signed in with; none where the token comes from somewhere else.
    pub(super) keeper: Option<Keeper>,
}

impl Desktop {
    pub(super) async fn answer(self, request: Request) -> Answer {
        let action = match request {
            Request::Status => return self.status(),
            Request::TestAlert => sample::action(self.clock.now(), &self.words),
            Request::Open { url } => match links::check(&url, &self.views.borrow().allowed_hosts) {
                Ok(_) => AgentAction::OpenLink(url),
                Err(refused) => return Answer::Failed { sentence: refused_words(&refused, &self.words) },
            },
            Request::SignedIn => self.signed_in(None),
            Request::SignedInUntilLogOff { .. } if self.keeper.is_none() => {
                return Answer::Failed { sentence: self.words.text("cli-token-elsewhere") };
            }
            Request::SignedInUntilLogOff { secret } => self.signed_in(Some(&secret)),
            Request::SignOut => AgentAction::SignOut,
            Request::Reconnect => AgentAction::Reconnect,
            Request::Quit => AgentAction::Quit,
        };
        drop(self.inputs.send(Input::Agent(action)).await);
        Answer::Done
    }

    /// Another process signed the agent in: into the keyring, or for this run only.
    fn signed_in(&self, secret: Option<&Handed>) -> AgentAction {
        match (&self.keeper, secret) {
            (Some(keeper), Some(secret)) => keeper.adopt(Secret::parse(secret.reveal())),
            (Some(keeper), None) => keeper.reload(),
            (None, _) => {}
        }
        AgentAction::SignedIn
    }

    fn status(&self) -> Answer {
        let status = Status::of(&self.views.borrow(), self.center.as_deref(), self.clock.now(), &self.words);
        serde_json::to_value(status).map_or_else(|error| Answer::Failed { sentence: error.to_string() }, Answer::Status)
    }
}

/// Why a link is not opened, as a sentence.
pub(crate) fn refused_words(refused: &Refused, words: &Words) -> String {
    words.with("cli-link-refused", [("what", refused.what.as_str().into())])
}
