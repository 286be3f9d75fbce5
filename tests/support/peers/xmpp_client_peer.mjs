// SPDX-License-Identifier: GPL-3.0-or-later
// npm's @xmpp/client (over WebSocket) as the other side of a test: one JSON object a line, commands on stdin,
// events on stdout. Driven by support/foreign_peer.h, which tells what each command and event holds; the same
// as slixmpp_peer.py. The first argument is the folder that has node_modules.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const require = createRequire(process.argv[2] + "/");
const { client, xml } = await import(pathToFileURL(require.resolve("@xmpp/client")));
const { default: parse } = await import(pathToFileURL(require.resolve("@xmpp/xml/lib/parse.js")));

const RECEIPTS = "urn:xmpp:receipts";
const CARBONS = "urn:xmpp:carbons:2";
const ROSTER = "jabber:iq:roster";
let xmpp;
let answersReceipts = true;

function report(event, what = {}) {
  process.stdout.write(JSON.stringify({ event, ...what }) + "\n");
}

function reportMessage(m, carbon) {
  report("message", {
    from: m.attrs.from ?? "", to: m.attrs.to ?? "", id: m.attrs.id ?? "", type: m.attrs.type ?? "normal",
    body: m.getChildText("body"), carbon, delayed: Boolean(m.getChild("delay", "urn:xmpp:delay")),
  });
}

async function onMessage(m) {
  for (const direction of ["received", "sent"]) {
    const wrapper = m.getChild(direction, CARBONS);
    if (wrapper) {
      // Only the own account may say what it sent or received (XEP-0280 section 11).
      const own = xmpp.jid.bare().toString();
      const inner = wrapper.getChild("forwarded", "urn:xmpp:forward:0")?.getChild("message");
      if (m.attrs.from === own && inner?.getChild("body")) reportMessage(inner, direction);
      return;
    }
  }
  const receipt = m.getChild("received", RECEIPTS);
  if (receipt) report("receipt", { from: m.attrs.from, id: receipt.attrs.id });
  if (m.attrs.type === "error") {
    const condition = m.getChild("error")?.getChildElements()[0]?.name ?? "";
    report("bounce", { from: m.attrs.from, id: m.attrs.id ?? "", condition });
    return;
  }
  if (!m.getChild("body")) return;
  reportMessage(m, "");
  if (answersReceipts && m.attrs.id && m.getChild("request", RECEIPTS)) {
    await xmpp.send(xml("message", { to: m.attrs.from, type: m.attrs.type },
      xml("received", { xmlns: RECEIPTS, id: m.attrs.id })));
  }
}

function onPresence(p) {
  report("presence", {
    from: p.attrs.from ?? "", type: p.attrs.type ?? "", show: p.getChildText("show") ?? "",
    status: p.getChildText("status") ?? "", priority: Number(p.getChildText("priority") ?? 0),
  });
}

function reportRoster(query, push) {
  const items = query.getChildren("item").map((i) => ({
    jid: i.attrs.jid, name: i.attrs.name ?? "", subscription: i.attrs.subscription ?? "none",
    ask: i.attrs.ask === "subscribe", labels: i.getChildren("group").map((g) => g.text()).sort(),
  }));
  report("roster", { items, push });
}

const commands = {
  async connect(c) {
    const [username, domain] = c.jid.split("@");
    xmpp = client({ service: c.url, domain, username, password: c.password, resource: c.resource });
    xmpp.reconnect.stop();
    xmpp.iqCallee.set(ROSTER, "query", (context) => {
      reportRoster(context.element, true);
      return true;
    });
    const identity = { category: "client", type: c.kind ?? "web", name: c.name ?? "@xmpp/client" };
    xmpp.iqCallee.get("http://jabber.org/protocol/disco#info", "query", () =>
      xml("query", { xmlns: "http://jabber.org/protocol/disco#info" }, xml("identity", identity),
        xml("feature", { var: "http://jabber.org/protocol/disco#info" }), xml("feature", { var: RECEIPTS })));
    xmpp.on("error", (e) =>
      report(e.condition === "not-authorized" ? "refused" : "error", { text: String(e) }));
    xmpp.on("stanza", async (stanza) => {
      if (stanza.is("message")) await onMessage(stanza);
      else if (stanza.is("presence")) onPresence(stanza);
      else report("iq", { xml: stanza.toString() });
    });
    xmpp.on("online", (jid) => report("online", { jid: jid.toString() }));
    await xmpp.start().catch(() => {}); // told by "error" already
  },
  async presence(c) {
    const children = [];
    for (const name of ["show", "status", "priority"])
      if (c[name] !== undefined && c[name] !== "") children.push(xml(name, {}, String(c[name])));
    const attributes = {};
    if (c.to) attributes.to = c.to;
    if (c.type) attributes.type = c.type;
    await xmpp.send(xml("presence", attributes, ...children));
  },
  async message(c) {
    const id = c.id ?? Math.random().toString(36).slice(2);
    const children = [xml("body", {}, c.body)];
    if (c.receipt) children.push(xml("request", { xmlns: RECEIPTS }));
    await xmpp.send(xml("message", { to: c.to, type: c.type ?? "chat", id }, ...children));
  },
  async answerReceipts(c) {
    answersReceipts = c.on;
  },
  async rosterSet(c) {
    await xmpp.iqCaller.set(xml("query", { xmlns: ROSTER },
      xml("item", { jid: c.jid, name: c.name }, ...(c.labels ?? []).map((l) => xml("group", {}, l)))));
  },
  async roster() {
    reportRoster(await xmpp.iqCaller.get(xml("query", { xmlns: ROSTER })), false);
  },
  async carbons() {
    await xmpp.iqCaller.set(xml("enable", { xmlns: CARBONS }));
    report("carbons", { on: true });
  },
  async raw(c) {
    await xmpp.send(parse(c.xml));
  },
  async quit() {
    if (xmpp) await xmpp.stop().catch(() => {});
    report("closed", { text: "" });
    process.exit(0);
  },
};

const lines = createInterface({ input: process.stdin });
let turn = Promise.resolve(); // one command after the other
function run(command) {
  turn = turn.then(() => commands[command.do](command))
    .catch((e) => report("error", { text: `${command.do}: ${e}` }));
}
lines.on("line", (line) => run(JSON.parse(line)));
lines.on("close", () => run({ do: "quit" })); // nobody is there any more
report("ready", { client: "@xmpp/client" });
