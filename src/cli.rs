//! The command line: one command a function, each of them short because others do the work.

use std::io::{self, Read as _, Write as _};
use std::sync::Arc;

use clap::{Arg, ArgAction, ArgMatches, Command};
use secrecy::SecretString;
use url::Url;
use zeroize::Zeroizing;

use crate::config::last_good::LastGood;
use crate::config::report::{ConfigReport, Discretion};
use crate::config::{Arguments, Config, Files, LoadConfig, schema};
use crate::error::{Failure, FailureKind};
use crate::i18n::Words;
use crate::link::network::Network;
use crate::link::token::TOKEN_LIMIT;
use crate::platform::autostart::AT_LOG_ON;
use crate::platform::instance::{self, Answer, AskError, Claim, Request};
use crate::platform::secret::SecretError;
use crate::platform::session::Paths;
use crate::platform::{memory, open, policy};
use crate::status::Status;
use crate::time::Clock;
use crate::{app, links, logging, text};

mod doctor;
mod proxy;
mod sign_in;

/// Settings that are arguments too.
const ARGUMENTS: [&str; 3] = ["center", "theme", "language"];

/// What every command needs.
struct Context {
    config: Config,
    load: LoadConfig,
    arguments: Arguments,
    /// A link of the scheme `deskbell:` that the program was started with.
    link: Option<String>,
    /// The computer started it.
    at_log_on: bool,
    paths: Paths,
    words: Arc<Words>,
    clock: Clock,
    /// Whether the memory is closed to others.
    private: io::Result<()>,
}

/// Parses the arguments of this process and does what they say.
///
/// # Errors
/// As a sentence for the person at the terminal.
pub fn main() -> Result<(), Failure> {
    #[cfg(windows)]
    crate::platform::console::join();
    let private = memory::keep_private();
    let clock = Clock::start();
    let wished = std::env::var("DESKBELL_LANGUAGE").ok();
    // Nobody types it, so it is in no help and no completion.
    let at_log_on = Arg::new(AT_LOG_ON).long(AT_LOG_ON).action(ArgAction::SetTrue).hide(true);
    let matches = command(&Words::daemon(wished.as_deref())).arg(at_log_on).get_matches();
    let context = Context::load(&matches, clock, private);
    match matches.subcommand() {
        Some(("status", matches)) => context.status(matches.get_flag("json")),
        Some(("test-alert", _)) => context.test_alert(),
        Some(("open", matches)) => context.open(matches.get_one::<String>("url").map_or("", String::as_str)),
        Some(("sign-in", matches)) => context.sign_in(&sign_in::Wish::of(matches)),
        Some(("sign-out", _)) => context.sign_out(),
        Some(("proxy-sign-in", _)) => context.proxy_sign_in(),
        Some(("settings", _)) => context.tell(Request::Settings),
        Some(("config", matches)) if matches.get_flag("schema") => context.print(&format!("{:#}", schema::schema())),
        Some(("config", matches)) => context.show_config(matches.get_flag("json")),
        Some(("doctor", matches)) => context.doctor(matches.get_flag("json")),
        Some(("diagnostics", matches)) => context.diagnostics(matches.get_one::<String>("file").map(String::as_str)),
        Some(("quit", _)) => context.tell(Request::Quit),
        _ => context.run(),
    }
}

/// The grammar of the command line, with its words.
pub fn command(words: &Words) -> Command {
    let help = |id: &str| words.text(id);
    let mut command = Command::new("deskbell").version(env!("CARGO_PKG_VERSION")).about(help("help-about"));
    for name in ARGUMENTS {
        let value = format!("help-value-{name}");
        command = command
            .arg(Arg::new(name).long(name).value_name(help(&value)).global(true).help(help(&format!("help-{name}"))));
    }
    command = command.arg(Arg::new("link").value_name(help("help-value-link")).help(help("help-link")));
    let json = Arg::new("json").long("json").action(ArgAction::SetTrue).help(help("help-json"));
    let schema =
        Arg::new("schema").long("schema").action(ArgAction::SetTrue).conflicts_with("json").help(help("help-schema"));
    let proxy_stdin =
        Arg::new("stdin").long("stdin").action(ArgAction::SetTrue).required(true).help(help("help-proxy-stdin"));
    let url = Arg::new("url").required(true).value_name("URL").help(help("help-url"));
    let file = Arg::new("file").value_name(help("help-value-file")).help(help("help-file"));
    command.subcommands([
        Command::new("status").about(help("help-status")).arg(json.clone()),
        Command::new("test-alert").about(help("help-test-alert")),
        Command::new("open").about(help("help-open")).arg(url),
        sign_in::command(words),
        Command::new("sign-out").about(help("help-sign-out")),
        Command::new("proxy-sign-in").about(help("help-proxy-sign-in")).arg(proxy_stdin),
        Command::new("settings").about(help("help-settings")),
        Command::new("config").about(help("help-config")).args([json.clone(), schema]),
        Command::new("doctor").about(help("help-doctor")).arg(json),
        Command::new("diagnostics").about(help("help-diagnostics")).arg(file),
        Command::new("quit").about(help("help-quit")),
    ])
}

impl Context {
    fn load(matches: &ArgMatches, clock: Clock, private: io::Result<()>) -> Self {
        let paths = Paths::of_this_session();
        let given = |name: &'static str| matches.get_one::<String>(name).map(|text| (name, text.clone()));
        let arguments: Arguments = ARGUMENTS.into_iter().filter_map(given).collect();
        let link = matches.try_get_one::<String>("link").ok().flatten().cloned();
        let files = Files::usual(&paths.config);
        let load = LoadConfig::new(move |arguments| {
            let mut config = Config::load(&files, |name| std::env::var(name).ok(), arguments);
            policy::add_to(&mut config);
            config
        });
        let mut config = load.load(&arguments);
        LastGood::new(&paths.state).stand_in(&mut config);
        let words = Arc::new(Words::daemon(config.text("language")));
        let at_log_on = matches.get_flag(AT_LOG_ON);
        Self { config, load, arguments, link, at_log_on, paths, words, clock, private }
    }

    /// The daemon itself; a second start leaves everything to the first.
    fn run(self) -> Result<(), Failure> {
        if self.at_log_on && self.config.start_at_log_on() == Some(false) {
            return Ok(());
        }
        let listener = match self.block_on(async { instance::claim(&self.paths.runtime) })? {
            Ok(Claim::First(listener)) => listener,
            Ok(Claim::Second) => return self.again(),
            Err(error) => return Err(self.broken("cli-no-instance", &error.to_string())),
        };
        self.start(Some(listener), false)
    }

    /// The first one takes the arguments and the link of this start.
    fn again(&self) -> Result<(), Failure> {
        #[cfg(windows)]
        crate::platform::identity::give_way();
        let arguments = self.arguments.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        self.tell(Request::Again { arguments, link: self.link.clone() })
    }

    fn start(self, listener: Option<instance::Listener>, sample: bool) -> Result<(), Failure> {
        #[cfg(windows)]
        if !sample {
            crate::platform::console::leave();
        }
        logging::watch_panics();
        let log = logging::start(self.config.text("log").unwrap_or("info"), Some(&logging::folder(&self.paths.state)));
        if let Err(error) = self.private {
            tracing::warn!(%error, "the memory is not closed to other programs");
        }
        let token = given_token();
        let words = Arc::clone(&self.words);
        let parts = app::Parts {
            config: self.config,
            load: self.load,
            arguments: self.arguments,
            link: self.link,
            paths: self.paths,
            token,
            words: self.words,
            listener,
            sample,
            log,
        };
        app::run(parts, self.clock).map_err(|error| {
            let what = words.with("cli-no-threads", [("why", error.to_string().into())]);
            Failure::new(FailureKind::Broken, what)
        })
    }

    fn status(&self, json: bool) -> Result<(), Failure> {
        let Answer::Status(value) = self.ask(&Request::Status)? else {
            return Err(self.failure(FailureKind::Broken, "cli-strange-answer"));
        };
        if json {
            return self.print(&format!("{value:#}"));
        }
        let status: Status =
            serde_json::from_value(value).map_err(|_| self.failure(FailureKind::Broken, "cli-strange-answer"))?;
        let waiting = self.words.with("cli-waiting", [("count", status.waiting.into())]);
        let hints = status.hints.into_iter().map(|hint| format!("  {hint}"));
        let lines = [status.sentence].into_iter().chain(status.problem).chain(hints).chain([waiting]);
        let lines = lines.chain(status.troubles);
        self.print(&lines.collect::<Vec<_>>().join("\n"))
    }

    /// By the running daemon, else by a short run of its own.
    fn test_alert(self) -> Result<(), Failure> {
        match self.ask(&Request::TestAlert) {
            Ok(_) => self.print(&self.words.text("cli-test-alert-shown")),
            Err(Failure { kind: FailureKind::NotRunning, .. }) => self.start(None, true),
            Err(failure) => Err(failure),
        }
    }

    /// By the running daemon, which knows what the center allows; else by the configuration alone.
    fn open(&self, url: &str) -> Result<(), Failure> {
        match self.ask(&Request::Open { url: url.to_owned() }) {
            Err(Failure { kind: FailureKind::NotRunning, .. }) => {}
            answered => return answered.map(drop),
        }
        let allowed = self.config.list("allowed-hosts");
        let link = links::check(url, &allowed).map_err(|refused| {
            let what = app::refused_words(&refused, &self.words);
            Failure::new(FailureKind::Usage, what).hint(self.words.text("cli-link-refused-hint"))
        })?;
        open::open(link.as_str(), None).map_err(|error| self.broken("cli-no-browser", &error))
    }

    fn show_config(&self, json: bool) -> Result<(), Failure> {
        let report = self.config_report(Discretion::Everything);
        self.print(&if json { report.json() } else { report.text(&self.words) })
    }

    fn config_report(&self, discretion: Discretion) -> ConfigReport {
        let network = Network::from_config(&self.config);
        ConfigReport::of(&self.config, network.problems(), discretion, &self.words)
    }

    fn center(&self) -> Result<Url, Failure> {
        let url = self.config.text("center").and_then(|text| text.parse().ok());
        url.ok_or_else(|| self.failure(FailureKind::Usage, "cli-no-center").hint(self.words.text("cli-no-center-hint")))
    }

    fn tell(&self, request: Request) -> Result<(), Failure> {
        self.ask(&request).map(drop)
    }

    /// Whether there was a daemon to tell.
    fn tell_if_running(&self, request: Request) -> Result<bool, Failure> {
        match self.ask(&request) {
            Ok(_) => Ok(true),
            Err(Failure { kind: FailureKind::NotRunning, .. }) => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    fn ask(&self, request: &Request) -> Result<Answer, Failure> {
        match self.block_on(instance::ask(&self.paths.daemon(), request))? {
            Ok(Answer::Failed { sentence }) => Err(Failure::new(FailureKind::Broken, sentence)),
            Ok(answer) => Ok(answer),
            Err(AskError::NotRunning) => Err(self.failure(FailureKind::NotRunning, "cli-not-running")),
            Err(error) => Err(self.broken("cli-no-answer", &error.to_string())),
        }
    }

    fn block_on<T>(&self, work: impl Future<Output = T>) -> Result<T, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| self.broken("cli-no-threads", &error.to_string()))?;
        let done = runtime.block_on(work);
        // A look-up of a name that hangs would hold the end up.
        runtime.shutdown_background();
        Ok(done)
    }

    /// What the center or a file said commands no terminal.
    fn print(&self, text: &str) -> Result<(), Failure> {
        writeln!(io::stdout(), "{}", text::visible(text))
            .map_err(|error| self.broken("cli-no-output", &error.to_string()))
    }

    fn failure(&self, kind: FailureKind, message: &str) -> Failure {
        Failure::new(kind, self.words.text(message))
    }

    fn broken(&self, message: &str, why: &str) -> Failure {
        Failure::new(FailureKind::Broken, self.words.with(message, [("why", why.into())]))
    }

    fn keyring_failure(&self, error: &SecretError) -> Failure {
        tracing::warn!(?error, "the keyring failed");
        self.failure(FailureKind::Broken, error.message_id())
    }
}

/// The token from the environment, if there is one.
fn given_token() -> Option<SecretString> {
    let given = std::env::var("DESKBELL_TOKEN").ok().map(Zeroizing::new).filter(|token| !token.is_empty());
    given.map(|token| token.as_str().into())
}

/// The first line of the standard input, if there is anything on it: a secret is no argument, which
/// other users could read.
fn first_line() -> Option<SecretString> {
    // Room for all of it at once: what grows leaves copies behind.
    let mut text = Zeroizing::new(String::with_capacity(TOKEN_LIMIT));
    io::stdin().lock().take(TOKEN_LIMIT as u64).read_to_string(&mut text).ok()?;
    let line = text.lines().next()?.trim();
    (!line.is_empty()).then(|| line.into())
}
