//! An agent's workplace: a desktop session, the reference contact center, and the daemon in it.

use super::process::{Process, wait_for, wait_until};
use super::session::Session;
use super::windows::Shown;
use serde_json::{Value, json};

/// The agent at the workplace.
pub const AGENT: &str = "Maria Lis";
/// The agent's id in the center.
pub const AGENT_ID: &str = "maria-lis";
/// Another agent, who works elsewhere.
pub const OTHER: &str = "Piotr Mazur";
/// The other agent's token.
pub const OTHER_TOKEN: &str = "token-of-piotr";
/// What a sender shows to the center.
pub const SENDER_TOKEN: &str = "token-of-sender";

/// The token of [`AGENT`].
pub const TOKEN: &str = "token-of-maria";

/// The program under test: as given by the variable, else as built with this test.
fn program(variable: &str, built: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| built.to_owned())
}

/// Path of the daemon's program.
pub fn deskbell() -> String {
    program("DESKBELL_BIN", env!("CARGO_BIN_EXE_deskbell"))
}

/// A running reference contact center.
pub struct Center {
    /// Host and port.
    pub address: String,
    process: Process,
}

impl Center {
    /// Starts it in the session with both agents and more arguments.
    pub fn start(session: &Session, more: &[&str]) -> Self {
        Self::start_at(session, "127.0.0.1:0", more)
    }

    /// The same at an address; port 0 takes a free one.
    pub fn start_at(session: &Session, listen: &str, more: &[&str]) -> Self {
        let (agent, other) = (format!("{AGENT}={TOKEN}"), format!("{OTHER}={OTHER_TOKEN}"));
        let mut arguments = vec!["--listen", listen, "--agent", &agent, "--agent", &other];
        arguments.extend(["--sender-token", SENDER_TOKEN]);
        arguments.extend(more);
        let center = program("DESKBELL_CENTER_BIN", env!("CARGO_BIN_EXE_deskbell-center"));
        let mut process = session.spawn(&center, &arguments, &[]);
        let address = process.wait_for_match("address", |line| {
            line.strip_prefix("listening on http://").map(|rest| rest.trim().to_owned())
        });
        Self { address, process }
    }

    /// Where agents' computers connect.
    pub fn agents_url(&self) -> String {
        format!("ws://{}/v1/agent", self.address)
    }

    /// The address of a page.
    pub fn page(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Asks the center's REST interface.
    pub fn get(&self, path: &str) -> Value {
        let mut response = ureq::get(&self.page(path)).call().expect("the center answers");
        response.body_mut().read_json().expect("the center speaks JSON")
    }

    /// Tells the center's REST interface; panics with its words if it refuses.
    pub fn post(&self, path: &str, body: &Value) -> Value {
        let request = ureq::post(&self.page(path)).config().http_status_as_error(false).build();
        let mut response = request.send_json(body).expect("the center answers");
        let answer: Value = response.body_mut().read_json().expect("the center speaks JSON");
        assert!(response.status().is_success(), "{path}: {} {answer}", response.status());
        answer
    }

    /// Sends bytes as a sender's event and returns the status of the answer; none if the center hung
    /// up before it had read everything.
    pub fn send_event(&self, content_type: &str, body: &[u8]) -> Option<u16> {
        let request = ureq::post(&self.page("/v1/events")).config().http_status_as_error(false).build();
        let request = request.header("authorization", format!("Bearer {SENDER_TOKEN}"));
        let answer = request.header("content-type", content_type).send(body);
        answer.ok().map(|answer| answer.status().as_u16())
    }

    /// A customer writes; returns the conversation's id.
    pub fn customer_writes(&self, opening: &Value) -> String {
        let conversation = self.post("/v1/conversations", opening);
        conversation["id"].as_str().expect("a conversation has an id").to_owned()
    }

    /// Tells what happens to a conversation: `assign`, `transfer`, `offer-to-all`, …
    pub fn order(&self, conversation: &str, order: &str, body: &Value) {
        self.post(&format!("/v1/conversations/{conversation}/{order}"), body);
    }

    /// A conversation.
    pub fn conversation(&self, id: &str) -> Value {
        self.get(&format!("/v1/conversations/{id}"))
    }

    /// Waits until the conversation is the agent's.
    pub fn wait_until_taken_by(&self, conversation: &str, agent: &str) {
        wait_until(&format!("{agent} has {conversation}"), || {
            self.conversation(conversation)["agent"]["name"] == agent
        });
    }

    /// Waits until the center counts that agent as connected.
    pub fn wait_until_connected(&self, agent: &str) {
        wait_until(&format!("{agent} is connected"), || self.connected(agent) == Some(true));
    }

    /// Whether that agent is connected; none: there is no such agent.
    pub fn connected(&self, agent: &str) -> Option<bool> {
        let agents = self.get("/v1/agents");
        agents.as_array()?.iter().find(|known| known["name"] == agent)?["connected"].as_bool()
    }

    /// Raises a notice for [`AGENT`] as a sender would.
    pub fn raise_notice(&self, id: &str, customer: &str) {
        let conversation = json!({
            "id": id, "channel": "chat", "customer": { "name": customer, "identified": "no" },
            "waitingSince": super::raw_center::now(),
        });
        let data = json!({ "noticeId": id, "kind": "assigned", "conversation": conversation });
        let mut event = super::raw_center::event(id, "notice", data);
        event["subject"] = json!(format!("agent/{AGENT_ID}"));
        let answer = self.send_event("application/cloudevents+json", event.to_string().as_bytes());
        assert_eq!(answer, Some(202));
    }

    /// What the agent's computer reported about offers, the latest first.
    pub fn receipts(&self) -> Vec<Value> {
        self.get("/v1/overview")["receipts"].as_array().cloned().unwrap_or_default()
    }

    /// Has the center tell all agents, and end.
    pub fn stop(&mut self) {
        self.process.terminate();
    }

    /// Ends the center at once, as a power cut would, and starts it anew at the same address.
    pub fn kill_and_restart(&mut self, session: &Session, more: &[&str]) {
        self.process.kill();
        *self = Self::start_at(session, &self.address, more);
    }

    /// Ends the center at once, as a power cut would.
    pub fn kill(&mut self) {
        self.process.kill();
    }
}

/// A session with a center and the daemon, connected as [`AGENT`].
pub struct Workplace {
    /// The daemon.
    pub daemon: Process,
    /// The center.
    pub center: Center,
    /// The desktop.
    pub session: Session,
}

impl Workplace {
    /// Starts the center and the daemon in the session, and waits until they are connected.
    pub fn start(session: Session) -> Self {
        Self::start_with(session, &[], &[])
    }

    /// The same with more arguments for the center and for the daemon.
    pub fn start_with(session: Session, center: &[&str], daemon: &[&str]) -> Self {
        let center = Center::start(&session, center);
        let daemon = start_daemon(&session, &center, daemon);
        center.wait_until_connected(AGENT);
        Self { daemon, center, session }
    }

    /// Ends the daemon as a power cut would, and starts it anew after `meanwhile`.
    pub fn kill_and_restart(&mut self, meanwhile: impl FnOnce(&Self)) {
        self.daemon.kill();
        wait_until("the daemon's end in the center", || self.center.connected(AGENT) == Some(false));
        meanwhile(self);
        self.daemon = start_daemon(&self.session, &self.center, &[]);
        self.center.wait_until_connected(AGENT);
    }

    /// What a `deskbell` command prints, and whether it succeeded.
    pub fn run(&self, arguments: &[&str]) -> (bool, String) {
        let (status, output) = self.session.spawn(&deskbell(), arguments, &[]).finish();
        (status.success(), output)
    }

    /// What `deskbell status --json` says.
    pub fn status(&self) -> Value {
        let (_, output) = self.run(&["status", "--json"]);
        serde_json::from_str(&output).unwrap_or_else(|error| panic!("{error}: {output}"))
    }

    /// Waits until the daemon's status fits.
    pub fn wait_for_status(&self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        wait_for(&format!("status: {what}"), || Some(self.status()).filter(&fits))
    }

    /// Alert windows on the screen, from the top of the screen down.
    pub fn alerts(&self) -> Vec<Shown> {
        let mut alerts: Vec<Shown> = self.session.display.windows().into_iter().filter(is_alert).collect();
        alerts.sort_by_key(|alert| alert.area.y);
        alerts
    }

    /// Waits until an alert is there whose title contains `part`.
    pub fn wait_for_alert(&self, part: &str) -> Shown {
        let fits = |window: &Shown| is_alert(window) && window.title.contains(part);
        self.session.display.wait_for_window(&format!("alert {part:?}"), fits)
    }

    /// Waits until no alert is on the screen.
    pub fn wait_until_no_alert(&self) {
        self.session.display.wait_until_no_window("alert", is_alert);
    }

    /// Clicks the alert's button of that name with the real pointer.
    pub fn click_in_alert(&self, alert: &Shown, button: &str) {
        self.session.click_button(alert, button);
    }

    /// Waits until a screen reader finds these words in an alert.
    pub fn wait_for_words(&self, words: &str) {
        wait_until(&format!("{words:?} in an alert"), || {
            self.session.accessibility.all().iter().any(|found| found.name.contains(words))
        });
    }
}

fn start_daemon(session: &Session, center: &Center, more: &[&str]) -> Process {
    let url = center.agents_url();
    let mut arguments = vec!["--center", &url];
    arguments.extend(more);
    session.spawn(&deskbell(), &arguments, &[("DESKBELL_TOKEN", TOKEN)])
}

/// Whether it is one of the daemon's windows.
pub fn is_alert(window: &Shown) -> bool {
    window.class.eq_ignore_ascii_case("deskbell") && window.unmanaged
}

/// A customer who writes in the web chat; identified by the e-mail address.
pub fn anna_chats(comment: &str) -> Value {
    json!({ "channel": "chat", "name": "Anna Nowak", "email": "anna.nowak@contoso.example", "comment": comment })
}
