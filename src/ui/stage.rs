//! All alert windows: which shows what, and where they stand.

use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::sync::Arc;
use std::time::Duration;

#[cfg(target_os = "macos")]
use slint::winit_030::winit::event::ElementState;
use slint::winit_030::winit::event::WindowEvent;
use slint::winit_030::{EventResult, WinitWindowAccessor as _};
use slint::{CloseRequestResponse, ComponentHandle as _, PlatformError, Timer, TimerMode};

use super::outbox::Outbox;
use super::pane::Pane;
#[cfg(target_os = "macos")]
use super::screen::floating;
use super::screen::{Area, Screen};
use super::{UiError, alert};
use crate::domain::id::OfferId;
use crate::domain::input::{AgentAction, Input, SystemEvent, Wish};
use crate::domain::view::{ALERTS_AT_MOST, View};
use crate::i18n::Words;
use crate::time::Clock;

/// Space to the edges of the work area and between two alerts, in logical pixels.
const MARGIN: f32 = 16.0;
const GAP: f32 = 12.0;

/// The windows, made once and used again and again.
pub(super) struct Stage {
    words: Arc<Words>,
    clock: Clock,
    outbox: Outbox,
    screen: Screen,
    panes: Vec<Pane>,
    /// Which pane shows which alert, in the order of the view.
    order: Vec<usize>,
    area: Option<Area>,
    /// The monitor that the configuration wishes for.
    monitor: Option<String>,
    seconds: Timer,
    /// Panes whose first frame is not drawn yet, with their offers.
    appearing: Vec<(usize, OfferId)>,
}

impl Stage {
    pub(super) fn new(
        words: Arc<Words>,
        clock: Clock,
        outbox: Outbox,
        screen: Screen,
    ) -> Result<Rc<RefCell<Self>>, UiError> {
        let panes = (0..ALERTS_AT_MOST).map(|_| Pane::new(&screen)).collect::<Result<Vec<_>, _>>()?;
        for pane in panes.iter().take(1) {
            alert::rehearse(&pane.window, &words)?;
        }
        let stage = Rc::new(RefCell::new(Self {
            words,
            clock,
            outbox,
            screen,
            panes,
            order: vec![],
            area: None,
            monitor: None,
            seconds: Timer::default(),
            appearing: vec![],
        }));
        for number in 0..ALERTS_AT_MOST {
            connect(&stage, number);
        }
        Ok(stage)
    }

    /// What the monitors are called.
    pub(super) fn monitor_names(&self) -> Vec<String> {
        self.screen.monitor_names()
    }

    /// Makes the screen look like the view.
    pub(super) fn apply(stage: &Rc<RefCell<Self>>, view: View) {
        let fresh = stage.borrow_mut().arrange(&view);
        // Showing calls back into the stage, so nothing may be borrowed here.
        for (number, offer) in fresh {
            let window = stage.borrow().panes[number].window.clone_strong();
            let shown = Self::show(stage, number, &window);
            if let Err(why) = shown {
                stage.borrow_mut().fail(number, offer, &why);
            }
        }
        Self::schedule(stage);
    }

    /// The toolkit makes a window when it is shown first, and that one takes no keyboard: later ones are
    /// kept from it, by what is done before and after.
    #[cfg(windows)]
    fn show(stage: &Rc<RefCell<Self>>, number: usize, window: &alert::AlertWindow) -> Result<(), PlatformError> {
        let keep_back = || {
            let this = stage.borrow();
            this.panes[number].keep_back(&this.screen);
        };
        keep_back();
        window.show()?;
        keep_back();
        Ok(())
    }

    /// What the system keeps about a window is told to it when the toolkit has made it, a moment after the first time.
    #[cfg(target_os = "macos")]
    fn show(_: &Rc<RefCell<Self>>, _: usize, window: &alert::AlertWindow) -> Result<(), PlatformError> {
        floating::leave_keyboard();
        window.show()?;
        let window = window.clone_strong();
        let float = async move { window.window().winit_window().await.map(|window| floating::float(&window)) };
        if let Err(why) = slint::spawn_local(float) {
            tracing::debug!("an alert may be hidden by others: {why}");
        }
        Ok(())
    }

    #[cfg(target_os = "linux")]
    fn show(_: &Rc<RefCell<Self>>, _: usize, window: &alert::AlertWindow) -> Result<(), PlatformError> {
        window.show()
    }

    /// Fills and places the panes; those that are to be shown now come back.
    fn arrange(&mut self, view: &View) -> Vec<(usize, OfferId)> {
        let now = self.clock.now();
        self.monitor.clone_from(&view.monitor);
        for pane in &mut self.panes {
            let keep = pane.offer().is_none_or(|shown| view.alerts.iter().any(|alert| alert.id == *shown));
            if !keep {
                pane.hide();
            }
        }
        self.appearing.retain(|(number, offer)| self.panes[*number].offer() == Some(offer));
        self.order.clear();
        for (place, alert) in view.alerts.iter().enumerate() {
            let known = self.panes.iter().position(|pane| pane.offer() == Some(&alert.id));
            let Some(number) = known.or_else(|| self.panes.iter().position(|pane| pane.offer().is_none())) else {
                break;
            };
            let behind = if place + 1 == view.alerts.len() { view.behind } else { 0 };
            self.panes[number].fill(alert, behind, view, now, &self.words);
            self.order.push(number);
        }
        self.place_all()
    }

    /// Gives every pane its place; those without one before come back.
    fn place_all(&mut self) -> Vec<(usize, OfferId)> {
        let now = self.clock.now();
        let fresh: Vec<usize> = self.order.iter().copied().filter(|number| !self.panes[*number].placed()).collect();
        let alone = fresh.len() == self.order.len();
        if alone && !fresh.is_empty() {
            self.area = Some(self.wished_area());
        }
        let area = self.area.unwrap_or_else(|| self.screen.free_area());
        let stacked: Vec<usize> =
            self.order.iter().copied().filter(|number| self.panes[*number].in_the_stack()).collect();
        let mut places = if fresh.is_empty() { self.grown(&stacked) } else { self.stack(&stacked, area) };
        let moved = self.order.iter().filter(|number| !self.panes[**number].in_the_stack());
        places.extend(moved.filter_map(|number| Some((*number, self.panes[*number].grown()?))));
        for (number, at) in places {
            self.panes[number].place(at, &self.screen, now);
        }
        let offers = fresh.into_iter().filter_map(|number| Some((number, self.panes[number].offer()?.clone())));
        let fresh: Vec<_> = offers.collect();
        self.appearing.extend(fresh.iter().cloned());
        fresh
    }

    /// On the monitor of the configuration, else where the mouse is.
    fn wished_area(&self) -> Area {
        let Some(name) = &self.monitor else { return self.screen.free_area() };
        let area = self.screen.free_area_of(name);
        let found = SystemEvent::Desktop(Wish::Monitor(name.clone()), area.is_some());
        self.outbox.send(Input::System(found));
        area.unwrap_or_else(|| self.screen.free_area())
    }

    /// From the bottom right corner upwards, the oldest on top; in a second column beside the
    /// first where there is no room.
    fn stack(&self, numbers: &[usize], area: Area) -> Vec<(usize, Area)> {
        let Some(first) = numbers.first() else { return vec![] };
        let scale = self.scale(*first, area);
        let (margin, gap) = (whole(MARGIN * scale), whole(GAP * scale));
        let (mut right, mut bottom) = (area.x + area.width - margin, area.y + area.height - margin);
        let mut places = vec![];
        for number in numbers.iter().rev() {
            let (width, height) = self.panes[*number].size_at(scale);
            if bottom - height < area.y && !places.is_empty() {
                (right, bottom) = (right - width - gap, area.y + area.height - margin);
            }
            let (x, y) = ((right - width).max(area.x), (bottom - height).max(area.y));
            places.push((*number, Area { x, y, width, height }));
            bottom = y - gap;
        }
        places
    }

    /// How many pixels a logical pixel has in this area: where a window goes, which need not be where it is.
    #[cfg(windows)]
    fn scale(&self, number: usize, area: Area) -> f32 {
        self.screen.scale_at(area).unwrap_or_else(|| self.panes[number].scale())
    }

    /// How many of the screen's unit a logical pixel has: here it is the same on all monitors.
    #[cfg(not(windows))]
    fn scale(&self, number: usize, _area: Area) -> f32 {
        self.panes[number].scale()
    }

    /// Where they were, with their new heights: nothing else moves under the agent's mouse. Only
    /// if one would cover another do all find new places.
    fn grown(&self, numbers: &[usize]) -> Vec<(usize, Area)> {
        let grown: Vec<(usize, Area)> =
            numbers.iter().filter_map(|number| Some((*number, self.panes[*number].grown()?))).collect();
        let covers = grown.windows(2).any(|pair| pair[0].1.touches(pair[1].1));
        match self.area {
            Some(area) if covers => self.stack(numbers, area),
            Some(_) | None => grown,
        }
    }

    fn fail(&mut self, number: usize, offer: OfferId, why: &PlatformError) {
        self.appearing.retain(|(_, appearing)| *appearing != offer);
        self.panes[number].hide();
        self.order.retain(|shown| *shown != number);
        self.outbox.send(Input::System(SystemEvent::AlertFailed(offer, why.to_string())));
    }

    /// Ticks at the next whole second, while something is on the screen.
    fn schedule(stage: &Rc<RefCell<Self>>) {
        let this = stage.borrow();
        let now = this.clock.now();
        let oldest = this.order.first().and_then(|number| this.panes[*number].next_second(now));
        let Some(wait) = oldest else {
            this.seconds.stop();
            return;
        };
        let weak = Rc::downgrade(stage);
        this.seconds.start(TimerMode::SingleShot, Duration::from_millis(wait), move || {
            if let Some(stage) = weak.upgrade() {
                stage.borrow_mut().tick();
                Self::schedule(&stage);
            }
        });
    }

    fn tick(&mut self) {
        let now = self.clock.now();
        for number in &self.order {
            self.panes[*number].tick(now, &self.words);
        }
        self.raise();
    }

    /// Puts the alerts on top again if something came over one of them, once a second at most:
    /// another window that always wants to be on top must not make both flicker.
    fn raise(&mut self) {
        let disturbed = self.panes.iter_mut().map(|pane| std::mem::take(&mut pane.disturbed));
        let disturbed = disturbed.fold(false, |any, one| any | one);
        let windows: Vec<u32> = self.order.iter().filter_map(|number| self.panes[*number].id()).collect();
        #[cfg(windows)]
        let disturbed = disturbed || self.screen.covers(&windows);
        if !disturbed {
            return;
        }
        if let Err(why) = self.screen.raise(&windows) {
            tracing::debug!("the alerts were not raised: {why}");
        }
    }

    /// The agent pressed a button.
    fn pressed(&self, number: usize, action: impl FnOnce(OfferId) -> AgentAction) {
        let pane = &self.panes[number];
        if let Some(offer) = pane.offer().filter(|_| pane.takes_presses(self.clock.now())) {
            self.outbox.send(Input::Agent(action(offer.clone())));
        }
    }

    /// The window's frame is on the screen.
    fn drawn(&mut self, number: usize) {
        let shown = self.appearing.extract_if(.., |(appearing, _)| *appearing == number);
        for (number, offer) in shown.collect::<Vec<_>>() {
            alert::announce(&self.panes[number].window);
            self.outbox.send(Input::System(SystemEvent::AlertShown(offer)));
        }
    }
}

/// Leads what happens on a window to the stage.
fn connect(stage: &Rc<RefCell<Stage>>, number: usize) {
    let window = stage.borrow().panes[number].window.clone_strong();
    let with = |act: fn(&mut Stage, usize)| {
        let weak = Rc::downgrade(stage);
        move || with_stage(&weak, |stage| act(stage, number))
    };
    window.on_accept(with(|stage, number| stage.pressed(number, AgentAction::Accept)));
    let weak = Rc::downgrade(stage);
    window.on_decline(move |reason| {
        let reason = Some(reason.to_string()).filter(|reason| !reason.is_empty());
        with_stage(&weak, |stage| stage.pressed(number, |offer| AgentAction::Decline(offer, reason)));
    });
    window.on_resized(with(|stage, _| drop(stage.place_all())));
    let weak = Rc::downgrade(stage);
    window.on_dragged(move |x, y| {
        with_stage(&weak, |stage| stage.panes[number].drag(x, y, &stage.screen));
    });
    // Only where others manage windows can one be closed; the customer waits on.
    window.window().on_close_requested(|| CloseRequestResponse::KeepWindowShown);
    let drawn = with(|stage, number| stage.drawn(number));
    let disturbed = with(|stage, number| stage.panes[number].disturbed = true);
    window.window().on_winit_window_event(move |_, event| {
        // The frame is drawn after this event: the report waits for the next turn.
        if matches!(event, WindowEvent::RedrawRequested) {
            Timer::single_shot(Duration::ZERO, drawn.clone());
        }
        if matches!(event, WindowEvent::Occluded(_)) {
            disturbed();
        }
        #[cfg(target_os = "macos")]
        if matches!(event, WindowEvent::MouseInput { state: ElementState::Released, .. }) {
            // What was clicked hears of it after this.
            Timer::single_shot(Duration::ZERO, floating::give_back);
        }
        EventResult::Propagate
    });
}

/// Events come while the stage is at work, too; they are of no concern then.
fn with_stage(stage: &Weak<RefCell<Stage>>, act: impl FnOnce(&mut Stage)) {
    if let Some(stage) = stage.upgrade()
        && let Ok(mut stage) = stage.try_borrow_mut()
    {
        act(&mut stage);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "margins are some tens of pixels")]
fn whole(length: f32) -> i32 {
    length.round() as i32
}
