#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program on a real server, as the person and a screen reader meet it."""
import contextlib
import http.server
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import threading
import unittest

import desktop

PROGRAM = sys.argv.pop(1)
PEOPLE = 300


class Trap(http.server.BaseHTTPRequestHandler):
    """Whoever loads a picture out of a name or a message comes here."""
    visits = []

    def do_GET(self):
        Trap.visits.append(self.path)
        self.send_error(404)

    def log_message(self, *_):
        pass


class Program(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desktop = desktop.Desktop()
        cls.addClassCleanup(cls.desktop.end)
        global reader
        import reader
        trap = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Trap)
        threading.Thread(target=trap.serve_forever, daemon=True).start()
        cls.addClassCleanup(trap.server_close)
        cls.addClassCleanup(trap.shutdown)
        cls.picture = "<img src='http://127.0.0.1:%d/x.png'>" % trap.server_address[1]
        people = {"alice@localhost": "Alice", "bob@localhost": "Bob " + cls.picture}
        people.update(("person%03d@localhost" % i, "Person %03d" % i) for i in range(PEOPLE))
        cls.server = desktop.Prosody(cls.desktop, ["alice", "bob", "carol"], people)
        desktop.Roost.program = PROGRAM

    def setUp(self):
        self.started = []

    def tearDown(self):
        for one in self.started:
            if self.has_failed() and one.process.poll() is None:
                print(reader.tree(reader.application(one.process.pid)), file=sys.stderr)
            if one.process.poll() is None:
                one.process.kill()
                one.process.wait()
            if self.has_failed():
                print("exit code", one.process.returncode, one.said(), file=sys.stderr)
            one.errors.close()

    def has_failed(self):
        result = self._outcome.result
        return any(test is self for test, _ in result.failures + result.errors)

    def sign_in(self, user, *arguments):
        one = desktop.Roost.signed_in(self.desktop, self.server, user, *arguments)
        self.started.append(one)
        return one

    def again(self, first, *arguments):
        """A second start with the profile of the first."""
        one = desktop.Roost(self.desktop, first.profile.name, *arguments)
        self.started.append(one)
        return one

    def window(self, roost):
        return reader.await_one(reader.application(roost.process.pid), reader.Role.FRAME)

    def rows(self, window, at_least=1):
        """The rows of the contact list as a screen reader gets them, once there are so many."""
        def look():
            reader.refresh(window)
            for one in reader.below(window):
                if reader.role_of(one) == reader.Role.LIST:
                    rows = [row for row in reader.children(one) if reader.role_of(row) == reader.Role.LIST_ITEM]
                    if len(rows) >= at_least:
                        return rows
            return None
        return desktop.wait_for("%d rows in the contact list" % at_least, look)

    def row(self, window, text):
        def look():
            return next((row for row in self.rows(window) if text in reader.name_of(row)), None)
        return desktop.wait_for("a row with " + text, look)

    def open_thread(self, window, text):
        reader.press(self.row(window, text))

    def test_reader_sees_rows_by_name_and_only_visible_ones(self):
        window = self.window(self.sign_in("alice"))
        rows = desktop.wait_for("the first persons", lambda: [
            row for row in self.rows(window, 5) if "Person 0" in reader.name_of(row)])
        self.assertGreaterEqual(len(rows), 4)
        # The list has 300 rows; a reader is given those that can be seen, and told which of how many.
        exposed = self.rows(window)
        self.assertLess(len(exposed), 40)
        self.assertRegex(rows[0].get_description(), r"row [0-9]+ of %d" % (PEOPLE + 1))
        shown = [row for row in exposed if reader.is_showing(row)]
        self.assertGreaterEqual(len(shown), len(exposed) - 2)
        names = [reader.name_of(row) for row in exposed]
        self.assertEqual(len(set(names)), len(names))
        self.assertTrue(all("offline" in name.lower() for name in names if "Person" in name), names)

    def test_everything_that_can_be_used_has_a_name(self):
        window = self.window(self.sign_in("alice"))
        self.open_thread(window, "Person 000")
        reader.await_one(window, reader.Role.LABEL, "Person 000")
        usable = {reader.Role.PUSH_BUTTON, reader.Role.TOGGLE_BUTTON, reader.Role.CHECK_BOX, reader.Role.ENTRY,
                  reader.Role.TEXT, reader.Role.LIST, reader.Role.LIST_ITEM, reader.Role.COMBO_BOX,
                  reader.Role.PAGE_TAB, reader.Role.MENU_ITEM, reader.Role.RADIO_BUTTON}
        nameless = [reader.tree(one) for one in reader.below(window)
                    if reader.role_of(one) in usable and reader.is_showing(one) and not reader.name_of(one)]
        self.assertEqual(nameless, [])

    def test_strange_text_stays_text(self):
        window = self.window(self.sign_in("alice"))
        peer = self.desktop.start(["/usr/bin/python3", "-u", str(desktop.TOP / "tests/support/peers/slixmpp_peer.py")],
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(peer.stdin.close)

        def tell(**command):
            peer.stdin.write(json.dumps(command) + "\n")
            peer.stdin.flush()
        tell(do="connect", jid="bob@localhost", password="pw-bob", resource="desk", host="127.0.0.1",
             port=self.server.c2s_port)
        self.assertTrue(any('"online"' in line for line in iter(peer.stdout.readline, "")))
        tell(do="presence", status="Status " + self.picture, show="dnd")
        tell(do="message", to="alice@localhost", body="Body " + self.picture, receipt=True)
        row = self.row(window, "Body " + self.picture)
        self.assertIn("Bob " + self.picture, reader.name_of(row))
        self.open_thread(window, "Bob ")
        reader.await_one(window, reader.Role.LABEL, "Bob " + self.picture)
        desktop.wait_for("the message in the thread", lambda: [
            one for one in reader.below(window)
            if "Body " + self.picture in reader.name_of(one) and reader.role_of(one) == reader.Role.LIST_ITEM])
        # It was acknowledged only after it had been taken in; a picture would have been asked for by now.
        self.assertTrue(any('"receipt"' in line for line in iter(peer.stdout.readline, "")))
        self.assertEqual(Trap.visits, [])

    def test_nothing_listens_unless_it_was_told_to(self):
        def listening(pid):
            """Inodes of that process's sockets that wait for TCP connections."""
            own = set()
            for link in pathlib.Path("/proc/%d/fd" % pid).iterdir():
                with contextlib.suppress(OSError):
                    own.update(re.findall(r"socket:\[(\d+)\]", os.readlink(link)))
            waiting = set()
            for table in ("tcp", "tcp6"):
                for line in pathlib.Path("/proc/%d/net/%s" % (pid, table)).read_text().splitlines()[1:]:
                    words = line.split()
                    if words[3] == "0A":  # LISTEN
                        waiting.add(words[9])
            return own & waiting
        silent = self.sign_in("alice")
        self.row(self.window(silent), "Person 000")
        self.assertEqual(listening(silent.process.pid), set())
        self.assertEqual(silent.stop(), 0)
        driven = self.sign_in("alice", "--automation=0")
        self.row(self.window(driven), "Person 000")
        self.assertEqual(len(listening(driven.process.pid)), 1)

    def test_two_profiles_side_by_side(self):
        alice = self.sign_in("alice")
        carol = self.sign_in("carol")
        first = self.window(alice)
        second = self.window(carol)
        self.row(first, "Person 000")
        self.assertIsNone(alice.process.poll())
        self.assertIsNone(carol.process.poll())
        self.assertNotEqual(first.get_process_id(), second.get_process_id())
        self.assertEqual(alice.stop(), 0)
        self.assertIsNone(carol.process.poll())
        self.assertEqual(carol.stop(), 0)

    def test_second_start_hands_over_and_goes(self):
        first = self.sign_in("alice")
        window = self.window(first)
        self.row(window, "Person 000")
        self.assertEqual(self.again(first).ends(), 0)
        # A link opens the conversation in the window that is there, with the text not sent but to be seen.
        second = self.again(first, "xmpp:person007@localhost?message;body=good%20morning")
        self.assertEqual(second.ends(), 0)
        reader.await_one(window, reader.Role.LABEL, "Person 007")
        desktop.wait_for("the text in the composer", lambda: [
            one for one in reader.below(window) if reader.role_of(one) in (reader.Role.TEXT, reader.Role.ENTRY)
            and reader.quietly(lambda one=one: reader.Atspi.Text.get_text(one, 0, -1), "") == "good morning"])
        # A start for another account opens nothing; a notice names both accounts.
        third = self.again(first, "--address", "carol@localhost", "xmpp:person008@localhost")
        self.assertEqual(third.ends(), 0)
        desktop.wait_for("the notice", lambda: [
            one for one in reader.below(reader.application(first.process.pid))
            if "carol@localhost" in reader.name_of(one) and "alice@localhost" in reader.name_of(one)])
        reader.await_one(window, reader.Role.LABEL, "Person 007")
        self.assertIsNone(first.process.poll())
        self.assertEqual(first.stop(), 0)
        self.assertEqual(first.said(), "")

    def test_sigterm_ends_cleanly_and_the_next_start_shows_the_list_offline(self):
        first = self.sign_in("alice")
        self.row(self.window(first), "Person 000")
        self.assertEqual(first.stop(), 0)
        for file in first.profile.rglob("*.sqlite"):
            with sqlite3.connect(file) as database:
                self.assertEqual(database.execute("pragma integrity_check").fetchone(), ("ok",))
                self.assertGreater(database.execute("select count(*) from endpoints").fetchone()[0], PEOPLE)
            database.close()
            break
        else:
            self.fail("no user database in the profile")
        # No server there: the contacts are shown all the same.
        port = desktop.free_port()
        second = self.again(first, "--address", "alice@localhost", "--server",
                            "ws://127.0.0.1:%d/xmpp-websocket" % port, "--password-file",
                            self.desktop.path / "alice.password")
        self.row(self.window(second), "Person 000")
        self.assertEqual(second.stop(), 0)

    def test_imports_contacts(self):
        file = self.desktop.path / "people.csv"
        file.write_text("name,jid,groups\nZoe Import,zoe@localhost,Imported\n\"broken,line\n")
        carol = self.sign_in("carol", "--import-contacts", file)
        app = reader.application(carol.process.pid)
        dialog = reader.await_one(app, reader.Role.DIALOG, "Import contacts")
        desktop.wait_for("the preview", lambda: [
            one for one in reader.below(dialog) if "zoe@localhost" in reader.name_of(one)])
        button = reader.await_one(dialog, reader.Role.PUSH_BUTTON, test=lambda one: reader.name_of(one).startswith(
            "Add 1"))
        desktop.wait_for("the button", lambda: reader.quietly(button.get_state_set).contains(reader.State.ENABLED))
        reader.press(button)
        self.row(self.window(carol), "Zoe Import")
        self.assertEqual(carol.stop(), 0)


if __name__ == "__main__":
    desktop.need("Xvfb", "dbus-daemon", "prosody", "openssl")
    unittest.main()
