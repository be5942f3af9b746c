//! Toasts on macOS, through notify-rust. **Written for it, not run on it yet.**
//!
//! notify-rust blocks the thread that waits for a click, so each toast has a thread of its own;
//! the domain keeps at most ten alive. It has no way to take a toast away: a withdrawn one stays until
//! its time is up, and a click on it does nothing. Buttons are not asked for there yet.

use notify_rust::{Notification, NotificationResponse, Timeout};
use tokio::sync::mpsc;

use super::showings::{AGAIN, Response, Showings, What};
use super::{Order, ToastText};
use crate::domain::effect::ToastKey;
use crate::domain::input::{Input, NoToast, SystemEvent};

/// Starts the task. The address is of use on Linux only.
pub(super) fn start(_address: Option<String>, inputs: mpsc::Sender<Input>, mut orders: mpsc::UnboundedReceiver<Order>) {
    let (told, mut responses) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut showings = Showings::default();
        loop {
            let news = tokio::select! {
                biased;
                order = orders.recv() => match order {
                    Some(order) => obey(order, &mut showings, &told),
                    None => return,
                },
                Some(response) = responses.recv() => showings.hear(response),
                () = tokio::time::sleep(AGAIN), if showings.has_refused() => try_again(&mut showings, &told),
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

fn obey(order: Order, showings: &mut Showings, told: &mpsc::UnboundedSender<Response>) -> Vec<SystemEvent> {
    match order {
        Order::Withdraw(key) => {
            showings.end(&key);
            vec![]
        }
        Order::Show(key, text) => show(key, text, showings, told),
    }
}

fn try_again(showings: &mut Showings, told: &mpsc::UnboundedSender<Response>) -> Vec<SystemEvent> {
    let refused = showings.refused();
    refused.into_iter().flat_map(|(key, text)| show(key, text, showings, told)).collect()
}

fn show(
    key: ToastKey,
    text: ToastText,
    showings: &mut Showings,
    told: &mpsc::UnboundedSender<Response>,
) -> Vec<SystemEvent> {
    let (showing, told, shown) = (showings.begin(&key, text.clone()), told.clone(), key.clone());
    let thread = std::thread::Builder::new().name("toast".into());
    match thread.spawn(move || present(&shown, showing, &text, &told)) {
        Ok(_) => vec![],
        Err(error) => showings.failed(key, NoToast::Refused(error.to_string())),
    }
}

fn present(key: &ToastKey, showing: u64, text: &ToastText, told: &mpsc::UnboundedSender<Response>) {
    let tell = |what| {
        // Nobody listens any more when the program closes.
        told.send(Response { key: key.clone(), showing, what }).ok();
    };
    let expire = u32::try_from(text.expire.as_millis()).unwrap_or(u32::MAX);
    let timeout = if expire == 0 { Timeout::Never } else { Timeout::Milliseconds(expire) };
    let mut notification = Notification::new();
    notification.appname("Deskbell").summary(&text.title).body(&text.body).timeout(timeout);
    let handle = match notification.show() {
        Ok(handle) => handle,
        Err(error) => return tell(What::Failed(NoToast::Refused(error.to_string()))),
    };
    tell(What::Shown);
    let waited = handle.wait_for_response(|response: &NotificationResponse| match response {
        NotificationResponse::Default | NotificationResponse::Action(_) => tell(What::Clicked),
        NotificationResponse::Reply(_) | NotificationResponse::Closed(_) => {}
    });
    if let Err(error) = waited {
        tracing::debug!("nothing was heard of a toast: {error}");
    }
    tell(What::Closed);
}
