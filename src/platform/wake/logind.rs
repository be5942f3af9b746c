//! logind's word that the computer goes to sleep and wakes up.

use futures_util::StreamExt as _;
use tokio::sync::mpsc;
use zbus::connection::Builder;
use zbus::message::Type;
use zbus::{Connection, MatchRule, MessageStream};

use crate::domain::input::{Input, SystemEvent};

/// Reports every resume until nobody listens; logind is on the system bus, or on the one at `address`.
pub(super) async fn watch(address: Option<String>, inputs: mpsc::Sender<Input>) {
    if let Err(error) = listen(address, &inputs).await {
        tracing::info!(%error, "logind is not there: resume is noticed by the clock");
    }
}

async fn listen(address: Option<String>, inputs: &mpsc::Sender<Input>) -> zbus::Result<()> {
    let bus = match address {
        Some(address) => Builder::address(address.as_str())?.build().await?,
        None => Connection::system().await?,
    };
    let rule = MatchRule::builder()
        .msg_type(Type::Signal)
        .sender("org.freedesktop.login1")?
        .interface("org.freedesktop.login1.Manager")?
        .member("PrepareForSleep")?
        .build();
    let mut signals = MessageStream::for_match_rule(rule, &bus, None).await?;
    while let Some(signal) = signals.next().await {
        // True before the sleep, false after it.
        let asleep: bool = signal?.body().deserialize()?;
        if !asleep && super::tell(inputs, SystemEvent::Woke).await.is_err() {
            break;
        }
    }
    Ok(())
}
