# SPDX-License-Identifier: GPL-3.0-or-later
"""The people of one scenario, with accounts that no other scenario has."""
import re

from .people import Person
from .server import Wire


class World:
    def __init__(self, loop, server, scenario):
        self.server = server
        self.loop = loop
        self._suffix = re.sub(r"[^a-z0-9]+", "-", scenario.lower()).strip("-")[-40:].strip("-")
        self._rosters = {}
        self._wires = []
        self.people = []
        self.me = self.stranger("Alice")

    def stranger(self, name):
        """Somebody with an account whom nobody has in a contact list."""
        plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "person%d" % len(self.people)
        user = "%s.%s" % (plain, self._suffix)
        person = Person(self.loop, self.server, user, name, "pw-" + plain)
        self.server.write_account(user, person.password)
        self.people.append(person)
        return person

    def contact(self, name, labels=(), of=None, known_as=None):
        """Somebody in `of`'s (else my) contact list, and the other way round."""
        person = self.stranger(name)
        self.befriend(of or self.me, person, labels, known_as)
        return person

    def befriend(self, one, other, labels=(), known_as=None):
        """Before either of them is online."""
        self._enter(one, other, known_as or other.name, labels)
        self._enter(other, one, one.name, ())

    def _enter(self, whose, who, name, labels):
        roster = self._rosters.setdefault(whose.user, {})
        roster[who.jid] = (name, tuple(labels), "both")
        self.server.write_roster(whose.user, roster)

    def wire(self):
        """A way to the server that can be cut: roost(wire=world.wire())."""
        made = Wire(self.loop, self.server.http_port)
        self._wires.append(made)
        return made

    def end(self):
        for person in self.people:
            for device in person.devices:
                device.offline()
        for wire in self._wires:
            wire.end()
