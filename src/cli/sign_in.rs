//! `deskbell sign-in` and `deskbell sign-out`.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::sync::Arc;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::{Context, first_line};
use crate::app;
use crate::domain::sign_in::SignInProblem;
use crate::error::{Failure, FailureKind};
use crate::i18n::Words;
use crate::journal;
use crate::link::http::HttpClient;
use crate::link::network::Network;
use crate::platform::instance::{self, Answer, Handed, Request};
use crate::platform::secret::{Keyring, SecretError};
use crate::sign_in::device::{self, Instructions};
use crate::sign_in::keeping::{give_back, put_away};
use crate::sign_in::provider::Provider;
use crate::sign_in::tokens::{Secret, Tokens};
use crate::sign_in::vault::Vault;
use crate::sign_in::{Service, browser};
use crate::ui::words::{sign_in_hints, sign_in_words};

/// How the agent wants to sign in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    how: How,
    session_only: bool,
}

#[derive(Clone, Copy, Debug)]
enum How {
    Browser,
    Device,
    Token,
}

/// The grammar of `deskbell sign-in`.
pub(super) fn command(words: &Words) -> Command {
    let flag = |name: &'static str, help| Arg::new(name).long(name).action(ArgAction::SetTrue).help(words.text(help));
    let device = flag("device", "help-device").conflicts_with("token-stdin");
    let stdin = flag("token-stdin", "help-token-stdin");
    let session = flag("session-only", "help-session-only");
    Command::new("sign-in").about(words.text("help-sign-in")).args([device, stdin, session])
}

impl Wish {
    /// What the arguments say.
    pub(super) fn of(matches: &ArgMatches) -> Self {
        let how = match (matches.get_flag("token-stdin"), matches.get_flag("device")) {
            (true, _) => How::Token,
            (false, true) => How::Device,
            (false, false) => How::Browser,
        };
        Self { how, session_only: matches.get_flag("session-only") }
    }
}

/// Where the tokens go.
enum Place {
    Keyring(Vault),
    Daemon,
}

impl Context {
    pub(super) fn sign_in(&self, wish: &Wish) -> Result<(), Failure> {
        let account = app::account(&self.center()?);
        let vault = Vault::new(Keyring::start(), account.clone(), &self.paths.state);
        let place = match wish.how {
            How::Token => self.keep_token(vault, wish.session_only)?,
            How::Browser | How::Device => {
                let service = Service::from_config(&self.config).ok_or_else(|| self.no_service())?;
                let place = self.place(vault, wish.session_only)?;
                self.sign_in_at(&service, wish.how, &place)?;
                place
            }
        };
        let done = match place {
            Place::Keyring(_) => "cli-signed-in",
            Place::Daemon => "cli-signed-in-session",
        };
        self.print(&self.words.with(done, [("center", account.into())]))
    }

    pub(super) fn sign_out(&self) -> Result<(), Failure> {
        let account = app::account(&self.center()?);
        let vault = Vault::new(Keyring::start(), account.clone(), &self.paths.state);
        let service = Service::from_config(&self.config);
        let (kept, removed) = self.block_on(async {
            let _turn = vault.turn().await;
            let kept = if service.is_some() { vault.read().await.ok().flatten() } else { None };
            (kept, vault.delete().await)
        })?;
        // The daemon gives back what it has, which may be newer, and everything else ends with that.
        let told = self.tell_if_running(Request::SignOut);
        if let (Some(service), Some(Secret::Tokens { tokens, .. })) = (service, kept) {
            let http = HttpClient::new(Network::from_config(&self.config));
            self.block_on(give_back(Provider::discover(&service, &http), &tokens))?;
        }
        removed.map_err(|error| self.keyring_failure(&error))?;
        if !told? {
            let journal = journal::remove(&self.paths.state);
            journal.map_err(|error| self.broken("cli-no-output", &error.to_string()))?;
        }
        self.print(&self.words.with("cli-signed-out", [("center", account.into())]))
    }

    /// Keeps the token from the standard input.
    fn keep_token(&self, vault: Vault, session_only: bool) -> Result<Place, Failure> {
        let token = first_line().ok_or_else(|| self.failure(FailureKind::Usage, "cli-no-token"))?;
        let secret = Secret::Plain(token);
        if session_only {
            return match self.ask(&handing_over(&secret)) {
                Err(Failure { kind: FailureKind::NotRunning, .. }) => Err(self.needs_daemon()),
                answered => answered.map(|_| Place::Daemon),
            };
        }
        let stored = self.block_on(async {
            let _turn = vault.turn().await;
            vault.write(&secret).await
        })?;
        stored.map_err(|error| self.keyring_failure(&error).hint(self.words.text("cli-session-hint")))?;
        self.tell_if_running(Request::SignedIn)?;
        Ok(Place::Keyring(vault))
    }

    /// Where tokens will be kept: found out before the agent takes the trouble to sign in. Without
    /// the keyring only the running daemon can have them, and only if the agent wants that.
    fn place(&self, vault: Vault, session_only: bool) -> Result<Place, Failure> {
        if !session_only {
            match self.block_on(vault.check())? {
                Ok(()) => return Ok(Place::Keyring(vault)),
                Err(error) => self.ask_for_session(&error)?,
            }
        }
        match self.ask(&Request::Status) {
            Err(Failure { kind: FailureKind::NotRunning, .. }) => Err(self.needs_daemon()),
            answered => answered.map(|_| Place::Daemon),
        }
    }

    /// The keyring fails: the agent may want to sign in without it.
    fn ask_for_session(&self, error: &SecretError) -> Result<(), Failure> {
        let failure = self.keyring_failure(error);
        if !io::stdin().is_terminal() {
            return Err(failure.hint(self.words.text("cli-session-hint")));
        }
        let question = format!("{failure}\n{} ", self.words.text("cli-session-question"));
        let asked = io::stdout().lock().write_all(question.as_bytes()).and_then(|()| io::stdout().flush());
        asked.map_err(|error| self.broken("cli-no-output", &error.to_string()))?;
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line);
        let answer = line.trim().to_lowercase();
        let agrees = read.is_ok() && self.words.text("cli-yes").split(' ').any(|yes| yes == answer);
        if agrees { Ok(()) } else { Err(failure.hint(self.words.text("cli-session-hint"))) }
    }

    fn sign_in_at(&self, service: &Service, how: How, place: &Place) -> Result<(), Failure> {
        let http = HttpClient::new(Network::from_config(&self.config));
        let result = self.block_on(async {
            let provider = Provider::discover(service, &http).await?;
            let keep = async |tokens| self.keep(&provider, service, tokens, place).await;
            match how {
                How::Device => keep(device::sign_in(&provider, |what| self.tell_code(&what)).await?).await,
                How::Browser | How::Token => {
                    let tell = |page: &url::Url| self.tell_page(page.as_str());
                    browser::sign_in(&provider, Arc::clone(&self.words), tell, keep).await
                }
            }
        })?;
        result.map_err(|problem| self.sign_in_failure(&problem))?;
        if let Place::Keyring(_) = place {
            self.tell_if_running(Request::SignedIn)?;
        }
        Ok(())
    }

    async fn keep(
        &self,
        provider: &Provider,
        service: &Service,
        tokens: Tokens,
        place: &Place,
    ) -> Result<(), SignInProblem> {
        let secret = Secret::of(service, tokens);
        match place {
            Place::Keyring(vault) => put_away(provider, vault, &secret).await,
            Place::Daemon => {
                let why = match instance::ask(&self.paths.daemon(), &handing_over(&secret)).await {
                    Ok(Answer::Done) => return Ok(()),
                    Ok(Answer::Failed { .. } | Answer::Status(_)) => "cli-token-elsewhere",
                    Err(_) => "cli-not-running",
                };
                if let Secret::Tokens { tokens, .. } = &secret {
                    give_back(std::future::ready(Ok(provider.clone())), tokens).await;
                }
                Err(SignInProblem::Keyring(why.to_owned()))
            }
        }
    }

    fn tell_page(&self, page: &str) {
        self.say(&format!("{}\n  {page}", self.words.text("cli-sign-in-browser")));
    }

    fn tell_code(&self, what: &Instructions) {
        let code = self.words.with("cli-sign-in-device", [("code", what.code.as_str().into())]);
        self.say(&format!("{code}\n  {}", what.page));
        if let Some(link) = &what.with_code {
            self.say(&format!("{}\n  {link}", self.words.text("cli-sign-in-device-whole")));
        }
    }

    /// What the agent has to do meanwhile. If nobody can read it, the time runs out.
    fn say(&self, text: &str) {
        drop(self.print(text));
        drop(io::stdout().flush());
    }

    fn no_service(&self) -> Failure {
        self.failure(FailureKind::Usage, "cli-no-issuer").hint(self.words.text("cli-no-issuer-hint"))
    }

    fn needs_daemon(&self) -> Failure {
        let failure = self.failure(FailureKind::NotRunning, "cli-session-needs-daemon");
        failure.hint(self.words.text("cli-session-needs-daemon-hint"))
    }

    fn sign_in_failure(&self, problem: &SignInProblem) -> Failure {
        let failure = Failure::new(FailureKind::Broken, sign_in_words(problem, &self.words));
        sign_in_hints(problem).iter().fold(failure, |failure, hint| failure.hint(self.words.text(hint)))
    }
}

/// Gives the daemon what it alone is to have.
fn handing_over(secret: &Secret) -> Request {
    Request::SignedInUntilLogOff { secret: Handed::new(secret.text()) }
}
