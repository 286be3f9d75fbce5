# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads an account's whole archive (XEP-0313) straight from the server, by a small client of its own: plain TCP on
loopback, SASL PLAIN, no code of Roost's."""
import base64
import socket
import xml.etree.ElementTree as ET

CLIENT = "{jabber:client}"
MAM = "{urn:xmpp:mam:2}"
FORWARD = "{urn:xmpp:forward:0}"
RSM = "{http://jabber.org/protocol/rsm}"
SID = "{urn:xmpp:sid:0}"
PAGE = 250


class Stream:
    def __init__(self, port, domain):
        self.socket = socket.create_connection(("127.0.0.1", port), 60)
        self.domain = domain
        self.restart()

    def restart(self):
        self.parser = ET.XMLPullParser(("start", "end"))
        self.depth = 0
        self.root = None
        self.send("<?xml version='1.0'?><stream:stream to='%s' version='1.0' xmlns='jabber:client'"
                  " xmlns:stream='http://etherx.jabber.org/streams'>" % self.domain)

    def send(self, text):
        self.socket.sendall(text.encode())

    def next(self):
        """The next whole element below the stream."""
        while True:
            for event, element in self.parser.read_events():
                if event == "start":
                    if self.depth == 0:
                        self.root = element
                    self.depth += 1
                    continue
                self.depth -= 1
                if self.depth == 1:
                    self.root.clear()  # else the whole archive stays in memory
                    return element
            data = self.socket.recv(65536)
            if not data:
                raise RuntimeError("the server closed the stream")
            self.parser.feed(data)

    def until(self, *tags):
        while True:
            element = self.next()
            if element.tag in tags:
                return element


def read_archive(port, domain, user, password):
    """All messages with a body, oldest first: dicts with archive_id, id, origin_id, from, to and body."""
    stream = Stream(port, domain)
    sasl = "{urn:ietf:params:xml:ns:xmpp-sasl}"
    features = "{http://etherx.jabber.org/streams}features"
    stream.until(features)
    word = base64.b64encode(("\0%s\0%s" % (user, password)).encode()).decode()
    stream.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%s</auth>" % word)
    if stream.until(sasl + "success", sasl + "failure").tag != sasl + "success":
        raise RuntimeError("cannot sign in as " + user)
    stream.restart()
    stream.until(features)
    stream.send("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>")
    stream.until(CLIENT + "iq")
    messages = []
    after = None
    while True:
        start = "<after>%s</after>" % after if after else ""
        stream.send("<iq type='set' id='page'><query xmlns='urn:xmpp:mam:2' queryid='q'>"
                    "<set xmlns='http://jabber.org/protocol/rsm'><max>%d</max>%s</set></query></iq>" % (PAGE, start))
        count = 0
        while True:
            element = stream.next()
            if element.tag == CLIENT + "iq":
                break
            result = element.find(MAM + "result")
            if result is None:
                continue
            count += 1
            forwarded = result.find(FORWARD + "forwarded")
            message = forwarded.find(CLIENT + "message")
            body = message.find(CLIENT + "body")
            origin = message.find(SID + "origin-id")
            if body is not None:
                messages.append({"archive_id": result.get("id"), "id": message.get("id"),
                                 "origin_id": origin.get("id") if origin is not None else None,
                                 "from": message.get("from"), "to": message.get("to"), "body": body.text or ""})
        if element.get("type") != "result":
            raise RuntimeError("the archive of %s answers with an error" % user)
        last = element.find("%sfin/%sset/%slast" % (MAM, RSM, RSM))
        if count == 0 or last is None:
            break
        after = last.text
    stream.send("</stream:stream>")
    stream.socket.close()
    return messages
