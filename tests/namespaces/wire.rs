//! Two network namespaces and the wire between them: the agent's end and the center's end, each with
//! a loopback of its own. Everything goes with the value.

use std::os::fd::AsFd as _;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};

/// The center's address.
pub(crate) const CENTER: &str = "10.77.0.2";
const AGENT: &str = "10.77.0.1";

/// The table in which a test drops packets.
const TABLE: &str = "deskbell_test";

/// A network namespace.
pub(crate) struct Namespace(String);

/// Two namespaces, each with one end of a wire, named `wire` in both.
pub(crate) struct Wire {
    /// The agent's.
    pub(crate) agent: Namespace,
    /// The center's.
    pub(crate) center: Namespace,
}

impl Wire {
    /// Lays it; none where that cannot be done, with a line that says why.
    pub(crate) fn lay() -> Option<Self> {
        static LAID: AtomicU32 = AtomicU32::new(0);
        if !rustix::process::geteuid().is_root() {
            println!("skipped: network namespaces take root");
            return None;
        }
        if Command::new("ip").arg("netns").output().is_err() {
            println!("skipped: there is no program `ip` (Debian's iproute2)");
            return None;
        }
        let laid = LAID.fetch_add(1, Ordering::Relaxed);
        let name = |end| format!("db-{}-{laid}-{end}", std::process::id());
        let wire = Self { agent: Namespace::add(name("agent")), center: Namespace::add(name("center")) };
        let (agent, center) = (&wire.agent.0, &wire.center.0);
        run(&format!("ip link add wire netns {agent} type veth peer name wire netns {center}"));
        wire.agent.run(&format!("ip addr add {AGENT}/24 dev wire; ip link set lo up; ip link set wire up"));
        wire.center.run(&format!("ip addr add {CENTER}/24 dev wire; ip link set lo up; ip link set wire up"));
        Some(wire)
    }

    /// Loses a tenth of all packets in both directions; says how, or none where neither the kernel
    /// nor a firewall can.
    pub(crate) fn lose_a_tenth(&self) -> Option<&'static str> {
        let ends = [&self.agent, &self.center];
        let netem = "tc qdisc add dev wire root netem loss 10%";
        if ends.map(|end| end.try_to(netem)) == [true, true] {
            return Some("netem");
        }
        let rule = "iifname wire numgen random mod 10 == 0 drop";
        let drops = ends.map(|end| end.drop_packets(&["input"], rule));
        (drops == [true, true]).then_some("nftables, for this kernel has no netem")
    }

    /// From now on nothing comes through, and neither end is told: the interfaces stay as they are.
    pub(crate) fn silence(&self) -> bool {
        self.agent.drop_packets(&["input", "output"], "iifname wire drop\noifname wire drop")
    }

    /// Everything comes through again.
    pub(crate) fn end_silence(&self) {
        self.agent.run(&format!("nft delete table inet {TABLE}"));
    }

    /// Pulls the wire out at the center's end, or puts it back: no address and no route changes at
    /// the agent's, which only has no carrier.
    pub(crate) fn plug(&self, plugged: bool) {
        self.center.run(&format!("ip link set wire {}", if plugged { "up" } else { "down" }));
    }
}

impl Namespace {
    fn add(name: String) -> Self {
        run(&format!("ip netns add {name}"));
        let namespace = Self(name);
        // IPv6 has addresses of its own that come and go with the wire.
        namespace.run("f=/proc/sys/net/ipv6/conf/default/disable_ipv6; [ ! -e $f ] || echo 1 >$f");
        namespace
    }

    /// Does something in it: sockets that are made, and programs that are started meanwhile, are there.
    pub(crate) fn enter<T>(&self, act: impl FnOnce() -> T) -> T {
        let here = std::fs::File::open("/proc/thread-self/ns/net").expect("a thread has a network");
        let _back = Back(here);
        self.stay();
        act()
    }

    /// Moves this thread into it for good.
    pub(crate) fn stay(&self) {
        let there = std::fs::File::open(format!("/run/netns/{}", self.0)).expect("it was added");
        move_into(&there);
    }

    fn run(&self, script: &str) {
        assert!(self.try_to(script), "{script}");
    }

    fn try_to(&self, script: &str) -> bool {
        self.enter(|| {
            let mut command = Command::new("sh");
            command.args(["-ec", script]).output().is_ok_and(|output| output.status.success())
        })
    }

    fn drop_packets(&self, hooks: &[&str], rule: &str) -> bool {
        let chains: Vec<String> = hooks
            .iter()
            .map(|hook| format!("chain {hook} {{\ntype filter hook {hook} priority 0\n{rule}\n}}\n"))
            .collect();
        self.try_to(&format!("nft 'table inet {TABLE} {{\n{}}}'", chains.concat()))
    }
}

impl Drop for Namespace {
    fn drop(&mut self) {
        // What still runs in it keeps it alive without its name, until it ends.
        drop(Command::new("ip").args(["netns", "delete", &self.0]).status());
    }
}

/// The network namespace to go back to.
struct Back(std::fs::File);

impl Drop for Back {
    fn drop(&mut self) {
        move_into(&self.0);
    }
}

fn move_into(namespace: &std::fs::File) {
    move_into_link_name_space(namespace.as_fd(), Some(LinkNameSpaceType::Network)).expect("root may move a thread");
}

fn run(script: &str) {
    assert!(Command::new("sh").args(["-ec", script]).status().is_ok_and(|status| status.success()), "{script}");
}
