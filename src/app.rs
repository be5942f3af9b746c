//! The composition root: builds every part of the daemon, joins them by channels, and ends them.
//!
//! Windows live on the main thread, for some systems demand that; everything else runs on one
//! Tokio current-thread runtime on a thread of its own. They meet in one queue of inputs and one
//! watched view.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::{mpsc, oneshot, watch};
use url::Url;

use crate::config::last_good::LastGood;
use crate::config::{Arguments, Config, Files, LoadConfig};
use crate::domain::Desk;
use crate::domain::input::{AgentAction, Input, LinkEvent, LinkProblem, SystemEvent};
use crate::domain::view::{AlertView, View};
use crate::effects::Effects;
use crate::i18n::Words;
use crate::journal::{JournalFile, Place};
use crate::link::http::HttpClient;
use crate::link::network::Network;
use crate::link::token::{Origin, TokenSource};
use crate::link::{Link, Order};
use crate::logging::LogGuard;
use crate::platform::hot_keys::HotKeys;
use crate::platform::instance::{Listener, Request};
use crate::platform::secret::Keyring;
use crate::platform::session::Paths;
use crate::platform::sound::{Loudness, Player};
use crate::platform::toast::Toaster;
use crate::protocol::from_client::Device;
use crate::provider::{self, Login};
use crate::sign_in::Service;
use crate::sign_in::keeper::{self, Keeper, Running};
use crate::sign_in::vault::Vault;
use crate::time::Clock;
use crate::ui::tray::{self, TrayHandle};
use crate::ui::{Ui, UiHandle, UiSender};

mod choices;
mod help;
mod own_link;
mod requests;
mod sample;

pub use choices::Wanted;
use choices::{Choices, Same};
pub use help::Help;
use requests::Desktop;
pub(crate) use requests::refused_words;

/// So many inputs may wait; more, and the link stops reading the socket.
const QUEUE: usize = 1024;

/// Withdrawing the toasts at the end may take so long.
const TOASTS_END: Duration = Duration::from_secs(1);
/// What still blocks a thread at the end, a look-up of a name for one, is waited for so long.
const BLOCKING_END: Duration = Duration::from_secs(2);

/// Everything that a run of the daemon is made of.
#[derive(Debug)]
pub struct Parts {
    /// All settings.
    pub config: Config,
    /// Reads them anew.
    pub load: LoadConfig,
    /// Settings from the command line.
    pub arguments: Arguments,
    /// A link of the scheme `deskbell:` that the program was started with.
    pub link: Option<String>,
    /// Where files are.
    pub paths: Paths,
    /// The token from the environment, which wins over every other.
    pub token: Option<SecretString>,
    /// The words.
    pub words: Arc<Words>,
    /// The place of the only daemon of the log-on session; none: a short run beside it.
    pub listener: Option<Listener>,
    /// Show the sample alert and toast, and end with them.
    pub sample: bool,
    /// Keeps the log's writer alive.
    pub log: LogGuard,
}

/// Runs the daemon until it is told to quit. To be called on the main thread.
///
/// # Errors
/// If the computer gives no threads.
pub fn run(parts: Parts, clock: Clock) -> std::io::Result<()> {
    #[cfg(windows)]
    make_known();
    #[cfg(target_os = "macos")]
    let opened = crate::platform::apple_events::listen();
    let (inputs, queue) = mpsc::channel(QUEUE);
    let (ui_ready, ui) = oneshot::channel();
    let words = Arc::clone(&parts.words);
    let ui_inputs = UiSender::new(inputs.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let daemon = std::thread::Builder::new().name("daemon".into()).spawn(move || {
        let network = Network::from_config(&parts.config);
        let daemon = Daemon {
            parts,
            network,
            clock,
            inputs,
            #[cfg(target_os = "macos")]
            opened: Some(opened),
        };
        runtime.block_on(daemon.run(queue, ui));
        runtime.shutdown_timeout(BLOCKING_END);
    })?;
    match Ui::start(words, clock, ui_inputs) {
        Ok(windows) => run_windows(windows, ui_ready),
        Err(error) => {
            tracing::warn!(%error, "alerts cannot be shown");
            drop(ui_ready.send(None));
        }
    }
    // A panic there has ended the program.
    drop(daemon.join());
    Ok(())
}

/// Without it toasts are refused, or shown in another's name.
#[cfg(windows)]
fn make_known() {
    use crate::platform::identity;
    identity::announce();
    if let Err(error) = identity::register_if_missing() {
        tracing::warn!(%error, "toasts and links do not lead to this program");
    }
}

fn run_windows(windows: Ui, ready: oneshot::Sender<Option<UiHandle>>) {
    drop(ready.send(Some(windows.handle())));
    if let Err(error) = windows.run() {
        tracing::warn!(%error, "the windows ended");
    }
}

/// The half of the daemon that runs on the Tokio runtime.
struct Daemon {
    parts: Parts,
    network: Network,
    clock: Clock,
    inputs: mpsc::Sender<Input>,
    /// Links that the system tells of in place of another start.
    #[cfg(target_os = "macos")]
    opened: Option<mpsc::Receiver<Request>>,
}

impl Daemon {
    async fn run(mut self, queue: mpsc::Receiver<Input>, ui: oneshot::Receiver<Option<UiHandle>>) {
        let journal = Place::take(&self.parts.paths.state);
        let prefix = uuid::Uuid::new_v4().simple().to_string();
        let known = journal.read();
        let resume = known.epoch.clone().map(|epoch| (epoch, known.sequence));
        let same = Same { command_prefix: prefix.clone(), token_given: self.parts.token.is_some() };
        let desk = Desk::new(same.preferences(&self.parts.config), known);
        let (views, seen) = watch::channel(desk.view());
        let (orders, link_orders) = mpsc::unbounded_channel();
        let (origin, kept) = self.origin();
        let (keeper, keeper_running) = kept.unzip();
        let link = self.link(prefix, resume, origin).map(|link| tokio::spawn(link.run(link_orders)));
        if link.is_none() {
            self.say(Input::Link(LinkEvent::Down { problem: LinkProblem::NotConfigured, retry_at: None })).await;
        }
        let choices = self.choices(same);
        let rim = self.rim(choices.loudness.subscribe());
        let help = self.help(choices.current.subscribe());
        let (chosen, wishes) = mpsc::unbounded_channel();
        tokio::spawn(choices.run(wishes));
        self.start_helpers(&seen, keeper.clone(), chosen.clone()).await;
        let handle = tokio::spawn(rim.show(seen, ui));
        let effects = self.effects(orders, journal, keeper, chosen, help);
        crate::driver::run(desk, self.clock, queue, |effect| effects.perform(effect), views).await;
        let toaster = effects.toaster.clone();
        drop(effects);
        // A bus that hangs holds nothing up.
        drop(tokio::time::timeout(TOASTS_END, toaster.ended()).await);
        if let Some(link) = link {
            drop(link.await);
        }
        if let Some(keeper) = keeper_running {
            keeper.end().await;
        }
        if let Ok(Some(ui)) = handle.await {
            ui.quit();
        }
    }

    fn tray(&self) -> TrayHandle {
        tray::start(Arc::clone(&self.parts.words), self.clock, UiSender::new(self.inputs.clone()))
    }

    fn rim(&self, loudness: watch::Receiver<Loudness>) -> Rim {
        let inputs = self.inputs.clone();
        let sounds = Player::start(loudness, inputs.clone());
        Rim { tray: self.tray(), sounds, hot_keys: HotKeys::start(inputs.clone()), inputs }
    }

    fn choices(&self, same: Same) -> Choices {
        let started = Arc::new(self.parts.config.clone());
        Choices {
            file: Files::usual(&self.parts.paths.config).user,
            load: self.parts.load.clone(),
            arguments: self.parts.arguments.clone(),
            words: Arc::clone(&self.parts.words),
            loudness: watch::Sender::new(choices::loudness(&self.parts.config)),
            current: watch::Sender::new(Arc::clone(&started)),
            inputs: self.inputs.clone(),
            same,
            unkept: vec![],
            started,
            read: self.parts.config.clone(),
            last_good: LastGood::new(&self.parts.paths.state),
        }
    }

    fn center(&self) -> Option<Url> {
        let url = self.parts.config.text("center").filter(|_| !self.parts.sample)?;
        url.parse().ok()
    }

    /// Where the token comes from, and who keeps it where it comes from the keyring.
    fn origin(&self) -> (Origin, Option<(Keeper, Running)>) {
        let command = self.parts.config.list("token-command");
        match (&self.parts.token, self.center()) {
            (Some(token), _) => (Origin::Given(token.clone()), None),
            (None, Some(center)) if command.is_empty() => {
                let (keeper, running) = Keeper::start(self.keeper_parts(&center));
                (Origin::Kept(keeper.clone()), Some((keeper, running)))
            }
            (None, _) => (Origin::Command(command), None),
        }
    }

    fn keeper_parts(&self, center: &Url) -> keeper::Parts {
        keeper::Parts {
            vault: Vault::new(Keyring::start(), account(center), &self.parts.paths.state),
            service: Service::from_config(&self.parts.config),
            http: HttpClient::new(self.network.clone()),
            words: Arc::clone(&self.parts.words),
            inputs: self.inputs.clone(),
            clock: self.clock,
        }
    }

    fn link(&self, id_prefix: String, resume: Option<(String, u64)>, origin: Origin) -> Option<Link> {
        let center = self.center()?;
        let wanted = self.parts.config.text("provider").unwrap_or("native");
        let provider = provider::ALL.iter().find(|provider| provider.id == wanted)?;
        let login = Login {
            token: SecretString::default(),
            device: device(&self.parts.paths),
            locale: self.parts.words.tag().to_owned(),
            id_prefix,
            resume,
            center,
        };
        let token = TokenSource::new(origin);
        let (network, inputs) = (self.network.clone(), self.inputs.clone());
        Some(Link { provider: (provider.new)(), login, network, token, inputs, clock: self.clock })
    }

    fn help(&self, config: watch::Receiver<Arc<Config>>) -> Help {
        Help {
            config,
            paths: self.parts.paths.clone(),
            token: self.parts.token.clone(),
            words: Arc::clone(&self.parts.words),
            inputs: self.inputs.clone(),
        }
    }

    fn effects(
        &self,
        link: mpsc::UnboundedSender<Order>,
        journal: Place,
        keeper: Option<Keeper>,
        choices: mpsc::UnboundedSender<Wanted>,
        help: Help,
    ) -> Effects {
        Effects {
            link,
            toaster: Toaster::start(self.inputs.clone()),
            journal: JournalFile::start(journal),
            keeper,
            choices,
            help,
            words: Arc::clone(&self.parts.words),
            inputs: self.inputs.clone(),
        }
    }

    /// Starts what only sends inputs or answers questions.
    async fn start_helpers(
        &mut self,
        views: &watch::Receiver<View>,
        keeper: Option<Keeper>,
        choices: mpsc::UnboundedSender<Wanted>,
    ) {
        let words = &self.parts.words;
        let problems = choices::problems(&self.parts.config, &self.network, words);
        for problem in &problems {
            tracing::warn!(%problem, "the configuration has a problem");
        }
        self.say(Input::System(SystemEvent::Configuration(problems))).await;
        let config = self.parts.config.clone();
        let last_good = LastGood::new(&self.parts.paths.state);
        let start = tokio::task::spawn_blocking(move || {
            choices::start_as_configured(&config);
            choices::remember_policy(&last_good, &config);
        });
        crate::platform::wake::watch(&self.inputs);
        crate::platform::quiet::watch(&self.inputs);
        crate::platform::lock::watch(&self.inputs);
        tokio::spawn(quit_on_signal(self.inputs.clone()));
        if self.parts.sample {
            self.say(Input::Agent(sample::action(self.clock.now(), words))).await;
            tokio::spawn(quit_after_sample(views.clone(), self.inputs.clone()));
        }
        if let Some(action) = self.parts.link.as_deref().and_then(own_link::action) {
            self.say(Input::Agent(action)).await;
        }
        if let Some(listener) = self.parts.listener.take() {
            let center = self.parts.config.text("center").map(str::to_owned);
            let (words, clock, inputs) = (Arc::clone(words), self.clock, self.inputs.clone());
            let choices = choices.clone();
            let desktop = Desktop { views: views.clone(), inputs, words, clock, center, keeper, choices };
            #[cfg(target_os = "macos")]
            if let Some(opened) = self.opened.take() {
                tokio::spawn(desktop.clone().heed(opened));
            }
            tokio::spawn(listener.serve(move |request: Request| desktop.clone().answer(request)));
        }
        // What is read anew is kept after what was read at the start.
        drop(start.await);
        self.watch_policy(choices);
    }

    /// Has the configuration read anew whenever the administrator's is another.
    fn watch_policy(&self, choices: mpsc::UnboundedSender<Wanted>) {
        let files = Files::usual(&self.parts.paths.config);
        crate::platform::policy::watch(files.of_the_computer(), move || drop(choices.send(Wanted::Reload)));
    }

    async fn say(&self, input: Input) {
        drop(self.inputs.send(input).await);
    }
}

/// The keyring's account for a center: its host and port.
pub fn account(center: &Url) -> String {
    format!("{}:{}", center.host_str().unwrap_or_default(), center.port_or_known_default().unwrap_or_default())
}

fn device(paths: &Paths) -> Device {
    Device {
        id: crate::platform::session::device_id(paths),
        os: std::env::consts::OS.into(),
        version: env!("CARGO_PKG_VERSION").into(),
    }
}

/// What shows and sounds, besides the windows.
struct Rim {
    tray: TrayHandle,
    sounds: Player,
    hot_keys: HotKeys,
    inputs: mpsc::Sender<Input>,
}

impl Rim {
    /// Gives every new view to the windows, the tray and the ear, until there will be no more.
    async fn show(
        mut self,
        mut views: watch::Receiver<View>,
        ui: oneshot::Receiver<Option<UiHandle>>,
    ) -> Option<UiHandle> {
        let ui = ui.await.ok().flatten();
        views.mark_changed();
        while views.changed().await.is_ok() {
            let view = views.borrow_and_update().clone();
            self.sounds.apply(view.stroke);
            self.tray.apply(&view.tray);
            self.hot_keys.apply(&view);
            let unshown = reports_of_failure(&view);
            if ui.as_ref().is_none_or(|ui| !ui.apply(view)) {
                for input in unshown {
                    drop(self.inputs.send(input).await);
                }
            }
        }
        self.tray.quit();
        ui
    }
}

/// Without windows the center must know that nobody was told.
fn reports_of_failure(view: &View) -> Vec<Input> {
    let failed = |alert: &AlertView| SystemEvent::AlertFailed(alert.id.clone(), "no-display".into());
    view.alerts.iter().map(failed).map(Input::System).collect()
}

/// The sample is over when its alert has gone.
async fn quit_after_sample(mut views: watch::Receiver<View>, inputs: mpsc::Sender<Input>) {
    let shown = views.wait_for(|view| !view.alerts.is_empty()).await.is_ok();
    if shown && views.wait_for(|view| view.alerts.is_empty()).await.is_ok() {
        drop(inputs.send(Input::Agent(AgentAction::Quit)).await);
    }
}

#[cfg(unix)]
async fn quit_on_signal(inputs: mpsc::Sender<Input>) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut end), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        return;
    };
    tokio::select! {
        _ = end.recv() => {}
        _ = interrupt.recv() => {}
    }
    drop(inputs.send(Input::Agent(AgentAction::Quit)).await);
}

/// Only the sample's short run still has the console that such a signal comes from.
#[cfg(not(unix))]
async fn quit_on_signal(inputs: mpsc::Sender<Input>) {
    if tokio::signal::ctrl_c().await.is_ok() {
        drop(inputs.send(Input::Agent(AgentAction::Quit)).await);
    }
}
