//! Toasts on Windows, by its own calls (Windows.UI.Notifications). **Not run on Windows
//! yet; wine has none, and says so.**
//!
//! The general crate for toasts can neither take one away nor put one in another's place, and blocks a
//! thread for each: so it is not used here. One thread makes all calls, for they may take their time.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};

use tokio::sync::{mpsc, oneshot};
use windows::Data::Xml::Dom::XmlDocument;
use windows::Foundation::{DateTime, IReference, PropertyValue, TypedEventHandler};
use windows::UI::Notifications::{
    NotificationSetting, ToastActivatedEventArgs, ToastDismissalReason, ToastNotification, ToastNotificationManager,
    ToastNotifier,
};
use windows::core::{HRESULT, HSTRING, Interface as _};
use windows_sys::Win32::Foundation::ERROR_NOT_FOUND;

use super::markup::{ACCEPT, CLICK, DECLINE, markup, tag};
use super::showings::{AGAIN, Response, Showings, What};
use super::{Order, ToastText};
use crate::domain::effect::ToastKey;
use crate::domain::input::{Input, NoToast, SystemEvent};
use crate::domain::view::Press;
use crate::platform::identity::APP_ID;
use crate::time::unix_time;

/// All toasts are of this group.
const GROUP: &str = "deskbell";
/// Windows counts from 1601 in steps of 100 ns: so many seconds before 1970.
const FROM_1601: i64 = 11_644_473_600;
/// Steps a second.
const STEPS: i64 = 10_000_000;

/// Starts the task and its thread. The address is of use on Linux only.
pub(super) fn start(_address: Option<String>, inputs: mpsc::Sender<Input>, mut orders: mpsc::UnboundedReceiver<Order>) {
    let (told, mut responses) = mpsc::unbounded_channel();
    let (work, to_do) = channel();
    let (done, over) = oneshot::channel::<()>();
    let shelf = Shelf { live: BTreeMap::new(), told };
    let run = move || {
        shelf.run(&to_do);
        drop(done);
    };
    if let Err(error) = std::thread::Builder::new().name("toasts".into()).spawn(run) {
        tracing::warn!(%error, "there are no toasts");
    }
    tokio::spawn(async move {
        let mut screen = Screen { work, showings: Showings::default() };
        'until_the_end: loop {
            let news = tokio::select! {
                biased;
                order = orders.recv() => match order {
                    Some(order) => screen.obey(order),
                    None => break,
                },
                Some(response) = responses.recv() => screen.showings.hear(response),
                () = tokio::time::sleep(AGAIN), if screen.showings.has_refused() => screen.try_again(),
                () = inputs.closed() => break,
            };
            for event in news {
                if inputs.send(Input::System(event)).await.is_err() {
                    break 'until_the_end;
                }
            }
        }
        // Nothing more is ordered: what was, is done before the end is told by dropping the orders.
        drop(screen);
        drop(over.await);
        drop(orders);
    });
}

/// What the thread is told to do.
enum Work {
    Show(ToastKey, u64, ToastText),
    Withdraw(ToastKey),
}

/// What is on it, and the thread that puts it there.
struct Screen {
    work: Sender<Work>,
    showings: Showings,
}

impl Screen {
    fn obey(&mut self, order: Order) -> Vec<SystemEvent> {
        match order {
            Order::Withdraw(key) => {
                self.showings.end(&key);
                self.hand_on(key.clone(), Work::Withdraw(key))
            }
            Order::Show(key, text) => self.show(key, text),
        }
    }

    fn show(&mut self, key: ToastKey, text: ToastText) -> Vec<SystemEvent> {
        let showing = self.showings.begin(&key, text.clone());
        self.hand_on(key.clone(), Work::Show(key, showing, text))
    }

    fn hand_on(&mut self, key: ToastKey, work: Work) -> Vec<SystemEvent> {
        match self.work.send(work) {
            Ok(()) => vec![],
            Err(_) => self.showings.failed(key, NoToast::Refused("the thread of toasts has ended".into())),
        }
    }

    fn try_again(&mut self) -> Vec<SystemEvent> {
        let refused = self.showings.refused();
        refused.into_iter().flat_map(|(key, text)| self.show(key, text)).collect()
    }
}

impl From<windows::core::Error> for NoToast {
    fn from(error: windows::core::Error) -> Self {
        // The message is the system's and says nothing of the toast.
        Self::Refused(format!("{} ({:#010x})", error.message(), error.code().0).trim_start().to_owned())
    }
}

/// Whether Windows would show a toast of ours now. May take its time.
///
/// # Errors
/// Why not.
pub(crate) fn permission() -> Result<(), NoToast> {
    allowed(&notifier()?)
}

fn notifier() -> Result<ToastNotifier, NoToast> {
    Ok(ToastNotificationManager::CreateToastNotifierWithId(&HSTRING::from(APP_ID))?)
}

fn allowed(notifier: &ToastNotifier) -> Result<(), NoToast> {
    meant(notifier.Setting())
}

/// A program that is no package has no setting before its first toast, which must not wait for one.
fn meant(setting: windows::core::Result<NotificationSetting>) -> Result<(), NoToast> {
    match setting {
        Ok(NotificationSetting::DisabledForApplication) => Err(NoToast::OffForDeskbell),
        Ok(NotificationSetting::DisabledForUser) => Err(NoToast::OffForAll),
        Ok(NotificationSetting::DisabledByGroupPolicy) => Err(NoToast::OffByPolicy),
        // A manifest is what packaged programs have; ours is none.
        Ok(_) => Ok(()),
        Err(error) if error.code() == HRESULT::from_win32(ERROR_NOT_FOUND) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The thread, with the toasts that may still tell something.
struct Shelf {
    live: BTreeMap<ToastKey, ToastNotification>,
    told: mpsc::UnboundedSender<Response>,
}

impl Shelf {
    fn run(mut self, to_do: &Receiver<Work>) {
        while let Ok(work) = to_do.recv() {
            match work {
                Work::Show(key, showing, text) => {
                    let shown = self.show(&key, showing, &text);
                    let what = shown.map_or_else(What::Failed, |()| What::Shown);
                    // Nobody listens any more when the program closes.
                    self.told.send(Response { key, showing, what }).unwrap_or_default();
                }
                Work::Withdraw(key) => {
                    if let Err(why) = self.withdraw(&key) {
                        tracing::debug!("a toast was not taken away: {}", why.word());
                    }
                }
            }
        }
    }

    /// One with the same tag is replaced by Windows.
    fn show(&mut self, key: &ToastKey, showing: u64, text: &ToastText) -> Result<(), NoToast> {
        let notifier = notifier()?;
        allowed(&notifier)?;
        let document = XmlDocument::new()?;
        document.LoadXml(&HSTRING::from(markup(key, text)))?;
        let toast = ToastNotification::CreateToastNotification(&document)?;
        toast.SetTag(&HSTRING::from(tag(key)))?;
        toast.SetGroup(&HSTRING::from(GROUP))?;
        if !text.expire.is_zero() {
            toast.SetExpirationTime(&moment(text)?)?;
        }
        listen(&toast, &Teller { key: key.clone(), showing, told: self.told.clone() })?;
        notifier.Show(&toast)?;
        self.live.insert(key.clone(), toast);
        Ok(())
    }

    /// From the screen, and from the list beside it.
    fn withdraw(&mut self, key: &ToastKey) -> Result<(), NoToast> {
        if let Some(toast) = self.live.remove(key) {
            notifier()?.Hide(&toast)?;
        }
        let (tag, group) = (HSTRING::from(tag(key)), HSTRING::from(GROUP));
        Ok(ToastNotificationManager::History()?.RemoveGroupedTagWithId(&tag, &group, &HSTRING::from(APP_ID))?)
    }
}

/// When it goes from the list beside the screen, should this program not live to take it away.
fn moment(text: &ToastText) -> windows::core::Result<IReference<DateTime>> {
    let seconds = i64::try_from(text.expire.as_secs()).unwrap_or(i64::MAX);
    let at = unix_time().saturating_add(FROM_1601).saturating_add(seconds).saturating_mul(STEPS);
    PropertyValue::CreateDateTime(DateTime { UniversalTime: at })?.cast()
}

/// Tells of one showing, from any thread of Windows.
#[derive(Clone)]
struct Teller {
    key: ToastKey,
    showing: u64,
    told: mpsc::UnboundedSender<Response>,
}

impl Teller {
    fn tell(&self, what: What) {
        // Nobody listens any more when the program closes.
        self.told.send(Response { key: self.key.clone(), showing: self.showing, what }).unwrap_or_default();
    }
}

fn listen(toast: &ToastNotification, teller: &Teller) -> windows::core::Result<()> {
    let (pressed, dismissed, failed) = (teller.clone(), teller.clone(), teller.clone());
    toast.Activated(&TypedEventHandler::new(
        move |_, event: windows::core::Ref<'_, windows::core::IInspectable>| {
            let arguments = event.ok()?.cast::<ToastActivatedEventArgs>()?.Arguments()?;
            if let Some(what) = meaning(&arguments.to_string()) {
                pressed.tell(what);
            }
            Ok(())
        },
    ))?;
    toast.Dismissed(&TypedEventHandler::new(
        move |_, event: windows::core::Ref<'_, windows::UI::Notifications::ToastDismissedEventArgs>| {
            // When its time on the screen is up it is still in the list beside it, to be clicked there.
            if event.ok()?.Reason()? == ToastDismissalReason::UserCanceled {
                dismissed.tell(What::Closed);
            }
            Ok(())
        },
    ))?;
    toast.Failed(&TypedEventHandler::new(
        move |_, event: windows::core::Ref<'_, windows::UI::Notifications::ToastFailedEventArgs>| {
            failed.tell(What::Failed(windows::core::Error::from(event.ok()?.ErrorCode()?).into()));
            Ok(())
        },
    ))?;
    Ok(())
}

/// What was clicked; none: nothing that means anything.
fn meaning(arguments: &str) -> Option<What> {
    match arguments {
        CLICK => Some(What::Clicked),
        ACCEPT => Some(What::Pressed(Press::Accept)),
        DECLINE => Some(What::Pressed(Press::Decline)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_toast_is_allowed_though_windows_has_no_setting_for_it_yet() {
        let refused = |code: u32| Err(windows::core::Error::from_hresult(HRESULT(code.cast_signed())));
        assert_eq!(meant(refused(0x8007_0490)), Ok(()));
        assert_eq!(meant(Ok(NotificationSetting::Enabled)), Ok(()));
        assert_eq!(meant(Ok(NotificationSetting::DisabledForUser)), Err(NoToast::OffForAll));
        assert!(matches!(meant(refused(0x8004_0154)), Err(NoToast::Refused(_))));
    }
}
