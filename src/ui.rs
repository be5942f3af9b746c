//! What the agent sees: alert windows and the tray icon. The only code that knows a toolkit.
//!
//! [`Ui`] lives on the main thread, for some systems demand that. Everybody else holds a
//! [`UiHandle`] and gives it the newest [`View`]; presses come back as [`Input`]s.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

use slint::winit_030::winit::window::WindowAttributes;
use tokio::sync::mpsc;

use crate::domain::input::{Input, SystemEvent};
use crate::domain::view::View;
use crate::i18n::Words;
use crate::time::Clock;

pub mod alert;
mod outbox;
mod pane;
pub mod pictures;
mod screen;
mod settings;
mod stage;
pub mod tray;
pub mod words;

mod generated {
    #![expect(
        missing_docs,
        unreachable_pub,
        unused_qualifications,
        clippy::unwrap_used,
        clippy::todo,
        reason = "the toolkit's compiler writes this"
    )]
    slint::include_modules!();
}

use outbox::Outbox;
use screen::Screen;
use settings::Panel;
use stage::Stage;

/// Where presses go: the queue of the driver.
#[derive(Clone, Debug)]
pub struct UiSender(mpsc::Sender<Input>);

impl UiSender {
    /// Sends into this queue.
    pub const fn new(queue: mpsc::Sender<Input>) -> Self {
        Self(queue)
    }
}

/// Why there can be no windows.
#[derive(Debug)]
pub enum UiError {
    /// There is neither a usable X display nor a Wayland one.
    NoDisplay(String),
    /// The toolkit failed.
    Toolkit(slint::PlatformError),
}

impl std::fmt::Display for UiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoDisplay(why) => write!(f, "no usable display: {why}"),
            Self::Toolkit(why) => write!(f, "the window toolkit failed: {why}"),
        }
    }
}

impl std::error::Error for UiError {}

impl From<slint::PlatformError> for UiError {
    fn from(why: slint::PlatformError) -> Self {
        Self::Toolkit(why)
    }
}

thread_local! {
    /// The windows, for closures that reach the main thread through the event loop.
    static STAGE: RefCell<Option<Rc<RefCell<Stage>>>> = const { RefCell::new(None) };
    /// The window of settings, likewise.
    static PANEL: RefCell<Option<Panel>> = const { RefCell::new(None) };
    /// Whether the window that is being made is an ordinary one.
    static FRAMED: Cell<bool> = const { Cell::new(false) };
}

/// The windows of this process. Stays on the thread that started it: the main thread.
#[derive(Debug)]
pub struct Ui {
    handle: UiHandle,
}

impl Ui {
    /// Makes the windows, unseen, so that the first customer does not wait for fonts.
    ///
    /// # Errors
    /// Where there is no display. The daemon lives on without windows.
    pub fn start(words: Arc<Words>, clock: Clock, inputs: UiSender) -> Result<Self, UiError> {
        let screen = Screen::open()?;
        select_toolkit(&screen)?;
        let outbox = Outbox::new(inputs);
        outbox.send(Input::System(SystemEvent::WindowsMayHide(screen.may_hide_windows())));
        PANEL.set(Some(Panel::new(Arc::clone(&words), outbox.clone())));
        let stage = Stage::new(words, clock, outbox, screen)?;
        STAGE.set(Some(stage));
        Ok(Self { handle: UiHandle::default() })
    }

    /// Gives the views to this.
    pub fn handle(&self) -> UiHandle {
        self.handle.clone()
    }

    /// Runs until [`UiHandle::quit`].
    ///
    /// # Errors
    /// If the display goes away.
    pub fn run(self) -> Result<(), UiError> {
        let result = slint::run_event_loop_until_quit();
        PANEL.set(None);
        STAGE.set(None);
        Ok(result?)
    }
}

/// Shows views; may be used from any thread.
#[derive(Clone, Debug, Default)]
pub struct UiHandle {
    newest: Arc<Mutex<Option<View>>>,
}

impl UiHandle {
    /// Shows this view. Of several given before the windows get to it only the newest is shown.
    /// False: the windows have ended, and nobody sees it.
    #[must_use]
    pub fn apply(&self, view: View) -> bool {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        if newest.replace(view).is_some() {
            return true; // The one before is still on its way: this one goes in its place.
        }
        drop(newest);
        let newest = Arc::clone(&self.newest);
        let told = slint::invoke_from_event_loop(move || {
            let view = newest.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let (Some(view), Some(stage)) = (view, STAGE.with_borrow(Clone::clone)) {
                apply_panel(&stage, &view);
                Stage::apply(&stage, view);
            }
        });
        if let Err(why) = told {
            tracing::debug!("no window shows the view: {why}");
            drop(self.newest.lock().unwrap_or_else(PoisonError::into_inner).take());
            return false;
        }
        true
    }

    /// Ends [`Ui::run`].
    pub fn quit(&self) {
        if let Err(why) = slint::quit_event_loop() {
            tracing::debug!("the windows are gone already: {why}");
        }
    }
}

/// Windows that never get the keyboard by themselves, drawn by the processor.
fn select_toolkit(screen: &Screen) -> Result<(), UiError> {
    let selector = slint::BackendSelector::new().backend_name("winit".into()).renderer_name("software".into());
    let selector = selector.with_winit_window_attributes_hook(|attributes| {
        if FRAMED.get() { attributes } else { out_of_the_way(attributes.with_active(false)) }
    });
    on_the_same_display(selector, screen).select()?;
    if screen.may_hide_windows() {
        // By this name a compositor's rules, and the icon, are found. X11 has the program's own.
        slint::set_xdg_app_id("deskbell")?;
    }
    Ok(())
}

/// The toolkit would take Wayland wherever there is both.
#[cfg(target_os = "linux")]
fn on_the_same_display(selector: slint::BackendSelector, screen: &Screen) -> slint::BackendSelector {
    use slint::winit_030::winit::platform::wayland::EventLoopBuilderExtWayland as _;
    use slint::winit_030::winit::platform::x11::EventLoopBuilderExtX11 as _;
    let mut builder = slint::winit_030::winit::event_loop::EventLoop::with_user_event();
    if screen.is_wayland() {
        builder.with_wayland()
    } else {
        builder.with_x11()
    };
    selector.with_winit_event_loop_builder(builder)
}

/// No icon in the Dock, no menu bar, and the program that the agent works in stays the active one: a
/// window of a program that is not active takes no key. **Type-checked for macOS, not run there.**
#[cfg(target_os = "macos")]
fn on_the_same_display(selector: slint::BackendSelector, _screen: &Screen) -> slint::BackendSelector {
    use slint::winit_030::winit::platform::macos::{ActivationPolicy, EventLoopBuilderExtMacOS as _};
    let mut builder = slint::winit_030::winit::event_loop::EventLoop::with_user_event();
    builder.with_activation_policy(ActivationPolicy::Accessory);
    builder.with_activate_ignoring_other_apps(false).with_default_menu(false);
    selector.with_winit_event_loop_builder(builder)
}

/// There is one only.
#[cfg(windows)]
const fn on_the_same_display(selector: slint::BackendSelector, _screen: &Screen) -> slint::BackendSelector {
    selector
}

/// Makes a window as other programs have them, with a frame and the keyboard.
fn with_frame<T>(make: impl FnOnce() -> T) -> T {
    FRAMED.set(true);
    let made = make();
    FRAMED.set(false);
    made
}

fn apply_panel(stage: &Rc<RefCell<Stage>>, view: &View) {
    PANEL.with_borrow_mut(|panel| {
        if let Some(panel) = panel {
            panel.apply(view, || stage.borrow().monitor_names());
        }
    });
}

/// A window manager gives the keyboard to a new window whatever it is told; one that redirects
/// nothing never gets it, and what the agent types goes on where it went. Wayland has no such
/// windows: there it is the compositor's rule who gets the keyboard.
#[cfg(target_os = "linux")]
fn out_of_the_way(attributes: WindowAttributes) -> WindowAttributes {
    use slint::winit_030::winit::platform::x11::{WindowAttributesExtX11 as _, WindowType};
    attributes.with_override_redirect(true).with_x11_window_type(vec![WindowType::Notification])
}

/// Not in the task bar, where it would come and go.
#[cfg(windows)]
fn out_of_the_way(attributes: WindowAttributes) -> WindowAttributes {
    use slint::winit_030::winit::platform::windows::WindowAttributesExtWindows as _;
    attributes.with_skip_taskbar(true)
}

/// The first click on it counts: it does not only bring the program to the front.
#[cfg(target_os = "macos")]
fn out_of_the_way(attributes: WindowAttributes) -> WindowAttributes {
    use slint::winit_030::winit::platform::macos::WindowAttributesExtMacOS as _;
    attributes.with_accepts_first_mouse(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Desk, Preferences, effect::Journal};

    #[test]
    fn without_windows_every_view_is_known_to_be_unseen() {
        let handle = UiHandle::default();
        let view = Desk::new(Preferences::default(), Journal::default()).view();
        assert!(!handle.apply(view.clone()));
        assert!(!handle.apply(view), "the one before is not on its way");
    }
}
