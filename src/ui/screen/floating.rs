//! An alert's window on macOS: over whatever the agent is doing, and never with the keyboard. **Type-checked for
//! macOS, not run there.**
//!
//! AppKit has panels for that, which activate nothing. The toolkit makes plain windows, and AppKit looks at a panel's
//! style only while it makes one; so a window is told here what a panel is told then.
#![expect(unsafe_code, reason = "the system's windows are reached through pointers and by the names of their methods")]

use std::cell::RefCell;
use std::ffi::CStr;
use std::mem::transmute;
use std::ptr::NonNull;

use block2::RcBlock;
use objc2::rc::Retained;
use objc2::runtime::{AnyClass, Bool, Imp, NSObjectProtocol as _, Sel};
use objc2::{available, msg_send, sel};
use objc2_app_kit::{
    NSApplication, NSApplicationActivationOptions, NSNormalWindowLevel, NSRunningApplication, NSView, NSWindow,
    NSWindowCollectionBehavior, NSWorkspace, NSWorkspaceDidActivateApplicationNotification,
};
use objc2_foundation::{MainThreadMarker, NSNotification, NSOperationQueue};
use slint::winit_030::winit::raw_window_handle::{HasWindowHandle as _, RawWindowHandle};
use slint::winit_030::winit::window::Window;

/// The toolkit's class of windows, which answers for itself whether they take the keyboard.
const CLASS: &CStr = c"WinitWindow";

thread_local! {
    /// The program that the agent worked in last, besides this one; on the main thread.
    static IN_FRONT: RefCell<Option<Retained<NSRunningApplication>>> = const { RefCell::new(None) };
}

/// Notes which program the agent works in, for as long as this one runs. To be called on the main thread.
pub(super) fn watch_the_front() {
    note_the_front();
    let told = RcBlock::new(|_: NonNull<NSNotification>| note_the_front());
    let center = NSWorkspace::sharedWorkspace().notificationCenter();
    let main = NSOperationQueue::mainQueue();
    // SAFETY: the name is the system's own, and the block holds nothing.
    let observer = unsafe {
        let name = NSWorkspaceDidActivateApplicationNotification;
        center.addObserverForName_object_queue_usingBlock(Some(name), None, Some(&main), &told)
    };
    // It observes until the process ends.
    std::mem::forget(observer);
}

fn note_the_front() {
    let front = NSWorkspace::sharedWorkspace().frontmostApplication();
    if let Some(other) = front.filter(|front| *front != NSRunningApplication::currentApplication()) {
        IN_FRONT.set(Some(other));
    }
}

/// Sees to it that no window above the others takes the keyboard, whoever is to show or click it. To be called before
/// one is shown: while the toolkit has made none, this program has no keyboard to take.
pub(in crate::ui) fn leave_keyboard() {
    let class = AnyClass::get(CLASS);
    let Some(method) = class.and_then(|class| class.instance_method(sel!(canBecomeKeyWindow))) else { return };
    let answer: extern "C-unwind" fn(&NSWindow, Sel) -> Bool = takes_keyboard;
    // SAFETY: the function has the arguments and the result of that method, which is a window's.
    unsafe { method.set_implementation(transmute::<extern "C-unwind" fn(&NSWindow, Sel) -> Bool, Imp>(answer)) };
}

extern "C-unwind" fn takes_keyboard(window: &NSWindow, _name: Sel) -> Bool {
    Bool::new(window.level() == NSNormalWindowLevel)
}

/// Has the window stand over full-screen programs, too, and take clicks without becoming the active program's.
pub(in crate::ui) fn float(window: &Window) {
    let Some(window) = of_the_system(window) else { return };
    window.setCollectionBehavior(everywhere());
    take_clicks_only(&window);
    if window.isVisible() {
        // The usual call leaves what is not the active program's behind others of the same level.
        window.orderFrontRegardless();
    }
}

fn of_the_system(window: &Window) -> Option<Retained<NSWindow>> {
    let RawWindowHandle::AppKit(handle) = window.window_handle().ok()?.as_raw() else { return None };
    // SAFETY: the toolkit's window lives, and so does its view.
    let view: &NSView = unsafe { handle.ns_view.cast().as_ref() };
    view.window()
}

/// In every Space, also those of full-screen programs, and unmoved by Mission Control.
fn everywhere() -> NSWindowCollectionBehavior {
    let spaces = NSWindowCollectionBehavior::CanJoinAllSpaces
        | NSWindowCollectionBehavior::FullScreenAuxiliary
        | NSWindowCollectionBehavior::Stationary;
    // Earlier ones do not know it.
    if available!(macos = 13.0) { spaces | NSWindowCollectionBehavior::CanJoinAllApplications } else { spaces }
}

/// By the method that makes panels what they are. It is in no header of Apple's, so that it may be missing one day;
/// then [`give_back`] is what is left.
fn take_clicks_only(window: &NSWindow) {
    if window.respondsToSelector(sel!(_setPreventsActivation:)) {
        // SAFETY: the window has the method, which takes a truth value and gives nothing back.
        unsafe { msg_send![window, _setPreventsActivation: true] }
    }
}

/// After a click on an alert, or when the window of settings is gone: where this program is the active one, the agent
/// goes on in the one before. Not while a window has the keyboard, for that is the window of settings.
pub(in crate::ui) fn give_back() {
    let Some(main) = MainThreadMarker::new() else { return };
    let own = NSApplication::sharedApplication(main);
    if !own.isActive() || own.keyWindow().is_some() {
        return;
    }
    let Some(before) = IN_FRONT.with_borrow(Clone::clone) else { return };
    let plain = NSApplicationActivationOptions::empty();
    // From macOS 14 on a program is activated only if the active one lets it.
    let given = if available!(macos = 14.0) {
        own.yieldActivationToApplication(&before);
        before.activateFromApplication_options(&NSRunningApplication::currentApplication(), plain)
    } else {
        before.activateWithOptions(plain)
    };
    tracing::debug!(given, "the keyboard goes back to the program before");
}
