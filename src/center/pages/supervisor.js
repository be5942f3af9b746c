import { $, ask, clock, element, live, put, say, show, word } from "./center.js";

const agentRows = new Map();
const conversationRows = new Map();

/** Keeps one row per id: new ones are made, known ones updated, others removed; order as given. */
function keep(rows, where, items, make) {
  const ids = new Set(items.map((item) => item.id));
  for (const [id, row] of rows) {
    if (!ids.has(id)) {
      row.root.remove();
      rows.delete(id);
    }
  }
  items.forEach((item, index) => {
    if (!rows.has(item.id)) rows.set(item.id, make(item));
    const row = rows.get(item.id);
    if (where.children[index] !== row.root) where.insertBefore(row.root, where.children[index] ?? null);
    row.update(item);
  });
}

function options(select, pairs) {
  const key = JSON.stringify(pairs);
  if (select.dataset.key === key) return;
  const chosen = select.value;
  select.dataset.key = key;
  select.replaceChildren(...pairs.map(([value, text]) => new Option(text, value)));
  if (pairs.some(([value]) => value === chosen)) select.value = chosen;
}

function button(text, press, className = "") {
  const made = element("button", text, className);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

function agentRow(presences) {
  return (agent) => {
    const root = element("tr");
    const cells = Array.from({ length: 6 }, () => element("td"));
    root.append(...cells);
    root.id = `agent-${agent.id}`;
    const presence = element("select");
    presence.setAttribute("aria-label", say("presence"));
    options(presence, presences.map((id) => [id, word("presence-", id)]));
    const path = `/v1/agents/${encodeURIComponent(agent.id)}`;
    presence.addEventListener("change", () => ask(`${path}/presence`, { presence: presence.value }));
    const signOut = button(say("sign-out"), () => ask(`${path}/sign-out`, {}));
    const dot = element("span", "", "chip");
    cells[1].append(dot);
    cells[2].append(presence);
    cells[5].append(signOut);
    const update = (now) => {
      put(cells[0], now.name);
      put(dot, now.connected ? say("connected") : say("not-connected"));
      dot.dataset.kind = now.connected ? "yes" : "no";
      if (document.activeElement !== presence) presence.value = now.presence;
      put(cells[3], `${now.conversations} / ${now.capacity}`);
      put(cells[4], now.queues ? now.queues.join(", ") : say("all-queues"));
      signOut.disabled = !now.connected;
    };
    return { root, update };
  };
}

let agents = [];

function conversationRow(conversation) {
  const root = element("article", "", "conversation");
  root.id = `conversation-${conversation.id}`;
  const name = element("a", "", "name");
  name.href = `/conversations/${encodeURIComponent(conversation.id)}${location.search}`;
  const facts = element("span", "", "quiet");
  const state = element("span", "", "chip");
  const comment = element("p", "", "comment");
  const rings = element("p", "", "quiet");
  const head = element("div", "", "line");
  head.append(name, state, facts);

  const target = element("select", "", "target");
  target.setAttribute("aria-label", say("to-agent"));
  const box = element("input");
  box.type = "checkbox";
  const askFirst = element("label", "", "check");
  askFirst.append(box, element("span", say("ask-first")));
  const path = `/v1/conversations/${encodeURIComponent(conversation.id)}`;
  const order = () => ({
    ...(target.value ? { agent: target.value, ask: box.checked } : {}),
    from: say("supervisor"),
  });
  const act = (kind, text) => {
    const made = button(text, () => ask(`${path}/${kind}`, order()));
    made.dataset.act = kind;
    return made;
  };
  const all = button(say("offer-to-all"), () => ask(`${path}/offer-to-all`, {}));
  all.dataset.act = "offer-to-all";
  const actions = element("div", "", "actions");
  actions.append(
    target, askFirst, act("assign", say("assign")), act("transfer", say("transfer")), act("escalate", say("escalate")),
    act("escalate-from-bot", say("escalate-from-bot")), all,
  );
  root.append(head, comment, rings, actions);

  const update = (now) => {
    const who = now.customer.name ?? now.customer.phone ?? say("author-customer");
    put(name, who);
    put(state, now.state === "active" ? say("with-agent", { agent: now.agent?.name ?? "" }) : word("state-", now.state));
    state.dataset.kind = now.state;
    const parts = [word("channel-", now.channel), now.queue, word("identified-", now.customer.identified)];
    put(facts, [...parts, clock(now.waitingSince)].join(" · "));
    put(comment, now.comment ?? "");
    const ringing = now.offers.map((offer) =>
      offer.shown ? `${offer.agent} (${word("receipt-", offer.shown)})` : offer.agent);
    put(rings, ringing.length ? `${say("rings-at")} ${ringing.join(", ")}` : "");
    show(rings, ringing.length > 0);
    show(comment, Boolean(now.comment));
    show(actions, now.state !== "closed");
    all.disabled = now.state !== "waiting";
    options(target, [["", say("by-routing")], ...agents.map((agent) => [agent.id, agent.name])]);
  };
  return { root, update };
}

function showQueues(overview) {
  $("queues").replaceChildren(...overview.queues.map((queue) => {
    const ofIt = overview.conversations.filter((conversation) => conversation.queue === queue);
    const waiting = ofIt.filter((conversation) => conversation.state === "waiting").length;
    const active = ofIt.filter((conversation) => conversation.state === "active").length;
    const chip = element("li");
    chip.append(element("strong", queue), element("span", `${say("state-waiting")}: ${waiting}`),
      element("span", `${say("state-active")}: ${active}`));
    return chip;
  }));
}

function showReceipts(receipts) {
  document.querySelector("#receipts tbody").replaceChildren(...receipts.slice(0, 15).map((receipt) => {
    const row = element("tr");
    const where = element("td", receipt.conversation ? "" : receipt.noticeId ?? "");
    if (receipt.conversation) {
      const link = element("a", receipt.conversation);
      link.href = `/conversations/${encodeURIComponent(receipt.conversation)}${location.search}`;
      where.append(link);
    }
    const how = element("td");
    const chip = element("span", word("receipt-", receipt.how), "chip");
    chip.dataset.kind = receipt.how === "failed" ? "bad" : ["alert", "toast"].includes(receipt.how) ? "yes" : "no";
    how.append(chip, element("span", receipt.why ? ` ${receipt.why}` : ""));
    row.append(element("td", clock(receipt.at)), element("td", receipt.agent ?? ""), where, how);
    return row;
  }));
}

live(null, (overview) => {
  agents = overview.agents;
  keep(agentRows, document.querySelector("#agents tbody"), agents, agentRow(overview.presences));
  keep(conversationRows, $("conversations"), overview.conversations, conversationRow);
  show($("no-agents"), agents.length === 0);
  show($("no-conversations"), overview.conversations.length === 0);
  showQueues(overview);
  showReceipts(overview.receipts);
  if (document.activeElement !== $("theme")) $("theme").value = overview.settings.theme ?? "";
});

$("theme").addEventListener("change", () => ask("/v1/settings", { theme: $("theme").value || null }));
