import { $, ask, element, happened, live, moment, put, say, serveWriting, show, showLog, word } from "./center.js";

const id = decodeURIComponent(location.pathname.split("/").pop());
const path = `/v1/conversations/${encodeURIComponent(id)}`;

function initials(name) {
  return name.split(/\s+/).map((part) => [...part][0] ?? "").join("").slice(0, 2).toUpperCase();
}

function showHead(view) {
  const { customer } = view;
  const name = customer.name ?? customer.phone ?? say("author-customer");
  put($("customer-name"), name);
  document.title = name;
  put($("avatar"), customer.identified === "yes" ? initials(name) : "?");
  put($("identified"), word("identified-", customer.identified));
  $("identified").dataset.kind = customer.identified;
  put($("company"), customer.company ?? "");
  put($("channel"), word("channel-", view.channel));
  put($("queue"), view.queue);
  put($("state"), view.state === "active" ? say("with-agent", { agent: view.agent?.name ?? "" }) : word("state-", view.state));
  $("state").dataset.kind = view.state;
}

function fact(list, term, text) {
  if (text) list.append(element("dt", term), element("dd", text));
}

function showContact(view) {
  const list = $("contact");
  list.replaceChildren();
  const { contact, customer } = view;
  fact(list, say("contact-name"), contact?.name ?? customer.name);
  fact(list, say("contact-company"), contact?.company);
  fact(list, say("contact-email"), contact?.email);
  fact(list, say("contact-mobile"), contact?.mobilePhone ?? customer.phone);
  fact(list, say("contact-business"), contact?.businessPhone);
  if (customer.identified === "ambiguous") {
    const people = view.candidates.map((one) => [one.name, one.company].filter(Boolean).join(", "));
    fact(list, say("contact-candidates"), people.join("; "));
  }
}

function showTimeline(view) {
  const past = (view.contact?.history ?? []).map(({ at, text }) => ({ at, text, past: true }));
  const now = view.timeline.map((entry) => ({ at: entry.at, text: happened(entry) }));
  const entries = [...past, ...now].sort((left, right) => (left.at < right.at ? 1 : -1));
  $("timeline").replaceChildren(...entries.map((entry) => {
    const line = element("li", "", entry.past ? "past" : "");
    line.append(element("time", moment(entry.at)), element("span", entry.text));
    return line;
  }));
}

const seen = (view) => {
  showHead(view);
  showContact(view);
  const known = [view.case?.number, view.case?.title].filter(Boolean).join(" · ");
  put($("case"), known || say("no-case"));
  showTimeline(view);
  showLog($("log"), view.messages, "agent");
  show($("close"), view.state !== "closed");
  show($("writing"), view.state === "active");
};

serveWriting($("message"), (text) => ask(`${path}/messages`, { from: "agent", text }));
$("close").addEventListener("click", () => ask(`${path}/close`, { by: "agent" }));

const first = await ask(path);
if (first) {
  seen(first);
  live(id, seen);
} else {
  put($("customer-name"), say("not-found"));
  show($("close"), false);
  show($("writing"), false);
}
