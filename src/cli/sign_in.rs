//! `deskbell sign-in` and `sign-out`: by the browser, by another device, or with a token that was given.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use clap::{Arg, ArgAction, ArgMatches, Command};
use secrecy::SecretString;

use super::{Context, first_line};
use crate::app;
use crate::error::{Failure, FailureKind};
use crate::i18n::Words;
use crate::journal::JournalFile;
use crate::link::network::Network;
use crate::platform::instance::{Request, Sealed};
use crate::platform::secret::{Keyring, SecretError};
use crate::sign_in::{DeviceCode, Provider, Tokens, revoke};
use crate::ui::words::sign_in_words;

/// The grammar of `deskbell sign-in`.
pub(super) fn command(words: &Words) -> Command {
    let flag = |name: &'static str| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(words.text(&format!("help-{name}")))
    };
    let (stdin, device) = (flag("token-stdin").conflicts_with_all(["device", "session-only"]), flag("device"));
    Command::new("sign-in").about(words.text("help-sign-in")).args([stdin, device, flag("session-only")])
}

impl Context {
    pub(super) fn sign_in(&self, matches: &ArgMatches) -> Result<(), Failure> {
        if matches.get_flag("token-stdin") {
            return self.sign_in_with_token();
        }
        self.center()?;
        let provider = self.provider().ok_or_else(|| {
            self.failure(FailureKind::Usage, "cli-no-issuer").hint(self.words.text("cli-no-issuer-hint"))
        })?;
        let signed_in = if matches.get_flag("device") {
            self.block_on(provider.sign_in_by_device(|code| self.tell_code(&code)))?
        } else {
            self.print(&self.words.text("cli-sign-in-browser"))?;
            self.block_on(provider.sign_in_by_browser(&self.words))?
        };
        let tokens =
            signed_in.map_err(|problem| Failure::new(FailureKind::Broken, sign_in_words(&problem, &self.words)))?;
        if matches.get_flag("session-only") { self.hold(&tokens) } else { self.keep_or_hold(&tokens) }
    }

    fn sign_in_with_token(&self) -> Result<(), Failure> {
        let token = first_line().ok_or_else(|| self.failure(FailureKind::Usage, "cli-no-token"))?;
        self.keep(token)?.map_err(|error| self.keyring_failure(&error))?;
        self.signed_in("cli-signed-in")
    }

    fn provider(&self) -> Option<Provider> {
        Provider::from_config(&self.config, &Network::from_config(&self.config))
    }

    fn tell_code(&self, DeviceCode { page, code }: &DeviceCode) {
        let values = [("page", page.as_str().into()), ("code", code.as_str().into())];
        // Where nobody reads, nobody signs in, and the code ends by itself.
        drop(self.print(&self.words.with("cli-sign-in-device", values)));
    }

    fn keep(&self, secret: SecretString) -> Result<Result<(), SecretError>, Failure> {
        let account = app::account(&self.center()?);
        self.block_on(async { Keyring::start().write(&account, secret).await })
    }

    fn signed_in(&self, message: &str) -> Result<(), Failure> {
        self.tell_if_running(Request::SignedIn)?;
        self.print(&self.words.with(message, [("center", app::account(&self.center()?).into())]))
    }

    /// Into the keyring; where it refuses, and the agent agrees, into the daemon's memory.
    fn keep_or_hold(&self, tokens: &Tokens) -> Result<(), Failure> {
        match self.keep(tokens.write())? {
            Ok(()) => self.signed_in("cli-signed-in"),
            Err(error) if self.agrees(&error) => self.hold(tokens),
            Err(error) => {
                // Nobody will use them.
                self.provider().map(|provider| self.block_on(revoke(&provider, tokens))).transpose()?;
                Err(self.keyring_failure(&error).hint(self.words.text("cli-session-only-hint")))
            }
        }
    }

    /// Only a person can agree; a script says `--session-only`.
    fn agrees(&self, error: &SecretError) -> bool {
        if !io::stdin().is_terminal() {
            return false;
        }
        let question =
            self.words.with("cli-session-only-question", [("why", self.words.text(error.message_id()).into())]);
        let asked = write!(io::stderr(), "{question} ").and_then(|()| io::stderr().flush());
        let mut answer = String::new();
        asked.is_ok()
            && io::stdin().lock().read_line(&mut answer).is_ok()
            && self.words.text("cli-yes").split(' ').any(|yes| answer.trim().eq_ignore_ascii_case(yes))
    }

    fn hold(&self, tokens: &Tokens) -> Result<(), Failure> {
        self.tell(Request::Hold { tokens: Sealed::new(&tokens.write()) })?;
        self.print(&self.words.with("cli-signed-in-session", [("center", app::account(&self.center()?).into())]))
    }

    pub(super) fn sign_out(&self) -> Result<(), Failure> {
        let account = app::account(&self.center()?);
        let keyring = Keyring::start();
        // Whatever the network and the sign-in service do, the keyring is emptied.
        let kept = self.block_on(async { keyring.read(&account).await })?;
        let removed = self.block_on(async { keyring.delete(&account).await })?;
        let told = self.tell_if_running(Request::SignOut)?;
        removed.map_err(|error| self.keyring_failure(&error))?;
        if let (Some(provider), Some(tokens)) = (self.provider(), kept.ok().flatten().as_ref().and_then(Tokens::read)) {
            self.block_on(revoke(&provider, &tokens))?;
        }
        if !told {
            let journal = JournalFile::remove(&self.paths.journal());
            journal.map_err(|error| self.broken("cli-no-output", &error.to_string()))?;
        }
        self.print(&self.words.with("cli-signed-out", [("center", account.into())]))
    }
}
