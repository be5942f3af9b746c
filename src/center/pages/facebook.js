import { $, ask, customerState, fillQueues, live, put, remembered, serveWriting, show, showLog } from "./center.js";

let current = null;

fillQueues($("queue"));

function follow(id) {
  current = id;
  remembered.set("facebook", id);
  show(document.querySelector(".who"), false);
  const stop = live(id, (view) => {
    put($("state"), customerState(view));
    document.body.dataset.state = view.state;
    showLog($("log"), view.messages, "customer");
    if (view.state === "closed") {
      stop();
      // The next message begins a new conversation.
      current = null;
      remembered.clear("facebook");
      show(document.querySelector(".who"), true);
    }
  });
}

serveWriting($("message"), async (text) => {
  const sent = current
    ? await ask(`/v1/conversations/${current}/messages`, { from: "customer", text })
    : await ask("/v1/conversations", {
      channel: "facebook", name: $("name").value, queue: $("queue").value, comment: text,
    });
  if (sent && !current) follow(sent.id);
  return sent;
});

const before = remembered.get("facebook");
if (before) {
  const view = await ask(`/v1/conversations/${before}`);
  if (view) follow(before);
  else remembered.clear("facebook");
}
