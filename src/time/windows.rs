//! The clocks of Windows (sysinfoapi.h, realtimeapiset.h), both as fine as the system's timer: 10 to 16 ms.
#![expect(unsafe_code, reason = "the clocks are functions of the system")]

use std::time::Duration;

use windows_sys::Win32::System::SystemInformation::GetTickCount64;
use windows_sys::Win32::System::WindowsProgramming::QueryUnbiasedInterruptTime;

/// Time since boot, suspended time included. `QueryInterruptTime` says the same in smaller steps, but wine, which we
/// test with, has no such function.
pub(super) fn since_boot() -> Duration {
    // SAFETY: the call has no conditions.
    Duration::from_millis(unsafe { GetTickCount64() })
}

/// Time since boot without suspended time.
pub(super) fn awake() -> Duration {
    let mut ticks = 0;
    // SAFETY: the pointer is to a place of our own, which the call only writes to; it fails only for a null pointer.
    unsafe { QueryUnbiasedInterruptTime(&raw mut ticks) };
    // It counts steps of 100 ns.
    Duration::from_nanos(ticks.saturating_mul(100))
}
