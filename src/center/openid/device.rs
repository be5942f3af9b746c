//! The device flow: a program without a browser shows a code, and the agent types it elsewhere
//! (RFC 8628).

use std::collections::BTreeMap;

use time::Duration;

use super::grants::{Grant, NewTokens, Tokens};
use super::state::{OpenId, Refusal, check_scopes, keep, scopes};
use crate::center::input::Now;

/// The agent has so long to type the code.
pub const DEVICE_TIME: Duration = Duration::minutes(10);
/// So long after that the program is still told why it gets nothing.
const REMEMBERED: Duration = Duration::minutes(10);
/// A program that asks too often has to wait so much longer each time (RFC 8628, 3.5).
pub const SLOWER: Duration = Duration::seconds(5);
/// What users' codes are made of: no vowels, so that they spell no word, and nothing to mistake
/// for something else (RFC 8628, 6.1).
pub const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";

/// What a program without a browser gets to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceCodes {
    /// What the program asks with.
    pub device: String,
    /// What the agent types, e.g. `BCDF-GHJK`.
    pub user: String,
    /// How often the program may ask.
    pub interval: Duration,
}

enum Answer {
    Waiting,
    Signed { agent: String, at: Now },
    Denied,
}

struct Device {
    user: String,
    client: String,
    scopes: Vec<String>,
    answer: Answer,
    interval: Duration,
    asked: Now,
    until: Now,
}

/// The devices that wait, by the code that they ask with.
pub(super) struct Devices {
    interval: Duration,
    all: BTreeMap<String, Device>,
}

impl Devices {
    pub(super) const fn new(interval: Duration) -> Self {
        Self { interval, all: BTreeMap::new() }
    }

    pub(super) fn expire(&mut self, now: Now) {
        self.all.retain(|_, device| device.until + REMEMBERED > now);
    }

    fn waiting(&mut self, now: Now, user: &str) -> Option<&mut Device> {
        let plain = plain(user);
        self.all.values_mut().find(|device| {
            matches!(device.answer, Answer::Waiting) && device.until > now && self::plain(&device.user) == plain
        })
    }
}

impl OpenId {
    /// A program without a browser wants a sign-in; `device` and `user` are new random texts.
    ///
    /// # Errors
    /// There is no such client, or it does not ask for `openid`.
    pub fn begin_device(
        &mut self,
        now: Now,
        client: &str,
        scope: Option<&str>,
        device: String,
        user: String,
    ) -> Result<DeviceCodes, Refusal> {
        self.expire(now);
        self.known(client)?;
        let scopes = scopes(scope);
        check_scopes(&scopes)?;
        let interval = self.devices.interval;
        let codes = DeviceCodes { device: device.clone(), user: user.clone(), interval };
        let until = now + DEVICE_TIME;
        let asked = now - interval;
        let waiting = Device { user, client: client.into(), scopes, answer: Answer::Waiting, interval, asked, until };
        keep(&mut self.devices.all, device, waiting, |device| device.until);
        Ok(codes)
    }

    /// Whether a device waits for this code, however it is typed.
    pub fn is_device_waiting(&mut self, now: Now, user: &str) -> bool {
        self.devices.waiting(now, user).is_some()
    }

    /// The agent signed in for the device; false: no device waits for this code.
    pub fn approve_device(&mut self, now: Now, user: &str, agent: &str) -> bool {
        self.answer_device(now, user, Answer::Signed { agent: agent.into(), at: now })
    }

    /// The agent said no; false: no device waits for this code.
    pub fn deny_device(&mut self, now: Now, user: &str) -> bool {
        self.answer_device(now, user, Answer::Denied)
    }

    fn answer_device(&mut self, now: Now, user: &str, answer: Answer) -> bool {
        let Some(device) = self.devices.waiting(now, user) else { return false };
        device.answer = answer;
        true
    }

    /// The program asks whether the agent has signed in; the tokens are given out once.
    ///
    /// # Errors
    /// Not yet, too often, denied, too late, or there is no such device.
    pub fn poll_device(&mut self, now: Now, client: &str, device: &str, fresh: NewTokens) -> Result<Tokens, Refusal> {
        self.expire(now);
        self.known(client)?;
        let waiting = self.devices.all.get_mut(device).filter(|device| device.client == client);
        let waiting = waiting.ok_or(Refusal::InvalidGrant)?;
        if waiting.until <= now {
            return Err(Refusal::ExpiredToken);
        }
        let too_often = now < waiting.asked + waiting.interval;
        waiting.asked = now;
        if too_often {
            waiting.interval += SLOWER;
            return Err(Refusal::SlowDown);
        }
        let (agent, signed_in) = match &waiting.answer {
            Answer::Waiting => return Err(Refusal::AuthorizationPending),
            Answer::Denied => return Err(Refusal::AccessDenied),
            Answer::Signed { agent, at } => (agent.clone(), *at),
        };
        let grant = Grant { client: client.into(), agent, scopes: waiting.scopes.clone(), nonce: None, signed_in };
        self.devices.all.remove(device);
        Ok(self.grants.begin(now, grant, fresh))
    }
}

/// A code as it is compared: people leave out the hyphen and do not look at the case.
fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
}
