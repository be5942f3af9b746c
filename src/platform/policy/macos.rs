//! The managed preferences of macOS. **Written for macOS, compiled for it, not run there yet.**

use std::path::Path;
use std::time::Duration;

use objc2::AnyThread as _;
use objc2::rc::Retained;
use objc2::runtime::AnyObject;
use objc2_foundation::{NSArray, NSBundle, NSDictionary, NSNumber, NSString, NSUserDefaults};
use toml::{Table, Value};

use crate::config::policy::{Entry, Store};
use crate::config::{Config, Layer};

/// The domain of the preferences, which is also the type of the payload in a profile.
const DOMAIN: &str = "com.deskbell.deskbell";
/// The dictionary of what is only a default.
const DEFAULTS: &str = "Defaults";
/// Keys that begin so describe the profile itself.
const PAYLOAD: &str = "Payload";
/// The system tells nobody: it is looked at so often.
const LOOK_EVERY: Duration = Duration::from_mins(5);
/// Deeper values are no settings.
const DEPTH: u8 = 4;

/// Only what a profile enforces: everything else in this domain the agent may write.
pub(super) fn add_to(config: &mut Config) {
    config.take_entries(Store::Profile, forced());
}

fn forced() -> Vec<Entry> {
    let domain = NSString::from_str(DOMAIN);
    let Some(preferences) = preferences(&domain) else { return vec![] };
    let all = preferences.dictionaryRepresentation();
    let keys = all.allKeys();
    let forced = keys.iter().filter(|key| preferences.objectIsForcedForKey_inDomain(key, &domain));
    forced.flat_map(|key| all.objectForKey(&key).map_or(vec![], |value| named(&key.to_string(), &value))).collect()
}

/// This domain; within the application's own bundle it has no suite.
fn preferences(domain: &NSString) -> Option<Retained<NSUserDefaults>> {
    let own = NSBundle::mainBundle().bundleIdentifier().is_some_and(|own| own.isEqualToString(domain));
    if own {
        return Some(NSUserDefaults::standardUserDefaults());
    }
    NSUserDefaults::initWithSuiteName(NSUserDefaults::alloc(), Some(domain))
}

fn named(name: &str, value: &AnyObject) -> Vec<Entry> {
    if name.starts_with(PAYLOAD) {
        return vec![];
    }
    if name != DEFAULTS {
        let place = format!("{DOMAIN}:{name}");
        return vec![Entry { layer: Layer::Policy, name: name.to_owned(), value: plain(value, DEPTH), place }];
    }
    let entry = |(name, value): (String, Value)| {
        let place = format!("{DOMAIN}:{DEFAULTS}:{name}");
        Entry { layer: Layer::PolicyDefault, name, value: Ok(value), place }
    };
    match plain(value, DEPTH) {
        Ok(Value::Table(table)) => table.into_iter().map(entry).collect(),
        Ok(_) | Err(_) => vec![Entry {
            layer: Layer::PolicyDefault,
            name: DEFAULTS.to_owned(),
            value: Err(class(value)),
            place: format!("{DOMAIN}:{DEFAULTS}"),
        }],
    }
}

/// The value, or the name of its class where no setting is of that.
fn plain(value: &AnyObject, depth: u8) -> Result<Value, String> {
    let Some(below) = depth.checked_sub(1) else { return Err(class(value)) };
    if let Some(text) = value.downcast_ref::<NSString>() {
        Ok(Value::String(text.to_string()))
    } else if let Some(number) = value.downcast_ref::<NSNumber>() {
        Ok(plain_number(number))
    } else if let Some(items) = value.downcast_ref::<NSArray>() {
        items.iter().map(|item| plain(&item, below)).collect::<Result<_, _>>().map(Value::Array)
    } else if let Some(table) = value.downcast_ref::<NSDictionary>() {
        let (keys, values) = table.to_vecs();
        let entry = |(key, value): (Retained<AnyObject>, Retained<AnyObject>)| {
            let name = key.downcast_ref::<NSString>().map(ToString::to_string).ok_or_else(|| class(&key))?;
            Ok((name, plain(&value, below)?))
        };
        keys.into_iter().zip(values).map(entry).collect::<Result<Table, _>>().map(Value::Table)
    } else {
        Err(class(value))
    }
}

/// A switch is a number too, of an encoding of its own (`c` or `B`).
fn plain_number(number: &NSNumber) -> Value {
    use objc2::Encoding::{Bool, Char, Double, Float};
    let encoding = number.encoding();
    if matches!(encoding, Bool | Char) {
        Value::Boolean(number.as_bool())
    } else if matches!(encoding, Float | Double) {
        Value::Float(number.as_f64())
    } else {
        Value::Integer(number.as_i64())
    }
}

fn class(value: &AnyObject) -> String {
    value.class().name().to_string_lossy().into_owned()
}

pub(super) fn watch(_folder: Option<&Path>, changed: impl Fn() + Clone + Send + 'static) {
    tokio::spawn(async move {
        let mut look = tokio::time::interval(LOOK_EVERY);
        loop {
            look.tick().await;
            changed();
        }
    });
}
