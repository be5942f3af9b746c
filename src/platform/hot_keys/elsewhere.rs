use tokio::sync::mpsc;

use crate::domain::input::Input;
use crate::domain::view::View;

#[derive(Debug)]
pub(super) struct Keys;

impl Keys {
    pub(super) fn start(_inputs: mpsc::Sender<Input>) -> Self {
        Self
    }

    pub(super) fn apply(&mut self, _view: &View) {}
}
