//! Toasts on macOS, through notify-rust. **Written for it, not run on it yet.**
//!
//! notify-rust blocks the thread that waits for a click, so each toast has a thread of its own;
//! the domain keeps at most ten alive. It has no way to take a toast away: a withdrawn one stays until
//! its time is up, and a click on it does nothing. Buttons are not asked for there yet.

use std::collections::BTreeMap;

use notify_rust::{Notification, NotificationResponse, Timeout};
use tokio::sync::mpsc;

use super::{Order, ToastText};
use crate::domain::effect::ToastKey;
use crate::domain::input::{Input, ServerHealth, SystemEvent};

/// Starts the task. The address is of use on Linux only.
pub(super) fn start(_address: Option<String>, inputs: mpsc::Sender<Input>, mut orders: mpsc::UnboundedReceiver<Order>) {
    let (told, mut responses) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut screen = Screen::default();
        loop {
            let news = tokio::select! {
                biased;
                order = orders.recv() => match order {
                    Some(order) => screen.obey(order, &told),
                    None => return,
                },
                Some(response) = responses.recv() => screen.hear(response),
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

/// What a toast's thread tells.
struct Response {
    key: ToastKey,
    showing: u64,
    what: What,
}

enum What {
    Shown,
    Failed(String),
    Clicked,
    Closed,
}

/// Which showing of each toast counts: a replaced or withdrawn one tells nothing any more.
#[derive(Default)]
struct Screen {
    live: BTreeMap<ToastKey, u64>,
    last: u64,
    health: ServerHealth,
}

impl Screen {
    fn obey(&mut self, order: Order, told: &mpsc::UnboundedSender<Response>) -> Vec<SystemEvent> {
        match order {
            Order::Withdraw(key) => {
                self.live.remove(&key);
                Vec::new()
            }
            Order::Show(key, text) => {
                self.last += 1;
                let showing = self.last;
                self.live.insert(key.clone(), showing);
                let told = told.clone();
                let name = "toast".to_owned();
                let thread = key.clone();
                match std::thread::Builder::new().name(name).spawn(move || present(&thread, showing, &text, &told)) {
                    Ok(_) => Vec::new(),
                    Err(error) => self.failed(key, &error.to_string()),
                }
            }
        }
    }

    fn hear(&mut self, response: Response) -> Vec<SystemEvent> {
        let Response { key, showing, what } = response;
        if self.live.get(&key) != Some(&showing) {
            return Vec::new();
        }
        match what {
            What::Shown => self.changed(ServerHealth::Up, SystemEvent::ToastShown(key)),
            What::Failed(why) => self.failed(key, &why),
            What::Clicked => vec![SystemEvent::ToastClicked(key, None)],
            What::Closed => {
                self.live.remove(&key);
                vec![SystemEvent::ToastClosed(key)]
            }
        }
    }

    fn failed(&mut self, key: ToastKey, why: &str) -> Vec<SystemEvent> {
        tracing::warn!("a toast could not be shown: {why}");
        self.changed(ServerHealth::Absent, SystemEvent::ToastFailed(key))
    }

    fn changed(&mut self, health: ServerHealth, event: SystemEvent) -> Vec<SystemEvent> {
        if self.health == health {
            return vec![event];
        }
        self.health = health;
        vec![SystemEvent::ToastServer(health), event]
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
        Err(error) => return tell(What::Failed(error.to_string())),
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
