#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program says where there is no display, no session bus and no home."""
import os
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)


def run(*arguments, **more):
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **more}
    for name in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"):
        if name in os.environ:
            environment[name] = os.environ[name]
    return subprocess.run([PROGRAM, *arguments], env=environment, capture_output=True, text=True, timeout=60)


class NoDisplay(unittest.TestCase):
    def test_version(self):
        for option in ("--version", "-v"):
            answer = run(option)
            self.assertEqual((answer.returncode, answer.stderr), (0, ""))
            self.assertRegex(answer.stdout, r"(?i)^roost [0-9]+\.[0-9]+\.[0-9]+")
            self.assertEqual(answer.stdout.count("\n"), 1)

    def test_help_names_every_option(self):
        for option in ("--help", "-h"):
            answer = run(option)
            self.assertEqual((answer.returncode, answer.stderr), (0, ""))
            for name in ("--profile", "--address", "--server", "--password-file", "--import-contacts", "--log",
                         "--version", "--help", "xmpp:"):
                self.assertIn(name, answer.stdout)

    def test_help_and_version_even_with_a_broken_display(self):
        for broken in ({"DISPLAY": ":987"}, {"WAYLAND_DISPLAY": "no", "QT_QPA_PLATFORM": "wayland"},
                       {"QT_QPA_PLATFORM": "nonsense"}):
            self.assertEqual(run("--version", **broken).returncode, 0)
            self.assertEqual(run("--help", **broken).returncode, 0)

    def test_says_that_there_is_no_display(self):
        # No core dump: scripts and desktops tell it from a crash by the exit code.
        with tempfile.TemporaryDirectory() as folder:
            for broken in ({}, {"DISPLAY": ":987", "QT_QPA_PLATFORM": "xcb"}, {"QT_QPA_PLATFORM": "nonsense"}):
                answer = run("--profile", folder + "/profile", **broken)
                self.assertEqual(answer.returncode, 6, (broken, answer))
                self.assertIn("roost: there is no display (", answer.stderr)
                self.assertEqual(answer.stdout, "")
            self.assertEqual(os.listdir(folder), [])

    def test_bad_options_keep_their_code_with_a_broken_display(self):
        for broken in ({"DISPLAY": ":987"}, {"DISPLAY": ":987", "QT_QPA_PLATFORM": "offscreen"}):
            answer = run("--nonsense", **broken)
            self.assertEqual(answer.returncode, 2, (broken, answer))
            self.assertIn('roost: unknown option "--nonsense"', answer.stderr)
            self.assertNotIn("roost: there is no display", answer.stderr)

    def test_refuses_what_it_does_not_know(self):
        for arguments in (["--nonsense"], ["--profile"], ["--server", "not a url"], ["--address", "a@b@c/@"],
                          ["--password-file", "/nowhere/at/all"], ["--import-contacts", "/nowhere/at/all"],
                          ["xmpp:a@b", "xmpp:c@d"]):
            answer = run(*arguments)
            self.assertEqual(answer.returncode, 2, (arguments, answer))
            self.assertEqual(answer.stdout, "")
            self.assertIn("roost", answer.stderr.lower())

    def test_a_link_cannot_smuggle_an_option(self):
        # A desktop hands over what was clicked as one word after our name (CVE-2022-23597).
        with tempfile.TemporaryDirectory() as folder:
            for word in ("xmpp:a@b --profile=" + folder, "xmpp:--version"):
                answer = run("--", word, QT_QPA_PLATFORM="nonsense")
                self.assertNotEqual(answer.returncode, 0)
                self.assertEqual(answer.stdout, "")
            self.assertEqual(os.listdir(folder), [])


if __name__ == "__main__":
    unittest.main()
