//! Toasts on macOS, by UNUserNotificationCenter. **Type-checked for macOS, not run there.**
//!
//! Through the crate that notify-rust uses there itself: that one blocks a thread for each toast that may
//! be clicked, and takes none away while it waits. macOS shows nothing of a program that is outside of a
//! bundle, nor of one that the agent did not allow to; so the agent is asked when the program starts.

use std::collections::BTreeMap;
use std::time::Duration;

use mac_usernotifications::{
    Action, AuthorizationStatus, Error, InterruptionLevel, Notification, NotificationHandle, NotificationResponse,
    NotificationSettingStatus, cancel_pending, close_delivered, get_notification_settings, request_auth,
};
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tokio::time::timeout;

use super::showings::{AGAIN, Response, Showings, What};
use super::{Order, ToastAction, ToastText, Urgency};
use crate::domain::effect::ToastKey;
use crate::domain::input::{Input, NoToast, SystemEvent};
use crate::domain::view::Press;

/// What is told of a button.
const ACCEPT: &str = "accept";
const DECLINE: &str = "decline";
/// macOS takes a toast within this time, or says why not.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
/// So long a toast stays that has no time of its own. The crate asks twice a second whether one without any
/// is still there.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Starts the task. The address is of use on Linux only.
pub(super) fn start(_address: Option<String>, inputs: mpsc::Sender<Input>, mut orders: mpsc::UnboundedReceiver<Order>) {
    let (told, mut responses) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut screen = Screen { showings: Showings::default(), waiting: BTreeMap::new(), told };
        let mut asked = Box::pin(request_auth());
        let mut answered = false;
        loop {
            let news = tokio::select! {
                biased;
                order = orders.recv() => match order {
                    Some(order) => screen.obey(order).await,
                    None => return,
                },
                Some(response) = responses.recv() => screen.hear(response),
                allowed = &mut asked, if !answered => {
                    answered = true;
                    tracing::info!(allowed = allowed.unwrap_or(false), "the agent was asked for leave to show toasts");
                    screen.try_again().await
                }
                () = tokio::time::sleep(AGAIN), if screen.showings.has_refused() => screen.try_again().await,
                () = inputs.closed() => return,
            };
            for event in news {
                if inputs.send(Input::System(event)).await.is_err() {
                    return;
                }
            }
        }
    });
}

/// What is on the screen, and who waits for a click on it. One order is done after the other, for the
/// system knows a toast by its name only: what takes the former one away must not meet the next one.
struct Screen {
    showings: Showings,
    waiting: BTreeMap<ToastKey, AbortHandle>,
    told: mpsc::UnboundedSender<Response>,
}

impl Screen {
    async fn obey(&mut self, order: Order) -> Vec<SystemEvent> {
        match order {
            Order::Show(key, text) => self.show(key, text).await,
            Order::Withdraw(key) => {
                self.showings.end(&key);
                self.stop_waiting(&key);
                withdraw(&key).await;
                vec![]
            }
        }
    }

    /// One with the same name is replaced by macOS.
    async fn show(&mut self, key: ToastKey, text: ToastText) -> Vec<SystemEvent> {
        let showing = self.showings.begin(&key, text.clone());
        self.stop_waiting(&key);
        let delivered = timeout(ANSWER_WITHIN, deliver(&key, &text)).await;
        let what = match delivered.unwrap_or(Err(NoToast::NoAnswer)) {
            Ok(handle) => {
                let waiting = tokio::spawn(wait(key.clone(), showing, handle, self.told.clone()));
                self.waiting.insert(key.clone(), waiting.abort_handle());
                What::Shown
            }
            Err(why) => What::Failed(why),
        };
        self.hear(Response { key, showing, what })
    }

    async fn try_again(&mut self) -> Vec<SystemEvent> {
        let mut news = vec![];
        for (key, text) in self.showings.refused() {
            news.extend(self.show(key, text).await);
        }
        news
    }

    fn hear(&mut self, response: Response) -> Vec<SystemEvent> {
        if matches!(response.what, What::Closed) {
            self.waiting.remove(&response.key);
        }
        self.showings.hear(response)
    }

    fn stop_waiting(&mut self, key: &ToastKey) {
        if let Some(waiting) = self.waiting.remove(key) {
            waiting.abort();
        }
    }
}

impl From<Error> for NoToast {
    fn from(error: Error) -> Self {
        // The crate's own words, which say nothing of the toast.
        Self::Refused(error.to_string())
    }
}

/// Whether macOS would show a toast of ours now.
///
/// # Errors
/// Why not.
pub(crate) async fn permission() -> Result<(), NoToast> {
    let settings = get_notification_settings().await?;
    let shown = settings.alert_enabled != NotificationSettingStatus::Disabled
        || settings.notification_center_enabled == NotificationSettingStatus::Enabled;
    match settings.authorization_status {
        AuthorizationStatus::NotDetermined => Err(NoToast::NotAllowedYet),
        AuthorizationStatus::Denied => Err(NoToast::OffForDeskbell),
        AuthorizationStatus::Authorized
        | AuthorizationStatus::Provisional
        | AuthorizationStatus::Ephemeral
        | AuthorizationStatus::Unknown => shown.then_some(()).ok_or(NoToast::OffForDeskbell),
    }
}

async fn deliver(key: &ToastKey, text: &ToastText) -> Result<NotificationHandle, NoToast> {
    permission().await?;
    Ok(notification(key, text).send().await?)
}

/// Sounds are our own, so it has none.
fn notification(key: &ToastKey, text: &ToastText) -> Notification {
    let stays = if text.expire.is_zero() { LONGEST } else { text.expire };
    let plain = Notification::new()
        .id(&key.tag())
        .title(&text.title)
        .message(&text.body)
        .timeout(stays)
        .interruption_level(level(text.urgency));
    text.actions.iter().fold(plain, |notification, (action, word)| match action {
        // A click is told without asking for it.
        ToastAction::Click => notification,
        ToastAction::Button(Press::Accept) => notification.action(Action::button(ACCEPT, word)),
        ToastAction::Button(Press::Decline) => notification.action(Action::button(DECLINE, word)),
    })
}

/// What presses gets through to agents who do not want to be disturbed, if they let it.
const fn level(urgency: Urgency) -> InterruptionLevel {
    match urgency {
        Urgency::Low => InterruptionLevel::Passive,
        Urgency::Normal => InterruptionLevel::Active,
        Urgency::Critical => InterruptionLevel::TimeSensitive,
    }
}

/// From the screen and from the list beside it, or before it got there.
async fn withdraw(key: &ToastKey) {
    let tag = key.tag();
    let away = async {
        cancel_pending(&tag).await;
        close_delivered(&tag).await;
    };
    if timeout(ANSWER_WITHIN, away).await.is_err() {
        tracing::debug!("a toast was not taken away: no answer");
    }
}

/// Until the agent did something, or its time was up.
async fn wait(key: ToastKey, showing: u64, toast: NotificationHandle, told: mpsc::UnboundedSender<Response>) {
    let tell = |what| {
        // Nobody listens any more when the program closes.
        told.send(Response { key: key.clone(), showing, what }).unwrap_or_default();
    };
    match toast.response().await {
        Ok(response) => {
            if let Some(what) = meaning(&response) {
                tell(what);
            }
        }
        Err(error) => tracing::debug!("nothing was heard of a toast: {error}"),
    }
    // macOS takes away what was clicked.
    tell(What::Closed);
}

/// What was clicked; none: nothing.
fn meaning(response: &NotificationResponse) -> Option<What> {
    match response.action_identifier.as_str() {
        ACCEPT => Some(What::Pressed(Press::Accept)),
        DECLINE => Some(What::Pressed(Press::Decline)),
        _ => response.is_default_action().then_some(What::Clicked),
    }
}
