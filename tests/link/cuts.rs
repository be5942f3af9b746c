//! A connection that is cut anywhere, a desk behind it: everything is shown, and shown once.

use std::time::Duration;

use deskbell::center::input::{Input as CenterInput, Look};
use deskbell::center::{Center, NewAgent, Options};
use deskbell::domain::effect::{Effect, Journal, ToastContent, ToastKey};
use deskbell::domain::input::{CenterEvent, CenterNews, Input, SystemEvent};
use deskbell::domain::view::{LinkState, View};
use deskbell::domain::{Desk, Preferences};
use deskbell::link::Order;
use deskbell::protocol::from_center::{Conversation, Customer, Event, Notice, NoticeKind, Offer, OfferReason};
use deskbell::time::Clock;
use futures_util::StreamExt as _;
use futures_util::stream;
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

use super::{LIMIT, Running};
use crate::faulty_proxy::{Faults, FaultyProxy, Way};

/// So many at a time: each waits for a back-off most of its time.
const AT_ONCE: usize = 16;
/// So many places are tried in each direction.
const PLACES: u64 = 80;

#[tokio::test]
async fn cut_at_any_byte_from_the_center_everything_is_shown_once() {
    let whole = shown_once(Faults::default()).await.down;
    let step = usize::try_from(whole / PLACES).unwrap();
    cut_at((0..whole * 9 / 10).step_by(step).map(|at| Faults::down(Way::CutAfter(at)))).await;
}

#[tokio::test]
async fn cut_at_any_byte_to_the_center_everything_is_shown_once() {
    let whole = shown_once(Faults::default()).await.up;
    let step = usize::try_from(whole / PLACES).unwrap();
    cut_at((0..whole * 9 / 10).step_by(step).map(|at| Faults::up(Way::CutAfter(at)))).await;
}

async fn cut_at(faults: impl Iterator<Item = Faults>) {
    let cuts = faults.map(|faults| async move {
        let counts = shown_once(faults).await;
        assert!(counts.ended > 0, "it was cut: {faults:?}");
    });
    stream::iter(cuts).buffer_unordered(AT_ONCE).collect::<()>().await;
}

/// One session from the first byte on, broken by `faults`; gives what the proxy counted.
async fn shown_once(faults: Faults) -> crate::faulty_proxy::Counts {
    let (center, proxy) = center().await;
    proxy.set(faults);
    let mut desk = AtDesk::start(&proxy);
    desk.until(|view| matches!(view.tray.state, LinkState::Connected { .. })).await;
    for number in 1..=3 {
        center.send("anna", &notice(number)).await.unwrap();
    }
    center.send("anna", &offer()).await.unwrap();
    let mut shown = vec![desk.toast().await, desk.toast().await, desk.toast().await];
    desk.until(|view| view.alerts.iter().any(|alert| alert.id.0 == "o")).await;
    // What would be shown twice comes before this one.
    center.send("anna", &notice(4)).await.unwrap();
    shown.push(desk.toast().await);
    assert_eq!(shown, [1, 2, 3, 4].map(toast), "{faults:?}");
    all_acknowledged(&center).await;
    desk.check();
    proxy.counts()
}

async fn center() -> (Center, FaultyProxy) {
    let anna = NewAgent { name: "Anna".into(), token: Some("secret".to_owned().into()) };
    let options = Options { agents: vec![anna], listen: "127.0.0.1:0".parse().unwrap(), ..Options::default() };
    let center = Center::start(options).await.unwrap();
    let proxy = FaultyProxy::start(center.address()).await;
    (center, proxy)
}

async fn all_acknowledged(center: &Center) {
    let handle = center.handle();
    let none_left = async {
        while handle.ask(CenterInput::Look(Look::Agents)).await.unwrap()[0]["unacknowledged"] != 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(LIMIT, none_left).await.expect("all is acknowledged in time");
}

fn conversation() -> Conversation {
    Conversation {
        id: "c".into(),
        channel: "chat".into(),
        queue: None,
        customer: Customer::default(),
        comment: None,
        answers: std::collections::BTreeMap::new(),
        case: None,
        waiting_since: time::macros::datetime!(2026-01-01 12:00 UTC),
        summary_url: None,
    }
}

/// Long enough, and not of one-byte letters, so that a cut may be in the middle of one.
fn note(number: usize) -> String {
    format!("{number}: {}", "zażółć gęślą jaźń 🔔 ".repeat(8)).trim_end().to_owned()
}

fn notice(number: usize) -> Event {
    Event::Notice(Box::new(Notice {
        notice_id: number.to_string(),
        kind: NoticeKind::Assigned,
        conversation: conversation(),
        from: None,
        note: Some(note(number)),
    }))
}

fn offer() -> Event {
    let reason = OfferReason::Incoming;
    Event::OfferCreated(Box::new(Offer {
        offer_id: "o".into(),
        reason,
        declinable: true,
        conversation: conversation(),
    }))
}

type Toast = (ToastKey, Option<String>);

fn toast(number: usize) -> Toast {
    (ToastKey::Notice(number.to_string().as_str().into()), Some(note(number)))
}

/// The real link, the real loop and the real desk; toasts and alerts are shown at once.
struct AtDesk {
    views: watch::Receiver<View>,
    toasts: mpsc::UnboundedReceiver<Toast>,
    heard: mpsc::UnboundedReceiver<CenterEvent>,
}

impl AtDesk {
    fn start(proxy: &FaultyProxy) -> Self {
        let link = Running::start(&format!("ws://{}/v1/agent", proxy.address), "secret", None);
        let (inputs, queue) = mpsc::channel(64);
        let (hear, heard) = mpsc::unbounded_channel();
        let (show, toasts) = mpsc::unbounded_channel();
        let desk =
            Desk::new(Preferences { command_prefix: "test".into(), ..Preferences::default() }, Journal::default());
        let (publish, views) = watch::channel(desk.view());
        tokio::spawn(pass_on(link.inputs, inputs.clone(), hear));
        tokio::spawn(show_alerts(views.clone(), inputs.clone()));
        let perform = move |effect| perform(effect, &link.orders, &inputs, &show);
        tokio::spawn(deskbell::driver::run(desk, Clock::start(), queue, perform, publish));
        Self { views, toasts, heard }
    }

    async fn until(&mut self, fits: impl FnMut(&View) -> bool) {
        timeout(LIMIT, self.views.wait_for(fits)).await.expect("it is seen in time").unwrap();
    }

    async fn toast(&mut self) -> Toast {
        timeout(LIMIT, self.toasts.recv()).await.expect("it is shown in time").unwrap()
    }

    /// Nothing more was shown, and whatever came, however often, was what had been sent.
    fn check(mut self) {
        assert!(self.toasts.try_recv().is_err(), "nothing is shown twice");
        while let Ok(event) = self.heard.try_recv() {
            if let CenterNews::Notice(heard) = event.what {
                let number = event.stamp.unwrap().sequence;
                let sent = if number == 5 { 4 } else { usize::try_from(number).unwrap() };
                assert_eq!(heard.note.map(|note| note.reveal().clone()), Some(note(sent)), "number {number}");
            }
        }
    }
}

fn perform(
    effect: Effect,
    orders: &mpsc::UnboundedSender<Order>,
    inputs: &mpsc::Sender<Input>,
    show: &mpsc::UnboundedSender<Toast>,
) {
    match effect {
        Effect::Send(message) => orders.send(Order::Send(message)).unwrap(),
        Effect::Remember(journal) => {
            let place = journal.epoch.map(|epoch| (epoch, journal.sequence));
            orders.send(Order::Resume(place)).unwrap();
        }
        Effect::ShowToast(toast) => {
            let ToastContent::Notice { note, .. } = toast.content else { panic!("only notices are sent: {toast:?}") };
            inputs.try_send(Input::System(SystemEvent::ToastShown(toast.key.clone()))).unwrap();
            // The test may have seen enough.
            let _ = show.send((toast.key, note.map(|note| note.reveal().clone())));
        }
        Effect::WithdrawToast(_) | Effect::Note(_) => {}
        other => panic!("nobody asked for {other:?}"),
    }
}

/// From the link to the desk, with a copy for the test.
async fn pass_on(mut from: mpsc::Receiver<Input>, to: mpsc::Sender<Input>, copies: mpsc::UnboundedSender<CenterEvent>) {
    while let Some(input) = from.recv().await {
        if let Input::Center(event) = &input {
            // The test may have seen enough.
            let _ = copies.send(event.clone());
        }
        if to.send(input).await.is_err() {
            return;
        }
    }
}

async fn show_alerts(mut views: watch::Receiver<View>, inputs: mpsc::Sender<Input>) {
    let mut shown = false;
    while views.changed().await.is_ok() {
        let alert = views.borrow_and_update().alerts.first().map(|alert| alert.id.clone());
        assert!(alert.is_some() || !shown, "an alert that was shown stays");
        if let Some(id) = alert.filter(|_| !std::mem::replace(&mut shown, true)) {
            // The desk may have ended.
            let _ = inputs.send(Input::System(SystemEvent::AlertShown(id))).await;
        }
    }
}
