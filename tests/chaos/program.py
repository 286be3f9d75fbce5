# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program, without a screen, driven through its WebDriver as a person uses it: choose the contact, type,
press Enter, see the message in the thread."""
import asyncio
import contextlib
import json
import pathlib
import re
import signal
import subprocess
import urllib.parse

import clients
import compare

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
STALL = re.compile(r"longest stall (\d+) ms, own work (\d+) ms")
ENTER = "\ue007"


class Refused(Exception):
    """The driver answered with an error."""


class Driver:
    """As much of a WebDriver client as is needed, on one connection that is kept."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.host, self.port, self.path = parts.hostname, parts.port, parts.path.rstrip("/")
        self.reader = self.writer = None
        self.lock = asyncio.Lock()

    async def ask(self, method, path, body=None):
        async with self.lock:
            try:
                if self.writer is None:
                    self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
                content = b"" if body is None else json.dumps(body).encode()
                head = "%s %s%s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                self.writer.write((head % (method, self.path, path, self.host, self.port, len(content))).encode() + content)
                lines = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
                length = next(int(line.split(":")[1]) for line in lines if line.lower().startswith("content-length"))
                answer = json.loads(await self.reader.readexactly(length))["value"]
            except (OSError, asyncio.IncompleteReadError) as error:
                self.writer = None
                raise clients.Gone() from error
        if " 200 " not in lines[0]:
            raise Refused(answer)
        return answer

    def close(self):
        if self.writer is not None:
            self.writer.transport.abort()
            self.writer = None


class ProgramClient(clients.Client):
    """`roost --automation`. A message is accepted once it can be seen in its thread and has been written."""

    has_drafts = True

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.driver = None
        self.session = ""
        self.thread = None
        self.edit = None
        self.looked_into = set()
        self.draft_faults = []
        (self.folder / "password").write_text("pw-%s\n" % self.user)
        self.choose_font()

    def choose_font(self):
        """One plain font. With all of the machine's, two thirds of the time of a run go into pictures of emoji."""
        font = subprocess.run(["fc-match", "-f", "%{file}", "DejaVu Sans"], capture_output=True, text=True).stdout
        if font:
            (self.folder / "fonts.conf").write_text(
                '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig><dir>%s</dir>'
                '<cachedir>%s</cachedir></fontconfig>\n' % (pathlib.Path(font).parent, self.folder / "fonts"))
            self.environment["FONTCONFIG_FILE"] = str(self.folder / "fonts.conf")

    def database(self):
        return next(iter(self.folder.glob("profile/accounts/*/roost.sqlite")), self.folder / "none")

    async def start(self):
        await self.spawn(self.program, "--automation", "--profile", self.folder / "profile", "--no-keychain", "--address",
                         self.address, "--server", self.url, "--password-file", self.folder / "password", "--log", "-",
                         stdout=asyncio.subprocess.PIPE, limit=1 << 20)
        line = await asyncio.wait_for(self.process.stdout.readline(), 60)
        self.reader = asyncio.create_task(self.watch(self.process))
        self.driver = Driver(json.loads(line)["webdriver"])
        answer = await self.driver.ask("POST", "/session", {"capabilities": {}})
        self.session = "/session/" + answer["sessionId"]
        await self.driver.ask("POST", self.session + "/timeouts", {"implicit": 20000})
        self.thread = None
        self.looked_into = set()
        self.button = await self.find("#bannerButton")
        self.edit = None  # there is none until a thread is open

    async def watch(self, process):
        while await process.stdout.readline():
            pass
        code = await process.wait()
        for wall, busy in STALL.findall((self.folder / "log.txt").read_text(errors="replace")):
            self.note_stall(int(wall), int(busy))
        await self.ended(code)

    async def find(self, selector):
        found = await self.driver.ask("POST", self.session + "/element",
                                      {"using": "css selector", "value": selector})
        return self.session + "/element/" + found[ELEMENT]

    async def settle(self, contact):
        # What is not in the list cannot be chosen; it comes with the first sign-in.
        await self.find('#contactList [jid="%s"]' % contact)

    async def open(self, to, draft_wanted=None):
        """Chooses the contact. What is in the field then must be no message already, or it would be sent twice."""
        if self.thread == to:
            return
        await self.driver.ask("POST", await self.find('#contactList [jid="%s"]' % to) + "/click", {})
        self.thread = to
        self.edit = self.edit or await self.find("#composerEdit")
        if to in self.looked_into:
            return
        self.looked_into.add(to)
        draft = await self.driver.ask("GET", self.edit + "/text")
        if draft and compare.is_written(self.database(), to, draft):
            self.draft_faults.append("in the field, though it is a message: %r" % draft[:40])
        if draft and draft != draft_wanted:
            await self.driver.ask("POST", self.edit + "/clear", {})

    async def type(self, to, text, tag):
        text = text.replace("\t", " ")  # a Tab leaves the field
        with self.as_gone():
            await self.open(to)
            await self.driver.ask("POST", self.edit + "/value", {"text": text + ENTER})
            await self.see_written(to, text)

    async def write_draft(self, to, text):
        """Types, but does not press Enter; returns once the database has it."""
        with self.as_gone():
            await self.open(to)
            await self.driver.ask("POST", self.edit + "/value", {"text": text})
            while compare.draft_of(self.database(), to) != text:
                await self.breathe()

    async def send_draft(self, to, text):
        """Presses Enter on what is in the field. After a kill it must be there, if it is no message yet."""
        with self.as_gone():
            await self.open(to, draft_wanted=text)
            if compare.is_written(self.database(), to, text):
                return
            if await self.driver.ask("GET", self.edit + "/text") != text:
                self.draft_faults.append("neither a message nor a draft: %r" % text[:40])
                return
            await self.driver.ask("POST", self.edit + "/value", {"text": ENTER})
            await self.see_written(to, text)

    async def see_written(self, to, text):
        await self.find('#threadView listitem[text^="%s"]' % text.split(" ")[0])
        while not compare.is_written(self.database(), to, text):
            await self.breathe()

    async def breathe(self):
        if not self.alive.is_set():
            raise clients.Gone()
        await asyncio.sleep(0.01)

    @contextlib.contextmanager
    def as_gone(self):
        """An error of a program that was killed meanwhile is none."""
        try:
            yield
        except Refused as error:
            if self.process.returncode is None and self.alive.is_set():
                raise RuntimeError("%s: %s" % (self.name, error)) from error
            raise clients.Gone() from error

    async def status(self):
        try:
            offers_retry = await self.driver.ask("GET", self.button + "/displayed")
        except Refused:
            offers_retry = False
        return {"state": "waiting" if offers_retry else "online"}

    async def retry(self):
        try:
            await self.driver.ask("POST", self.button + "/click", {})
        except Refused:
            pass  # it is online again

    async def leave(self):
        """Ends as a person ends it."""
        async with self.lock:
            self.alive.clear()
            self.driver.close()
            if self.process.returncode is not None:
                return
            self.process.terminate()
            try:
                await asyncio.wait_for(self.process.wait(), 30)
            except asyncio.TimeoutError:
                self.crashes.append("does not end")
                self.process.kill()
                await self.process.wait()
