//! Windows' monitors. **Run under wine, not on Windows yet.**
#![expect(unsafe_code, reason = "monitors are told by functions of the system")]

use std::ptr;

use windows_sys::Win32::Foundation::{LPARAM, RECT};
use windows_sys::Win32::Graphics::Gdi::{
    DEVMODEW, ENUM_CURRENT_SETTINGS, EnumDisplayMonitors, EnumDisplaySettingsW, GetMonitorInfoW, HDC, HMONITOR,
    MONITORINFO, MONITORINFOEXW,
};
use windows_sys::Win32::UI::WindowsAndMessaging::MONITORINFOF_PRIMARY;
use windows_sys::core::BOOL;

/// What begins the names of devices and says nothing.
const PREFIX: &str = r"\\.\";

/// A monitor.
pub(crate) struct Monitor {
    /// As Windows calls it, e.g. `DISPLAY1`.
    pub(crate) name: String,
    /// Where it is among the others, in pixels.
    pub(crate) whole: RECT,
    /// What the task bar leaves free.
    pub(crate) free: RECT,
    /// It is the one with the task bar.
    pub(crate) primary: bool,
    /// How often it is drawn in a second; none: it does not say.
    pub(crate) hertz: Option<u32>,
}

impl Monitor {
    /// The monitor of this handle; none: it is gone.
    pub(crate) fn of(handle: HMONITOR) -> Option<Self> {
        let mut info = MONITORINFOEXW::default();
        info.monitorInfo.cbSize = u32::try_from(size_of::<MONITORINFOEXW>()).expect("a few numbers");
        // SAFETY: the pointer is to a value of ours that says its size, and is not kept.
        let told = unsafe { GetMonitorInfoW(handle, (&raw mut info).cast::<MONITORINFO>()) };
        if told == 0 {
            return None;
        }
        let length = info.szDevice.iter().position(|letter| *letter == 0).unwrap_or(info.szDevice.len());
        let device = String::from_utf16_lossy(&info.szDevice[..length]);
        Some(Self {
            name: device.strip_prefix(PREFIX).unwrap_or(&device).to_owned(),
            whole: info.monitorInfo.rcMonitor,
            free: info.monitorInfo.rcWork,
            primary: info.monitorInfo.dwFlags & MONITORINFOF_PRIMARY != 0,
            hertz: hertz(&info.szDevice),
        })
    }
}

/// All monitors.
pub(crate) fn all() -> Vec<Monitor> {
    let mut handles: Vec<HMONITOR> = vec![];
    // SAFETY: the list is ours, and the procedure has it during the call only.
    unsafe {
        EnumDisplayMonitors(
            ptr::null_mut(),
            ptr::null(),
            Some(found),
            (&raw mut handles).expose_provenance().cast_signed(),
        )
    };
    handles.into_iter().filter_map(Monitor::of).collect()
}

/// What they are called.
pub(crate) fn named() -> impl Iterator<Item = String> {
    all().into_iter().map(|monitor| monitor.name)
}

unsafe extern "system" fn found(monitor: HMONITOR, _context: HDC, _place: *mut RECT, list: LPARAM) -> BOOL {
    // SAFETY: it is the list of the call above, which waits.
    let handles = unsafe { &mut *ptr::with_exposed_provenance_mut::<Vec<HMONITOR>>(list.cast_unsigned()) };
    handles.push(monitor);
    1
}

fn hertz(device: &[u16]) -> Option<u32> {
    let size = u16::try_from(size_of::<DEVMODEW>()).expect("some hundred bytes");
    let mut mode = DEVMODEW { dmSize: size, ..DEVMODEW::default() };
    // SAFETY: the name ends with a zero, and the pointer is to a value of ours that says its size.
    let told = unsafe { EnumDisplaySettingsW(device.as_ptr(), ENUM_CURRENT_SETTINGS, &raw mut mode) };
    (told != 0).then_some(mode.dmDisplayFrequency)
}
