//! The window that asks for the keyring's password, as far as it can be counted.
#![expect(clippy::disallowed_types, reason = "the macro that makes a D-Bus interface writes a HashMap")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use zbus::zvariant::OwnedObjectPath;

use crate::support::session::Session;

/// Who is asked to let somebody type the keyring's password, and lets nobody.
struct Prompter(Arc<AtomicUsize>);

#[zbus::interface(name = "org.gnome.keyring.internal.Prompter")]
impl Prompter {
    fn begin_prompting(&self, _callback: OwnedObjectPath) -> zbus::fdo::Result<()> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Err(zbus::fdo::Error::Failed("nobody is there".to_owned()))
    }
}

/// How often somebody is asked for the keyring's password, from now on.
pub(crate) fn count_prompts(session: &Session) -> Arc<AtomicUsize> {
    let count = Arc::new(AtomicUsize::new(0));
    let (connection, prompter) = (session.bus.peer.connection.clone(), Prompter(Arc::clone(&count)));
    session.bus.peer.runner.run(async move {
        connection.object_server().at("/org/gnome/keyring/Prompter", prompter).await.expect("nothing is there");
        connection.request_name("org.gnome.keyring.SystemPrompter").await.expect("the name is free");
    });
    count
}
