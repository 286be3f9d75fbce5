#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ten scenarios by a tool that nobody here wrote, dogtail, which sees what a screen reader sees: names and roles.
They are those of peers/scenarios.mjs, without WebDriver and without an id."""
import re
import sys
import unittest

import desktop

PROGRAM = sys.argv.pop(1)


class Dogtail(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desktop = desktop.Desktop()
        cls.addClassCleanup(cls.desktop.end)
        # Only now: both look for the session bus when they are imported.
        global rawinput, reader, tree
        from dogtail.config import config
        # It asks GNOME's settings otherwise, and rests for a second after each step.
        config.checkForA11y = config.logDebugToFile = config.logDebugToStdOut = False
        config.defaultDelay = config.actionDelay = 0
        from dogtail import rawinput, tree
        import reader
        from roost_driver import Server, World
        from roost_driver.people import Loop
        loop = Loop()
        cls.addClassCleanup(loop.end)
        server = Server()
        cls.addClassCleanup(server.end)
        cls.world = World(loop, server, "dogtail")
        cls.addClassCleanup(cls.world.end)
        cls.bob, cls.carol = cls.world.contact("Bob"), cls.world.contact("Carol")
        cls.phone = cls.bob.goes_online("phone", "phone", "Conversations")
        cls.phone.echoes = True
        desktop.Roost.program = PROGRAM

    def setUp(self):
        self.started = None

    def tearDown(self):
        result = self._outcome.result
        failed = any(test is self for test, _ in result.failures + result.errors)
        if failed and self.started:
            print(reader.tree(self.app), self.started.said(), file=sys.stderr)
        if self.started:
            code = None if self.started.process.poll() is not None else self.started.stop()
            self.started.errors.close()
            self.assertEqual(code, 0)

    def start(self, *arguments):
        self.started = desktop.Roost(self.desktop, self.id().split(".")[-1], "--server", self.world.server.url,
                                     *arguments)
        pid = self.started.process.pid

        def look():
            reader.refresh(tree.root)
            return next((app for app in tree.root.applications() if app.get_process_id() == pid), None)
        self.app = desktop.wait_for("the program", look)

    def sign_in(self, person):
        file = self.desktop.path / (person.user + ".password")
        file.write_text(person.password + "\n")
        self.start("--address", person.jid, "--password-file", file)

    def signed_in(self):
        """As Alice."""
        self.sign_in(self.world.me)
        self.row("Bob")

    def everything(self, role, test, below=None):
        """What is shown with that role, now."""
        reader.refresh(self.app)
        return (below or self.app).findChildren(lambda one: one.roleName == role and one.showing and test(one))

    def one(self, role, name, **more):
        """The thing with that role and name (or pattern), as soon as it is there."""
        wanted = re.compile(re.escape(name) if isinstance(name, str) else name.pattern)
        matches = wanted.fullmatch if isinstance(name, str) else wanted.search
        return desktop.wait_for("%s %r" % (role, name), lambda: next(
            iter(self.everything(role, lambda one: matches(one.name), **more)), None))

    def gone(self, role, name):
        desktop.wait_for("%s %r to go" % (role, name), lambda: not self.everything(
            role, lambda one: one.name == name))

    def press(self, role, name):
        """Its first action: Press, or Toggle."""
        next(iter(self.one(role, name).actions.values())).do()

    def rows(self):
        """The contact list, by the names of its rows."""
        found = self.one("list", "Contacts")
        return [one.name for one in found.findChildren(lambda one: one.roleName == "list item")]

    def row(self, contact):
        return self.one("list item", re.compile("^%s, " % contact))

    def await_rows(self, *contacts):
        desktop.wait_for("the rows %s" % (contacts,), lambda: sorted(
            name.split(",")[0] for name in self.rows()) == sorted(contacts))

    def open(self, contact):
        self.row(contact).doActionNamed("Press")
        self.one("label", contact)

    def composer(self):
        return self.one("text", re.compile("^Message"))

    def says(self, message, part):
        return self.one("list item", re.compile("%s.*%s" % (re.escape(message), part), re.DOTALL))

    def test_01_a_wrong_password_is_named(self):
        self.start()
        self.one("text", "Your address").text = self.world.me.jid
        self.one("password text", "Password").text = "not this one"
        self.press("push button", "Sign in")
        self.one("notification", re.compile("password"))

    def test_02_the_right_one_signs_in(self):
        self.start()
        self.one("text", "Your address").text = self.world.me.jid
        self.one("password text", "Password").text = self.world.me.password
        self.press("push button", "Sign in")
        self.row("Bob")
        self.row("Carol")

    def test_03_a_contact_is_online(self):
        self.signed_in()
        self.one("list item", re.compile("^Bob, available, on phone"))
        self.one("list item", re.compile("^Carol, offline"))

    def test_04_a_message_is_sent_and_delivered(self):
        self.signed_in()
        self.open("Bob")
        self.composer().text = "Hello from dogtail 👋"
        self.press("push button", "Send")
        self.says("Hello from dogtail 👋", "phone delivered")
        self.assertEqual(self.phone.wait_for_message("Hello from dogtail 👋").sender.split("/")[0], self.world.me.jid)
        self.assertEqual(self.composer().text, "")

    def test_05_an_answer_comes(self):
        self.signed_in()
        self.open("Bob")
        self.composer().text = "Is there an echo?"
        self.press("push button", "Send")
        answer = self.one("list item", re.compile("^Bob, .*Echo: Is there an echo\\?"))
        self.assertEqual(answer.parent.roleName, "list")

    def test_06_a_draft_is_kept(self):
        self.signed_in()
        self.open("Bob")
        self.composer().text = "Half a thou"
        self.open("Carol")
        desktop.wait_for("an empty composer", lambda: self.composer().text == "")
        self.open("Bob")
        desktop.wait_for("the draft", lambda: self.composer().text == "Half a thou")

    def test_07_search_finds_and_forgets(self):
        self.signed_in()
        self.await_rows("Bob", "Carol")
        search = self.one("text", "Search people")
        search.text = "carol"
        self.await_rows("Carol")
        search.text = ""
        self.await_rows("Bob", "Carol")

    def test_08_the_online_tab(self):
        self.signed_in()
        self.one("list item", re.compile("^Bob, available"))
        self.press("check box", "Online: 1 contact")
        self.await_rows("Bob")
        self.press("check box", "All contacts")
        self.await_rows("Bob", "Carol")

    def test_09_only_an_address_can_be_added(self):
        # By somebody without contacts: else the way there is a menu, and Qt keeps those out of the tree.
        erin = self.world.stranger("Erin")
        self.sign_in(erin)
        self.press("push button", "Add contact")
        dialog = self.one("dialog", re.compile("^Add"))
        address = self.one("text", re.compile("^Address"))

        def add(sensitive):
            return desktop.wait_for("the button", lambda: next(iter(self.everything(
                "push button", lambda one: one.name == "Add" and one.sensitive == sensitive, below=dialog)), None))
        address.text = "not an address@"
        self.one("label", re.compile("address"), below=dialog)
        add(sensitive=False)
        address.text = self.bob.jid
        add(sensitive=True).doActionNamed("Press")
        self.gone("dialog", dialog.name)
        self.one("list item", re.compile("^bob.*Waiting for an answer", re.IGNORECASE))
        self.phone.wait_for_presence(erin, "subscribe")

    def listen(self, *events):
        listener = reader.Listener(self.app, *events)
        self.addCleanup(listener.end)
        return listener

    def at_keyboard(self):
        """The window has the keyboard, and one hears what is reached by keys, and what is said."""
        def is_active():
            if reader.State.ACTIVE in self.one("frame", re.compile("Roost")).getState().getStates():
                return True
            desktop.Desktop.give_keyboard(self.started.process.pid)
            return False
        desktop.wait_for("the active window", is_active)
        return self.listen("object:state-changed:focused", "object:state-changed:showing", "object:announcement")

    def walk(self, listener, key, role, name):
        """Presses the key until the focus is on that; fails when it has been all round."""
        seen = []
        while (role, name) not in seen:
            since = len(listener.listen())
            rawinput.pressKey(key)
            seen.append(desktop.wait_for("another focus", lambda since=since: [
                (role, name) for kind, role, name in listener.listen()[since:]
                if kind == "object:state-changed:focused" and name])[-1])
            self.assertEqual(len(set(seen)), len(seen), "no %r by %s" % (name, key))

    def choose(self, listener, button, item):
        """From the menu of a button, by keys. Qt 6.4 leaves menus out of the tree, so they cannot be searched; but
        each item that the keys reach is told, which is how a screen reader reads a menu."""
        self.walk(listener, "Tab", reader.Role.PUSH_BUTTON, button)
        rawinput.pressKey("space")
        self.walk(listener, "Down", reader.Role.MENU_ITEM, item)
        rawinput.pressKey("Return")

    def test_11_a_menu_is_used_by_keys(self):
        self.signed_in()
        self.choose(self.at_keyboard(), "Menu", "Add contact…")
        dialog = self.one("dialog", re.compile("^Add"))
        rawinput.pressKey("Escape")
        self.gone("dialog", dialog.name)

    def test_12_a_message_is_announced_once(self):
        self.signed_in()
        self.open("Bob")
        listener = self.at_keyboard()

        def said(text):
            """What a screen reader reads out by itself: notifications that appear, and announcements."""
            return [name for kind, role, name in listener.listen() if text in name and (
                kind == "object:announcement" or (role == reader.Role.NOTIFICATION and "showing" in kind))]
        self.phone.send(self.world.me, "Listen to me")
        first = desktop.wait_for("the announcement", lambda: said("Listen to me"))
        self.assertRegex(first[0], "^Bob, .*Listen to me")
        # By the time the next one has been said, the first would have been said again.
        self.phone.send(self.world.me, "And to this")
        desktop.wait_for("the next announcement", lambda: said("And to this"))
        # One's own are not said, as one has written them; the answer is.
        self.composer().text = "I said this"
        self.press("push button", "Send")
        desktop.wait_for("the echo", lambda: said("Echo: I said this"))
        self.assertEqual([len(said(text)) for text in ("Listen to me", "And to this", "I said this")], [1, 1, 1],
                         listener.heard)

    def test_13_contacts_are_read_with_name_and_role(self):
        self.signed_in()
        listener = self.at_keyboard()
        rows = self.one("list", "Contacts").findChildren(lambda one: one.roleName == "list item")
        self.assertEqual(sorted(row.name.split(", ")[:2] for row in rows),
                         [["Bob", "available"], ["Carol", "offline"]])
        # Walking by arrows says each row as it is reached.
        self.walk(listener, "Tab", reader.Role.TEXT, "Search people")
        for row in rows:
            self.walk(listener, "Down", reader.Role.LIST_ITEM, row.name)

    def test_10_all_that_is_shown_lies_in_the_window_and_has_a_name(self):
        self.signed_in()
        self.open("Bob")
        frame = self.one("frame", re.compile("Roost"))
        left, top, width, height = frame.extents
        self.assertGreater(width * height, 100_000)
        usable = ("push button", "toggle button", "text", "list", "list item", "page tab", "check box")
        shown = frame.findChildren(lambda one: one.roleName in usable and one.showing)
        self.assertGreater(len(shown), 8)
        self.assertEqual([reader.tree(one) for one in shown if not one.name], [])
        for one in shown:
            with self.subTest(one.name):
                x, y, w, h = one.extents
                self.assertTrue(left <= x + w / 2 < left + width and top <= y + h / 2 < top + height, one.extents)


if __name__ == "__main__":
    desktop.need("Xvfb", "dbus-daemon", "prosody", "openssl", modules=("dogtail", "selenium", "slixmpp"))
    unittest.main()
