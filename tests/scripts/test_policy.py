#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The policy of the machine against scripts, obeyed by the real program. The folder of policies is fixed, so the
program runs in a namespace of its own in which /etc is a folder of the test's."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
# As an ordinary user, and where that is not allowed, as root.
WAYS = [["unshare", "--user", "--map-root-user", "--mount"], ["unshare", "--mount"]]
BIND = ["sh", "-c", 'mount --bind "$1" /etc && shift && exec "$@"', "sh"]


def private():
    """The words before a command with an /etc of its own; None if that cannot be had here."""
    for way in WAYS:
        if shutil.which("unshare") and subprocess.run([*way, *BIND, "/tmp", "true"],
                                                      capture_output=True).returncode == 0:
            return [*way, *BIND]
    return None


PRIVATE = private()


class Policy(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="roost-policy-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.etc = self.folder / "etc"
        self.managed = self.etc / "roost/policies/managed"
        self.managed.mkdir(parents=True)
        (self.folder / "runtime").mkdir(mode=0o700)
        # What a program needs of /etc to begin and to draw.
        for name in ("fonts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "passwd", "group", "nsswitch.conf",
                     "localtime", "alternatives"):
            there = pathlib.Path("/etc") / name
            if there.is_dir():
                shutil.copytree(there, self.etc / name, symlinks=True)
            elif there.exists():
                shutil.copy(there, self.etc / name)

    def write(self, name, text):
        (self.managed / name).write_text(text)

    def start(self, *arguments):
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "QT_QPA_PLATFORM": "offscreen",
                       "XDG_RUNTIME_DIR": str(self.folder / "runtime"), "LC_ALL": "C.UTF-8",
                       **{name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}}
        return subprocess.Popen([*PRIVATE, self.etc, PROGRAM, "--profile", self.folder / "profile", "--test-mode",
                                 *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                text=True)

    def assert_refused(self, by, *arguments):
        process = self.start(*arguments)
        said, complained = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 2)
        self.assertEqual(said, "")
        self.assertEqual(complained, "roost: --automation and --record are forbidden by "
                                     "/etc/roost/policies/managed/%s\n" % by)
        self.assertFalse((self.folder / "profile").exists())

    def assert_driven(self, *arguments):
        """It starts, and says where it listens."""
        process = self.start("--automation=0", *arguments)
        try:
            self.assertIn("webdriver", json.loads(process.stdout.readline()))
        finally:
            process.terminate()
            process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0)

    def test_nothing_is_said(self):
        self.assert_driven()

    def test_it_is_allowed(self):
        self.write("10-scripts.json", '{"AutomationAllowed": true}')
        self.assert_driven()

    def test_it_is_forbidden(self):
        self.write("10-scripts.json", '{"AutomationAllowed": true}')
        self.write("20-no-scripts.json", '{"AutomationAllowed": false}')
        self.assert_refused("20-no-scripts.json", "--automation")
        self.assert_refused("20-no-scripts.json", "--automation=0")
        recorded = self.folder / "recorded.py"
        self.assert_refused("20-no-scripts.json", "--record", str(recorded))
        self.assertFalse(recorded.exists())

    def test_what_cannot_be_understood_forbids(self):
        self.write("broken.json", '{"AutomationAllowed": ')
        self.assert_refused("broken.json", "--automation=0")

    def test_settings_are_read_from_it(self):
        self.write("10-settings.json", '{"TellTyping": false, "Nonsense": 1, "AwayMinutes": "5"}')
        log = self.folder / "log"
        self.assert_driven("--log", str(log))
        lines = log.read_text()
        where = 'in "/etc/roost/policies/managed/10-settings.json"'
        self.assertIn('the policy "Nonsense" %s is unknown' % where, lines)
        self.assertIn('the policy "AwayMinutes" %s has an invalid value; its default is in force' % where, lines)
        self.assertNotIn("TellTyping", lines)

    def test_no_folder_of_the_callers_counts(self):
        # Neither the environment nor the profile moves the place where the policy is looked for.
        self.write("no.json", '{"AutomationAllowed": false}')
        own = self.folder / ".config/roost/policies/managed"
        own.mkdir(parents=True)
        (own / "yes.json").write_text('{"AutomationAllowed": true}')
        self.assert_refused("no.json", "--automation=0")


if __name__ == "__main__":
    if PRIVATE is None:
        print("left out: no /etc of its own can be had here (unshare)", file=sys.stderr)
        sys.exit(77)
    unittest.main()
