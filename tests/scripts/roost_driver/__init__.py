# SPDX-License-Identifier: GPL-3.0-or-later
"""What scripts for Roost stand on: the program itself, driven over W3C WebDriver; a server of their own; people who
write from slixmpp; expect(), which asks again until it is so; traces and pictures. README.md is the manual."""
from .expect import expect
from .locator import Keys, Locator
from .people import Device, Person
from .program import Roost
from .server import Server, Wire
from .waiting import patience, wait_for
from .world import World

__all__ = ["Device", "Keys", "Locator", "Person", "Roost", "Server", "Wire", "World", "expect", "patience", "wait_for"]
