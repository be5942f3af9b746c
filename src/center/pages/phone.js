import { $, ask, customerState, fillQueues, live, put, remembered, say, serveWriting, showLog } from "./center.js";

let stop = null;
let followed = null;

fillQueues($("queue"));

function follow(id) {
  if (followed === id) return;
  stop?.();
  followed = id;
  stop = live(id, (view) => {
    put($("state"), customerState(view));
    document.body.dataset.state = view.state;
    showLog($("log"), view.messages, "customer");
  });
}

function forget() {
  stop?.();
  stop = followed = null;
  put($("state"), say("phone-idle"));
  $("log").replaceChildren();
  delete $("log").dataset.seen;
}

const memory = () => `phone-${$("number").value.replace(/[^\d+]/g, "")}`;

$("number").addEventListener("change", () => {
  forget();
  const before = remembered.get(memory());
  if (before) follow(before);
});

serveWriting($("text"), async (text) => {
  // The center knows by the number whether a conversation is open.
  const body = { channel: "sms", phone: $("number").value, queue: $("queue").value, comment: text };
  const view = await ask("/v1/conversations", body);
  if (view) {
    remembered.set(memory(), view.id);
    follow(view.id);
  }
  return view;
});
