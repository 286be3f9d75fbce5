#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""slixmpp (Debian's python3-slixmpp, TCP) as the other side of a test: one JSON object a line, commands on
stdin, events on stdout. Driven by support/foreign_peer.h, which tells what each command and event holds; the
same for xmpp_client_peer.mjs. "component" instead of "connect" makes it a XEP-0114 component: a whole domain
of its own, that may speak for any of its users."""
import asyncio
import json
import logging
import sys

import slixmpp
from slixmpp.xmlstream import ET, tostring
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

PLUGINS = ("xep_0030", "xep_0085", "xep_0092", "xep_0115", "xep_0184", "xep_0199", "xep_0203", "xep_0280", "xep_0319",
           "xep_0333")


def report(event, **what):
    print(json.dumps({"event": event, **what}), flush=True)


class Peer:
    def __init__(self):
        self.xmpp = None
        self.answers_receipts = True

    # Commands

    def do_connect(self, c):
        jid = slixmpp.JID(c["jid"])
        jid.resource = c.get("resource", "")
        self.xmpp = slixmpp.ClientXMPP(jid, c["password"])
        self.xmpp.auto_authorize = None  # the test approves
        self.xmpp.auto_subscribe = False
        for plugin in PLUGINS:
            self.xmpp.register_plugin(plugin)
        self.xmpp.plugin["xep_0184"].auto_ack = False  # answered below, so that a test can be silent
        self.xmpp.plugin["xep_0030"].add_identity("client", c.get("kind", "pc"), c.get("name", "slixmpp"))
        self.xmpp.add_event_handler("session_start", self.on_session_start)
        self.xmpp.add_event_handler("carbon_received", lambda m: self.on_carbon(m, "received"))
        self.xmpp.add_event_handler("carbon_sent", lambda m: self.on_carbon(m, "sent"))
        self.xmpp.add_event_handler("roster_update", self.on_roster)
        self.xmpp.add_event_handler("chatstate", lambda m: report(
            "chatState", **{"from": m["from"].full, "state": m["chat_state"]}))
        self.xmpp.add_event_handler("marker_displayed", lambda m: report(
            "displayed", **{"from": m["from"].full, "id": m["displayed"]["id"]}))
        self.watch()
        if c.get("ca"):
            self.xmpp.ca_certs = c["ca"]
        self.xmpp.connect((c["host"], c["port"]), disable_starttls=not c.get("ca"), force_starttls=False)

    def do_component(self, c):
        self.xmpp = slixmpp.ComponentXMPP(c["jid"], c["password"], c["host"], c["port"])
        self.xmpp.auto_authorize = None
        self.xmpp.auto_subscribe = False
        self.xmpp.add_event_handler("session_start", lambda _: report("online", jid=c["jid"]))
        self.watch()
        self.xmpp.connect()

    def do_presence(self, c):
        """Own presence, or with "to" a directed one of "type" subscribe, subscribed …"""
        self.xmpp.send_presence(pto=c.get("to"), ptype=c.get("type"), pshow=c.get("show") or None,
                                pstatus=c.get("status") or None, ppriority=c.get("priority"))

    def do_message(self, c):
        message = self.xmpp.make_message(mto=c["to"], mbody=c["body"], mtype=c.get("type", "chat"))
        message["id"] = c.get("id") or self.xmpp.new_id()
        if c.get("receipt"):
            message["request_receipt"] = True
        if c.get("markable"):
            message.enable("markable")
        message.send()

    def do_chatState(self, c):
        """A message of nothing but "state", composing, paused …"""
        message = self.xmpp.make_message(mto=c["to"], mtype="chat")
        message["chat_state"] = c["state"]
        message.send()

    def do_displayed(self, c):
        self.xmpp.plugin["xep_0333"].send_marker(c["to"], c["id"], "displayed")

    def do_answerReceipts(self, c):
        self.answers_receipts = c["on"]

    def do_rosterSet(self, c):
        self.xmpp.update_roster(c["jid"], name=c.get("name"), groups=c.get("labels", []))

    def do_roster(self, c):
        self.xmpp.get_roster(callback=self.on_roster)

    def do_carbons(self, c):
        self.xmpp.plugin["xep_0280"].enable(callback=lambda iq: report("carbons", on=iq["type"] == "result"))

    def do_raw(self, c):
        self.xmpp.send_raw(c["xml"])

    def do_quit(self, c):
        if self.xmpp is None:
            asyncio.get_event_loop().stop()
            return
        self.xmpp.disconnect(wait=2)

    # Events

    def watch(self):
        self.xmpp.add_event_handler("failed_auth", lambda _: report("refused", text="wrong password"))
        self.xmpp.add_event_handler("connection_failed", lambda e: report("error", text=str(e)))
        self.xmpp.add_event_handler("disconnected", self.on_disconnected)
        ns = self.xmpp.default_ns
        for name, handler in (("message", self.on_message), ("presence", self.on_presence)):
            self.xmpp.register_handler(Callback("peer " + name, MatchXPath("{%s}%s" % (ns, name)), handler))
        self.xmpp.register_handler(
            Callback("peer iq", MatchXPath("{%s}iq" % ns), lambda iq: report("iq", xml=tostring(iq.xml))))

    async def on_session_start(self, _):
        await self.xmpp.get_roster()
        await self.xmpp.plugin["xep_0115"].update_caps(broadcast=False)
        report("online", jid=self.xmpp.boundjid.full)

    def on_disconnected(self, reason):
        report("closed", text=str(reason or ""))
        asyncio.get_event_loop().stop()

    def on_message(self, m):
        receipt = m.xml.find("{urn:xmpp:receipts}received")
        if receipt is not None:
            report("receipt", **{"from": m["from"].full, "id": receipt.get("id")})
        if m["type"] == "error":
            report("bounce", **{"from": m["from"].full, "id": m["id"], "condition": m["error"]["condition"]})
            return
        if m.xml.find("{%s}body" % self.xmpp.default_ns) is None:
            return
        self.report_message(m, "")
        wants = m.xml.find("{urn:xmpp:receipts}request") is not None
        if wants and self.answers_receipts:
            self.xmpp.plugin["xep_0184"].ack(m)

    def on_carbon(self, m, direction):
        self.report_message(m["carbon_" + direction], direction)

    def report_message(self, m, carbon):
        report("message", **{
            "from": m["from"].full, "to": m["to"].full, "id": m["id"], "type": m["type"], "body": m["body"],
            "carbon": carbon, "delayed": m.xml.find("{urn:xmpp:delay}delay") is not None})

    def on_presence(self, p):
        report("presence", **{
            "from": p["from"].full, "type": p.xml.get("type") or "", "show": p["show"], "status": p["status"],
            "priority": p["priority"]})

    def on_roster(self, iq):
        # An item may show its groups; their order is the server's.
        items = [{"jid": str(jid), "name": i["name"], "subscription": i["subscription"],
                  "ask": bool(i["ask"]), "labels": sorted(i["groups"])}
                 for jid, i in iq["roster"]["items"].items()]
        report("roster", items=items, push=iq["type"] == "set")


async def read_commands(peer):
    reader = asyncio.StreamReader(limit=1 << 22)
    await asyncio.get_event_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        command = json.loads(line)
        try:
            getattr(peer, "do_" + command["do"])(command)
        except Exception as e:  # the test sees it and fails
            report("error", text="%s: %r" % (command["do"], e))
    peer.do_quit({})  # nobody is there any more


def main():
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    peer = Peer()
    reading = loop.create_task(read_commands(peer))
    report("ready", client="slixmpp " + slixmpp.__version__)
    loop.run_forever()
    reading.cancel()


main()
