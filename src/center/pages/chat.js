import { $, ask, customerState, fillQueues, live, put, remembered, serve, serveWriting, show, showLog } from "./center.js";

let current = null;

fillQueues($("queue"));

function follow(id) {
  current = id;
  remembered.set("chat", id);
  show($("opening"), false);
  show($("talk"), true);
  show($("end"), true);
  live(id, (view) => {
    const closed = view.state === "closed";
    put($("state"), customerState(view));
    document.body.dataset.state = view.state;
    showLog($("log"), view.messages, "customer");
    show($("person"), view.state === "bot");
    show($("writing"), !closed);
    show($("end"), !closed);
    show($("again"), closed);
  });
}

serve($("opening"), async () => {
  $("start").disabled = true;
  const opened = await ask("/v1/conversations", {
    channel: "chat",
    name: $("name").value,
    email: $("email").value,
    queue: $("queue").value,
    comment: $("question").value,
    bot: $("bot").checked,
  });
  $("start").disabled = false;
  if (!opened) return;
  follow(opened.id);
  $("message").focus();
});

serveWriting($("message"), (text) => ask(`/v1/conversations/${current}/messages`, { from: "customer", text }));

$("person").addEventListener("click", () => ask(`/v1/conversations/${current}/escalate-from-bot`, {}));
$("end").addEventListener("click", () => ask(`/v1/conversations/${current}/close`, { by: "customer" }));
$("again").addEventListener("click", () => {
  remembered.clear("chat");
  location.reload();
});

const before = remembered.get("chat");
if (before) {
  const view = await ask(`/v1/conversations/${before}`);
  if (view) follow(before);
  else remembered.clear("chat");
}
