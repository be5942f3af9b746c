//! Windows' word that the computer woke up. **Started under wine, where no such word comes; not run on Windows yet.**
#![expect(unsafe_code, reason = "the registration is a function of the system that calls back")]

use std::ffi::c_void;
use std::ptr;

use tokio::sync::mpsc;
use windows_sys::Win32::System::Power::{DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS, PowerRegisterSuspendResumeNotification};
use windows_sys::Win32::UI::WindowsAndMessaging::{DEVICE_NOTIFY_CALLBACK, PBT_APMRESUMEAUTOMATIC};

use crate::domain::input::{Input, SystemEvent};

/// Reports every resume for as long as the program runs.
pub(super) fn watch(inputs: mpsc::Sender<Input>) {
    // Never freed: the system may call at any time until the process ends.
    let context = Box::into_raw(Box::new(inputs));
    let parameters = DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS { Callback: Some(told), Context: context.cast() };
    let mut registration = ptr::null_mut();
    // SAFETY: the parameters are read during the call only, and the context lives as long as the process.
    let error = unsafe {
        PowerRegisterSuspendResumeNotification(
            DEVICE_NOTIFY_CALLBACK,
            ptr::from_ref(&parameters).cast_mut().cast(),
            &raw mut registration,
        )
    };
    if error != 0 {
        tracing::info!(error, "no word of resume: it is noticed by the clock");
    }
}

/// Called by the system on a thread of its own.
unsafe extern "system" fn told(context: *const c_void, kind: u32, _setting: *const c_void) -> u32 {
    if kind == PBT_APMRESUMEAUTOMATIC {
        // SAFETY: it is the sender that `watch` gave away, which is never freed.
        let inputs = unsafe { &*context.cast::<mpsc::Sender<Input>>() };
        // A full queue means that the daemon is busy, and it looks at the clock itself.
        drop(inputs.try_send(Input::System(SystemEvent::Woke)));
    }
    0
}
