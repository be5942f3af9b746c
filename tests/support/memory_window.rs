//! Windows that exist in memory only, drawn without a display.

use std::cell::RefCell;
use std::rc::Rc;

use slint::platform::software_renderer::{MinimalSoftwareWindow, RepaintBufferType};
use slint::platform::{Platform, WindowAdapter};

/// The fonts that alerts are drawn with and that the references were drawn with.
pub const FONTS: [&str; 2] =
    ["/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf", "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf"];

thread_local! {
    static NEWEST: RefCell<Option<Rc<MinimalSoftwareWindow>>> = const { RefCell::new(None) };
}

/// Makes all windows of this thread such windows.
pub fn set_platform() {
    slint::platform::set_platform(Box::new(Memory)).expect("no other platform is set in this thread");
}

/// The window that was made last.
pub fn newest() -> Rc<MinimalSoftwareWindow> {
    NEWEST.take().expect("a window was made")
}

struct Memory;

impl Platform for Memory {
    fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, slint::PlatformError> {
        let window = MinimalSoftwareWindow::new(RepaintBufferType::NewBuffer);
        NEWEST.set(Some(Rc::clone(&window)));
        Ok(window)
    }
}
