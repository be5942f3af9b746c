//! A private X display: real mouse and keyboard through XTEST, and pictures of the screen.

use super::process::Process;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    self, ClientMessageEvent, ConnectionExt, EventMask, GrabMode, ImageFormat, ModMask, Window,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

const LEFT_SHIFT: u32 = 0xffe1;
const LEFT_CONTROL: u32 = 0xffe3;
const LEFT_ALT: u32 = 0xffe9;

/// An X server of our own and a connection to it.
pub struct Display {
    /// For `DISPLAY`.
    pub name: String,
    /// The whole screen.
    pub screen: Area,
    pub(super) x: RustConnection,
    pub(super) root: Window,
    _server: Process,
}

/// A key that is pressed as a whole, not a letter.
#[derive(Clone, Copy, Debug)]
pub enum Key {
    /// Enter.
    Return,
    /// Tab.
    Tab,
    /// Escape.
    Escape,
    /// Arrow down.
    Down,
}

impl Key {
    const fn symbol(self) -> u32 {
        match self {
            Self::Return => 0xff0d,
            Self::Tab => 0xff09,
            Self::Escape => 0xff1b,
            Self::Down => 0xff54,
        }
    }
}

/// A part of the screen in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

impl Area {
    /// The point in the middle.
    pub const fn middle(&self) -> (i32, i32) {
        (self.x + self.width / 2, self.y + self.height / 2)
    }

    /// Whether the point lies inside.
    pub const fn contains(&self, (x, y): (i32, i32)) -> bool {
        x >= self.x && y >= self.y && x < self.x + self.width && y < self.y + self.height
    }

    /// Whether the two share a pixel.
    pub const fn overlaps(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }
}

impl Display {
    /// Starts an X server with one screen of that width and height in pixels, and more arguments.
    pub fn start((width, height): (u16, u16), more: &[&str], envs: &[(String, String)]) -> Self {
        let mut command = Command::new("Xvfb");
        let size = format!("{width}x{height}x24");
        // -r: a key that a busy machine lets go late is one press all the same.
        command.args(["-displayfd", "1", "-screen", "0", &size, "-nolisten", "tcp", "-noreset", "-r"]).args(more);
        command.envs(envs.iter().cloned());
        let mut server = Process::start(&command);
        let number = server.wait_for_match("display number", |line| line.trim().parse::<u32>().ok());
        let name = format!(":{number}");
        let (x, screen) = x11rb::connect(Some(&name)).expect("the server printed its display");
        let root = x.setup().roots[screen].root;
        let screen = Area { x: 0, y: 0, width: width.into(), height: height.into() };
        Self { name, screen, x, root, _server: server }
    }

    /// Moves the pointer to the point of the screen.
    pub fn point_at(&self, (x, y): (i32, i32)) {
        let (x, y) = (i16::try_from(x).expect("on the screen"), i16::try_from(y).expect("on the screen"));
        self.fake(xproto::MOTION_NOTIFY_EVENT, 0, (x, y));
    }

    /// Moves the pointer to the point and clicks with the left button.
    pub fn click(&self, point: (i32, i32)) {
        self.click_with(1, point);
    }

    /// Moves the pointer to the point and clicks with a button: 1 left, 2 middle, 3 right.
    pub fn click_with(&self, button: u8, point: (i32, i32)) {
        self.point_at(point);
        self.fake(xproto::BUTTON_PRESS_EVENT, button, (0, 0));
        self.fake(xproto::BUTTON_RELEASE_EVENT, button, (0, 0));
    }

    /// Types the text into whatever has the keyboard.
    ///
    /// # Panics
    /// If the text has a letter that no key of the keyboard makes.
    pub fn type_text(&self, text: &str) {
        for letter in text.chars() {
            let symbol = if letter == '\n' { Key::Return.symbol() } else { u32::from(letter) };
            let (code, shifted) = self.key_for(symbol);
            if shifted {
                self.with_held(LEFT_SHIFT, || self.strike(code));
            } else {
                self.strike(code);
            }
            // A person is slower still; terminals and browsers drop nothing at this speed.
            std::thread::sleep(Duration::from_millis(4));
        }
    }

    /// Presses and releases the key.
    pub fn press(&self, key: Key) {
        self.strike(self.key_for(key.symbol()).0);
    }

    /// Presses and releases the letter's key with Control held.
    pub fn press_with_control(&self, letter: char) {
        let (code, _) = self.key_for(u32::from(letter));
        self.with_held(LEFT_CONTROL, || self.strike(code));
    }

    /// Presses and releases the letter's key with Control and Alt held.
    pub fn press_with_control_and_alt(&self, letter: char) {
        let (code, _) = self.key_for(u32::from(letter));
        self.with_held(LEFT_CONTROL, || self.with_held(LEFT_ALT, || self.strike(code)));
    }

    /// Takes Control, Alt and the letter for this connection, as a program with hot-keys does.
    pub fn take_control_and_alt(&self, letter: char) {
        let (code, _) = self.key_for(u32::from(letter));
        let (held, how) = (ModMask::CONTROL | ModMask::M1, GrabMode::ASYNC);
        let taken = self.x.grab_key(false, self.root, held, code, how, how).expect("the server lives");
        taken.check().expect("nobody else has it");
    }

    /// Asks the window to close, as its frame's button does.
    pub fn close(&self, window: Window) {
        let atom = |name: &[u8]| {
            let request = self.x.intern_atom(false, name).expect("the server lives");
            request.reply().expect("the server answers").atom
        };
        let data = [atom(b"WM_DELETE_WINDOW"), 0, 0, 0, 0];
        let event = ClientMessageEvent::new(32, window, atom(b"WM_PROTOCOLS"), data);
        self.x.send_event(false, window, EventMask::NO_EVENT, event).expect("the server lives");
        self.x.flush().expect("the server lives");
    }

    /// The window that has the keyboard.
    pub fn focus(&self) -> Window {
        self.x.get_input_focus().expect("the server lives").reply().expect("the server answers").focus
    }

    /// The colours of the area, three bytes (red, green, blue) a pixel, row by row.
    pub fn pixels(&self, area: Area) -> Vec<u8> {
        let (x, y) = (i16::try_from(area.x).expect("on the screen"), i16::try_from(area.y).expect("on the screen"));
        let (width, height) =
            (u16::try_from(area.width).expect("positive"), u16::try_from(area.height).expect("positive"));
        let request = self.x.get_image(ImageFormat::Z_PIXMAP, self.root, x, y, width, height, u32::MAX);
        let image = request.expect("the server lives").reply().expect("the area is on the screen").data;
        image.chunks_exact(4).flat_map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect()
    }

    /// Gives the ground behind all windows a colour, `0xrrggbb`.
    pub fn paint_ground(&self, colour: u32) {
        let wish = xproto::ChangeWindowAttributesAux::new().background_pixel(colour);
        self.x.change_window_attributes(self.root, &wish).expect("the server lives");
        self.x.clear_area(false, self.root, 0, 0, 0, 0).expect("the server lives");
        self.x.flush().expect("the server lives");
    }

    /// Writes a PNG picture of the whole screen.
    pub fn screenshot(&self, path: &Path) {
        write_png(path, self.screen, &self.pixels(self.screen));
    }

    fn strike(&self, code: u8) {
        self.fake(xproto::KEY_PRESS_EVENT, code, (0, 0));
        self.fake(xproto::KEY_RELEASE_EVENT, code, (0, 0));
    }

    fn with_held(&self, symbol: u32, act: impl FnOnce()) {
        let (code, _) = self.key_for(symbol);
        self.fake(xproto::KEY_PRESS_EVENT, code, (0, 0));
        act();
        self.fake(xproto::KEY_RELEASE_EVENT, code, (0, 0));
    }

    fn fake(&self, event: u8, detail: u8, (x, y): (i16, i16)) {
        let sent = self.x.xtest_fake_input(event, detail, 0, self.root, x, y, 0);
        sent.expect("the server lives").check().expect("the server has XTEST");
    }

    /// The code of the key that makes the symbol, and whether Shift is needed.
    fn key_for(&self, symbol: u32) -> (u8, bool) {
        let setup = self.x.setup();
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let request = self.x.get_keyboard_mapping(first, last - first + 1).expect("the server lives");
        let mapping = request.reply().expect("the server knows its keyboard");
        let each = usize::from(mapping.keysyms_per_keycode);
        for (code, symbols) in (first..=last).zip(mapping.keysyms.chunks_exact(each)) {
            if let Some(level) = symbols.iter().take(2).position(|&known| known == symbol) {
                return (code, level == 1);
            }
        }
        panic!("no key makes the symbol {symbol:#x}");
    }
}

/// Writes colours (three bytes a pixel) as a PNG file; makes its folder where needed.
pub fn write_png(path: &Path, area: Area, rgb: &[u8]) {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).expect("the folder can be made");
    }
    let file = std::io::BufWriter::new(std::fs::File::create(path).expect("the picture can be written"));
    let (width, height) = (u32::try_from(area.width).expect("positive"), u32::try_from(area.height).expect("positive"));
    let mut encoder = png::Encoder::new(file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("the picture can be written");
    writer.write_image_data(rgb).expect("three bytes a pixel");
}
