# SPDX-License-Identifier: GPL-3.0-or-later
"""The other people of a scenario: real XMPP sessions by slixmpp, over plain TCP on the loopback, all in one thread
beside the script."""
import asyncio
import threading

import slixmpp
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

from .waiting import patience, wait_for

PLUGINS = ("xep_0030", "xep_0085", "xep_0092", "xep_0115", "xep_0184", "xep_0199", "xep_0280", "xep_0319")


class Loop:
    """An asyncio loop in a thread of its own."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()

    def run(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(patience() * 3)

    def call(self, deed, *arguments):
        async def do():
            return deed(*arguments)
        return self.run(do())

    def end(self):
        async def drop():
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
        self.run(drop())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(5)


class Message:
    def __init__(self, stanza):
        self.sender = stanza["from"].full
        self.to = stanza["to"].full
        self.id = stanza["id"]
        self.text = stanza["body"]
        self.xml = stanza.xml

    def __repr__(self):
        return "<%s: %s>" % (self.sender, self.text)


class Device:
    """One connection of a person: Person.device() makes it."""

    def __init__(self, loop, server, person, resource, kind, client):
        self.person = person
        self.resource = resource
        self.kind = kind
        self.client = client
        self.jid = "%s/%s" % (person.jid, resource)
        self.answers_receipts = True
        self.echoes = False
        self.messages = []
        self.receipts = []
        self.presences = []
        self.stanzas = []
        self.refused = None
        self._loop = loop
        self._server = server
        self._started = threading.Event()
        self._closed = threading.Event()

    def online(self, show=None, status=None, priority=None):
        """Connects and sends presence; back when the server has taken it."""
        self._presence = dict(pshow=show, pstatus=status, ppriority=priority)
        self._loop.call(self._connect)
        if not self._started.wait(patience() * 2):
            raise AssertionError("%s could not go online: %s" % (self.jid, self.refused))
        return self

    def _connect(self):
        jid = slixmpp.JID(self.person.jid)
        jid.resource = self.resource
        xmpp = self._xmpp = slixmpp.ClientXMPP(jid, self.person.password)
        xmpp.auto_authorize = None  # a script answers requests itself
        xmpp.auto_subscribe = False
        for plugin in PLUGINS:
            xmpp.register_plugin(plugin)
        xmpp.plugin["xep_0184"].auto_ack = False
        xmpp.plugin["xep_0092"].software_name = self.client
        xmpp.plugin["xep_0092"].version = "1.0"
        xmpp.plugin["xep_0030"].add_identity("client", self.kind, self.client)
        xmpp.add_event_handler("session_start", self._session_started)
        xmpp.add_event_handler("failed_auth", lambda _: setattr(self, "refused", "wrong password"))
        xmpp.add_event_handler("disconnected", lambda _: self._closed.set())
        ns = xmpp.default_ns
        for what, handler in (("message", self._message), ("presence", self.presences.append)):
            xmpp.register_handler(Callback("script " + what, MatchXPath("{%s}%s" % (ns, what)), handler))
        xmpp.connect(("127.0.0.1", self._server.c2s_port), disable_starttls=True, force_starttls=False)

    async def _session_started(self, _):
        await self._xmpp.get_roster()
        await self._xmpp.plugin["xep_0115"].update_caps(broadcast=False)
        self._xmpp.send_presence(**self._presence)
        self._started.set()

    def _message(self, stanza):
        self.stanzas.append(stanza.xml)
        received = stanza.xml.find("{urn:xmpp:receipts}received")
        if received is not None:
            self.receipts.append(received.get("id"))
        if stanza["type"] == "error" or not stanza["body"]:
            return
        self.messages.append(Message(stanza))
        if self.answers_receipts and stanza.xml.find("{urn:xmpp:receipts}request") is not None:
            self._xmpp.plugin["xep_0184"].ack(stanza)
        if self.echoes:
            self._xmpp.send_message(mto=stanza["from"], mbody="Echo: " + stanza["body"], mtype="chat")

    def presence(self, show=None, status=None, priority=None):
        self._loop.call(lambda: self._xmpp.send_presence(pshow=show, pstatus=status, ppriority=priority))

    def send(self, to, text, id=None):
        """Its id."""
        def deed():
            message = self._xmpp.make_message(mto=address_of(to), mbody=text, mtype="chat")
            message["id"] = id or self._xmpp.new_id()
            message["request_receipt"] = True
            message.send()
            return message["id"]
        return self._loop.call(deed)

    def subscribe(self, to, kind="subscribe", text=None):
        """kind: subscribe, subscribed, unsubscribe, unsubscribed."""
        self._loop.call(lambda: self._xmpp.send_presence(pto=address_of(to), ptype=kind, pstatus=text))

    def raw(self, xml):
        self._loop.call(self._xmpp.send_raw, xml)

    def acknowledge(self, message):
        """The receipt that was held back (answers_receipts)."""
        self.raw("<message to='%s' type='chat'><received xmlns='urn:xmpp:receipts' id='%s'/></message>"
                 % (message.sender, message.id))

    def types(self, to, state="composing"):
        """state: composing, paused, active, inactive, gone (XEP-0085)."""
        self.raw("<message to='%s' type='chat'><%s xmlns='http://jabber.org/protocol/chatstates'/></message>"
                 % (address_of(to), state))

    def asks_whether_read(self, to, text, id):
        """A message whose sender wants to know when it has been seen (XEP-0333)."""
        self.raw("<message to='%s' type='chat' id='%s'><body>%s</body><markable xmlns='urn:xmpp:chat-markers:0'/>"
                 "</message>" % (address_of(to), id, text))

    def has_read(self, message):
        """Tells the sender so (XEP-0333)."""
        self.raw("<message to='%s' type='chat'><displayed xmlns='urn:xmpp:chat-markers:0' id='%s'/></message>"
                 % (message.sender.split("/")[0], message.id))

    def heard(self, name, namespace):
        """The elements of that name right below its messages, in the order they came."""
        return [one for stanza in list(self.stanzas) for one in stanza.findall("{%s}%s" % (namespace, name))]

    def wait_for_message(self, text):
        return wait_for(lambda: "%r at %s; there are %r" % (text, self.jid, self.messages),
                        lambda: next((m for m in list(self.messages) if m.text == text), None))

    def wait_for_presence(self, sender, kind):
        """kind: "" when available, else unavailable, subscribe …"""
        return wait_for("presence %r of %s" % (kind, sender), lambda: next(
            (p for p in list(self.presences)
             if p["from"].bare == address_of(sender) and (p.xml.get("type") or "") == kind), None))

    def offline(self):
        if self._started.is_set() and not self._closed.is_set():
            self._loop.call(lambda: self._xmpp.disconnect(wait=1))
            self._closed.wait(patience())

    def vanish(self):
        """Without a goodbye."""
        self._loop.call(lambda: self._xmpp.abort())


class Person:
    """Somebody with an account."""

    def __init__(self, loop, server, user, name, password):
        self.user = user
        self.name = name
        self.password = password
        self.jid = "%s@%s" % (user, server.domain)
        self.devices = []
        self._loop = loop
        self._server = server

    def __str__(self):
        return self.jid

    def device(self, resource="laptop", kind="pc", client="Gajim"):
        """A device that is not online yet. kind: pc, phone, tablet, web, bot, console."""
        made = Device(self._loop, self._server, self, resource, kind, client)
        self.devices.append(made)
        return made

    def goes_online(self, resource="laptop", kind="pc", client="Gajim", **presence):
        return self.device(resource, kind, client).online(**presence)


def address_of(who):
    return who.jid if hasattr(who, "jid") else str(who)
