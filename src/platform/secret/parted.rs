//! An entry of Windows' keyring, which is several of its own: each has little room. As bytes, for as a
//! password each letter would take two.

use std::thread;
use std::time::Duration;

use keyring::Error;
use zeroize::Zeroizing;

use super::parts::{self, AT_MOST, Found, LONGEST, Step};

/// Another process writes all entries within so many times this.
const WRITING: Duration = Duration::from_millis(100);
const LOOKS: u32 = 5;

/// All that the secret of an account may be in.
pub(super) struct Entry(Vec<keyring::Entry>);

impl Entry {
    pub(super) fn new(service: &str, account: &str) -> Result<Self, Error> {
        let name = |number: u8| if number == 0 { account.to_owned() } else { format!("{account} ({})", number + 1) };
        (0..AT_MOST).map(|number| keyring::Entry::new(service, &name(number))).collect::<Result<_, _>>().map(Self)
    }

    /// What is half written is looked at again, for another process may be at it; half a secret is none.
    pub(super) fn get_password(&self) -> Result<String, Error> {
        let mut found = self.read()?;
        for _ in 0..LOOKS {
            if found == Found::Half {
                thread::sleep(WRITING);
                found = self.read()?;
            }
        }
        let Found::Whole(secret) = found else { return Err(Error::NoEntry) };
        // Without the bytes, which are nobody's business.
        std::str::from_utf8(&secret).map(str::to_owned).map_err(|_| Error::BadEncoding(vec![]))
    }

    fn read(&self) -> Result<Found, Error> {
        parts::read(|number| match self.at(number).get_secret() {
            Ok(content) => Ok(Some(Zeroizing::new(content))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    pub(super) fn set_password(&self, secret: &str) -> Result<(), Error> {
        let mark = uuid::Uuid::new_v4().into_bytes();
        let too_long = || Error::TooLong("secret".to_owned(), u32::try_from(LONGEST).unwrap_or(u32::MAX));
        let steps = parts::write(secret.as_bytes(), mark).ok_or_else(too_long)?;
        steps.into_iter().try_for_each(|step| self.take(step))
    }

    pub(super) fn delete_credential(&self) -> Result<(), Error> {
        parts::remove().try_for_each(|step| self.take(step))
    }

    fn take(&self, step: Step) -> Result<(), Error> {
        match step {
            Step::Put(number, content) => self.at(number).set_secret(&content),
            Step::Remove(number) => match self.at(number).delete_credential() {
                Ok(()) | Err(Error::NoEntry) => Ok(()),
                Err(error) => Err(error),
            },
        }
    }

    fn at(&self, number: u8) -> &keyring::Entry {
        &self.0[usize::from(number)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_tokens_are_kept_and_leave_nothing_when_they_go() {
        let account = format!("test-{}", std::process::id());
        let entry = Entry::new("deskbell-test", &account).unwrap();
        let alone = keyring::Entry::new("deskbell-test", &format!("{account} (2)")).unwrap();
        for token in ["ż".repeat(6000), "short".to_owned()] {
            entry.set_password(&token).unwrap();
            assert_eq!(entry.get_password().unwrap(), token);
            assert_eq!(alone.get_secret().is_ok(), token.len() > 2560);
        }
        entry.set_password(&"x".repeat(6000)).unwrap();
        alone.delete_credential().unwrap();
        assert!(matches!(entry.get_password(), Err(Error::NoEntry)));
        assert!(matches!(entry.set_password(&"x".repeat(LONGEST + 1)), Err(Error::TooLong(..))));
        entry.delete_credential().unwrap();
        assert!(matches!(entry.get_password(), Err(Error::NoEntry)));
    }
}
