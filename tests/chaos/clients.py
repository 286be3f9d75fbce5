# SPDX-License-Identifier: GPL-3.0-or-later
"""The Connections of a run. Each is a process with a profile of its own that can be killed at any time and started
again on what it left behind."""
import asyncio
import json
import os
import pathlib
import signal

from servers import DOMAIN, die_with_us, password_of


class Gone(Exception):
    """The process ended while something was asked of it."""


class Client:
    """One Connection: `name` in the run, `user` its account, `link` its way to the server."""

    has_drafts = False
    kill_at_enter = None  # the facts of a kill that is due when the next message is sent

    def __init__(self, name, user, folder, link, program, wire_log=False):
        self.name = name
        self.user = user
        self.address = "%s@%s" % (user, DOMAIN)
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        self.link = link
        self.program = program
        self.wire_log = wire_log
        self.process = None
        self.kills = 0
        self.absences = 0
        self.crashes = []
        self.environment = {}
        self.draft_faults = []
        self.stall = {"wall": 0, "busy": 0}
        self.alive = asyncio.Event()
        self.lock = asyncio.Lock()

    @property
    def url(self):
        return "ws://127.0.0.1:%d/xmpp-websocket" % self.link.port

    def note_stall(self, wall, busy):
        if wall > self.stall["wall"]:
            self.stall = {"wall": wall, "busy": busy}

    async def spawn(self, *command, **options):
        log = open(self.folder / "log.txt", "ab")
        rules = "roost.domain.debug=true;roost.stream.debug=true;roost.storage.debug=true"
        if self.wire_log:
            rules += ";roost.wire=true"
        environment = dict(os.environ, QT_LOGGING_RULES=rules, QT_QPA_PLATFORM="offscreen",
                           QT_MESSAGE_PATTERN="%{time hh:mm:ss.zzz} %{category} %{message}", **self.environment)
        self.process = await asyncio.create_subprocess_exec(*map(str, command), stderr=log, env=environment,
                                                            preexec_fn=die_with_us, **options)
        log.close()

    async def settle(self, contact):
        """Until one can write to `contact`: before anything goes wrong, and no more after that."""

    async def kill(self):
        """SIGKILL, between any two instructions."""
        async with self.lock:
            self.alive.clear()
            if self.process.returncode is None:
                self.process.send_signal(signal.SIGKILL)
                self.kills += 1
            await self.process.wait()

    async def ended(self, code):
        """A crash fails the run, but it goes on: with the program started again, as somebody would."""
        if code in (0, -signal.SIGKILL):
            return
        self.crashes.append(code)
        if self.alive.is_set():
            self.alive.clear()
            self.revival = asyncio.create_task(self.revive())

    async def revive(self):
        async with self.lock:
            if self.process is None or self.process.returncode is not None:
                await self.start()
            self.alive.set()


class LibraryClient(Client):
    """roost_chaos_device: Roost's library without its windows."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.answers = {}
        self.waiters = []
        self.ready = None

    def database(self):
        return self.folder / "profile" / "roost.sqlite"

    async def start(self):
        self.ready = asyncio.get_running_loop().create_future()
        await self.spawn(self.program, "--profile", self.folder / "profile", "--address", self.address, "--password",
                         password_of(self.user), "--resource", self.name, "--server", self.url,
                         stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=1 << 20)
        self.reader = asyncio.create_task(self.listen(self.process, self.ready))
        await self.ready

    async def listen(self, process, ready):
        while True:
            line = await process.stdout.readline()
            if not line.endswith(b"\n"):
                break
            event = json.loads(line)
            kind = event["event"]
            if kind == "accepted":
                answer = self.answers.pop(event["tag"], None)
                if answer and not answer.done():
                    answer.set_result(True)
            elif kind == "stall":
                self.note_stall(event["wall"], event["busy"])
            elif kind == "status":
                for waiter in self.waiters:
                    if not waiter.done():
                        waiter.set_result(event)
                self.waiters.clear()
            elif kind == "state" and event["state"] not in ("closed", "loading") and not ready.done():
                ready.set_result(True)
            elif kind == "error":
                raise RuntimeError("%s: %s" % (self.name, event))
        code = await process.wait()
        await self.ended(code)
        for waiter in list(self.answers.values()) + self.waiters + [ready]:
            if not waiter.done():
                waiter.set_exception(Gone())
                waiter.exception()  # nobody may be waiting
        self.answers.clear()
        self.waiters.clear()

    def tell(self, **command):
        if self.process is None or self.process.returncode is not None or self.process.stdin.is_closing():
            raise Gone()
        try:
            self.process.stdin.write(json.dumps(command).encode() + b"\n")
        except OSError as error:
            raise Gone() from error

    async def type(self, to, text, tag):
        """Returns once the message has been written into the database; Gone if it may or may not have been."""
        answer = asyncio.get_running_loop().create_future()
        self.answers[tag] = answer
        self.tell(do="type", to=to, text=text, tag=tag)
        await answer

    async def status(self):
        waiter = asyncio.get_running_loop().create_future()
        self.waiters.append(waiter)
        self.tell(do="status")
        return await asyncio.wait_for(waiter, 20)

    async def retry(self):
        self.tell(do="retry")

    async def leave(self):
        """Ends as a person ends it."""
        async with self.lock:
            self.alive.clear()
            if self.process.returncode is not None:
                return
            try:
                self.tell(do="leave")
            except Gone:
                pass
            try:
                await asyncio.wait_for(self.process.wait(), 30)
            except asyncio.TimeoutError:
                self.crashes.append("does not end")
                self.process.kill()
                await self.process.wait()
