//! The tray icon: a thread of its own that owns it, and a handle for everybody else.
//!
//! The tray's crate blocks, may hang with the tray's host, and must stay outside Tokio. The thread
//! sleeps until there is something to do and sends only what changed.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::UiSender;
use crate::domain::input::{AgentAction, Input};
use crate::domain::view::{Face, TrayView};
use crate::i18n::Words;
use crate::platform::bell::{self, Bell, Ear};
use crate::time::Clock;

mod icon;
pub mod menu;
mod trials;

use icon::Icon;
use menu::{Menu, MenuAction, tray_menu};
use trials::Trials;

/// The shortest time between two changes of the icon, so that a burst does not keep the bus busy.
const CALM: Duration = Duration::from_millis(100);
/// A tray host that takes longer than this to take the icon in is said to hang.
const PATIENCE: Duration = Duration::from_secs(5);
/// An icon that the panel did not take is tried again after this time: at log-on Windows' is busy.
const AGAIN: Duration = Duration::from_secs(5);
/// Taking the icon away takes no longer, unless its menu is open.
const END: Duration = Duration::from_millis(300);

/// Shows views in the tray; may be used from any thread.
#[derive(Clone, Debug)]
pub struct TrayHandle {
    newest: Arc<Mutex<Option<TrayView>>>,
    bell: Bell<Wake>,
    ended: Arc<Mutex<Receiver<()>>>,
}

impl TrayHandle {
    /// Shows this. Of several given before the tray gets to it only the newest is shown.
    pub fn apply(&self, view: &TrayView) {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        if newest.replace(view.clone()).is_none() {
            self.wake(Wake::View);
        }
    }

    /// Takes the icon away. Windows would keep that of a program that has ended until the mouse comes
    /// over it, so there it is waited for, if not for long.
    pub fn quit(&self) {
        self.wake(Wake::Quit);
        if cfg!(windows) {
            let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
            // Its other end never sends: it is dropped.
            ended.recv_timeout(END).unwrap_or_default();
        }
    }

    fn wake(&self, why: Wake) {
        if self.bell.ring(why).is_err() {
            tracing::debug!("the tray icon is gone already");
        }
    }
}

/// Why the thread wakes up.
#[derive(Debug)]
enum Wake {
    View,
    Clicked(String),
    /// On macOS a click opens the menu.
    #[cfg(not(target_os = "macos"))]
    Activated,
    Again,
    Quit,
}

/// Starts the thread. The icon appears with the first view; without a session bus it never does,
/// and one line in the log says so.
pub fn start(words: Arc<Words>, clock: Clock, inputs: UiSender) -> TrayHandle {
    let (bell, wakes) = bell::pair();
    let (alive, ended) = mpsc::channel();
    let handle = TrayHandle { newest: Arc::default(), bell, ended: Arc::new(Mutex::new(ended)) };
    let (newest, bell) = (Arc::clone(&handle.newest), handle.bell.clone());
    // The icon must be made on the thread that keeps it.
    let run = move || {
        let _alive: Sender<()> = alive;
        let wanted = Wanted { face: Face::Reconnecting, tip: String::new(), menu: vec![] };
        let trials = Trials::default();
        Tray { words, clock, inputs, newest, bell, icon: None, tried: false, trials, wanted }.run(&wakes);
    };
    if let Err(why) = thread::Builder::new().name("tray".into()).spawn(run) {
        tracing::warn!("there is no tray icon: {why}");
    }
    handle
}

/// What the icon is to be.
struct Wanted {
    face: Face,
    tip: String,
    menu: Menu,
}

/// What the thread owns.
struct Tray {
    words: Arc<Words>,
    clock: Clock,
    inputs: UiSender,
    newest: Arc<Mutex<Option<TrayView>>>,
    bell: Bell<Wake>,
    icon: Option<Icon>,
    tried: bool,
    trials: Trials,
    wanted: Wanted,
}

impl Tray {
    fn run(mut self, wakes: &Ear<Wake>) {
        while let Some(wake) = wakes.next() {
            match wake {
                Wake::View => self.show(),
                Wake::Clicked(id) => self.clicked(&id),
                #[cfg(not(target_os = "macos"))]
                Wake::Activated => self.send(AgentAction::OpenAgentDesktop),
                Wake::Again => self.try_again(),
                Wake::Quit => return,
            }
        }
    }

    fn show(&mut self) {
        if self.tried {
            // Toasts and windows go first: the menu's messages would crowd the bus just then. Of
            // the views that come meanwhile only the newest is shown.
            thread::sleep(CALM);
        }
        let view = self.newest.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(view) = view else { return };
        let now = self.clock.now();
        let menu = tray_menu(&view, &self.words, now);
        let tip = super::words::tray_tip(&view, now, &self.words);
        let before = std::mem::replace(&mut self.wanted, Wanted { face: view.face, tip, menu });
        let Wanted { face, tip, menu } = &self.wanted;
        match &mut self.icon {
            Some(icon) => icon.change(*face, tip, (*menu != before.menu).then_some(menu)),
            None if self.tried => return,
            None => self.build(),
        }
        self.trials.begin_anew();
        self.look_after();
    }

    fn build(&mut self) {
        self.tried = true;
        let watch = watch();
        let Wanted { face, tip, menu } = &self.wanted;
        self.icon = Icon::build(&self.words.text("product"), *face, tip, menu, self.bell.words());
        drop(watch);
    }

    fn is_behind(&self) -> bool {
        self.icon.as_ref().is_some_and(Icon::is_behind)
    }

    /// Has an icon that the panel did not take tried again.
    fn look_after(&mut self) {
        if self.trials.is_next(self.is_behind()) {
            ring_later(self.bell.clone());
        }
    }

    /// The panel may have taken the icon late; else it gets a new one.
    fn try_again(&mut self) {
        self.trials.make();
        if let Some(icon) = self.icon.as_mut().filter(|icon| icon.is_behind()) {
            icon.change(self.wanted.face, &self.wanted.tip, None);
        }
        if self.is_behind() {
            self.icon = None;
            self.build();
        }
        self.look_after();
    }

    fn clicked(&mut self, id: &str) {
        let action = menu::find(&self.wanted.menu, id).cloned();
        // Hosts tick what was clicked by themselves; the truth is put back until that is agreed to.
        if let (Some(MenuAction::SetPresence(_) | MenuAction::SetSounds(_) | MenuAction::SetQuiet(_)), Some(icon)) =
            (&action, &mut self.icon)
        {
            icon.redraw(&self.wanted.menu);
        }
        if let Some(action) = action {
            self.send(action.input());
        }
    }

    fn send(&self, action: AgentAction) {
        // This thread may wait for room in the queue: a press is never lost.
        if self.inputs.0.blocking_send(Input::Agent(action)).is_err() {
            tracing::debug!("a click in the tray came after the end");
        }
    }
}

/// Wakes the tray for another trial; without a thread the icon waits for the next view.
fn ring_later(bell: Bell<Wake>) {
    let ring = move || {
        thread::sleep(AGAIN);
        // The tray's thread may have ended meanwhile.
        bell.ring(Wake::Again).unwrap_or_default();
    };
    if let Err(why) = thread::Builder::new().name("tray-again".into()).spawn(ring) {
        tracing::debug!("the tray icon is not tried again: {why}");
    }
}

/// Says so once if it is not dropped in time.
fn watch() -> Sender<()> {
    let (alive, ended) = mpsc::channel::<()>();
    let watching = thread::Builder::new().name("tray-watch".into()).spawn(move || {
        if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            tracing::warn!("the tray host does not answer: there is no icon until it does");
        }
    });
    if let Err(why) = watching {
        tracing::debug!("nobody watches over the tray host: {why}");
    }
    alive
}
