//! The programs: the center, the daemon, the notification server, and the proxy between the first
//! two. What was ended comes back after its time.

use std::net::SocketAddr;
use std::time::Duration;

use deskbell::time::{Clock, Timestamp};

use crate::faults::Fault;
use crate::support::bus::Runner;
use crate::support::faulty_proxy::{Ending, Faults, FaultyProxy};
use crate::support::process::Process;
use crate::support::session::{Notify, Session};
use crate::support::workplace::{AGENT, Center, TOKEN, deskbell};

/// How often the daemon pings, in seconds: short, so that many dead links fit into a minute.
pub(crate) const HEARTBEAT: u64 = 2;

/// The programs and the desktop they run on.
pub(crate) struct Office {
    pub(crate) session: Session,
    pub(crate) proxy: FaultyProxy,
    pub(crate) center: Option<Center>,
    pub(crate) daemon: Option<Process>,
    /// Counts the daemon's lives.
    pub(crate) life: usize,
    toasts: Option<Process>,
    address: SocketAddr,
    clock: Clock,
    due: Vec<(Timestamp, Due)>,
    // The proxy's thread ends with it.
    _stop: tokio::sync::oneshot::Sender<()>,
}

/// What is to be done when its time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    Heal,
    Daemon,
    Center,
    ToastsStart,
    ToastsContinue,
}

impl Office {
    pub(crate) fn open() -> Self {
        let session = Session::builder().notify(Notify::None).start();
        let (runner, stop) = Runner::start();
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let address = free.local_addr().expect("it is bound");
        drop(free);
        let proxy = runner.run(FaultyProxy::start(address));
        let clock = session.toasts.clock;
        let mut office = Self {
            toasts: Some(session.start_dunst()),
            session,
            proxy,
            center: None,
            daemon: None,
            life: 0,
            address,
            clock,
            due: vec![],
            _stop: stop,
        };
        office.start_center();
        office.start_daemon();
        office
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn start_center(&mut self) {
        let heartbeat = HEARTBEAT.to_string();
        let more = ["--capacity", "99", "--heartbeat-seconds", &heartbeat];
        self.center = Some(Center::start_at(&self.session, &self.address.to_string(), &more));
    }

    fn start_daemon(&mut self) {
        let url = format!("ws://{}/v1/agent", self.proxy.address);
        let arguments = ["--center", &url];
        let envs = [("DESKBELL_TOKEN", TOKEN), ("DESKBELL_ALLOWED_HOSTS", "crm.example"), ("DESKBELL_LOG", "debug")];
        self.life += 1;
        self.daemon = Some(self.session.spawn(&deskbell(), &arguments, &envs));
    }

    /// Events that the center keeps, while there is one.
    pub(crate) fn unacknowledged(&self) -> Option<u64> {
        self.agent()?["unacknowledged"].as_u64()
    }

    /// Offers that ring for the agent, while there is a center.
    pub(crate) fn open_offers(&self) -> Option<u64> {
        self.agent()?["offers"].as_u64()
    }

    fn agent(&self) -> Option<serde_json::Value> {
        let agents = self.center.as_ref()?.get("/v1/agents");
        agents.as_array()?.iter().find(|agent| agent["name"] == AGENT).cloned()
    }

    /// Breaks something for so long.
    #[expect(clippy::wildcard_enum_match_arm, reason = "all others are faults of the network")]
    pub(crate) fn breaks(&mut self, fault: Fault, network: Option<(Faults, bool)>, lasts: Duration) {
        if let Some((faults, fresh)) = network {
            self.proxy.set(faults);
            self.at(lasts, Due::Heal);
            if fresh {
                self.proxy.hang_up(Ending::Reset);
            }
            return;
        }
        match fault {
            Fault::Reset => self.proxy.hang_up(Ending::Reset),
            Fault::CloseWithoutAWord => self.proxy.hang_up(Ending::Closed),
            Fault::DaemonKilled => {
                // Dropped is killed.
                self.daemon = None;
                self.at(lasts, Due::Daemon);
            }
            Fault::CenterKilled => {
                self.center.as_mut().into_iter().for_each(Center::kill);
                self.center = None;
                self.at(lasts, Due::Center);
            }
            Fault::CenterRestarts => {
                self.center.as_mut().into_iter().for_each(Center::stop);
                self.center = None;
                self.at(lasts, Due::Center);
            }
            Fault::ToastServerHangs => {
                self.toasts.iter().for_each(|server| server.pause(true));
                self.at(lasts, Due::ToastsContinue);
            }
            Fault::ToastServerKilled => {
                self.toasts = None;
                self.at(lasts, Due::ToastsStart);
            }
            _ => panic!("{fault:?} is a fault of the network"),
        }
    }

    fn at(&mut self, after: Duration, due: Due) {
        self.due.push((self.now() + after, due));
    }

    /// Does what is due; true: a new center is there.
    pub(crate) fn tick(&mut self) -> bool {
        let now = self.now();
        let due: Vec<Due> = self.due.extract_if(.., |(at, _)| *at <= now).map(|(_, due)| due).collect();
        due.iter().for_each(|due| self.mend(*due));
        due.contains(&Due::Center)
    }

    /// Does at once all that is due later; true: a new center is there.
    pub(crate) fn mend_all(&mut self) -> bool {
        self.due.iter_mut().for_each(|(at, _)| *at = Timestamp::from_millis(i64::MIN));
        self.proxy.heal();
        self.tick()
    }

    fn mend(&mut self, due: Due) {
        match due {
            Due::Heal => self.proxy.heal(),
            Due::Daemon => self.start_daemon(),
            Due::Center => self.start_center(),
            Due::ToastsStart => self.toasts = Some(self.session.start_dunst()),
            Due::ToastsContinue => self.toasts.iter().for_each(|server| server.pause(false)),
        }
    }

    /// Whether that fault can happen now.
    #[expect(clippy::wildcard_enum_match_arm, reason = "all others are faults of the connection")]
    pub(crate) fn can_break(&self, fault: Fault) -> bool {
        let waits = |wanted: &[Due]| self.due.iter().any(|(_, due)| wanted.contains(due));
        match fault {
            Fault::DaemonKilled => !waits(&[Due::Daemon]),
            Fault::CenterKilled | Fault::CenterRestarts => !waits(&[Due::Center]),
            Fault::ToastServerHangs | Fault::ToastServerKilled => !waits(&[Due::ToastsStart, Due::ToastsContinue]),
            _ => !fault.is_of_the_network() || !waits(&[Due::Heal]),
        }
    }

    /// Resident memory in KiB and open descriptors of the daemon.
    pub(crate) fn size(&mut self) -> Option<(u64, usize)> {
        let daemon = self.daemon.as_mut()?;
        assert!(!daemon.has_ended(), "the daemon ended by itself:\n{}", daemon.output());
        let folder = format!("/proc/{}", daemon.id());
        let status = std::fs::read_to_string(format!("{folder}/status")).ok()?;
        let rss = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        let descriptors = std::fs::read_dir(format!("{folder}/fd")).ok()?.count();
        Some((rss.trim().trim_end_matches(" kB").parse().ok()?, descriptors))
    }

    /// The agent chooses *Connect now* in the tray, where it is there to be chosen.
    pub(crate) fn connect_now(&self) {
        if self.daemon.is_some() {
            self.session.tray().choose_if_there(&["Connect now"]);
        }
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        self.toasts.iter().for_each(|server| server.pause(false));
    }
}
