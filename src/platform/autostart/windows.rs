//! What Windows starts at log-on: the values of the `Run` keys, the agent's own and the computer's.
//! Whoever switches one off in the Task Manager leaves that in `StartupApproved`.
//! **Run under wine, not on Windows yet.**

use std::io;
use std::path::Path;

use windows_registry::{CURRENT_USER, Key, LOCAL_MACHINE};

use super::AT_LOG_ON;
use crate::platform::shell::leads_nowhere;

const RUN: &str = "Software\\Microsoft\\Windows\\CurrentVersion\\Run";
const APPROVED: &str = "Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run";
/// The value's name, the installers' too.
const NAME: &str = "Deskbell";

/// What is found in one of the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Where it is, as people name it.
    pub(crate) place: &'static str,
    /// What is started.
    pub(crate) command: String,
    /// It was switched off.
    pub(crate) off: bool,
}

impl Entry {
    /// Whether the program is there; what is not written as we write it is taken to be.
    pub(crate) fn has_program(&self) -> bool {
        !leads_nowhere(&self.command)
    }
}

#[expect(clippy::unnecessary_wraps, reason = "other systems may not know")]
pub(super) fn is_on() -> Option<bool> {
    Some(Places::here().is_on())
}

pub(super) fn set(on: bool) -> io::Result<()> {
    Places::here().set(on, &std::env::current_exe()?)
}

/// The entry that counts.
pub(crate) fn entry() -> Option<Entry> {
    let places = Places::here();
    let (own, shared) = (places.own(), places.shared());
    let on = |entry: &Option<Entry>| entry.as_ref().is_some_and(|entry| !entry.off);
    if on(&shared) || own.is_none() { shared } else { own }
}

/// Where entries may be.
struct Places {
    own: &'static Key,
    shared: &'static Key,
    run: String,
    approved: String,
}

impl Places {
    fn here() -> Self {
        Self { own: CURRENT_USER, shared: LOCAL_MACHINE, run: RUN.into(), approved: APPROVED.into() }
    }

    fn own(&self) -> Option<Entry> {
        self.read(self.own, "HKCU\\…\\CurrentVersion\\Run")
    }

    fn shared(&self) -> Option<Entry> {
        self.read(self.shared, "HKLM\\…\\CurrentVersion\\Run")
    }

    fn read(&self, key: &Key, place: &'static str) -> Option<Entry> {
        let command = key.open(&self.run).and_then(|run| run.get_string(NAME)).ok()?;
        let approved = key.open(&self.approved).and_then(|approved| approved.get_value(NAME));
        // The first byte is even where it may start, and odd where it may not.
        let off = approved.is_ok_and(|value| value.first().is_some_and(|first| first % 2 == 1));
        Some(Entry { place, command, off })
    }

    fn is_on(&self) -> bool {
        [self.own(), self.shared()].into_iter().flatten().any(|entry| !entry.off)
    }

    /// What starts for all users only an administrator switches off, unless it asks the setting.
    fn set(&self, on: bool, program: &Path) -> io::Result<()> {
        let shared = self.shared().filter(|entry| !entry.off);
        let asks = shared.as_ref().is_some_and(|entry| entry.command.ends_with(&format!(" --{AT_LOG_ON}")));
        let (run, approved) = (self.own.create(&self.run), self.own.create(&self.approved));
        let (run, approved) = (run?, approved?);
        // Neither need be there.
        drop(approved.remove_value(NAME));
        drop(run.remove_value(NAME));
        match (on, shared.is_some()) {
            (true, false) => Ok(run.set_string(NAME, format!("\"{}\"", program.display()))?),
            (false, true) if !asks => Err(io::Error::new(io::ErrorKind::PermissionDenied, "it starts for all users")),
            (true | false, true) | (false, false) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both keys below one that is the test's own.
    fn with_places(test: impl FnOnce(&Places, &Key)) {
        let folder = format!("Software\\deskbell-autostart-{}", std::process::id());
        let shared = CURRENT_USER.create(format!("{folder}\\all")).unwrap();
        let places = Places {
            own: CURRENT_USER,
            shared: Box::leak(Box::new(CURRENT_USER.create(format!("{folder}\\all")).unwrap())),
            run: format!("{folder}\\Run"),
            approved: format!("{folder}\\StartupApproved"),
        };
        test(&places, &shared);
        CURRENT_USER.remove_tree(&folder).unwrap();
    }

    #[test]
    fn an_agent_starts_and_stops_it_unless_it_starts_for_everybody() {
        with_places(|places, shared| {
            let program = Path::new("C:\\Program Files\\Deskbell\\deskbell.exe");
            assert!(!places.is_on());
            for on in [true, false, true] {
                places.set(on, program).unwrap();
                assert_eq!(places.is_on(), on);
            }
            assert_eq!(places.own().unwrap().command, "\"C:\\Program Files\\Deskbell\\deskbell.exe\"");
            let disabled = CURRENT_USER.create(&places.approved).unwrap();
            disabled.set_bytes(NAME, windows_registry::Type::Bytes, &[3, 0, 0, 0]).unwrap();
            assert!(!places.is_on(), "the Task Manager's word counts");
            places.set(true, program).unwrap();
            assert!(places.is_on());
            shared.create(&places.run).unwrap().set_string(NAME, "deskbell.exe").unwrap();
            places.set(true, program).unwrap();
            assert!(places.own().is_none() && places.is_on(), "one start is enough");
            assert!(places.set(false, program).is_err(), "an administrator's start stays");
            let asking = "\"C:\\Deskbell\\deskbell.exe\" --at-log-on";
            shared.create(&places.run).unwrap().set_string(NAME, asking).unwrap();
            assert!(places.set(false, program).is_ok(), "the program asks the setting itself");
        });
    }
}
