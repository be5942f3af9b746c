//! What Windows knows. **Run under wine, not on Windows yet.**
#![expect(unsafe_code, reason = "the mouse, monitors and windows are told by functions of the system")]

use std::io;
use std::ptr;

use windows_sys::Win32::Foundation::{HWND, LPARAM, LRESULT, POINT, RECT, WPARAM};
use windows_sys::Win32::Graphics::Dwm::{DWMWA_CLOAKED, DwmGetWindowAttribute};
use windows_sys::Win32::Graphics::Gdi::{
    CreateRoundRectRgn, HMONITOR, MONITOR_DEFAULTTONEAREST, MonitorFromPoint, SetWindowRgn,
};
use windows_sys::Win32::UI::HiDpi::{GetDpiForMonitor, MDT_EFFECTIVE_DPI};
use windows_sys::Win32::UI::Shell::{DefSubclassProc, SetWindowSubclass};
use windows_sys::Win32::UI::WindowsAndMessaging::{
    GW_HWNDPREV, GWL_EXSTYLE, GetClassNameW, GetCursorPos, GetWindow, GetWindowLongPtrW, GetWindowRect, HWND_TOPMOST,
    IsWindowVisible, MA_NOACTIVATE, STYLESTRUCT, SWP_NOACTIVATE, SWP_NOMOVE, SWP_NOSIZE, SetWindowLongPtrW,
    SetWindowPos, WINDOWPOS, WM_MOUSEACTIVATE, WM_STYLECHANGING, WM_WINDOWPOSCHANGING, WS_EX_APPWINDOW,
    WS_EX_NOACTIVATE, WS_EX_TOOLWINDOW, WS_EX_TRANSPARENT,
};

use super::over::{Over, hides};
use super::{Area, PRIMARY};
use crate::platform::monitors::{Monitor, all, named};
use crate::ui::UiError;

/// A screen that is not magnified has so many points an inch.
const USUAL_DPI: f32 = 96.0;

/// The desktop of this session.
pub(in crate::ui) struct Screen;

impl Screen {
    /// There is always one; but the toolkit divides by how often a monitor is drawn in a second, and some
    /// that others look at from afar say zero.
    pub(in crate::ui) fn open() -> Result<Self, UiError> {
        match all().into_iter().find(|monitor| monitor.hertz == Some(0)) {
            Some(still) => Err(UiError::NoDisplay(format!("{} is drawn 0 times a second", still.name))),
            None => Ok(Self),
        }
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
        let monitor = Monitor::of(monitor_at(self.pointer().unwrap_or_default()));
        monitor.map_or(Area { x: 0, y: 0, width: 0, height: 0 }, |monitor| area(&monitor.free))
    }

    /// The same of the monitor of this name, or of the primary one; none: there is no such monitor.
    pub(in crate::ui) fn free_area_of(&self, name: &str) -> Option<Area> {
        let is_it = |monitor: &Monitor| if name == PRIMARY { monitor.primary } else { monitor.name == name };
        Some(area(&all().into_iter().find(is_it)?.free))
    }

    /// What the monitors are called.
    pub(in crate::ui) fn monitor_names(&self) -> Vec<String> {
        named().collect()
    }

    /// How many pixels a logical pixel has on the monitor in the middle of this area.
    pub(in crate::ui) fn scale_at(&self, area: Area) -> Option<f32> {
        let monitor = monitor_at((area.x + area.width / 2, area.y + area.height / 2));
        let (mut across, mut down) = (0, 0);
        // SAFETY: both pointers are to values of ours, and are not kept.
        let result = unsafe { GetDpiForMonitor(monitor, MDT_EFFECTIVE_DPI, &raw mut across, &raw mut down) };
        let dpi = u16::try_from(across).ok().filter(|dpi| result >= 0 && *dpi > 0)?;
        Some(f32::from(dpi) / USUAL_DPI)
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

    /// Whether something else stands over one of these windows, and they are to be raised over it.
    pub(in crate::ui) fn covers(&self, windows: &[u32]) -> bool {
        let over = windows.iter().flat_map(|window| above(handle(*window)));
        let others: Vec<_> = over.filter(|over| !windows.contains(&number(*over))).map(seen).collect();
        hides(&others)
    }

    /// Sees to it that the window never gets the keyboard, whether it is shown or clicked, and has no
    /// button in the task bar. The toolkit sets both anew whenever it changes something else.
    pub(in crate::ui) fn keep_back(&self, window: u32) {
        let window = handle(window);
        // SAFETY: the window belongs to this thread, and the procedure lives as long as the program.
        let set = unsafe {
            let set = SetWindowSubclass(window, Some(kept_back), 1, 0);
            SetWindowLongPtrW(window, GWL_EXSTYLE, GetWindowLongPtrW(window, GWL_EXSTYLE));
            set
        };
        if set == 0 {
            tracing::warn!("an alert may take the keyboard: {}", io::Error::last_os_error());
        }
    }
}

/// What the window is asked first.
unsafe extern "system" fn kept_back(
    window: HWND,
    message: u32,
    what: WPARAM,
    value: LPARAM,
    _id: usize,
    _data: usize,
) -> LRESULT {
    let extended = usize::try_from(GWL_EXSTYLE.cast_unsigned()).is_ok_and(|style| (what & 0xffff_ffff) == style);
    match message {
        WM_MOUSEACTIVATE => return isize::try_from(MA_NOACTIVATE).unwrap_or_default(),
        WM_STYLECHANGING if extended => {
            // SAFETY: with this message comes a pointer to such a value, which may be changed (winuser.h).
            let styles = unsafe { &mut *ptr::with_exposed_provenance_mut::<STYLESTRUCT>(value.cast_unsigned()) };
            styles.styleNew = (styles.styleNew & !WS_EX_APPWINDOW) | WS_EX_NOACTIVATE | WS_EX_TOOLWINDOW;
        }
        WM_WINDOWPOSCHANGING => {
            // SAFETY: as above.
            let place = unsafe { &mut *ptr::with_exposed_provenance_mut::<WINDOWPOS>(value.cast_unsigned()) };
            place.flags |= SWP_NOACTIVATE;
        }
        _ => {}
    }
    // SAFETY: these are the values that the system called with.
    unsafe { DefSubclassProc(window, message, what, value) }
}

/// The windows in front of this one that can be seen and have a part of the screen in common with it.
fn above(window: HWND) -> impl Iterator<Item = HWND> {
    let place = rectangle(window);
    // SAFETY: a window that is gone meanwhile has none before it; no pointer is kept, here and below.
    let next = |window: &HWND| Some(unsafe { GetWindow(*window, GW_HWNDPREV) }).filter(|window| !window.is_null());
    std::iter::successors(next(&window), next)
        // SAFETY: as above.
        .filter(|over| unsafe { IsWindowVisible(*over) } != 0)
        .filter(move |over| place.zip(rectangle(*over)).is_some_and(|(place, over)| place.touches(over)))
}

fn rectangle(window: HWND) -> Option<Area> {
    let mut place = RECT::default();
    // SAFETY: the pointer is to a value of ours, and is not kept.
    let told = unsafe { GetWindowRect(window, &raw mut place) };
    Some(area(&place)).filter(|area| told != 0 && area.width > 0 && area.height > 0)
}

/// What there is to see of it.
fn seen(window: HWND) -> Over {
    // SAFETY: a window that is gone meanwhile has no style.
    let style = unsafe { GetWindowLongPtrW(window, GWL_EXSTYLE) };
    let click_through = isize::try_from(WS_EX_TRANSPARENT).is_ok_and(|through| style & through != 0);
    Over { class: class(window), cloaked: is_cloaked(window), click_through }
}

fn class(window: HWND) -> String {
    let mut letters = [0; 32];
    // SAFETY: the pointer is to letters of ours, as many as are said.
    let length = unsafe { GetClassNameW(window, letters.as_mut_ptr(), 32) };
    String::from_utf16_lossy(&letters[..usize::try_from(length).unwrap_or_default()])
}

/// False where the system does not say.
fn is_cloaked(window: HWND) -> bool {
    let mut cloaked = 0_u32;
    let attribute = DWMWA_CLOAKED.cast_unsigned();
    // SAFETY: the pointer is to a number of ours, of the size that is said, and is not kept.
    let result =
        unsafe { DwmGetWindowAttribute(window, attribute, (&raw mut cloaked).cast(), size_of::<u32>() as u32) };
    result >= 0 && cloaked != 0
}

fn monitor_at((x, y): (i32, i32)) -> HMONITOR {
    // SAFETY: the call has no conditions.
    unsafe { MonitorFromPoint(POINT { x, y }, MONITOR_DEFAULTTONEAREST) }
}

const fn area(place: &RECT) -> Area {
    Area { x: place.left, y: place.top, width: place.right - place.left, height: place.bottom - place.top }
}

/// Handles of windows have 32 significant bits, on 64-bit systems too.
fn handle(window: u32) -> HWND {
    ptr::without_provenance_mut(usize::try_from(window).expect("a pointer has at least 32 bits"))
}

/// The other way round.
fn number(window: HWND) -> u32 {
    u32::try_from(window.addr() & 0xffff_ffff).expect("32 bits were kept")
}
