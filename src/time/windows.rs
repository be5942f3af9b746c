//! The clocks of Windows (realtimeapiset.h), both in steps of 100 ns.
#![expect(unsafe_code, reason = "the clocks are functions of the system")]

use std::time::Duration;

use windows_sys::Win32::System::WindowsProgramming::{QueryInterruptTime, QueryUnbiasedInterruptTime};

/// Time since boot, suspended time included.
pub(super) fn since_boot() -> Duration {
    let mut ticks = 0;
    // SAFETY: the pointer is to a place of our own, which the call only writes to.
    unsafe { QueryInterruptTime(&raw mut ticks) };
    time(ticks)
}

/// Time since boot without suspended time.
pub(super) fn awake() -> Duration {
    let mut ticks = 0;
    // SAFETY: as above. It fails only for a null pointer.
    unsafe { QueryUnbiasedInterruptTime(&raw mut ticks) };
    time(ticks)
}

const fn time(ticks: u64) -> Duration {
    Duration::from_nanos(ticks.saturating_mul(100))
}
