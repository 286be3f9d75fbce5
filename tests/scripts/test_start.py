#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts that fail: one line on standard error, a documented exit code, and a window with a way out where a person
can see one. And starts that must not fail: paths with any characters, any locale."""
import contextlib
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import unittest

import desktop

PROGRAM = sys.argv.pop(1)
# Characters that a Latin-1 conversion, a shell, Qt's plugin options or a URL stumble over.
NAMES = ("ü", "Профиль", "مجلد", "😀", "with space", "a:b;c", "100%20", "#1 & 'x' \"y\"")


def environment(**more):
    kept = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS") or name in (
        "PATH", "HOME", "XDG_RUNTIME_DIR")}
    return {**kept, "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", **more}


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="roost-start-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)


class Failing(Folder):
    """Nobody looks: the program ends at once."""

    def run_roost(self, *arguments, **more):
        return subprocess.run([PROGRAM, "--no-keychain", *map(str, arguments)], env=environment(**more),
                              capture_output=True, text=True, timeout=60)

    def assert_fails(self, code, said, *arguments, **more):
        answer = self.run_roost(*arguments, **more)
        self.assertEqual((answer.returncode, answer.stdout), (code, ""), answer)
        lines = [line for line in answer.stderr.splitlines() if line.startswith("roost: ")]
        self.assertEqual(len(lines), 1, answer.stderr)
        self.assertIn(said, lines[0])

    def test_the_profile_is_a_file(self):
        file = self.folder / "file"
        file.write_text("")
        for more in ((), ("--test-mode",), ("--automation=0",)):
            self.assert_fails(3, "is not a folder", "--profile", file, *more)
            self.assert_fails(3, "cannot be created", "--profile", file / "below", *more)

    def test_the_profile_is_not_writable(self):
        # Not even root may write there.
        self.assert_fails(3, "the profile folder /proc/self cannot be written to", "--profile", "/proc/self")
        self.assert_fails(3, "cannot be created", "--profile", "/proc/ü")

    def test_the_disk_is_full(self):
        way = next((way for way in (["unshare", "--user", "--map-root-user", "--mount"], ["unshare", "--mount"])
                    if subprocess.run([*way, "mount", "-t", "tmpfs", "none", self.folder],
                                      capture_output=True).returncode == 0), None)
        if way is None:
            self.skipTest("no file system of its own can be had here (unshare)")
        script = 'mount -t tmpfs -o size=64k none "$1" && mkdir "$1/p" && cat /dev/zero > "$1/fill" 2>/dev/null; ' \
                 'shift; exec "$@"'
        answer = subprocess.run([*way, "sh", "-c", script, "sh", self.folder, PROGRAM, "--no-keychain", "--profile",
                                 self.folder / "p"], env=environment(), capture_output=True, text=True, timeout=60)
        self.assertEqual(answer.returncode, 3, answer)
        self.assertIn("has no room left", answer.stderr)

    def test_the_settings_cannot_be_read(self):
        (self.folder / "settings.ini").mkdir()
        self.assert_fails(3, "settings.ini cannot be read", "--profile", self.folder)

    def test_the_profile_is_in_use(self):
        # A process of this name holds the lock and does not answer.
        sleeper = self.folder / "roost"
        sleeper.symlink_to("/bin/sleep")
        holder = subprocess.Popen([sleeper, "600"])
        self.addCleanup(holder.wait)
        self.addCleanup(holder.kill)
        profile = self.folder / "p"
        profile.mkdir()
        (profile / "roost.lock").write_text("%d\nsleep\n%s\n\n\n" % (holder.pid, os.uname().nodename))
        self.assert_fails(4, "does not answer (process %d" % holder.pid, "--profile", profile)
        # At login nobody asked for a window.
        self.assertEqual(self.run_roost("--profile", profile, "--background").returncode, 0)

    def database(self):
        folder = self.folder / "p/accounts/joe@bar.com"
        folder.mkdir(parents=True)
        return folder / "roost.sqlite"

    def test_the_database_is_newer(self):
        with contextlib.closing(sqlite3.connect(self.database())) as file:
            file.executescript("pragma application_id = %d; pragma user_version = 9999; create table t (x);"
                               % self.application_id())
        self.assert_fails(5, "a newer Roost wrote it", "--profile", self.folder / "p", "--address", "joe@bar.com")

    def test_the_database_is_none(self):
        self.database().mkdir()
        self.assert_fails(5, "roost.sqlite", "--profile", self.folder / "p", "--address", "joe@bar.com")

    @staticmethod
    def application_id():
        text = (desktop.TOP / "app/storage/schema_migration.h").read_text()
        value = text.split("applicationId", 1)[1].split("=", 1)[1].split(";", 1)[0]
        return int(value.strip().replace("'", ""), 0)

    def test_the_command_line_is_wrong(self):
        self.assert_fails(2, "unknown option", "--nonsense")
        self.assert_fails(2, "is no address", "--address", "a@b@c/@")
        self.assert_fails(2, "cannot be read", "--password-file", self.folder / "ü")
        self.assert_fails(2, "cannot be written", "--log", self.folder / "no/log")

    def test_names_that_are_no_text_are_refused(self):
        answer = subprocess.run([PROGRAM, "--profile", os.fsencode(self.folder) + b"/x\xfc"], env=environment(),
                                capture_output=True, timeout=60)
        self.assertEqual(answer.returncode, 2)
        self.assertIn(b"is not valid UTF-8", answer.stderr)
        self.assertEqual(list(self.folder.iterdir()), [])


class Starting(Folder):
    """Any path will do, in any locale."""

    def assert_starts(self, profile, **more):
        process = subprocess.Popen([PROGRAM, "--test-mode", "--automation=0", "--profile", profile],
                                   env=environment(**more), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            self.assertIn("webdriver", process.stdout.readline())
        finally:
            process.terminate()
            said = process.communicate(timeout=60)[1]
        self.assertEqual(process.returncode, 0, said)
        self.assertNotIn("roost:", said)
        self.assertTrue((profile / "roost.lock").parent.is_dir())
        self.assertTrue((profile / "test-home/screen.json").exists())
        self.assertTrue((profile / "settings.ini").exists())

    def test_with_any_name(self):
        for name in NAMES:
            with self.subTest(name):
                self.assert_starts(self.folder / name)
        self.assertEqual({one.name for one in self.folder.iterdir()}, set(NAMES))

    def test_in_a_locale_without_letters(self):
        for locale in ("C", "POSIX", "xx_XX.ISO-8859-1"):
            with self.subTest(locale):
                self.assert_starts(self.folder / ("ü 😀 " + locale), LC_ALL=locale)

    def test_the_options_with_files_too(self):
        folder = self.folder / "ü 😀"
        folder.mkdir()
        for name in ("pässword", "liste 😀.csv"):
            (folder / name).write_text("x@y.z\n")
        process = subprocess.Popen([PROGRAM, "--profile", folder / "p", "--test-mode", "--automation=0", "--log",
                                    folder / "lög", "--password-file", folder / "pässword", "--import-contacts",
                                    folder / "liste 😀.csv"], env=environment(LC_ALL="C"), stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        self.assertIn("webdriver", process.stdout.readline())
        process.terminate()
        said = process.communicate(timeout=60)[1]
        self.assertEqual(process.returncode, 0, said)
        self.assertEqual({one.name for one in folder.iterdir()}, {"p", "pässword", "liste 😀.csv", "lög"})


class Windows(Folder):
    """On a screen: a window explains it, and the person finds a way out."""

    @classmethod
    def setUpClass(cls):
        cls.desktop = desktop.Desktop()
        cls.addClassCleanup(cls.desktop.end)
        global reader
        import reader

    def start(self, *arguments):
        errors = open(self.folder / "errors", "w+")
        self.addCleanup(errors.close)
        process = self.desktop.start([PROGRAM, "--no-keychain", *map(str, arguments)], stderr=errors)

        def end():
            if process.poll() is None:
                process.kill()
                process.wait()
        self.addCleanup(end)
        return process

    def said(self):
        return (self.folder / "errors").read_text()

    def window(self, process, title="Roost can’t start"):
        return reader.await_one(reader.application(process.pid), reader.Role.DIALOG, title)

    @staticmethod
    def texts(window):
        return "\n".join(reader.name_of(one) for one in reader.below(window)
                         if reader.role_of(one) == reader.Role.LABEL)

    @staticmethod
    def press(window, name):
        reader.press(reader.await_one(window, reader.Role.PUSH_BUTTON, name))

    def test_quit_tells_the_code(self):
        file = self.folder / "file"
        file.write_text("")
        process = self.start("--profile", file)
        window = self.window(process)
        self.assertIn("a file with this name already exists", self.texts(window))
        self.press(window, "Quit")
        self.assertEqual(process.wait(desktop.PATIENCE), 3)
        self.assertIn("roost: the profile folder %s is not a folder" % file, self.said())

    def test_try_again_goes_on(self):
        file = self.folder / "file"
        file.write_text("")
        process = self.start("--profile", file)
        self.press(self.window(process), "Try again")
        window = self.window(process)
        file.unlink()
        self.press(window, "Try again")
        reader.await_one(reader.application(process.pid), reader.Role.FRAME, "Roost")
        self.assertTrue(file.is_dir())
        process.terminate()
        self.assertEqual(process.wait(desktop.PATIENCE), 0)

    def test_a_database_says_so_above_the_window(self):
        folder = self.folder / "p/accounts/joe@bar.com"
        (folder / "roost.sqlite").mkdir(parents=True)
        process = self.start("--profile", self.folder / "p", "--address", "joe@bar.com")
        window = self.window(process)
        self.assertIn("can’t be opened", self.texts(window))
        (folder / "roost.sqlite").rmdir()
        self.press(window, "Try again")
        # Open now: it asks for the password.
        app = reader.application(process.pid)
        desktop.wait_for("the window to go", lambda: reader.find(app, reader.Role.DIALOG, "Roost can’t start") is None)
        desktop.wait_for("the database", (folder / "roost.sqlite").is_file)
        process.terminate()
        self.assertEqual(process.wait(desktop.PATIENCE), 0)

    def test_a_database_problem_tells_its_code(self):
        folder = self.folder / "p/accounts/joe@bar.com"
        (folder / "roost.sqlite").mkdir(parents=True)
        process = self.start("--profile", self.folder / "p", "--address", "joe@bar.com")
        self.press(self.window(process), "Quit")
        self.assertEqual(process.wait(desktop.PATIENCE), 5)

    def test_a_wrong_option_of_a_starter_is_seen(self):
        process = self.start("--nonsense")
        window = self.window(process)
        self.assertIn("option", self.texts(window))
        self.press(window, "Quit")
        self.assertEqual(process.wait(desktop.PATIENCE), 2)

    def test_no_window_for_scripts(self):
        file = self.folder / "file"
        file.write_text("")
        for option in ("--test-mode", "--automation=0", "--screenshot=" + str(self.folder / "x.png")):
            process = self.start("--profile", file, option)
            self.assertEqual(process.wait(desktop.PATIENCE), 3)
        process = self.start("--nonsense", "--test-mode")
        self.assertEqual(process.wait(desktop.PATIENCE), 2)


if __name__ == "__main__":
    desktop.need("Xvfb", "dbus-daemon")
    unittest.main()
