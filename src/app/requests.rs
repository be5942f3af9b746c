//! What other processes of the same user ask the running daemon for.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use super::{Wanted, own_link, sample};
use crate::config::{Arguments, SETTINGS};
use crate::domain::choice::Page;
use crate::domain::input::{AgentAction, Input, SystemEvent};
use crate::domain::view::View;
use crate::i18n::Words;
use crate::links::{self, Refused};
use crate::platform::instance::{Answer, Handed, Request};
use crate::sign_in::keeper::Keeper;
use crate::sign_in::tokens::Secret;
use crate::status::Status;
use crate::text::{NAME, shown};
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
    /// Where another configuration is asked for.
    pub(super) choices: mpsc::UnboundedSender<Wanted>,
}

impl Desktop {
    pub(super) async fn answer(self, request: Request) -> Answer {
        let action = match request {
            Request::Status => return self.status(),
            Request::TestAlert => sample::action(self.clock.now(), &self.words),
            Request::Open { url } => match self.allowed(url) {
                Ok(action) => action,
                Err(sentence) => return Answer::Failed { sentence },
            },
            Request::Again { link: Some(link), .. } if own_link::toast(&link).is_some() => {
                return self.clicked(&link).await;
            }
            Request::Again { arguments, link } => match self.again(&arguments, link.as_deref()) {
                Ok(action) => action,
                Err(sentence) => return Answer::Failed { sentence },
            },
            Request::Settings => AgentAction::OpenSettings(Page::Settings),
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

    /// Does what the links ask for that the system tells of. Nobody waits for an answer.
    #[cfg(target_os = "macos")]
    pub(super) async fn heed(self, mut requests: mpsc::Receiver<Request>) {
        while let Some(request) = requests.recv().await {
            if let Answer::Failed { .. } = self.clone().answer(request).await {
                // Why is no matter for the log: the sentence has a part of the link in it.
                tracing::warn!("a link that was opened is not allowed, or none of ours");
            }
        }
    }

    /// A click on a toast, which Windows tells by starting the program with a link.
    async fn clicked(&self, link: &str) -> Answer {
        if let Some(key) = own_link::toast(link) {
            drop(self.inputs.send(Input::System(SystemEvent::ToastClicked(key, None))).await);
        }
        Answer::Done
    }

    /// The program was started a second time: with a link that asks for something, with arguments that
    /// count from now on, or only to see that it runs.
    fn again(&self, arguments: &BTreeMap<String, String>, link: Option<&str>) -> Result<AgentAction, String> {
        if arguments.get("center").is_some_and(|center| Some(center) != self.center.as_ref()) {
            return Err(self.words.text("cli-already-running"));
        }
        let known = SETTINGS.iter().filter_map(|setting| Some((setting.name, arguments.get(setting.name)?.clone())));
        let known: Arguments = known.collect();
        if !known.is_empty() {
            drop(self.choices.send(Wanted::Arguments(known)));
        }
        let Some(link) = link else { return Ok(AgentAction::OpenSettings(Page::Settings)) };
        match own_link::action(link) {
            Some(AgentAction::OpenLink(url)) => self.allowed(url),
            Some(action) => Ok(action),
            None => Err(self.words.with("cli-no-own-link", [("link", shown(link, NAME).into())])),
        }
    }

    /// The link, if it may be opened; else why not.
    fn allowed(&self, url: String) -> Result<AgentAction, String> {
        match links::check(&url, &self.views.borrow().allowed_hosts) {
            Ok(_) => Ok(AgentAction::OpenLink(url)),
            Err(refused) => Err(refused_words(&refused, &self.words)),
        }
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
