//! Toasts: the notifications of the operating system.
//!
//! [`Toaster::show`] and [`Toaster::withdraw`] only put an order into a queue. One task owns the
//! connection to the notification server and everything known about it; what becomes of a toast
//! comes back as [`SystemEvent`](crate::domain::input::SystemEvent)s.

#[cfg(target_os = "linux")]
pub(crate) mod about;
#[cfg(target_os = "linux")]
mod board;
#[cfg(target_os = "linux")]
mod call;
#[cfg(any(windows, test))]
mod markup;
#[cfg(target_os = "linux")]
mod names;
#[cfg(target_os = "linux")]
#[path = "toast/linux.rs"]
mod os;
#[cfg(target_os = "macos")]
#[path = "toast/macos.rs"]
mod os;
#[cfg(windows)]
#[path = "toast/windows.rs"]
mod os;
#[cfg(target_os = "linux")]
mod questions;
#[cfg(any(windows, target_os = "macos", test))]
mod showings;
#[cfg(target_os = "linux")]
mod wire;

#[cfg(any(windows, target_os = "macos"))]
pub(crate) use os::permission;

use std::time::Duration;

use tokio::sync::mpsc;

use crate::domain::effect::ToastKey;
use crate::domain::input::Input;
use crate::domain::view::Press;

/// What a toast says and how it behaves. Plain text throughout: markup in it is shown as it is.
#[derive(Clone, PartialEq, Eq)]
pub struct ToastText {
    /// The first line.
    pub title: String,
    /// What follows it; may be empty.
    pub body: String,
    /// What can be done with it, each with the word for it; without a click, a click does nothing.
    /// Servers without buttons show none.
    pub actions: Vec<(ToastAction, String)>,
    /// How much it presses.
    pub urgency: Urgency,
    /// It goes by itself so long after it was shown; zero: it stays until it is withdrawn or closed.
    pub expire: Duration,
}

/// A toast's text may hold a customer's words, which must not reach a log.
impl std::fmt::Debug for ToastText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ToastText")
            .field("urgency", &self.urgency)
            .field("expire", &self.expire)
            .finish_non_exhaustive()
    }
}

/// What can be done with a toast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastAction {
    /// A click on it, for which some servers show a button, e.g. "Open".
    Click,
    /// A button of its own.
    Button(Press),
}

/// How much a toast presses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// May wait.
    Low,
    /// As any other program's.
    Normal,
    /// Shown even where others are held back.
    Critical,
}

/// Shows and withdraws toasts, without ever waiting.
#[derive(Clone, Debug)]
pub struct Toaster {
    orders: mpsc::UnboundedSender<Order>,
}

impl Toaster {
    /// Starts the task that talks to the notification server of this log-on session, on the
    /// current Tokio runtime. It ends when every copy of the toaster, or the receiver of
    /// `inputs`, is gone.
    pub fn start(inputs: mpsc::Sender<Input>) -> Self {
        let (orders, queue) = mpsc::unbounded_channel();
        os::start(None, inputs, queue);
        Self { orders }
    }

    /// [`Toaster::start`] on the D-Bus at `address` in place of the log-on session's.
    #[cfg(target_os = "linux")]
    pub fn start_at(address: String, inputs: mpsc::Sender<Input>) -> Self {
        let (orders, queue) = mpsc::unbounded_channel();
        os::start(Some(address), inputs, queue);
        Self { orders }
    }

    /// Shows a toast, or changes the one with the same key.
    pub fn show(&self, key: ToastKey, text: ToastText) {
        self.order(Order::Show(key, text));
    }

    /// Takes a toast away, also one that is only about to be shown. Nothing is reported about it any more.
    pub fn withdraw(&self, key: ToastKey) {
        self.order(Order::Withdraw(key));
    }

    /// Waits until all was done that was ordered before the receiver of the inputs was dropped.
    pub async fn ended(&self) {
        self.orders.closed().await;
    }

    fn order(&self, order: Order) {
        if self.orders.send(order).is_err() {
            tracing::debug!("toasts have ended: the program is closing");
        }
    }
}

/// What the task is told to do.
#[derive(Debug)]
enum Order {
    Show(ToastKey, ToastText),
    Withdraw(ToastKey),
}
