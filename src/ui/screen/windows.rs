//! What Windows knows. **Type-checked for Windows, not run there yet.**
#![expect(unsafe_code, reason = "the mouse, monitors and windows are told by functions of the system")]

use std::io;
use std::ptr;

use windows_sys::Win32::Foundation::{POINT, RECT};
use windows_sys::Win32::Graphics::Gdi::{
    CreateRoundRectRgn, GetMonitorInfoW, MONITOR_DEFAULTTONEAREST, MONITORINFO, MonitorFromPoint, SetWindowRgn,
};
use windows_sys::Win32::UI::WindowsAndMessaging::{
    GetCursorPos, HWND_TOPMOST, SWP_NOACTIVATE, SWP_NOMOVE, SWP_NOSIZE, SetWindowPos,
};

use super::Area;
use crate::ui::UiError;

/// The desktop of this session.
pub(in crate::ui) struct Screen;

impl Screen {
    /// There is always one.
    pub(in crate::ui) fn open() -> Result<Self, UiError> {
        Ok(Self)
    }

    /// Whether a window on it may be hidden by others.
    pub(in crate::ui) const fn may_hide_windows(&self) -> bool {
        false
    }

    /// Where the mouse is; none: the screen is locked.
    pub(in crate::ui) fn pointer(&self) -> Option<(i32, i32)> {
        let mut point = POINT { x: 0, y: 0 };
        // SAFETY: the pointer is to a value of ours, and is not kept.
        let told = unsafe { GetCursorPos(&raw mut point) };
        (told != 0).then_some((point.x, point.y))
    }

    /// The part of the monitor under the mouse that the task bar leaves free.
    pub(in crate::ui) fn free_area(&self) -> Area {
        let (x, y) = self.pointer().unwrap_or_default();
        let nothing = RECT { left: 0, top: 0, right: 0, bottom: 0 };
        let size = u32::try_from(size_of::<MONITORINFO>()).expect("a few numbers");
        let mut info = MONITORINFO { cbSize: size, rcMonitor: nothing, rcWork: nothing, dwFlags: 0 };
        // SAFETY: the pointer is to a value of ours that says its size, and is not kept. A monitor
        // that goes meanwhile leaves it as it is.
        unsafe { GetMonitorInfoW(MonitorFromPoint(POINT { x, y }, MONITOR_DEFAULTTONEAREST), &raw mut info) };
        let RECT { left, top, right, bottom } = info.rcWork;
        Area { x: left, y: top, width: right - left, height: bottom - top }
    }

    /// The same of the monitor of this name. **Names are not asked for there yet:** always none.
    pub(in crate::ui) fn free_area_of(&self, _name: &str) -> Option<Area> {
        None
    }

    /// What the monitors are called: not asked for there yet.
    pub(in crate::ui) fn monitor_names(&self) -> Vec<String> {
        vec![]
    }

    /// Cuts the corners of the window: a circle of `radius` pixels each.
    pub(in crate::ui) fn round(&self, window: u32, width: u32, height: u32, radius: u32) -> io::Result<()> {
        let side = |value: u32| i32::try_from(value).unwrap_or(i32::MAX);
        // SAFETY: the window belongs to this thread, and the system owns the region afterwards.
        let set = unsafe {
            let region =
                CreateRoundRectRgn(0, 0, side(width) + 1, side(height) + 1, side(2 * radius), side(2 * radius));
            SetWindowRgn(handle(window), region, 1)
        };
        if set == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
    }

    /// Puts these windows on top of all others, the first on top of the second and so on, without
    /// giving them the keyboard. A lock screen is a desktop of its own, which they cannot cover.
    pub(in crate::ui) fn raise(&self, windows: &[u32]) -> io::Result<()> {
        for window in windows.iter().rev() {
            let keep = SWP_NOACTIVATE | SWP_NOMOVE | SWP_NOSIZE;
            // SAFETY: the window belongs to this thread.
            let set = unsafe { SetWindowPos(handle(*window), HWND_TOPMOST, 0, 0, 0, 0, keep) };
            if set == 0 {
                return Err(io::Error::last_os_error());
            }
        }
        Ok(())
    }
}

/// Handles of windows have 32 significant bits, on 64-bit systems too.
fn handle(window: u32) -> windows_sys::Win32::Foundation::HWND {
    ptr::without_provenance_mut(usize::try_from(window).expect("a pointer has at least 32 bits"))
}
