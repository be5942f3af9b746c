import { $, element, live, moment, show, word } from "./center.js";

// The wished theme and language go along.
for (const tile of document.querySelectorAll("a.tile")) tile.search = location.search;

live(null, (overview) => {
  show($("none"), overview.conversations.length === 0);
  $("conversations").replaceChildren(...overview.conversations.slice(0, 12).map((conversation) => {
    const line = element("li");
    const name = conversation.customer.name ?? conversation.customer.phone ?? word("author-", "customer");
    const link = element("a", name);
    link.href = `/conversations/${encodeURIComponent(conversation.id)}${location.search}`;
    const facts = [word("channel-", conversation.channel), conversation.queue, word("state-", conversation.state)];
    line.append(link, element("span", ` ${facts.join(" · ")} · ${moment(conversation.waitingSince)}`, "quiet"));
    return line;
  }));
});
