# SPDX-License-Identifier: GPL-3.0-or-later
"""The program, started as a tester starts it and driven by Selenium."""
import contextlib
import datetime
import json
import os
import pathlib
import select
import signal
import subprocess
import time

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.remote.file_detector import UselessFileDetector
from selenium.webdriver.remote.remote_connection import RemoteConnection
from urllib3.exceptions import HTTPError

from . import pages
from .locator import Locator, quoted
from .pictures import compare
from .server import die_with_us
from .trace import Trace
from .waiting import patience, wait_for


class RoostOptions(ArgOptions):
    @property
    def default_capabilities(self):
        # Boxes are found, read and clicked like everything else; see Capabilities in README.md.
        return {"browserName": "roost", "roost:messageBoxes": "elements"}


class Roost:
    """One running Roost. roost() in a script starts it; the pages below say where things are."""

    def __init__(self, program, profile, arguments=(), environment=(), trace=None, slow_motion=0,
                 drive=True):
        self.program = program
        self.profile = pathlib.Path(profile)
        self.slow_motion = slow_motion
        self._errors = open(str(self.profile) + ".log", "a+", errors="replace")
        command = [str(program), "--profile", str(self.profile), "--test-mode", "--automation=0",
                   *map(str, arguments)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self._errors, stdin=subprocess.DEVNULL,
                                        env=dict(environment), preexec_fn=die_with_us)
        self.trace = trace or Trace(None, "")
        self.driver = None
        start = self._greeting()
        self.url = start["webdriver"]
        if drive:  # else somebody else will, at self.url
            self._connect()

    def _connect(self):
        # No proxy stands between a script and its own machine.
        options = RoostOptions()
        options.set_capability("proxy", {"proxyType": "direct"})
        RemoteConnection.set_timeout(patience() * 2)
        # A path that is typed is typed; Selenium would send the file instead.
        self.driver = webdriver.Remote(command_executor=self.url, options=options,
                                       file_detector=UselessFileDetector())
        self.trace.add(self)
        self.sign_in_page = pages.SignInPage(self)
        self.contacts = pages.ContactList(self)
        self.thread = pages.Thread(self)
        self.panel = pages.Panel(self)
        self.banner = pages.Banner(self)

    def _greeting(self):
        """The one line of JSON that it starts with."""
        end = time.monotonic() + patience() * 3
        line = b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            byte = os.read(self.process.stdout.fileno(), 1) if ready else b""
            if not byte:
                self.process.kill()
                raise AssertionError("Roost said no address for the driver; it said:\n" + self.said())
            line += byte
        return json.loads(line)

    # Finding

    def find(self, css):
        """By selector: "#sendButton", "button[name='Send']", "#contactList [jid='foo@bar.com']"."""
        return Locator(self, css)

    def dialog(self, name):
        return Locator(self, "#" + name)

    def menu(self):
        """From the three dots above the contacts."""
        self.find("#menuButton").click()
        return pages.Menu(self, "#mainMenu")

    def preferences(self):
        self.menu().choose("preferencesAction")
        return pages.Preferences(self)

    def press(self, *keys):
        """Wherever the focus is. press(Keys.CONTROL, "k") holds the first ones down."""
        with self.trace.step("press " + " ".join(_name_of(key) for key in keys)):
            chain = ActionChains(self.driver, 0)
            for key in keys[:-1]:
                chain.key_down(key)
            chain.send_keys(keys[-1])
            for key in reversed(keys[:-1]):
                chain.key_up(key)
            chain.perform()

    def focused(self):
        """The element that has the focus: its id, or for a row its address."""
        element = self.driver.switch_to.active_element
        return element.get_dom_attribute("id") or element.get_dom_attribute("name")

    # Beyond the standard

    def vendor(self, name, **body):
        """A command of Roost's own; see "Beyond the standard" in README.md."""
        return self.driver.execute_script("roost:" + name, body)

    def wait_idle(self, timeout=None):
        """Until nothing is under way: no event, no answer of the server, no short timer."""
        with self.trace.step("wait until idle"):
            self.vendor("waitIdle", timeout=int(1000 * (timeout or patience())))

    def wait_settled(self):
        """Until the flood after signing in is over: what comes online from now on is news."""
        with self.trace.step("wait until settled"):
            wait_for("the end of the flood", lambda: [
                one for one in self.events(kind="signal") if one["name"] == "settled"])

    def advance(self, **time):
        """The clock goes on: advance(minutes=5)."""
        with self.trace.step("advance the clock by %s" % time):
            self.vendor("clock", advance=int(datetime.timedelta(**time).total_seconds() * 1000))

    def set_clock(self, iso):
        with self.trace.step("set the clock to %s" % iso):
            self.vendor("clock", set=iso)

    def events(self, since=0, kind=None):
        return [one for one in self.vendor("events", since=since)["lines"] if kind is None or one.get("kind") == kind]

    # Looking

    def picture(self):
        """PNG of the window."""
        return self.driver.get_screenshot_as_png()

    def looks_like(self, name, locator=None, masks=(), threshold=0.001):
        """Compares with the picture that was accepted; --update-baselines accepts what is there."""
        with self.trace.step("compare with the picture %r" % name):
            compare(self, name, locator, masks, threshold)

    def source(self):
        return self.driver.page_source

    def said(self):
        """What it wrote on standard error."""
        self._errors.flush()
        self._errors.seek(0)
        return self._errors.read()

    # Ending

    def quit(self):
        """As a person: Ctrl+Q. Its exit code."""
        with self.trace.step("quit"), contextlib.suppress(HTTPError, WebDriverException, OSError):
            ActionChains(self.driver, 0).key_down(Keys.CONTROL).send_keys("q").key_up(Keys.CONTROL).perform()
        code = self.process.wait(patience())
        self._close()
        return code

    def stop(self):
        """From outside; fails if it did not end well."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(patience())
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            code = "none: it hung and was killed"
        self._close()
        if code != 0:
            raise AssertionError("Roost ended with %s; it said:\n%s" % (code, self.said()))

    def kill(self):
        """Like a power cut."""
        self.process.kill()
        self.process.wait()
        self._close()

    def is_running(self):
        return self.process.poll() is None

    def _close(self):
        self.process.stdout.close()


def _name_of(key):
    for name, value in vars(Keys).items():
        if value == key and not name.startswith("_"):
            return name
    return key


__all__ = ["Roost", "quoted"]
