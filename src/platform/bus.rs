//! Questions to whoever is on a message bus, without starting anybody and without waiting for long.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::time::timeout;
use zbus::proxy::{Builder, CacheProperties, MethodFlags};
use zbus::zvariant::{DynamicType, Type, Value};
use zbus::{Connection, Proxy};

/// Whoever does not answer within this time has nothing to say.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);

/// The interface of all that has properties.
pub(super) const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// Bus name, object path, interface and method.
pub(super) type Method<'a> = (&'a str, &'a str, &'a str, &'a str);

/// The answer of the method; none: nobody is there, or nobody answers.
pub(super) async fn ask<A, R>(bus: &Connection, (name, path, interface, member): Method<'_>, arguments: &A) -> Option<R>
where
    A: Serialize + DynamicType,
    R: DeserializeOwned + Type,
{
    let builder = Builder::<Proxy<'_>>::new(bus).destination(name).ok()?.path(path).ok()?.interface(interface).ok()?;
    let proxy = builder.cache_properties(CacheProperties::No).build().await.ok()?;
    let answer = proxy.call_with_flags::<_, _, R>(member, MethodFlags::NoAutoStart.into(), arguments);
    timeout(ANSWER_WITHIN, answer).await.ok()?.ok()?
}

/// The switch that a value holds, which may be wrapped once more.
pub(super) fn switch(value: &Value<'_>) -> Option<bool> {
    if let Value::Value(inner) = value { switch(inner) } else { bool::try_from(value).ok() }
}
