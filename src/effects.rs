//! Doing what was decided: one match, one line an effect. Nothing here waits.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;

use crate::app::{Help, Wanted};
use crate::domain::TOAST_TIME;
use crate::domain::effect::{Activation, Effect, Journal, Toast, ToastContent};
use crate::domain::input::{Input, SystemEvent};
use crate::domain::sign_in::Keep;
use crate::domain::view::Press;
use crate::i18n::Words;
use crate::journal::JournalFile;
use crate::link::Order;
use crate::platform::toast::{ToastAction, ToastText, Toaster, Urgency};
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
            Effect::Open(url, activation) => self.open(url, activation),
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
        let content = &toast.content;
        let (title, body) = toast_words(content, &self.words);
        let text =
            ToastText { title, body, actions: self.actions(content), urgency: urgency(content), expire: time(content) };
        self.toaster.show(toast.key.clone(), text);
    }

    /// What can be done with a toast, with the words for it.
    fn actions(&self, content: &ToastContent) -> Vec<(ToastAction, String)> {
        let said = |action, id: &str| (action, self.words.text(id));
        let (click, button) = (ToastAction::Click, ToastAction::Button);
        let sign_in = |offered: bool| offered.then(|| said(click, "tray-sign-in")).into_iter().collect();
        match content {
            ToastContent::Notice { .. } | ToastContent::Summary { .. } | ToastContent::Missed { .. } => {
                vec![said(click, "toast-open")]
            }
            ToastContent::Offer { declinable, .. } => {
                let decline = declinable.then(|| said(button(Press::Decline), "alert-decline"));
                [said(button(Press::Accept), "alert-accept")].into_iter().chain(decline).collect()
            }
            ToastContent::Preflight { .. } => vec![said(click, "preflight-go")],
            ToastContent::Inactive { back, .. } => vec![(click, presence_back(back, &self.words))],
            ToastContent::NoConnection { sign_in: offered, .. } | ToastContent::SignIn { again: offered, .. } => {
                sign_in(*offered)
            }
        }
    }

    fn open(&self, url: String, activation: Option<Activation>) {
        let inputs = self.inputs.clone();
        tokio::spawn(async move {
            let opened = tokio::task::spawn_blocking({
                let url = url.clone();
                move || open::open(&url, activation)
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

const fn urgency(content: &ToastContent) -> Urgency {
    match content {
        ToastContent::Notice { .. } | ToastContent::Summary { .. } => Urgency::Normal,
        ToastContent::Offer { .. }
        | ToastContent::Missed { .. }
        | ToastContent::Inactive { .. }
        | ToastContent::Preflight { .. }
        | ToastContent::NoConnection { .. }
        | ToastContent::SignIn { .. } => Urgency::Critical,
    }
}

/// How long it is on the screen; that of an offer until it is withdrawn.
const fn time(content: &ToastContent) -> Duration {
    match content {
        ToastContent::Offer { .. } => Duration::ZERO,
        ToastContent::Notice { .. }
        | ToastContent::Summary { .. }
        | ToastContent::Missed { .. }
        | ToastContent::Inactive { .. }
        | ToastContent::Preflight { .. }
        | ToastContent::NoConnection { .. }
        | ToastContent::SignIn { .. } => TOAST_TIME,
    }
}
