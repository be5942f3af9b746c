//! Group Policy in the registry of Windows. **Run under wine, not on Windows yet.**
#![expect(unsafe_code, reason = "the wait for a change is a function of the system")]

use std::path::Path;
use std::time::Duration;

use toml::Value;
use windows_registry::{CURRENT_USER, Key, LOCAL_MACHINE, Type};
use windows_sys::Win32::System::Registry::{
    REG_NOTIFY_CHANGE_LAST_SET, REG_NOTIFY_CHANGE_NAME, RegNotifyChangeKeyValue,
};

use crate::config::policy::{Entry, Store};
use crate::config::{Config, Layer};

/// A half of the registry.
#[derive(Clone, Copy)]
enum Hive {
    User,
    Machine,
}

/// The stronger one last.
const HIVES: [Hive; 2] = [Hive::User, Hive::Machine];
/// Where all programs' policies are: Windows lets only administrators write there.
const POLICIES: &str = "Software\\Policies";
const ENFORCED: &str = "Software\\Policies\\Deskbell";
const DEFAULTS: &str = "Software\\Policies\\Deskbell\\Defaults";
/// What the installer for the whole computer was told. Not below the policies: an upgrade writes it anew, and must not
/// write over a policy.
const INSTALLED: &str = "Software\\Deskbell\\Defaults";

/// ERROR_FILE_NOT_FOUND, as the calls of the system tell it.
const NO_SUCH_KEY: i32 = 0x8007_0002_u32.cast_signed();

/// Group Policy writes value after value; the change is looked at when so long has passed since the first.
const SETTLE: Duration = Duration::from_secs(1);

impl Hive {
    const fn key(self) -> &'static Key {
        match self {
            Self::User => CURRENT_USER,
            Self::Machine => LOCAL_MACHINE,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::User => "HKCU",
            Self::Machine => "HKLM",
        }
    }
}

pub(super) fn add_to(config: &mut Config) {
    read(config, Hive::Machine, INSTALLED, Layer::System);
    for (path, layer) in [(DEFAULTS, Layer::PolicyDefault), (ENFORCED, Layer::Policy)] {
        for hive in HIVES {
            read(config, hive, path, layer);
        }
    }
}

fn read(config: &mut Config, hive: Hive, path: &str, layer: Layer) {
    match values(hive, path, layer) {
        Ok(entries) => config.take_entries(Store::Registry, entries),
        Err(error) => config.cannot_read(layer, &format!("{}\\{path}", hive.name()), error.message()),
    }
}

/// The values of one key; none where there is no such key.
fn values(hive: Hive, path: &str, layer: Layer) -> windows_registry::Result<Vec<Entry>> {
    let key = match hive.key().open(path) {
        Ok(key) => key,
        Err(error) if error.code().0 == NO_SUCH_KEY => return Ok(vec![]),
        Err(error) => return Err(error),
    };
    let values = key.values()?;
    // A value without a name is the key's own, which editors of the registry show as empty.
    let named = values.filter(|(name, _)| !name.is_empty());
    let entry = |(name, value): (String, windows_registry::Value)| {
        let place = format!("{}\\{path}\\{name}", hive.name());
        Entry { layer, name, value: plain(value), place }
    };
    Ok(named.map(entry).collect())
}

fn plain(value: windows_registry::Value) -> Result<Value, String> {
    let kind = value.ty();
    let read = match kind {
        Type::U32 => u32::try_from(value).ok().map(|number| Value::Integer(number.into())),
        Type::String => String::try_from(value).ok().map(Value::String),
        Type::MultiString => {
            let lines = Vec::<String>::try_from(value).ok();
            lines.map(|lines| Value::Array(lines.into_iter().map(Value::String).collect()))
        }
        Type::U64 | Type::ExpandString | Type::Bytes | Type::Other(_) => None,
    };
    read.ok_or_else(|| called(kind))
}

/// What Windows calls the kind.
fn called(kind: Type) -> String {
    match kind {
        Type::U32 => "REG_DWORD".into(),
        Type::U64 => "REG_QWORD".into(),
        Type::String => "REG_SZ".into(),
        Type::ExpandString => "REG_EXPAND_SZ".into(),
        Type::MultiString => "REG_MULTI_SZ".into(),
        Type::Bytes => "REG_BINARY".into(),
        Type::Other(number) => number.to_string(),
    }
}

pub(super) fn watch(_folder: Option<&Path>, changed: impl Fn() + Clone + Send + 'static) {
    changed();
    for hive in HIVES {
        let changed = changed.clone();
        let thread = std::thread::Builder::new().name("policy".into());
        if let Err(error) = thread.spawn(move || watch_hive(hive, changed)) {
            tracing::warn!(%error, "changes of the policy count from the next start");
        }
    }
}

/// Tells of each change until the process ends. All programs' policies are watched, for ours may have no
/// key yet.
fn watch_hive(hive: Hive, changed: impl Fn()) {
    let key = match hive.key().open(POLICIES) {
        Ok(key) => key,
        Err(error) => {
            return tracing::info!(%error, hive = hive.name(), "changes of the policy count from the next start");
        }
    };
    while wait(&key) {
        std::thread::sleep(SETTLE);
        changed();
    }
}

/// Waits for a change in the key or below; false: there is no waiting for it.
fn wait(key: &Key) -> bool {
    let changes = REG_NOTIFY_CHANGE_NAME | REG_NOTIFY_CHANGE_LAST_SET;
    // SAFETY: the handle is open as long as the key is borrowed; no event is given, so the call returns only
    // after the change, and keeps nothing.
    let error = unsafe { RegNotifyChangeKeyValue(key.as_raw(), 1, changes, std::ptr::null_mut(), 0) };
    error == 0
}
