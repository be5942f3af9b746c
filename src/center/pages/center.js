// What all pages share: words, requests, the live connection, the log of a conversation.

const data = JSON.parse(document.getElementById("data").textContent);

export const queues = data.queues;
export const $ = (id) => document.getElementById(id);

/** A message in the page's language; `{name}` in it is replaced. */
export function say(id, values = {}) {
  const text = data.words[id] ?? id;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** A word whose id is a prefix and a value; an unknown value is shown as it is. */
export const word = (prefix, value) => data.words[prefix + value] ?? value;

export function element(tag, text = "", className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

/** Sets a text only where it differs, so that nothing flickers and no selection is lost. */
export function put(where, text) {
  if (where.textContent !== text) where.textContent = text;
}

export function show(where, visible) {
  where.hidden = !visible;
}

/** Asks the center; a refusal is shown on the page and given back as null. */
export async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  try {
    const response = await fetch(path, options);
    const answer = await response.json();
    problem(response.ok ? "" : answer.error);
    return response.ok ? answer : null;
  } catch {
    problem(say("unreachable"));
    return null;
  }
}

export function problem(text) {
  const where = $("problem");
  if (!where) return;
  where.textContent = text;
  where.hidden = !text;
}

/** Serves a form, which is inert until then: the browser's own submit would throw away what was typed early. */
export function serve(form, submitted) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submitted();
  });
  form.inert = false;
}

/** Serves the line one writes in: it is empty at once for the next words, and gets back those not sent. */
export function serveWriting(field, send) {
  serve($("writing"), async () => {
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    if (!(await send(text))) field.value = [text, field.value].filter(Boolean).join(" ");
  });
}

/** Calls `seen` with the conversation (or the overview) now and after each change. */
export function live(conversation, seen) {
  let ended = false;
  let socket;
  const connect = () => {
    if (ended) return;
    const query = conversation ? `?conversation=${encodeURIComponent(conversation)}` : "";
    socket = new WebSocket(`ws://${location.host}/v1/live${query}`);
    socket.onmessage = (event) => seen(JSON.parse(event.data));
    socket.onclose = () => setTimeout(connect, 1000);
  };
  connect();
  return () => {
    ended = true;
    socket.close();
  };
}

export const clock = (at) =>
  new Date(at).toLocaleTimeString(data.lang, { hour: "2-digit", minute: "2-digit" });

export const moment = (at) =>
  new Date(at).toLocaleString(data.lang, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** The sentence for what happened in a conversation. */
export function happened(entry) {
  const id = `timeline-${entry.what}`;
  const nobody = `${id}-nobody`;
  const sentence = say(!entry.agent && nobody in data.words ? nobody : id, { agent: entry.agent });
  return entry.why ? `${sentence}: ${entry.why}` : sentence;
}

/** Shows the messages; `mine` is the side that looks. */
export function showLog(log, messages, mine) {
  const seen = Number(log.dataset.seen ?? 0);
  const first = log.dataset.first ?? "";
  const start = messages.length && messages[0].at === first ? seen : 0;
  if (start === 0) log.replaceChildren();
  for (const message of messages.slice(start)) {
    const line = element("li", "", message.from === mine ? "mine" : "theirs");
    line.append(element("p", message.text));
    const who = message.from === mine ? "" : message.name ?? say(`author-${message.from}`);
    line.append(element("small", [who, clock(message.at)].filter(Boolean).join(" · ")));
    log.append(line);
  }
  log.dataset.seen = messages.length;
  log.dataset.first = messages[0]?.at ?? "";
  if (start !== messages.length) log.scrollTop = log.scrollHeight;
}

export function fillQueues(select) {
  select.replaceChildren(...queues.map((queue) => new Option(queue, queue)));
}

/** What a customer is told about the conversation's state. */
export function customerState(view) {
  if (view.state === "active") return say("customer-active", { agent: view.agent?.name ?? "" });
  return word("customer-", view.state);
}

/** Remembers the open conversation of this tab, so that a reload goes on with it. */
export const remembered = {
  get: (page) => sessionStorage.getItem(`deskbell-${page}`),
  set: (page, id) => sessionStorage.setItem(`deskbell-${page}`, id),
  clear: (page) => sessionStorage.removeItem(`deskbell-${page}`),
};
