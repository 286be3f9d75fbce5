#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shortcuts on a real X server whose only keyboard layout has no Latin letters."""
import subprocess
import sys
import unittest

import desktop

PROGRAM = sys.argv.pop(1)
# Places of keys, as X numbers them.
KEYS = {"a": 38, "c": 54, "k": 45, "q": 24, "v": 55, "x": 53, "comma": 59}


class Keyboard(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desktop = desktop.Desktop()
        cls.addClassCleanup(cls.desktop.end)
        global reader
        import reader
        cls.server = desktop.Prosody(cls.desktop, ["alice"], {"alice@localhost": "Alice", "bob@localhost": "Bob"})
        desktop.Roost.program = PROGRAM

    def key(self, name, *modifiers):
        words = ["xdotool"]
        for modifier in modifiers:
            words += ["keydown", modifier]
        words += ["key", str(KEYS[name])]
        for modifier in reversed(modifiers):
            words += ["keyup", modifier]
        subprocess.run(words, check=True)

    def start(self, layout):
        # A layout goes to the keyboard that was used last: to the one of xdotool.
        subprocess.run(["xdotool", "key", "Shift_L"], check=True)
        subprocess.run(["setxkbmap", "-layout", layout, "-variant", "", "-option", ""], check=True)
        roost = desktop.Roost.signed_in(self.desktop, self.server, "alice")

        def end():
            if roost.process.poll() is None:
                roost.process.kill()
                roost.process.wait()
            roost.errors.close()
        self.addCleanup(end)
        window = reader.await_one(reader.application(roost.process.pid), reader.Role.FRAME)
        reader.await_one(window, reader.Role.LIST_ITEM, test=lambda one: reader.name_of(one).startswith("Bob"))
        self.desktop.give_keyboard(roost.process.pid)
        self.await_focus(window)
        return roost, window

    @staticmethod
    def await_focus(window):
        reader.await_one(window, test=lambda one: reader.quietly(
            lambda: one.get_state_set().contains(reader.State.FOCUSED), False))

    def field(self, window):
        return reader.await_one(window, test=lambda one: reader.role_of(one) in (
            reader.Role.TEXT, reader.Role.ENTRY) and reader.name_of(one).startswith("Search"))

    @staticmethod
    def text(field):
        return reader.quietly(lambda: reader.Atspi.Text.get_text(field, 0, -1), "")

    def check(self, layout, letter):
        roost, window = self.start(layout)
        self.key("k", "Control_L")
        field = self.field(window)
        desktop.wait_for("the focus in the search field", lambda: (
            reader.refresh(field), field.get_state_set().contains(reader.State.FOCUSED))[1])
        # Letters are letters.
        self.key("a")
        desktop.wait_for("%s in %r" % (letter, field), lambda: self.text(field) == letter)
        self.key("a", "Control_L")
        self.key("x", "Control_L")
        desktop.wait_for("an empty field", lambda: self.text(field) == "")
        self.key("v", "Control_L")
        self.key("v", "Control_L")
        desktop.wait_for("twice", lambda: self.text(field) == 2 * letter)
        self.key("comma", "Control_L")
        dialog = reader.await_one(reader.application(roost.process.pid), reader.Role.DIALOG, "Preferences")
        reader.press(reader.await_one(dialog, reader.Role.PUSH_BUTTON, "Close"))
        app = reader.application(roost.process.pid)
        desktop.wait_for("the dialog to go", lambda: reader.find(app, reader.Role.DIALOG, "Preferences") is None)
        self.desktop.give_keyboard(roost.process.pid)
        self.await_focus(window)
        self.key("q", "Control_L")
        self.assertEqual(roost.ends(), 0)

    def test_cyrillic(self):
        self.check("ru", "ф")

    def test_greek(self):
        self.check("gr", "α")

    def test_hebrew(self):
        self.check("il", "ש")

    def test_latin(self):
        self.check("us", "a")


if __name__ == "__main__":
    desktop.need("Xvfb", "dbus-daemon", "prosody", "openssl", "setxkbmap", "xdotool")
    unittest.main()
