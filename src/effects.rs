//! Doing what was decided: one match, one line an effect. Nothing here waits.

use std::sync::Arc;

use tokio::sync::mpsc;

use crate::app::{Help, Wanted};
use crate::domain::TOAST_TIME;
use crate::domain::effect::{Effect, Journal, Toast, ToastContent};
use crate::domain::input::{Input, SystemEvent};
use crate::domain::sign_in::Keep;
use crate::i18n::Words;
use crate::journal::JournalFile;
use crate::link::Order;
use crate::platform::toast::{ToastText, Toaster, Urgency};
use crate::platform::{open, sound};
use crate::sign_in::keeper::Keeper;
use crate::ui::words::{presence_back, toast_words};

/// Everything that effects are done with.
#[derive(Debug)]
pub struct Effects {
    /// Orders to the link.
    pub link: mpsc::UnboundedSender<Order>,
    /// Shows toasts.
    pub toaster: Toaster,
    /// Remembers what was acknowledged.
    pub journal: JournalFile,
    /// Has what the agent signed in with; none where the token comes from somewhere else.
    pub keeper: Option<Keeper>,
    /// Keeps what the agent chooses.
    pub choices: mpsc::UnboundedSender<Wanted>,
    /// Finds out what is wrong.
    pub help: Help,
    /// The words.
    pub words: Arc<Words>,
    /// Where results go.
    pub inputs: mpsc::Sender<Input>,
}

impl Effects {
    /// Does it. Results come back as inputs.
    pub fn perform(&self, effect: Effect) {
        match effect {
            Effect::Send(message) => self.order(Order::Send(message)),
            Effect::Remember(journal) => self.remember(journal),
            Effect::Note(event) => self.journal.note(event),
            Effect::ShowToast(toast) => self.show_toast(&toast),
            Effect::WithdrawToast(key) => self.toaster.withdraw(key),
            Effect::Open(url) => self.open(url),
            Effect::Reconnect => self.order(Order::Reconnect),
            Effect::Renew => self.order(Order::Renew),
            Effect::Probe => self.order(Order::Probe),
            Effect::SignIn(keep) => self.sign_in(keep),
            Effect::Keep(choice) => drop(self.choices.send(Wanted::Choice(choice))),
            Effect::FindSoundDevices => self.find_sound_devices(),
            Effect::Examine => drop(tokio::spawn(self.help.clone().examine())),
            Effect::SaveDiagnostics => drop(tokio::spawn(self.help.clone().save())),
            Effect::SignOut => self.sign_out(),
            Effect::Quit => tracing::info!("quitting"),
        }
    }

    fn order(&self, order: Order) {
        // The link is gone only when the program ends.
        drop(self.link.send(order));
    }

    fn remember(&self, journal: Journal) {
        self.order(Order::Resume(journal.epoch.clone().map(|epoch| (epoch, journal.sequence))));
        self.journal.write(journal);
    }

    fn show_toast(&self, toast: &Toast) {
        let (title, body) = toast_words(&toast.content, &self.words);
        let (urgency, action) = match &toast.content {
            ToastContent::Notice { .. } | ToastContent::Summary { .. } => (Urgency::Normal, Some("toast-open")),
            ToastContent::Missed { .. } => (Urgency::Critical, Some("toast-open")),
            ToastContent::Inactive { .. } => (Urgency::Critical, None),
            ToastContent::Preflight { .. } => (Urgency::Critical, Some("preflight-go")),
            ToastContent::NoConnection { sign_in, .. } => (Urgency::Critical, sign_in.then_some("tray-sign-in")),
            ToastContent::SignIn { again, .. } => (Urgency::Critical, again.then_some("tray-sign-in")),
        };
        let action = action.map(|id| self.words.text(id)).or_else(|| back_words(&toast.content, &self.words));
        let text = ToastText { title, body, action, urgency, expire: TOAST_TIME };
        self.toaster.show(toast.key.clone(), text);
    }

    fn open(&self, url: String) {
        let inputs = self.inputs.clone();
        tokio::spawn(async move {
            let opened = tokio::task::spawn_blocking({
                let url = url.clone();
                move || open::open(&url)
            });
            if let Ok(Err(error)) = opened.await {
                tracing::warn!(%error, "the browser could not be started");
                drop(inputs.send(Input::System(SystemEvent::OpenFailed(url))).await);
            }
        });
    }

    fn sign_in(&self, keep: Keep) {
        if let Some(keeper) = &self.keeper {
            keeper.sign_in(keep);
        }
    }

    fn find_sound_devices(&self) {
        let inputs = self.inputs.clone();
        tokio::spawn(async move {
            let found = SystemEvent::SoundDevices(sound::devices().await);
            drop(inputs.send(Input::System(found)).await);
        });
    }

    fn sign_out(&self) {
        self.order(Order::SignOut);
        if let Some(keeper) = &self.keeper {
            keeper.sign_out();
        }
    }
}

/// What a click on a toast about the presence does.
fn back_words(content: &ToastContent, words: &Words) -> Option<String> {
    if let ToastContent::Inactive { back, .. } = content { Some(presence_back(back, words)) } else { None }
}
